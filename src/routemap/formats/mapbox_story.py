"""The settings of Mapbox's storytelling template, as JSON: chapters become stops and events.

https://github.com/mapbox/storytelling
"""

from __future__ import annotations

from routemap.formats.features import POSITION_COLUMNS, Members, cell
from routemap.formats.imported import Imported, refuse_long
from routemap.formats.markup import plain_text
from routemap.formats.media import medium_of
from routemap.formats.story import LOOK, Slide, Story
from routemap.tables.cells import Cells
from routemap.tables.json_reader import items, members, position
from routemap.tables.values import number_text

_TOLD = ("title", "subtitle", "byline", "footer", "chapters")
_TAKEN_OF_CHAPTERS = ("title", "description", "image", "location", "hidden")
_LEFT = {
    "id": ("id", "ids are made of titles"),
    **dict.fromkeys(("alignment", "mapAnimation", "rotateAnimation", "callback"), LOOK),
    **dict.fromkeys(("onChapterEnter", "onChapterExit"), LOOK),
}
_LEFT_OF_VIEWS = {"zoom": LOOK, "pitch": LOOK, "bearing": LOOK}


def is_mapbox_story(document: Members) -> bool:
    """Tell whether a JSON document is such a story: its chapters have places to look at."""
    found = [members(each) for each in items(document.get("chapters"))]
    return any(isinstance(each.get("location"), dict) for each in found)


def read_mapbox_story(document: Members, name: str) -> Imported:
    """Return the files of a journey; the token of the author's account stays where it is.

    Raises
    ------
    ForeignFileError
        If it has more chapters than are read.
    """
    chapters = items(document.get("chapters"))
    refuse_long(len(chapters), 0, name)
    story = Story("chapter")
    words = {key: plain_text(cell(document.get(key))) for key in _TOLD}
    story.rows.about = {
        "title": words["title"],
        "subtitle": words["subtitle"],
        "credit": " · ".join(filter(None, (words["byline"], words["footer"]))),
    }
    story.account.leave("setting", "how the story looks", len({*document} - {*_TOLD}))
    for found in chapters:
        if not isinstance(found, dict):
            story.account.leave("chapter", "it has no members")
        elif found.get("hidden") is True:
            story.account.leave("chapter", "its author has hidden it")
        else:
            story.tell(_slide(found, story))
    return story.imported()


def _slide(found: Members, story: Story) -> Slide:
    view = story.part(found, "location")
    story.leave_rest(found, _TAKEN_OF_CHAPTERS, _LEFT)
    story.leave_rest(view, ("center",), _LEFT_OF_VIEWS)
    return Slide(
        headline=plain_text(cell(found.get("title"))),
        text=plain_text(cell(found.get("description"))),
        position=_position_cells(view.get("center")),
        medium=medium_of({"url": found.get("image")}),
    )


def _position_cells(center: object) -> Cells:
    """Return latitude and longitude of a centre: a list, longitude first, or an object."""
    if isinstance(center, dict):
        center = [center.get("lng", center.get("lon")), center.get("lat")]
    found = position(center)
    return dict(zip(POSITION_COLUMNS, map(number_text, found), strict=True)) if found else {}
