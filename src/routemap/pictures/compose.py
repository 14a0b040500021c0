"""Scene and request in, drawing out: what goes where on the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from routemap.declutter import is_long
from routemap.errors import ParameterError
from routemap.i18n.catalog import translate
from routemap.look import LOOKS, MARKS
from routemap.model.timeline import State
from routemap.pictures.alt_text import description
from routemap.pictures.basemap_paths import basemap_for, basemap_paths, coasts_and_borders
from routemap.pictures.drawing import Drawing
from routemap.pictures.fit import LegendSlot, MapFit
from routemap.pictures.furniture import Furniture
from routemap.pictures.label_placement import CollisionIndex
from routemap.pictures.labels import Labeller
from routemap.pictures.legend import likely_marks, marks_shown
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.route import disc_radius, drawn_legs, drawn_stops
from routemap.pictures.titles import Titles, title
from routemap.pictures.view import Box, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from routemap.basemap.basemap import Basemap
    from routemap.model.itinerary import Scene
    from routemap.pictures.drawing import DrawnLeg, DrawnStop, Text
    from routemap.pictures.view import Place

# A key wider than this part of the map stands below it, and none is higher than this part of it.
_KEY_SHARE, _KEY_HEIGHT = 0.42, 0.36
# In pixels of `look`: a map smaller than this shows nothing; the radius of the small globe.
_LEAST_MAP, _GLOBE = 100.0, 46.0
# Half the size of the arrow to the north and what is left free round it; how far from the edge.
_NORTH, _NORTH_INSET = 15.0, 24.0
# How much of the room between names the route may fill, the whole of it first; and whether it then
# stands in the middle, at the left or at the right.
_ROOMS = ((1.0, 0), *((share, lean) for share in (0.82, 0.64, 0.5) for lean in (0, -1, 1)))


@dataclass(frozen=True)
class _RouteMap:
    """The route with the names of its stops, for one fit of the map."""

    view: View
    key_box: Box | None
    locator_box: Box | None
    ground: Basemap
    legs: tuple[DrawnLeg, ...]
    stops: tuple[DrawnStop, ...]
    occupied: CollisionIndex
    namer: Labeller
    names: list[Text]
    leaders: list[tuple[Place, Place]]
    left_out: list[int]
    north: tuple[Place, ...] | None

    @property
    def loss(self) -> tuple[bool, int]:
        """Return whether the current stop has no name, and how many have none."""
        is_current_lost = any(self.stops[n].state == State.CURRENT for n in self.left_out)
        return is_current_lost, len(self.left_out)


def _first_best(tries: Iterable[_RouteMap]) -> _RouteMap:
    """Return the first map that leaves no name out, else the first of those with the fewest.

    To leave out the current stop's is worse than all others'.
    """
    best: _RouteMap | None = None
    for tried in tries:
        if best is None or tried.loss < best.loss:
            best = tried
        if not best.left_out:
            break
    assert best  # noqa: S101  there is at least one room
    return best


def compose(scene: Scene, options: PictureOptions, marks: Sequence[str] | None = None) -> Drawing:
    """Lay out a picture of a scene.

    `marks` are what the key explains; if left out, what the picture shows.

    Raises
    ------
    ParameterError
        If the size asked for leaves no room for a map.
    """
    composition = _Composition(scene, options)
    return composition.drawing() if marks is None else composition.laid_out(marks, has_towns=True)


@dataclass(frozen=True)
class _Composition:
    scene: Scene
    options: PictureOptions

    @property
    def _unit(self) -> float:
        return self.options.preset.unit

    @property
    def _sheet(self) -> Furniture:
        return Furniture(self.options.preset, LOOKS[self.options.look], self.options.language)

    def drawing(self) -> Drawing:
        """Lay it out, and again without what has turned out not to be shown.

        The key explains only what lies in the view, and whoever named the towns is credited only
        where one has found room.
        """
        if self.options.is_outline:
            return self.laid_out((), has_towns=False)
        marks = likely_marks(self.scene, is_close_up=self.options.area is not None)
        first = self.laid_out(marks, has_towns=True)
        shown, has_towns = marks_shown(first), bool(first.dots)
        if shown == marks and has_towns:
            return first
        return self.laid_out(shown, has_towns=has_towns)

    def laid_out(self, marks: Sequence[str], *, has_towns: bool) -> Drawing:
        """Lay it out with a key of these marks, and with room for towns or without any."""
        preset, palette, language = self.options.preset, self._sheet.palette, self.options.language
        margins = Titles(self.scene, self.options, self._sheet)
        head, top = margins.head()
        foot, bottom, has_author = margins.foot(has_towns=has_towns)
        frame = Box(preset.margin, top, preset.width - preset.margin, bottom)
        fitting = self._fitting_marks(marks, frame)
        key_place, columns = self._key_place(fitting, frame)
        if key_place and key_place.is_below:
            frame = Box(frame.left, frame.top, frame.right, frame.bottom - key_place.height)
        if min(frame.width, frame.height) < _LEAST_MAP * self._unit:
            raise ParameterError(
                "preset",
                f"“{preset.name}” is too small for a map with title, key and credits; "
                "choose a larger size or leave parts out",
            )
        fit = MapFit(self.scene, self.options, frame)
        # Names that find no place may find one if the route is drawn smaller, or to one side; of a
        # long journey some is left out however it is drawn.
        rooms = _ROOMS[:1] if is_long(self.scene.journey) or self.options.area else _ROOMS
        chosen = _first_best(
            self._route_map(*fit.fit(key_place, *room), key_place) for room in rooms
        )
        view, key_box, locator_box = chosen.view, chosen.key_box, chosen.locator_box
        basemap_labels: list[Text] = []
        if not self.options.is_outline:
            basemap_labels += chosen.namer.countries_and_seas(chosen.occupied)
        dots = []
        if has_towns:
            for words, dot in chosen.namer.towns(chosen.ground, chosen.occupied):
                basemap_labels += words
                dots.append(dot)
        furniture = [*head, *foot]
        key = None
        if key_box:
            bar = (
                None if Part.SCALE in self.options.without else self._sheet.scale_bar(view, key_box)
            )
            shown = [mark for mark in fitting if Part.LEGEND not in self.options.without]
            key, words = self._sheet.key(shown, key_box, bar, columns)
            furniture += words
        return Drawing(
            preset=preset,
            palette=palette,
            marks=MARKS,
            language=language,
            title=title(self.scene, language),
            description=f"{self._told(language)} {_projection_note(view, language)}",
            frame=frame,
            view=view,
            ground=basemap_paths(chosen.ground, view, self._unit),
            legs=chosen.legs,
            stops=chosen.stops,
            leaders=tuple(chosen.leaders),
            dots=tuple(dots),
            basemap_labels=tuple(basemap_labels),
            stop_labels=tuple(chosen.names),
            furniture=tuple(furniture),
            legend=key,
            locator=self._sheet.locator(view, locator_box) if locator_box else None,
            north=chosen.north,
            is_north_up=self._sheet.is_north_up(view),
            has_author=has_author,
        )

    def _told(self, language: str) -> str:
        if self.options.is_outline:
            return translate(language, "outline_map_alt")
        return description(self.scene, language)

    def _route_map(
        self, view: View, key_box: Box | None, key_place: LegendSlot | None
    ) -> _RouteMap:
        on_map = None if key_place and key_place.is_below else key_box
        ground = basemap_for(view, self._unit)
        is_outline = self.options.is_outline
        legs = () if is_outline else drawn_legs(self.scene, view, MARKS, self._unit)
        stops = () if is_outline else drawn_stops(self.scene, view, MARKS, self._unit)
        occupied = self._occupied(view, legs, stops)
        if on_map:
            occupied.add_box(on_map)
        locator_box = self._locator_box(view, legs, stops, on_map)
        if locator_box:
            occupied.add_box(locator_box.grown(4 * self._unit))
        sheet = self._sheet
        north = None
        if Part.NORTH not in self.options.without and not sheet.is_north_up(view):
            at = self._north_place(frame=view.frame, occupied=occupied)
            occupied.add_box(Box(*at, *at).grown(_NORTH * self._unit))
            north = sheet.north_arrow(view, at)
        namer = Labeller(
            self.scene, view, sheet.preset, sheet.palette, MARKS, self.options.language
        )  # fmt: skip
        names, leaders, left_out = namer.stop_labels(
            stops, occupied, coasts_and_borders(ground, view, self._unit)
        )
        return _RouteMap(
            view,
            key_box,
            locator_box,
            ground,
            legs,
            stops,
            occupied,
            namer,
            names,
            leaders,
            left_out,
            north,
        )

    # The map -------------------------------------------------------------------------------------

    def _fitting_marks(self, shown: Sequence[str], frame: Box) -> list[str]:
        """Leave out what the key of a small picture has no room for: borders first, legs last."""
        marks = list(shown)
        columns = max(1, int(frame.width // self._key_size(marks, 1)[0]))
        while marks and self._key_size(marks, columns)[1] > frame.height * _KEY_HEIGHT:
            marks.pop()
        return marks

    def _key_place(self, marks: Sequence[str], frame: Box) -> tuple[LegendSlot | None, int]:
        """Return the size and place of the key, None if there is none, and its columns."""
        if self._is_bare:
            return None, 1
        width, height = self._key_size(marks, 1)
        if width <= frame.width * _KEY_SHARE:
            return LegendSlot(width, height, is_below=False), 1
        columns = max(1, int(frame.width // (width * 0.98)))
        return LegendSlot(*self._key_size(marks, columns), is_below=True), columns

    @property
    def _is_bare(self) -> bool:
        return {Part.LEGEND, Part.SCALE} <= self.options.without

    def _key_size(self, marks: Sequence[str], columns: int) -> tuple[float, float]:
        shown = () if Part.LEGEND in self.options.without else marks
        has_scale = Part.SCALE not in self.options.without
        return self._sheet.key_size(shown, has_scale=has_scale, columns=columns)

    def _occupied(
        self, view: View, legs: Iterable[DrawnLeg], stops: Iterable[DrawnStop]
    ) -> CollisionIndex:
        reach = (MARKS.leg_travelled + MARKS.casing) / 2 * self._unit
        occupied = CollisionIndex(view.frame, self._unit, reach)
        for leg in legs:
            for line in (*leg.lines, *leg.stubs):
                occupied.add_line(line)
            for arrow in leg.arrows:
                xs, ys = zip(*arrow, strict=True)
                occupied.add_box(Box(min(xs), min(ys), max(xs), max(ys)).grown(reach))
        for stop in stops:
            radius = disc_radius(stop, MARKS, self._unit)
            x, y = stop.at
            occupied.add_box(Box(x - radius, y - radius, x + radius, y + radius))
        return occupied

    def _north_place(self, frame: Box, occupied: CollisionIndex) -> Place:
        """Return where an arrow may stand: in the first corner that is free, else in the first."""
        inset = _NORTH_INSET * self._unit
        corners = [
            (x, y)
            for y in (frame.top + inset, frame.bottom - inset)
            for x in (frame.right - inset, frame.left + inset)
        ]
        reach = _NORTH * self._unit
        free = (at for at in corners if occupied.is_free(Box(*at, *at).grown(reach)))
        return next(free, corners[0])

    def _locator_box(
        self, view: View, legs: Iterable[DrawnLeg], stops: Iterable[DrawnStop], key: Box | None
    ) -> Box | None:
        """Return the corner for the small globe where it covers nothing, None if none is free."""
        if Part.LOCATOR in self.options.without or view.extent.east - view.extent.west > 100:  # noqa: PLR2004
            return None
        frame, gap = view.frame, 14 * self._unit
        size = 2 * _GLOBE * self._unit
        if size > frame.width / 3 or size > frame.height / 3:
            return None
        occupied = self._occupied(view, legs, stops)
        if key:
            occupied.add_box(key)
        lefts, tops = (
            (frame.right - gap - size, frame.left + gap),
            (frame.bottom - gap - size, frame.top + gap),
        )
        for top in tops:
            for left in lefts:
                box = Box(left, top, left + size, top + size)
                if occupied.is_free(box.grown(4 * self._unit)):
                    return box
        return None


def _projection_note(view: View, language: str) -> str:
    return translate(language, "projection_note", name=view.projection.name)
