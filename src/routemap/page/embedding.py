"""The code with which another page embeds a journey."""

from __future__ import annotations

from dataclasses import dataclass

from routemap.page.picture_preview import LinkedPicture
from routemap.page.rendering import render

HEIGHT_PX = 640
"""Of the frame until the page in it has told its own."""
EMBED_SCRIPT = "embed.js"
"""Name of the script that gives frames the height they ask for; it never changes its name."""


@dataclass(frozen=True, slots=True)
class Embedding:
    """What another page embeds: a page for its frame, and a picture in case scripts are off.

    `base` is what the addresses are relative to, with a slash at the end; `title` is the journey's.
    """

    base: str
    frame: str
    page: str
    picture: LinkedPicture
    title: str

    def code(self, *, width: str = "100%", height: int = HEIGHT_PX) -> str:
        """Return HTML to copy; `width` as in CSS, `height` in px until the page tells its own."""
        code = render(
            "embed_code.html", "en", embedding=self, width=width, height=height, script=EMBED_SCRIPT
        )
        return str(code).strip()
