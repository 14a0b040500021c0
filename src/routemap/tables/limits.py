"""How much the files of a journey may hold; a larger one is refused before it fills memory."""

from __future__ import annotations

LARGEST_MB = 20
"""Of a file."""
LARGEST_BYTES = LARGEST_MB * 1_000_000
LARGEST_RECORDING_MB = 100
"""Of where a phone was, which is read piece by piece: ten years of it are larger than any table."""
LARGEST_RECORDING_BYTES = LARGEST_RECORDING_MB * 1_000_000
LARGEST_ABOUT_BYTES = 1_000_000
"""Of journey.toml, which is slow to read."""

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 50_000, 200, 1_000_000
MOST_BLANK_ROWS = 1_048_576
"""Blank rows are counted apart from the others; no spreadsheet has more of them."""
LONGEST_ROW = 1_000_000
"""In characters, separators and quotation marks included."""
LONGEST_CELL = 131_072
"""In characters, whether it is read or not; the module csv has this limit, too."""
LONGEST_NAME, LONGEST_TEXT = 1_000, 20_000
"""In characters: of a name or the like, and of a text of many sentences."""

MOST_VALUES = 3_000_000
"""In a JSON document: numbers, texts, lists and objects."""
MOST_POSITIONS = 500_000
"""Of all leg geometries of a journey together."""
MOST_IMAGE_PIXELS = 20_000_000
"""Of the picture of a map."""
MOST_MEDIA_PIXELS = 40_000_000
"""Of a picture beside a story."""
LARGEST_MEDIA_BYTES = 5 * LARGEST_BYTES
"""Of all media of a journey together: as much as an archive of it may unpack to."""
LARGEST_LATITUDE, LARGEST_LONGITUDE = 90.0, 180.0

MOST_PROBLEMS = 1_000
"""Errors of one file that are listed one by one, and as many warnings."""


def why_too_much(
    rows: int = 0, columns: int = 0, cells: int = 0, blank_rows: int = 0
) -> tuple[str, str] | None:
    """Return what a table has too much of and how to fix it, or None if it may be read.

    Parameters
    ----------
    rows
        Without the header and blank rows.
    columns, cells, blank_rows
        Of the widest row, of all rows, and between the others.
    """
    if columns > MOST_COLUMNS:
        return f"the table has {columns:,} columns, the limit is {MOST_COLUMNS}", "remove some"
    if rows > MOST_ROWS:
        return f"the table has more than {MOST_ROWS:,} rows", "shorten it, or split the journey"
    if cells > MOST_CELLS:
        return (
            f"the table has more than {MOST_CELLS:,} cells",
            "remove columns, or split the journey",
        )
    if blank_rows > MOST_BLANK_ROWS:
        return f"the table has more than {MOST_BLANK_ROWS:,} blank rows", "remove them"
    return None
