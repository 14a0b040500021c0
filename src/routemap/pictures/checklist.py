"""The checklist of a printed map: border, legend, title, scale, source, author, date."""

from __future__ import annotations

from dataclasses import dataclass

from routemap.pictures.legend import marks_shown
from routemap.pictures.options import Part
from routemap.pictures.picture import Picture
from routemap.pictures.picture_words import author, source_line, subtitle, title
from routemap.pictures.years import years_line

SWITCHED_OFF, NO_ROOM, NOT_IN_TABLES = "check_off", "check_no_room", "check_not_in_tables"
SCALE_CHANGES, NORTH_TURNS = "check_scale_changes", "check_north_turns"
NO_STOPS = "check_no_stops"
"""Why something is missing, as keys of words.csv."""


@dataclass(frozen=True, slots=True)
class Check:
    """One item: its key in words.csv, and why it is missing, "" if it is there."""

    key: str
    missing: str = ""


def checklist(picture: Picture) -> tuple[Check, ...]:
    """Check a picture against the list; raises as `Picture.render`.

    A bare picture is a part of one that is made elsewhere: there is nothing to check.
    """
    if picture.options.bare:
        return ()
    scene, options, drawing = picture.scene, picture.options, picture.legible
    legend, language = drawing.legend, options.language
    shown = marks_shown(drawing.legs, drawing.stops, drawing.basemap, drawing.frame)
    explained = {entry.mark for entry in legend.entries} if legend else set()
    dates, name = years_line(scene, language), author(scene, options)

    def check(key: str, part: Part, is_there: object, otherwise: str) -> Check:
        if part in options.without:
            return Check(key, SWITCHED_OFF)
        if part in drawing.crowded_out:
            return Check(key, NO_ROOM)
        return Check(key, "" if is_there else otherwise)

    return (
        Check("border"),  # the map always has a frame
        Check("orientation")
        if drawing.is_north_up
        else check("orientation", Part.NORTH, drawing.north, NORTH_TURNS),
        check("key", Part.LEGEND, explained.issuperset(shown), NO_ROOM),
        check("title", Part.TITLE, title(scene, options), NOT_IN_TABLES),
        check("scale", Part.SCALE, legend and legend.scale_bar, SCALE_CHANGES),
        check("source", Part.SOURCE, source_line(scene, options), NOT_IN_TABLES),
        Check(
            "author",
            "" if drawing.has_author else NO_ROOM if name else NOT_IN_TABLES,
        ),
        check("date", Part.SUBTITLE, subtitle(scene, options) or dates, NOT_IN_TABLES),
        *(() if picture.shows_stops else (Check("stops", NO_STOPS),)),
    )
