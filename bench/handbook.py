"""A handbook of N clinics, twelve standards and 36 months, the same for the same N on every machine.

python -m bench.handbook FOLDER CLINICS csv|yaml
"""

from __future__ import annotations

import sys
from pathlib import Path

from bench import standards, values

MONTHS = tuple(f"{2023 + month // 12}-{month % 12 + 1:02}" for month in range(36))
COUNTRIES = {"ca": ("Canada", "CAD"), "mx": ("Mexico", "MXN"), "us": ("United States", "USD")}
CITIES = ("Northfield", "Eastbrook", "Southport", "Westhaven", "Middleton")

SETTINGS = """\
title: Handbook of a network that was made up to measure speed
organisation: Nobody
languages: [en]
illustrative: true
repository: https://example.org/handbook
themes:
"""
MKDOCS = Path(__file__).parent.parent / "generator/cli/starter/mkdocs.yml"
"""The settings that `benchbook new handbook` writes."""

ABOUT = "# About this handbook\n\nIts clinics and values were made up to measure speed.\n"


def write(folder: Path, clinics: int, form: str) -> None:
    """Lay the handbook down in `folder`, its values as `csv` or `yaml`."""
    data = folder / "data"
    _file(folder / "docs/about.md", ABOUT)
    _file(folder / "mkdocs.yml", MKDOCS.read_text(encoding="utf-8"))
    themes = "".join(f"  {name}:\n    title: {title}\n" for name, title in standards.THEMES.items())
    _file(data / "handbook.yml", SETTINGS + themes)
    for country, (name, currency) in COUNTRIES.items():
        _file(data / f"countries/{country}.yml", f"name: {name}\ncurrency: {currency}\n")
    for standard in standards.STANDARDS:
        _file(data / f"standards/{standard.id}.yml", standard.as_yaml())
    ids = names(clinics)
    for i, clinic in enumerate(ids):
        city = CITIES[i % len(CITIES)]
        text = f"name: Clinic {i + 1:05}\ncountry: {clinic[:2]}\ncity: {city}\nopened: 2012-05\n"
        _file(data / f"clinics/{clinic}.yml", text)
    for path, text in values.files(ids, MONTHS, form):
        _file(data / "kpis" / path, text)


def names(clinics: int) -> tuple[str, ...]:
    """Ids of the clinics: `ca-00001`, `mx-00002`, ..."""
    countries = tuple(COUNTRIES)
    return tuple(f"{countries[i % len(countries)]}-{i + 1:05}" for i in range(clinics))


def _file(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
