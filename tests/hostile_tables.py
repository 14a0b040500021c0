"""Workbooks and marked up texts that mean harm; each grows with the number it is given."""

from __future__ import annotations

import struct
from collections.abc import Callable
from html import escape

from hostile_files import HEADER, packed, rows, workbook
from routemap.formats.compound_file import compound_file

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
TABLE_ROWS = "<tr><th>Place<th>Date<tr><td>Rome<td>1786"


# ODS ---------------------------------------------------------------------------------------------


def ods_cell(text: str) -> str:
    """Return a cell of a text."""
    if not text:
        return "<table:table-cell/>"
    return (
        '<table:table-cell office:value-type="string">'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
    )


def ods_file(tables: str) -> bytes:
    """Return a workbook of these tables; the style “h” hides one."""
    spaces = "".join(
        f' xmlns:{each}="{OFFICE}:{each}:1.0"' for each in ("office", "table", "text", "style")
    )
    content = (
        f"<office:document-content{spaces}><office:automatic-styles>"
        '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"content.xml": content})


def ods_rows(number: int) -> bytes:
    """Return rows of a cell."""
    written = f"<table:table-row>{ods_cell('x')}</table:table-row>" * number
    return ods_file(f'<table:table table:name="S">{written}</table:table>')


def ods_sheets(number: int) -> bytes:
    """Return sheets without rows."""
    return ods_file('<table:table table:name="S"/>' * number)


def ods_remarks(number: int) -> bytes:
    """Return remarks within remarks of a cell."""
    remarks = "<office:annotation>" * 40 + "</office:annotation>" * 40
    cell = f"<table:table-cell>{remarks * number}</table:table-cell>"
    written = f"<table:table-row>{cell}</table:table-row>"
    return ods_file(f'<table:table table:name="S">{written}</table:table>')


# XLSX --------------------------------------------------------------------------------------------


def overlapping_merges(number: int) -> bytes:
    """Return merged cells that each span all rows."""
    listed = "".join(f'<row r="{each}"><c r="A{each}"><v>1</v></c></row>' for each in range(2, 52))
    merged = '<mergeCell ref="A2:A1048576"/>' * number
    return workbook(f"{rows(HEADER + listed)}<mergeCells>{merged}</mergeCells>")


# XLS ---------------------------------------------------------------------------------------------


def biff(*records: tuple[int, bytes]) -> bytes:
    """Return records of an old workbook."""
    return b"".join(struct.pack("<2H", kind, len(data)) + data for kind, data in records)


def xls(*cells: tuple[int, bytes], strings: bytes = b"", sheets: int = 1) -> bytes:
    """Return an old workbook whose sheets all have the same records."""
    begin = (0x809, struct.pack("<4H2I", 0x600, 5, 0, 0, 0, 6))
    more = [(0xFC, strings)] if strings else []

    def head(at: int) -> bytes:
        sheet = (0x85, struct.pack("<I", at) + b"\x00\x00\x01\x00S")
        return biff(begin, *[sheet] * sheets, *more, (0x0A, b""))

    return compound_file(head(len(head(0))) + biff(begin, *cells, (0x0A, b"")), "Workbook")


def number_cell(row: int, column: int) -> tuple[int, bytes]:
    """Return a cell; row and column are counted from 0."""
    return 0x203, struct.pack("<3Hd", row, column, 0, 1.5)


def xls_rows(number: int) -> bytes:
    """Return rows of a cell."""
    return xls(*(number_cell(row, 0) for row in range(number)))


def xls_records(number: int) -> bytes:
    """Return records that say nothing."""
    return xls(*[(0, b"")] * number)


# Markup ------------------------------------------------------------------------------------------


def html(part: str) -> Callable[[int], bytes]:
    """Return what makes a table followed by a part many times."""
    return lambda number: f"<table>{TABLE_ROWS}{part * number}".encode()


def wiki(part: str) -> Callable[[int], bytes]:
    """Return what makes a table with a part in a cell many times."""
    return lambda number: f"{{|\n! Place !! Date\n|-\n| Rome || {part * number}\n|}}\n".encode()


def markdown(part: str) -> Callable[[int], bytes]:
    """Return what makes a table with a part in a cell many times."""
    return lambda number: f"|Place|Date|\n|---|---|\n|Rome|{part * number}|\n".encode()


# Text that is separated ---------------------------------------------------------------------------


def rows_of(header: str, cell: Callable[[int], str]) -> Callable[[int], bytes]:
    """Return what makes a row for each 100,000 of a number, the cells of so many letters each."""

    def made(number: int) -> bytes:
        written = cell(min(number, 100_000))
        places = (f"A{row},1,2,{row}{written}" for row in range(number // 100_000 + 1))
        return "\n".join((header, *places)).encode()

    return made


FILES: dict[str, tuple[Callable[[int], bytes], int]] = {
    "rows.ods": (ods_rows, 49_000),
    "sheets.ods": (ods_sheets, 900_000),
    "remarks.ods": (ods_remarks, 70_000),
    "overlapping-merges.xlsx": (overlapping_merges, 49_000),
    "rows.xls": (xls_rows, 49_000),
    "records.xls": (xls_records, 3_900_000),
    "open-comments.html": (html("<!--"), 4_900_000),
    "open-quotes.html": (html('<a b="'), 3_200_000),
    "tags.html": (html("<b>"), 900_000),
    "nested-tables.html": (html("<table><tr><td>"), 300_000),
    "declarations.html": (html("<!"), 9_000_000),
    "less-thans.html": (html("<"), 900_000),
    "tall-cells.html": (html("<tr><td rowspan=9>x<td>y"), 49_000),
    "open-comments.wiki": (wiki("<!--"), 4_900_000),
    "open-links.wiki": (wiki("[["), 9_000_000),
    "open-outer-links.wiki": (wiki("[https://a "), 1_700_000),
    "open-footnotes.wiki": (wiki("<ref>"), 2_900_000),
    "open-templates.wiki": (wiki("{{"), 9_000_000),
    "quotes.wiki": (wiki("'"), 19_000_000),
    "rows.wiki": (wiki("a\n|-\n| b || c"), 49_000),
    "nested.wiki": (wiki("\n{|"), 900_000),
    "open-links.md": (markdown("["), 19_000_000),
    "links.md": (markdown("[a](b)"), 2_900_000),
    "escapes.md": (markdown("\\"), 19_000_000),
    "dashes.md": (markdown("|-"), 9_000_000),
    "blanks-in-wkt.csv": (
        rows_of("name,latitude,longitude,WKT", lambda length: f"x{' ' * length}y"),
        9_000_000,
    ),
    "open-pictures.csv": (
        rows_of("name,latitude,longitude,media", lambda length: "<img " * (length // 5)),
        9_000_000,
    ),
}
"""What makes each, and how far it may go."""
