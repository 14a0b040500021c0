"""What the Teach page shows, as HTML: how to present; handout, slides and film with their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from routemap.page.rendering import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.model.journey import Phrase


class TeachingFile(NamedTuple):
    """A file: its address, the one that saves it, and the name to save it under."""

    address: str
    download: str
    name: str


def presenting_html(language: str, address: str) -> str:
    """Return the link to the presentation, and what it can do."""
    return render("teach_present.html", language, address=address)


def handout_html(language: str, handout: TeachingFile, pages: TeachingFile) -> str:
    """Return the handout's link and a picture of its pages."""
    return render("teach_handout.html", language, file=handout, pages=pages)


def slides_html(language: str, slides: TeachingFile, preview: str, titles: Sequence[Phrase]) -> str:
    """Return the link to the slides, the address of a picture of their maps, and their titles."""
    return render("teach_slides.html", language, file=slides, preview=preview, titles=titles)


def stills_html(language: str, address: str) -> str:
    """Return what a film will show that has not been made, as a picture at this address."""
    return render("teach_stills.html", language, address=address)


def film_html(language: str, film: TeachingFile, size: tuple[int, int], *, is_video: bool) -> str:
    """Return a film that has been made, with its link; `size` in px."""
    return render("teach_film.html", language, file=film, size=size, is_video=is_video)
