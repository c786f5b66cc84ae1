"""The configuration of the form editor (Sveltia CMS), made from the models that the files are read with."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from generator.model import inputs
from generator.model.inputs import Forms, HandbookSource, Settings
from generator.schema import ids
from generator.schema.form_fields import Fields, Json, Made

COLLECTIONS: tuple[tuple[str, type[inputs.Editable], str, str], ...] = (
    ("standards", inputs.Standard, "Standard", "title"),
    ("clinics", inputs.Clinic, "Clinic", "name"),
    ("countries", inputs.Country, "Country", "name"),
    ("roles", inputs.Role, "Role", "title"),
    ("national", inputs.National, "National figures", "title"),
)
"""Folders with a form: what is in their files, how one of them is called, and the key of its title.

Measured values have none: a year of one clinic is hundreds of cells, which belong into a table.
"""

NO_REPOSITORY = (
    "There are no forms yet: `forms` in data/handbook.yml needs to know the repository. Write "
    "`repo: owner/name` there, or the repository's address as `repository`."
)
"""What is told where nobody can tell what forms would be written to."""

HOME = {"github": "https://github.com", "gitlab": "https://gitlab.com", "gitea": "https://gitea.com"}
API = {"github": "https://api.github.com", "gitlab": "https://gitlab.com/api/v4"}


def missing(command: str) -> str:
    """What is told where the form editor itself isn't there."""
    return (
        "There are no forms on this site: data/handbook.yml asks for them, but the packages of the form "
        f"editor aren't here. Run `npm ci` where there is a package-lock.json, else `{command}`."
    )


def config(read: HandbookSource, data: str, *, site_url: str = "") -> Json:
    """All that the form editor has to know. `data` is the data's folder within the repository.

    `read.settings.forms` and where its repository is have to be known: see `repo`.
    """
    settings = read.settings
    make = Fields(ids.of(read), tuple(settings.languages))
    collections = [_folder(make, data, one) for one in COLLECTIONS]
    return {
        "load_config_file": False,
        "backend": backend(settings),
        "publish_mode": "simple",
        "media_folder": "docs/media",
        "app_title": _plain(settings),
        **({"site_url": site_url} if site_url else {}),
        "show_preview_links": False,
        "slug": {"encoding": "ascii", "clean_accents": True, "lowercase": True},
        "editor": {"preview": False},
        "output": {"omit_empty_optional_fields": True},
        "collections": [*collections, _settings_file(make, data)],
    }


def shapes(read: HandbookSource) -> Json:
    """How what stands in the files of each collection becomes what its form shows, by format."""
    make = Fields(ids.of(read), tuple(read.settings.languages))
    kinds = {format_of(folder): model for folder, model, *_ in COLLECTIONS}
    kinds[format_of("handbook")] = Settings
    return {
        kind: {"is": "object", "fields": {made.field["name"]: made.shape for made in make.of(model)}}
        for kind, model in kinds.items()
    }


def place(file: str) -> str:
    """Where within the form editor the form of a file is: an anchor; empty for a file without a form."""
    *_, folder, name = ("", *file.split("/"))
    if name == "handbook.yml":
        return "#/collections/settings/entries/handbook"
    stem = name.removesuffix(".yml")
    known = any(folder == collection for collection, *_ in COLLECTIONS)
    return f"#/collections/{folder}/entries/{stem}" if known and stem != name else ""


def format_of(folder: str) -> str:
    """What the form editor calls the way in which such files are read and written."""
    return f"benchbook-{folder}"


def backend(settings: Settings) -> Json:
    """Where the files are kept, and how one signs in: with a token unless there is a service for it."""
    forms = settings.forms
    said = {
        "name": forms.backend,
        "repo": repo(settings),
        "branch": forms.branch or settings.branch,
        "auth_methods": ["oauth", "token"] if forms.base_url or forms.app_id else ["token"],
    }
    optional = {
        "base_url": forms.base_url,
        "app_id": forms.app_id,
        "api_root": forms.api_root,
        "auth_type": "pkce" if forms.app_id and forms.backend == "gitlab" else None,
    }
    return said | {key: value for key, value in optional.items() if value}


def repo(settings: Settings) -> str:
    """`owner/name`, as said or from the repository's address; empty where neither tells."""
    if settings.forms.repo:
        return settings.forms.repo
    path = urlsplit(settings.repository or "").path.strip("/").removesuffix(".git")
    return path if "/" in path else ""


def hosts(forms: Forms) -> list[str]:
    """The addresses that the form editor may ask: those of the service that keeps the files."""
    said = [forms.api_root or API.get(forms.backend, ""), forms.base_url or ""]
    if not any(said):
        said = [HOME[forms.backend]]
    places = [urlsplit(one).netloc for one in said if one]
    return list(dict.fromkeys(f"https://{place}" for place in places if re.fullmatch(r"[\w.:-]+", place)))


def _folder(make: Fields, data: str, collection: tuple[str, type[inputs.Editable], str, str]) -> Json:
    name, model, one, title = collection
    shown = f"{title}.{make.languages[0]}" if len(make.languages) > 1 else title
    return {
        "name": name,
        "label": name.capitalize(),
        "label_singular": one,
        "folder": f"{data}/{name}",
        "format": format_of(name),
        "extension": "yml",
        "create": True,
        "delete": True,
        "identifier_field": shown,
        "summary": f"{{{{{shown}}}}}",
        "sortable_fields": [shown],
        "slug": {
            "template": f"{{{{fields.{shown}}}}}",
            "editable": ["create"],
            "pattern": ["^[a-z0-9]+(-[a-z0-9]+)*$", "Lower-case letters, digits and hyphens"],
            "hint": "The name of the file. Others refer to it by this name, so it stays.",
        },
        "fields": [made.field for made in make.of(model)],
    }


def _settings_file(make: Fields, data: str) -> Json:
    made: list[Made] = make.of(Settings)
    return {
        "name": "settings",
        "label": "Settings",
        "files": [
            {
                "name": "handbook",
                "label": "The handbook",
                "file": f"{data}/handbook.yml",
                "format": format_of("handbook"),
                "fields": [one.field for one in made],
            }
        ],
    }


def _plain(settings: Settings) -> Any:
    title = settings.title
    return title if isinstance(title, str) else title.get(settings.languages[0]) or next(iter(title.values()))
