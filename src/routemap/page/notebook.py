"""HTML that a notebook (Jupyter, VS Code) shows of a journey or a picture, without a network."""

from __future__ import annotations

from routemap.model.journey import Wording
from routemap.page.inlining import data_url
from routemap.page.rendering import render


def frame_html(page: str, title: Wording, language: str) -> str:
    """Return a whole page in a frame that can reach neither the notebook nor another host."""
    return render("notebook_frame.html", language, page=page, title=title.in_language(language))


def picture_html(content: bytes, media_type: str, alt: str) -> str:
    """Return a picture with its alt text."""
    address = data_url(media_type, content)
    return render("notebook_picture.html", "en", address=address, alt=alt)
