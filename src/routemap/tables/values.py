"""Numbers in cells: plain digits with a decimal point, and nothing that only a program reads."""

from __future__ import annotations

import re

from routemap.tables.excerpt import shown

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)
_LONGEST = 40

_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_OTHERWISE = "write a number such as 42.428"
_MENDS = (
    (re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE), "write the number itself"),
    (re.compile(r"[+-]?[0-9.]+e[+-]?[0-9]+", re.IGNORECASE), "write all its digits, no exponent"),
    (re.compile(r"[+-]?[0-9._]+"), "write it with digits and at most one decimal point"),
    (re.compile(r"[−–—‐‑].*"), "write the minus sign as a hyphen: -"),
    (
        re.compile(r"(?=.*[0-9])([NSEW]\b.*|.*([°º˚′″'’\"”]|\b[NSEW]$).*)", re.IGNORECASE),
        "write decimal degrees, south and west with a minus sign: -33.86",
    ),
    (
        re.compile(r"(?=.*[^\x00-\x7f])[+-]?[\d.,．，]+"),
        "use the digits 0 to 9 and a decimal point",
    ),
    (re.compile(r".*[0-9].*", re.DOTALL), "write the number alone, without unit or words"),
)


def why_not_a_number(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a number and how to mend it, or None if nothing is."""
    if _PLAIN.fullmatch(text) and len(text) <= _LONGEST:
        return None
    return f"{shown(text)} is not a plain number", _mend(text)


def _mend(text: str) -> str:
    if len(text) > _LONGEST:
        return "write it with fewer characters"
    if _DECIMAL_COMMA.fullmatch(text):
        return f"use a decimal point: {text.replace(',', '.')}"
    return next((mend for pattern, mend in _MENDS if pattern.fullmatch(text)), _OTHERWISE)
