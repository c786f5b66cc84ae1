"""Published national figures beside ours."""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from generator.model.inputs import Definition, National, NationalFigure, Source
from generator.model.quantity import NotAQuantity
from generator.model.results import Published, YearTotal
from generator.model.target_value import reckoned
from generator.problem import Place
from generator.render.context import RenderContext
from generator.render.parts import value_tables
from generator.words import Words


def beside(edition: RenderContext, standard: str | None, country: str | None = None) -> Markup:
    """The figures that can stand beside a standard, newest first within a country; with `country`,
    that country's alone; with `standard` None, those that stand beside none. Empty where there are none."""
    rows = []
    for name, national in edition.written.national.items():
        if national.standard != standard:
            continue
        for nth, figure in enumerate(national.figures):
            if country is None or figure.country.lower() == country:
                place = edition.written_in("national", name, "figures", nth, "value")
                key = (
                    edition.country(figure.country),
                    [-ord(digit) for digit in str(figure.year)],
                    name,
                    nth,
                )
                rows.append((key, _row(edition, national, figure, place)))
    if not rows:
        return Markup("")
    words = edition.words
    heads = [words("Where"), words("Year"), words("Published"), words("What was measured")]
    heads += [words("Ours")] if standard else []
    heads += [words("Can it be compared?"), words("Source")]
    caption = words("Published national figures")
    body = [row for _, row in sorted(rows, key=lambda keyed: keyed[0])]
    return Markup(value_tables.table(caption, heads, body, "bb-prose"))  # noqa: S704 - escaped in _row


def _row(edition: RenderContext, national: National, figure: NationalFigure, place: Place) -> str:
    words = edition.words
    where = escape(edition.country(figure.country))
    if figure.area:
        where += f" ({words.marked(figure.area)})"
    value = edition.cells.sourced_at(escape(words.quantity(figure.value)), place)
    measured = words.marked(figure.measure or national.title)
    cited = cite(words, national.sources.get(figure.source), figure.source)
    ours = f"<td>{_ours(edition, national.standard, figure)}</td>" if national.standard else ""
    return (
        f'<tr><th scope="row">{where}</th><td>{escape(str(figure.year))}</td><td>{value}</td>'
        f'<td class="bb-long">{measured}</td>{ours}<td class="bb-long">{comparable(words, figure)}</td>'
        f'<td class="bb-long">{cited}</td></tr>'
    )


def on_the_axis(edition: RenderContext, standard: str) -> list[Published]:
    """By country the newest figure that can be set beside ours; what can't be isn't there."""
    measure, words = edition.written.standards[standard].measure, edition.words
    newest: dict[str, tuple[str, Published]] = {}
    for national in edition.written.national.values():
        for figure in national.figures if national.standard == standard else ():
            if figure.area or figure.comparable == "not":
                continue
            try:
                value = reckoned(measure, figure.value)
            except NotAQuantity:
                continue
            year, country = str(figure.year), figure.country.lower()
            name = words("{country}, {year}", country=edition.country(figure.country), year=year)
            alike = words("= as ours") if figure.comparable == "same" else words("≈ variant")
            said = f"{words.quantity(figure.value)} {alike}"
            if country not in newest or newest[country][0] < year:
                newest[country] = year, Published(name, value, figure.comparable == "same", said)
    return [newest[country][1] for country in sorted(newest)]


def there(edition: RenderContext, standard: str, country: str) -> list[NationalFigure]:
    """A country's figures that stand beside a standard; not those of a part of it."""
    return [
        figure
        for national in edition.written.national.values()
        if national.standard == standard
        for figure in national.figures
        if figure.country.lower() == country and not figure.area
    ]


def sameness(words: Words, figure: NationalFigure) -> str:
    """Whether it can be compared, in a word; markup."""
    return escape(_alike(words, figure))


def _alike(words: Words, figure: NationalFigure) -> str:
    return {
        "same": words("measured the same way"),
        "variant": words("measured nearly the same way"),
        "not": words("for background only"),
    }[figure.comparable]


def comparable(words: Words, figure: NationalFigure) -> Markup:
    said = {
        "same": words("yes: measured the same way"),
        "variant": words("with care"),
        "not": words("no, for background only"),
    }[figure.comparable]
    if not figure.because:
        return Markup("{}").format(said)
    return words.html("{verdict}: {because}", verdict=said, because=words.marked(figure.because))


def unlike(words: Words, definition: Definition) -> Markup:
    """How a clinic's definition differs from everybody's, and what follows. Empty where it doesn't."""
    because = words.marked(definition.because)
    match definition.sameness:
        case "same":
            return Markup("")
        case "variant":
            return words.html(
                "Nearly the same is measured here, so it is shown and not judged: {because}", because=because
            )
        case _:
            return words.html(
                "Something else is measured here, so it is shown and not judged: {because}", because=because
            )


def cite(words: Words, source: Source | None, name: str) -> Markup:
    """Title, publisher, year, and a link where the source has an address."""
    if source is None:
        return Markup("{}").format(name)
    title = words.marked(source.title)
    if source.url:
        title = Markup('<a href="{}" rel="noopener">{}</a>').format(source.url, title)
    rest = ", ".join(str(part) for part in (source.publisher, source.year) if part)
    return Markup("{}, {}").format(title, rest) if rest else Markup("{}").format(title)


def _ours(edition: RenderContext, standard: str, figure: NationalFigure) -> str:
    """Our clinics' value in that country: of the same year, else of our newest whole year."""
    words, said = edition.words, edition.written.standards.get(standard)
    totals = edition.findings.years.get((standard, figure.country.lower()), ())
    known = [total for total in totals if total.value is not None]
    same = [total for total in known if str(total.year.start.year) == str(figure.year)]
    if said is None or not known:
        return escape(words("none"))
    chosen: YearTotal = same[0] if same else known[-1]
    value = words.value(said, chosen.value)
    return escape(words("{value} in {period}", value=value, period=words.period(chosen.year)))
