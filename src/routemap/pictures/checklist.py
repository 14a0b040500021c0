"""What a printed map should have: border, orientation, key, title, scale, source, author, date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.pictures.alt_text import source_line
from routemap.pictures.legend import marks_shown
from routemap.pictures.options import Part
from routemap.pictures.titles import subtitle, title

if TYPE_CHECKING:
    from routemap.model.itinerary import Scene
    from routemap.pictures.drawing import Drawing
    from routemap.pictures.options import PictureOptions

SWITCHED_OFF, NO_ROOM, NOT_IN_TABLES = "check_off", "check_no_room", "check_not_in_tables"
"""Why something is missing, as word keys."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the list: what it is about, and why that is missing, "" if it is there."""

    key: str
    missing: str = ""


def checklist(scene: Scene, options: PictureOptions, drawing: Drawing) -> tuple[Check, ...]:
    """Hold a picture against the list; `drawing` is what `options` made of the scene."""
    key = drawing.key
    explained = {entry.mark for entry in key.entries} if key else set()
    language = options.language

    def part(part: Part, *, is_there: bool, otherwise: str) -> str:
        if part in options.without:
            return SWITCHED_OFF
        return "" if is_there else otherwise

    has_author = bool(scene.journey.credit.in_language(language))
    return (
        Check("border"),  # the line round the map is always drawn
        Check(
            "orientation",
            "" if drawing.is_north_up or drawing.north else SWITCHED_OFF,
        ),
        Check(
            "key",
            part(
                Part.LEGEND, is_there=explained.issuperset(marks_shown(drawing)), otherwise=NO_ROOM
            ),
        ),
        Check(
            "title",
            part(Part.TITLE, is_there=bool(title(scene, language)), otherwise=NOT_IN_TABLES),
        ),
        Check("scale", part(Part.SCALE, is_there=bool(key and key.scale_bar), otherwise=NO_ROOM)),
        Check(
            "source",
            part(Part.SOURCE, is_there=bool(source_line(scene, language)), otherwise=NOT_IN_TABLES),
        ),
        Check("author", "" if drawing.has_author else NO_ROOM if has_author else NOT_IN_TABLES),
        Check(
            "date",
            part(Part.SUBTITLE, is_there=bool(subtitle(scene, language)), otherwise=NOT_IN_TABLES),
        ),
    )
