"""Web addresses from outside, some of which Python's own parser refuses with an error."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

_NONE = SplitResult("", "", "", "", "")


def address_parts(address: str) -> SplitResult:
    """Return the parts of an address, all of them "" if it is malformed, as "http://[" is."""
    try:
        return urlsplit(address)
    except ValueError:
        return _NONE


def is_web_address(address: str) -> bool:
    """Tell whether an address leads to a page of some host."""
    parts = address_parts(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc)
