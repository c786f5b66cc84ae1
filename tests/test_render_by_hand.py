"""What pages say, of handbooks small enough to reckon by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from by_hand import change, clinic, row, standard, written
from rendered import Seen, rendered, with_

from generator.model.inputs import Country, HandbookSource, National, Standard
from generator.model.results import LeftOut
from generator.problem import Place, Problem, Severity
from generator.render.parts import missing_translations, review_dates

SHARE = standard("proportion", targets=("90%",), close_within="5%", judge_from=10)


def seen(handbook: HandbookSource, address: str, **options: Any) -> Seen:
    return Seen(rendered(handbook, **options)[address].body())


def two_months() -> HandbookSource:
    """May: north missed, south met. June: north close, south met, west not judged."""
    rows = [
        row("north", "share", "2026-05", 70, 100),
        row("south", "share", "2026-05", 95, 100),
        row("north", "share", "2026-06", 86, 100, file="data/kpis/north.yml", line=7),
        row("south", "share", "2026-06", 90, 100),
        row("west", "share", "2026-06", 3, 4),
    ]
    return written({"share": SHARE}, {name: clinic() for name in ("north", "south", "west")}, rows)


def test_home_counts_the_verdicts_of_the_newest_month_against_the_month_before() -> None:
    page = seen(two_months(), "index")
    assert "1 of 2 standards met in June 2026, as many as in May 2026." in page.text
    assert "The period before had 2 to judge." in page.text


def test_home_speaks_of_a_month_that_most_clinics_have_reported_for() -> None:
    rows = [row(name, "share", "2026-05", 95, 100) for name in ("north", "south", "west")]
    rows.append(row("north", "share", "2026-06", 10, 100))
    page = seen(
        written({"share": SHARE}, {name: clinic() for name in ("north", "south", "west")}, rows), "index"
    )
    assert "3 of 3 standards met in May 2026." in page.text
    assert "Values for June 2026 are still coming in." in page.text


def test_home_without_a_value_says_so() -> None:
    assert (
        "No value has been judged yet."
        in seen(written({"share": SHARE}, {"north": clinic()}, []), "index").text
    )


def test_the_heat_map_counts_the_newest_verdicts() -> None:
    heat = seen(two_months(), "index").table("Newest verdicts")
    assert heat.rows[0] == ["Clinic", "any", "All"]
    assert [row[1] for row in heat.rows[1:]] == ["✕ 0 of 1", "✓ 1 of 1"]


def test_with_many_clinics_in_one_country_it_is_by_standard() -> None:
    clinics = {f"c{n}": clinic("mx") for n in range(42)}
    rows = [row(name, "share", "2026-06", 95 if name == "c0" else 10, 100) for name in clinics]
    page = seen(written({"share": SHARE}, clinics, rows), "index")
    assert page.table("Newest verdicts").rows[-1][1] == "◐ 1 of 42"
    assert "each row is a standard" in page.text


def test_with_many_clinics_the_heat_map_is_by_country() -> None:
    clinics = {f"c{n}": clinic("mx" if n % 2 else "ca") for n in range(42)}
    rows = [row(name, "share", "2026-06", 95 if name == "c0" else 10, 100) for name in clinics]
    page = seen(written({"share": SHARE}, clinics, rows), "index")
    assert [row[:2] for row in page.table("Newest verdicts").rows[1:]] == [
        ["ca", "◐ 1 of 21"],
        ["mx", "✕ 0 of 21"],
    ]
    assert "There are more than 40 clinics" in page.text


def test_a_standards_value_is_a_sum_over_a_sum_and_says_of_how_many() -> None:
    text = seen(two_months(), "standards/share").text
    assert "88% in June 2026, for 3 of 3 clinics together ≈ close" in text  # 179 of 204
    assert "1 of 2 clinics that can be judged meet it with their newest value." in text


def test_clinics_of_a_standard_begin_with_those_furthest_from_the_target() -> None:
    table = seen(two_months(), "standards/share").table("newest value of each clinic")
    assert [row[1:3] for row in table.rows[1:]] == [
        ["75%", "– not judged (4 of 10 needed)"],
        ["86%", "≈ close"],
        ["90%", "✓ met"],
    ]
    assert table.rows[2][-2:] == ["86/100", "78% to 91%"]  # Wilson: 0.7789, 0.9147


def test_medians_are_not_added_up() -> None:
    wait = standard("duration", better="lower", targets=("20 min",))
    rows = [row("north", "wait", "2026-06", 12.0), row("south", "wait", "2026-06", 25.0)]
    page = seen(written({"wait": wait}, {"north": clinic(), "south": clinic()}, rows), "standards/wait")
    assert "can't be added up" in page.text
    assert "1 of 2 clinics" in page.text
    assert "over-time" not in page.ids


def test_a_clinics_table_tells_why_a_value_is_missing_hidden_or_not_judged() -> None:
    rows = [
        row("north", "share", "2026-01", 95, 100),
        row("north", "share", "2026-02", missing="Flood & mud"),
        row("north", "share", "2026-04", 4, 8),
        row("north", "share", "2026-05", 89.99, 100, note="<b>New</b> desk", quality="some concerns"),
        row("north", "share", "2026-06", 91, 100),
    ]
    handbook = written(
        {"share": SHARE}, {"north": clinic(opened="2025-01")}, rows, changes=[change("2026-04")]
    )
    table = seen(handbook, "clinics/north").table("every period")
    said = {line[0]: line[1:] for line in table.rows[1:]}
    assert said["February 2026"] == ["", "", "90%", "… no value (Flood & mud)", ""]
    assert said["March 2026"] == ["", "", "90%", "… no value (no reason given)", ""]
    assert said["April 2026"][3:] == ["– not judged (8 of 10 needed)", "Something (new limits from here)"]
    assert said["May 2026"] == [
        "89.99%", "89.99/100", "90%", "≈ close", "<b>New</b> desk; data quality: some concerns"
    ]  # fmt: skip


def test_the_unit_of_a_rate_is_said_once_a_table() -> None:
    rate = standard("rate", per="1000 visits", better="lower", targets=("2.4",))
    rows = [row("north", "rate", "2026-05", 2.38), row("north", "rate", "2026-06", 2.41)]
    table = seen(written({"rate": rate}, {"north": clinic()}, rows), "clinics/north").table("every period")
    assert table.rows[0][1] == "Value per 1000\N{NO-BREAK SPACE}visits"
    assert [line[1] for line in table.rows[1:]] == ["2.41", "2.38"]


def test_periods_before_a_clinic_opened_are_no_rows() -> None:
    rows = [row("old", "share", f"2026-{month:02}", 9, 10) for month in range(1, 7)]
    rows += [row("new", "share", "2026-05", 9, 10), row("new", "share", "2026-06", 9, 10)]
    handbook = written({"share": SHARE}, {"old": clinic(), "new": clinic(opened="2026-04")}, rows)
    table = seen(handbook, "clinics/new").table("every period")
    assert [line[0] for line in table.rows[1:]] == ["June 2026", "May 2026", "April 2026"]


def test_a_hidden_count_is_nowhere_in_the_handbook() -> None:
    secret = standard("proportion", targets=("50%",), privacy="sensitive")
    rows = [
        row(name, "secret", month, met, of)
        for name, met, of in (("north", 1237, 1240), ("south", 500, 1000))
        for month in ("2026-05", "2026-06")
    ]
    pages = rendered(written({"secret": secret}, {"north": clinic(), "south": clinic()}, rows))
    # Those two explain 99.8 % limits, whatever the values are.
    told = [page for address, page in pages.items() if address not in ("method", "compare")]
    everything = "".join(page.body() + page.description + str(page.search) for page in told)
    for leak in ("1237", "1,237", "1240", "1,240", "99.8", "1737", "2240", "77.5%", "0.775"):
        assert leak not in everything
    assert "● hidden (small count)" in Seen(pages["clinics/north"].body()).text
    assert "50%" in Seen(pages["clinics/south"].body()).text


def test_a_number_names_its_line_where_there_is_no_repository() -> None:
    page = rendered(two_months())["clinics/north"].body()
    assert '<span title="data/kpis/north.yml:7">86%</span>' in page


def test_a_number_links_to_its_line_where_there_is_one() -> None:
    handbook = two_months()
    settings = handbook.settings.model_copy(update={"repository": "https://github.com/example/h"})
    page = rendered(with_(handbook, settings=settings))["clinics/north"].body()
    assert '<a href="https://github.com/example/h/blob/main/data/kpis/north.yml#L7">86%</a>' in page


HOSTILE = "</td></script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def hostile() -> HandbookSource:
    """Every text that an editor may write, each an attack."""
    text = {"en": HOSTILE, "es": HOSTILE}
    bad = Standard.model_validate(
        {
            "title": text, "promise": text, "theme": "any", "serves": [HOSTILE], "why": text, "owner": text,
            "guidance": HOSTILE, "references": [HOSTILE, {"title": text, "url": "https://example.org/\"'><b>"}],
            "measure": {"kind": "rate", "per": f"100 {HOSTILE}", "counts": text, "out_of": text,
                        "asked": text, "source": text, "clock": text, "unit": HOSTILE},
            "targets": [{"value": 3, "in": "mx"}], "review": {"every": HOSTILE, "last": HOSTILE},
        }
    )  # fmt: skip
    national = National.model_validate(
        {
            "standard": "bad", "title": text,
            "sources": {"s": {"title": text, "publisher": HOSTILE, "year": HOSTILE}},
            "figures": [{"country": "mx", "year": HOSTILE, "value": HOSTILE, "measure": text, "area": text,
                         "source": "s", "because": text}],
        }
    )  # fmt: skip
    rows = [
        row("north", "bad", f"2026-{month:02}", 3, 100, note=HOSTILE, quality=HOSTILE, file=HOSTILE, line=1)
        for month in range(1, 6)
    ]
    rows.append(row("north", "bad", "2026-06", missing=HOSTILE, file=HOSTILE, line=2))
    handbook = written(
        {"bad": bad},
        {"north": clinic(city=text, setting=HOSTILE, opened="2025-01").model_copy(update={"name": text})},
        rows,
        settings={"title": text, "organisation": text, "languages": ["en", "es", "fr"],
                  "themes": {"any": {"title": text, "question": text}}},
        comparable={("north", "bad"): "variant"},
    )  # fmt: skip
    country = Country.model_validate({"name": text, "normal": HOSTILE})
    return with_(handbook, countries={"mx": country}, national={"n": national})


def ours(script: dict[str, str | None]) -> bool:
    """Whether a script is one of our own files, and nothing but that."""
    return (script.get("src") or "").lstrip("./").startswith("assets/benchbook/")


def test_nothing_that_an_editor_writes_becomes_markup() -> None:
    place = Place(HOSTILE, 1)
    pages = rendered(
        hostile(),
        left_out=[LeftOut(HOSTILE, HOSTILE, HOSTILE, HOSTILE)],
        problems=[Problem("HB000", Severity.ERROR, place, HOSTILE, HOSTILE)],
    )
    for address, page in pages.items():
        body = page.body()
        eyes = Seen(body)
        assert not eyes.unbalanced, address
        told = "alert(1)" in eyes.text
        assert told or address.endswith(("attention", "method", "countries/index")), address
        tags = {tag for tag, _ in eyes.tags}
        assert not tags & {"img", "iframe", "style"}, address
        scripts = [said for tag, said in eyes.tags if tag == "script"]
        assert all(said.get("type") == "application/json" or ours(said) for said in scripts), address
        assert not any(name.startswith("on") for _, said in eyes.tags for name in said), address


def test_completeness_counts_what_should_be_there() -> None:
    rows = [row("north", "share", f"2026-0{month}", 9, 10) for month in range(1, 7)]
    rows += [row("south", "share", "2026-01", 9, 10), row("south", "share", "2026-02", missing="Flood")]
    rows += [row("south", "share", "2026-06", 9, 10)]
    page = seen(written({"share": SHARE}, {"north": clinic(), "south": clinic()}, rows), "completeness")
    assert "1 of 2 series are complete" in page.text
    assert page.table("Values that are there").row("By hand") == {
        "Standard": "By hand", "Series": "2", "Complete": "1", "Expected values": "12", "Present": "8",
        "Of those hidden": "0", "Missing, with a reason": "1", "Missing, without one": "3",
    }  # fmt: skip
    assert page.table("Values that aren't there").rows[1][2:5] == ["Flood", "1", "February 2026"]


def test_completeness_tells_what_was_left_out_and_what_was_found() -> None:
    place = Place("data/standards/x.yml", 4, 2)
    page = seen(
        two_months(),
        "completeness",
        left_out=[LeftOut("standard", "x", "Because.", "data/standards/x.yml", 4)],
        problems=[Problem("HB123", Severity.WARNING, place, "It is so.", "Mend it.")],
    )
    assert page.table("and not shown").rows[1] == ["standard", "x", "Because.", "data/standards/x.yml:4"]
    assert page.table("Problems in the files").rows[1] == [
        "HB123", "warning", "It is so. Mend it.", "data/standards/x.yml:4"
    ]  # fmt: skip


def test_series_that_have_fallen_behind_are_listed() -> None:
    rows = [row("north", "share", "2026-06", 9, 10), row("south", "share", "2026-03", 9, 10)]
    rows += [row("gone", "share", "2026-03", 9, 10)]
    clinics = {"north": clinic(), "south": clinic(), "gone": clinic(closed="2026-03")}
    late = seen(written({"share": SHARE}, clinics, rows), "completeness").table("No newer value")
    assert [line[2:] for line in late.rows[1:]] == [["monthly", "March 2026"]]


@pytest.mark.parametrize(
    ("every", "last", "due"),
    [
        ("12 months", "2026-03-01", date(2027, 3, 1)),
        ("1 month", "2026-01-31", date(2026, 2, 28)),
        ("2 years", "2024-02-29", date(2026, 2, 28)),
        ("6 weeks", "2026-01-01", date(2026, 2, 12)),
        ("90 days", "2026-01-01", date(2026, 4, 1)),
        ("now and then", "2026-01-01", None),
        ("12 months", None, None),
    ],
)
def test_a_review_falls_due_on_a_day_of_the_calendar(every: str, last: str | None, due: date | None) -> None:
    said = standard(review={"every": every, "last": last}).review
    assert said is not None
    assert review_dates.due(said) == due


def test_an_overdue_review_is_said_on_the_page_and_listed() -> None:
    handbook = written(
        {"share": standard(review={"every": "12 months", "last": "2025-06-01"})}, {"north": clinic()}, []
    )
    assert "next by June 1, 2026 ✕ overdue" in seen(handbook, "standards/share").text
    assert seen(handbook, "completeness").table("To be looked at again").rows[1][1] == "June 1, 2026"


def test_texts_without_a_translation_are_found_and_names_are_not() -> None:
    handbook = written(
        {"share": standard(promise={"en": "We do", "es": "Sí"}, counts="mails", why={"en": "So"})},
        {"north": clinic(city="Gaspé")},
        [],
        settings={"title": {"en": "T", "es": "T", "fr": "T"}, "languages": ["en", "es", "fr"]},
    )
    found = {(one.language, one.kind): one.fields for one in missing_translations.untranslated(handbook)}
    assert found["es", "standard"] == ("title", "why", "measure.counts")
    assert found["fr", "standard"] == ("title", "promise", "why", "measure.counts")
    assert ("es", "clinic") not in found


TARGETS = ["80%", {"value": "90%", "from": "2025-01"}, {"value": "95%", "from": "2025-07", "in": "mx"}]


def test_targets_are_listed_with_place_and_time_and_the_past_last() -> None:
    handbook = written({"share": standard(targets=TARGETS)}, {"north": clinic()}, [])
    page = rendered(handbook)["standards/share"].body()
    listed = [
        text.strip() for text in Seen(page[: page.index('id="now"')]).text.splitlines() if "least" in text
    ]
    assert listed == [
        "everywhere, from January 2025at least 90%",
        "mx, from July 2025at least 95%",
        "everywhere, before January 2025at least 80%",
    ]


def test_a_draft_says_so_first_and_is_not_judged() -> None:
    handbook = written(
        {"share": standard(targets=("90%",), status="draft")},
        {"north": clinic()},
        [row("north", "share", "2026-06", 10, 100)],
    )
    page = seen(handbook, "standards/share")
    assert page.text.index("This is a draft") < page.text.index("Target")
    assert page.table("newest value").rows[1][2] == "○ draft"


def test_national_figures_stand_beside_ours_of_the_same_year_with_their_source() -> None:
    national = National.model_validate(
        {
            "standard": "share",
            "title": "Measured by others",
            "sources": {"s": {"title": "A report", "publisher": "Them", "year": 2026, "url": "https://example.org/r"}},
            "figures": [
                {"country": "mx", "year": 2025, "value": "43%", "source": "s", "comparable": "variant",
                 "because": "adults only"},
                {"country": "fr", "year": 2016, "value": "12 min", "source": "s", "comparable": "not"},
            ],
        }
    )  # fmt: skip
    rows = [row("north", "share", "2025-06", 80, 100), row("north", "share", "2026-06", 90, 100)]
    handbook = written({"share": SHARE}, {"north": clinic()}, rows, settings={"calendar": {"year_starts": 1}})
    page = seen(with_(handbook, national={"n": national}), "standards/share")
    table = page.table("Published national figures")
    assert table.row("mx") == {
        "Where": "mx", "Year": "2025", "Published": "43%", "What was measured": "Measured by others",
        "Ours": "80% in 2025", "Can it be compared?": "with care: adults only",
        "Source": "A report, Them, 2026",
    }  # fmt: skip
    assert table.row("France")["Ours"] == "none"
    assert ("https://example.org/r", "A report") in page.links


def test_the_method_says_how_this_handbook_reckons() -> None:
    plain = two_months()
    other = plain.settings.model_copy(
        update={"spc": plain.settings.spc.model_copy(update={"screen": False, "two_of_three": "mdc2023"})}
    )
    ours, theirs = seen(plain, "method").text, seen(with_(plain, settings=other), "method").text
    assert "beyond 3.267 times their mean are left out" in ours
    assert "every moving range counts" in theirs
    assert "those beyond the limit included" in theirs
    assert "those beyond the limit included" not in ours
