"""Tables of a journey that mean harm, made when asked for; each grows with the number it is given.

`JOURNEYS` has them by what is wrong with them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hostile_files import STOPS, features

if TYPE_CHECKING:
    from collections.abc import Callable

Files = dict[str, bytes]
"""The tables of a journey, by name."""


def _stops_of(row: str, number: int) -> Files:
    header = "name,latitude,longitude,arrival,departure,certainty,references\n"
    rows = "".join(row.format(each) for each in range(number))
    return {"locations.csv": (header + rows).encode()}


def _with(name: str, header: str, row: str, number: int) -> Files:
    rows = "".join(row.format(each) for each in range(number))
    return {"locations.csv": STOPS, name: (header + rows).encode()}


def equal_names(number: int) -> Files:
    """Return stops that are all called the same."""
    return _stops_of("A,1,2,,,,\n", number)


def equal_headlines(number: int) -> Files:
    """Return events that are all called the same."""
    return _with("events.csv", "headline,undated\n", "a,before\n", number)


def unknown_references(number: int) -> Files:
    """Return references that each are near to all of the sources, and none of them."""
    sources = "reference,citation\n" + "".join(f"source{each},C\n" for each in range(number))
    return _stops_of("A,1,2,,,,sauce{}\n", number) | {"sources.csv": sources.encode()}


def unknown_stops(number: int) -> Files:
    """Return events at stops that there are not, and as many stops that there are."""
    events = "headline,undated,location\n" + "".join(
        f"E,before,place-{each}\n" for each in range(number)
    )
    return _stops_of("Palace {},1,2,,,,\n", number) | {"events.csv": events.encode()}


def unknown_moments(number: int) -> Files:
    """Return a lesson on days that the journey has not."""
    lesson = "moment,kind,text\n" + "".join(f"20{each},note,T\n" for each in range(number))
    return _stops_of("A{},1,2,,,,\n", number) | {"lesson.csv": lesson.encode()}


def mistakes_in_every_cell(number: int) -> Files:
    """Return rows that are wrong wherever they can be."""
    return _stops_of(",x{0},91,12/13/{0},2023-1{0},certian,[{0}]\n", number)


def unknown_words(number: int) -> Files:
    """Return words that a column has not, near to those that it has."""
    return _stops_of("A{0},1,2,,,uncertian{0},\n", number)


def odd_dates(number: int) -> Files:
    """Return dates of a kind that takes long to read, each its own."""
    return _stops_of("A{0},1,2,Y1{0:05},,,\n", number)


def long_words(number: int) -> Files:
    """Return references of one letter again and again, which comparing takes long for."""
    word = "ab" * 29
    sources = "reference,citation\n" + "".join(
        f"{word}{each:05}"[-60:] + ",C\n" for each in range(300)
    )
    return _stops_of("A,1,2,,,," + "ac" * 27 + "{0:05}\n", number) | {
        "sources.csv": sources.encode()
    }


def unknown_columns(number: int) -> Files:
    """Return columns that no table has."""
    more = "".join(f",nam{each}" for each in range(number))
    return {"locations.csv": f"name,latitude,longitude,arrival{more}\nA,1,2,\n".encode()}


def translations(number: int) -> Files:
    """Return columns that translate one into languages nobody speaks."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    tags = [f"name@{a}{b}{c}" for a in letters for b in letters for c in letters][:number]
    header = ",".join(["name", "latitude", "longitude", "arrival", *tags])
    return {"locations.csv": f"{header}\nA,1,2,{',x' * len(tags)}\n".encode()}


def blank_lines(number: int) -> Files:
    """Return a journey.toml of blank lines."""
    return {"locations.csv": STOPS, "journey.toml": b"\n" * number + b"title = 1\n"}


def unknown_entries(number: int) -> Files:
    """Return a journey.toml of entries that nothing reads."""
    about = "".join(f"titel{each} = 1\n" for each in range(number))
    return {"locations.csv": STOPS, "journey.toml": about.encode()}


def translated_titles(number: int) -> Files:
    """Return a journey.toml with titles in languages that are none."""
    about = "".join(f'"title@x{each}" = "T"\n' for each in range(number))
    return {"locations.csv": STOPS, "journey.toml": about.encode()}


def dotted_keys(number: int) -> Files:
    """Return a journey.toml of sections within sections."""
    return {"locations.csv": STOPS, "journey.toml": b"a." * number + b"a = 1\n"}


def nested_toml(number: int) -> Files:
    """Return a journey.toml of lists within lists."""
    return {"locations.csv": STOPS, "journey.toml": b"a = " + b"[" * number}


def toml_sections(number: int) -> Files:
    """Return a journey.toml of sections, each below one with a long name."""
    about = "".join(f"[a.{'b.' * 20}c{each}]\n" for each in range(number))
    return {"locations.csv": STOPS, "journey.toml": about.encode()}


def wordy_title(letters: int) -> Files:
    """Return a title that nobody reads to its end."""
    return {"locations.csv": STOPS, "journey.toml": b'title = "' + b"x" * letters + b'"\n'}


def _way(coordinates: str, **more: object) -> str:
    properties = {"from": "a", "to": "b", "length_km": 500, "source": "s", "licence": "l", **more}
    geometry = f'{{"type":"LineString","coordinates":[{coordinates}]}}'
    return f'{{"type":"Feature","properties":{json.dumps(properties)},"geometry":{geometry}}}'


def positions(number: int) -> Files:
    """Return a way of very many positions."""
    way = _way("[125,39]," + "[127,40]," * number + "[130,42]")
    return {"locations.csv": STOPS, "legs.geojson": features(way.encode())}


def equal_ways(number: int) -> Files:
    """Return the way of one leg, again and again."""
    ways = ",".join([_way("[125,39],[130,42]")] * number)
    return {"locations.csv": STOPS, "legs.geojson": features(ways.encode())}


def empty_ways(number: int) -> Files:
    """Return features that say nothing."""
    return {"locations.csv": STOPS, "legs.geojson": features(b"{}," * number + b"{}")}


def shapes(number: int) -> Files:
    """Return a ground of very many names and kinds that there are not."""
    shape = (
        '{{"type":"Feature","properties":{{"kind":"k{0}","name":"n{0}"}},'
        '"geometry":{{"type":"LineString","coordinates":[[125,39],[130,42]]}}}}'
    )
    listed = ",".join(shape.format(each) for each in range(number))
    return {"locations.csv": STOPS, "basemap.geojson": features(listed.encode())}


def ground_positions(number: int) -> Files:
    """Return a shape of very many positions, to and fro."""
    line = "[125,39]," + "[127,40],[128,-40]," * (number // 2) + "[130,42]"
    shape = (
        '{"type":"Feature","properties":{"kind":"road","name":"R"},'
        f'"geometry":{{"type":"LineString","coordinates":[{line}]}}}}'
    )
    return {"locations.csv": STOPS, "basemap.geojson": features(shape.encode())}


def many_references(number: int) -> Files:
    """Return a cell that cites very many sources."""
    cited = ";".join(str(each) for each in range(number))
    return _stops_of(f"A,1,2,,,,{cited}\n", 1)


JOURNEYS: dict[str, tuple[Callable[[int], Files], int]] = {
    "equal names": (equal_names, 50_000),
    "equal headlines": (equal_headlines, 50_000),
    "unknown references": (unknown_references, 50_000),
    "unknown stops": (unknown_stops, 50_000),
    "unknown moments": (unknown_moments, 50_000),
    "mistakes in every cell": (mistakes_in_every_cell, 50_000),
    "unknown words": (unknown_words, 50_000),
    "odd dates": (odd_dates, 50_000),
    "long words": (long_words, 50_000),
    "unknown columns": (unknown_columns, 120_000),
    "translations": (translations, 190),
    "blank lines": (blank_lines, 990_000),
    "unknown entries": (unknown_entries, 60_000),
    "translated titles": (translated_titles, 45_000),
    "dotted keys": (dotted_keys, 490_000),
    "nested toml": (nested_toml, 990_000),
    "toml sections": (toml_sections, 18_000),
    "wordy title": (wordy_title, 990_000),
    "positions": (positions, 990_000),
    "equal ways": (equal_ways, 50_000),
    "empty ways": (empty_ways, 1_490_000),
    "shapes": (shapes, 49_000),
    "ground positions": (ground_positions, 490_000),
    "many references": (many_references, 22_000),
}
"""What makes each, and how far it goes before it is refused at first sight."""
