"""What editors write, field by field. The reference page and the schemas are made from here.

Every model is frozen and refuses unknown keys. Each field carries its description and an
example, because the reference page shows them. Meaning that needs two files at once (does
this clinic exist?) is not checked here but by the rules in `check`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StringConstraints

from generator.model.file_places import Places
from generator.model.handwritten_pages import HandWritten
from generator.model.partial_files import PartialFiles
from generator.problem import Place, Problem

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Text = str | dict[Language, str]
"""A text, or the same text in several languages: `{en: Mexico, es: México}`."""

Scalar = str | StrictInt | StrictFloat
"""A quantity as it stands in the file; `model.quantity` reads it."""

Thing = TypeVar("Thing")
Kind = Literal["proportion", "duration", "rate", "count", "score", "money", "conversion"]
Direction = Literal["higher", "lower", "neither"]
Statistic = Literal["median", "p90", "mean"]
Status = Literal["draft", "approved", "retired"]
Quality = Literal["robust", "some concerns", "significant concerns"]
Sameness = Literal["same", "variant", "not"]
Weight = Literal["off", "notice", "warning", "error"]
Backend = Literal["github", "gitlab", "gitea"]
Reported = Literal["daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "by financial year"]


class Editable(BaseModel):
    """A piece of a YAML file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# ---------------------------------------------------------------- handbook.yml


class Calendar(Editable):
    year_starts: StrictInt = Field(
        1,
        ge=1,
        le=12,
        description="Month in which the years of totals begin; 4 where `2016/17` is from April to March.",
        examples=[4],
    )


class PrivacyRule(Editable):
    hide_below: StrictInt = Field(
        8,
        ge=2,
        description="In a sensitive standard, counts from 1 up to but not including this are hidden.",
        examples=[8],
    )


class ControlCharts(Editable):
    screen: StrictBool = Field(
        True,
        description="Leave moving ranges beyond 3.267 times their mean out of the limits, once. "
        "`false` is how the official Excel tool reckons.",
        examples=[True],
    )
    two_of_three: Literal["nhsr", "mdc2023"] = Field(
        "nhsr",
        description="Which points count for the two-of-three rule: those between two and three sigma "
        "(`nhsr`), or every one beyond two sigma (`mdc2023`).",
        examples=["nhsr"],
    )
    baseline: StrictInt | None = Field(
        None,
        ge=12,
        description="Freeze the limits: they come from the first so many values after each restart, and hold "
        "for all that follow. Left out, every value counts.",
        examples=[24],
    )


class Theme(Editable):
    title: Text = Field(description="What readers see.", examples=["Waiting"])
    question: Text | None = Field(
        None, description="The question that the theme answers.", examples=["How long do people wait?"]
    )


class PeerGroup(Editable):
    title: Text = Field(description="What readers see.", examples=["Small clinics"])


class Forms(Editable):
    """Forms in the browser, at `admin/` of the site. Left out, there are none."""

    backend: Backend = Field(
        description="What keeps the repository; `gitea` is Forgejo and Codeberg as well.", examples=["github"]
    )
    repo: str | None = Field(
        None,
        pattern=r"^[^/\s]+(/[^/\s]+)+$",
        description="Owner and name of the repository; else as its address in `repository` says.",
        examples=["example/handbook"],
    )
    branch: str | None = Field(
        None, description="Branch that forms write to; else `branch`.", examples=["main"]
    )
    base_url: str | None = Field(
        None,
        pattern=r"^https://",
        description="Address of the service through which one signs in. Without one, one signs in with an "
        "access token.",
        examples=["https://sign-in.example.org"],
    )
    app_id: str | None = Field(
        None,
        description="Number of the application that was registered with GitLab or Gitea for signing in.",
        examples=["2a7f4c"],
    )
    api_root: str | None = Field(
        None,
        pattern=r"^https://",
        description="Address of the programming interface of a server of one's own.",
        examples=["https://git.example.org/api/v4"],
    )


class Settings(Editable):
    """`data/handbook.yml`: the organisation, its languages, calendar, privacy rule and themes."""

    title: Text = Field(description="Name of the handbook.", examples=["Handbook of service standards"])
    organisation: Text | None = Field(None, description="Who publishes it.", examples=["Cordillera Clinics"])
    languages: tuple[Language, ...] = Field(
        ("en",),
        min_length=1,
        description="Languages of the pages; the first is what texts fall back to.",
        examples=[["en", "es", "fr"]],
    )
    illustrative: StrictBool = Field(
        False,
        description="`true` says on every page and in every download that the values are invented.",
        examples=[False],
    )
    repository: str | None = Field(
        None,
        pattern=r"^https://",
        description="Address of the repository, so that every number can lead to its line.",
        examples=["https://github.com/example/handbook"],
    )
    branch: str = Field("main", description="Branch that the links to lines point at.", examples=["main"])
    folder: str = Field(
        "", description="The handbook's folder within the repository, if not its top.", examples=["handbook"]
    )
    calendar: Calendar = Field(default_factory=Calendar, description="How years run.")
    privacy: PrivacyRule = Field(default_factory=PrivacyRule, description="What small counts are.")
    spc: ControlCharts = Field(default_factory=ControlCharts, description="How control charts are reckoned.")
    themes: dict[Id, Theme] = Field(
        default_factory=dict,
        description="Themes in reading order.",
        examples=[{"waiting": {"title": "Waiting"}}],
    )
    peers: dict[Id, PeerGroup] = Field(
        default_factory=dict,
        description="Titles of the peer groups.",
        examples=[{"small": {"title": "Small"}}],
    )
    checks: dict[str, Weight] = Field(
        default_factory=dict,
        description="How much a check matters here, by its code. What is an error by itself stays one.",
        examples=[{"HB231": "off"}],
    )
    forms: Forms | None = Field(
        None,
        description="Forms in the browser, for those who don't write YAML.",
        examples=[{"backend": "github"}],
    )


# ---------------------------------------------------------------- countries, clinics, roles


class Country(Editable):
    """`data/countries/mx.yml`."""

    name: Text = Field(description="Name of the country.", examples=[{"en": "Mexico", "es": "México"}])
    currency: Currency | None = Field(None, description="ISO 4217 code.", examples=["MXN"])
    languages: tuple[Language, ...] = Field(
        (), description="Languages spoken there.", examples=[["es", "en"]]
    )
    normal: Text | None = Field(
        None, description="Markdown: what people here take for granted.", examples=["One walks in."]
    )


class Clinic(Editable):
    """`data/clinics/mx-los-cabos.yml`."""

    name: Text = Field(description="Name of the clinic.", examples=["Clínica Los Cabos"])
    country: Id = Field(description="Country it is in, by file name.", examples=["mx"])
    city: Text | None = Field(None, description="Town.", examples=["Los Cabos"])
    location: tuple[float, float] | None = Field(
        None, description="Latitude and longitude in degrees.", examples=[[22.89, -109.91]]
    )
    opened: str | None = Field(None, description="Period in which it opened.", examples=["2012-05"])
    closed: str | None = Field(None, description="Last period in which it was open.", examples=["2025-09"])
    setting: str | None = Field(None, description="Kind of clinic.", examples=["private"])
    peers: tuple[Id, ...] = Field(
        (), description="Peer groups it belongs to.", examples=[["small", "coastal"]]
    )
    hours: dict[str, str] = Field(
        default_factory=dict, description="Opening hours by days.", examples=[{"mon-fri": "08:00-18:00"}]
    )
    time_zone: str | None = Field(None, description="IANA time zone.", examples=["America/Mazatlan"])


class Role(Editable):
    """`data/roles/reception.yml`."""

    title: Text = Field(description="Name of the role.", examples=["Reception"])
    summary: Text | None = Field(
        None, description="What the role does.", examples=["First voice a patient hears."]
    )
    checklist: tuple[Text, ...] = Field(
        (), description="What to check, in order.", examples=[["Inbox empty at noon"]]
    )


# ---------------------------------------------------------------- standards


class Measure(Editable):
    """How a standard is measured."""

    kind: Kind = Field(description="What one observation holds.", examples=["proportion"])
    counts: Text | None = Field(
        None,
        description="What is counted: the numerator.",
        examples=["e-mails answered within 4 working hours"],
    )
    out_of: Text | None = Field(
        None, description="Out of what: the denominator.", examples=["e-mails received from patients"]
    )
    asked: Text | None = Field(
        None,
        description="For surveys: who was eligible, invited and answered.",
        examples=["every patient, by text"],
    )
    source: Text | None = Field(None, description="Where the numbers come from.", examples=["booking system"])
    clock: Text | None = Field(
        None,
        description="For durations: when the clock starts and stops.",
        examples=["arrival to being called in"],
    )
    statistic: Statistic = Field(
        "median", description="Which statistic of a duration is judged.", examples=["p90"]
    )
    unit: str | None = Field(
        None, description="Unit in which a duration is shown; else the target's.", examples=["min"]
    )
    within: str | None = Field(
        None, description="For durations: the limit that the `within` count refers to.", examples=["20 min"]
    )
    per: str | None = Field(None, description="For rates: per how many of what.", examples=["1000 visits"])
    currency: Currency | None = Field(None, description="For money; else the target's.", examples=["USD"])
    scale: tuple[float, float] | None = Field(
        None, description="For scores: lowest and highest possible.", examples=[[1, 5]]
    )
    stages: dict[Id, Text] | tuple[Id, ...] | None = Field(
        None,
        description="For conversions: the stages in order, with what readers see.",
        examples=[{"enquiry": "Enquiries", "booked": "Booked"}],
    )
    adds_up: tuple[Id, ...] = Field(
        (),
        description="Other standards whose counts this one adds up for countries and the network. "
        "It has no values of its own.",
        examples=[["within-4h-type-1", "within-4h-type-2"]],
    )
    better: Direction = Field(
        "higher",
        description="Which way is better; `neither` is never coloured or judged.",
        examples=["lower"],
    )
    decimals: StrictInt | None = Field(None, ge=0, le=6, description="Decimals shown.", examples=[0])


class Target(Editable):
    """A target from a date, for everybody or within a scope."""

    value: Scalar = Field(description="In the unit of the measure.", examples=["90%"])
    from_: str | None = Field(
        None, alias="from", description="First period it is in force.", examples=["2025-01"]
    )
    in_: Id | None = Field(
        None, alias="in", description="A country, a clinic or a peer group; else everybody.", examples=["mx"]
    )
    publish_from: str | None = Field(
        None,
        description="Nobody is told of this target, nor judged by it, before that day.",
        examples=["2026-02-01"],
    )


class Review(Editable):
    every: str = Field(description="How often the standard is looked at again.", examples=["12 months"])
    last: str | None = Field(None, description="Day of the last review.", examples=["2026-03-01"])


class Reference(Editable):
    title: Text = Field(description="What it is.", examples=["Complaints procedure"])
    url: str | None = Field(
        None, pattern=r"^https?://", description="Where it is.", examples=["https://example.org"]
    )


class Standard(Editable):
    """`data/standards/email-reply.yml`."""

    title: Text = Field(
        description="The standard in one line.", examples=["E-mails answered within four hours"]
    )
    promise: Text | None = Field(
        None,
        description="What we promise, as one says it to a patient.",
        examples=["We answer the same day."],
    )
    theme: Id = Field(description="Theme it belongs to.", examples=["responsiveness"])
    serves: tuple[str, ...] = Field(
        ("patient",),
        description="Its customers; `colleague` makes it a standard between colleagues.",
        examples=[["patient", "referrer"]],
    )
    roles: tuple[Id, ...] = Field((), description="Roles it concerns.", examples=[["reception"]])
    why: Text | None = Field(
        None, description="Why it matters.", examples=["A patient waiting plans around us."]
    )
    measure: Measure = Field(description="How it is measured.")
    targets: tuple[Scalar | Target, ...] = Field(
        (),
        description="Targets; each period is judged by the one in force then and there.",
        examples=[["80%"]],
    )
    close_within: Scalar | None = Field(
        None,
        description="Missed by no more than this is 'close'. In the unit of the measure.",
        examples=["5%"],
    )
    judge_from: StrictInt = Field(
        1, ge=1, description="Fewer than this in the denominator: shown, not judged.", examples=[20]
    )
    privacy: Literal["open", "sensitive"] = Field(
        "open", description="`sensitive` hides small counts everywhere.", examples=["open"]
    )
    owner: Text | None = Field(None, description="Who answers for it.", examples=["Patient services lead"])
    review: Review | None = Field(None, description="When it is looked at again.")
    reported: Reported = Field("monthly", description="How often values come.", examples=["monthly"])
    status: Status = Field(
        "approved",
        description="`draft` is published as a draft and not judged; `retired` keeps its page and history.",
        examples=["approved"],
    )
    publish: Literal["yes", "no"] = Field(
        "yes", description="`no` keeps it off the site; it is checked all the same.", examples=["no"]
    )
    publish_from: str | None = Field(
        None,
        description="Nothing of this standard, nor of its values, is published before that day.",
        examples=["2026-02-01"],
    )
    guidance: Text | None = Field(
        None, description="Markdown: what to do when we fall short.", examples=["Look at the inbox hourly."]
    )
    references: tuple[Text | Reference, ...] = Field(
        (), description="Where to read on.", examples=[["Our charter"]]
    )

    @property
    def judged(self) -> bool:
        """Whether a direction is agreed and the standard is in force, so that values are judged."""
        return self.measure.better != "neither" and self.status == "approved"


# ---------------------------------------------------------------- kpis


class Comparable(Editable):
    """Whether a clinic's values mean the same as everybody's. One of the two keys is given."""

    variant: Text | None = Field(
        None, description="Close, but not the same; the reason.", examples=["adults only"]
    )
    not_: Text | None = Field(
        None, alias="not", description="Not the same thing; the reason.", examples=["clock starts at triage"]
    )


class Change(Editable):
    """Something that happened and is drawn on the charts."""

    at: str = Field(description="Period in which it happened.", examples=["2025-06"])
    standard: Id | None = Field(
        None, description="Standard it concerns; else all.", examples=["waiting-room"]
    )
    note: Text = Field(description="What happened.", examples=["New triage desk"])
    restart: StrictBool = Field(
        False, description="`true` starts new limits from that period.", examples=[True]
    )
    publish_from: str | None = Field(
        None, description="It isn't shown, and starts no limits, before that day.", examples=["2026-02-01"]
    )


class KpiHead(Editable):
    """The part of `data/kpis/*.yml` that is not values."""

    clinic: Id | None = Field(None, description="Clinic whose values these are.", examples=["mx-los-cabos"])
    publish_from: str | None = Field(
        None, description="Nothing in this file is published before that day.", examples=["2026-02-01"]
    )
    comparable: dict[Id, Literal["same"] | Comparable] = Field(
        default_factory=dict,
        description="By standard.",
        examples=[{"waiting-room": {"not": "clock starts late"}}],
    )
    changes: tuple[Change, ...] = Field((), description="What happened, with its period.")


# ---------------------------------------------------------------- national


class NationalFigure(Editable):
    country: Id = Field(description="Country, by file name or by its code.", examples=["ca"])
    area: Text | None = Field(
        None, description="A part of the country, if not all of it.", examples=["Ontario"]
    )
    year: StrictInt | str = Field(description="Year or years it is about.", examples=[2016])
    value: Scalar = Field(description="With its unit.", examples=["43%"])
    measure: Text | None = Field(
        None, description="What was measured, where it differs.", examples=["adults"]
    )
    source: str = Field(description="One of `sources`.", examples=["cihi-2016"])
    comparable: Sameness = Field(
        "variant", description="Whether it can be set beside ours.", examples=["variant"]
    )
    because: Text | None = Field(None, description="Why not the same.", examples=["survey, not records"])


class Source(Editable):
    title: Text = Field(description="Title of the publication.", examples=["How Canada Compares"])
    publisher: str | None = Field(None, description="Who published it.", examples=["CIHI"])
    year: StrictInt | str | None = Field(None, description="When.", examples=[2017])
    url: str | None = Field(
        None, pattern=r"^https?://", description="Where.", examples=["https://www.cihi.ca"]
    )
    read: str | None = Field(None, description="What was read.", examples=["publisher's page"])


class National(Editable):
    """`data/national/same-day-appointment.yml`: published figures beside a standard of ours."""

    standard: Id | None = Field(
        None, description="Standard it can stand beside.", examples=["same-day-appointment"]
    )
    title: Text = Field(description="What was measured.", examples=["Got a same-day appointment (adults)"])
    figures: tuple[NationalFigure, ...] = Field(min_length=1, description="The figures.")
    sources: dict[str, Source] = Field(min_length=1, description="Where they come from.")


# ---------------------------------------------------------------- all of it


@dataclass(frozen=True, slots=True)
class DatedChange:
    """A change at one clinic (or, with `clinic` None, everywhere), and where it is written."""

    clinic: str | None
    change: Change
    place: Place
    keys: Mapping[str | int, Place] = field(default_factory=dict)
    """Where what stands behind each of its keys is."""


@dataclass(frozen=True, slots=True)
class Definition:
    """How one clinic's definition of one standard relates to everybody's."""

    sameness: Sameness
    because: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class Acceptance:
    """`# accept HB231: the reason`, or such a cell of a table: a finding that an editor lets stand."""

    place: Place
    code: str
    """As it is written; empty where none is."""

    reason: str
    lines: tuple[int, ...]
    """The lines of the file whose findings are meant."""


@dataclass(frozen=True)
class HandbookSource:
    """All that editors wrote but the measured values, as far as it could be read."""

    root: Path
    settings: Settings
    countries: Mapping[str, Country]
    clinics: Mapping[str, Clinic]
    roles: Mapping[str, Role]
    standards: Mapping[str, Standard]
    national: Mapping[str, National]

    changes: tuple[DatedChange, ...] = ()
    comparable: Mapping[tuple[str, str], Definition] = field(default_factory=dict)
    """By (clinic, standard); a pair that isn't there is the same as everybody."""

    embargoed: Mapping[str, date] = field(default_factory=dict)
    """Files of which values aren't published yet, and from when they all will be: `embargo.FOREVER` where
    that can't be read."""

    problems: tuple[Problem, ...] = ()
    """What could not be read."""

    places: Places = field(default_factory=Places)
    """Where each key and value of the YAML files stands."""

    as_of: date = date.max
    """The day the handbook speaks of."""

    ended: Mapping[str, date] = field(default_factory=dict)
    """Files that still name an embargo which has ended, and when it did."""

    by_hand: HandWritten | None = None
    """The files of the folder of hand-written pages; None where it isn't known."""

    acceptances: tuple[Acceptance, ...] = ()
    """Findings that editors let stand, in the order of files and lines."""

    partly: Mapping[tuple[str, str], PartialFiles] = field(default_factory=dict)
    """What fits of files in which something doesn't, by kind and id. It is looked at and not published."""
