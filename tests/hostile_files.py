"""Files of strangers that mean harm, made when asked for; each grows with the number it is given.

`FILES` has them by a name whose ending says of which kind they are.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from hostile_stories import STORIES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

STOPS = b"id,name,latitude,longitude,arrival\na,Alpha,39,125,2023-09-01\nb,Beta,42,130,2023-09-03\n"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BILLION = 10**9


def packed(entries: Mapping[str, bytes | str]) -> bytes:
    """Return a ZIP archive of these entries."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return output.getvalue()


# Tables as text ----------------------------------------------------------------------------------


def quotation_marks(number: int) -> bytes:
    """Return nothing but quotation marks."""
    return b'"' * number


def open_quotation_mark(number: int) -> bytes:
    """Return a cell that never ends."""
    return b'name,latitude\n"' + b"x\n" * number


def one_column(number: int) -> bytes:
    """Return very many rows of one letter."""
    return b"name\n" + b"x\n" * number


def blank_rows(number: int) -> bytes:
    """Return rows that hold nothing."""
    return b"name,latitude,longitude,arrival\n" + b"\n" * number + b"A,1,2,\n"


def one_long_row(number: int) -> bytes:
    """Return very many columns without a name."""
    return b"name" + b"," * number + b"\n1\n"


def one_wide_row_below(number: int) -> bytes:
    """Return short rows, which all become as wide as the last one if they are padded."""
    return b"name,latitude\n" + b"x,1\n" * number + b"," * 199 + b"x\n"


def full_table(rows: int) -> bytes:
    """Return as many columns as are read, and rows of short cells."""
    header = b",".join([b"name", *(b"c%d" % number for number in range(199))])
    return header + b"\n" + (b"ab," * 199 + b"c\n") * rows


def equal_headings(number: int) -> bytes:
    """Return columns that are all called the same."""
    return b",".join([b"name"] * number) + b"\nx\n"


def long_name(letters: int) -> bytes:
    """Return a name that nobody reads to its end."""
    return b"name,latitude,longitude,arrival\n" + b"x" * letters + b",1,2,\nB,3,4,\n"


# GeoJSON -----------------------------------------------------------------------------------------


def features(listed: bytes) -> bytes:
    """Return a FeatureCollection of what is written between its brackets."""
    return b'{"type":"FeatureCollection","features":[' + listed + b"]}"


def brackets(number: int) -> bytes:
    """Return lists within lists."""
    return b"[" * number


def tiny_numbers(number: int) -> bytes:
    """Return a list of numbers of one digit."""
    return features(b"0," * number + b"0")


def empty_members(number: int) -> bytes:
    """Return objects of a few bytes that take two hundred in memory."""
    return features(b'{"":0},' * number + b"{}")


def nested_lists(number: int) -> bytes:
    """Return lists of one number."""
    return features(b"[0]," * number + b"0")


def property_names(number: int) -> bytes:
    """Return points each of which has a property that no other has."""
    point = (
        '{"type":"Feature","properties":{"p%d":1},"geometry":{"type":"Point","coordinates":[1,2]}}'
    )
    return features(",".join(point % each for each in range(number)).encode())


def long_number(digits: int) -> bytes:
    """Return a whole number of very many digits."""
    return features(b'{"properties":{"n":' + b"9" * digits + b"}}")


# KML and GPX -------------------------------------------------------------------------------------


def _placemark(inside: str) -> bytes:
    return f"<kml><Document><Placemark><name>A</name>{inside}</Placemark></Document></kml>".encode()


def described(html: str) -> bytes:
    """Return a placemark with such a description."""
    return _placemark(
        f"<description><![CDATA[{html}]]></description><Point><coordinates>1,2</coordinates></Point>"
    )


def unclosed_tags(number: int) -> bytes:
    """Return tags of HTML that never end."""
    return described("<br" * number)


def unclosed_comments(number: int) -> bytes:
    """Return comments of HTML that never end."""
    return described("<!--" * number)


def entities(number: int) -> bytes:
    """Return references to characters, none of them finished."""
    return described("&amp" * number)


def long_character_reference(digits: int) -> bytes:
    """Return one character by a number of very many digits."""
    return described(f"&#{'9' * digits};")


def nested_placemarks(number: int) -> bytes:
    """Return placemarks within placemarks."""
    return b"<kml>" + b"<Placemark>" * number + b"</Placemark>" * number + b"</kml>"


def placemarks_around_many(number: int) -> bytes:
    """Return placemarks within placemarks, few enough, and very many elements in the last."""
    within = b"<x/>" * number
    return b"<kml>" + b"<Placemark>" * 40 + within + b"</Placemark>" * 40 + b"</kml>"


def deep_xml(number: int) -> bytes:
    """Return elements within elements."""
    return b"<kml>" + b"<a>" * number + b"</a>" * number + b"</kml>"


def empty_elements(number: int) -> bytes:
    """Return elements of four bytes that take a hundred in memory."""
    return b"<gpx>" + b"<a/>" * number + b"</gpx>"


def elements_with_attributes(number: int) -> bytes:
    """Return elements that hold little, and take a lot."""
    return b"<gpx>" + b'<a b="12" c="34" d=""/>' * number + b"</gpx>"


def attributes(number: int) -> bytes:
    """Return one element with very many attributes."""
    named = b" ".join(b'a%d=""' % each for each in range(number))
    return b"<kml><Placemark " + named + b"/></kml>"


def many_data(number: int) -> bytes:
    """Return a placemark of ours with very many names of data."""
    data = "".join(f'<Data name="x{each}"><value>1</value></Data>' for each in range(number))
    stop = '<Data name="kind"><value>stop</value></Data>'
    return _placemark(f"<ExtendedData>{stop}{data}</ExtendedData>")


def many_positions(number: int) -> bytes:
    """Return a line of ours of very many positions."""
    line = "1,2 " * number
    data = {"kind": "leg", "from": "a", "to": "b", "length_km": "1"}
    told = "".join(f'<Data name="{k}"><value>{v}</value></Data>' for k, v in data.items())
    stop = '<ExtendedData><Data name="kind"><value>stop</value></Data></ExtendedData>'
    return (
        f"<kml><Placemark>{stop}</Placemark><Placemark><ExtendedData>{told}</ExtendedData>"
        f"<LineString><coordinates>{line}</coordinates></LineString></Placemark></kml>"
    ).encode()


def waypoints(number: int) -> bytes:
    """Return points of GPX that say nothing."""
    return b"<gpx>" + b'<wpt lat="1" lon="2"/>' * number + b"</gpx>"


# Archives and workbooks --------------------------------------------------------------------------


def workbook(sheet: str, strings: str = "", styles: str = "", **more: str) -> bytes:
    """Return a workbook (XLSX) with one sheet; `more` takes the place of whole entries."""
    kinds = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "styles": "styles",
             "sharedStrings": "sharedStrings"}  # fmt: skip
    overrides = "".join(
        f'<Override PartName="/xl/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    relation = f'<Relationship Id="%s" Type="{RELATIONS}/%s" Target="%s"/>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">%s</Relationships>'
    entries = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": relations % (relation % ("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations
        % (
            relation % ("r1", "worksheet", "worksheets/sheet1.xml")
            + relation % ("r2", "sharedStrings", "sharedStrings.xml")
            + relation % ("r3", "styles", "styles.xml")
        ),
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{SHEET}">{styles}</styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
    }
    return packed(entries | more)


def rows(listed: str) -> str:
    """Return the rows of a sheet."""
    return f"<sheetData>{listed}</sheetData>"


def text_cell(text: str) -> str:
    """Return a cell of a sheet that holds a text."""
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f"<row>{text_cell('name')}{text_cell('latitude')}</row>"


def wide_sheet(number: int) -> bytes:
    """Return rows that each have a cell in the last column there can be."""
    wide = "".join(
        f'<row r="{each}"><c r="A{each}"><v>1</v></c><c r="XFD{each}"><v>1</v></c></row>'
        for each in range(1, number + 1)
    )
    return workbook(f'<dimension ref="A1:XFD1048576"/>{rows(wide)}')


def far_row(number: int) -> bytes:
    """Return a row that says it is far below the others."""
    far = f'<row r="{number}"><c r="A{number}"><v>1</v></c></row>'
    return workbook(rows(HEADER + far))


def far_column(number: int) -> bytes:
    """Return a cell that says it is in a column of very many letters."""
    return workbook(rows(f'{HEADER}<row r="2"><c r="{"Z" * number}2"><v>1</v></c></row>'))


def cells_in_a_row(number: int) -> bytes:
    """Return a row that holds nothing in very many cells."""
    return workbook(rows(f"{HEADER}<row>{'<c/>' * number}</row>"))


def many_cells(number: int) -> bytes:
    """Return rows as wide as are read."""
    return workbook(rows(HEADER + f"<row>{'<c><v>1</v></c>' * 200}</row>" * number))


def many_strings(number: int) -> bytes:
    """Return texts that no cell shows."""
    return workbook(rows(HEADER + HEADER), strings="<si><t>x</t></si>" * number)


def many_styles(number: int) -> bytes:
    """Return looks of cells that no cell has."""
    return workbook(
        rows(HEADER + HEADER), styles="<cellXfs>" + '<xf numFmtId="0"/>' * number + "</cellXfs>"
    )


def deep_sheet(number: int) -> bytes:
    """Return elements within elements, in a sheet."""
    return workbook(rows(f"{HEADER}<row><c>{'<is>' * number}{'</is>' * number}</c></row>"))


def long_cell(letters: int) -> bytes:
    """Return a cell of very many letters."""
    return workbook(rows(f"{HEADER}<row>{text_cell('x' * letters)}</row>"))


def bomb(number: int) -> bytes:
    """Return a journey's table that unpacks to very much of nothing."""
    return packed({"locations.csv": b"\0" * number})


def many_entries(number: int) -> bytes:
    """Return an archive of very many files."""
    return packed({f"{each}.csv": b"" for each in range(number)} | {"locations.csv": STOPS})


def newlines_in_archive(number: int) -> bytes:
    """Return a journey whose journey.toml has blank lines, and little else."""
    return packed({"locations.csv": STOPS, "journey.toml": b"\n" * number + b'title = "A"\n'})


def unclosed_tags_packed(number: int) -> bytes:
    """Return the unclosed tags in a KMZ: a thousandth of their size."""
    return packed({"doc.kml": unclosed_tags(number)})


FILES: dict[str, tuple[Callable[[int], bytes], int]] = {
    "quotation-marks.csv": (quotation_marks, 20_000_000),
    "open-quotation-mark.csv": (open_quotation_mark, 9_900_000),
    "one-column.csv": (one_column, 9_900_000),
    "blank-rows.csv": (blank_rows, 19_900_000),
    "one-long-row.csv": (one_long_row, 19_900_000),
    "one-wide-row-below.csv": (one_wide_row_below, 49_000),
    "full-table.csv": (full_table, 33_000),
    "equal-headings.csv": (equal_headings, 3_900_000),
    "long-name.csv": (long_name, 19_900_000),
    "brackets.geojson": (brackets, 20_000_000),
    "tiny-numbers.geojson": (tiny_numbers, 9_900_000),
    "empty-members.geojson": (empty_members, 2_800_000),
    "nested-lists.geojson": (nested_lists, 4_900_000),
    "property-names.geojson": (property_names, 50_000),
    "long-number.geojson": (long_number, 19_900_000),
    "unclosed-tags.kml": (unclosed_tags, 6_600_000),
    "unclosed-comments.kml": (unclosed_comments, 4_900_000),
    "entities.kml": (entities, 4_900_000),
    "long-character-reference.kml": (long_character_reference, 19_900_000),
    "nested-placemarks.kml": (nested_placemarks, 800_000),
    "placemarks-around-many.kml": (placemarks_around_many, 4_900_000),
    "deep.kml": (deep_xml, 2_800_000),
    "attributes.kml": (attributes, 1_700_000),
    "many-data.kml": (many_data, 430_000),
    "many-positions.kml": (many_positions, 4_900_000),
    "empty-elements.gpx": (empty_elements, 4_900_000),
    "elements-with-attributes.gpx": (elements_with_attributes, 800_000),
    "waypoints.gpx": (waypoints, 860_000),
    "wide-sheet.xlsx": (wide_sheet, 8_000),
    "far-row.xlsx": (far_row, 100 * _BILLION),
    "far-column.xlsx": (far_column, 1_000_000),
    "cells-in-a-row.xlsx": (cells_in_a_row, 20_000_000),
    "many-cells.xlsx": (many_cells, 30_000),
    "many-strings.xlsx": (many_strings, 5_800_000),
    "many-styles.xlsx": (many_styles, 5_000_000),
    "deep-sheet.xlsx": (deep_sheet, 10_000_000),
    "long-cell.xlsx": (long_cell, 99_000_000),
    "bomb.zip": (bomb, 99_000_000),
    "many-entries.zip": (many_entries, 100_000),
    "newlines.zip": (newlines_in_archive, 19_900_000),
    "unclosed-tags.kmz": (unclosed_tags_packed, 33_000_000),
    **STORIES,
}
"""What makes each, and how far it may go: 20 MB, or 100 MB unpacked, or the rows that are read."""
