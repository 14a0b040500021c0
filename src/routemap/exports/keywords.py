"""What can be chosen of pictures and files from Python, by keyword."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict


class PictureKeywords(TypedDict, total=False):
    """What can be chosen of a picture; see `routemap.api.JourneyMap.picture`."""

    date: str
    preset: str
    scale: float
    lang: str
    look: str
    stop: str
    km: float
    extent: tuple[float, float, float, float]
    who: Iterable[str]
    show: Iterable[str]
    hide: Iterable[str]
    without: Iterable[str]
    live_text: bool
    title: str
    subtitle: str
    source: str
    credit: str
    bare: str
    transparent: bool
    allow_missing_letters: bool


class SaveKeywords(PictureKeywords, total=False):
    """What can be chosen of a file; see `routemap.api.JourneyMap.save`."""

    moments: Iterable[str]
    answers: str
    base_url: str
    paper: str
    shape: str
    plain_legs: bool
    formula_safe: bool
    follows: bool
