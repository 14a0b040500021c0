"""Names of the ground as far as there is room: of an author's own basemap, of seas, of towns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import dist
from typing import NamedTuple

from routemap.basemap.basemap import Basemap
from routemap.basemap.known_names import NameChoice, areas_in_all_languages, names_in, place_key
from routemap.basemap.nearness import FAR_PX, Nearness, rank_on_route, zoom_on_route
from routemap.basemap.tiles import NamedPoint, lakes_in, towns_in
from routemap.geo import Point
from routemap.geo.extent import KM_PER_DEGREE, unrolled
from routemap.geo.scale import Scale
from routemap.look import MARKS
from routemap.model.itinerary import Scene
from routemap.model.own_basemap import GroundKind
from routemap.pictures.basemap_paths import coasts_and_borders
from routemap.pictures.clip import cut_ends, cut_line, is_inside
from routemap.pictures.drawing import DrawnLeg, DrawnStop, OwnNames, Text
from routemap.pictures.label_placement import (
    CollisionIndex,
    Label,
    Mark,
    TextBlock,
    TextLine,
    place_at,
    place_at_dot,
)
from routemap.pictures.labels import texts_of
from routemap.pictures.options import PictureOptions
from routemap.pictures.own_ground import (
    GroundName,
    ground_names,
    ground_zoom,
    has_room,
    image_edges,
)
from routemap.pictures.route import stop_mark
from routemap.pictures.shaping import has_letters_for
from routemap.pictures.view import Box, Place, View

# One town for so many square pixels: more names than that are noise. Of these so many, at most,
# are on the route; and so many find their places before countries and seas do, which can move.
_TOWN_AREA, _MOST_NEAR, _FIRST = 45_000.0, 2 / 3, 1 / 3
# Longer names of several words take two lines, the second of some letters.
_SHORT, _LEAST_LETTERS = 10, 3
# By how much nearer than to a stop a name stands to the dot of a place, in pixels of `look.py`.
_DOT_GAP = 3.0
# A town that bears the name of a stop is that stop, where its dot is not so many pixels away.
_SAME_PLACE = 120.0
# How far beside its place the dot of a town on the route may stand, clear of arrows and lines.
_ASIDE = (9.0, 14.0)
_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.7, -0.7), (-0.7, -0.7), (0.7, 0.7), (-0.7, 0.7))
# Names of an author's own ground: more are not tried, those that come first find all the room.
_MOST_OWN = 1_000
_ANY_RADIUS = 90.0
# Of towns that are not named, so many are offered to be.
_MOST_OTHERS = 16
_ROOM_FOR_NAME = 0.8


class NamedTexts(NamedTuple):
    """A name, and how it is written."""

    name: str
    texts: tuple[Text, ...]


class TownLabel(NamedTuple):
    """A town on the picture: its name, its dot, and whether that lies on a line of the route."""

    name: str
    texts: tuple[Text, ...]
    dot: Place
    is_on_line: bool


@dataclass(frozen=True)
class GroundLabeller:
    """Places the names of the ground of one picture."""

    scene: Scene
    view: View
    options: PictureOptions
    basemap: Basemap
    legs: Sequence[DrawnLeg]
    stops: Sequence[DrawnStop]

    @property
    def zoom(self) -> float:
        """Return the zoom of a web map that shows the basemap at this scale."""
        return ground_zoom(self.view, self.options.unit)

    @cached_property
    def choice(self) -> NameChoice:
        """Return which names the maker wants, and which not."""
        return NameChoice.of_names(self.options.show, self.options.hide)

    @cached_property
    def shores(self) -> CollisionIndex:
        """Return coasts and borders, beyond which lies sea or another country."""
        return coasts_and_borders(self.basemap, self.view, self.options.unit, has_borders=True)

    def seas(self, collisions: CollisionIndex) -> Iterator[NamedTexts]:
        """Label seas, and the lakes that the maker wants."""
        known = names_in(self.options.language)["seas"]
        small, water = self.options.preset.type.small, self.options.palette.water_name
        seas: dict[str, list[tuple[float, float, float]]] = {}
        for (name, least_zoom, longitude, latitude), names in zip(
            known, areas_in_all_languages("seas"), strict=True
        ):
            wanted = self.choice.of(names)
            if wanted is not False and (wanted or least_zoom <= self.zoom + 1):
                seas.setdefault(name, []).append((longitude, latitude, _ANY_RADIUS))
        for lake, spot in self._wanted_lakes:
            seas.setdefault(self._name(lake, is_wanted=True), []).append(spot)
        for name, spots in seas.items():
            block = name_block(name, small)
            label = place_at(block, self.places(spots, block.width), collisions)
            if label:
                texts = texts_of(label, self.options, water, is_water=True)
                yield NamedTexts(name, tuple(texts))

    def own_names(self, collisions: CollisionIndex) -> OwnNames:
        """Write the names of an author's own basemap."""
        unit, small = self.options.unit, self.options.preset.type.small
        own, language = self.scene.journey.own_basemap, self.options.language
        palette = self.options.palette
        texts: list[Text] = []
        dots: list[Place] = []
        names = tuple(ground_names(self.view, own, language, unit))
        written = set[GroundName]()
        for name in names[:_MOST_OWN]:
            is_water = name.kind in {GroundKind.WATER, GroundKind.RIVER}
            colour = palette.water_name if is_water else palette.second_text
            block = TextBlock((TextLine(name.text, small),))
            if not name.is_dot:
                label = place_at(block, has_room(name, block.width), collisions)
                texts += texts_of(label, self.options, colour, is_water=is_water)
                written |= {name} if label else set()
                continue
            ((at, _),) = name.places
            dot = Box(*at, *at).grown(MARKS.town_dot * unit)
            if not collisions.is_free(dot):
                continue
            if name.text:
                label = self._beside(block, at, collisions)
                if label is None:
                    continue
                texts += texts_of(label, self.options, colour)
            collisions.add_box(dot)
            dots.append(at)
            written.add(name)
        # No name of ours stands across the edge of a picture that bears names of its own.
        for edge in image_edges(self.view, own):
            collisions.add_line(edge)
        wanted = [name for name in names if name.text]
        left_out = tuple(name.text for name in wanted if name not in written)
        return OwnNames(tuple(texts), tuple(dots), left_out, len(wanted))

    def places(self, spots: Iterable[tuple[float, float, float]], width: float) -> list[Place]:
        """Return where a name may stand, the widest part near the middle of the picture first.

        `spots` are longitude, latitude and the radius of what bears the name, in degrees.
        """
        frame, (south, _, north, east) = self.view.frame, self.view.extent
        middle = ((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)
        shown = [
            (latitude, unrolled(longitude, self.view.extent), radius)
            for longitude, latitude, radius in spots
            if south <= latitude <= north and unrolled(longitude, self.view.extent) <= east
        ]
        places = self.view.marks([(latitude, longitude) for latitude, longitude, _ in shown])
        found = []
        for place, (latitude, longitude, radius) in zip(places, shown, strict=True):
            room = 2 * radius * KM_PER_DEGREE * self.view.per_km
            is_hidden = self.is_on_image((latitude, longitude))
            if is_inside(frame, place) and room > width * _ROOM_FOR_NAME and not is_hidden:
                found.append((dist(place, middle) - room / 2, place))
        return [place for _, place in sorted(found)]

    def is_on_image(self, point: Point) -> bool:
        """Tell whether an author's picture of a map, with names of its own, is drawn at a point."""
        image = self.scene.journey.own_basemap.image
        if image is None or self.options.is_outline:
            return False
        latitude, longitude = point
        return image.extent.holds((latitude, unrolled(longitude, image.extent)))

    def missed(self, named: Collection[str]) -> tuple[str, ...]:
        """Return what the maker wants to be named, and is not among the names that stand.

        What the tables want on every map is missed only where its place is in view.
        """
        if not self.options.show:
            return ()
        language = self.options.language
        stops = self.scene.journey.stops
        standing = {*named, *(stop.name.in_language(language).text for stop in stops)}
        told, seen = set(map(place_key, standing)), set[str]()
        places = (*self._wanted_areas(standing), *self._wanted_towns(standing))
        for names, is_in_view, is_told in places:
            keys = set(map(place_key, names))
            seen |= keys if is_in_view else set()
            told |= keys if is_told else set()
        everywhere = set(map(place_key, self.scene.journey.map.show))
        return tuple(
            name
            for name in self.options.show
            if (key := place_key(name)) not in told and (key in seen or key not in everywhere)
        )

    def _wanted_areas(self, named: Collection[str]) -> Iterator[tuple[list[str], bool, bool]]:
        """Yield all names of a country, sea or lake: is it in view, and is it named."""
        for kind, step in (("countries", 3), ("seas", 2)):
            known = names_in(self.options.language)[kind]
            for (name, _, *numbers), names in zip(known, areas_in_all_languages(kind), strict=True):
                if self.choice.of(names):
                    middles = zip(numbers[::step], numbers[1::step], strict=True)
                    spots = [(*middle, _ANY_RADIUS) for middle in middles]
                    yield list(names), bool(self.places(spots, 0.0)), name in named
        for lake, spot in self._wanted_lakes:
            is_told = self._name(lake, is_wanted=True) in named
            yield list(filter(None, lake.names)), bool(self.places([spot], 0.0)), is_told

    @cached_property
    def _wanted_lakes(self) -> list[tuple[NamedPoint, tuple[float, float, float]]]:
        """Return the lakes that the maker wants, and the spot of each."""
        lakes = lakes_in(self.view.extent) if self.choice.show else ()
        spots = [(lake, (lake.point[1], lake.point[0], _ANY_RADIUS)) for lake in lakes]
        return [(lake, spot) for lake, spot in spots if self._wanted(lake)]

    def _wanted_towns(self, named: Collection[str]) -> Iterator[tuple[list[str], bool, bool]]:
        """Yield all names of a town in view, and whether it is named, if only as a stop."""
        for is_wanted, _, town, _ in self._ranked:
            if is_wanted:
                is_told = self._name(town, is_wanted=True) in named
                yield list(filter(None, town.names)), True, is_told

    # Towns ---------------------------------------------------------------------------------------

    def towns(self, collisions: CollisionIndex) -> Iterator[TownLabel]:
        """Label towns: those that the maker wants, those on the route, then the largest."""
        near = far = 0
        for is_wanted, nearness, town, at in self._ranked:
            is_near = nearness > 0
            if not is_wanted and (
                near + far >= self._room or (is_near and near >= self._room * _MOST_NEAR)
            ):
                continue
            name = self._name(town, is_wanted=is_wanted)
            if not name or self._is_stop(name, at):
                continue
            found = self._dot_and_label(name, at, collisions, is_on_route=nearness == 1)
            if found:
                near, far = near + is_near, far + (not is_near)
                yield found

    @property
    def first_towns(self) -> int:
        """Return how many towns are placed before countries and seas."""
        return int(self._room * _FIRST)

    @property
    def _room(self) -> float:
        """Return how many towns there may be."""
        frame, unit = self.view.frame, self.options.unit
        return frame.width * frame.height / unit**2 / _TOWN_AREA

    def other_towns(self, named: Collection[str]) -> list[str]:
        """Return the names of towns that would come next, as many as there may be."""
        names = (
            name
            for is_wanted, _, town, at in self._ranked
            if (name := self._name(town, is_wanted=is_wanted)) not in named
            if name and not self._is_stop(name, at)
        )
        return list(islice(dict.fromkeys(names), _MOST_OTHERS))

    @cached_property
    def _ranked(self) -> list[tuple[bool, float, NamedPoint, Place]]:
        """Return the towns in view: is each wanted, how near is the route, where does it lie."""
        latest = self.zoom + 1
        known: Iterable[NamedPoint] = self.basemap.towns
        if self.basemap.scale is Scale.COARSE and self.choice.show:
            known = filter(self._wanted, towns_in(self.view.extent))
        towns = [
            town
            for town in known
            if zoom_on_route(town, 1) <= latest or town.min_zoom <= latest or self._wanted(town)
            if not self.is_on_image(town.point)
        ]
        places = self.view.marks([town.point for town in towns])
        near = Nearness(self._ways(), self.options.unit)
        ranked = []
        for town, at in zip(towns, places, strict=True):
            wanted = self._wanted(town)
            if wanted is False or not is_inside(self.view.frame, at):
                continue
            nearness = near.of(at)
            if wanted or zoom_on_route(town, nearness) <= latest:
                rank = rank_on_route(town, nearness)
                ranked.append((not wanted, rank, town.min_zoom, at, nearness, town))
        ranked.sort(key=lambda each: each[:4])
        return [(not is_unasked, near, town, at) for is_unasked, _, _, at, near, town in ranked]

    def _wanted(self, town: NamedPoint) -> bool | None:
        return self.choice.of(filter(None, town.names))

    def _ways(self) -> Iterator[Sequence[Place]]:
        """Yield what the picture is about: the route, and of a close-up its middle, too."""
        # What lies far beyond the frame, of a close-up nearly all, is near to no town in it.
        near = self.view.frame.grown(FAR_PX * self.options.unit)
        for leg in self.legs:
            for line in (*leg.lines, *leg.stubs):
                yield from (cut_ends(part, near) for part in cut_line(line, near))
        yield from ([stop.place] for stop in self.stops)
        if self.options.area:
            frame = self.view.frame
            yield [((frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2)]

    def _name(self, town: NamedPoint, *, is_wanted: bool) -> str:
        """Return a town's name, in English if the maker wants one that this language has not."""
        name = town.name_in(self.options.language) or (town.english if is_wanted else "")
        return name if has_letters_for(name) else ""

    def _is_stop(self, name: str, at: Place) -> bool:
        """Tell whether a town is one of the stops, which has its disc and its name already."""
        near, language = _SAME_PLACE * self.options.unit, self.options.language
        for (place, radius), told in zip(self._discs, self.scene.journey.stops, strict=True):
            away = dist(place, at)
            if away < radius:
                return True
            if away < near and told.name.in_language(language).text.startswith(name):
                return True
        return False

    @cached_property
    def _discs(self) -> list[tuple[Place, float]]:
        """Return where each stop lies, and how far around it a town's dot would lie on its mark."""
        unit = self.options.unit
        dot = MARKS.town_dot * unit
        return [(each.place, max(dot, stop_mark(each, unit).radius)) for each in self.stops]

    def _dot_and_label(
        self, name: str, at: Place, collisions: CollisionIndex, *, is_on_route: bool
    ) -> TownLabel | None:
        """Place a town's dot, which may lie on a line, or beside an arrow there, and its name."""
        unit, small = self.options.unit, self.options.preset.type.small
        block = TextBlock((TextLine(name, small),))
        radius = MARKS.town_dot * unit
        moves = [
            (right * away * unit, down * away * unit)
            for away in (_ASIDE if is_on_route else ())
            for right, down in _AROUND
        ]
        for right, down in ((0.0, 0.0), *moves):
            place = (at[0] + right, at[1] + down)
            dot = Box(*place, *place).grown(radius)
            if place == at:
                is_there = collisions.is_uncovered(dot)
            else:  # not at sea, nor beyond a border
                is_there = collisions.is_free(dot) and self.shores.is_clear(at, place)
            if not is_there:
                continue
            is_on_line = not collisions.is_free(dot)
            label = self._beside(block, place, collisions)
            if label is None:
                continue
            collisions.add_box(dot)
            texts = texts_of(label, self.options, self.options.palette.second_text)
            return TownLabel(name, tuple(texts), place, is_on_line)
        return None

    def _beside(self, block: TextBlock, at: Place, collisions: CollisionIndex) -> Label | None:
        """Place a name beside the dot of a place."""
        radius = (MARKS.town_dot - _DOT_GAP) * self.options.unit
        return place_at_dot(block, Mark(at, radius), collisions, self.shores)


def name_block(name: str, size: float, spacing: float = 0.0) -> TextBlock:
    """Return a name in one line, or in two at a bracket or at the space nearest its middle.

    As in line_breaks.js; no letter or two stand in the second line alone.
    """
    before, bracket, after = name.partition(" (")
    if bracket:
        lines = [before, f"({after}"]
    else:
        spaces = [n for n, letter in enumerate(name[:-_LEAST_LETTERS]) if letter == " "]
        lines = [name]
        if len(name) > _SHORT and spaces:
            best = min(spaces, key=lambda n: abs(n - len(name) / 2))
            lines = [name[:best], name[best + 1 :]]
    return TextBlock(tuple(TextLine(line, size, spacing=spacing) for line in lines))
