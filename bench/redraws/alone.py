"""Handbooks of one version that hide or hold back something."""

from __future__ import annotations

from collections.abc import Callable

from bench.redraws.book import MONTHS, SECRET_MONTHS, Hand, base, kpis, small, standard, value

Versions = list[dict[str, str]]
LATER = "publish_from: 2027-01-15"


def small_counts(hand: Hand) -> Versions:
    """One clinic has small counts of all kinds."""
    kinds = ("share", "wait", "events", "score", "number", "funnel")
    files = base(kinds, hand, privacy="sensitive")
    values = {kind: {month: value(kind, hand.open) for month in MONTHS} for kind in kinds}
    for kind in kinds:
        values[kind] |= {month: small(kind, hand) for month in SECRET_MONTHS}
    return [files | {"data/kpis/two.yml": kpis("two", values)}]


def embargo(head: str) -> Callable[[Hand], Versions]:
    """A file of values with this head: its values, its mistakes and its statements are drawn anew."""

    def versions(hand: Hand) -> Versions:
        return [base(("share", "wait"), hand) | {"data/kpis/more.yml": _secret_file(hand, head)}]

    return versions


def _secret_file(hand: Hand, head: str) -> str:
    values = {month.replace("2025", "2026"): value("share", hand.secret) for month in MONTHS[:6]}
    values["2026-03"] = f"{{met: {hand.secret.randint(1, 4)}, of: 900, note: {hand.words()}}}"
    values["2026-05"] = f"{hand.secret.randint(600, 900)}/{hand.secret.randint(100, 500)}"
    said = (
        f"{head}\ncomparable: {{share: {{{hand.secret.choice(('not', 'variant'))}: {hand.words()}}}}}\n"
        f"changes:\n  - {{at: 2025-{hand.secret.randint(1, 9):02}, note: {hand.words()}, restart: true}}\n"
    )
    return kpis("one", {"share": values, "wait": {"2026-04": value("wait", hand.secret)}}, said)


def among_values(line: str) -> Callable[[Hand], Versions]:
    """An embargo that was indented too far, or stands in a value."""

    def versions(hand: Hand) -> Versions:
        text = f"clinic: one\nshare:\n  {line.format(value('share', hand.secret))}\n"
        text += f"  2026-01: {value('share', hand.secret)}\n"
        return [base(("share",), hand) | {"data/kpis/more.yml": text}]

    return versions


def rows(day: str) -> Callable[[Hand], Versions]:
    """Some rows of a table are under embargo; another row of the file is in the open."""

    def versions(hand: Hand) -> Versions:
        lines = ["clinic,standard,period,met,of,note,publish_from", "one,share,2026-01,800,900,,"]
        for month in ("2026-02", "2026-03"):
            met = hand.secret.randint(1, 900)
            lines.append(f"two,share,{month},{met},{hand.secret.randint(400, 950)},{hand.words()},{day}")
        return [base(("share",), hand) | {"data/kpis/table.csv": "\n".join(lines) + "\n"}]

    return versions


def table_beside(line: str) -> Callable[[Hand], Versions]:
    """A table under the embargo that the YAML file of the same name has."""

    def versions(hand: Hand) -> Versions:
        lines = ["clinic,standard,period,met,of"]
        lines += [f"two,share,{month},{hand.secret.randint(1, 900)},901" for month in ("2026-02", "2026-03")]
        more = {"data/kpis/table.csv": "\n".join(lines) + "\n", "data/kpis/table.yml": f"{line}\n"}
        return [base(("share",), hand) | more]

    return versions


def kept_standard(line: str) -> Callable[[Hand], Versions]:
    """A standard that is kept back, with values in files that aren't."""

    def versions(hand: Hand) -> Versions:
        files = base(("share",), hand)
        aim = hand.secret.randint(20, 90)
        secret = standard("share", hand.words(), more=f"targets: [{aim}%]\nowner: {hand.words()}\n{line}\n")
        values = {month: value("share", hand.secret) for month in MONTHS}
        values["2025-07"] = f"{hand.secret.randint(600, 900)}/{hand.secret.randint(100, 500)}"
        said = f"changes:\n  - {{at: 2025-05, standard: plan, note: {hand.words()}}}\n"
        files["data/standards/plan.yml"] = secret.replace("letters", hand.words())
        files["data/kpis/plan.yml"] = kpis("two", {"plan": values}, said)
        return [files]

    return versions


def kept_target(hand: Hand) -> Versions:
    """A dated target that nobody is to know yet."""
    files = base(("share",), hand)
    aim = f"{{value: {hand.secret.randint(1, 99)}%, from: 2025-0{hand.secret.randint(1, 9)}, {LATER}}}"
    files["data/standards/share.yml"] += f"targets: [70%, {aim}, {{value: 75%, from: 2025-04, in: ca}}]\n"
    return [files]


def kept_change(hand: Hand) -> Versions:
    """A change that nobody is to know yet."""
    files = base(("share",), hand)
    when = f"2025-0{hand.secret.randint(1, 9)}"
    said = f"changes:\n  - {{at: {when}, note: {hand.words()}, restart: true, {LATER}}}\n"
    files["data/kpis/said.yml"] = f"clinic: one\n{said}"
    return [files]


ALONE: dict[str, Callable[[Hand], Versions]] = {
    "small counts": small_counts,
    "an embargo": embargo(LATER),
    "an embargo that is no day": embargo("publish_from: nxet monday"),
    "an embargo without a day": embargo("publish_from:"),
    "a misspelt embargo": embargo("publish_form: 2027-01-15"),
    "an embargo by another name": embargo("embargo_until: 2027-01-15"),
    "an embargo with a child": embargo("embargo: {until: 2027-01-15}"),
    "an embargo among periods": among_values("publish_from: 2027-01-15"),
    "an embargo in a value": among_values("2026-02: {{value: {}, publish_from: 2027-01-15}}"),
    "rows of a table": rows("2027-01-15"),
    "rows with a day that is none": rows("soon"),
    "a table beside a file": table_beside(LATER),
    "a table beside a misspelt embargo": table_beside("publish_form: 2027-01-15"),
    "a standard": kept_standard(LATER),
    "a draft": kept_standard("status: draft\npublish: no"),
    "a standard with a day that is none": kept_standard("publish_from: nxet monday"),
    "a standard with a misspelt key": kept_standard("publish_form: 2027-01-15"),
    "a target": kept_target,
    "a change": kept_change,
}
