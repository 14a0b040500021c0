"""A drawing written as SVG, its layers named for Inkscape and, by their ids, Illustrator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import groupby
from math import hypot
from operator import itemgetter

from markupsafe import escape

from routemap.look import BAND_BORDER, MARKS, mixed
from routemap.model.timeline import State
from routemap.model.tracks import Track
from routemap.pictures.arrows import widened
from routemap.pictures.clip import cut_ends, cut_line
from routemap.pictures.dashes import dash_of
from routemap.pictures.drawing import Drawing, DrawnStop, LegendEntry, Text, from_below
from routemap.pictures.lines import Stroke, length
from routemap.pictures.logo import logo_svg
from routemap.pictures.svg_ground import own_ground, town_dots
from routemap.pictures.svg_locator import locator_svg
from routemap.pictures.svg_marks import MarkWriter
from routemap.pictures.svg_markup import (
    circle,
    element,
    layer,
    path_data,
    rectangle,
    short,
    stroked,
)
from routemap.pictures.svg_text import TextForm, TextWriter, text_writer
from routemap.pictures.view import Box, Place

# A line longer than so many diagonals of the sheet is cut to what is seen, a little beyond the
# frame.
_FAR, _BEYOND_FRAME = 40.0, 60.0
# The strokes that make a soft band.
_BAND_STEPS = 14
# A traveller's mark in a legend: its share of the usual size.
_TRAVELLER_MARK = 0.74
_MM_PER_POINT = 25.4 / 72
# Stands for path data in a look that is written once for many lines.
_DATA = "\ufffc"


def svg(drawing: Drawing, text: TextForm = "live", *, metadata: str = "") -> str:
    """Write a drawing as SVG.

    Parameters
    ----------
    text
        "outlined for all" is drawn as shapes, which every program shows alike, "outlined" the same
        for Typst; "live" is text, to be selected and changed where its typefaces are installed;
        "above halos" is such text too, its halos are shapes.
    metadata
        A `<metadata>` element as XML, "" for none.
    """
    return _Writer(drawing, text_writer(text)).document(metadata)


def svg_for_pixels(drawing: Drawing) -> str:
    """Write a drawing as SVG from which Typst is to make pixels, all text as shapes.

    What lies beyond the frame is covered with the colour of the page. Were it cut off, Typst would
    hold all of it in memory: with a circle far larger than an A3 sheet, 4 GB.
    """
    return _Writer(drawing, text_writer("outlined"), is_covered=True).document("")


def _may_touch(stroke: Stroke, box: Box) -> bool:
    """Tell whether the box round a line touches another."""
    across, down = zip(*stroke, strict=True)
    return Box(min(across), min(down), max(across), max(down)).touches(box)


class _Writer:
    def __init__(self, drawing: Drawing, writer: TextWriter, *, is_covered: bool = False) -> None:
        self.drawing, self.text_writer, self.is_covered = drawing, writer, is_covered
        self.palette, self.unit = drawing.options.palette, drawing.options.unit
        self.marks = MarkWriter(self.palette, self.unit)

    def document(self, metadata: str) -> str:
        drawing, preset = self.drawing, self.drawing.options.preset
        width, height = (
            f"{round(side * _MM_PER_POINT, 3):g}mm" if preset.is_print else f"{side:g}"
            for side in (preset.width, preset.height)
        )
        layers = "\n".join(self._layers())
        return (
            '<svg xmlns="http://www.w3.org/2000/svg"'
            ' xmlns:xlink="http://www.w3.org/1999/xlink"'
            ' xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'
            f' width="{width}" height="{height}"'
            f' viewBox="0 0 {short(preset.width)} {short(preset.height)}"'
            f' xml:lang="{escape(drawing.options.language)}" role="img"'
            ' aria-labelledby="title desc">\n'
            f'<title id="title">{escape(drawing.title)}</title>\n'
            f'<desc id="desc">{escape(drawing.description)}</desc>\n'
            f"{metadata}\n"
            f'<defs><clipPath id="frame">{rectangle(drawing.frame)}</clipPath>'
            f"{self.text_writer.definitions}</defs>\n"
            f"{layers}\n</svg>\n"
        )

    def _layers(self) -> Iterator[str]:
        options = self.drawing.options
        if not options.is_transparent:
            yield layer("page", f'<rect width="100%" height="100%" fill="{self.palette.page}"/>')
        # Each is cut off for itself: as parts of a group they would be no layers to a program.
        clip = "" if self.is_covered else "url(#frame)"
        for name, content in self._map():
            if options.bare is None or name in options.bare.layers:
                yield layer(name, content, clip_path=clip)
        if self.is_covered:
            yield self._margin()
        if options.bare is None:
            yield layer("furniture", self._furniture())

    def _map(self) -> Iterator[tuple[str, str]]:
        """Yield the name and the content of each layer within the frame."""
        yield from self._basemap()
        yield "legs", self._legs()
        if upon := self.drawing.names.dots_on_route:
            yield "towns-on-route", town_dots(upon, self.palette, self.unit, has_halo=True)
        yield "stops", self._stops()
        if self.drawing.annotations.placed:
            yield "annotations", self._annotations()
        yield "labels", self._texts(self.drawing.stop_labels)
        if self.drawing.locator:
            yield "locator", locator_svg(self.drawing.locator, self.palette, self.unit)

    def _margin(self) -> str:
        preset = self.drawing.options.preset
        around = (Box(0, 0, preset.width, preset.height), self.drawing.frame)
        data = "".join(path_data(box.corners, is_closed=True, decimals=2) for box in around)
        return element("path", d=data, fill=self.palette.page, fill_rule="evenodd")

    # The basemap ---------------------------------------------------------------------------------

    def _basemap(self) -> Iterator[tuple[str, str]]:
        paths, palette = self.drawing.basemap, self.palette
        yield "water", element("path", d=paths.water, fill=palette.water)
        yield "land", element("path", d=paths.land, fill=palette.land)
        shores = self._shore(paths.shores, MARKS.coast_width / 2)
        yield "lakes", element("path", d=paths.lakes, fill=palette.water) + shores
        edge = self._line(paths.edge, palette.coast, MARKS.coast_width)
        yield "coast", self._shore(paths.coast, MARKS.coast_width) + edge
        yield "rivers", self._line(paths.rivers, palette.river, MARKS.river_width)
        borders = self._border(paths.borders, paths.band)
        borders += self._border(paths.disputed_borders, paths.band, disputed=True)
        yield "borders", element("g", borders, stroke_opacity=MARKS.border_opacity)
        own = own_ground(self.drawing.own_ground, palette, self.unit)
        if own:
            yield "own-ground", own
        # A dot must be seen on any picture.
        names, has_image = self.drawing.names, bool(self.drawing.own_ground.image)
        dots = town_dots(names.dots, self.palette, self.unit, has_halo=has_image)
        yield "ground-names", dots + self._texts(names.texts)

    def _shore(self, data: str, width: float) -> str:
        if self.drawing.basemap.band:
            between = mixed(self.palette.land, self.palette.water)
            return self._band(data, between, self.drawing.basemap.band)
        return self._line(data, self.palette.coast, width)

    def _band(self, data: str, colour: str, width: float, dashes: str = "") -> str:
        """Draw a line known to a band alone, which fades towards both sides.

        Strokes lie upon each other, each narrower and so opaque that the sum grows evenly from
        nothing to the whole colour in the middle.
        """
        return "".join(
            self._line(
                data,
                colour,
                width / self.unit * (1 - number / _BAND_STEPS),
                stroke_opacity=round(1 / (_BAND_STEPS - number), 3),
                stroke_dasharray=dashes,
            )
            for number in range(_BAND_STEPS)
        )

    def _border(self, data: str, band: float, *, disputed: bool = False) -> str:
        if band:
            dashes = short(band) if disputed else ""
            faint = mixed(self.palette.land, self.palette.border, BAND_BORDER)
            return self._band(data, faint, band, dashes)
        dashes = self._dashes(MARKS.disputed_dash) if disputed else ""
        return self._line(data, self.palette.border, MARKS.border_width, stroke_dasharray=dashes)

    # The route -----------------------------------------------------------------------------------

    def _legs(self) -> str:
        # A long journey has ten thousand lines of a few looks: each look is written once.
        casing, line = cache(self._casing), cache(self._leg_line)
        # Legs that share segments may lie on each other exactly: each line is drawn once.
        casings, lines = dict[str, None](), dict[str, str]()
        arrows: dict[str, str] = {}
        for leg in self.drawing.legs:
            colour = self.marks.colour(leg.track.look if leg.track else None)
            whole = (*leg.lines, *(leg.stubs if leg.seen_stubs else ()))
            beneath = casing(leg.state, colour)
            casings |= {beneath.replace(_DATA, data): None for data in self._seen(whole).values()}
            for basis, strokes in ((leg.basis, leg.seen_lines), ("unknown", leg.seen_stubs)):
                for is_dashed, data in self._seen(strokes).items():
                    drawn = line(basis, leg.state, colour, is_dashed=is_dashed)
                    lines.setdefault(drawn.replace(_DATA, data), leg.id)
            if not (leg.seen_lines or leg.seen_stubs):
                # It lies beneath discs: not painted, but there for who moves them.
                for data in self._seen(leg.lines).values():
                    lines.setdefault(element("path", d=data), leg.id)
            if leg.state != "ahead":
                for arrow in leg.arrows:
                    wide = widened(arrow, MARKS.arrow_edge / 4 * self.unit)
                    arrows.setdefault(path_data(wide, is_closed=True, decimals=2), colour)
        head = cache(self._arrow)
        heads = "".join(head(colour).replace(_DATA, data) for data, colour in arrows.items())
        legs = (
            element("g", "".join(drawn for drawn, _ in leg), id=name)
            for name, leg in groupby(lines.items(), key=itemgetter(1))
        )
        route = element("g", "".join(casings), id="casings") + "".join(legs)
        look = {"fill": "none", "stroke_linejoin": "round"}
        return element("g", route, **look) + (heads and element("g", heads, id="arrows"))

    def _arrow(self, colour: str) -> str:
        edge = MARKS.arrow_edge / 2 * self.unit  # the outer half of one along the arrow's sides
        return element("path", d=_DATA, fill=colour, stroke=self.palette.land, stroke_width=edge)

    def _seen(self, strokes: Iterable[Stroke]) -> dict[bool, str]:
        """Return lines that are seen as path data, by whether they are short enough to be dashed.

        Far beyond the frame nothing of them is drawn: they could have millions of dashes there.
        """
        preset = self.drawing.options.preset
        far, beyond = _FAR * hypot(preset.width, preset.height), _BEYOND_FRAME * self.unit
        wide = self.drawing.frame.grown(beyond)
        found = defaultdict[bool, list[str]](list)
        for stroke in strokes:
            if not _may_touch(stroke, wide):
                continue
            is_far = length(stroke) > far
            parts = (
                [cut_ends(part, wide) for part in cut_line(stroke, wide)] if is_far else [stroke]
            )
            is_dashed = not is_far or sum(map(length, parts)) <= far
            found[is_dashed] += (path_data(part, decimals=2) for part in parts)
        return {is_dashed: "".join(data) for is_dashed, data in found.items() if any(data)}

    def _casing(self, state: str, colour: str) -> str:
        width = MARKS.casing + (MARKS.leg_ahead if state == "ahead" else MARKS.leg_travelled)
        opacity = MARKS.casing_opacity
        casing = self._line(_DATA, self.palette.land, width, stroke_opacity=opacity)
        if state != "current":
            return casing
        return casing + self._line(_DATA, colour, MARKS.leg_halo, stroke_opacity=MARKS.halo_opacity)

    def _leg_line(self, basis: str, state: State, colour: str, *, is_dashed: bool = True) -> str:
        is_ahead = state == "ahead"
        return self._line(
            _DATA,
            self.palette.second_text if is_ahead else colour,
            MARKS.leg_ahead if is_ahead else MARKS.leg_travelled,
            stroke_dasharray=self._dashes(dash_of(basis, state)) if is_dashed else "",
            stroke_linecap="round" if basis == "unknown" else "",
        )

    def _stops(self) -> str:
        drawing, text = self.drawing, self.palette.text
        circles = [
            self._accuracy(at, stop.accuracy)
            for stop in drawing.stops
            if stop.accuracy
            for at in drawing.view.circles(stop.place, stop.accuracy)
        ]
        if circles and drawing.basemap.edge:
            circles = [
                element("clipPath", element("path", d=drawing.basemap.water), id="map"),
                element("g", "".join(circles), clip_path="url(#map)"),
            ]
        leaders = [self._line(path_data(leader, decimals=2), text, 1) for leader in drawing.leaders]
        marks = self.marks
        frame = drawing.frame.grown(_BEYOND_FRAME * self.unit)
        stops = [stop for stop in drawing.stops if frame.holds(Box(*stop.at, *stop.at))]
        discs = [element("g", self._mark(stop), id=stop.id) for stop in from_below(stops)]
        off = marks.dots(stops) + marks.places(stops)
        counts, joints = self._texts(drawing.counts), marks.joints(stops)
        if drawing.options.bare:  # they belong to names, which are not there
            leaders, counts = [], ""
        return "".join((*circles, off, *leaders, joints, *discs, counts))

    def _mark(self, stop: DrawnStop) -> str:
        look = self.marks.look(stop.look)
        has_halo = not (stop.is_joined or stop.is_beneath)
        drawn = self.marks.mark(stop.state, stop.at, look, has_halo=has_halo)
        if stop.is_beneath:
            return drawn
        return drawn + self._texts([self.marks.figure(stop, self.drawing.options.language)])

    def _accuracy(self, at: Place, radius: float) -> str:
        """Draw the circle in which a stop lies; `radius` is in units of the sheet."""
        return circle(
            at,
            radius,
            fill=self.palette.text,
            fill_opacity=MARKS.accuracy_opacity,
            stroke=self.palette.second_text,
            stroke_width=self.unit,
            stroke_dasharray=self._dashes(MARKS.accuracy_dash),
        )

    def _annotations(self) -> str:
        placed = self.drawing.annotations.placed
        return "".join(self.marks.callout(each) + self._texts(each.texts) for each in placed)

    # Furniture -----------------------------------------------------------------------------------

    def _furniture(self) -> str:
        drawing, palette = self.drawing, self.palette
        edge = north = ""
        if drawing.is_boxed:
            line, width = palette.border, self.unit
            edge = rectangle(drawing.frame, fill="none", stroke=line, stroke_width=width)
        if drawing.north:
            data = path_data(drawing.north, is_closed=True)
            north = element("path", d=data, fill=palette.text)
        logo = logo_svg(drawing.options)
        return "".join((self._legend(), edge, north, logo, self._texts(drawing.furniture)))

    def _legend(self) -> str:
        legend, palette = self.drawing.legend, self.palette
        if legend is None:
            return ""
        drawn = [rectangle(legend.box, fill=palette.page)]
        drawn += [self._legend_entry(entry) for entry in legend.entries]
        if legend.scale_bar:
            (x, y), (to_x, _) = legend.scale_bar
            tick, middle = 5 * self.unit, (x + to_x) / 2
            ends = path_data([(x, y - tick), (x, y), (to_x, y), (to_x, y - tick)])
            half = path_data([(middle, y - tick / 2), (middle, y)])
            drawn.append(self._line(ends + half, palette.text, 1.3))
        return "".join(drawn)

    def _legend_entry(self, entry: LegendEntry) -> str:
        box = entry.box
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        across = path_data([(box.left, middle[1]), (box.right, middle[1])])
        kind, *rest = entry.mark.split("-")
        if entry.track:
            return self._traveller(entry.track, middle)
        nobody = self.marks.look(None, is_neutral=self._is_shared)
        if kind == "leg":
            basis, state = rest
            casing = self._casing(state, nobody.current)
            line = self._leg_line(basis, State(state), nobody.current)
            return (casing + line).replace(_DATA, across)
        if kind == "stop":
            return self.marks.mark(rest[0], middle, nobody, MARKS.legend_disc)
        if kind == "dot":
            return circle(middle, MARKS.dot * self.unit, fill=self.palette.text)
        if kind == "accuracy":
            return self._accuracy(middle, box.height * 0.45)
        band = min(self.drawing.basemap.band, box.height)
        return self._border(across, band, disputed=kind == "disputed_border")

    @cached_property
    def _is_shared(self) -> bool:
        """Tell whether a colour means a person."""
        return any(stop.track for stop in self.drawing.stops)

    def _traveller(self, track: Track, at: Place) -> str:
        """Draw a traveller's mark with its letter, as large as a line of the legend lets it be."""
        marks, language = self.marks, self.drawing.options.language
        drawn = marks.mark(State.VISITED, at, marks.look(track.look), _TRAVELLER_MARK)
        letter = marks.letter(track.letter, track.look, at, _TRAVELLER_MARK, language)
        return drawn + self._texts([letter])

    # Pieces --------------------------------------------------------------------------------------

    def _texts(self, texts: Iterable[Text]) -> str:
        return "".join(self.text_writer.line(text, self.unit) for text in texts)

    def _dashes(self, array: str) -> str:
        return " ".join(short(float(dash) * self.unit) for dash in array.split())

    def _line(self, data: str, colour: str, width: float, **look: str | float) -> str:
        """Draw path data as a line, `width` in pixels of `look.py`; "" for no data."""
        return stroked(data, colour, width * self.unit, **look)
