"""How a country's own targets differ, and what a page says of a standard that all countries judge alike."""

from __future__ import annotations

from datetime import date

from by_hand import clinic, row, standard, written
from rendered import AS_OF, Seen, rendered, with_

from generator.model.inputs import HandbookSource, National

CLINICS = {"north": clinic("ca"), "south": clinic("mx")}
ASKED = "targets of its own"


def handbook(national=None, **standards) -> HandbookSource:
    values = [row(name, key, "2026-05", 9, 10) for key in standards for name in CLINICS]
    return with_(written(standards, CLINICS, values), national=national or {})


def asked(book: HandbookSource, country: str = "ca") -> list[list[str]]:
    return Seen(rendered(book)[f"countries/{country}"].body()).table(ASKED).rows[1:]


def test_its_own_targets_stand_beside_those_of_everybody_else_and_of_each_country():
    targets = ["80%", {"value": "70%", "in": "ca"}, {"value": "90%", "in": "mx"}]
    book = handbook(s=standard(targets=targets, better="higher"), other=standard(targets=["50%"]))
    assert asked(book) == [["By hand", "at least 70% less than of everybody else", "everybody else: at least 80%mx: at least 90%", ""]]  # fmt: skip # noqa: E501
    assert asked(book, "mx")[0][1] == "at least 90% more than of everybody else"


def test_where_less_is_better_less_is_more_to_ask():
    targets = ["20%", {"value": "10%", "in": "ca"}]
    [[_, own, *_]] = asked(handbook(s=standard(targets=targets, better="lower")))
    assert own == "at most 10% more than of everybody else"


def test_a_target_that_begins_later_is_not_asked_yet():
    assert date(2026, 7, 1) == AS_OF
    targets = [{"value": "70%", "in": "ca"}, {"value": "75%", "in": "ca", "from": "2026-08"}]
    [[_, own, *_]] = asked(handbook(s=standard(targets=targets)))
    assert own == "at least 70% nothing is asked of everybody else"


def test_a_published_figure_that_compares_goes_before_a_newer_one_that_does_not():
    figures = [
        {"country": "ca", "year": 2020, "value": "43%", "source": "x", "comparable": "variant"},
        {"country": "ca", "year": 2025, "value": "10%", "source": "x", "comparable": "not"},
    ]
    national = National.model_validate(
        {"standard": "s", "title": "Published", "sources": {"x": {"title": "A survey"}}, "figures": figures}
    )
    [[*_, published]] = asked(handbook({"n": national}, s=standard(targets=[{"value": "70%", "in": "ca"}])))
    assert published == "43% in 2020 (measured nearly the same way)"


def test_a_country_without_targets_of_its_own_says_so():
    text = Seen(rendered(handbook(s=standard(targets=["80%"])))["countries/ca"].body()).text
    assert "This country has no target of its own" in text
    assert ASKED not in text


def test_a_standard_that_no_country_has_a_target_for_says_that_all_eyes_see_alike():
    book = handbook(s=standard(targets=["80%"]), own=standard(targets=["80%", {"value": "70%", "in": "ca"}]))
    said = "No country has a target of its own here"
    texts = {
        name: Seen(rendered(book, beside=True)[f"standards/{name}"].body()).text for name in ("s", "own")
    }
    assert [said in texts[name] for name in ("s", "own")] == [True, False]
