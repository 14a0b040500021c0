"""A drawing written down as SVG, its layers named for Inkscape and, by their ids, Illustrator."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from markupsafe import escape

from routemap.pictures.clip import cut_line, part_within, place_between
from routemap.pictures.drawing import Text
from routemap.pictures.lines import length
from routemap.pictures.svg_path import path_data
from routemap.pictures.svg_text import LiveText, OutlinedText, short

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from routemap.pictures.drawing import Drawing, DrawnStop, LegendEntry
    from routemap.pictures.lines import Stroke
    from routemap.pictures.svg_text import TextWriter
    from routemap.pictures.view import Box, Place

_FIGURE_COLOURS = {"current": "on_accent", "ahead": "text", "visited": "page"}
# From the middle of a disc down to the line its figure stands on, in sizes of the figure.
_FIGURE_DROP = 0.355
# So many figures fit into a disc at their usual size.
_FIGURES_IN_DISC = 2.45
_KEY_DISC = 0.6
# A line longer than so many sheets is cut to what is seen of it, a little beyond the frame.
_FAR, _BEYOND_FRAME = 40.0, 60.0
_MM_PER_POINT = 25.4 / 72


def svg(drawing: Drawing, *, outlined: bool = False, metadata: str = "") -> str:
    """Write a drawing as SVG.

    Parameters
    ----------
    outlined
        Letters as shapes, which every program shows alike; else as text in Pretendard, which can
        be selected and changed where that font is installed.
    metadata
        A `<metadata>` element as XML, "" for none.
    """
    return _Writer(drawing, OutlinedText() if outlined else LiveText()).document(metadata)


def figure_size(figure: str, usual: float) -> float:
    """Return the size at which the number of a stop fits into its disc, `usual` at most."""
    return usual * min(1.0, _FIGURES_IN_DISC / len(figure))


@dataclass(frozen=True)
class _Writer:
    drawing: Drawing
    lettering: TextWriter

    def document(self, metadata: str) -> str:
        drawing, preset = self.drawing, self.drawing.preset
        unit = "mm" if preset.is_print else ""
        width, height = (
            f"{round(length * _MM_PER_POINT, 3) if preset.is_print else length:g}{unit}"
            for length in (preset.width, preset.height)
        )
        layers = "\n".join(self._layers())
        return (
            '<svg xmlns="http://www.w3.org/2000/svg"'
            ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
            f' width="{width}" height="{height}"'
            f' viewBox="0 0 {short(preset.width)} {short(preset.height)}"'
            f' xml:lang="{escape(drawing.language)}" role="img" aria-labelledby="title desc">\n'
            f'<title id="title">{escape(drawing.title)}</title>\n'
            f'<desc id="desc">{escape(drawing.description)}</desc>\n'
            f"{metadata}\n"
            f'<defs><clipPath id="frame">{_rectangle(drawing.frame)}</clipPath>'
            f"{self.lettering.definitions()}</defs>\n"
            f"{layers}\n</svg>\n"
        )

    def _layers(self) -> Iterator[str]:
        drawing, palette = self.drawing, self.drawing.palette
        yield _layer("page", f'<rect width="100%" height="100%" fill="{palette.page}"/>')
        yield '<g clip-path="url(#frame)">'
        yield from self._ground()
        yield _layer("legs", self._legs())
        yield _layer("stops", self._stops())
        yield _layer("labels", self._words(drawing.stop_labels))
        if drawing.locator:
            yield _layer("locator", self._locator())
        yield "</g>"
        yield _layer("furniture", self._furniture())

    # The ground ----------------------------------------------------------------------------------

    def _ground(self) -> Iterator[str]:
        ground, palette, marks = self.drawing.ground, self.drawing.palette, self.drawing.marks
        yield _layer("water", f'<path d="{ground.water}" fill="{palette.water}"/>')
        yield _layer("land", f'<path d="{ground.land}" fill="{palette.land}"/>')
        lakes = self._line(ground.lakes, palette.coast, marks.coast_width / 2, fill=palette.water)
        yield _layer("lakes", lakes)
        yield _layer("coast", self._line(ground.coast, palette.coast, marks.coast_width))
        yield _layer("rivers", self._line(ground.rivers, palette.river, marks.river_width))
        borders = self._line(ground.borders, palette.border, marks.border_width)
        disputed = self._line(
            ground.disputed_borders,
            palette.border,
            marks.border_width,
            stroke_dasharray=self._dashes(marks.disputed_dash),
        )
        opacity = f'<g stroke-opacity="{marks.border_opacity:g}">'
        yield _layer("borders", f"{opacity}{borders}{disputed}</g>")
        radius = short(2 * self.drawing.preset.unit)
        dots = "".join(
            f'<circle cx="{short(x)}" cy="{short(y)}" r="{radius}" fill="{palette.second_text}"/>'
            for x, y in self.drawing.dots
        )
        yield _layer("ground-names", dots + self._words(self.drawing.basemap_labels))

    # The route -----------------------------------------------------------------------------------

    def _legs(self) -> str:
        palette = self.drawing.palette
        casings, lines, arrows = [], [], []
        for leg in self.drawing.legs:
            for look, strokes in ((leg.look, leg.lines), ("unknown", leg.stubs)):
                for stroke in strokes:
                    data, is_dashed = self._seen(stroke)
                    casings.append(self._casing(data, leg.state))
                    lines.append(self._leg_line(data, look, leg.state, is_dashed=is_dashed))
            if leg.state != "ahead":
                arrows += [path_data(arrow, is_closed=True, decimals=2) for arrow in leg.arrows]
        heads = "".join(
            f'<path d="{data}" fill="{palette.accent}" stroke="{palette.land}"'
            f' stroke-width="{self._px(self.drawing.marks.arrow_edge)}" paint-order="stroke"/>'
            for data in dict.fromkeys(arrows)
        )
        # Legs over the same ground may lie on each other exactly.
        drawn = "".join((*dict.fromkeys(casings), *dict.fromkeys(lines)))
        return f'<g fill="none" stroke-linejoin="round">{drawn}</g>{heads}'

    def _seen(self, stroke: Stroke) -> tuple[str, bool]:
        """Return a line, and whether its dashes can be told apart.

        Far beyond the frame nothing of it is drawn: its dashes there could be millions.
        """
        preset = self.drawing.preset
        far, beyond = _FAR * hypot(preset.width, preset.height), _BEYOND_FRAME * preset.unit
        if length(stroke) <= far:
            return path_data(stroke, decimals=2), True
        parts = list(cut_line(stroke, self.drawing.frame.grown(beyond)))
        parts = [self._cut_ends(part, beyond) for part in parts]
        data = "".join(path_data(part, decimals=2) for part in parts)
        return data, sum(map(length, parts)) <= far

    def _cut_ends(self, part: Sequence[Place], beyond: float) -> list[Place]:
        """End a part of a line that reaches to the points beyond the frame at its side."""
        frame, cut = self.drawing.frame.grown(beyond), part
        first, last = part_within(frame, cut[0], cut[1]), part_within(frame, cut[-2], cut[-1])
        start = place_between(cut[0], cut[1], first[0]) if first else cut[0]
        end = place_between(cut[-2], cut[-1], last[1]) if last else cut[-1]
        return [start, *cut[1:-1], end]

    def _casing(self, data: str, state: str) -> str:
        palette, marks = self.drawing.palette, self.drawing.marks
        width = marks.leg_ahead if state == "ahead" else marks.leg_travelled
        casing = self._line(
            data, palette.land, width + marks.casing, stroke_opacity=f"{marks.casing_opacity:g}"
        )
        if state != "current":
            return casing
        opacity = f"{marks.halo_opacity:g}"
        return casing + self._line(data, palette.accent, marks.leg_halo, stroke_opacity=opacity)

    def _leg_line(self, data: str, look: str, state: str, *, is_dashed: bool = True) -> str:
        palette, marks = self.drawing.palette, self.drawing.marks
        is_ahead = state == "ahead"
        dash = {
            "reported": "",
            "inferred": marks.ahead_dash if is_ahead else marks.inferred_way_dash,
            "unknown": marks.unknown_ahead_dash if is_ahead else marks.unknown_way_dash,
        }[look]
        return self._line(
            data,
            palette.second_text if is_ahead else palette.accent,
            marks.leg_ahead if is_ahead else marks.leg_travelled,
            stroke_dasharray=self._dashes(dash) if is_dashed else "",
            stroke_linecap="round" if look == "unknown" else "",
        )

    def _stops(self) -> str:
        drawing = self.drawing
        circles = [self._circle(stop.at, stop.accuracy) for stop in drawing.stops if stop.accuracy]
        leaders = [
            self._line(path_data(leader, decimals=2), drawing.palette.text, 1)
            for leader in drawing.leaders
        ]
        # The earlier stop lies on top where discs meet.
        discs = [
            self._disc(stop.state, stop.at) + self._figure(stop)
            for stop in reversed(drawing.stops)
            if not stop.is_dot
        ]
        return "".join((*circles, self._dots(), *leaders, *discs))

    def _dots(self) -> str:
        """Draw the dots of each state as one line that is hardly longer than its round ends."""
        palette, marks = self.drawing.palette, self.drawing.marks
        ways = {
            state: "".join(
                f"{path_data([stop.at], decimals=2)}h.01"
                for stop in self.drawing.stops
                if stop.is_dot and stop.state == state
            )
            for state in ("ahead", "visited")
        }

        def dots(state: str, radius: float, colour: str) -> str:
            return self._line(ways[state], colour, 2 * radius, stroke_linecap="round")

        return "".join(
            (
                *(dots(state, marks.dot + marks.dot_edge, palette.land) for state in ways),
                dots("ahead", marks.dot, palette.text),
                dots("ahead", marks.dot - marks.dot_ring, palette.land),
                dots("visited", marks.dot, palette.text),
            )
        )

    def _disc(self, state: str, at: Place, share: float = 1.0) -> str:
        palette, marks = self.drawing.palette, self.drawing.marks
        radius = marks.disc_current if state == "current" else marks.disc

        place = f'cx="{short(at[0])}" cy="{short(at[1])}"'

        def circle(radius: float, look: str) -> str:
            return f'<circle {place} r="{self._px(radius * share)}" {look}/>'

        edge = circle(radius + marks.disc_edge, f'fill="{palette.land}"')
        if state == "current":
            halo = f'fill="{palette.accent}" fill-opacity="{marks.halo_opacity:g}"'
            return circle(marks.disc_halo, halo) + edge + circle(radius, f'fill="{palette.accent}"')
        if state == "ahead":
            ring = (
                f'fill="{palette.land}" stroke="{palette.text}"'
                f' stroke-width="{self._px(marks.disc_ring * share)}"'
            )
            return edge + circle(radius - marks.disc_ring / 2, ring)
        return edge + circle(radius, f'fill="{palette.text}"')

    def _figure(self, stop: DrawnStop) -> str:
        marks = self.drawing.marks
        size = marks.figure_current if stop.state == "current" else marks.figure
        size = figure_size(stop.figure, size) * self.drawing.preset.unit
        return self._words(
            [
                Text(
                    stop.figure,
                    (stop.at[0], stop.at[1] + size * _FIGURE_DROP),
                    size,
                    getattr(self.drawing.palette, _FIGURE_COLOURS[stop.state]),
                    self.drawing.language,
                    "middle",
                    is_bold=True,
                )
            ]
        )

    def _circle(self, at: Place, radius: float) -> str:
        """Draw the circle that a stop lies in; `radius` is in units of the sheet."""
        palette, marks = self.drawing.palette, self.drawing.marks
        return (
            f'<circle cx="{short(at[0])}" cy="{short(at[1])}" r="{short(radius)}"'
            f' fill="{palette.text}" fill-opacity="{marks.accuracy_opacity:g}"'
            f' stroke="{palette.second_text}" stroke-width="{self._px(1)}"'
            f' stroke-dasharray="{self._dashes(marks.accuracy_dash)}"/>'
        )

    # Furniture -----------------------------------------------------------------------------------

    def _locator(self) -> str:
        locator, palette = self.drawing.locator, self.drawing.palette
        if locator is None:
            return ""
        (x, y), radius = locator.middle, short(locator.radius)
        place = f'cx="{short(x)}" cy="{short(y)}" r="{radius}"'
        return (
            f'<circle {place} fill="{palette.water}" stroke="{palette.page}"'
            f' stroke-width="{self._px(5)}"/>'
            f'<clipPath id="globe"><circle {place}/></clipPath>'
            f'<g clip-path="url(#globe)"><path d="{locator.land}" fill="{palette.border}"'
            f' fill-opacity=".5"/>{self._line(locator.outline, palette.accent, 2)}</g>'
            f'<circle {place} fill="none" stroke="{palette.second_text}"'
            f' stroke-width="{self._px(1.2)}"/>'
        )

    def _furniture(self) -> str:
        drawing, palette = self.drawing, self.drawing.palette
        edge = _rectangle(
            drawing.frame, f' fill="none" stroke="{palette.border}" stroke-width="{self._px(1)}"'
        )
        north = drawing.north and (
            f'<path d="{path_data(drawing.north, is_closed=True)}" fill="{palette.text}"/>'
        )
        return "".join((self._key(), edge, north or "", self._words(drawing.furniture)))

    def _key(self) -> str:
        key, palette = self.drawing.legend, self.drawing.palette
        if key is None:
            return ""
        drawn = [_rectangle(key.box, f' fill="{palette.page}"')]
        drawn += [self._key_entry(entry) for entry in key.entries]
        if key.scale_bar:
            (x, y), (to_x, _) = key.scale_bar
            tick = 5 * self.drawing.preset.unit
            ends = path_data([(x, y - tick), (x, y), (to_x, y), (to_x, y - tick)])
            middle = (x + to_x) / 2
            half = path_data([(middle, y - tick / 2), (middle, y)])
            drawn.append(self._line(ends + half, palette.text, 1.3))
        return "".join(drawn)

    def _key_entry(self, entry: LegendEntry) -> str:
        box, palette, marks = entry.box, self.drawing.palette, self.drawing.marks
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        across = path_data([(box.left, middle[1]), (box.right, middle[1])])
        kind, *rest = entry.mark.split("-")
        if kind == "leg":
            look, state = rest
            return self._casing(across, state) + self._leg_line(across, look, state)
        if kind == "stop":
            return self._disc(rest[0], middle, _KEY_DISC)
        if kind == "accuracy":
            return self._circle(middle, box.height * 0.45)
        dash = self._dashes(marks.disputed_dash) if kind == "disputed_border" else ""
        return self._line(across, palette.border, marks.border_width, stroke_dasharray=dash)

    # Pieces --------------------------------------------------------------------------------------

    def _words(self, words: Iterable[Text]) -> str:
        return "".join(self.lettering.written(each, self.drawing.preset.unit) for each in words)

    def _px(self, pixels: float) -> str:
        """Return a length in pixels of `look` in units of the sheet."""
        return short(pixels * self.drawing.preset.unit)

    def _dashes(self, array: str) -> str:
        return " ".join(self._px(float(length)) for length in array.split())

    def _line(self, data: str, colour: str, width: float, **look: str) -> str:
        """Draw a line, `width` in pixels of `look.py`; `look` names attributes, "" for none."""
        if not data:
            return ""
        attributes = {"fill": "none", "stroke_linejoin": "round", **look}
        written = "".join(
            f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items() if value
        )
        return f'<path d="{data}" stroke="{colour}" stroke-width="{self._px(width)}"{written}/>'


def _layer(name: str, content: str) -> str:
    return (
        f'<g id="{name}" inkscape:groupmode="layer" inkscape:label="{name.capitalize()}">'
        f"{content}</g>"
    )


def _rectangle(box: Box, look: str = "") -> str:
    return (
        f'<rect x="{short(box.left)}" y="{short(box.top)}"'
        f' width="{short(box.width)}" height="{short(box.height)}"{look}/>'
    )
