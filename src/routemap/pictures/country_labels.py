"""Names of countries: where much of one is seen, and on both sides of a border."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import dist
from typing import NamedTuple

from routemap.basemap.basemap import Border
from routemap.basemap.country_cells import NOWHERE, country_near
from routemap.basemap.known_names import areas_in_all_languages, names_in
from routemap.declutter import is_long
from routemap.look import MARKS
from routemap.model.journey import Stop
from routemap.pictures.clip import is_inside
from routemap.pictures.country_room import CountryRoom
from routemap.pictures.ground_labels import GroundLabeller, NamedTexts, name_block
from routemap.pictures.label_placement import CollisionIndex, Label, TextBlock, place_at
from routemap.pictures.labels import texts_of
from routemap.pictures.view import Box, Place

# In pixels of `look.py`: so far along a border are places for a name looked for, and so far beside.
_ALONG, _BESIDE = 45.0, (90.0, 60.0, 40.0, 26.0)
# Left free round a name beside a border if possible, so that it does not cling to it.
_ROOMS = (14.0, 7.0, 2.0)
# A place so far beyond a border as it is drawn is on the other side of it, but for its ends: where
# three countries meet that is a third one.
_PAST_BORDER, _FROM_END = 0.2, 8.0
# Of a web map on which a border may run through a country's only part in sight.
_CLOSE_ZOOM = 6.0
_WITHOUT_CAPITALS = 4.0
# A map of streets names a country only if a fifth of it is in sight, or a border.
_STREETS_ZOOM, _MUCH = 11.0, 0.2
# Of its width: so far may a name stand from the middle of a part of its country as wide.
_NUDGES = ((0.0, -0.3), (0.0, 0.3), (-0.3, 0.0), (0.3, 0.0))


class _Country(NamedTuple):
    """A country: its number, its name here and all its names, the zoom it waits for, places."""

    number: int
    name: str
    names: tuple[str, ...]
    least_zoom: float
    places: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class CountryLabeller:
    """Places the names of countries on one picture."""

    ground: GroundLabeller
    _found_inside: dict[int, list[Place]] = field(default_factory=dict, compare=False)

    def labels(self, collisions: CollisionIndex) -> Iterator[NamedTexts]:
        """Write the names of countries, of those first that the route crosses into.

        Where there is no room inside a country, its name stands beside a border of it; if the
        route runs there, or the maker wants it, then wherever in it there is room, or off its
        coast. So the others wait until these have found their places.
        """
        first = [country for country in self._ranked if self._is_asked_for(country)]
        others = [country for country in self._ranked if not self._is_asked_for(country)]
        yield from self._placed(first, collisions)
        yield from self._placed(others, collisions)

    def _placed(
        self, countries: Iterable[_Country], collisions: CollisionIndex
    ) -> Iterator[NamedTexts]:
        waiting = []
        for country in countries:
            block = self._block(country)
            label = place_at(block, self._inside(country, block), collisions)
            if label is None:
                waiting.append((country, block))
            else:
                yield self._named(country, label)
        for country, block in waiting:
            label = place_at(block, self._beside_borders(country, block, collisions), collisions)
            if label is None and self._is_needed(country) and not self._has_image:
                places = self._room.places(country.number, block, collisions, self.ground.shores)
                label = place_at(block, places, collisions)
            if label:
                yield self._named(country, label)

    def missing(self, names: Collection[str]) -> int:
        """Return how many countries that the route touches are seen, and not among some names."""
        return sum(
            country.number in self._touched and self._is_seen(country)
            for country in self._ranked
            if country.name not in names
        )

    def _is_seen(self, country: _Country) -> bool:
        """Tell whether so much of a country is in sight that its name is missed."""
        if any(country.number in {border.left, border.right} for border, _ in self._borders):
            return True
        if self.ground.zoom < _STREETS_ZOOM:
            return self._room.is_seen(country.number)
        return self._room.share_seen(country.number) >= _MUCH

    @cached_property
    def _room(self) -> CountryRoom:
        """Return where countries lie, those of stops wherever these stand."""
        view = self.ground.view
        stops = self.ground.scene.journey.stops
        places = view.marks([(stop.latitude, stop.longitude) for stop in stops])
        known = dict(zip(places, map(_country_of, stops), strict=True))
        return CountryRoom(view, self.ground.options.unit, known)

    def _named(self, country: _Country, label: Label) -> NamedTexts:
        options = self.ground.options
        texts = texts_of(label, options, options.palette.second_text)
        return NamedTexts(country.name, tuple(texts))

    def _block(self, country: _Country) -> TextBlock:
        """Return a name in capitals, widely spaced, as no town is written.

        Letters that have no capitals stand still further apart.
        """
        options, capitals = self.ground.options, country.name.upper()
        apart = 1 if capitals != capitals.lower() else _WITHOUT_CAPITALS
        spacing = MARKS.country_spacing * options.unit * apart
        return name_block(capitals, options.preset.type.small, spacing)

    def _inside(self, country: _Country, block: TextBlock) -> list[Place]:
        """Return places inside a country and aside of them, those clear of shores first.

        They are looked for once: names are placed again in another order if some find no room.
        """
        if country.number not in self._found_inside:
            self._found_inside[country.number] = self._places_inside(country, block)
        return self._found_inside[country.number]

    def _places_inside(self, country: _Country, block: TextBlock) -> list[Place]:
        places = self.ground.places(country.places, block.width)
        aside = [] if self._has_image else self._aside(places, block, _NUDGES)
        half, high = block.width / 2, block.height / 2

        def is_crossed(place: Place) -> bool:
            x, y = place
            return not self.ground.shores.is_free(Box(x - half, y - high, x + half, y + high))

        return sorted((*places, *aside), key=is_crossed)

    def _aside(
        self, middles: Iterable[Place], block: TextBlock, nudges: Sequence[tuple[float, float]]
    ) -> list[Place]:
        """Return places aside of others, in parts of a name's width, with no shore between."""
        aside = (
            (middle, (middle[0] + right * block.width, middle[1] + down * block.width))
            for middle in middles
            for right, down in nudges
        )
        return [place for middle, place in aside if self.ground.shores.is_clear(middle, place)]

    @property
    def _has_image(self) -> bool:
        """Tell whether an author's picture of a map, with names of its own, may lie anywhere."""
        return self.ground.scene.journey.own_basemap.image is not None

    @cached_property
    def _ranked(self) -> list[_Country]:
        """Return the countries to name, the most important first."""
        options, choice = self.ground.options, self.ground.choice
        known = names_in(options.language)["countries"]
        ranked = []
        for number, ((name, least_zoom, *numbers), names) in enumerate(
            zip(known, areas_in_all_languages("countries"), strict=True)
        ):
            wanted = choice.of(names)
            places = tuple(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))
            country = _Country(number, name, names, least_zoom, places)
            is_due = wanted or number in self._touched or least_zoom <= self.ground.zoom + 1
            is_street_map = self.ground.zoom >= _STREETS_ZOOM
            if is_street_map and not wanted and not self._is_seen(country):
                continue
            if is_due and wanted is not False:
                ranked.append((not wanted, number not in self._touched, number, country))
        return [country for *_, country in sorted(ranked, key=lambda each: each[:3])]

    def _is_asked_for(self, country: _Country) -> bool:
        return country.number in self._touched or bool(self.ground.choice.of(country.names))

    def _is_needed(self, country: _Country) -> bool:
        if self.ground.choice.of(country.names):
            return True
        return country.number in self._touched and self._is_seen(country)

    @cached_property
    def _borders(self) -> Sequence[tuple[Border, Sequence[Place]]]:
        """Return the pieces of borders in view, and where each lies on the sheet."""
        view = self.ground.view
        pieces = self.ground.basemap.sides
        points = view.marks([point for piece in pieces for point in piece.line])
        found, at = [], 0
        for piece in pieces:
            line = points[at : at + len(piece.line)]
            at += len(piece.line)
            if any(is_inside(view.frame, place) for place in line):
                found.append((piece, line))
        return found

    @cached_property
    def _touched(self) -> frozenset[int]:
        """Return the numbers of the countries that the route touches."""
        stops = self.ground.scene.journey.stops
        # One between them may be reached by sea or air. Of a long journey that would be dozens.
        told = (stops[0], stops[-1]) if is_long(self.ground.scene.journey) else stops
        return self._crossed | frozenset(map(_country_of, told)) - {NOWHERE}

    @cached_property
    def _crossed(self) -> frozenset[int]:
        """Return the numbers of the countries on both sides of each border that a leg crosses."""
        frame, unit = self.ground.view.frame, self.ground.options.unit
        ways = CollisionIndex(frame, unit)
        for leg in self.ground.legs:
            for line in (*leg.lines, *leg.stubs):
                ways.add_line(line)
        return frozenset(
            country
            for border, line in self._borders
            if not all(ways.is_clear(start, end) for start, end in pairwise(line))
            for country in (border.left, border.right)
        )

    def _beside_borders(
        self, country: _Country, block: TextBlock, collisions: CollisionIndex
    ) -> Iterator[Place]:
        """Yield places beside a country's borders, on its side and clear of coasts and borders."""
        unit, frame = self.ground.options.unit, self.ground.view.frame
        is_worth_it = self.ground.zoom >= _CLOSE_ZOOM or self._is_needed(country)
        if self._has_image or not is_worth_it:
            return
        middle = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
        spots = [spot for each in self._borders for spot in self._spots(country, *each)]
        spots.sort(key=lambda spot: dist(spot[1], middle))
        for room in _ROOMS:
            for start, place in spots:
                half, high = block.width / 2, block.height / 2
                box = Box(*place, *place).grown(room * unit)
                wide = Box(box.left - half, box.top - high, box.right + half, box.bottom + high)
                if not (collisions.is_free(wide) and self.ground.shores.is_free(wide)):
                    continue
                if self.ground.shores.is_clear(start, place):
                    yield place

    def _spots(
        self, country: _Country, border: Border, line: Sequence[Place]
    ) -> Iterator[tuple[Place, Place]]:
        """Yield places on a country's side of a border, each after a place just past the border."""
        unit = self.ground.options.unit
        sides = [
            side
            for number, side in ((border.left, 1), (border.right, -1))
            # Tiles drawn coarsely have some pieces that do not tell which side is which.
            if number == country.number and border.left != border.right
        ]
        due, ends = 0.0, (line[0], line[-1])
        for start, end in pairwise(line) if sides else ():
            length = dist(start, end)
            due -= length
            x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
            is_at_end = any(dist((x, y), place) < _FROM_END * unit for place in ends)
            if due > 0 or not length or is_at_end:
                continue
            due = _ALONG * unit
            right, down = (end[0] - start[0]) / length, (end[1] - start[1]) / length
            for side in sides:  # up is less on the sheet: left of east is north
                for away in _BESIDE:
                    past, far = _PAST_BORDER * unit * side, away * unit * side
                    yield (x + down * past, y - right * past), (x + down * far, y - right * far)


def _country_of(stop: Stop) -> int:
    return country_near((stop.latitude, stop.longitude))
