"""What a journey's files may hold, and what a file of a stranger may cost: kept while reading."""

from __future__ import annotations

LARGEST_MB = 20
"""Of a file."""
LARGEST_BYTES = LARGEST_MB * 1_000_000
LARGEST_ABOUT_BYTES = 1_000_000
"""Of journey.toml, whose reader takes its time."""

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 50_000, 200, 1_000_000
MOST_BLANK_ROWS = 1_048_576
"""Rows that hold nothing are not counted among the others; no spreadsheet has more of them."""
LONGEST_ROW = 1_000_000
"""In letters, separators and quotation marks among them."""
LONGEST_CELL = 131_072
"""In letters, whether it is read or not; the module csv has this limit, too."""
LONGEST_NAME, LONGEST_TEXT = 1_000, 20_000
"""In letters: of what stands on one line, and of what is read from its beginning to its end."""

MOST_VALUES = 3_000_000
"""In a JSON document: numbers, texts, lists and objects."""
MOST_POSITIONS = 500_000
"""Of all ways of a journey."""
LONGEST_WAY_KM, SHORTEST_WAY_KM = 400_000.0, 1e-6
"""Ten times round the Earth; a millimetre."""
HALF_ROUND_THE_EARTH_KM = 20_038.0

MOST_PROBLEMS = 1_000
"""Errors of one file that are told one by one, and as many warnings."""
