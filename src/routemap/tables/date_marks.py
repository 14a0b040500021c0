"""What stands around dates in the tables of editors: marks of doubt, and words for no date."""

from __future__ import annotations

_LONGEST_LOOKED_AT = 100
_NO_DATE = frozenset(
    (
        *("nd", "nodate", "undated", "od", "oj", "ohnedatum", "undatiert", "sd", "sansdate"),
        *("nondaté", "sf", "sinfecha", "бд", "бг", "бездаты", "날짜없음", "미상"),
    )
)


def without_mark(text: str) -> tuple[str, bool]:
    """Return a date without what marks it as uncertain, and whether anything does.

    That is a question mark behind it, or square brackets around it, as editors have it.
    """
    whole = text.strip()
    bare = _without_question(whole)
    if bare.startswith("[") and bare.endswith("]"):
        bare = _without_question(bare[1:-1])
    return bare, bare != whole


def says_no_date(text: str) -> bool:
    """Tell whether words such as “n.d.”, “undated” or “o. D.” say that no date is known."""
    bare, _ = without_mark(text[:_LONGEST_LOOKED_AT])
    return "".join(filter(str.isalpha, bare.casefold())) in _NO_DATE


def _without_question(text: str) -> str:
    return text.removesuffix("?").removesuffix("(?)").strip()
