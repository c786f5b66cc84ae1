"""A new standard, clinic or country: a file that can be read at once, and that says what to write."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from string import Template

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.languages import get_official_languages
from babel.numbers import get_territory_currencies

from generator.edit.safe_writing import Draft, NotSaved, there
from generator.edit.value_cells import scalar
from generator.model import new_file_templates
from generator.model.file_places import slug
from generator.model.inputs import HandbookSource

FOLDERS = {"standard": "standards", "clinic": "clinics", "country": "countries"}

LONGEST = 100

_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def begun(
    written: HandbookSource, thing: str, name: str, data_dir: str, *, kind: str = "proportion"
) -> Draft:
    """The new file. `thing` is standard, clinic or country; `kind` that of a standard's measure.

    Raises NotSaved for a name that is no id, that is taken, or that nothing can be said about yet.
    """
    _refuse_name(name)
    for ending in (".yml", ".yaml"):
        path = f"{data_dir}/{FOLDERS[thing]}/{name}{ending}"
        if there(written.root, path) is not None:
            raise NotSaved(f"`{path}` is there already. Nothing was written.")
    words = {"id": name, "title": scalar(_spelt(name))} | _WORDS[thing](written, name)
    if thing == "standard":
        words |= new_file_templates.of_kind(kind)
    words |= {"year": str(written.as_of.year), "next_year": str(written.as_of.year + 1)}
    words |= {"today": written.as_of.isoformat()}
    filled = Template(new_file_templates.text(thing)).substitute(words)
    lines = (line.rstrip() for line in filled.splitlines())
    text = "\n".join(line for line in lines if line)
    return Draft(written.root, f"{data_dir}/{FOLDERS[thing]}/{name}.yml", None, f"{text}\n".encode())


def _refuse_name(name: str) -> None:
    if not name:
        raise NotSaved("No name was given. Lower-case letters, digits and hyphens make one.")
    if slug(name) != name:
        likely = f" Did you mean `{slug(name)}`?" if slug(name) else ""
        raise NotSaved(f"`{name}` can't name a file here: lower-case letters, digits and hyphens.{likely}")
    if len(name) > LONGEST:
        raise NotSaved(f"This name has {len(name)} letters; at most {LONGEST} fit a file and an address.")
    if _DEVICE.fullmatch(name):
        raise NotSaved(f"`{name}` names a device on Windows, where no file can be called so. Take another.")


def _spelt(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _of_standard(written: HandbookSource, _: str) -> dict[str, str]:
    themes = list(written.settings.themes)
    if not themes:
        raise NotSaved("A standard belongs to a theme, and handbook.yml names none. Write one there first.")
    more = f"  # or {', '.join(themes[1:])}" if len(themes) > 1 else ""
    return {"theme": f"{themes[0]}{more}"}


def _of_clinic(written: HandbookSource, name: str) -> dict[str, str]:
    countries = sorted(written.countries)
    if not countries:
        raise NotSaved("A clinic lies in a country, and there is none yet: `benchbook new country mx` first.")
    begins = [country for country in countries if name.startswith(f"{country}-")]
    rest = [country for country in countries if country not in begins]
    chosen, *others = [*begins, *rest]
    more = f"  # or {', '.join(others)}" if others and not begins else ""
    own = name.removeprefix(f"{chosen}-").replace("-", " ").title()
    peer = next(iter(written.settings.peers), "small")
    return {"title": scalar(own), "country": f"{chosen}{more}", "peer": peer}


def _of_country(written: HandbookSource, name: str) -> dict[str, str]:
    code = _code(written, name)
    spoken = [language for language in get_official_languages(code, de_facto=True) if len(language) == 2]
    money = get_territory_currencies(code)
    return {
        "name": _named(written, code) or scalar(_spelt(name)),
        "currency": f"currency: {money[-1]}" if money else "# currency: USD",
        "languages": f"languages: [{', '.join(spoken)}]" if spoken else "# languages: [en]",
    }


def _code(written: HandbookSource, name: str) -> str:
    """The code of the country that is meant: by its code, by another one such as `uk`, or by its name."""
    code = name.upper()
    names = Locale.parse("en").territories
    if len(code) == 2 and code in names and code not in _NO_COUNTRIES:
        return code
    if others := get_global("territory_aliases").get(code):
        return others[0]
    for language in dict.fromkeys((*written.settings.languages, "en")):
        for each, called in _territories(language).items():
            if len(each) == 2 and each not in _NO_COUNTRIES and slug(called) == name:
                return each
    return ""


_NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""What has a name among the countries of Unicode's CLDR, and is none."""


def _territories(language: str) -> Mapping[str, str]:
    try:
        return Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}


def _named(written: HandbookSource, code: str) -> str:
    """The country's name in each of the handbook's languages; empty for what is no country's code."""
    names = {}
    for language in written.settings.languages:
        if called := _territories(language).get(code):
            names[language] = called
    if not names:
        return ""
    if list(names) == [written.settings.languages[0]]:
        return scalar(next(iter(names.values())))
    return f"{{{', '.join(f'{language}: {_quoted(text)}' for language, text in names.items())}}}"


def _quoted(text: str) -> str:
    plain = scalar(text)
    return plain if plain == text else json.dumps(text, ensure_ascii=False)


_WORDS = {"standard": _of_standard, "clinic": _of_clinic, "country": _of_country}
