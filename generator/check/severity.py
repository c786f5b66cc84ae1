"""How much findings matter here: as `checks` in handbook.yml says, less what the files accept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.check.shared_causes import gathered
from generator.check.suggestions import did_you_mean
from generator.model import reading_problems
from generator.model.check_rule import CheckRule
from generator.model.inputs import Acceptance, HandbookSource
from generator.problem import Accepted, Problem, Severity, in_reading_order

OFF = "off"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found, weighed."""

    problems: tuple[Problem, ...]
    """In reading order."""

    accepted: tuple[Accepted, ...]
    """What the files accept with a reason; not among the problems."""


def weighed(
    written: HandbookSource,
    found: Iterable[Problem],
    rules: Mapping[str, CheckRule],
    doubts: Collection[str] = (),
) -> Checked:
    """Findings as the handbook weighs them. `rules` are all there are, by code. Of a file in which something
    explains many findings, the `doubts` aren't told: they likely follow from it too."""
    weights = {
        code: weight for code, weight in written.settings.checks.items() if settable(rules.get(code), weight)
    }
    left = [
        problem if weight is None else replace(problem, severity=Severity(weight))
        for problem in found
        if (weight := weights.get(problem.code)) != OFF
    ]
    if not written.acceptances:
        return Checked(in_reading_order(gathered(left, doubts)), ())
    return _less_accepted(written, left, rules, weights, doubts)


def settable(rule: CheckRule | None, weight: str) -> bool:
    """Whether a check can be given that weight: errors stay errors."""
    return rule is not None and (not rule.fixed or weight == Severity.ERROR)


def _less_accepted(
    written: HandbookSource,
    found: list[Problem],
    rules: Mapping[str, CheckRule],
    weights: Mapping[str, str],
    doubts: Collection[str],
) -> Checked:
    holds: dict[tuple[str, int, str], Acceptance] = {}
    for one in written.acceptances:
        if one.reason and one.code in rules and not rules[one.code].fixed:
            holds |= {(one.place.file, line, one.code): one for line in one.lines}
    problems, accepted, used = [], [], set()
    for problem in found:
        if one := holds.get((problem.place.file, problem.place.line, problem.code)):
            used.add(one)
            accepted.append(Accepted(problem, one.reason, one.place))
        else:
            problems.append(problem)
    kept = gathered(problems, doubts)
    if weights.get(reading_problems.IDLE.code) != OFF:
        weight = Severity(weights.get(reading_problems.IDLE.code, reading_problems.IDLE.severity))
        broken = any(one.severity is Severity.ERROR for one in kept)
        idle = (one for one in written.acceptances if one not in used and weights.get(one.code) != OFF)
        told = _idle(idle, rules, broken)
        kept += [replace(problem, severity=weight) for problem in told]
    return Checked(in_reading_order(kept), tuple(sorted(accepted, key=lambda it: it.problem.sort_key)))


def _idle(
    acceptances: Iterable[Acceptance], rules: Mapping[str, CheckRule], broken: bool
) -> Iterator[Problem]:
    """What is said to be accepted and isn't, with the reason. Where the handbook is `broken` and lacks
    something, what was accepted may be found again once that is mended."""
    for one in acceptances:
        rule = rules.get(one.code)
        if rule is None:
            yield reading_problems.IDLE.problem(
                one.place,
                f"There is no check `{one.code}`." if one.code else "Which check is meant isn't said.",
                did_you_mean(one.code, rules, "Write it like `# accept HB231: counted by hand`."),
            )
        elif rule.fixed:
            yield reading_problems.IDLE.problem(
                one.place,
                f"{one.code} can't be accepted: what it names can't be published rightly.",
                "Mend what it finds, and delete this.",
            )
        elif not one.reason:
            yield reading_problems.IDLE.problem(
                one.place,
                f"{one.code} is accepted here without a reason, so it isn't.",
                f"Write why: `# accept {one.code}: counted by hand after the flood`.",
            )
        elif not broken:
            yield reading_problems.IDLE.problem(
                one.place,
                f"{one.code} finds nothing in {_lines(one)}, so nothing is accepted.",
                "Delete it; or put it behind the value that is meant, or alone in the line above.",
            )


def _lines(one: Acceptance) -> str:
    return f"line {one.lines[-1]}" if one.lines else "this file"
