"""The days by which Python sorts dates, for the field “Go to date” of pages to be held to.

Pages read years, months, days and seasons, and refuse the other kinds.

`python tests/date_cases.py` writes them anew.
"""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

from routemap.errors import DateError
from routemap.model.edtf_dates import parse_date

FILE = Path(__file__).parent / "js" / "dates.json"
_YEARS = ("2023", "2024", "1900", "2000", "0000", "-0044", "-0000", "0001", "-0001")
_REST = (
    "",
    "-09",
    "-02-28",
    "-02-29",
    "-02-30",
    "-09-13",
    "-09-31",
    "-12-31",
    "-00",
    "-13",
    "-01-00",
)
TEXTS = (
    *("".join(pair) for pair in product(_YEARS, _REST)),
    *(f"{date}{sign}" for date in ("2023", "2023-09", "2023-09-13", "2023-23") for sign in "?~%!"),
    *(f"{year}-{season}" for year in ("2023", "-0044") for season in range(20, 26)),
    *("2023-23~", "2023-23-05", "1XXX", "XXXX", "2023-13-XX", "2023-XX-09"),
    *("Y2023", "Y01234", "Y17E7", "17000", "-17000", "2023-09-13T13:00", "2023-09T13:00:00"),
    *("2023-9-3", "2023-09-3", "5", "44", "-44", "-44-3-15", "-44-03-15", "202", "20230913"),
    *("", " ", "soon", "12/09/2023", "12.09.2023", "2023/09/13", ".."),
    *(" 2023-09 ", "2023 -09", "2023–09–13", "２０２３", "~2023", "2023~-09"),
    "2023-09-13/2023-09-12",
)  # fmt: skip


def cases() -> dict[str, int | None]:
    """Return the day of each text as one number, as pages have it; None if it is no date."""
    return {text: _day(text.strip()) for text in TEXTS}


def _day(text: str) -> int | None:
    try:
        day = parse_date(text).sort_day
    except DateError:
        return None
    return day.year * 10_000 + day.month * 100 + day.day


def written() -> str:
    """Return the cases as they stand in their file."""
    members = (f" {json.dumps(text)}: {json.dumps(day)}" for text, day in cases().items())
    return "{\n" + ",\n".join(members) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size / 1000:.0f} kB")  # noqa: T201  to who calls it
