"""Several files of others in one command: each is of a traveller of its own."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from any_journey import shared_journeys
from browser import CHECKOUT
from routemap.cli.main import main
from routemap.errors import ForeignFileError, Level
from routemap.formats.geojson import geojson
from routemap.formats.imported import Imported
from routemap.formats.registry import import_file
from routemap.formats.several_files import BroughtFile, one_journey
from routemap.model.itinerary import build_itinerary
from routemap.model.tracks import tracks_of
from routemap.tables import check_files, check_journey, read_journey

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from routemap.model.journey import Journey, Traveller, Wording

SOUTH_POLE = CHECKOUT / "examples" / "south-pole"
Point = tuple[float, float, str]


def gpx(*points: Point, name: str = "", about: str = "") -> bytes:
    inner = "".join(
        f'<trkpt lat="{lat}" lon="{lon}"><ele>9</ele><time>{time}</time></trkpt>'
        for lat, lon, time in points
    )
    words = f"<name>{name}</name>" if name else ""
    told = f"<metadata>{words}<desc>{about}</desc></metadata>"
    return f"<gpx>{told}<trk><name>Track</name><trkseg>{inner}</trkseg></trk></gpx>".encode()


HOME, LAKE, PASS = (47.0, 8.0), (47.1, 8.2), (47.3, 8.4)
EIGHT, THREE = "2024-06-01T08:00:00Z", "2024-06-01T15:00:00Z"
ANNA = gpx((*HOME, EIGHT), (*LAKE, THREE), name="Anna’s walk", about="Slowly")
BERTHA = gpx((*PASS, EIGHT), (*LAKE, THREE))
CARL = b"""<kml><Document><name>Carl</name>
<Placemark><name>Home</name><Point><coordinates>8,47</coordinates></Point></Placemark>
<Placemark><name>Lake</name><Point><coordinates>8.2,47.1</coordinates></Point></Placemark>
<Placemark><LineString><coordinates>8,47 8.1,47.1 8.2,47.1</coordinates></LineString></Placemark>
</Document></kml>"""
DORA = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": name, "id": name.lower()},
                "geometry": {"type": "Point", "coordinates": [lon, lat]},
            }
            for name, (lat, lon) in (("Home", HOME), ("Pass", PASS))
        ],
    }
).encode()


def brought(folder: Path, files: dict[str, bytes], *options: str) -> Journey:
    for name, content in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    paths = [str(folder / name) for name in files]
    assert main(["import", *paths, "-o", str(folder / "mine"), *options]) == 0
    return read_journey(folder / "mine")


def names(journey: Journey) -> list[str]:
    return [each.name.original.text for each in journey.travellers]


def whole(**files: Imported) -> Imported:
    return one_journey([BroughtFile(f"{name}.gpx", found) for name, found in files.items()])


def test_each_track_travels_by_itself_named_by_its_metadata_or_its_file(tmp_path: Path) -> None:
    journey = brought(tmp_path, {"a.gpx": ANNA, "b.gpx": BERTHA})
    assert names(journey) == ["Anna’s walk", "b"]
    assert [each.note.original.text for each in journey.travellers] == ["Slowly", ""]
    assert [each.traveller for each in journey.stops] == ["annas-walk"] * 2 + ["b"] * 2
    assert [each.position for each in journey.stops] == [HOME, LAKE, PASS, LAKE]
    assert all(leg.geometry for leg in journey.legs)
    itinerary = build_itinerary(journey)
    scene = itinerary.scene(len(itinerary.timeline.moments) - 1)
    assert [len(group) for group in scene.together] == [2]  # both came to the lake
    assert check_journey(tmp_path / "mine").journey


def test_maps_and_tracks_mix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journey = brought(tmp_path, {"b.gpx": BERTHA, "c.kml": CARL, "dora.geojson": DORA})
    assert names(journey) == ["b", "Carl", "dora"]
    assert [each.id for each in journey.stops][2:] == ["home", "lake", "home-2", "pass"]
    assert [bool(leg.geometry) for leg in journey.legs] == [True, True, False]
    told = capsys.readouterr().err.splitlines()
    heads = [line for line in told if line.endswith(("b.gpx:", "c.kml:", "dora.geojson:"))]
    assert len(heads) == 3


def test_one_name_in_several_files_is_told_apart(tmp_path: Path) -> None:
    files = {f"{day}/track.gpx": BERTHA for day in ("one", "two", "three")}
    journey = brought(tmp_path, files)
    assert names(journey) == ["track", "track 2", "track 3"]
    assert len({each.id for each in journey.stops}) == 6


def test_a_title_that_all_have_is_the_journey_s(tmp_path: Path) -> None:
    same = [gpx((*at, EIGHT), (*LAKE, THREE), name="The alps", about="Long") for at in (HOME, PASS)]
    journey = brought(tmp_path, dict(zip(("a.gpx", "b.gpx"), same, strict=True)))
    assert journey.title.original.text == "The alps"
    assert journey.subtitle.original.text == "Long"
    assert names(journey) == ["a", "b"]


def test_without_a_title_of_all_the_folder_is_the_journey_s(tmp_path: Path) -> None:
    journey = brought(tmp_path, {"a.gpx": ANNA, "b.gpx": BERTHA})
    assert journey.title.original.text == "mine"
    assert not (tmp_path / "mine" / "journey.toml").exists()


def test_the_parts_of_a_journey_come_together_again(tmp_path: Path) -> None:
    journey = read_journey(SOUTH_POLE)
    paths = []
    for who in ("amundsen", "scott"):
        paths.append(str(tmp_path / f"{who}.geojson"))
        assert main(["export", str(SOUTH_POLE), "-o", paths[-1], "--who", who]) == 0
    assert main(["import", *paths, "-o", str(tmp_path / "both")]) == 0
    back = read_journey(tmp_path / "both")
    assert back.stops == journey.stops
    assert back.travellers == journey.travellers
    assert back.title == journey.title
    # What is of both is told by both files, of each in its own.
    both = [each for each in journey.events if len(each.who) > 1]
    assert len(back.events) == len(journey.events) + len(both)
    assert {each.id for each in back.references} == {each.id for each in journey.references}
    assert build_itinerary(back).timeline.moments == build_itinerary(journey).timeline.moments


def test_sources_of_one_id_are_told_apart() -> None:
    found = whole(a=import_file("a.gpx", ANNA), b=import_file("b.gpx", BERTHA))
    rows = list(csv.DictReader(io.StringIO(found.files["sources.csv"].decode())))
    assert [row["reference"] for row in rows] == ["gpx", "gpx-2"]
    legs = list(csv.DictReader(io.StringIO(found.files["legs.csv"].decode())))
    assert [row["references"] for row in legs] == ["gpx", "gpx-2"]


def test_what_was_left_adds_up_over_the_files() -> None:
    files = {"a": ANNA, "b": BERTHA, "c": ANNA}
    apart = {name: import_file(f"{name}.gpx", content) for name, content in files.items()}
    together = Counter[tuple[str, str]]()
    for found in apart.values():
        for entry in found.account:
            together[entry.item, entry.fate] += entry.count
    account = whole(**apart).account
    counted = Counter[tuple[str, str]]()
    for entry in account:
        counted[entry.item, entry.fate] += entry.count
    assert counted == together
    assert any(entry.text.startswith("6 measurements") for entry in account.left)
    assert "2 descriptions (the note of its traveller)" in [entry.text for entry in account]


def test_what_files_say_differently_of_the_whole_is_told_and_credits_add_up() -> None:
    def about(credit: str, language: str) -> Imported:
        found = import_file("t.gpx", BERTHA)
        words = f'credit = "{credit}"\nlanguage = "{language}"\ntime_zone = "Europe/Oslo"\n'
        return Imported({**found.files, "journey.toml": words.encode()}, account=found.account)

    found = whole(a=about("Anna", "de"), b=about("Ben", "fr"), c=about("Anna", "de"))
    assert found.files["journey.toml"].decode().splitlines() == [
        'credit = "Anna; Ben"',
        'time_zone = "Europe/Oslo"',
    ]
    assert "3 languages (the files do not agree, and a journey has one)" in [
        entry.text for entry in found.account.left
    ]


def test_what_is_nowhere_on_the_map_still_says_whose_it_is(tmp_path: Path) -> None:
    story = {
        "events": [
            {"start_date": {"year": 1911}, "text": {"headline": "Nowhere"}},
            *(
                {
                    "start_date": {"year": 1911, "month": 11, "day": day},
                    "text": {"headline": f"At {day}", "text": "Snow"},
                    "location": {"name": f"Camp {day}", "lat": -78 - day, "lon": -164},
                }
                for day in (1, 2)
            ),
        ]
    }
    content = json.dumps(story).encode()
    journey = brought(tmp_path, {"a.json": content, "b.json": content})
    nowhere = [each for each in journey.events if not each.stop]
    assert [each.who for each in nowhere] == [("a",), ("b",)]
    at_stops = [(each.id, each.stop) for each in journey.events if each.stop]
    assert at_stops == [
        *(("at-1", "camp-1"), ("at-2", "camp-2"), ("at-1-2", "camp-1-2"), ("at-2-2", "camp-2-2")),
    ]


def test_travellers_whom_files_name_stay_and_one_name_is_one_traveller(tmp_path: Path) -> None:
    head = "name,lat,lon,arrival,ship\n"
    one = f"{head}Kiel,54,10,1905-01-01,Anna\nOslo,60,10,1905-01-02,\nRiga,57,24,1905-01-03,Eva\n"
    two = f"{head}Bergen,60,5,1905-01-05,anna\n"
    files = {"1.csv": one.encode(), "2.csv": two.encode(), "b.gpx": BERTHA}
    journey = brought(tmp_path, files)
    assert names(journey) == ["Anna", "Eva", "b"]
    assert [(each.traveller, each.id) for each in journey.stops][:4] == [
        *(("anna", "kiel"), ("anna", "oslo"), ("anna", "bergen"), ("eva", "riga")),
    ]


def of_people(*people: tuple[str, str], met: bool = False) -> Imported:
    """Return a file of travellers, each (id, name) with a stop; one event is of all if they met."""
    ids = ";".join(each for each, _ in people)
    tables = {
        "travellers.csv": ["id,name", *(f"{each},{name}" for each, name in people)],
        "locations.csv": [
            "name,latitude,longitude,traveller",
            *(f"{name}’s,{number},9,{each}" for number, (each, name) in enumerate(people)),
        ],
        "events.csv": ["location,who,title", *([f"{people[0][1]}s,{ids},Met"] if met else [])],
    }
    return Imported({name: "\n".join(lines).encode() for name, lines in tables.items()})


def rows_of(found: Imported, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(found.files[table].decode())))


def people_of(found: Imported) -> list[tuple[str, str]]:
    return [(each["id"], each["name"]) for each in rows_of(found, "travellers.csv")]


def test_travellers_of_one_id_and_two_names_are_two() -> None:
    found = whole(
        a=of_people(("a", "Ann"), ("b", "Ben")), b=of_people(("a", "Ada"), ("b", "Bob"), met=True)
    )
    assert people_of(found) == [("a", "Ann"), ("b", "Ben"), ("a-2", "Ada"), ("b-2", "Bob")]
    stops = [(each["name"], each["traveller"]) for each in rows_of(found, "locations.csv")]
    assert stops == [("Ann’s", "a"), ("Ben’s", "b"), ("Ada’s", "a-2"), ("Bob’s", "b-2")]
    assert [each["who"] for each in rows_of(found, "events.csv")] == ["a-2;b-2"]


def test_travellers_of_one_name_and_two_ids_are_one() -> None:
    found = whole(a=of_people(("a", "Ann")), b=of_people(("x", "ann"), ("a", "Bob"), met=True))
    assert people_of(found) == [("a", "Ann"), ("a-2", "Bob")]
    assert [each["traveller"] for each in rows_of(found, "locations.csv")] == ["a", "a", "a-2"]
    assert [each["who"] for each in rows_of(found, "events.csv")] == ["a;a-2"]


def test_two_of_one_name_in_a_file_stay_two_whatever_file_tells_of_them() -> None:
    two = ("a", "Ann"), ("x", "Ann")
    found = whole(a=of_people(*two), b=of_people(*two), c=of_people(two[1]))
    assert people_of(found) == [*two]
    stops = [each["traveller"] for each in rows_of(found, "locations.csv")]
    assert stops == ["a", "x", "a", "x", "x"]


def test_a_cell_that_writes_a_traveller_otherwise_is_still_of_that_of_its_file() -> None:
    words = {"A": b",A\n", "ben": b",ben\n", "Zoe": b",Zoe\n", "": b",\n"}
    files = of_people(("a", "Ada"), ("x", "Ben")).files
    stops = (
        files["locations.csv"] + b"\n" + b"".join(b"There,1,1" + each for each in words.values())
    )
    found = whole(a=of_people(("a", "Ann")), b=Imported({**files, "locations.csv": stops}))
    assert people_of(found) == [("a", "Ann"), ("a-2", "Ada"), ("x", "Ben")]
    told = [each["traveller"] for each in rows_of(found, "locations.csv")]
    assert told == ["a", "a-2", "x", "a-2", "x", "Zoe", "a-2"]


def test_who_is_called_like_a_file_that_names_nobody_is_told_apart_from_it() -> None:
    track = import_file("t.gpx", BERTHA)
    found = whole(one=of_people(("x", "Track")), track=track, two=of_people(("y", "track 2")))
    assert people_of(found) == [("x", "Track"), ("track-2", "track 2")]


def test_sources_that_say_the_same_are_one_under_whatever_id() -> None:
    def citing(*rows: str) -> Imported:
        sources = "\n".join(["reference,citation", *rows])
        legs = "\n".join(["from,to,references", *(f"x,y,{row[0]}" for row in rows)])
        found = of_people(("a", "Ann"))
        return Imported({**found.files, "sources.csv": sources.encode(), "legs.csv": legs.encode()})

    one, two = citing("1,Book one"), citing("1,Book two")
    found = whole(a=one, b=two, c=two, d=one, e=citing("7,Book two", "1,Book three"))
    assert [(each["reference"], each["citation"]) for each in rows_of(found, "sources.csv")] == [
        *(("1", "Book one"), ("1-2", "Book two"), ("1-3", "Book three")),
    ]
    told = [each["references"] for each in rows_of(found, "legs.csv")]
    assert told == ["1", "1-2", "1-2", "1", "1-2", "1-3"]


def errors(files: Mapping[str, bytes]) -> set[str]:
    return {each.kind for each in check_files(files, "t").problems if each.level == Level.ERROR}


def own_name(traveller: Traveller, number: int) -> Wording:
    name = traveller.name
    return replace(name, original=replace(name.original, text=f"{name.original.text} {number}"))


@given(st.lists(shared_journeys(), min_size=2, max_size=3))
def test_whatever_journeys_come_together_has_their_errors_and_no_other(
    journeys: list[Journey],
) -> None:
    found = []
    for number, journey in enumerate(journeys):
        apart = replace(
            journey,
            stops=tuple(
                replace(each, traveller=each.traveller and f"{each.traveller}-{number}")
                for each in journey.stops
            ),
            travellers=tuple(
                replace(each, id=f"{each.id}-{number}", name=own_name(each, number))
                for each in journey.travellers
            ),
            events=tuple(
                replace(each, id=f"e{n}", who=tuple(f"{who}-{number}" for who in each.who))
                for n, each in enumerate(journey.events)
            ),
        )
        content = geojson(build_itinerary(apart))
        found.append(BroughtFile(f"{number}.json", import_file(f"{number}.geojson", content)))
    files = one_journey(found).files
    assert errors(files) == set().union(*(errors(each.found.files) for each in found))
    report = check_files(files, "together")
    if report.journey:
        assert len(report.journey.stops) == sum(len(journey.stops) for journey in journeys)
        assert len(report.journey.events) == sum(len(journey.events) for journey in journeys)
        named = [{each.traveller for each in journey.stops} for journey in journeys]
        assert len(tracks_of(report.journey)) == sum(map(len, named))


def test_annotations_of_each_file_stand_on_the_map_of_all() -> None:
    found = []
    for name in ("Kiel", "Bergen"):
        stops = f"name,latitude,longitude\n{name},55,10\n".encode()
        words = f"id,kind,latitude,longitude,text\nfog,label,55,9,Fog at {name}\n".encode()
        files = {"locations.csv": stops, "annotations.csv": words}
        found.append(BroughtFile(f"{name}.zip", Imported(files)))
    whole = one_journey(found).files["annotations.csv"].decode()
    assert [line.split(",")[0] for line in whole.splitlines()] == ["id", "fog", "fog-2"]


# What cannot be --------------------------------------------------------------------------------


def test_a_whole_journey_with_a_lesson_is_refused_beside_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("locations.csv", "name,latitude,longitude,arrival\nKiel,54,10,1905\n")
        archive.writestr("lesson.csv", "moment,kind,text\n,task,Look\n")
    (tmp_path / "trip.zip").write_bytes(packed.getvalue())
    (tmp_path / "a.gpx").write_bytes(ANNA)
    argv = ["import", str(tmp_path / "a.gpx"), str(tmp_path / "trip.zip"), "-o"]
    assert main([*argv, str(tmp_path / "mine")]) == 1
    told = capsys.readouterr().err.splitlines()[-1]
    assert "trip.zip holds lesson.csv, which is of a whole journey; import it by itself" in told
    assert not (tmp_path / "mine").exists()


def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.gpx").write_bytes(ANNA)
    (tmp_path / "b.gpx").write_bytes(b"<kml/>")
    argv = ["import", str(tmp_path / "a.gpx"), str(tmp_path / "b.gpx"), "-o"]
    assert main([*argv, str(tmp_path / "mine")]) == 1
    assert "b.gpx is XML, but not GPX" in capsys.readouterr().err
    assert not (tmp_path / "mine").exists()


def test_a_table_that_is_no_toml_is_named() -> None:
    found = import_file("b.gpx", BERTHA)
    broken = Imported({**found.files, "journey.toml": b"title = "}, account=found.account)
    with pytest.raises(ForeignFileError, match=r"b\.gpx, journey\.toml: .*; mend it"):
        whole(a=found, b=broken)
