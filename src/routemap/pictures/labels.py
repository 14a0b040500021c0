"""Names on the map: stops first, then countries, seas and towns, as far as there is room."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from math import dist
from typing import TYPE_CHECKING

from routemap.basemap.tile_store import names_file
from routemap.declutter import least_zooms
from routemap.geo.extent import unrolled
from routemap.geo.scale import web_zoom
from routemap.i18n.catalog import LANGUAGES, supported_language
from routemap.i18n.dates import Length, shared_year, stop_date
from routemap.model.timeline import State
from routemap.pictures import font_metrics
from routemap.pictures.drawing import Text
from routemap.pictures.label_placement import (
    CollisionIndex,
    Label,
    TextBlock,
    TextLine,
    place_at,
    place_beside,
)
from routemap.pictures.legibility import legible_name
from routemap.pictures.route import disc_radius
from routemap.pictures.view import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from routemap.basemap.basemap import Basemap
    from routemap.look import MarkSizes, Palette
    from routemap.model.itinerary import Scene
    from routemap.model.journey import Stop
    from routemap.pictures.drawing import DrawnStop
    from routemap.pictures.sizes import Preset
    from routemap.pictures.view import Place, View

_KM_A_DEGREE = 111.2
_NAME_WIDTH, _NARROW_NAME = 200.0, 100.0
_NAME_LINES, _DATE_LINES = 3, 4
# One name for so many square pixels at most: hardly half of them find room.
_NAME_AREA = 4_000.0
_COUNTRY_SPACING, _TOWN_DOT = 1.2, 2.0
# One town for so many square pixels: more names than that are noise.
_TOWN_AREA = 45_000.0
_SHORT = 10
_ANY_WIDTH = 90.0


@dataclass(frozen=True)
class Labeller:
    """Everything that names on one picture depend on."""

    scene: Scene
    view: View
    preset: Preset
    palette: Palette
    marks: MarkSizes
    language: str

    def stop_labels(
        self, stops: Sequence[DrawnStop], occupied: CollisionIndex, rough: CollisionIndex
    ) -> tuple[list[Text], list[tuple[Place, Place]], list[int]]:
        """Place the names of stops, the current one first."""
        unit, frame = self.preset.unit, self.view.frame
        no_current = self.scene.current_stop is None
        year = shared_year(self.scene.itinerary.timeline.moments)
        zooms = least_zooms(self.scene.itinerary)
        ranked = sorted(
            (
                number
                for number, stop in enumerate(stops)
                if frame.left <= stop.at[0] <= frame.right
                and frame.top <= stop.at[1] <= frame.bottom
            ),
            key=lambda number: (stops[number].state != State.CURRENT, zooms[number], number),
        )
        # Of a long journey no more than may find room.
        area = frame.width * frame.height
        ranked = ranked[: max(2, int(area / (_NAME_AREA * unit**2)))]
        blocks = []
        for number in ranked:
            is_bold = no_current or stops[number].state == State.CURRENT
            choice = self._stop_blocks(self.scene.journey.stops[number], year, is_bold=is_bold)
            blocks.append((choice, stops[number].at, disc_radius(stops[number], self.marks, unit)))
        labels = place_beside(blocks, occupied, rough)
        words: list[Text] = []
        leaders, left_out = [], []
        for number, label in zip(ranked, labels, strict=True):
            if label is None:
                left_out.append(number)
                continue
            if label.leader:
                leaders.append(label.leader)
            is_current = stops[number].state == State.CURRENT
            colour = self.palette.accent if is_current else self.palette.text
            written = self._written(label, colour, self.palette.second_text)
            words += (replace(each, stop=number) for each in written)
        return words, leaders, left_out

    def _stop_blocks(self, stop: Stop, year: str, *, is_bold: bool) -> list[TextBlock]:
        """Return a stop's name and date: in wide lines, in narrow ones, and in smaller type."""
        kind = self.preset.type
        name = legible_name(stop.name, self.language)
        date = stop_date(stop, self.language, Length.SHORT, without_year=year)
        wide, narrow = _NAME_WIDTH * self.preset.unit, _NARROW_NAME * self.preset.unit
        piece = font_metrics.widest_piece(name, kind.body, bold=is_bold)
        narrow = min(max(narrow, piece), wide)
        blocks = [
            TextBlock(
                (
                    *(
                        TextLine(line, size, is_bold, is_name=True)
                        for line in font_metrics.lines(
                            name, size, room, bold=is_bold, most=_NAME_LINES
                        )
                    ),
                    *(
                        TextLine(line, kind.small)
                        for line in font_metrics.lines(
                            date.text, kind.small, room, most=_DATE_LINES
                        )
                    ),
                )
            )
            for size, room in ((kind.body, wide), (kind.body, narrow), (kind.small, narrow))
        ]
        return list(dict.fromkeys(blocks))

    # The ground ----------------------------------------------------------------------------------

    @property
    def zoom(self) -> float:
        """Return the zoom of a web map that shows the ground at this scale."""
        middle = (self.view.extent.south + self.view.extent.north) / 2
        return max(web_zoom(self.view.per_km / self.preset.unit, middle), 0.0)

    def countries_and_seas(self, occupied: CollisionIndex) -> Iterator[Text]:
        """Place the names of countries, each where most of it is seen, and of seas."""
        names = json.loads(names_file(self.language))
        small, unit = self.preset.type.small, self.preset.unit
        for name, least_zoom, *numbers in names["countries"]:
            if least_zoom <= self.zoom + 1:
                block = _block(name, small, _COUNTRY_SPACING * unit)
                spots = self._spots(numbers, 3, block.width)
                yield from self._ground_words(
                    place_at(block, spots, occupied), self.palette.second_text
                )
        seas: dict[str, list[float]] = {}
        for name, least_zoom, longitude, latitude in names["seas"]:
            if least_zoom <= self.zoom + 1:
                seas.setdefault(name, []).extend((longitude, latitude, _ANY_WIDTH))
        for name, numbers in seas.items():
            block = _block(name, small)
            label = place_at(block, self._spots(numbers, 3, block.width), occupied)
            yield from self._ground_words(label, self.palette.water_name, is_water=True)

    def _spots(self, numbers: Sequence[float], step: int, width: float) -> list[Place]:
        """Return where a name may stand, the widest part near the middle of the picture first."""
        frame = self.view.frame
        middle = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
        south, _, north, east = self.view.extent
        every = [numbers[n : n + step] for n in range(0, len(numbers), step)]
        shown = [
            (latitude, unrolled(longitude, self.view.extent), radius)
            for longitude, latitude, radius in every
            if south <= latitude <= north and unrolled(longitude, self.view.extent) <= east
        ]
        places = self.view.places([(latitude, longitude) for latitude, longitude, _ in shown])
        found = []
        for (x, y), (_, _, radius) in zip(places, shown, strict=True):
            room = 2 * radius * _KM_A_DEGREE * self.view.per_km
            if frame.left < x < frame.right and frame.top < y < frame.bottom and room > width * 0.8:
                found.append((dist((x, y), middle) - room / 2, (x, y)))
        return [place for _, place in sorted(found)]

    def towns(
        self, ground: Basemap, occupied: CollisionIndex
    ) -> Iterator[tuple[list[Text], Place]]:
        """Place the names of towns, the more important first, each with its dot."""
        unit, small, frame = self.preset.unit, self.preset.type.small, self.view.frame
        room = frame.width * frame.height / unit**2 / _TOWN_AREA
        which = LANGUAGES.index(supported_language(self.language))
        placed = 0
        for town in sorted(ground.towns, key=lambda town: town.min_zoom):
            if placed >= room or town.min_zoom > self.zoom + 1:
                break
            name = town.names[which] if len(town.names) > 1 else town.names[0]
            if not font_metrics.has_letters_for(name):
                continue
            (at,) = self.view.places([town.point])
            dot = _TOWN_DOT * unit
            if not occupied.is_free(_round(at, dot)):
                continue
            block = TextBlock((TextLine(name, small),))
            (label,) = place_beside([((block,), at, dot - 3 * unit)], occupied)
            if label is None or label.leader:
                continue
            occupied.add_box(_round(at, dot))
            placed += 1
            yield list(self._ground_words(label, self.palette.second_text)), at

    def _written(
        self, label: Label, name_colour: str, colour: str, *, is_water: bool = False
    ) -> Iterator[Text]:
        """Write the lines of a label down; those that are no stop's name in `colour`."""
        x = {
            "start": label.box.left,
            "middle": (label.box.left + label.box.right) / 2,
            "end": label.box.right,
        }[label.anchor]
        for line, baseline in label.block.baselines(label.box.top):
            yield Text(
                line.text,
                (x, baseline),
                line.size,
                name_colour if line.is_name else colour,
                self.language,
                label.anchor,
                is_bold=line.is_bold,
                is_slanted=is_water,
                spacing=line.spacing,
                halo=self.palette.water if is_water else self.palette.land,
            )

    def _ground_words(
        self, label: Label | None, colour: str, *, is_water: bool = False
    ) -> Iterator[Text]:
        if label:
            yield from self._written(label, colour, colour, is_water=is_water)


def _block(name: str, size: float, spacing: float = 0.0) -> TextBlock:
    """Return a name in one line, or in two at a bracket or at the space nearest its middle."""
    before, bracket, after = name.partition(" (")
    if bracket:
        lines = [before, f"({after}"]
    elif len(name) > _SHORT and " " in name:
        spaces = [n for n, letter in enumerate(name) if letter == " "]
        best = min(spaces, key=lambda n: abs(n - len(name) / 2))
        lines = [name[:best], name[best + 1 :]]
    else:
        lines = [name]
    return TextBlock(tuple(TextLine(line, size, spacing=spacing) for line in lines))


def _round(at: Place, radius: float) -> Box:
    return Box(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius)
