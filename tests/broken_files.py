"""Small files of strangers in which nothing is what it should be.

Each was a traceback, or could have been; none is more than a reason to say what is wrong.
"""

from __future__ import annotations

import json

from hostile_files import (
    HEADER,
    PACKAGE,
    RELATIONS,
    SHEET,
    STOPS,
    described,
    long_character_reference,
    packed,
    rows,
    text_cell,
    workbook,
)


def _point(properties: object, coordinates: object = (1, 2), **more: object) -> bytes:
    feature = {"type": "Feature", "properties": properties, **more}
    feature["geometry"] = {"type": "Point", "coordinates": coordinates}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def _leg(geometry: object = None, **properties: object) -> bytes:
    stop = {"properties": {"kind": "stop", "name": "A"}, "geometry": None}
    leg = {"properties": {"kind": "leg", "from": "a", "to": "b", "source": "s", **properties}}
    leg["geometry"] = geometry  # type: ignore[assignment]
    return json.dumps({"type": "FeatureCollection", "features": [stop, leg]}).encode()


def _our_kml(line: str = "1,2 3,4", **data: str) -> bytes:
    told = {"kind": "leg", "from": "a", "to": "b"} | data
    leg = "".join(f'<Data name="{k}"><value>{v}</value></Data>' for k, v in told.items())
    stop = '<Data name="kind"><value>stop</value></Data><Data name="name"><value>A</value></Data>'
    return (
        f"<kml><Document><Placemark><ExtendedData>{stop}</ExtendedData></Placemark>"
        f"<Placemark><ExtendedData>{leg}</ExtendedData><LineString><coordinates>{line}"
        "</coordinates></LineString></Placemark></Document></kml>"
    ).encode()


def _point_of_kml(place: str) -> bytes:
    at = f"<Point><coordinates>{place}</coordinates></Point>"
    return f"<kml><Placemark>{at}</Placemark></kml>".encode()


def _sheet(*listed: str, **more: str) -> bytes:
    return workbook(rows(HEADER + "".join(f"<row>{row}</row>" for row in listed)), **more)


_DAYS = '<numFmts/><cellXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellXfs>'

BROKEN: dict[str, bytes] = {
    "kind-list.geojson": _point({"kind": ["stop"]}),
    "kind-object.geojson": _point({"kind": {"stop": 1}}),
    "kind-null.geojson": _point({"kind": None}),
    "properties-list.geojson": _point([1, 2]),
    "name-number.geojson": _point({"kind": "stop", "name": 12, "latitude": [], "arrival": {}}),
    "name-true.geojson": _point({"kind": "stop", "name": True, "longitude": False}),
    "names-text.geojson": _point({"title": 1}, names="toponym", when="yesterday"),
    "names-numbers.geojson": _point({}, names=[{"toponym": 1, "lang": 2}], when={"timespans": {}}),
    "names-lists.geojson": _point({}, names=[{"toponym": ["A"], "lang": []}], descriptions=[[]]),
    "when-strange.geojson": _point(
        {}, names=[{"toponym": "A"}], when={"timespans": [{"start": {"in": {}}, "end": []}]}
    ),
    "position-nan.geojson": _point({"name": "A"}, [float("nan"), float("inf")]),
    "position-text.geojson": _point({"name": "A"}, ["1", "2"]),
    "position-huge.geojson": _point({"name": "A"}, [10**400, -(10**400)]),
    "position-1e308.geojson": _point({"name": "A"}, [1e308, -1e308]),
    "position-tiny.geojson": _point({"name": "A"}, [5e-324, -0.0]),
    "position-missing.geojson": _point({"name": "A"}, []),
    "position-object.geojson": _point({"name": "A"}, {"0": 1, "1": 2}),
    "number-1e999.geojson": _point({"name": "A", "n": 0}).replace(b'"n": 0', b'"n": 1e999'),
    "number-of-5000-digits.geojson": _point({"name": "A", "n": 0}).replace(
        b": 0", b": 1" + b"0" * 5000
    ),
    "number-of-4000-digits.geojson": _point({"name": "A", "n": 0}).replace(
        b": 0", b": 1" + b"0" * 4000
    ),
    "half-a-character.geojson": _point({"name": "\ud800", "\udfff": "x"}),
    "control-characters.geojson": _point({"name": "A\x00\x1b[31m\x07", "\x00": "\x01"}),
    "heading-list.geojson": json.dumps({"type": "Feature", "features": {}}).encode(),
    "features-null.geojson": b'{"type": "FeatureCollection", "features": [null, 1, [], "x"]}',
    "features-object.geojson": b'{"type": "FeatureCollection", "features": {"0": {}}}',
    "only-a-number.geojson": b"12",
    "only-null.json": b"null",
    "geometry-text.geojson": b'{"type":"FeatureCollection","features":[{"geometry":"Point"}]}',
    "geometries-number.geojson": b'{"features":[{"geometry":{"geometries":1,"type":[]}}]}',
    "sources-text.geojson": _point({"kind": "stop"}).replace(
        b'{"type"', b'{"sources":"x","report":1,"type"', 1
    ),
    "sources-lists.geojson": _point({"kind": "stop"}).replace(
        b'{"type"', b'{"sources":[[],1,{"url":[]}],"title":[{}],"type"', 1
    ),
    "leg-without-line.geojson": _leg(None, length_km="far"),
    "leg-of-points.geojson": _leg({"type": "Point", "coordinates": [1, 2]}, length_km=[1]),
    "leg-1e308.geojson": _leg(
        {"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, length_km=1e308
    ),
    "leg-ends-numbers.geojson": _leg(
        {"type": "LineString", "coordinates": 5}, **{"from": 1, "to": {}}
    ),
    "utf-16.geojson": _point({"name": "A"}).decode().encode("utf-16"),
    "latin-1.geojson": b'{"type":"FeatureCollection","features":[{"properties":{"n":"\xe9"}}]}',
    "bom.geojson": b"\xef\xbb\xbf" + _point({"name": "A"}),
    "length-word.kml": _our_kml(length_km="twelve"),
    "length-nan.kml": _our_kml(length_km="nan", stub_km="-inf"),
    "length-1e308.kml": _our_kml(length_km="1e308"),
    "length-digits.kml": _our_kml(length_km="9" * 5000),
    "length-blank.kml": _our_kml(length_km=""),
    "line-words.kml": _our_kml("one,two nan,inf 1e999,1 1_0,2", length_km="1"),
    "line-blank.kml": _our_kml("", length_km="1"),
    "leg-without-ends.kml": _our_kml(length_km="1").replace(b'name="from"', b'name="form"'),
    "data-without-name.kml": _our_kml().replace(b' name="to"', b""),
    "point-nan.kml": _point_of_kml("nan,1e999"),
    "point-words.kml": _point_of_kml("here"),
    "point-blank.kml": b"<kml><Placemark><Point/></Placemark></kml>",
    "character-5000.kml": long_character_reference(5000),
    "character-half.kml": described("&#xd800; &#0; &#x110000; &bogus;"),
    "encoding-unknown.kml": b'<?xml version="1.0" encoding="no-such"?><kml/>',
    "encoding-wrong.kml": b'<?xml version="1.0" encoding="utf-16"?><kml/>',
    "encoding-idna.gpx": b'<?xml version="1.0" encoding="idna"?><gpx/>',
    "nul.gpx": b"<gpx><wpt lat='1' lon='2'><name>A\x00</name></wpt></gpx>",
    "position-words.gpx": b"<gpx><wpt lat='north' lon=''><time>noon</time></wpt></gpx>",
    "position-missing.gpx": b"<gpx><wpt/><wpt lat='nan' lon='1e999'/></gpx>",
    "instruction.gpx": b"<?x y?><gpx><!-- c --><?x y?><wpt lat='1' lon='2'/><!-- c --></gpx>",
    "not-xml.xlsx": _sheet(**{"xl/worksheets/sheet1.xml": "this is no XML"}),
    "workbook-not-xml.xlsx": _sheet(**{"xl/workbook.xml": "<workbook"}),
    "strings-not-xml.xlsx": _sheet(**{"xl/sharedStrings.xml": "\x00"}),
    "styles-not-xml.xlsx": _sheet(**{"xl/styles.xml": "<"}),
    "types-not-xml.xlsx": _sheet(**{"[Content_Types].xml": "x"}),
    "relations-not-xml.xlsx": _sheet(**{"xl/_rels/workbook.xml.rels": "x"}),
    "relations-lead-nowhere.xlsx": _sheet(
        **{
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="../../etc/passwd"/>'
            "</Relationships>"
        }
    ),
    "relations-missing.xlsx": _sheet(
        **{"xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships"/>'}
    ),
    "other-root.xlsx": _sheet(**{"xl/workbook.xml": "<html/>"}),
    "no-sheets.xlsx": _sheet(**{"xl/workbook.xml": f'<workbook xmlns="{SHEET}"/>'}),
    "entities.xlsx": _sheet(
        **{"xl/worksheets/sheet1.xml": '<!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'}
    ),
    "string-missing.xlsx": _sheet('<c t="s"><v>999999</v></c>'),
    "string-word.xlsx": _sheet('<c t="s"><v>one</v></c>'),
    "string-negative.xlsx": _sheet('<c t="s"><v>-1</v></c>', strings="<si><t>x</t></si>"),
    "style-missing.xlsx": _sheet('<c s="99999"><v>1</v></c>', '<c s="-5"><v>1</v></c>'),
    "style-word.xlsx": _sheet('<c s="bold"><v>1</v></c>'),
    "number-word.xlsx": _sheet('<c t="n"><v>twelve</v></c>'),
    "number-1e999.xlsx": _sheet("<c><v>1e999</v></c>", "<c><v>NaN</v></c>"),
    "number-of-5000-digits.xlsx": _sheet(f"<c><v>{'9' * 5000}</v></c>"),
    "date-far.xlsx": _sheet('<c s="1"><v>1e12</v></c>', '<c s="1"><v>-1e9</v></c>', styles=_DAYS),
    "date-nan.xlsx": _sheet('<c s="1"><v>nan</v></c>', '<c s="1"><v>1e308</v></c>', styles=_DAYS),
    "date-word.xlsx": _sheet('<c t="d"><v>yesterday</v></c>', '<c t="d"><v>2023-13-45</v></c>'),
    "kind-unknown.xlsx": _sheet('<c t="zz"><v>1</v></c>'),
    "row-word.xlsx": workbook(rows(HEADER + '<row r="two"><c><v>1</v></c></row>')),
    "row-backwards.xlsx": workbook(rows(HEADER + '<row r="-5"><c r="A1"><v>1</v></c></row>')),
    "cell-word.xlsx": _sheet('<c r="??"><v>1</v></c>'),
    "cell-zero.xlsx": _sheet('<c r="A0"><v>1</v></c>', '<c r="0"><v>1</v></c>'),
    "dimension-word.xlsx": workbook('<dimension ref="all of it"/>' + rows(HEADER * 2)),
    "dimension-backwards.xlsx": workbook('<dimension ref="ZZ99:A1"/>' + rows(HEADER * 2)),
    "control-characters.xlsx": _sheet(text_cell("_x0000__x001B_[31m")),
    "empty.zip": packed({}),
    "no-tables.zip": packed({"locations.csv": b"", "legs.geojson": b"", "journey.toml": b""}),
    "folders.zip": packed({"locations.csv/": b"", "x/locations.csv": b"\xff\xfe"}),
    "truncated.zip": packed({"locations.csv": STOPS * 9})[:60],
    "nul-in-csv.csv": b"name\0,latitude\nA\0,1\n",
    "half-utf-16.csv": b"\xff\xfen",
    "surrogate.csv": "name\n\ud800\n".encode("utf-8", "surrogatepass"),
    "only-separators.csv": b",,,\n,,,\n",
    "only-bom.csv": b"\xef\xbb\xbf",
    "returns.csv": b"name\rA\rB\r",
    "slides-of-words.json": b'{"storymap": {"slides": ["A", 1, null, {"location": "here"}]}}',
    "dates-of-words.json": b'{"events": [{"start_date": {"year": "then", "month": []}}]}',
    "chapters-of-lists.json": b'{"chapters": [{"location": {"center": ["a", {}]}, "title": [1]}]}',
    "visits-of-numbers.json": b'[{"startTime": 1, "endTime": [], "visit": 5}, 7]',
    "cut-off-timeline.json": b'{"semanticSegments": [{"startTime": "2024-01',
    "visit-before-time.json": (
        b'[{"startTime":"0001-01-01T00:00:00+14:00","endTime":"9999-12-31T23:59:59-12:00",'
        b'"visit":{"topCandidate":{"placeLocation":"geo:1,2"}}}]'
    ),
}
