"""A conversion on the pages: beside its peers, and over time, for a clinic and for all together."""

from __future__ import annotations

import pytest
from by_hand import clinic, months, row, standard, written
from rendered import Seen, rendered

from generator.model.inputs import HandbookSource

MONTHS = months("2024-01", "2025-12")
COUNTS = {"a": (100, 80), "b": (100, 50), "c": (100, 50)}


def book(counts=COUNTS, *, other=None, **fields) -> HandbookSource:
    """Two years of the same counts every month; `other` are those of some clinic and month."""
    more = {name: fields.pop(name) for name in ("comparable",) if name in fields}
    languages = fields.pop("languages", ["en"])
    rows = [
        row(it, "s", month, said[-1], said[0], stages=list(said))
        for it, usual in counts.items()
        for month in MONTHS
        if (said := (other or {}).get((it, month), usual))
    ]
    measured = standard("conversion", stages={"asked": "Asked", "came": "Came"}, **fields)
    clinics = {it: clinic() for it in counts}
    return written({"s": measured}, clinics, rows, settings={"languages": languages}, **more)


def table(html: str, caption: str) -> list[list[str]]:
    """The rows of the one table that is called so."""
    (found,) = (it for it in Seen(html).tables if caption in it.caption)
    return found.rows


def page(address: str, handbook: HandbookSource) -> str:
    return rendered(handbook, beside=True)[address].body()


def test_a_clinic_s_stages_stand_beside_all_clinics_with_the_difference_in_points():
    """80 % beside 2,160 of 3,600; the interval is two thirds of Newcombe's of 960/1200 and 1200/2400."""
    rows = table(page("clinics/a", book()), "stage by stage")
    assert rows[0][-1] == "All clinics"
    assert rows[2][-1] == "60% ▲ better than its peers +20.0 points (+17.9 to +22.0)"


def test_it_is_said_against_whom_and_what_a_difference_takes():
    html = page("clinics/a", book())
    assert "All clinics: 3 of 3 comparable ones together, this one included, sum over sum." in html
    assert "The interval allows for chance alone." in html
    assert "clinics differ by anyway" not in html


def test_with_ten_clinics_the_text_says_that_habit_is_allowed_for():
    ten = {f"c{at}": (100, 50) for at in range(10)}
    assert "it is more than clinics differ by anyway" in page("clinics/c0", book(ten))


def test_where_nothing_is_compared_it_is_said_why():
    html = page("clinics/a", book(comparable={("a", "s"): "variant"}))
    assert table(html, "stage by stage")[2][-1] == "50% – not compared"
    assert "Nothing is compared where fewer than 10 came to a stage" in html
    assert "fewer than 3 clinics can be compared" in html


def test_a_clinic_shows_its_last_eight_quarters_newest_first_beside_all():
    rows = table(page("clinics/a", book()), "quarter by quarter")
    assert rows[0] == ["Period", "Asked → Came", "Periods"]
    assert [line[0] for line in rows[1:]] == [
        f"{year} Q{quarter}" for year in (2025, 2024) for quarter in (4, 3, 2, 1)
    ]
    # Wilson's of 240 of 300, and 540 of 900.
    assert rows[1][1:] == ["80% (75% to 84%)all together: 60%", "3 of 3"]


def test_a_quarter_with_a_hidden_month_is_withheld_at_the_clinic_and_for_all():
    """At `a` 97 of 100 came in May: three are left over."""
    handbook = book(other={("a", "2025-05"): (100, 97)}, privacy="sensitive")
    rows = {line[0]: line[1:] for line in table(page("clinics/a", handbook), "quarter by quarter")}
    assert rows["2025 Q2"][0] == "withheld"
    assert rows["2025 Q1"][0] == "80% (75% to 84%)all together: 60%"
    others = {line[0]: line[1] for line in table(page("clinics/b", handbook), "quarter by quarter")}
    assert others["2025 Q2"] == "50% (44% to 56%)"
    html = page("clinics/b", handbook)
    assert "All clinics together: withheld, because a count is hidden. So nothing is compared." in html
    together = {
        line[0]: line[1] for line in table(page("standards/s", handbook), "that go on, all clinics together")
    }
    assert together["2025 Q2"] == "withheld"


def test_a_quarter_without_a_value_says_so_and_a_quarter_that_is_begun_says_its_months():
    gone = {("a", month): () for month in months("2024-04", "2024-06")} | {("a", "2025-12"): ()}
    gone |= {(it, "2025-12"): () for it in "bc"}
    rows = {line[0]: line[1:] for line in table(page("clinics/a", book(other=gone)), "quarter by quarter")}
    assert rows["2024 Q2"] == ["no value", "0 of 3"]
    assert rows["October 2025 to November 2025"][-1] == "2 of 2"


def test_all_clinics_by_quarter_have_intervals():
    rows = table(page("standards/s", book()), "that go on, all clinics together")
    assert rows[1] == ["2025 Q4", "60% (57% to 63%)", "3 of 3"]


def test_of_all_clinics_only_those_that_differ_are_marked():
    rows = {line[0]: line[1] for line in table(page("standards/s", book()), "at each clinic")[1:]}
    assert set(rows) == {"By hand"}
    said = [
        line[1] for line in table(page("standards/s", book(COUNTS | {"d": (100, 58)})), "at each clinic")[1:]
    ]
    assert ["better" in it or "worse" in it for it in said] == [True, True, True, False]


@pytest.mark.parametrize(
    ("language", "said"),
    [("es", "todas juntas: 60"), ("fr", "toutes ensemble\N{NO-BREAK SPACE}: 60")],
)
def test_it_is_said_in_other_languages(language: str, said: str):
    assert said in page("clinics/a", book(languages=[language]))
