"""Clinics side by side: chosen, shared, taken back, downloaded; what is asked for in vain; no scripts."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from playwright.sync_api import expect
from test_pages import violations

pytestmark = pytest.mark.xdist_group("browser")

ONE = "mx-los-cabos"
TWO = "mx-los-cabos,ca-halifax"
CHOICES = re.compile(r'class="bb-choices">(.*?)</script>', re.DOTALL)
FIVE = "mx-los-cabos,ca-halifax,us-tampa,us-duluth,mx-tijuana"
MANY = "email-reply,waiting-room,complaints-received,expectations-met"


@pytest.fixture
def opened(visit):
    """`page = opened("?clinics=…")`; whatever went wrong in the browser fails the test."""
    visits = []

    def opening(search: str = "", *, width: int = 1280, language: str = "", **more):
        entered = visit(width, **more)
        seen = entered.__enter__()
        visits.append((entered, seen))
        page = seen.open(f"{language}compare/{search}")
        ready(page)
        return page

    yield opening
    said = [(seen.complaints, seen.outside) for _, seen in visits]
    for entered, _ in visits:
        entered.__exit__(None, None, None)
    assert said == [([], [])] * len(visits)


def ready(page):
    page.wait_for_selector(".bb-chooser")
    page.locator(".bb-shown:not([aria-busy])").wait_for(state="attached")


def tables(page) -> list[list[list[str]]]:
    """Of each table what stands in its cells, row by row."""
    return page.locator(".bb-shown table").evaluate_all(
        "all => all.map(it => [...it.rows].map(row => [...row.cells].map(cell => cell.innerText.trim())))"
    )


def search(page) -> str:
    return page.evaluate("location.search")


def passed_over(page) -> str:
    return page.locator(".bb-passed").inner_text()


# ---------------------------------------------------------------- journeys


@pytest.mark.parametrize("clinics", [ONE, TWO, FIVE])
@pytest.mark.parametrize("standards", ["email-reply", MANY])
@pytest.mark.parametrize("view", ["", "&view=trend"])
def test_each_chosen_standard_has_a_chart_a_sentence_and_a_table_of_the_chosen_clinics(
    opened, clinics, standards, view
):
    page = opened(f"?clinics={clinics}&standards={standards}{view}")
    chosen = clinics.split(",")
    assert page.locator(".bb-shown section h2").count() == len(standards.split(","))
    for section in page.locator(".bb-shown section").all():
        section.scroll_into_view_if_needed()
        section.locator(".bb-drawn[data-drawn] svg").first.wait_for()
        assert section.locator("figcaption").inner_text().endswith(".")
    for table in tables(page):
        heads = table[0][1:] if view else [row[0] for row in table[1:]]
        assert len(heads) == len(chosen)


def test_newest_values_are_those_of_the_clinic_s_own_page(opened, visit):
    page = opened(f"?clinics={ONE}&standards=email-reply,waiting-room,complaint-answered")
    here = {
        section.locator("h2").inner_text(): [row[head.index(it)] for it in ("Value", "Verdict", "Target")]
        for section, (head, row) in zip(page.locator(".bb-shown section").all(), tables(page), strict=True)
    }
    with visit() as seen:
        own = seen.open(f"clinics/{ONE}/")
        for title, (value, verdict, target) in here.items():
            row = own.locator(".bb-card tr", has=own.get_by_role("link", name=title, exact=True)).first
            cells = [cell.inner_text().strip() for cell in row.locator("td").all()[:3]]
            assert cells == [value, verdict, target]


@pytest.mark.parametrize("language", ["", "es/", "fr/"])
def test_numbers_and_periods_read_as_in_the_tables_of_the_same_language(opened, visit, language):
    """The browser's own formats against Babel's, over every period of three standards."""
    names = ("email-reply", "complaints-received", "lab-result", "complaint-answered")
    page = opened(f"?clinics={ONE}&standards={','.join(names)}&view=trend", language=language)
    with visit() as seen:
        own = seen.open(f"{language}clinics/{ONE}/")
        for name, table in zip(names, tables(page), strict=True):
            rows = own.locator(f"#{name}-chart details tbody tr")
            theirs = rows.evaluate_all(
                "rows => rows.map(row => [row.cells[0].textContent.trim(), row.cells[1].textContent.trim()])"
            )
            ours = [[period, told.split("\n")[0]] for period, told in table[1:]]
            assert [period for period, _ in ours] == [period for period, _ in theirs]
            for (period, mine), (_, value) in zip(ours, theirs, strict=True):
                assert mine.startswith(value), (period, mine, value)


def test_without_a_standard_all_of_them_stand_beside_one_another(opened):
    page = opened(f"?clinics={TWO}")
    [table] = tables(page)
    assert len(table) > 15
    assert {len(row) for row in table} == {3}


def test_choosing_by_keyboard_alone_writes_the_address(opened):
    page = opened()
    page.get_by_label("Find a clinic").focus()
    page.keyboard.type("faro")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert search(page) == f"?clinics={ONE}"
    page.get_by_label("Find a standard").focus()
    page.keyboard.type("e-mails answered")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert search(page) == f"?clinics={ONE}&standards=email-reply"
    page.get_by_label("Newest values").focus()
    page.keyboard.press("ArrowRight")
    assert search(page) == f"?clinics={ONE}&standards=email-reply&view=trend"


def test_back_and_forward_go_through_the_choices(opened):
    page = opened(f"?clinics={TWO}&standards=email-reply")
    before = tables(page)
    page.get_by_label("Over time").check()
    page.get_by_role("button", name="Take out Harbour Steps Clinic").click()
    ready(page)
    after = tables(page)
    page.go_back()
    page.go_back()
    expect(page.locator(".bb-shown tbody tr")).to_have_count(2)
    assert tables(page) == before
    assert page.get_by_label("Newest values").is_checked()
    page.go_forward()
    page.go_forward()
    expect(page.locator(".bb-shown thead th")).to_have_count(2)
    assert tables(page) == after


def test_a_shared_address_shows_the_same_afresh(opened):
    first = opened(f"?clinics={TWO}&standards=waiting-room")
    first.get_by_label("To", exact=True).select_option(label="June 2025")
    first.get_by_label("From", exact=True).select_option(label="January 2025")
    first.get_by_label("Over time").check()
    ready(first)
    expect(first.locator(".bb-shown tbody tr")).to_have_count(6)
    assert search(first) == f"?clinics={TWO}&standards=waiting-room&from=2025-01&to=2025-06&view=trend"
    second = opened(search(first))
    assert tables(second) == tables(first)
    assert [row[0] for row in tables(second)[0][1:]] == [f"{it} 2025" for it in SIX_MONTHS]


SIX_MONTHS = ("June", "May", "April", "March", "February", "January")


def test_a_period_before_the_newest_shows_the_newest_of_that_period(opened):
    [table] = tables(opened(f"?clinics={ONE}&standards=email-reply&to=2025-06"))
    [over_time] = tables(opened(f"?clinics={ONE}&standards=email-reply&to=2025-06&view=trend"))
    assert table[1][table[0].index("Period")] == "June 2025" == over_time[1][0]
    assert over_time[1][1].startswith(table[1][1])


@pytest.mark.parametrize("kind", [f"clinics/{ONE}/", "standards/email-reply/"])
def test_a_clinic_s_and_a_standard_s_page_lead_here(visit, kind):
    with visit() as seen:
        page = seen.open(kind)
        page.get_by_role("link", name=re.compile("^Compare (this clinic|clinics by)")).click()
        page.wait_for_url("**/compare/?*")
        ready(page)
        section, _, name = kind.strip("/").partition("/")
        assert search(page) == f"?{section}={name}"
        assert seen.complaints == []


def test_among_a_thousand_clinics_a_few_letters_or_a_group_find_one(visit):
    clinics = [[f"c-{at}", f"Clinique numéro {at}", ("ca", "mx")[at % 2], []] for at in range(1000)]

    def many(route):
        page = route.fetch().text()
        choices = json.loads(CHOICES.search(page)[1]) | {"clinics": clinics}
        route.fulfill(body=CHOICES.sub(lambda it: it[0].replace(it[1], json.dumps(choices)), page))

    with visit() as seen:
        seen.page.route("**/compare/", many)
        page = seen.open("compare/")
        ready(page)
        ticks = page.locator(".bb-pick").first.locator(".bb-options input")
        assert (ticks.count(), page.get_by_text("960 more").count()) == (40, 1)
        page.get_by_label("Find a clinic").fill("NUMERO 77")
        assert ticks.count() == 11  # 77 and 770 to 779
        page.get_by_label("Show", exact=True).select_option("Canada")
        assert ticks.count() == 5  # the even ones
        page.get_by_label("Find a clinic").fill("none such")
        assert page.get_by_text("Nothing here is called so.").is_visible()


# ---------------------------------------------------------------- honest


def test_another_definition_is_shown_marked_and_not_judged(opened):
    page = opened("?clinics=ca-ottawa,ca-halifax&standards=waiting-room")
    [table] = tables(page)
    row = dict(zip(table[0], table[1], strict=True))
    assert row["Value"]
    assert row["Verdict"] == "≠ not comparable"
    assert "Something else is measured here" in row["Notes"]
    over_time = opened("?clinics=ca-ottawa,ca-halifax&standards=waiting-room&view=trend")
    assert tables(over_time)[0][0][1].endswith("≠")
    assert "Something else is measured here" in over_time.locator(".bb-note").first.inner_text()


@pytest.mark.parametrize("country", ["mx", "ca", "us"])
def test_through_other_eyes_verdicts_are_those_of_the_clinic_s_own_page(opened, visit, country):
    names = ["email-reply", "same-day-appointment"]
    page = opened(f"?clinics=us-tucson&standards={','.join(names)}&eyes={country}")
    assert page.get_by_label("Judged by the targets of").input_value() == country
    told = [dict(zip(*table, strict=True)) for table in tables(page)]
    with visit() as seen:
        own = seen.open("clinics/us-tucson/")
        for name, row in zip(names, told, strict=True):
            at = "" if country == "us" else country
            cell = own.locator(f'.bb-eyes-table tr[data-standard="{name}"] td[data-eyes="{at}"]')
            assert row["Verdict"].split("\n")[0].startswith(cell.locator(".bb-badge").inner_text())
            assert row["Target"] == cell.locator("small").first.inner_text()
    looking = page.locator(".bb-shown > .bb-note").inner_text()
    assert ("judged as at home" in looking) == (country == "us")


def test_a_standard_that_is_no_longer_in_force_has_a_way_to_its_own_page(opened):
    page = opened(f"?clinics={ONE}&standards=email-reply,price-list-posted")
    page.locator(".bb-passed a").click()
    page.wait_for_url("**/standards/price-list-posted/")


def by_mexico(month: str) -> int:
    """What `email-reply` asks of Mexican clinics, as its file has it: 75 %, 85 % and 95 %."""
    return 75 if month < "2025-01" else 85 if month < "2025-07" else 95


def judged_by_hand(row: dict[str, str], target: int) -> str:
    """`judge_from: 20` and `close_within: 5%` of `email-reply`."""
    met, of = int(row["numerator"]), int(row["denominator"])
    if of < 20:
        return "not judged"
    short = target * of - 100 * met
    return "met" if short <= 0 else "close" if short <= 5 * of else "missed"


def test_over_time_every_value_is_judged_by_the_target_that_was_in_force_there(opened):
    page = opened("?clinics=us-tampa,us-duluth&standards=email-reply&view=trend&eyes=mx")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download what is shown (CSV)").click()
    lines = coming.value.path().read_text("utf-8-sig").splitlines()
    rows = [it for it in csv.DictReader(lines) if it["value"]]
    assert {it["period"] for it in rows} > {"2024-12", "2025-01", "2025-07"}
    for row in rows:
        assert float(row["target"]) == by_mexico(row["period"])
        assert row["verdict"] == judged_by_hand(row, by_mexico(row["period"]))
    otherwise = [it for it in rows if it["judged_by"]]
    assert {it["judged_by"] for it in otherwise} == {"mx"}
    assert min(it["period"] for it in otherwise) == "2025-07"
    (table,) = tables(page)
    assert sum(cell.count("Mexico") for line in table[1:] for cell in line) == len(otherwise)
    assert "another country's eyes: Mexico" in page.locator(".bb-shown > .bb-note").inner_text()


def test_an_older_period_is_seen_through_other_eyes_too(opened):
    page = opened("?clinics=us-duluth&standards=waiting-room&from=2025-10&to=2025-12&eyes=ca")
    row = dict(zip(*tables(page)[0], strict=True))
    assert row["Target"] == "at most 35\N{NO-BREAK SPACE}min"
    assert "Canada" in row["Verdict"]
    assert row["Period"] == "December 2025"


@pytest.mark.parametrize("view", ["newest", "trend", "scatter"])
def test_a_picture_says_whose_eyes_it_is_seen_through_wherever_it_goes(opened, view):
    page = opened(f"?clinics=us-tampa&standards=email-reply,waiting-room&view={view}&eyes=ca")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Save as SVG").first.click()
    picture = re.sub(r"<[^>]+>", " ", coming.value.path().read_text("utf-8"))
    assert "targets of: Canada" in re.sub(r"\s+", " ", picture)
    assert coming.value.suggested_filename.endswith("-by-ca.svg")
    assert all(
        "by the targets of: Canada" in it for it in page.locator(".bb-shown caption").all_inner_texts()
    )


def test_a_value_that_is_older_than_those_beside_it_says_when_it_was_measured(opened):
    """Mangrove Row Clinic closed at the end of 2025."""
    [table] = tables(opened("?clinics=mx-los-cabos,us-tampa"))
    row = next(row for row in table if row[0] == "Minutes in the waiting room")
    assert "Dec 25" in row[2]
    assert "Jun 26" not in row[1]


def test_a_scatter_counts_who_meets_both_and_who_neither(opened):
    page = opened("?standards=email-reply,waiting-room&view=scatter")
    [table] = tables(page)
    pairs = [(row[2].split("\n")[0], row[5].split("\n")[0]) for row in table[1:]]
    decided = [pair for pair in pairs if all(it[2:] in ("met", "close", "missed") for it in pair)]
    met = [sum(it == "✓ met" for it in pair) for pair in decided]
    said = f"Of {len(decided)} clinics that can be judged by both, {met.count(2)} meet both"
    assert said in page.locator("figcaption").inner_text()
    assert f"{met.count(0)} neither" in page.locator("figcaption").inner_text()


def test_two_standards_are_set_against_each_other_without_a_line(opened):
    page = opened(f"?standards=email-reply,waiting-room&view=scatter&clinics={TWO}")
    page.locator(".bb-drawn").scroll_into_view_if_needed()
    page.locator(".bb-drawn[data-drawn]").wait_for()
    assert page.locator(".bb-drawn .scatterlayer .point").count() == 12
    assert page.locator(".bb-drawn .scatterlayer .js-line").count() == 0
    assert "12 of 12 clinics" in page.locator("figcaption").inner_text()
    [table] = tables(page)
    assert (len(table), table[0].count("Verdict")) == (13, 2)
    page.get_by_label("The chosen clinics").check()
    expect(page.locator(".bb-shown tbody tr")).to_have_count(2)
    assert search(page).endswith("&view=scatter&of=chosen")


def test_the_standards_across_and_upwards_can_be_chosen(opened):
    page = opened("?view=scatter")
    assert "Choose two standards" in page.locator(".bb-shown").inner_text()
    page.get_by_label("Across").select_option("email-reply")
    page.get_by_label("Upwards").select_option("waiting-room")
    page.locator(".bb-shown tbody tr").first.wait_for()
    assert search(page) == "?standards=email-reply,waiting-room&view=scatter"


# ---------------------------------------------------------------- what an address asks for in vain


@pytest.mark.parametrize(
    ("asked", "said", "rows"),
    [
        (f"?clinics=nobody,{ONE}&standards=email-reply", "no such clinic, so it was passed over: nobody", 1),
        (f"?clinics={FIVE},us-tucson&standards=email-reply", "Five clinics are the most", 5),
        (f"?clinics={ONE}&standards=email-reply,email-reply", "Named twice and shown once", 1),
        (f"?clinics={ONE},{ONE}&standards=email-reply", "Named twice and shown once", 1),
        (f"?clinics={ONE}&standards=email-reply,price-list-posted", "No longer in force", 1),
        (f"?clinics={ONE}&standards=email-reply,nonsense", "no such standard", 1),
        (f"?clinics={ONE}&standards=email-reply&from=2025-13", "no period, so it was passed over", 1),
        (f"?clinics={ONE}&standards=email-reply&from=last+week", "no period", 1),
        (f"?clinics={ONE}&standards=email-reply&from=1999", "the nearest period is shown: 1999", 1),
        (f"?clinics={ONE}&standards=email-reply&from=2026-05&to=2025-05", "ends before it begins", 1),
        (f"?clinics={ONE}&standards=email-reply&eyes=zz", "targets of a country that isn't here", 1),
        (f"?clinics={ONE}&standards=email-reply&view=pie", "no such view", 1),
        (
            f"?clinics={ONE}&standards=email-reply&of=none",
            "goes by that name, so it was passed over: none",
            1,
        ),
        (f"?clinics={ONE}&standards=email-reply&among=zz", "goes by that name, so it was passed over: zz", 1),
        (
            f"?clinics={ONE}&standards=email-reply&clinic=x",
            "goes by that name, so it was passed over: clinic",
            1,
        ),
        (f"?clinics={ONE}&standards=email-reply&to=2025-06&to=2025", "more than once; the first counts", 1),
        (f"?clinics={ONE}&standards=email-reply&eyes=mx&eyes=ca", "this was passed over: ca", 1),
        (f"?clinics={ONE}&standards=email-reply&clinics=__proto__&eyes=constructor", "isn't here", 1),
    ],
)
def test_what_is_passed_over_is_said_and_the_rest_is_shown(opened, asked, said, rows):
    page = opened(asked)
    assert said in passed_over(page)
    [table] = tables(page)
    assert len(table) == 1 + rows
    page.get_by_label("Over time").check()
    assert passed_over(page) == ""


def test_capital_letters_and_lists_in_pieces_are_understood_and_nothing_is_said(opened):
    page = opened(
        f"?CLINICS={ONE.upper()}&clinics=ca-halifax&Standards=Email-Reply&view=TREND&utm_source=mail"
    )
    assert passed_over(page) == ""
    assert [len(table[0]) for table in tables(page)] == [3]
    page.get_by_label("Newest values").check()
    assert search(page) == f"?clinics={TWO}&standards=email-reply"


def test_more_than_two_standards_are_not_silently_set_against_each_other(opened):
    page = opened("?standards=email-reply,waiting-room,no-show&view=scatter")
    assert "the first two" in page.locator(".bb-shown > .bb-note").inner_text()


def test_the_group_that_clinics_are_chosen_from_is_in_the_address(opened):
    page = opened(f"?clinics={ONE}&among=setting.private")
    there = page.locator(".bb-pick").first.locator(".bb-options input")
    assert there.count() == 7  # data/clinics: all four in Mexico, and three in the United States
    page.get_by_label("Show", exact=True).select_option("Canada")
    assert (there.count(), search(page)) == (4, f"?clinics={ONE}&among=country.ca")
    page.go_back()
    expect(there).to_have_count(7)


EVIL = "%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E"


@pytest.mark.parametrize("name", ["clinics", "standards", "from", "to", "eyes", "view", "of", "among", EVIL])
def test_nothing_from_the_address_becomes_markup(opened, name):
    page = opened(f"?{name}={EVIL}&clinics={EVIL},{EVIL}")
    assert page.locator("article img, article [onerror]").count() == 0
    assert "<img src=x onerror=alert(1)>" in passed_over(page)


def test_an_address_without_end_is_read_too(opened):
    page = opened(f"?clinics={'x' * 3000},{ONE}&standards=email-reply")
    assert len(passed_over(page)) < 400
    assert len(tables(page)[0]) == 2


# ---------------------------------------------------------------- own groups


def test_a_group_is_kept_in_the_browser_shown_again_and_deleted(opened):
    page = opened(f"?clinics={TWO}")
    page.get_by_text("My own groups").click()
    page.get_by_label("Name of the group").fill("<b>By the sea</b>")
    page.get_by_role("button", name="Keep the chosen clinics").click()
    assert page.locator(".bb-groups b").count() == 0
    page.get_by_role("button", name="Start again").click()
    page.reload()
    ready(page)
    page.get_by_text("My own groups").click()
    page.get_by_role("button", name="Show <b>By the sea</b>").click()
    assert search(page) == f"?clinics={TWO}"
    page.get_by_role("button", name="Delete <b>By the sea</b>").click()
    assert page.evaluate("localStorage.getItem('benchbook-groups')") is None
    assert page.locator(".bb-groups li").count() == 0


@pytest.mark.parametrize(
    "script",
    [
        # As a browser does that refuses storage; the theme's own use of it isn't ours to mend.
        "for (const it of ['getItem', 'setItem', 'removeItem']) { const real = Storage.prototype[it]; "
        "Storage.prototype[it] = function (key, ...more) { if (key === 'benchbook-groups') "
        "throw new DOMException('no', 'SecurityError'); return real.call(this, key, ...more); } }",
        "localStorage.setItem('benchbook-groups', '{not json')",
        "localStorage.setItem('benchbook-groups', '[[1]]')",
        'localStorage.setItem(\'benchbook-groups\', \'{"a": 3, "b": [4], "c": ["gone"]}\')',
    ],
)
def test_a_browser_that_keeps_nothing_or_nonsense_stops_nobody(visit, script):
    with visit() as seen:
        seen.page.add_init_script(script)
        page = seen.open(f"compare/?clinics={TWO}")
        ready(page)
        page.get_by_text("My own groups").click()
        page.get_by_label("Name of the group").fill("Mine")
        page.keyboard.press("Enter")
        assert page.get_by_role("button", name="Show Mine").count() == 1
        assert ("keeps nothing" in page.locator(".bb-own").inner_text()) == ("throw" in script)
        assert seen.complaints == []


# ---------------------------------------------------------------- downloads


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        (f"?clinics={TWO}&standards=email-reply,waiting-room", 4),
        (f"?clinics={TWO}&standards=email-reply&from=2025-01&to=2025-06&view=trend", 12),
        ("?standards=email-reply,waiting-room&view=scatter", 24),
    ],
)
def test_what_is_shown_can_be_downloaded_as_it_is(opened, asked, rows):
    page = opened(asked)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download what is shown (CSV)").click()
    text = coming.value.path().read_text("utf-8")
    found = list(csv.DictReader(io.StringIO(text)))
    assert len(found) == rows
    assert {row["illustrative"] for row in found} == {"yes"}
    assert all(re.fullmatch(r"-?[\d.]+", row["value"]) for row in found if row["value"])


def test_a_download_of_all_standards_has_a_row_for_each_cell_and_no_other(opened):
    page = opened(f"?clinics={TWO}")
    [table] = tables(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download what is shown (CSV)").click()
    found = list(csv.DictReader(io.StringIO(coming.value.path().read_text("utf-8"))))
    assert len(found) == 2 * (len(table) - 1)
    assert {row["standard_title"] for row in found} == {row[0] for row in table[1:]}


@pytest.mark.parametrize(("kind", "start"), [("PNG", b"\x89PNG"), ("SVG", b"<svg")])
@pytest.mark.parametrize("view", ["newest", "trend", "scatter"])
def test_a_chart_can_be_saved_with_its_title_and_key(opened, view, kind, start):
    page = opened(f"?clinics={TWO}&standards=email-reply,waiting-room&view={view}")
    with page.expect_download() as coming:
        page.get_by_role("button", name=f"Save as {kind}").first.click()
    content = coming.value.path().read_bytes()
    assert content.startswith(start)
    if kind == "SVG":
        picture = content.decode()
        assert "E-mails answered" in picture
        assert "the clinics and values in this handbook are invented" in picture
        assert "Clínica Faro de Arena" in picture.replace("<br>", " ") or view == "newest"
        assert "var(--" not in picture


def test_a_cell_that_a_spreadsheet_would_reckon_is_disarmed_and_quotes_survive(opened):
    page = opened()
    made = page.evaluate(
        r'''async () => {
          const csv = await import(new URL('../assets/benchbook/compare/csv.js', location.href).href);
          const rows = [{a: '=1+1', b: 'x "y", z', c: -2}, {a: '-\nb', b: null, c: '@sum'}];
          const text = csv.write(['a', 'b', 'c'], rows);
          return [text, csv.parse(text), csv.parse('\ufeffa,b\n"1\n2",\n"""q""",x\n')];
        }'''
    )
    assert made[0] == 'a,b,c\r\n\'=1+1,"x ""y"", z",-2\r\n\'- b,,\'@sum\r\n'
    assert made[1] == [{"a": "'=1+1", "b": 'x "y", z', "c": "-2"}, {"a": "'- b", "b": "", "c": "'@sum"}]
    assert made[2] == [{"a": "1\n2", "b": ""}, {"a": '"q"', "b": "x"}]


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("2025-01", [2025 * 12, 2025 * 12]),
        ("2025-Q4", [2025 * 12 + 9, 2025 * 12 + 11]),
        ("2025-H2", [2025 * 12 + 6, 2025 * 12 + 11]),
        ("2025", [2025 * 12, 2025 * 12 + 11]),
        ("2025/26", [2025 * 12 + 3, 2026 * 12 + 2]),
        ("2025-01-31", [2025 * 12, 2025 * 12]),
        ("2026-W01", [2025 * 12 + 11, 2026 * 12]),  # ISO 8601: begins on 29 December 2025
        *((nonsense, None) for nonsense in ("2025-13", "2025-02-30", "2025/27", "2025-Q5", "x", "2025-W54")),
    ],
)
def test_a_period_lies_where_the_calendar_has_it(browser, address, period, months):
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + "compare/")
    found = page.evaluate(
        """async (period) => {
          const it = await import(new URL('../assets/benchbook/compare/periods.js', location.href).href);
          return it.span(period, 4);
        }""",
        period,
    )
    context.close()
    assert found == months


# ---------------------------------------------------------------- whoever reads


def test_without_scripts_the_page_says_why_and_leads_to_every_clinic_and_standard(visit):
    with visit(javascript=False) as seen:
        page = seen.open("compare/")
        assert "which has not run" in page.locator(".bb-compare").inner_text()
        links = page.locator(".bb-all a").evaluate_all("all => all.map(it => it.pathname)")
        assert len([it for it in links if it.startswith("/clinics/")]) == 12
        assert "/standards/email-reply/" in links


@pytest.mark.parametrize(
    ("language", "width", "scheme"),
    [
        *(("", width, scheme) for width in (360, 1280) for scheme in ("light", "dark")),
        ("es/", 360, "dark"),
        ("fr/", 1280, "light"),
    ],
)
def test_every_view_is_sound(visit, language, width, scheme):
    with visit(width, scheme) as seen:
        for view in ("newest", "trend", "scatter"):
            asked = f"?clinics={FIVE},x&standards=waiting-room,email-reply&view={view}&eyes=mx"
            page = seen.open(f"{language}compare/{asked}")
            ready(page)
            page.locator(".bb-drawn").first.scroll_into_view_if_needed()
            page.locator(".bb-drawn[data-drawn]").first.wait_for()
            page.locator(".bb-own summary").click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(page) == []
        assert (seen.complaints, seen.outside) == ([], [])


def test_on_paper_the_choice_goes_and_charts_and_tables_stay(opened):
    page = opened(f"?clinics={TWO}&standards=email-reply,waiting-room,lab-result", scheme="dark")
    expect(page.locator(".bb-drawn[data-drawn]")).to_have_count(3)  # those below the window, too
    name = page.locator(".bb-drawn .ytick text").first
    on_screen = name.evaluate("it => it.style.fill")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(name).not_to_have_attribute("style", re.compile(re.escape(on_screen)))
    assert "rgb(60, 70, 80)" in name.get_attribute("style")  # the light scheme's text
    page.emulate_media(media="print")
    assert not page.locator(".bb-chooser").is_visible()
    assert page.locator(".bb-shown table").first.is_visible()
    assert not page.get_by_role("button", name="Download what is shown (CSV)").is_visible()


def test_nothing_of_plotly_is_loaded_before_there_is_something_to_draw(opened):
    page = opened()
    loaded = "performance.getEntriesByType('resource').map(it => it.name).filter(it => it.includes('plotly'))"
    assert page.evaluate(loaded) == []


def test_a_file_that_cannot_be_loaded_is_said_and_asked_for_again(visit):
    with visit() as seen:
        seen.page.route("**/api/clinics/*.json", lambda route: route.abort())
        page = seen.open(f"compare/?clinics={ONE}&standards=email-reply")
        ready(page)
        assert "can't be loaded just now" in page.locator(".bb-shown").inner_text()
        page.unroute("**/api/clinics/*.json")
        page.get_by_label("Over time").check()
        page.get_by_label("Newest values").check()
        page.locator(".bb-shown table").wait_for()


def test_where_plotly_fails_the_numbers_stay(visit):
    with visit() as seen:
        seen.page.route("**/plotly.min.js", lambda route: route.abort())
        page = seen.open(f"compare/?clinics={ONE}&standards=email-reply")
        page.get_by_text("The chart can't be drawn just now").wait_for()
        assert len(tables(page)[0]) == 2
