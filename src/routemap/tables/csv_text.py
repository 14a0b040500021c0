"""Bytes to text to rows: encodings, separators, quotation marks; rows as a spreadsheet counts."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from routemap.tables.limits import LONGEST_ROW, why_too_much
from routemap.tables.problems import ProblemLog, shown
from routemap.tables.schema import Schema

_SAVE_AS_UTF_8 = "save it as UTF-8 (in a spreadsheet: “CSV UTF-8”)"
_NOT_TEXT = (
    (b"PK\x03\x04", "is a workbook or an archive (xlsx, ods, zip), not a text file"),
    (b"\xd0\xcf\x11\xe0", "is an old workbook (xls), not a text file"),
    (b"%PDF", "is a PDF, not a text file"),
    (b"\x1f\x8b", "is a gzip archive, not a text file"),
)
# In which spreadsheets have saved tables, by the names that Python and people have for them.
_LEGACY_ENCODINGS = {
    "cp1252": "Windows-1252 (Western European)",
    "cp1250": "Windows-1250 (Central European)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp949": "CP949 (EUC-KR, Korean)",
    "cp932": "Shift_JIS (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
}
_BOMS_OF_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BOMS_OF_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_SAMPLE_BYTES = 20_000
_NULS_OF_UTF_16 = 0.3

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
_OTHER_SEPARATORS = "|:"
_SAMPLE_ROWS = 20
_ROW_LIMIT = "row larger than row limit"
_UNCLOSED = "shorten it; or close a quotation mark that was left open in this row"


# Bytes to text -----------------------------------------------------------------------------------


def decode(content: bytes, problems: ProblemLog, row_at_end: Callable[[str], int]) -> str | None:
    """Return the text of a file, or None after reporting why it cannot be read.

    UTF-8 and UTF-16 are read; another encoding is refused by name, never guessed.

    Parameters
    ----------
    content, problems
        The bytes of the file, and what takes the problem.
    row_at_end
        Returns the row in which a beginning of the text ends, to say where the first bad byte is.
    """
    wrong = _why_no_text(content)
    if wrong:
        problems.error(0, "", *wrong)
        return None
    encoding = "utf-16" if content.startswith(_BOMS_OF_UTF_16) else "utf-8"
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as problem:
        before = content[: problem.start].decode(encoding, errors="ignore")
        what = f"the bytes are not {encoding.upper()}"
        if encoding == "utf-8":
            byte = f"{content[problem.start]:02X}"
            what += f" from byte {byte} on"
            guess = _guess_encoding(content)
            what += f"; they may be {guess}" if guess else ""
        problems.error(row_at_end(before), "", what, _SAVE_AS_UTF_8)
        return None


def _why_no_text(content: bytes) -> tuple[str, str] | None:
    if not content.strip():
        return "the file is empty", "fill it in, or remove it"
    for beginning, what in _NOT_TEXT:
        if content.startswith(beginning):
            return f"the file {what}", "save the table as CSV"
    if content.startswith(_BOMS_OF_UTF_32):
        return "the file looks like UTF-32", _SAVE_AS_UTF_8
    sample = content[:_SAMPLE_BYTES]
    halves = sample[::2], sample[1::2]
    is_half_nul = any(half.count(0) > _NULS_OF_UTF_16 * len(half) for half in halves)
    if is_half_nul and not content.startswith(_BOMS_OF_UTF_16):
        return "the file looks like UTF-16 without its byte-order mark", _SAVE_AS_UTF_8
    return None


def _guess_encoding(content: bytes) -> str:
    """Return the legacy encoding that the bytes look most like, for a message only; "" if none."""
    from charset_normalizer import from_bytes  # noqa: PLC0415  only what is refused needs it

    lines = content[:_SAMPLE_BYTES].splitlines()
    foreign = b"\n".join(line for line in lines if not line.isascii())
    found = from_bytes(foreign, cp_isolation=[*_LEGACY_ENCODINGS]).best()
    # Where several encodings read the same, the more common one is named.
    likely = found.could_be_from_charset if found else ()
    names = (name for encoding, name in _LEGACY_ENCODINGS.items() if encoding in likely)
    return next(names, "")


# Text to rows ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CsvRows:
    """The cells of a table as they stand, its header apart; each row with its number.

    `is_whole` is False if reading had to stop before the end.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    is_whole: bool = True


def read_rows(text: str, separator: str, problems: ProblemLog) -> CsvRows:
    """Return the rows that are not blank, down to the first that cannot be read.

    A header of () means that even the first row could not.
    """
    header: tuple[str, ...] = ()
    rows: list[tuple[int, tuple[str, ...]]] = []
    number = cells_so_far = 0
    try:
        for number, record in enumerate(records(text, separator, strict=True), start=1):
            cells = tuple(cell.strip() for cell in record)
            cells_so_far += len(cells)
            is_kept = number > 1 and any(cells)
            kept = len(rows) + is_kept
            wrong = why_too_much(kept, len(cells), cells_so_far, number - kept)
            if wrong:
                problems.error(number, "", *wrong)
                return CsvRows(header, tuple(rows), is_whole=False)
            if number == 1:
                header = cells
            elif is_kept:
                rows.append((number, cells))
    except csv.Error as problem:
        problems.error(number + 1, "", *_why_not_read(problem))
        return CsvRows(header, tuple(rows), is_whole=False)
    return CsvRows(header, tuple(rows))


def records(text: str, separator: str, *, strict: bool) -> Iterator[list[str]]:
    """Yield the rows of a text, cell by cell as they stand; raises `csv.Error` at a bad one."""
    lines = _Lines(text)
    for record in csv.reader(lines, delimiter=separator, strict=strict):
        lines.in_this_row = 0
        yield record


class _Lines:
    """The lines of a text, until those of one row are longer than any row may be."""

    def __init__(self, text: str) -> None:
        self._lines = StringIO(text, newline="")
        self.in_this_row = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.in_this_row += len(line)
        if self.in_this_row > LONGEST_ROW:
            raise csv.Error(_ROW_LIMIT)
        return line


def _why_not_read(problem: csv.Error) -> tuple[str, str]:
    if str(problem) == _ROW_LIMIT:
        return f"the row is longer than {LONGEST_ROW:,} characters", _UNCLOSED
    if "field limit" in str(problem):
        return f"a cell is longer than {csv.field_size_limit():,} characters", _UNCLOSED
    what = "a quotation mark is left open, or stands inside a quoted cell"
    return what, "close the cell with one quotation mark, and write those inside it twice"


def row_at_end(text: str, schema: Schema[object]) -> int:
    """Return the row in which a beginning of a table's text ends."""
    if '"' not in text:
        return text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    try:
        separator = likely_separator(text, schema.by_name)
        # A last character keeps the reader from dropping a row that has only just begun.
        return sum(1 for _ in records(text + "x", separator, strict=False))
    except csv.Error:
        return text.count("\n") + 1


def csv_text(rows: Iterable[Iterable[str]]) -> str:
    """Return rows as comma-separated text."""
    output = StringIO()
    csv.writer(output, lineterminator="\n").writerows(rows)
    return output.getvalue()


# Separators --------------------------------------------------------------------------------------


def likely_separator(text: str, known: Container[str] = ()) -> str:
    """Return what separates the columns: what makes known headings, else rows of equal length."""

    def weight(separator: str) -> tuple[int, int, int]:
        try:
            sample = islice(records(text, separator, strict=False), _SAMPLE_ROWS)
            rows = [row for row in sample if row]
        except csv.Error:
            rows = []
        header = rows[0] if rows else []
        equal = sum(len(row) == len(header) for row in rows) if len(header) > 1 else 0
        return _count_known(header, known), equal, len(header)

    # Of two that divide equally well, commas are likely those of decimals.
    return max(reversed(SEPARATORS), key=weight)


def _count_known(header: list[str], known: Container[str]) -> int:
    return sum(heading.strip().partition("@")[0] in known for heading in header)


def find_separator(text: str, schema: Schema[object], problems: ProblemLog) -> str | None:
    """Return what separates the columns, or None after reporting why that is unclear."""
    try:
        headers = {separator: _header(text, separator) for separator in SEPARATORS}
    except csv.Error as problem:
        problems.error(1, "", *_why_not_read(problem))
        return None
    whole = headers[","]
    if not any(whole):
        hint = f"put the column names in row 1: {schema.columns[0].name}, …"
        problems.error(1, "", "the first row is blank", hint)
        return None
    known = schema.by_name
    dividing = [
        separator
        for separator, header in headers.items()
        if len(header) > 1 and _count_known(header, known)
    ]
    if len(dividing) == 1:
        dividing += _separators_within(headers[dividing[0]], known)
    if len(dividing) > 1:
        names = " and by ".join(SEPARATORS[separator] for separator in dividing)
        what = f"the column names are separated by {names}"
        problems.error(1, "", what, "use one separator in the whole table")
        return None
    if len(whole) == 1 and not dividing and any(mark in whole[0] for mark in _OTHER_SEPARATORS):
        what = f"the header {shown(whole[0])} is not separated by comma, semicolon or tab"
        problems.error(1, "", what, "save the table with one of these")
        return None
    return dividing[0] if dividing else likely_separator(text, known)


def _header(text: str, separator: str) -> list[str]:
    return [cell.strip() for cell in next(records(text, separator, strict=False), [])]


def _separators_within(header: list[str], known: Container[str]) -> list[str]:
    """Return the separators that divide a heading into nothing but known columns."""
    return [
        separator
        for separator in SEPARATORS
        if any(
            separator in heading and all(name.strip() in known for name in heading.split(separator))
            for heading in header
        )
    ]
