"""The model: everything one folder of tables says, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import dist

from routemap.geo import Point
from routemap.model.account import AccountEntry
from routemap.model.edtf_dates import EdtfDate
from routemap.model.house_style import PLAIN_STYLE, HouseStyle
from routemap.model.map_settings import MapSettings
from routemap.model.media_files import MediaFile
from routemap.model.own_basemap import NO_BASEMAP, OwnBasemap
from routemap.model.speeds import Speed


class Certainty(StrEnum):
    """How sure a statement is, in the terms of Linked Places."""

    CERTAIN = "certain"
    LESS_CERTAIN = "less-certain"
    UNCERTAIN = "uncertain"


class Basis(StrEnum):
    """Whether a source says it, or it was inferred for the map from what a source says."""

    REPORTED = "reported"
    INFERRED = "inferred"


class UndatedPosition(StrEnum):
    """Where an event without a date stands: before or after all dated ones."""

    BEFORE = "before"
    AFTER = "after"


class Step(StrEnum):
    """How finely moments follow dates with a time of day: by the day or by the hour."""

    DAY = "day"
    HOUR = "hour"


class LessonKind(StrEnum):
    """What a row of a lesson is: a note to the teacher, a question, or a task on the map."""

    NOTE = "note"
    QUESTION = "question"
    TASK = "task"


class MediaKind(StrEnum):
    """What a media item is."""

    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    DOCUMENT = "document"


class TravellerKind(StrEnum):
    """What a traveller is."""

    PERSON = "person"
    GROUP = "group"
    UNIT = "unit"
    SHIP = "ship"
    AIRCRAFT = "aircraft"
    VEHICLE = "vehicle"


class AnnotationKind(StrEnum):
    """How an annotation is drawn: words at a point, words beside it, or words over an area."""

    LABEL = "label"
    CALLOUT = "callout"
    AREA = "area"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words and the language they are in (a BCP 47 tag)."""

    text: str
    language: str

    def __bool__(self) -> bool:
        """Tell whether there are any words."""
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in the journey's language and, where known, in others."""

    original: Phrase
    translations: tuple[Phrase, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether there are any words."""
        return bool(self.original)

    def in_language(self, language: str) -> Phrase:
        """Return the words in `language`, or the original words if they were not translated.

        Words in a regional form or script ("ko-KR") serve for a language ("ko") without its own.
        """
        known = [phrase for phrase in self.translations if phrase]
        for phrase in known:
            if phrase.language == language:
                return phrase
        for phrase in (self.original, *known):
            if _primary(phrase.language) == _primary(language) and phrase:
                return phrase
        return self.original


def _primary(tag: str) -> str:
    """Return the language of a BCP 47 tag, without script and region."""
    return tag.partition("-")[0].lower()


@dataclass(frozen=True, slots=True)
class Reference:
    """One source: a citation mark of the report ("4"), or a row of our own ("geonames")."""

    id: str
    citation: str
    url: str = ""
    row: int = field(default=0, compare=False)

    @property
    def is_citation_mark(self) -> bool:
        """Tell a mark of the report (a number) from a source of our own (a word)."""
        return self.id.isascii() and self.id.isdecimal()


@dataclass(frozen=True, slots=True)
class Traveller:
    """One of several who travel: a person, an expedition, a ship."""

    id: str
    name: Wording
    kind: TravellerKind = TravellerKind.PERSON
    note: Wording = Wording(Phrase("", ""))
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class AbsentTraveller:
    """One who is left out of a journey: whose number, from 0, nobody else takes."""

    number: int
    name: Wording


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit to one place, in the order of travel.

    `accuracy_km` is the radius within which the place lies, None if the table does not say.
    `arrival` and `departure` are None if undated, and counted in `time_zone`, "" for that of the
    journey; `mode` is how the stop was reached. `traveller` is the id of the one whose stop it is,
    "" where there is only one.
    """

    id: str
    name: Wording
    latitude: float
    longitude: float
    name_local: Phrase = Phrase("", "")
    country: str = ""
    accuracy_km: float | None = None
    arrival: EdtfDate | None = None
    departure: EdtfDate | None = None
    arrival_text: Wording = Wording(Phrase("", ""))
    departure_text: Wording = Wording(Phrase("", ""))
    time_zone: str = ""
    mode: str = ""
    certainty: Certainty = Certainty.CERTAIN
    references: tuple[str, ...] = ()
    note: Wording = Wording(Phrase("", ""))
    traveller: str = ""
    row: int = field(default=0, compare=False)

    @property
    def position(self) -> Point:
        """Return (latitude, longitude) in degrees."""
        return (self.latitude, self.longitude)

    @property
    def reached(self) -> EdtfDate | None:
        """Return when the stop was reached, or else left; None if neither is known."""
        return self.arrival or self.departure


@dataclass(frozen=True, slots=True)
class LegGeometry:
    """The path of a leg along a known railway, road or sea lane.

    `lines` are points (latitude, longitude) from start to end; `stub` joins the line to a stop off
    it, in the direction of travel, and is () if there is none. `length_km` is measured along the
    real path, without the stub. `is_shortest` says that this is the shortest path on the network:
    no source says that it was the one taken.
    """

    lines: tuple[tuple[Point, ...], ...]
    length_km: float
    source: str
    licence: str
    stub: tuple[Point, ...] = ()
    stub_km: float = 0.0
    is_shortest: bool = False

    @property
    def starts_with_stub(self) -> bool:
        """Tell whether the stub leads from the start of the leg to the line."""
        if not self.stub:
            return False
        to_line = dist(self.stub[-1], self.lines[0][0])
        return to_line < dist(self.lines[-1][-1], self.stub[0])

    @property
    def ends(self) -> tuple[Point, Point]:
        """Return the first and the last point, whether they lie on the line or on the stub."""
        if self.starts_with_stub:
            return (self.stub[0], self.lines[-1][-1])
        return (self.lines[0][0], (self.stub or self.lines[-1])[-1])


@dataclass(frozen=True, slots=True)
class Leg:
    """The way between two consecutive stops of a traveller, which are named by their ids.

    `basis` is that of the path, `mode_basis` that of the means of travel.
    """

    start: str
    end: str
    mode: str = ""
    basis: Basis = Basis.INFERRED
    mode_basis: Basis = Basis.INFERRED
    references: tuple[str, ...] = ()
    note: Wording = Wording(Phrase("", ""))
    geometry: LegGeometry | None = None
    row: int = field(default=0, compare=False)

    @property
    def path_basis(self) -> str:
        """Return "reported", "inferred" (along a known railway, road or lane) or "unknown"."""
        if self.basis == Basis.REPORTED:
            return "reported"
        return "inferred" if self.geometry else "unknown"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened or was said, at a stop or at none.

    `date` is None if undated; then `undated` says on which side of the dated events it stands.
    `quote` holds the words of `speaker`, in the language they are printed in; `who` the ids of
    the travellers it is of, none if the tables do not say.
    """

    id: str
    headline: Wording
    date: EdtfDate | None = None
    date_text: Wording = Wording(Phrase("", ""))
    undated: UndatedPosition = UndatedPosition.AFTER
    stop: str = ""
    text: Wording = Wording(Phrase("", ""))
    speaker: Wording = Wording(Phrase("", ""))
    quote: Wording = Wording(Phrase("", ""))
    basis: Basis = Basis.REPORTED
    certainty: Certainty = Certainty.CERTAIN
    references: tuple[str, ...] = ()
    who: tuple[str, ...] = ()
    row: int = field(default=0, compare=False)

    @property
    def is_sourced(self) -> bool:
        """Tell whether a source is named for it, or it is inferred and says so."""
        return bool(self.references) or self.basis == Basis.INFERRED


@dataclass(frozen=True, slots=True)
class LessonItem:
    """A note, a question or a task of a lesson.

    `moment` is the id of the moment it belongs to, "" for the whole journey.
    """

    moment: str
    kind: LessonKind
    text: Wording
    answer: Wording = Wording(Phrase("", ""))
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class MediaItem:
    """A picture, a recording or a document, at an event, at a stop, or at neither.

    `file` is its path within the folder ``media`` of the journey, `held` what lies there, None if
    it cannot be shown; it may have a `url` instead.
    """

    id: str
    kind: MediaKind
    event: str = ""
    stop: str = ""
    file: str = ""
    url: str = ""
    alt: Wording = Wording(Phrase("", ""))
    caption: Wording = Wording(Phrase("", ""))
    credit: str = ""
    licence: str = ""
    references: tuple[str, ...] = ()
    held: MediaFile | None = None
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Annotation:
    """Words of the author's own on the map; `date` says when they stand there, None for always."""

    id: str
    kind: AnnotationKind
    latitude: float
    longitude: float
    text: Wording
    date: EdtfDate | None = None
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Journey:
    """Everything one folder of tables says.

    Stops and legs stand in the order of travel; those of each traveller follow each other, and no
    leg joins stops of two. `travellers` are in their order, empty where the tables name none;
    `absent` are those whose stops have been left out, see `chosen_travellers.py`.
    What was read from a table has its `row` there, as a spreadsheet counts; otherwise `row` is 0.
    `languages` are others in which it is offered with gaps; `ground` is basemap.geojson itself.
    """

    title: Wording
    stops: tuple[Stop, ...]
    legs: tuple[Leg, ...]
    events: tuple[Event, ...] = ()
    references: tuple[Reference, ...] = ()
    travellers: tuple[Traveller, ...] = ()
    absent: tuple[AbsentTraveller, ...] = ()
    lesson: tuple[LessonItem, ...] = ()
    media: tuple[MediaItem, ...] = ()
    annotations: tuple[Annotation, ...] = ()
    account: tuple[AccountEntry, ...] = ()
    ground: str = ""
    own_basemap: OwnBasemap = NO_BASEMAP
    subtitle: Wording = Wording(Phrase("", ""))
    language: str = "en"
    languages: tuple[str, ...] = ()
    time_zone: str = ""
    step: Step = Step.DAY
    credit: Wording = Wording(Phrase("", ""))
    licence: str = ""
    report_title: Wording = Wording(Phrase("", ""))
    report_note: Wording = Wording(Phrase("", ""))
    name_policy: Wording = Wording(Phrase("", ""))
    boundary_policy: Wording = Wording(Phrase("", ""))
    map_note: Wording = Wording(Phrase("", ""))
    map: MapSettings = field(default_factory=MapSettings)
    style: HouseStyle = PLAIN_STYLE
    speeds: tuple[Speed, ...] = ()
    stops_file: str = field(default="locations.csv", compare=False)
    _references_by_id: dict[str, Reference] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the sources, which every mark looks up."""
        by_id = {reference.id: reference for reference in self.references}
        object.__setattr__(self, "_references_by_id", by_id)

    def lesson_of(self, kind: LessonKind) -> tuple[LessonItem, ...]:
        """Return what the lesson has of a kind."""
        return tuple(item for item in self.lesson if item.kind == kind)

    def reference(self, reference_id: str) -> Reference:
        """Return the source with this id.

        Raises
        ------
        KeyError
            If the journey has no such source.
        """
        return self._references_by_id[reference_id]
