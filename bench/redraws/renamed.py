"""Handbooks in which something is renamed in the very version that hides it."""

from __future__ import annotations

from bench.redraws.alone import LATER, Versions
from bench.redraws.book import MONTHS, SECRET_MONTHS, Hand, base, kpis, small, standard, value

HIDES = (
    "sensitive",
    "an embargo",
    "an embargo that is no day",
    "a misspelt embargo",
    "a standard kept back",
    "a draft",
)
RENAMES = (
    "nothing",
    "the standard",
    "the clinic",
    "the country",
    "the file",
    "the file, into a table",
    "the standard, edited",
    "everything, edited",
    "the standard, over several releases",
    "a copy",
    "a split",
)
_HEADS = {
    "an embargo": f"{LATER}\n",
    "an embargo that is no day": "publish_from: nxet monday\n",
    "a misspelt embargo": "publish_form: 2027-01-15\n",
}
_OF_STANDARDS = {"a standard kept back": f"{LATER}\n", "a draft": "status: draft\npublish: no\n"}


def versions(hides: str, renames: str, hand: Hand) -> Versions:
    """First in the open, then hidden under whatever name. The secret numbers are the same in all of them."""
    everything = renames.startswith("everything")
    edited = renames.endswith("edited")
    name = "later" if "standard" in renames or everything else "mine"
    clinic = "second" if renames == "the clinic" or everything else "two"
    country = "mexico" if renames == "the country" or everything else "mx"
    file = "elsewhere" if renames.startswith("the file") or everything else "secret"
    # What a clinic counts otherwise is no secret of a sensitive standard.
    values, notes = _values(hides, hand), "on paper" if hides == "sensitive" else hand.words()
    before = base(("share",), hand)
    before["data/standards/mine.yml"] = standard("share", "Letters of mine", more="targets: [80%]\n")
    said = f"comparable: {{mine: {{variant: {notes}}}}}\n"
    before["data/kpis/secret.yml"] = kpis("two", {"mine": values}, said)
    before["data/kpis/others.yml"] = kpis("one", {"mine": _open(hand)})
    steps = [before]
    if renames.endswith("several releases"):
        steps += [_renamed(before, "mine", between) for between in ("between", "still")]
        # And a number moves from one release to the next, in the open.
        steps[1]["data/kpis/others.yml"] = kpis("one", {"between": _open(hand)})
    after = _hidden(before, hides, name, clinic, file, values, notes)
    if edited:
        words = ("letters", "parcels"), ("Letters of mine", "Something quite different")
        for old, new in words:
            after[f"data/standards/{name}.yml"] = after[f"data/standards/{name}.yml"].replace(old, new)
        after[f"data/standards/{name}.yml"] += "owner: Somebody\nwhy: Because it matters to everybody here.\n"
    if clinic != "two":
        after[f"data/clinics/{clinic}.yml"] = after.pop("data/clinics/two.yml")
        after["data/kpis/two.yml"] = after["data/kpis/two.yml"].replace("clinic: two", f"clinic: {clinic}")
    if country != "mx":
        after[f"data/countries/{country}.yml"] = after.pop("data/countries/mx.yml")
        for each in ("one", clinic):
            path = f"data/clinics/{each}.yml"
            after[path] = after[path].replace("country: mx", f"country: {country}")
    if renames == "a copy":
        after["data/standards/copied.yml"] = after["data/standards/mine.yml"]
        after["data/kpis/copied.yml"] = after["data/kpis/secret.yml"].replace("mine:", "copied:")
        after["data/standards/mine.yml"] = before["data/standards/mine.yml"]
        del after["data/kpis/secret.yml"]
    if renames == "a split":
        after["data/standards/part.yml"] = after["data/standards/mine.yml"].replace("of mine", "in part")
        after["data/kpis/secret.yml"] = after["data/kpis/secret.yml"].replace("mine:", "part:")
        after["data/standards/mine.yml"] = before["data/standards/mine.yml"]
    return [*steps, after]


def _values(hides: str, hand: Hand) -> dict[str, str]:
    """Values of which some stand out, so that checks speak of them; the secret ones are drawn anew."""
    found = _open(hand)
    if hides == "sensitive":
        return found | {month: small("share", hand) for month in SECRET_MONTHS}
    found |= {month: value("share", hand.secret) for month in MONTHS[::2]}
    wrong = f"{hand.secret.randint(600, 900)}/{hand.secret.randint(100, 500)}"
    return found | {SECRET_MONTHS[0]: f"{{met: {hand.secret.randint(1, 9)}, of: 950}}", "2025-11": wrong}


def _open(hand: Hand) -> dict[str, str]:
    return {month: value("share", hand.open) for month in MONTHS}


def _renamed(files: dict[str, str], old: str, new: str) -> dict[str, str]:
    """The same with another name of the standard."""
    return {
        path.replace(f"{old}.yml", f"{new}.yml"): text.replace(f"{old}:", f"{new}:")
        for path, text in files.items()
    }


def _hidden(  # noqa: PLR0913, PLR0917 - what it is called afterwards
    before: dict[str, str], hides: str, name: str, clinic: str, file: str, values: dict[str, str], notes: str
) -> dict[str, str]:
    after = _renamed(before, "mine", name)
    said = f"comparable: {{{name}: {{variant: {notes}}}}}\n"
    path = f"data/standards/{name}.yml"
    if hides == "sensitive":
        after[path] = after[path].replace("privacy: open", "privacy: sensitive")
    after[path] += _OF_STANDARDS.get(hides, "")
    del after["data/kpis/secret.yml"]
    after[f"data/kpis/{file}.yml"] = kpis(clinic, {name: values}, _HEADS.get(hides, "") + said)
    return after
