"""A map whose view stays the same while the journey goes on: for all dates, slides and film."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property

from routemap.declutter import is_long
from routemap.look import MARKS
from routemap.model.itinerary import Itinerary, Scene
from routemap.pictures.compose import compose, described
from routemap.pictures.dashes import with_whole_dashes
from routemap.pictures.drawing import Drawing, Text
from routemap.pictures.house_typeface import house_typeface
from routemap.pictures.labels import name_colour
from routemap.pictures.legend import marks_of_all, marks_shown
from routemap.pictures.legibility import refuse_illegible
from routemap.pictures.lines import Stroke
from routemap.pictures.omissions import Omission, omissions
from routemap.pictures.options import Part, PictureOptions
from routemap.pictures.route import drawn_legs, drawn_stops, leg_strokes
from routemap.pictures.typefaces import led_by


@dataclass(frozen=True)
class FixedView:
    """The pictures of all moments, which differ only in what the moments change.

    View and labels are those of the whole journey; the legend explains the marks of all moments,
    and round the map is room for the titles and credits of each.
    """

    itinerary: Itinerary
    options: PictureOptions

    @cached_property
    def _whole(self) -> Drawing:
        with self._set:
            overview = self.itinerary.overview()
            first = compose(overview, self.options, series=self._series)
            shown = marks_shown(first.legs, first.stops, first.basemap, first.frame)
            marks = marks_of_all(self.itinerary, shown)
            whole = compose(overview, self.options, marks, self._series)
            if not self.options.allows_missing_letters:
                refuse_illegible(whole.texts, self.itinerary.journey, self.options.language)
            return whole

    @property
    def _set(self) -> AbstractContextManager[None]:
        return led_by(house_typeface(self.itinerary.journey.style))

    @cached_property
    def _series(self) -> tuple[Scene, ...]:
        """Return the scenes round whose maps something else may stand."""
        if {Part.SUBTITLE, Part.SOURCE} <= self.options.without:
            return ()
        return tuple(map(self.itinerary.scene, range(len(self.itinerary.timeline.moments))))

    @property
    def left_out(self) -> tuple[Omission, ...]:
        """Return what found no room, at all moments alike."""
        with self._set:
            return omissions(self.itinerary.overview(), self._whole)

    def drawing(self, scene: Scene) -> Drawing:
        """Return the picture of a scene."""
        whole, unit = self._whole, self.options.unit
        legs = drawn_legs(scene, whole.view, MARKS, unit)
        covered = whole.legend.box if whole.legend else None
        stops = drawn_stops(scene, whole.view, unit, legs, covered)
        with self._set:
            titles, has_author = whole.round_map.texts(scene)
        now, annotations = scene.annotations, whole.annotations
        placed = tuple(each for each in annotations.placed if each.number in now)
        return replace(
            whole,
            description=described(scene, whole.options, whole.view),
            titles=titles,
            has_author=has_author,
            legs=with_whole_dashes(legs, stops, unit, is_long=is_long(scene.journey)),
            stops=stops,
            annotations=annotations._replace(placed=placed),
            stop_labels=tuple(self._label(text, scene) for text in whole.stop_labels),
        )

    def leg_lines(self, number: int) -> tuple[Stroke, ...]:
        """Return the lines of a leg on the sheet, from its start to its end, stubs included.

        Where one ends and the next begins elsewhere, the leg has left the map and comes back.
        """
        whole, unit = self._whole, self.options.unit
        lines, stubs = leg_strokes(self.itinerary, number, whole.view, MARKS, unit)
        geometry = self.itinerary.journey.legs[number].geometry
        return (*stubs, *lines) if geometry and geometry.starts_with_stub else (*lines, *stubs)

    def _label(self, text: Text, scene: Scene) -> Text:
        """Return a line of a stop's label as it looks in a scene."""
        if scene.is_over or not text.stops or not text.is_bold:
            return text
        here = [number for number in scene.current_stops if number in text.stops]
        if here:
            return replace(text, colour=name_colour(scene, here, self._whole.options.palette))
        return replace(text, is_bold=not scene.current_stops)
