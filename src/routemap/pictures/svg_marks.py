"""Marks of stops as SVG: discs, the shapes of several travellers, dots, and their figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import dist
from typing import NamedTuple

from routemap.look import MARKS, Palette
from routemap.model.timeline import State
from routemap.pictures.drawing import DrawnAnnotation, DrawnStop, Text
from routemap.pictures.svg_markup import circle, dot_with_halo, element, path_data, stroked
from routemap.pictures.view import Place
from routemap.shapes import (
    corners,
    figure_place,
    inner_radius,
    outline,
    reach,
    ring_within,
    shape_of,
)

_FIGURE_COLOURS = {"current": "on_accent", "ahead": "text", "visited": "page"}
# From the middle of a disc down to the baseline of its figure, in sizes of the figure.
_FIGURE_DROP = 0.355


class MarkLook(NamedTuple):
    """The shape of a mark, and its colours while it is current, and otherwise."""

    shape: str
    current: str
    other: str


def figure_size(figure: str, usual: float) -> float:
    """Return the size at which the number of a stop fits into its disc, `usual` at most."""
    return usual * min(1.0, MARKS.figures_in_disc / len(figure))


@dataclass(frozen=True)
class MarkWriter:
    """Writes the marks of one picture."""

    palette: Palette
    unit: float

    def look(self, look: int | None, *, is_neutral: bool = False) -> MarkLook:
        """Return how the marks of a traveller look, by its number; None where there is only one.

        Neutral ones are of nobody: where a colour means a person, a key explains states in them.
        """
        text, shape = self.palette.text, shape_of(look)
        if look is not None:
            colour = self.palette.travellers[look]
            return MarkLook(shape, colour, colour)
        return MarkLook(shape, text if is_neutral else self.palette.accent, text)

    def colour(self, look: int | None) -> str:
        """Return the colour of what a traveller has travelled."""
        return self.look(look).current

    def mark(
        self, state: str, at: Place, look: MarkLook, share: float = 1.0, *, has_halo: bool = True
    ) -> str:
        """Draw the mark of a stop without its figure, at a share of its size."""
        land, scale = self.palette.land, share * self.unit
        usual = MARKS.disc_current if state == State.CURRENT else MARKS.disc
        radius, ring = usual * scale, MARKS.disc_ring * scale
        colour = look.current if state == State.CURRENT else look.other
        drawn = _grown(look.shape, at, radius, MARKS.disc_edge * scale, fill=land)
        line: dict[str, str | float] = {"stroke": land, "stroke_width": ring}
        if state == State.AHEAD:
            line["stroke"] = colour
            within = radius - ring / 2 / inner_radius(look.shape)
            drawn += _shape(look.shape, at, within, fill=land, **line)
        else:
            drawn += _shape(look.shape, at, radius, fill=colour)
        if share_within := ring_within(look.shape):
            drawn += circle(at, radius * share_within, fill="none", **line)
        if state != State.CURRENT or not has_halo:
            return drawn
        glow, opacity = (MARKS.disc_halo - usual) * scale, MARKS.halo_opacity
        is_round = not corners(look.shape)
        faint: dict[str, str | float] = {"fill_opacity" if is_round else "opacity": opacity}
        return _grown(look.shape, at, radius, glow, fill=colour, **faint) + drawn

    def figure(self, stop: DrawnStop, language: str) -> Text:
        """Return the figure in a mark."""
        usual = MARKS.figure_current if stop.state == State.CURRENT else MARKS.figure
        radius = MARKS.disc_current if stop.state == State.CURRENT else MARKS.disc
        drop, share = figure_place(shape_of(stop.look))
        size = figure_size(stop.figure, usual) * share * self.unit
        at = (stop.at[0], stop.at[1] + size * _FIGURE_DROP + radius * drop * self.unit)
        colour = getattr(self.palette, self._figure_colour(stop))
        return Text(stop.figure, at, size, colour, language, "middle", is_bold=True)

    @staticmethod
    def _figure_colour(stop: DrawnStop) -> str:
        is_filled = stop.look is not None and stop.state != State.AHEAD
        return "on_accent" if is_filled else _FIGURE_COLOURS[stop.state]

    def callout(self, annotation: DrawnAnnotation) -> str:
        """Draw the leader to the words of an annotation, and the dot from which it comes."""
        text, land, unit = self.palette.text, self.palette.land, self.unit
        drawn = ""
        if annotation.leader:
            drawn = stroked(path_data(annotation.leader, decimals=2), text, unit)
        if annotation.dot:
            drawn += dot_with_halo(annotation.dot, text, land, unit)
        return drawn

    def letter(self, letter: str, look: int, at: Place, share: float, language: str) -> Text:
        """Return the letter in a traveller's mark at a share of its size, as in a key."""
        drop, figure_share = figure_place(shape_of(look))
        size = figure_size(letter, MARKS.figure) * figure_share * share * self.unit
        down = size * _FIGURE_DROP + MARKS.disc * drop * share * self.unit
        colour = self.palette.on_accent
        return Text(letter, (at[0], at[1] + down), size, colour, language, "middle", is_bold=True)

    def places(self, stops: Iterable[DrawnStop]) -> str:
        """Draw where the stops lie that their marks do not cover, and what leads there."""
        away = [stop for stop in stops if self._is_away(stop)]
        leaders = "".join(path_data((stop.place, stop.at), decimals=2) for stop in away)
        dots = dict.fromkeys(f"{path_data([stop.place], decimals=2)}h.01" for stop in away)
        text, land = self.palette.text, self.palette.land
        return "".join(
            self._line(data, colour, width)
            for data, colour, width in (
                ("".join(dots), land, 2 * (MARKS.dot + MARKS.dot_edge)),
                (leaders, land, 3),
                (leaders, text, 1),
                ("".join(dots), text, 2 * MARKS.dot),
            )
        )

    def _is_away(self, stop: DrawnStop) -> bool:
        far = (MARKS.disc * reach(shape_of(stop.look)) + MARKS.disc_edge) * self.unit
        return not stop.is_joined and dist(stop.at, stop.place) > far * 1.01

    def joints(self, stops: Iterable[DrawnStop]) -> str:
        """Draw the line round the marks of those who meet, which makes one of them."""
        joined = sorted((stop for stop in stops if stop.is_joined), key=lambda stop: stop.group)
        return "".join(
            self._joint(list(group)) for _, group in groupby(joined, key=lambda stop: stop.group)
        )

    def _joint(self, stops: Sequence[DrawnStop]) -> str:
        is_now = any(stop.state == State.CURRENT for stop in stops)
        radius, edge = MARKS.disc_current * self.unit, MARKS.disc_edge * self.unit
        line = (MARKS.joint_now if is_now else MARKS.joint) * self.unit
        return "".join(
            _grown(shape_of(stop.look), stop.at, radius, by, fill=colour)
            for by, colour in ((edge + line, self.palette.text), (edge, self.palette.land))
            for stop in stops
        )

    def dots(self, stops: Iterable[DrawnStop]) -> str:
        """Draw the dots of each traveller and state as one line hardly longer than its ends."""
        dots = sorted((stop for stop in stops if stop.is_dot), key=lambda stop: stop.look or 0)
        return "".join(
            self._dots(group, self.look(look).other)
            for look, group in groupby(dots, key=lambda stop: stop.look)
        )

    def _dots(self, stops: Iterable[DrawnStop], colour: str) -> str:
        data = dict.fromkeys(State, "")
        for stop in stops:
            data[stop.state] += f"{path_data([stop.at], decimals=2)}h.01"
        edge, land = MARKS.dot + MARKS.dot_edge, self.palette.land
        return "".join(
            self._line(data[state], drawn, 2 * radius)
            for state, radius, drawn in (
                (State.AHEAD, edge, land),
                (State.VISITED, edge, land),
                (State.AHEAD, MARKS.dot, colour),
                (State.AHEAD, MARKS.dot - MARKS.dot_ring, land),
                (State.VISITED, MARKS.dot, colour),
            )
        )

    def _line(self, data: str, colour: str, width: float) -> str:
        return stroked(data, colour, width * self.unit, stroke_linecap="round")


def _shape(shape: str, at: Place, radius: float, **look: str | float) -> str:
    """Draw a shape that covers as much as a disc of this radius."""
    if places := outline(shape, at, radius):
        return element("path", d=path_data(places, is_closed=True, decimals=2), **look)
    return circle(at, radius, **look)


def _grown(
    shape: str, at: Place, radius: float, by: float, *, fill: str, **look: str | float
) -> str:
    """Draw a shape with a rim of its own colour, so wide on all sides; its corners are round."""
    if not corners(shape):
        return circle(at, radius + by, fill=fill, **look)
    rim: dict[str, str | float] = {
        "stroke": fill,
        "stroke_width": 2 * by,
        "stroke_linejoin": "round",
    }
    return _shape(shape, at, radius, fill=fill, **rim, **look)
