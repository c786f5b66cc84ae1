"""Addresses that work below any path, and lines in a repository."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from generator.model.inputs import Settings
from generator.render.parts.links import Lines, between, served, to_file

ADDRESSES = [
    "index",
    "method",
    "standards/index",
    "standards/email-reply",
    "es/index",
    "es/clinics/mx-los-cabos",
]


@pytest.mark.parametrize("directory_urls", [True, False])
@pytest.mark.parametrize("here", ADDRESSES)
@pytest.mark.parametrize("there", ADDRESSES)
@pytest.mark.parametrize("site", ["https://example.org/", "https://example.org/a/b/"])
def test_a_link_leads_there_from_wherever_the_site_is(
    here: str, there: str, site: str, directory_urls: bool
) -> None:
    page, target = site + served(here, directory_urls), site + served(there, directory_urls)
    assert urljoin(page, between(here, there, directory_urls)) == target


@pytest.mark.parametrize(
    ("address", "folders", "files"),
    [
        ("index", "", "index.html"),
        ("standards/index", "standards/", "standards/index.html"),
        ("es/clinics/x", "es/clinics/x/", "es/clinics/x.html"),
    ],
)
def test_a_page_is_served_as_mkdocs_serves_it(address: str, folders: str, files: str) -> None:
    assert (served(address, True), served(address, False)) == (folders, files)


def test_a_download_is_found_from_every_depth() -> None:
    assert to_file("index", "downloads/handbook.csv", True) == "downloads/handbook.csv"
    assert to_file("es/clinics/x", "downloads/handbook.csv", True) == "../../../downloads/handbook.csv"
    assert to_file("es/clinics/x", "downloads/handbook.csv", False) == "../../downloads/handbook.csv"


@pytest.mark.parametrize(
    ("settings", "link"),
    [
        (
            {"repository": "https://github.com/example/handbook"},
            "https://github.com/example/handbook/blob/main/data/kpis/a%20b.yml#L12",
        ),
        (
            {"repository": "https://gitlab.example.org/q/handbook/", "branch": "live", "folder": "/net/"},
            "https://gitlab.example.org/q/handbook/-/blob/live/net/data/kpis/a%20b.yml#L12",
        ),
        ({}, ""),
    ],
)
def test_a_line_is_linked_as_the_repository_shows_it(settings: dict[str, str], link: str) -> None:
    lines = Lines(Settings(title="x", **settings))
    assert lines.to("data/kpis/a b.yml", 12) == link


def test_a_repository_can_not_break_out_of_its_attribute() -> None:
    lines = Lines(Settings(title="x", repository='https://example.org/"><script>'))
    assert '"' not in lines.before("data/x.yml")
    assert "<" not in lines.before("data/x.yml")
