"""StoryMapJS (Knight Lab): slides on a map become stops in their order, their texts events there.

https://storymap.knightlab.com/advanced/
"""

from __future__ import annotations

from collections.abc import Mapping

from routemap.errors import DateError
from routemap.formats.features import Members, cell
from routemap.formats.imported import Imported, refuse_long
from routemap.formats.markup import plain_text
from routemap.formats.media import medium_of
from routemap.formats.story import LEFT_OF_MEDIA, LOOK, Slide, Story
from routemap.formats.timelinejs import position_cells
from routemap.model.edtf_dates import parse_date
from routemap.tables.json_reader import items, members
from routemap.tables.values import canonical_tag

_OVERVIEW = "overview"
_TAKEN = ("type", "date", "text", "media", "location")
_LEFT = {"background": LOOK, "uniqueid": ("id", "ids are made of headlines")}
_ALL_JOINED = ("line setting", "all stops are joined, where a story draws no line, too")
_PARTS: dict[str, tuple[tuple[str, ...], Mapping[str, tuple[str, str]]]] = {
    "text": (("headline", "text"), {}),
    "media": (("url", "caption", "credit", "alt"), LEFT_OF_MEDIA),
    "location": (("lat", "lon", "name", "line"), {"zoom": LOOK, "icon": LOOK}),
}


def is_storymap(document: Members) -> bool:
    """Tell whether a JSON document is a StoryMap."""
    return isinstance(members(document.get("storymap")).get("slides"), list)


def read_storymap(document: Members, name: str) -> Imported:
    """Return the files of a journey.

    Raises
    ------
    ForeignFileError
        If it has more slides than are read.
    """
    storymap = members(document.get("storymap"))
    slides = items(storymap.get("slides"))
    refuse_long(len(slides), 0, name)
    story = Story("slide")
    story.rows.about["language"] = canonical_tag(cell(storymap.get("language")))
    settings = len({*document, *storymap} - {"storymap", "slides", "language"})
    story.account.leave("setting", "how the StoryMap looks", settings)
    is_open = False
    for found in slides:
        if not isinstance(found, dict):
            story.account.leave("slide", "it has no members")
        elif found.get("type") == _OVERVIEW and not is_open:
            story.open(_slide(found, story), "slide")
            is_open = True
        else:
            story.tell(_slide(found, story))
    return story.imported()


def _slide(found: Members, story: Story) -> Slide:
    story.leave_rest(found, _TAKEN, _LEFT)
    parts = {name: story.part(found, name) for name in _PARTS}
    for name, part in parts.items():
        story.leave_rest(part, *_PARTS[name])
    text, place = parts["text"], parts["location"]
    if place.get("line") is False:
        story.account.leave(*_ALL_JOINED)
    words = plain_text(cell(found.get("date")))
    edtf = _edtf(words)
    date = edtf or story.date_in(words)
    return Slide(
        headline=plain_text(cell(text.get("headline"))),
        text=plain_text(cell(text.get("text"))),
        place=plain_text(cell(place.get("name"))),
        position=position_cells(place),
        arrival=date,
        date=date,
        date_words="" if edtf else words,
        medium=medium_of(parts["media"]),
    )


def _edtf(words: str) -> str:
    try:
        return parse_date(words).edtf
    except DateError:
        return ""
