"""What is hard to believe of the shapes of basemap.geojson: their kinds, and where they lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from routemap.geo import Point
from routemap.geo.clipping import box_of
from routemap.geo.extent import Extent, extent_of
from routemap.model.own_basemap import KIND_OF_FORM, Form, GroundKind, GroundShape
from routemap.tables.problems import Choices, ProblemLog, one_of, shown

KIND = "kind"
_KINDS = tuple(kind.value for kind in GroundKind)
_MOST_KINDS_NAMED = 3
# "raod" and "railway" are like a kind, "park" and "street" are not.
_LIKENESS = 0.7
# A label on an area names it. A kind of water or land at one place is a named dot.
_FITTING = {
    Form.AREA: (
        GroundKind.AREA,
        GroundKind.GREEN,
        GroundKind.WATER,
        GroundKind.BUILDING,
        GroundKind.BORDER,
        GroundKind.LABEL,
    ),
    Form.LINE: (
        GroundKind.ROAD,
        GroundKind.RAIL,
        GroundKind.PATH,
        GroundKind.RIVER,
        GroundKind.WATER,
        GroundKind.BORDER,
    ),
    Form.POINT: (
        GroundKind.LABEL,
        GroundKind.AREA,
        GroundKind.GREEN,
        GroundKind.WATER,
        GroundKind.RIVER,
    ),
}
_PLACED = {Form.AREA: "an area", Form.LINE: "a line", Form.POINT: "a single place"}
_LEAST_REACH = 1.0
"""How near the route shapes may be expected, in degrees."""
_TURN = 360.0


class KindsFound:
    """The kinds of a file's shapes; those that are missing, unknown or do not fit are told once."""

    def __init__(self) -> None:
        self._unknown: Counter[str] = Counter()
        self._misfits: Counter[tuple[GroundKind, Form]] = Counter()
        self._missing, self._first, self._first_misfit = 0, 0, 0

    def of(self, found: object, form: Form, number: int) -> GroundKind:
        """Return the kind that a feature gives, that of its form if it gives none that we draw."""
        word = found.strip().casefold() if isinstance(found, str) else ""
        if word in _KINDS:
            kind = GroundKind(word)
            if kind not in _FITTING[form]:
                self._first_misfit = self._first_misfit or number
                self._misfits[kind, form] += 1
            return kind
        self._first = self._first or number
        if found:
            self._unknown[found if isinstance(found, str) else str(type(found).__name__)] += 1
        else:
            self._missing += 1
        return KIND_OF_FORM[form]

    def tell(self, problems: ProblemLog) -> None:
        """Warn of what was found."""
        self._tell_unknown(problems)
        if not self._misfits:
            return
        named = [*self._misfits][:_MOST_KINDS_NAMED]
        of = ", ".join(f"{kind} on {_PLACED[form]}" for kind, form in named)
        what = (
            f"{_shapes_have(self._misfits.total())} a kind that does not fit the geometry ({of}): "
            "areas are filled all the same, lines drawn, single places dotted"
        )
        forms = dict.fromkeys(form for _, form in named)
        hint = "; ".join(f"write {one_of(_FITTING[form])} for {_PLACED[form]}" for form in forms)
        problems.warning(self._first_misfit, KIND, what, hint)

    def _tell_unknown(self, problems: ProblemLog) -> None:
        count = self._missing + self._unknown.total()
        if not count:
            return
        unknown = [*self._unknown][:_MOST_KINDS_NAMED]
        named = ", ".join(map(shown, unknown))
        of = f" ({named})" if named else ""
        what = (
            f"{_shapes_have(count)} no kind that we draw{of}, "
            "so an area, a road or a label stands for each"
        )
        choices = Choices(_KINDS)
        meant = dict.fromkeys(filter(None, (choices.nearest(each, _LIKENESS) for each in unknown)))
        hint = f"write {one_of(_KINDS)}"
        if meant:
            hint = f"did you mean {one_of([shown(each) for each in meant])}? If not, {hint}"
        problems.warning(self._first, KIND, what, hint)


def _shapes_have(count: int) -> str:
    return "1 shape has" if count == 1 else f"{count:,} shapes have"


def warn_of_empty(rows: Sequence[int], problems: ProblemLog) -> None:
    """Warn once of features, by their numbers, that are collections of no geometry."""
    if rows:
        count = "1 feature is" if len(rows) == 1 else f"{len(rows):,} features are each"
        what = f"{count} an empty GeometryCollection, so nothing is drawn"
        problems.warning(rows[0], "geometry", what, "remove it, or add what is to be drawn")


def check_near_route(
    rows: Sequence[int],
    shapes: Sequence[GroundShape],
    route: Sequence[Point],
    problems: ProblemLog,
) -> None:
    """Warn once if no shape lies near the route, or if some would with their numbers swapped.

    Near is as far beyond the box of the stops as that is large, and at least a degree. `rows` are
    the numbers of the features that the shapes are of.
    """
    if not route or not shapes:
        return
    near = _surroundings(extent_of(route))
    boxes = [box_of(shape.lines[0]) for shape in shapes]
    far = [place for place, box in enumerate(boxes) if not _meets(box, near)]
    swapped = [place for place in far if _meets(boxes[place].swapped, near)]
    told = far if len(far) == len(shapes) else swapped
    if not told:
        return
    which = "its shapes" if told is far else f"{len(told):,} of its {len(shapes):,} shapes"
    lie = "lies" if len(told) == 1 and told is not far else "lie"
    hint = (
        "the longitude stands first in GeoJSON: swap the two numbers of each position"
        if swapped
        else "check them: in GeoJSON the longitude stands first, west and south are negative"
    )
    problems.warning(rows[told[0]], "coordinates", f"{which} {lie} far from the route", hint)


def _surroundings(route: Extent) -> Extent:
    south, west, north, east = route
    reach = max(north - south, east - west, _LEAST_REACH)
    return Extent(south - reach, west - reach, north + reach, east + reach)


def _meets(box: Extent, near: Extent) -> bool:
    south, west, north, east = box
    return any(
        near.meets(Extent(south, west + turn, north, east + turn)) for turn in (-_TURN, 0, _TURN)
    )
