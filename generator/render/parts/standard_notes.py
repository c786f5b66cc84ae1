"""What editors noted about a standard: definitions that differ, what happened, where to read on."""

from __future__ import annotations

from markupsafe import Markup

from generator.model.inputs import Reference, Text
from generator.render.context import RenderContext
from generator.render.parts import national_figures


def comparability(edition: RenderContext, name: str, here: str) -> tuple[Markup, ...]:
    """Clinics whose definition differs, and how."""
    words, notes = edition.words, []
    for (clinic, standard), definition in edition.written.comparable.items():
        if standard == name and clinic in edition.written.clinics and definition.sameness != "same":
            href = edition.to(here, f"clinics/{clinic}", name)
            link = Markup('<a href="{}">{}</a>').format(href, words.marked(edition.clinic(clinic)))
            notes.append(
                words.html(
                    "{clinic}: {note} {line}",
                    clinic=link,
                    note=national_figures.unlike(words, definition),
                    line=edition.line(definition.place),
                )
            )
    return tuple(notes)


def changes(edition: RenderContext, name: str, here: str) -> tuple[Markup, ...]:
    """What happened to it, anywhere; newest first."""
    words, told = edition.words, []
    for dated in sorted(edition.written.changes, key=lambda dated: dated.change.at, reverse=True):
        if dated.change.standard not in (None, name):
            continue
        where = words.marked(edition.clinic(dated.clinic)) if dated.clinic else words("All clinics")
        told.append(
            words.html(
                "{period}, {where}: {note} {line}",
                period=edition.period(dated.change.at),
                where=where,
                note=words.linked(dated.change.note, edition.link(here)),
                line=edition.line(dated.place),
            )
        )
    return tuple(told)


def reference(edition: RenderContext, written: Text | Reference, here: str) -> Markup:
    words = edition.words
    if not isinstance(written, Reference):
        return words.linked(written, edition.link(here))
    if written.url is None:
        return words.marked(written.title)
    return Markup('<a href="{}" rel="noopener">{}</a>').format(written.url, words.marked(written.title))
