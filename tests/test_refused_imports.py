"""Whatever a file holds, it is read or refused in one line: none brings the program down."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.errors import ForeignFileError
from routemap.formats.imported import Imported
from routemap.formats.pasted import import_pasted
from routemap.formats.registry import ENDINGS, import_file
from routemap.formats.shapes import shapes_of
from routemap.formats.wkt import geometry_in
from routemap.tables import check_files
from test_importing import tables

if TYPE_CHECKING:
    from pathlib import Path


def zip_of(**entries: bytes) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "."), content)
    return output.getvalue()


BOMB = b"0" * 200_000_000
LAUGHS = b"""<!DOCTYPE kml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><kml>&b;</kml>"""
FETCHES = b"""<!DOCTYPE gpx [<!ENTITY a SYSTEM "file:///etc/passwd">]><gpx>&a;</gpx>"""


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("t.kml", LAUGHS, "defines a document type or entities"),
        ("t.gpx", FETCHES, "defines a document type or entities"),
        ("t.kml", b"<kml><Placemark></kml>", "is not XML"),
        ("t.gpx", b"<kml/>", "is XML, but not GPX"),
        ("t.zip", b"PK\x03\x04broken", "is not a readable archive"),
        ("t.zip", zip_of(notes__txt=b"x"), "holds no locations.csv"),
        ("t.kmz", zip_of(notes__txt=b"x"), "holds no KML"),
        ("t.xlsx", b"PK\x03\x04broken", "is not a readable workbook"),
        ("t.xlsx", zip_of(a__xml=b"<a/>"), "is not a readable workbook"),
        ("t.geojson", b"[" * 100_000, "too deep"),
        ("t.geojson", b'{"type": "FeatureCollection"}', "not a GeoJSON FeatureCollection"),
        ("t.csv", b"\xff\xfe\x00", "t.csv:"),
        ("t.csv", b"a" + b",a" * 300 + b"\nx\n", "has 301 columns"),
        ("t.csv", b"a\n" + b"x\n" * 50_001, "more than 50,000 rows"),
        ("t.csv", b"x" * 20_000_001, "has 20.0 MB"),
        ("t.shp", b"x", "has an ending that cannot be read"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(name: str, content: bytes, why: str) -> None:
    with pytest.raises(ForeignFileError, match=why) as refused:
        import_file(name, content)
    assert "\n" not in str(refused.value)


def test_a_link_in_an_archive_is_followed_nowhere(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("name,latitude,longitude\nSecret,1,2\n", encoding="utf-8")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("locations.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16  # as Unix packs a link
        archive.writestr(link, str(secret))
    brought = import_file("t.zip", packed.getvalue())
    assert "Secret" not in str(brought)
    assert str(secret) in str(brought)  # what the link holds is a table of one odd heading


@pytest.mark.parametrize("name", ["t.zip", "t.kmz", "t.xlsx"])
def test_a_bomb_is_not_unpacked(name: str) -> None:
    with pytest.raises(ForeignFileError, match="unpacks to 200 MB"):
        import_file(name, zip_of(locations__csv=BOMB))


@pytest.mark.parametrize("ending", ENDINGS)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_a_file_holds_it_is_read_or_refused(ending: str, content: bytes) -> None:
    try:
        brought = import_file(f"t.{ending}", content)
    except ForeignFileError:
        return
    assert isinstance(brought, Imported)


_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "type",
                    "features",
                    "properties",
                    "geometry",
                    "coordinates",
                    "kind",
                    "names",
                    "when",
                ]
            )
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
)


@given(st.lists(_json, max_size=4))
def test_whatever_features_hold_they_are_read_or_refused(features: list[Any]) -> None:
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    try:
        files = tables("t.geojson", content)
    except ForeignFileError:
        return
    check_files(files, "x")


@given(st.text(max_size=200))
def test_whatever_is_pasted_is_read_or_refused(text: str) -> None:
    try:
        table = import_pasted(text, "t").table
    except ForeignFileError:
        return
    assert table
    assert all(len(row) == len(table.header) for row in table.rows)


_wkt = st.lists(
    st.sampled_from(
        [*"(),", "POINT", "multipoint", "LineString Z", "POLYGON", "GEOMETRYCOLLECTION", "EMPTY"]
    )
    | st.sampled_from(["1", "-95", "1e999", "x", "SRID=4326;", "M"])
)


@given(st.lists(_wkt, min_size=1, max_size=4))
def test_whatever_shapes_a_table_has_they_are_read_or_told(shapes: list[list[str]]) -> None:
    rows = [f'"{" ".join(shape)}",Place {number}' for number, shape in enumerate(shapes)]
    brought = import_file("t.csv", "\n".join(("WKT,name", *rows)).encode())
    assert brought.account.total("WKT cell") == len(rows)
    deep = "GEOMETRYCOLLECTION (" * 50 + "(" * 50
    assert shapes_of(geometry_in(deep)).count == 0
