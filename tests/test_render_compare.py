"""What the compare page brings with it: names and formats to choose from, never a value, never markup."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from by_hand import clinic, row, standard, written
from rendered import Seen, rendered
from test_draw_style import contrast

from generator.charts.style import DARK, LIGHT
from generator.model.inputs import Target
from generator.model.results import Variation, Verdict
from generator.publish import values_table
from generator.render.pages import compare, compare_words
from generator.words import Words

ASSETS = Path(compare.__file__).parents[1] / "assets"
CHOICES = re.compile(r'<script type="application/json" class="bb-choices">(.*?)</script>', re.DOTALL)
LANGUAGES = {"languages": ["en", "es", "fr"]}
EVIL = "</script><script>alert('x')</script>&<!--"


def book(standards=None, clinics=None, values=(), **more):
    standards = standards or {"share": standard(targets=["90%"])}
    return written(standards, clinics or {"north": clinic("ca")}, values, **more)


def choices(handbook, address="compare", **more) -> dict:
    return json.loads(CHOICES.search(rendered(handbook, **more)[address].body())[1])


def test_the_page_is_there_in_every_language_and_in_the_navigation_s_section():
    pages = rendered(book(settings=LANGUAGES))
    assert {pages[it].title for it in ("compare", "es/compare", "fr/compare")} == {
        "Compare",
        "Comparar",
        "Comparer",
    }
    assert {pages[it].section for it in ("compare", "es/compare")} == {"compare"}


def test_clinics_standards_and_what_they_belong_to_can_be_chosen_from():
    handbook = book(
        {"share": standard(targets=["90%"]), "wait": standard("duration", unit="min", better="lower")},
        {"north": clinic("ca", peers=["small"]), "south": clinic("mx", setting="private")},
        [row("north", "share", month, 9, 10) for month in ("2025-01", "2025-03")],
        settings={"peers": {"small": {"title": "Small ones"}}},
    )
    told = choices(handbook)
    assert told["clinics"] == [
        ["north", "By hand", "ca", ["small"], ""],
        ["south", "By hand", "mx", [], "private"],
    ]
    assert told["settings"] == {"private": "private"}
    assert (told["countries"], told["peers"]) == ({"ca": "ca", "mx": "mx"}, {"small": "Small ones"})
    share, wait = told["standards"]
    assert told["calendars"][share["calendar"]] == ["2025-01", "2025-02", "2025-03"]
    assert "calendar" not in wait
    assert (wait["better"], wait["status"], wait["unit"]) == ("lower", "approved", "min")


@pytest.mark.parametrize(
    ("made", "language", "one", "many"),
    [
        (standard(), "en", "{n}%", "{n}%"),
        (standard(), "es", "{n}\N{NO-BREAK SPACE}%", "{n}\N{NO-BREAK SPACE}%"),
        (standard(), "fr", "{n}\N{NO-BREAK SPACE}%", "{n}\N{NO-BREAK SPACE}%"),
        (standard("duration", unit="working days"), "en", "{n} working day", "{n} working days"),
        (standard("duration", unit="working days"), "es", "{n} día hábil", "{n} días hábiles"),
        (standard("duration", unit="h"), "en", "{n} h", "{n} h"),
        (standard("rate", per="1000 visits"), "en", "{n} per 1000 visits", "{n} per 1000 visits"),
        (standard("count"), "fr", "{n}", "{n}"),
        (standard("money", currency="USD"), "en", "{n} USD", "{n} USD"),
    ],
)
def test_a_number_gets_its_unit_as_on_other_pages(made, language, one, many):
    address = "compare" if language == "en" else f"{language}/compare"
    [told] = choices(book({"it": made}, settings=LANGUAGES), address)["standards"]
    found = [
        told[key] if "%" in one else told[key].replace("\N{NO-BREAK SPACE}", " ") for key in ("one", "many")
    ]
    assert found == [one, many]


def test_the_words_of_the_files_for_programs_are_all_known():
    told = choices(book())
    assert set(told["verdicts"]) == {verdict.name.lower().replace("_", " ") for verdict in Verdict}
    assert set(values_table.VERDICTS) - {""} <= set(told["verdicts"])
    assert set(told["changes"]) == {change.value for change in Variation}
    compared = {said for standing, said in values_table.PEERS.items() if standing.told}
    assert set(compare_words.STANDINGS) == compared


def test_a_standing_is_better_or_worse_by_the_direction():
    told = compare_words.standings(Words("en"))
    assert told["lower"]["above its peers (99.8%)"] == ["▲", "worse than its peers", "worse"]
    assert told["neither"]["above its peers (95%)"][2] == "rising"


def test_names_never_leave_their_script():
    handbook = book(
        {"share": standard()}, {"north": clinic("ca")}, settings={"peers": {"small": {"title": EVIL}}}
    )
    body = rendered(handbook)["compare"].body()
    assert choices(handbook)["peers"]["small"] == EVIL
    assert "alert('x')</script>" not in body
    assert body.count("<script") == 2


def test_every_script_is_a_file_of_the_site():
    """The site's policy lets no inline script run, and nothing that is made from text."""
    scripts = sorted((ASSETS / "compare").glob("*.js"))
    named = re.search(r"const MODULES = \[(.*?)\]", (ASSETS / "compare/main.js").read_text(), re.DOTALL)[1]
    assert {it.stem for it in scripts} == {*re.findall(r'"(\w+)"', named), "main"}
    for script in scripts:
        text = script.read_text()
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b|new Function", text
        )


def test_every_word_that_a_script_asks_for_is_there_and_no_other():
    text = "".join(it.read_text() for it in (ASSETS / "compare").glob("*.js"))
    asked = set(re.findall(r"\bwords\.(\w+)", text))
    passed = set(re.findall(r'pass\("(\w+)"', text)) | set(re.findall(r'return "(\w+)";', text)) | {"empty"}
    passed |= set(re.findall(r'^  one\(.*"(\w+)"\);$', text, re.MULTILINE))
    views = {"newest", "trend", "scatter"}
    directions, sameness = {"higher", "lower"}, {"variant", "not"}
    known = set(compare_words.said(Words("en")))
    assert asked <= known
    assert passed <= known
    assert known - asked - passed - views - directions - sameness == set()


@pytest.mark.parametrize("urls", [True, False])
def test_addresses_lead_from_the_page_to_files_and_pages(urls):
    told = choices(book(settings=LANGUAGES), "es/compare", directory_urls=urls)
    expected = ("../../", "../clinics/ID/") if urls else ("../", "clinics/ID.html")
    assert (told["top"], told["clinicPage"]) == expected


def test_without_scripts_it_explains_itself_and_links_to_every_page():
    handbook = book(None, {"north": clinic("ca"), "south": clinic("mx")})
    seen = Seen(rendered(handbook)["compare"].body())
    links = [href for href, _ in seen.links]
    assert {"../clinics/north/", "../clinics/south/", "../standards/share/", "../heat-map/"} <= set(links)
    assert "which has not run" in seen.text
    assert seen.unbalanced == []


def test_pages_of_clinics_and_standards_lead_here():
    retired = standard(status="retired")
    values = [row("north", name, "2025-01", 9, 10) for name in ("share", "old")]
    pages = rendered(book({"share": standard(), "old": retired}, None, values))
    links = {name: [href for href, _ in Seen(pages[name].body()).links] for name in pages}
    assert "../../compare/?clinics=north" in links["clinics/north"]
    assert "../../compare/?standards=share" in links["standards/share"]
    assert not [it for it in links["standards/old"] if "compare" in it]


def test_a_clinic_s_page_leads_to_it_beside_its_country_its_setting_and_its_peers():
    """All of a group that fits are chosen; of a larger one, here the six private ones, the reader chooses."""
    clinics = {f"c{at}": clinic("ca", setting="private") for at in range(5)}
    clinics |= {
        "north": clinic("mx", setting="private", peers=["small"]),
        "south": clinic("mx", peers=["small"]),
    }
    values = [row("north", "share", "2025-01", 9, 10)]
    settings = {"peers": {"small": {"title": "Small ones"}}}
    seen = Seen(rendered(book(None, clinics, values, settings=settings), beside=True)["clinics/north"].body())
    led = {text: href.partition("?")[2] for href, text in seen.links if "&among=" in href}
    assert led == {
        "mx": "clinics=north,south&among=country.mx",
        "private": "clinics=north&among=setting.private",
        "Small ones": "clinics=north,south&among=peers.small",
    }


def test_a_clinic_alone_in_its_country_is_beside_nobody_there():
    values = [row("north", "share", "2025-01", 9, 10)]
    seen = Seen(rendered(book(None, None, values))["clinics/north"].body())
    assert not [href for href, _ in seen.links if "among" in href]


def test_a_thousand_clinics_stay_below_300_kb_before_anything_is_chosen():
    clinics = {f"clinic-{at:04}-of-many": clinic(("ca", "mx", "us")[at % 3]) for at in range(1000)}
    standards = {f"standard-{at}": standard(targets=[Target(value="90%")]) for at in range(60)}
    body = rendered(book(standards, clinics, [row("clinic-0001-of-many", "standard-1", "2025-01", 1, 2)]))
    page = gzip.compress(body["compare"].body().encode())
    scripts = sum(len(gzip.compress(it.read_bytes())) for it in (ASSETS / "compare").glob("*.js"))
    assert len(page) + scripts < 100_000


@pytest.mark.parametrize(("at", "scheme"), [(0, LIGHT), (1, DARK)])
def test_the_colours_of_clinics_can_be_told_from_what_they_lie_on(at, scheme):
    found = re.findall(r"--bb-clinic-([a-e]): (#\w{6})", (ASSETS / "compare.css").read_text())
    colours = dict(found[at * 5 : at * 5 + 5])
    assert len(set(colours.values())) == 5
    assert min(contrast(it, scheme.background) for it in colours.values()) >= 4.5
