"""What the compare page says in the browser: each message under the name that its scripts know it by."""

from __future__ import annotations

from generator.model.comparison_results import PeerComparison
from generator.words import Words

STANDINGS = {
    "below its peers (99.8%)": PeerComparison.FAR_BELOW,
    "below its peers (95%)": PeerComparison.BELOW,
    "like its peers": PeerComparison.WITHIN,
    "above its peers (95%)": PeerComparison.ABOVE,
    "above its peers (99.8%)": PeerComparison.FAR_ABOVE,
}
"""By what the downloads call them; whoever is not among these isn't compared."""


def standings(words: Words) -> dict[str, dict[str, list[str]]]:
    """Symbol, word and style by direction and standing."""
    said = {}
    for better in ("higher", "lower", "neither"):
        found = {key: words.standing(standing, better) for key, standing in STANDINGS.items()}
        said[better] = {key: [it.symbol, it.word, it.css] for key, it in found.items()}
    return said


def said(words: Words) -> dict[str, str]:
    """Messages with their {places}, which the scripts fill in."""
    return {**_choosing(words), **_shown(words), **_charts(words), **_passed_over(words), **_groups(words)}


def _choosing(words: Words) -> dict[str, str]:
    return {
        "clinics": words("Clinics"),
        "standards": words("Standards"),
        "upTo": words("Clinics, up to five"),
        "among": words("Show"),
        "allClinics": words("All clinics"),
        "searchClinics": words("Find a clinic"),
        "searchStandards": words("Find a standard"),
        "more": words("{n} more: a few letters find them."),
        "none": words("Nothing here is called so."),
        "full": words("Five are chosen, which is the most. Take one out to choose another."),
        "remove": words("Take out {name}"),
        "from": words("From"),
        "to": words("To"),
        "eyes": words("Judged by the targets of"),
        "home": words("its own country, clinic or peers"),
        "view": words("What to show"),
        "newest": words("Newest values"),
        "trend": words("Over time"),
        "scatter": words("Two standards, one against the other"),
        "of": words("Clinics in it"),
        "chosen": words("The chosen clinics"),
        "across": words("Across"),
        "up": words("Upwards"),
        "again": words("Start again"),
        "draft": words("draft"),
        "counted": words("Clinics: {clinics}. Standards: {standards}."),
    }


def _shown(words: Words) -> dict[str, str]:
    return {
        "choose": words("Choose clinics and standards above."),
        "chooseTwo": words("Choose two standards above."),
        "overview": words("Newest values of the chosen clinics; choose standards above to see more"),
        "clinic": words("Clinic"),
        "standard": words("Standard"),
        "period": words("Period"),
        "value": words("Value"),
        "counts": words("Counted/out of"),
        "interval": words("95% interval"),
        "target": words("Target"),
        "verdict": words("Verdict"),
        "peers": words("Beside its peers"),
        "change": words("Change"),
        "notes": words("Notes"),
        "range": words("{low} to {high}"),
        "higher": words("at least {value}"),
        "lower": words("at most {value}"),
        "noTarget": words("no target there"),
        "notCompared": words("not compared"),
        "variant": words("Nearly the same is measured here, so it is shown and not judged: {because}"),
        "not": words("Something else is measured here, so it is shown and not judged: {because}"),
        "withheld": words("{period}: {why}"),
        "hidden": words("hidden (small count)"),
        "noValue": words("no value"),
        "outside": words("No value lies in this period."),
        "metBy": words("{met} of {judged} clinics that can be judged meet it."),
        "judgedNone": words("None of these values can be judged."),
        "overTime": words(
            "The values of {n} clinics, each period by itself, on one scale. Verdicts are by the target in "
            "force then and there."
        ),
        "both": words(
            "{n} of {m} clinics have a value of both standards. Each mark is a clinic, by its newest values. "
            "That marks lie in a row doesn't say that one thing leads to the other."
        ),
        "looking": words(
            "You are looking through another country's eyes: {country}. What is marked is judged by "
            "the targets there, all else on this page as at home."
        ),
        "alike": words("{country} asks for nothing else here, so all is judged as at home."),
        "scatterNewest": words(
            "Two standards are set against each other by newest values, whatever period is chosen."
        ),
        "week": words("week {week} of {year}"),
        "quarter": words("{year} Q{quarter}"),
        "half": words("{year} H{half}"),
    }


def _charts(words: Words) -> dict[str, str]:
    return {
        "csv": words("Download what is shown (CSV)"),
        "save": words("Save as {format}"),
        "failed": words("That can't be loaded just now."),
        "loading": words("Loading …"),
        "noChart": words("The chart can't be drawn just now; the table below holds all its numbers."),
        "draw": words("Draw the charts"),
        "newestOf": words("{standard}: newest value of each clinic"),
        "trendOf": words("{standard}: every period"),
        "against": words("{one} and {other}"),
        "asTable": words("As a table"),
        "byTargets": words("{what}, by the targets of: {country}"),
        "bothMet": words(
            "Of {judged} clinics that can be judged by both, {both} meet both, {one} one of them and "
            "{neither} neither."
        ),
        "onlyTwo": words(
            "Two standards are set against each other here: of those that are chosen, the first two."
        ),
    }


def _passed_over(words: Words) -> dict[str, str]:
    """What the address asked for in vain. {what} comes from the address and is put in as text."""
    return {
        "noClinic": words("There is no such clinic, so it was passed over: {what}"),
        "noStandard": words("There is no such standard, so it was passed over: {what}"),
        "tooMany": words("Five clinics are the most, so these were passed over: {what}"),
        "twice": words("Named twice and shown once: {what}"),
        "retired": words("No longer in force, so it isn't compared; its own page keeps its history: {what}"),
        "empty": words("No clinic has reported a value of it yet: {what}"),
        "noPeriod": words("That is no period, so it was passed over: {what}"),
        "clipped": words("No values reach so far, so the nearest period is shown: {what}"),
        "backwards": words("The period ends before it begins, so all of it is shown."),
        "noFrame": words(
            "The address asks for the targets of a country that isn't here, so it was passed over."
        ),
        "noSuch": words("Nothing here goes by that name, so it was passed over: {what}"),
        "severally": words("Asked for more than once; the first counts, and this was passed over: {what}"),
        "noView": words("There is no such view, so the newest values are shown: {what}"),
    }


def _groups(words: Words) -> dict[str, str]:
    return {
        "groups": words("My own groups"),
        "kept": words("Groups are kept in this browser only and sent to nobody."),
        "notKept": words("This browser keeps nothing for this page: groups last until you leave it."),
        "groupName": words("Name of the group"),
        "keep": words("Keep the chosen clinics as a group"),
        "keptAs": words("Kept: {name}"),
        "needName": words("Choose clinics and give the group a name first."),
        "showGroup": words("Show {name}"),
        "deleteGroup": words("Delete {name}"),
        "deleted": words("Deleted: {name}"),
    }
