"""Names stand in the order in which readers look for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

from generator import load
from generator.model.name_order import sort_key


@pytest.mark.parametrize(
    "names",
    [
        ["Abbey", "Ávila", "Zenith"],
        ["clinic 2", "Clinic 2b", "Clinic 10"],
        ["2nd Street", "10th Street", "Abbey"],
        ["Oslo", "Øster Farimagsgade", "Ottawa"],
        ["Éze", "Eze Village", "São Paulo", "St. Mary", "St Paul's"],
        ["Zenith", "Клиника"],
    ],
)
def test_names_are_sorted_by_letter_and_number(names: list[str]) -> None:
    assert sorted(Random(1).sample(names, len(names)), key=sort_key) == names


def test_names_that_differ_by_an_accent_alone_keep_one_order() -> None:
    assert sorted(["Léo", "Leo"], key=sort_key) == sorted(["Leo", "Léo"], key=sort_key)


def test_clinics_and_countries_are_read_in_the_order_of_the_names_that_readers_see(tmp_path: Path) -> None:
    files = {
        "handbook.yml": "title: T\nlanguages: [en, es]\nthemes: {a: {title: A}}",
        "countries/de.yml": "name: {es: Alemania, en: Germany}",
        "countries/ch.yml": "name: {es: Suiza, en: Switzerland}",
        "countries/br.yml": "name: Brazil",
        "clinics/c1.yml": "name: Zenith\ncountry: de",
        "clinics/c2.yml": "name: Ávila\ncountry: de",
        "clinics/c3.yml": "name: Abbey\ncountry: de",
    }
    for name, text in files.items():
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).write_text(text, encoding="utf-8")

    written = load.folder(tmp_path, date(2026, 1, 1))

    assert list(written.clinics) == ["c3", "c2", "c1"]
    assert list(written.countries) == ["br", "de", "ch"]
