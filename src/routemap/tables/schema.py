"""Every table of a journey with its columns, written down once.

Reading, checking, writing, the other formats, the headings that `import` recognises, docs/tables.md
and the tests of hostile text all follow from here. A new column is a line here and a field of the
model; a new table is a `Schema` here and a class of the model.
"""

from __future__ import annotations

from routemap.model.journey import (
    Annotation,
    AnnotationKind,
    Basis,
    Certainty,
    Event,
    Journey,
    Leg,
    LegGeometry,
    LessonItem,
    LessonKind,
    MediaItem,
    MediaKind,
    Reference,
    Step,
    Stop,
    UndatedPosition,
)
from routemap.tables.columns import Column, Kind, Schema
from routemap.tables.limits import LARGEST_LATITUDE, LARGEST_LONGITUDE, LONGEST_WAY_KM

DEFAULT_LANGUAGE = "en"
_DEGREES = "write decimal degrees, such as 42.428"
_LATITUDE = Column(
    "latitude",
    Kind.LATITUDE,
    "decimal degrees on WGS 84, such as 42.428; south is negative",
    is_required=True,
    blank_hint=_DEGREES,
    lowest=-LARGEST_LATITUDE,
    highest=LARGEST_LATITUDE,
    aliases="lat y ycoord breite breitengrad latitud широта 위도",
)
_LONGITUDE = Column(
    "longitude",
    Kind.NUMBER,
    "the same; west is negative",
    is_required=True,
    blank_hint=_DEGREES,
    lowest=-LARGEST_LONGITUDE,
    highest=LARGEST_LONGITUDE,
    aliases="long lon lng x xcoord länge längengrad laenge laengengrad longitud долгота 경도",
)
_CERTAINTY = Column(
    "certainty",
    Kind.CHOICE,
    "how sure it is",
    default=Certainty.CERTAIN,
    is_default_written=False,
    aliases="sicherheit certitude достоверность 확실성",
)
_REFERENCES = Column(
    "references",
    Kind.REFERENCES,
    "the sources, by their marks: `13;14`",
    is_long=True,
    aliases="reference source sources quelle quellen fuente источник 출처",
)
_NOTE = Column(
    "note",
    Kind.TEXT,
    "what a reader should know",
    is_long=True,
    aliases="notes description desc comment comments remark remarks notiz bemerkung beschreibung "
    "remarque descripción nota примечание описание 비고 메모 설명",
)
_ID = Column("id", Kind.ID, "letters, digits and hyphens")
_LICENCE = Column("licence", Kind.WORD, "under which licence others may use it")
_STOP_OF_EVENT = Column("location", Kind.STOP, "the `id` of a stop, blank if at none", "stop")
_URL = Column("url", Kind.URL, "where to find it, from `https://` on", is_long=True)

STOPS = Schema(
    "locations.csv",
    Stop,
    "stop",
    "a stop, in the order of travel",
    named_by="name",
    columns=(
        Column(
            "name",
            Kind.TEXT,
            "the name of the place",
            is_required=True,
            blank_hint="name the place",
            aliases="place placename location locationname title site stop city town label "
            "ort ortsname stadt lieu nom ville lugar nombre ciudad "
            "название место город населённыйпункт 이름 장소 지명 도시",
        ),
        _LATITUDE,
        _LONGITUDE,
        Column(
            "arrival",
            Kind.DATE,
            "a date; a stop without arrival and departure is passed at an unknown time",
            is_required=True,
            aliases="arrived arrivaldate date from start startdate begin when day ankunft datum "
            "tag von arrivée dateedébut jour llegada fecha дата прибытие приезд "
            "도착 도착일 날짜 일자",
        ),
        Column(
            "id",
            Kind.ID,
            "letters, digits and hyphens; names the stop in other tables and in addresses",
            aliases="key code kennung identifiant clave идентификатор 아이디",
        ),
        Column("name_local", Kind.LOCAL_NAME, "the name as people there write it"),
        Column("name_local_lang", Kind.LANGUAGE, "its language (BCP 47: `ko`)", "-"),
        Column(
            "country",
            Kind.COUNTRY,
            "a code of ISO 3166-1 (`KP`) or a name",
            aliases="countrycode iso land pays país страна 국가 나라",
        ),
        Column(
            "accuracy_km",
            Kind.NUMBER,
            "how far off the place may lie; drawn as a circle when zoomed in",
            aliases="accuracy radiuskm genauigkeit précision точность 정확도",
        ),
        Column("arrival_text", Kind.TEXT, "the source’s words where they are finer"),
        Column(
            "departure",
            Kind.DATE,
            "a date",
            aliases="departed departuredate to until end enddate abreise abfahrt bis départ fin "
            "salida отправление отъезд отбытие 출발 출발일",
        ),
        Column("departure_text", Kind.TEXT, "the source’s words where they are finer"),
        Column(
            "mode",
            Kind.WORD,
            "how the stop was reached: rail, road, ship, air, foot, or a word of your own",
            aliases="transport transportation meansoftravel travelmode verkehrsmittel moyen "
            "transporte транспорт 교통수단 이동수단",
        ),
        _CERTAINTY,
        _REFERENCES,
        _NOTE,
    ),
)

EVENTS = Schema(
    "events.csv",
    Event,
    "event",
    "something that happened or was said",
    named_by="headline",
    columns=(
        Column(
            "headline",
            Kind.TEXT,
            "what happened, in a few words of your own",
            is_required=True,
            blank_hint="say in a few words what happened",
        ),
        _ID,
        Column("date", Kind.DATE, "when it happened"),
        Column("date_text", Kind.TEXT, "the source’s words where they are finer"),
        Column(
            "undated",
            Kind.CHOICE,
            "without a date, on which side of the dated events it stands",
            default=UndatedPosition.AFTER,
            instead_of="date",
        ),
        _STOP_OF_EVENT,
        Column("text", Kind.TEXT, "what happened, at length", is_long=True),
        Column("speaker", Kind.TEXT, "who is quoted"),
        Column("quote", Kind.TEXT, "the words quoted, without quotation marks", is_long=True),
        Column("basis", Kind.CHOICE, "whether a source says so", default=Basis.REPORTED),
        _CERTAINTY,
        _REFERENCES,
    ),
)

LEGS = Schema(
    "legs.csv",
    Leg,
    "leg",
    "the way between two stops that follow each other",
    columns=(
        Column(
            "from",
            Kind.WORD,
            "the `id` of the stop it leaves",
            "start",
            is_required=True,
            blank_hint="write the id of the stop it leaves",
        ),
        Column(
            "to",
            Kind.WORD,
            "the `id` of the stop it reaches",
            "end",
            is_required=True,
            blank_hint="write the id of the stop it reaches",
        ),
        Column("basis", Kind.CHOICE, "whether a source gives the way", default=Basis.INFERRED),
        Column(
            "mode_basis",
            Kind.CHOICE,
            "the same for the mode of travel (blank: as `basis`)",
            default=Basis.INFERRED,
        ),
        _REFERENCES,
        _NOTE,
    ),
)

LEG_GEOMETRY = Schema(
    "legs.geojson",
    LegGeometry,
    "feature",
    "the drawn way of a leg, as a GeoJSON Feature with these properties",
    columns=(
        Column("from", Kind.WORD, "the `id` of the stop it leaves", "-", is_required=True),
        Column("to", Kind.WORD, "the `id` of the stop it reaches", "-", is_required=True),
        Column(
            "length_km",
            Kind.NUMBER,
            "how long the way is, without the stub",
            is_required=True,
            highest=LONGEST_WAY_KM,
        ),
        Column("source", Kind.WORD, "where the line comes from; it is credited on the map"),
        _LICENCE,
        Column(
            "stub_km",
            Kind.NUMBER,
            "how long the last part of the geometry is, which joins the line to a stop off it",
            highest=LONGEST_WAY_KM,
        ),
        Column(
            "shortest",
            Kind.FLAG,
            "`true` if the way is the shortest on its network, and not known to be the one taken",
            "is_shortest",
        ),
    ),
)

SOURCES = Schema(
    "sources.csv",
    Reference,
    "source",
    "a source",
    named_by="reference",
    columns=(
        Column(
            "reference",
            Kind.SOURCE,
            "the mark by which other tables cite it: 4, or a word",
            "id",
            is_required=True,
            blank_hint="write the citation mark or a word, such as 4 or geonames",
        ),
        Column(
            "citation",
            Kind.WORD,
            "the source in full",
            is_required=True,
            blank_hint="write what the source is",
            is_long=True,
        ),
        _URL,
    ),
)

LESSON = Schema(
    "lesson.csv",
    LessonItem,
    "item",
    "a note for the teacher, a question or a task for the class",
    columns=(
        Column(
            "kind",
            Kind.CHOICE,
            "what it is",
            is_required=True,
            blank_hint=f"write {' or '.join(LessonKind)}",
            default=LessonKind.NOTE,
        ),
        Column(
            "text",
            Kind.TEXT,
            "the note, the question or the task",
            is_required=True,
            blank_hint="write the note, the question or the task",
            is_long=True,
        ),
        Column(
            "moment",
            Kind.MOMENT,
            "the moment it belongs to, as in the address of the map: a date, `before` or `after`; "
            "blank: the whole journey",
        ),
        Column("answer", Kind.TEXT, "the answer to a question, or the end of a task", is_long=True),
    ),
)

MEDIA = Schema(
    "media.csv",
    MediaItem,
    "medium",
    "a picture, a recording or a document, at an event, at a stop or at neither",
    named_by="file",
    columns=(
        _ID,
        Column("event", Kind.EVENT, "the `id` of an event"),
        _STOP_OF_EVENT,
        Column("file", Kind.MEDIA_FILE, "a file in the folder `media`: its path from there"),
        _URL,
        Column(
            "kind",
            Kind.CHOICE,
            "what it is",
            is_required=True,
            blank_hint=f"write {' or '.join(MediaKind)}",
            default=MediaKind.IMAGE,
        ),
        Column("alt", Kind.TEXT, "what an image shows, for those who cannot see it", is_long=True),
        Column("caption", Kind.TEXT, "the words to stand below it", is_long=True),
        Column("credit", Kind.WORD, "who made it"),
        _LICENCE,
        _REFERENCES,
    ),
)

ANNOTATIONS = Schema(
    "annotations.csv",
    Annotation,
    "annotation",
    "words of your own on the map",
    named_by="text",
    columns=(
        _ID,
        Column("date", Kind.DATE, "when it is shown; blank: always"),
        Column(
            "kind",
            Kind.CHOICE,
            "how it is drawn",
            is_required=True,
            blank_hint=f"write {' or '.join(AnnotationKind)}",
            default=AnnotationKind.LABEL,
        ),
        _LATITUDE,
        _LONGITUDE,
        Column(
            "text", Kind.TEXT, "what it says", is_required=True, blank_hint="write what it says"
        ),
    ),
)

JOURNEY = Schema(
    "journey.toml",
    Journey,
    "entry",
    'what holds for the whole journey, each entry as `name = "words"`',
    columns=(
        Column("title", Kind.TEXT, "what the journey is called"),
        Column("subtitle", Kind.TEXT, "a line below the title"),
        Column(
            "language",
            Kind.LANGUAGE,
            "of the words in these tables (BCP 47)",
            default=DEFAULT_LANGUAGE,
            is_default_written=False,
        ),
        Column("time_zone", Kind.TIME_ZONE, "of the times of day, such as `Asia/Vladivostok`"),
        Column(
            "step",
            Kind.CHOICE,
            "what a moment is of dates with a time of day",
            default=Step.DAY,
            is_default_written=False,
        ),
        Column("credit", Kind.TEXT, "who made the map", is_long=True),
        _LICENCE,
        Column("name_policy", Kind.TEXT, "how places are named, and why", is_long=True),
        Column("boundary_policy", Kind.TEXT, "which borders are drawn, and why", is_long=True),
        Column("report.title", Kind.TEXT, "the source the journey is told from", "report_title"),
        Column("report.note", Kind.TEXT, "a remark about it", "report_note", is_long=True),
    ),
)

SCHEMAS: tuple[Schema[object], ...] = (
    JOURNEY, STOPS, EVENTS, LEGS, LEG_GEOMETRY, SOURCES, LESSON, MEDIA, ANNOTATIONS,
)  # fmt: skip
"""In the order in which their problems are listed."""
