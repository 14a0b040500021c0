"""Assets as a page in one file holds them: scripts and styles as text, all else as data URLs."""

from __future__ import annotations

import base64
import re
from hashlib import sha256

from markupsafe import Markup

from routemap.page.assets import Asset, assets

_FONT = re.compile(r"url\((?P<name>inter-[\w.-]+\.woff2)\)")
_SCRIPT_END = re.compile(r"</(?=script)", re.IGNORECASE)


def data_url(media_type: str, body: bytes) -> str:
    """Return an address that holds what it addresses."""
    return f"data:{media_type};base64,{base64.b64encode(body).decode()}"


def inline_script(asset: Asset) -> Markup:
    """Return a script as it may stand between its tags."""
    return Markup(_SCRIPT_END.sub(r"<\\/", asset.body.decode()))  # noqa: S704  our own, escaped


def inline_style(asset: Asset) -> Markup:
    """Return a style sheet as it may stand between its tags, its fonts in it."""

    def font(found: re.Match[str]) -> str:
        file = assets()[found["name"]]
        return f"url({data_url(file.media_type, file.body)})"

    return Markup(_FONT.sub(font, asset.body.decode()))  # noqa: S704  our own


def script_hash(script: str) -> str:
    """Return the source by which a content security policy allows a script in the page."""
    return f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'"
