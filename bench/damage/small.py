"""A part of the handbook in which every kind of mistake can still be made, for quick runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bench.damage.book import Book

STANDARDS = {
    *("after-hours-answer", "complaint-acknowledged", "complaints-received", "consultation-length"),
    *(
        "email-reply",
        "email-reply-time",
        "enough-time",
        "enquiry-first-reply",
        "enquiry-to-visit",
        "lab-result",
    ),
    *("new-patient-wait", "recommend", "referral-letter", "same-day-appointment", "team-pulse"),
    *("video-visit-on-time", "visit-price", "visit-rating", "waiting-room"),
}
NATIONAL = {"email", "new-patient-wait", "recommend", "same-day-appointment"}
CLINICS = {"ca-gaspe", "ca-halifax", "mx-los-cabos", "mx-tijuana", "us-duluth", "us-tucson"}


def small(book: Book) -> Book:
    """The book with fewer standards and clinics."""
    return Book({name: _shortened(book, name) for name in book.files if _kept(name)})


def _kept(name: str) -> bool:
    folder, _, file = name.removeprefix("data/").partition("/")
    stem = file.rpartition(".")[0]
    if folder == "standards":
        return stem in STANDARDS
    if folder == "clinics":
        return stem in CLINICS
    if folder == "national":
        return stem in NATIONAL
    if folder == "kpis" and name.endswith(".yml"):
        return stem in CLINICS or stem in ("everywhere", "mx-tijuana-video")
    return True


def _shortened(book: Book, name: str) -> bytes:
    if name.endswith(".csv"):
        return "\n".join(_rows(book.lines(name))).encode()
    if name.startswith("data/kpis/") and name.endswith(".yml"):
        return "\n".join(_values(book.lines(name))).encode()
    return book.files[name]


def _rows(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        cells = line.split(",")
        if number == 0 or not line or (cells[0] in CLINICS and cells[1] in STANDARDS):
            yield line


def _values(lines: Iterable[str]) -> Iterator[str]:
    """The head, and the standards that are kept."""
    keep = True
    for line in lines:
        if line[:1].isalpha():
            name = line.partition(":")[0]
            keep = name in STANDARDS or "-" not in name
        elif not line:
            keep = True
        if keep:
            yield line
