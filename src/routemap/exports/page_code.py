"""The QR code that leads from paper and from the wall to the published page (ISO/IEC 18004)."""

from __future__ import annotations

import io
from typing import Any

import segno

from routemap.errors import ParameterError
from routemap.web_address import is_web_address

BASE_URL = "base_url"
MOST_LETTERS = 150
"""Of longer addresses modules are too small for phones at the back of a room."""
_BORDER = 4
"""The quiet zone that the standard asks for, in modules."""
_INK, _PAPER = "#000000", "#ffffff"
"""Not the look's colours: many readers find no light code on a dark ground."""


def read_page_address(text: str) -> str:
    """Return the address of a published page as it is shown and coded.

    Raises
    ------
    ParameterError
        If it is no web address, or too long to be read from a code.
    """
    address = text.strip()
    if not is_web_address(address) or any(letter.isspace() for letter in address):
        message = f"{address} is not a web address; begin it with https://"
        raise ParameterError("base-url", message)
    if len(address) > MOST_LETTERS:
        message = (
            f"the address has {len(address)} letters, more than {MOST_LETTERS} that a phone reads "
            "from a code; choose a shorter one"
        )
        raise ParameterError("base-url", message)
    return address


def code_side(address: str) -> int:
    """Return how many modules wide the code is, with its quiet zone."""
    width, _ = _code(address).symbol_size(border=_BORDER)
    return int(width)


def code_png(address: str, side_px: int) -> bytes:
    """Return the code as a picture (PNG) of at least `side_px`, each module of whole pixels."""
    return _written(address, kind="png", scale=-(-side_px // code_side(address)))


def code_svg(address: str) -> str:
    """Return the code as a drawing (SVG)."""
    return _written(address, kind="svg", xmldecl=False, nl=False).decode("utf-8")


def _written(address: str, **form: Any) -> bytes:  # noqa: ANN401  as segno's
    output = io.BytesIO()
    _code(address).save(output, border=_BORDER, dark=_INK, light=_PAPER, **form)
    return output.getvalue()


def _code(address: str) -> segno.QRCode:
    # A seventh of the code may be lost to a fold or a reflection.
    return segno.make(address, error="m", micro=False)
