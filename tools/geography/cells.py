"""Which country lies where, in the cells of a grid over the Earth."""

import json
from collections.abc import Iterable
from itertools import groupby

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

PER_DEGREE = 10
NONE = -1


def country_rows(areas: Iterable[tuple[int, BaseGeometry]]) -> list[bytes]:
    """Write the grid, a line for each row of cells from the south, each from the west.

    Parameters
    ----------
    areas
        Of each country its number, as the lists of names count it, or -1, and its area.

    Returns
    -------
    Lines of JSON: how many cells, then the country of all of them by its number, -1 where there is
    none; and so on.
    """
    cells = np.full((180 * PER_DEGREE, 360 * PER_DEGREE), NONE, dtype=np.int16)
    parts = [(number, part) for number, area in areas for part in getattr(area, "geoms", (area,))]
    islets = []
    for number, part in parts:
        shapely.prepare(part)
        west, south, east, north = part.bounds
        columns = np.arange(_cell(west + 180), min(_cell(east + 180) + 1, cells.shape[1]))
        rows = np.arange(_cell(south + 90), min(_cell(north + 90) + 1, cells.shape[0]))
        x, y = np.meshgrid((columns + 0.5) / PER_DEGREE - 180, (rows + 0.5) / PER_DEGREE - 90)
        inside = shapely.contains_xy(part, x, y)
        if not inside.any():
            islets.append((number, part))
        block = cells[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        block[inside] = number
    # What is smaller than a cell has one all the same, unless that is land already.
    for number, part in islets:
        place = part.representative_point()
        row, column = _cell(place.y + 90), _cell(place.x + 180)
        if cells[row, column] == NONE:
            cells[row, column] = number
    return [_line(row.tolist()) for row in cells]


def _cell(degrees: float) -> int:
    return int(degrees * PER_DEGREE)


def _line(row: list[int]) -> bytes:
    runs = [(len(list(run)), number) for number, run in groupby(row)]
    numbers = [number for run in runs for number in run]
    return (json.dumps(numbers, separators=(",", ":")) + "\n").encode()
