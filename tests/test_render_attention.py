"""What needs attention, what is improving, and the heat map, as readers without a script see them."""

from __future__ import annotations

import json

import pytest
from by_hand import clinic, monthly, row, standard, written
from rendered import Seen, rendered, with_

from generator.model.inputs import HandbookSource, Role
from generator.model.page import Page
from generator.render.pages import attention
from generator.render.parts import heat_summary

STEADY = [50, 52] * 8
WORSE = [*STEADY, 53, 53, 53, 53, 53, 53, 53]  # 23 months from January 2024: above the mean since April 2025
BETTER = [102 - value for value in WORSE]
EVIL = "\"><script>alert(1)</script>'&"


def handbook(
    values: dict[str, list[float]], countries: dict[str, str] | None = None, **fields: object
) -> HandbookSource:
    clinics = {
        name: clinic((countries or {}).get(name, "mx")).model_copy(update={"name": name.title()})
        for name in values
    }
    given = {
        "better": "lower",
        "owner": "Manager",
        "guidance": "Look at it.",
        "roles": ["reception"],
    } | fields
    measured = standard("count", **given).model_copy(update={"title": "Waits"})
    rows = [line for name, of in values.items() for line in monthly(name, "waits", "2024-01", of)]
    book = written({"waits": measured}, clinics, rows, settings={"themes": {"any": {"title": "Waiting"}}})
    return with_(book, roles={"reception": Role(title="Reception"), "nurse": Role(title="Nurse")})


def page(book: HandbookSource, address: str = "attention") -> str:
    return rendered(book)[address].body()


def eyes(book: HandbookSource, address: str = "attention") -> Seen:
    return Seen(page(book, address))


def items(book: HandbookSource) -> list[dict[str, str]]:
    """What each entry can be filtered by."""
    return [said for tag, said in eyes(book).tags if tag == "li" and "data-nth" in said]


# ---------------------------------------------------------------- what needs attention


def test_an_entry_is_one_sentence_made_from_the_rule_that_fired() -> None:
    text = " ".join(eyes(handbook({"bay": WORSE}, targets=(52,))).text.split())
    assert (
        "Waits, Bay: above its mean for 8 months, since April 2025 (rule: shift). "
        "53 in November 2025, target at most 52: ✕ missed" in text
    )


def test_an_entry_says_whose_it_is_and_leads_to_the_clinic_and_to_what_to_do() -> None:
    seen = eyes(handbook({"bay": WORSE}))
    assert "Who answers for it: Manager · When we fall short" in seen.text
    links = dict(seen.links)
    assert links["../clinics/bay/#waits"] == "Waits, Bay"
    assert links["../standards/waits/#guidance"] == "When we fall short: Waits"


def test_an_entry_says_country_and_theme_where_there_are_several() -> None:
    several, one = handbook({"bay": WORSE, "hill": WORSE}, {"hill": "ca"}), handbook({"bay": WORSE})
    themes = several.settings.model_copy(
        update={"themes": {**several.settings.themes, "other": several.settings.themes["any"]}}
    )
    other = several.standards["waits"].model_copy(update={"theme": "other"})
    several = with_(several, settings=themes, standards={**several.standards, "other": other})
    assert "mx · Waiting · Who answers for it: Manager" in eyes(several).text
    assert "Waiting ·" not in eyes(one).text


def test_without_guidance_there_is_no_way_to_it() -> None:
    assert "When we fall short" not in eyes(handbook({"bay": WORSE}, guidance=None)).text


def test_what_improves_is_praised_and_not_sent_to_what_to_do() -> None:
    seen = eyes(handbook({"bay": BETTER}))
    assert "Waits, Bay: below its mean for 8 months" in seen.text
    assert "When we fall short" not in seen.text


def test_the_order_is_explained_above_each_list() -> None:
    text = eyes(handbook({"bay": WORSE, "hill": BETTER})).text
    assert "First comes what gets worse, or lies far from its peers or its first year, and misses" in text
    assert "First comes what is farthest from where chance alone would keep it." in text


def test_entries_are_grouped_by_country_and_know_their_place_in_the_whole() -> None:
    far = [*WORSE[:-1], 99]
    book = handbook({"a": WORSE, "b": far, "c": WORSE}, {"a": "mx", "b": "ca", "c": "mx"})
    assert [title for level, _, title in eyes(book).headings if level == 4] == ["mx", "ca"]
    found = items(book)
    assert [(said["data-country"], said["data-nth"]) for said in found] == [
        ("mx", "1"),
        ("mx", "2"),
        ("ca", "0"),
    ]
    assert {(said["data-theme"], said["data-role"]) for said in found} == {("any", "reception")}


def test_entries_of_a_kind_stand_together_with_how_many_they_are() -> None:
    book = handbook({"bay": WORSE, "hill": WORSE, "lake": [60, 62] * 12}, targets=(52,))
    kinds = [(anchor, title) for level, anchor, title in eyes(book).headings if level == 3]
    assert kinds == [
        ("attention-missed", "Worse, and short of the target (2)"),
        ("attention-steady", "Steadily short of the target (1)"),
    ]
    without = [title for level, _, title in eyes(handbook({"bay": WORSE})).headings if level == 3]
    assert without == ["Worse, but not short of a target (1)"]


def test_after_the_first_ones_a_list_is_folded(monkeypatch) -> None:
    monkeypatch.setattr(attention, "FIRST", 2)
    seen = eyes(handbook(dict.fromkeys("abcde", WORSE)))
    assert [said.get("start") for tag, said in seen.tags if tag == "ol"] == [None, "3"]
    assert "3 more" in seen.text
    assert len(items(handbook(dict.fromkeys("abcde", WORSE)))) == 5


def test_of_each_country_so_many_are_listed_and_the_others_counted(monkeypatch) -> None:
    monkeypatch.setattr(attention, "AT_MOST", 2)
    book = handbook(dict.fromkeys("abcde", WORSE), {"e": "ca"})
    assert len(items(book)) == 3
    text = eyes(book).text
    assert "and 2 more, not listed here: of each country the first 2 are." in text
    assert "5 standards at clinics need attention." in text


def test_where_there_is_no_news_the_page_says_so_and_offers_no_choice() -> None:
    seen = eyes(handbook({"bay": STEADY}))
    assert "Nothing has changed for the worse beyond ordinary ups and downs." in seen.text
    assert "Nothing has changed for the better beyond ordinary ups and downs." in seen.text
    assert not [tag for tag, _ in seen.tags if tag == "form"]


def test_the_choice_is_hidden_until_a_script_works_it_and_names_only_what_there_is() -> None:
    seen = eyes(handbook({"bay": WORSE, "hill": WORSE}, {"hill": "ca"}))
    (form,) = [said for tag, said in seen.tags if tag == "form"]
    assert "hidden" in form
    assert set(json.loads(form["data-words"])) == {"shown", "ignored", "sort", "more"}
    chosen = ["country", "theme", "standard", "role"]
    assert [said["name"] for tag, said in seen.tags if tag == "select"] == chosen
    options = [said["value"] for tag, said in seen.tags if tag == "option"]
    assert options == ["", "mx", "ca", "", "any", "", "waits", "", "reception"]


def test_where_there_is_but_one_of_a_kind_it_is_no_choice() -> None:
    seen = eyes(handbook({"bay": WORSE, "hill": WORSE}, {"hill": "ca"}))
    hidden = ["hidden" in said for tag, said in seen.tags if tag == "label"]
    assert hidden == [False, True, True, True]


def test_nothing_that_an_editor_writes_becomes_markup_on_these_pages() -> None:
    book = handbook({"bay": WORSE, "hill": BETTER}, owner=EVIL, targets=(52,))
    hostile = {
        "standards": {"waits": book.standards["waits"].model_copy(update={"title": EVIL})},
        "clinics": {name: it.model_copy(update={"name": EVIL}) for name, it in book.clinics.items()},
        "roles": {"reception": Role(title=EVIL)},
    }
    for address in ("attention", "heat-map", "index"):
        body = page(with_(book, **hostile), address)
        seen = Seen(body)
        assert not seen.unbalanced, address
        assert not [tag for tag, _ in seen.tags if tag == "script"], address
        assert EVIL in seen.text, address


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "es",
            "Waits, Bay: por encima de su media desde hace 8 meses, desde abril de 2025",
        ),
        ("fr", "Waits, Bay\N{NO-BREAK SPACE}: au-dessus de sa moyenne depuis 8 mois, dès avril 2025"),
    ],
)
def test_it_is_said_in_every_language(language: str, said: str) -> None:
    book = handbook({"bay": WORSE})
    settings = book.settings.model_copy(update={"languages": ("en", "es", "fr")})
    assert said in Seen(rendered(with_(book, settings=settings))[f"{language}/attention"].body()).text


def test_it_leads_to_the_feed() -> None:
    pages = rendered(handbook({"bay": WORSE}))
    links = dict(Seen(pages["attention"].body()).links)
    assert links["../feeds/all.xml"] == "Follow all of this (Atom feed)"
    assert dict(Seen(pages["clinics/bay"].body()).links)["../../feeds/clinics/bay.xml"]
    assert dict(Seen(pages["standards/waits"].body()).links)["../../feeds/standards/waits.xml"]


def test_pages_know_the_feed_of_what_they_are_about() -> None:
    pages: dict[str, Page] = rendered(handbook({"bay": WORSE}))
    feeds = {address: page.feed for address, page in pages.items() if page.feed}
    assert feeds == {
        "index": "feeds/all.xml",
        "attention": "feeds/all.xml",
        "clinics/bay": "feeds/clinics/bay.xml",
        "standards/waits": "feeds/standards/waits.xml",
    }


def test_home_shows_the_first_five_and_leads_to_all() -> None:
    seen = eyes(handbook(dict.fromkeys("abcdef", WORSE)), "index")
    assert seen.text.count("above its mean for 8 months") == 5
    assert dict(seen.links)["attention/#attention"] == "All 6 of them"
    assert "All 5" not in eyes(handbook(dict.fromkeys("abcde", WORSE)), "index").text


# ---------------------------------------------------------------- the heat map


def shares(**values: tuple[int, ...]) -> HandbookSource:
    """Two standards, 90 % and at most 10 %; of each clinic what is met of 100, standard by standard."""
    standards = {
        "open": standard(targets=("90%",), close_within="5%").model_copy(update={"title": "Open"}),
        "shut": standard(targets=("10%",), better="lower").model_copy(update={"title": "Shut"}),
        "free": standard(better="neither").model_copy(update={"title": "Free"}),
    }
    clinics = {name: clinic(name[:2]).model_copy(update={"name": name}) for name in values}
    rows = [
        row(name, of, "2026-05", met, 100)
        for name, counts in values.items()
        for of, met in zip(standards, counts, strict=False)
    ]
    return written(standards, clinics, rows)


def test_a_cell_says_symbol_word_value_and_shade() -> None:
    book = shares(ca1=(95, 30, 50), mx1=(86, 5))
    table = eyes(book, "heat-map").tables[0]
    assert table.rows[0] == ["Clinic", "Open", "Shut", "Free", "All standards"]
    told = {
        line[0]: [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in line[1:]] for line in table.rows[1:]
    }
    assert told == {
        "ca": [],
        "ca1": ["✓ met95%", "✕ missed30%", "○ no target50%", "◐ 1 of 2"],
        "mx": [],
        "mx1": ["≈ close86%", "✓ met5%", "… no value", "◐ 1 of 2"],
    }
    shades = [said["class"] for tag, said in eyes(book, "heat-map").tags if tag == "td"]
    assert shades == [
        "bb-shade4",
        "bb-shade0",
        "bb-none",
        "bb-shade2",
        "bb-shade1",
        "bb-shade4",
        "bb-none",
        "bb-shade2",
    ]


def test_every_head_of_a_column_or_row_is_one() -> None:
    table = eyes(shares(ca1=(95, 30), mx1=(86, 5)), "heat-map").tables[0]
    assert table.scopes == ["col"] * 4 + ["rowgroup", "row"] * 2


def test_what_is_hidden_says_so_and_a_clinic_that_never_reported_has_no_row() -> None:
    book = shares(ca1=(95,), ca2=(3,))
    sensitive = {name: it.model_copy(update={"privacy": "sensitive"}) for name, it in book.standards.items()}
    book = with_(book, standards=sensitive, clinics={**book.clinics, "ca3": clinic("ca")})
    table = eyes(book, "heat-map").tables[0]
    assert [line[0] for line in table.rows[1:]] == ["ca", "ca1", "ca2"]
    assert table.row("ca2")["Open"].replace("\N{NO-BREAK SPACE}", " ") == "● hidden (small count)"


def test_a_value_of_more_than_a_year_ago_is_not_how_a_clinic_does_now() -> None:
    book = shares(ca1=(95,), ca2=(95,))
    late = [
        row("ca1", "open", "2024-05", 95, 100),
        row("ca1", "shut", "2026-05", 5, 100),
        row("ca2", "open", "2026-05", 95, 100),
    ]
    table = eyes(written(book.standards, book.clinics, late), "heat-map").tables[0]
    assert table.row("ca1")["Open"].replace("\N{NO-BREAK SPACE}", " ") == "… no value"


def test_a_clinic_whose_values_are_all_old_is_named_below_instead_of_having_a_row() -> None:
    book = shares(ca1=(95,), ca2=(95,))
    late = [row("ca1", "open", "2024-05", 95, 100), row("ca2", "open", "2026-05", 95, 100)]
    seen = eyes(written(book.standards, book.clinics, late), "heat-map")
    assert [line[0] for line in seen.tables[0].rows[1:]] == ["ca", "ca2"]
    assert "1 clinic is not in it: its newest values are more than a year old" in seen.text
    assert dict(seen.links)["../clinics/ca1/"] == "ca1"


def test_a_value_of_an_earlier_period_says_of_when_it_is() -> None:
    book = shares(ca1=(95,), ca2=(95,))
    late = [row("ca1", "open", "2026-03", 95, 100), row("ca2", "open", "2026-05", 95, 100)]
    table = eyes(written(book.standards, book.clinics, late), "heat-map").tables[0]
    assert table.row("ca1")["Open"].endswith("95% (Mar 26)")
    assert table.row("ca2")["Open"].endswith("95%")


def test_of_one_verdict_a_script_sorts_by_how_far_the_target_is() -> None:
    """By hand: of at least 90 % 40 is farther away than 80, of at most 10 % 60 than 20; equals are alike."""
    book = shares(ca1=(80, 20), ca2=(40, 60), ca3=(80, 60), ca4=(95, 5))
    cells = [said.get("data-v") for tag, said in eyes(book, "heat-map").tags if tag == "td"]
    opened, shut = ([float(it) for it in cells[at::3]] for at in (0, 1))
    assert [int(it) for it in opened] == [0, 0, 0, 2]
    assert opened[1] < opened[0] == opened[2]
    assert [int(it) for it in shut] == [0, 0, 0, 2]
    assert shut[1] == shut[2] < shut[0]


def test_the_rate_s_unit_is_not_repeated_in_every_cell() -> None:
    book = written(
        {"falls": standard("rate", per="1000 visits").model_copy(update={"title": "Falls"})},
        {"ca1": clinic("ca")},
        [row("ca1", "falls", "2026-05", 3, 1000, value=3.0)],
    )
    assert eyes(book, "heat-map").tables[0].rows[-1][1].endswith("no target3.0")


def test_a_country_with_too_many_clinics_leads_to_the_heat_map(monkeypatch) -> None:
    monkeypatch.setattr(heat_summary, "MOST_CLINICS", 1)
    seen = eyes(shares(ca1=(95,), ca2=(95,), mx1=(95,)), "countries/ca")
    said = "The heat map shows all 2 of them, standard by standard."
    assert dict(seen.links)["../../heat-map/?country=ca"] == said


def test_home_leads_to_the_heat_map() -> None:
    assert "heat map" in [text for _, text in eyes(shares(ca1=(95,)), "index").links]


def test_a_handbook_without_values_has_a_heat_map_that_says_so() -> None:
    book = with_(shares(ca1=()), roles={})
    assert "No clinic has reported a value yet." in eyes(book, "heat-map").text
