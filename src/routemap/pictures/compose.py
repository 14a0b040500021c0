"""Scene and options in, drawing out: what stands where on the sheet."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from routemap.basemap.basemap import Basemap
from routemap.declutter import is_long
from routemap.errors import ParameterError
from routemap.i18n.catalog import translate
from routemap.look import MARKS
from routemap.model.itinerary import Scene
from routemap.model.map_settings import GroundPart
from routemap.model.own_basemap import OwnBasemap
from routemap.pictures.alt_text import description
from routemap.pictures.annotations import callout_marks, placed_annotations
from routemap.pictures.basemap_paths import basemap_for, basemap_paths, coasts_and_borders
from routemap.pictures.clip import is_inside
from routemap.pictures.dashes import with_whole_dashes
from routemap.pictures.drawing import (
    BasemapPaths,
    Drawing,
    DrawnAnnotations,
    GroundNames,
    OwnGroundPaths,
    Text,
)
from routemap.pictures.fit import ROOMS, MapFit, framed, has_room, is_readable, whole_route
from routemap.pictures.furniture import (
    GLOBE_GAP,
    NORTH_REACH,
    is_north_up,
    locator_globe,
    locator_place,
    north_arrow,
    north_place,
)
from routemap.pictures.ground_accuracy import is_close, leaves_ground_to
from routemap.pictures.ground_labels import GroundLabeller
from routemap.pictures.label_placement import CollisionIndex
from routemap.pictures.labelled_map import LabelledMap
from routemap.pictures.labels import Labeller, obstacles
from routemap.pictures.legend import (
    LegendLayout,
    MarkNames,
    Told,
    legends_for,
    like,
    likely_marks,
    marks_shown,
    shows_borders,
    with_room,
)
from routemap.pictures.names import Naming
from routemap.pictures.options import FIRST_TO_GO, Part, PictureOptions
from routemap.pictures.own_ground import own_ground_paths
from routemap.pictures.picture_words import title
from routemap.pictures.route import drawn_legs, drawn_stops
from routemap.pictures.scale_bar import has_scale_bar
from routemap.pictures.titles import RoundMap, Titles
from routemap.pictures.trimming import trimmed
from routemap.pictures.view import Box, Shown, View
from routemap.pictures.years import labels_tell_year


def compose(
    scene: Scene,
    options: PictureOptions,
    marks: MarkNames | None = None,
    series: tuple[Scene, ...] = (),
) -> Drawing:
    """Lay out a picture of a scene.

    `marks` are what the legend explains, at all moments alike; if left out, what the picture shows.
    `series` are scenes whose titles and credits are to have room round the same map.

    Raises
    ------
    ParameterError
        If the size leaves no room for a map.
    """
    options = options.within(scene.journey)
    shown = scene.annotations if marks is None else range(len(scene.journey.annotations))
    titles = Titles(scene, options, series)
    composition, likely = _with_readable_map(titles, tuple(shown), marks)
    layout = composition.layout(likely)
    # Once more without marks that lie beyond the view, without credit for borders where there are
    # none and for names of towns where none has found room, and with years that stand nowhere.
    told = layout.told
    if marks is not None:
        told = replace(told, marks=layout.asked.marks, left_out=layout.asked.left_out)
    if told != layout.asked:
        layout = composition.layout(told)
    # A label that told the year may have lost its place, a part of the author's ground come in, a
    # disc become a dot.
    told = layout.told if marks is None else replace(layout.told, marks=layout.asked.marks)
    now = layout.asked.and_also(told)
    return composition.drawing(layout if now == layout.asked else composition.layout(now))


def described(scene: Scene, options: PictureOptions, view: View) -> str:
    """Return in words what the picture of a scene shows, and in which projection."""
    language = options.language
    shown = description(scene, options)
    if options.is_outline:
        shown = translate(language, "outline_map_alt")
    return f"{shown} {translate(language, 'projection_note', name=view.projection.name)}"


def _with_readable_map(
    titles: Titles, annotations: tuple[int, ...], marks: MarkNames | None
) -> tuple[_Composition, Told]:
    """Return the picture with all furniture that leaves room for a map, and what it should tell."""
    options = titles.options
    crowded_out: list[Part] = []
    for part in (*FIRST_TO_GO, None):
        without = options.without.union(crowded_out)
        fewer = replace(titles, options=replace(options, without=without))
        composition = _Composition(fewer, annotations, tuple(crowded_out))
        likely = composition.likely(marks)
        if part is None or composition.is_readable(likely):
            break
        if part not in without:
            crowded_out.append(part)
    return composition, likely


@dataclass(frozen=True)
class _Layout:
    """A picture laid out: its map, all labels, titles and credits, and the legend to draw."""

    map: LabelledMap
    is_boxed: bool
    paths: BasemapPaths
    own_ground: OwnGroundPaths
    legend: LegendLayout | None
    names: GroundNames
    annotations: DrawnAnnotations
    round_map: RoundMap
    asked: Told
    tells_year: bool
    has_ground: bool

    @property
    def has_own_ground(self) -> bool:
        """Tell whether anything of the author's own basemap is seen."""
        own, names = self.own_ground, self.names.own
        return bool(own.layers or own.image or names.texts or names.dots)

    @property
    def told(self) -> Told:
        """Return what the picture should tell, now that it is known what it shows."""
        absent = {
            GroundPart.TOWNS: not self.names.has_towns,
            GroundPart.BORDERS: not (self.paths.borders or self.paths.disputed_borders),
        }
        view = self.map.view
        shown = marks_shown(self.map.legs, self.map.stops, self.paths, view.frame)
        marks = like(self.asked.marks, shown)
        left_out = self.asked.left_out | {part for part, is_so in absent.items() if is_so}
        return Told(
            marks,
            left_out,
            self.asked.has_years or not self.tells_year,
            has_ground=self.has_ground,
            has_own_ground=self.has_own_ground,
            is_close=is_close(view) and self.has_ground,
            has_bar=has_scale_bar(view),
            has_count=self.asked.has_count,
        )


@dataclass(frozen=True)
class _Composition:
    titles: Titles
    annotations: tuple[int, ...] = ()
    crowded_out: tuple[Part, ...] = ()
    # A picture that tells something else may still have the same map.
    _maps: dict[tuple[Box, LegendLayout | None], LabelledMap] = field(
        default_factory=dict, compare=False
    )
    _written: dict[tuple[object, ...], tuple[DrawnAnnotations, GroundNames]] = field(
        default_factory=dict, compare=False
    )

    @cached_property
    def _route(self) -> Shown:
        return whole_route(self.scene)

    @property
    def scene(self) -> Scene:
        """Return what the picture is of."""
        return self.titles.scene

    @property
    def options(self) -> PictureOptions:
        """Return what it shows, and how."""
        return self.titles.options

    @property
    def _own_basemap(self) -> OwnBasemap:
        """Return what an author draws; on a map to draw on no picture of a map."""
        own = self.scene.journey.own_basemap
        return replace(own, image=None) if self.options.is_outline else own

    def likely(self, marks: MarkNames | None) -> Told:
        """Return what a picture should tell of which the view is not known yet."""
        left_out = self.options.ground_left_out
        if self.options.is_outline:
            return Told((), left_out | {GroundPart.COUNTRIES, GroundPart.TOWNS}, has_years=False)
        # A legend of all moments does not count what differs between them.
        has_count = marks is None
        if marks is None:
            is_close_up = self.options.area is not None
            marks = likely_marks(self.scene, left_out, is_close_up=is_close_up)
        elif not shows_borders(marks):
            left_out |= {GroundPart.BORDERS}
        marks = with_room(marks, self.options.without, self.crowded_out)
        is_told = self.titles.tell_year() or labels_tell_year(self.scene, self.options.language)
        return self._as_fitted(Told(marks, left_out, has_years=not is_told, has_count=has_count))

    def is_readable(self, told: Told) -> bool:
        """Tell whether the map is large enough beside what it tells."""
        frame, _ = self._framed(told)
        return is_readable(frame, self.options)

    def _as_fitted(self, told: Told) -> Told:
        """Return it with what depends on the view alone, which is found sooner than a layout."""
        frame, legend = self._framed(told)
        if not has_room(frame, self.options):
            return told
        view, _ = MapFit(self.scene, self.options, frame, self._route).fit(legend, ROOMS[0])
        has_ground = not leaves_ground_to(self._own_basemap, view)
        near = is_close(view) and has_ground
        bar = has_scale_bar(view)
        return replace(told, has_ground=has_ground, is_close=near, has_bar=bar)

    def layout(self, told: Told) -> _Layout:
        """Lay the picture out with what it tells."""
        preset, unit, left_out = self.options.preset, self.options.unit, told.left_out
        frame, legend = self._framed(told)
        if not has_room(frame, self.options):
            raise ParameterError(
                "preset",
                f"“{preset.name}” is too small for a map with its credits; "
                "choose a larger size or leave parts out",
            )
        if (frame, legend) not in self._maps:
            self._maps[frame, legend] = self._map(frame, legend)
        chosen = self._maps[frame, legend]
        kept = chosen.view.frame
        if (frame, legend, left_out) not in self._written:
            self._written[frame, legend, left_out] = self._written_on(chosen, left_out)
        annotations, names = self._written[frame, legend, left_out]
        own = own_ground_paths(chosen.view, self._own_basemap, self.options)
        paths = basemap_paths(chosen.basemap, chosen.view, unit, left_out, self._own_basemap)
        is_told = self.options.is_outline or told.has_years
        is_told = is_told or self.titles.tell_year(text.text for text in chosen.labels.texts)
        return _Layout(
            map=chosen,
            is_boxed=kept == frame,
            paths=paths,
            own_ground=own,
            legend=legend,
            names=names,
            annotations=annotations,
            round_map=RoundMap(
                self.options, told, kept.top - frame.top, kept.bottom - frame.bottom
            ),
            asked=told,
            tells_year=is_told,
            has_ground=not leaves_ground_to(self._own_basemap, chosen.view),
        )

    def _written_on(
        self, chosen: LabelledMap, left_out: frozenset[GroundPart]
    ) -> tuple[DrawnAnnotations, GroundNames]:
        """Return what is written on a map beside the names of its stops."""
        collisions = chosen.collisions.copy()
        annotations = DrawnAnnotations()
        if not self.options.is_outline:
            annotations = placed_annotations(
                self.scene.itinerary, self.annotations, chosen, self.options, collisions
            )
        return annotations, chosen.naming.names(collisions, left_out)

    def _framed(self, told: Told) -> tuple[Box, LegendLayout | None]:
        """Return the frame of the map, and its legend."""
        top, bottom = self.titles.room(told)
        width, margin = self.options.preset.width, self.options.preset.margin
        frame = Box(margin, top, width - margin, bottom)
        no_bar = frozenset() if told.has_bar else {Part.SCALE}
        keyed = replace(self.options, without=self.options.without | no_bar)
        most_dots = len(self.scene.journey.stops) if told.has_count else None
        legends = legends_for(told.marks, frame, keyed, self.scene.itinerary.tracks, most_dots)
        return framed(self.scene, self.options, frame, self._route, legends)

    def drawing(self, layout: _Layout) -> Drawing:
        """Draw what was laid out."""
        chosen, view = layout.map, layout.map.view
        legend = None
        explanations: tuple[Text, ...] = ()
        if layout.legend and chosen.legend_box:
            dots = sum(each.is_dot and is_inside(view.frame, each.at) for each in chosen.stops)
            legend, explanations = layout.legend.drawn(chosen.legend_box, view, dots)
        titles, has_author = layout.round_map.texts(self.scene)
        return Drawing(
            options=self.options,
            title=title(self.scene, self.options),
            description=described(self.scene, self.options, view),
            frame=view.frame,
            is_boxed=layout.is_boxed,
            view=view,
            basemap=layout.paths,
            own_ground=layout.own_ground,
            legs=chosen.legs,
            stops=chosen.stops,
            leaders=tuple(chosen.labels.leaders),
            counts=tuple(chosen.labels.counts),
            names=layout.names,
            stop_labels=tuple(chosen.labels.texts),
            titles=titles,
            explanations=explanations,
            round_map=layout.round_map,
            legend=legend,
            locator=locator_globe(view, chosen.locator_box) if chosen.locator_box else None,
            north=chosen.north,
            is_north_up=is_north_up(view),
            has_author=has_author,
            annotations=layout.annotations,
            crowded_out=self.crowded_out,
        )

    # The map -------------------------------------------------------------------------------------

    def _map(self, frame: Box, legend: LegendLayout | None) -> LabelledMap:
        """Return the first map that labels all stops, else the first of those with the fewest lost.

        To lose the current stop's label is worse than to lose all others. Labels that find no
        place may find one if the route is drawn smaller, or to one side; of a long journey some are
        lost however it is drawn.
        """
        fit = MapFit(self.scene, self.options, frame, self._route)
        rooms = ROOMS[:1] if is_long(self.scene.journey) or self.options.area else ROOMS
        best: LabelledMap | None = None
        for room in rooms:
            tried = self._labelled_map(*fit.fit(legend, room), legend, room.share)
            if best is None or tried.loss < best.loss:
                best = tried
            if not best.labels.left_out:
                break
        assert best  # noqa: S101  there is at least one room
        if legend and not legend.is_below:  # it stands in a corner of the whole frame
            return best
        preset, unit = self.options.preset, self.options.unit
        view = trimmed(best.view, best.marks(unit), unit, is_print=preset.is_print)
        if view.frame == frame:
            return best
        box = legend.box_below(view.frame) if legend else None
        return self._labelled_map(view, box, legend, best.share)

    def _labelled_map(
        self, view: View, box: Box | None, legend: LegendLayout | None, share: float
    ) -> LabelledMap:
        unit, is_outline = self.options.unit, self.options.is_outline
        basemap = basemap_for(view, unit)
        legs = () if is_outline else drawn_legs(self.scene, view, MARKS, unit)
        covered = None if legend and legend.is_below else box
        stops = () if is_outline else drawn_stops(self.scene, view, unit, legs, covered)
        legs = with_whole_dashes(legs, stops, unit, is_long=is_long(self.scene.journey))
        collisions = obstacles(view, legs, stops, unit)
        for dot in callout_marks(self.scene.itinerary, self.annotations, view, unit):
            collisions.add_mark(dot)
        if covered:
            collisions.add_box(covered)
        locator_box = locator_place(view, collisions, self.options)
        if locator_box:
            collisions.add_box(locator_box.grown(GLOBE_GAP * unit))
        north = None
        # On a map up is north, unless an arrow says so; on the plan of a street an arrow is usual.
        is_wanted = is_close(view) or not is_north_up(view)
        if Part.NORTH not in self.options.without and is_wanted:
            at = north_place(view.frame, collisions, unit)
            north = north_arrow(view, at, unit)
            if north:
                collisions.add_box(Box(*at, *at).grown(NORTH_REACH * unit))
        labeller = Labeller(self.scene, view, self.options)
        labels = labeller.stops(stops, collisions, self._avoided(basemap, view))
        naming = Naming(GroundLabeller(self.scene, view, self.options, basemap, legs, stops))
        return LabelledMap(
            view, box, locator_box, basemap, legs, stops, collisions, labels, naming, north, share
        )

    def _avoided(self, basemap: Basemap, view: View) -> CollisionIndex:
        """Return the lines of the ground that labels of stops should not lie on."""
        if leaves_ground_to(self._own_basemap, view):
            return CollisionIndex(view.frame, self.options.unit)
        has_borders = Part.BORDERS not in self.options.without
        return coasts_and_borders(basemap, view, self.options.unit, has_borders=has_borders)
