"""What the Open page shows, as HTML: its head, the problems of a table, the map that follows."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from routemap.geocoding.candidates import place_words
from routemap.page.rendering import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from routemap.errors import Problem
    from routemap.geocoding.places_table import MissingPlace
    from routemap.geocoding.proposal import Proposal
    from routemap.model.journey import Journey
    from routemap.pictures.picture import Picture


def open_head_html(language: str) -> str:
    """Return the page's title."""
    return render("open_head.html", language)


def example_html(journey: Journey, language: str) -> str:
    """Return what an example is about."""
    return render(
        "example.html",
        language,
        title=journey.title.in_language(language),
        subtitle=journey.subtitle.in_language(language),
        source=journey.report_title.in_language(language),
    )


def problem_list_html(problems: tuple[Problem, ...], language: str) -> str:
    """Return the problems of the tables that are open, or that there are none."""
    return render("problem_list.html", language, problems=problems)


def missing_place_html(missing: MissingPlace, language: str, *, has_proposals: bool) -> str:
    """Return the heading of a place without coordinates."""
    return render(
        "missing_place.html",
        language,
        place=missing.name,
        row=missing.row_number,
        has_proposals=has_proposals,
    )


def proposal_html(place: Proposal, reasons: Sequence[str], language: str) -> str:
    """Return a place that may be meant: what speaks for and against it, and its source."""
    return render(
        "proposal.html",
        language,
        place=place_words(place, language),
        reasons=reasons,
        source=place.source,
    )


def drawn_map_html(picture: Picture, drawn: bytes) -> str:
    """Return a still map within the page itself: a picture, drawn as SVG."""
    preset = picture.options.preset
    return render(
        "picture_preview.html",
        picture.options.language,
        facts=picture.metadata,
        address=drawn_address(drawn),
        width=round(preset.width),
        height=round(preset.height),
    )


def drawn_address(drawn: bytes) -> str:
    """Return a picture (SVG) as an address that holds all of it: nobody else can ask for it."""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn).decode()}"
