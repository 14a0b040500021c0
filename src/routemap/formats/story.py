"""A story told slide by slide, as TimelineJS, StoryMapJS and Mapbox's template have it.

A slide with a place is a stop, and what it tells an event there; its medium is that event's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from routemap.formats.account import Account
from routemap.formats.features import POSITION_COLUMNS, Members
from routemap.formats.imported import Imported, JourneyRows
from routemap.formats.media import Medium
from routemap.formats.telling import LONGEST_SUBTITLE
from routemap.model.journey import UndatedPosition
from routemap.tables.cells import Cells
from routemap.tables.csv_text import csv_text
from routemap.tables.date_words import proposed_date
from routemap.tables.ids import free_id, slug
from routemap.tables.json_reader import members
from routemap.tables.schema import STOPS

_BLANK: tuple[object, ...] = (None, "", [], {})
LOOK = ("setting", "how a slide or its view looks, such as the zoom")
"""What the members of a slide that say no more than that are called, and why they are left."""
LEFT_OF_MEDIA = {
    "thumbnail": ("thumbnail", "the medium itself is linked"),
    "link": ("link around a medium", "the medium itself is linked"),
    "title": ("title of a medium", "a medium has a caption instead"),
}
"""Of the media that both programs of the Knight Lab know."""
_LONGEST_HEADLINE = 100
_BY_HEADLINE = "image described by its headline; write into “alt” what it shows"
NO_PLACES = (
    "no place is named in it, so there is no map yet: write the places into locations.csv, one row "
    "each, and the id of its place into the column “location” of every event that has one"
)


class Slide(NamedTuple):
    """One slide, in plain text.

    `position` are the cells of latitude and longitude, empty without a place, and `place` is its
    name; `arrival` and `date` are EDTF: when it was reached, and when all of the slide happened.
    `date_words` are the file's own words for it.
    """

    headline: str = ""
    text: str = ""
    place: str = ""
    position: Mapping[str, str] = MappingProxyType({})
    arrival: str = ""
    date: str = ""
    date_words: str = ""
    medium: Medium | None = None
    group: str = ""


@dataclass(slots=True)
class Story:
    """The rows of a story, and the account of its slides; `item` is what the format calls one.

    `of_groups` says that the groups of slides are those who travel.
    """

    item: str
    of_groups: bool = False
    rows: JourneyRows = field(default_factory=JourneyRows)
    account: Account = field(default_factory=Account)
    _taken: dict[str, set[str]] = field(default_factory=dict)
    _visits: dict[str, dict[str, int]] = field(default_factory=dict)
    _is_at_a_stop: bool = False
    """Whether the slide before has a place."""

    def open(self, slide: Slide, item: str) -> None:
        """Take the first words of a story: its title, and a subtitle or an event before all."""
        self.rows.about["title"] = slide.headline
        if slide.position:
            self.account.leave(f"place of the {item}", "it is a view of the whole map")
        quotes = slide.medium is not None and bool(slide.medium.quotation)
        is_short = bool(slide.headline) and len(slide.text) <= LONGEST_SUBTITLE
        if not quotes and (is_short or not slide.text):
            self.rows.about["subtitle"] = slide.text
            self.account.take(item, "title")
            self._medium(slide, {})
            return
        self._event(slide, {"undated": UndatedPosition.BEFORE.value})
        self.account.take(item, "title and an event before the others")

    def tell(self, slide: Slide, item: str = "") -> None:
        """Take a slide, at the stop of the slide before if that is the same place."""
        stop, is_new = self._stop(slide)
        is_named_apart = bool(slide.place) and slide.headline not in {"", slide.place}
        says_more = slide.text or slide.medium or slide.date != slide.arrival
        if stop and is_new and not (is_named_apart or says_more):
            self.account.take(item or self.item, "stop")
            return
        taken_as = "event at the stop before" if stop else "event"
        self.account.take(item or self.item, "stop with an event" if is_new else taken_as)
        self._event(slide, {"location": stop})

    def part(self, found: Members, name: str) -> Members:
        """Return a member that is an object itself; anything else in its place is left."""
        part = found.get(name)
        if not isinstance(part, dict) and part not in _BLANK:
            self.account.leave("member", "it is not written as the format has it")
        return members(part)

    def date_in(self, words: str) -> str:
        """Return what date words say as EDTF, "" if they say none or could mean several."""
        found = proposed_date(words)
        if found and found.edtf:
            self.account.take("date in words", "date, with its words beside it")
            return found.edtf
        self.account.keep("date in words", "in words", int(bool(words)))
        return ""

    def leave_rest(
        self, found: Members, taken: Collection[str], left: Mapping[str, tuple[str, str]]
    ) -> None:
        """Leave the filled members of an object that are not taken.

        `left` says of those that the format has what they are called, and why they are left.
        """
        for name, value in found.items():
            if name not in taken and value not in _BLANK:
                self.account.leave(*left.get(name, ("member", "the format has none of its name")))

    def imported(self) -> Imported:
        """Return the files of the journey; without any place, with a table of stops to fill in."""
        files = self.rows.files()
        if STOPS.file in files:
            return Imported(files, account=self.account)
        headings = csv_text([STOPS.required]).encode()
        return Imported({**files, STOPS.file: headings}, account=self.account, advice=(NO_PLACES,))

    def _stop(self, slide: Slide) -> tuple[str, bool]:
        """Return the id of the slide's stop, "" if it has none, and whether the stop is new."""
        was_at_a_stop, self._is_at_a_stop = self._is_at_a_stop, bool(slide.position)
        if not slide.position:
            return "", False
        name = slide.place or slide.headline or ", ".join(slide.position.values())
        before = self.rows.rows[STOPS.row][-1:] if was_at_a_stop else []
        if self.of_groups:
            before = [each for each in before if each.get("traveller", "") == slide.group]
        is_there = before and slide.position == {each: before[0][each] for each in POSITION_COLUMNS}
        # What has no date would stand behind all dates if its stop had one.
        if is_there and (slide.date or not before[0]["arrival"]):
            return before[0]["id"], False
        cells = {
            "id": self._id(STOPS.row, name),
            "name": name,
            **slide.position,
            "arrival": slide.arrival,
            "arrival_text": slide.date_words,
            "traveller": slide.group if self.of_groups else "",
        }
        self.rows.add(STOPS.row, cells)
        return cells["id"], True

    def _event(self, slide: Slide, where: Cells) -> None:
        medium = slide.medium
        told = (slide.text, medium.caption if medium else "", slide.place, slide.date_words)
        headline = slide.headline or _shortened(next(filter(None, told), ""))
        headline = headline or f"{self.item.capitalize()} {len(self.rows.rows['event']) + 1}"
        event = self._id("event", headline)
        words = [slide.text, medium.quotation if medium else ""]
        cells = {
            "id": event,
            "headline": headline,
            "text": " ".join(filter(None, words)),
            "date": slide.date,
            "date_text": slide.date_words,
        }
        if self.of_groups and where.get("location"):
            where = where | {"who": slide.group}
        self.rows.add("event", cells | where)
        self._medium(slide, {"event": event, "location": where.get("location", "")}, headline)

    def _medium(self, slide: Slide, where: Cells, headline: str = "") -> None:
        medium = slide.medium
        if medium is None:
            return
        if medium.url:
            cells = medium.cells(headline or slide.headline)
            is_described = medium.alt or medium.caption or not cells["alt"]
            self.rows.add("medium", cells | where)
            self.account.take("media item", "medium" if is_described else _BY_HEADLINE)
        elif medium.quotation:
            self.account.take("media item", "words of its event")
        elif medium.named:
            self.account.leave(
                "media item", "its address is not on the web, and it is not in the file"
            )
        else:
            self.account.leave("media item", "a caption or a credit without an address")

    def _id(self, kind: str, words: str) -> str:
        taken = self._taken.setdefault(kind, set())
        wanted = slug(words) or f"{kind}-{len(taken) + 1}"
        made = free_id(wanted, taken, self._visits.setdefault(kind, {}))
        taken.add(made)
        return made


def _shortened(words: str) -> str:
    """Return the first words of a text, to stand above it."""
    if len(words) <= _LONGEST_HEADLINE:
        return words
    return f"{words[:_LONGEST_HEADLINE].rpartition(' ')[0] or words[:_LONGEST_HEADLINE]} …"
