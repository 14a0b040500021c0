"""What a picture says in words: alt text, long description, caption, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.declutter import is_long
from routemap.i18n.catalog import translate, truncated
from routemap.i18n.dates import Length, moment_phrase, stop_date
from routemap.i18n.numbers import distance_text
from routemap.model.journey import Basis

if TYPE_CHECKING:
    from routemap.model.itinerary import Scene

ALT_LETTERS = 250


def alt_text(scene: Scene, language: str) -> str:
    """Return one sentence for who does not see the picture, 250 letters at most."""
    names = [stop.name.in_language(language).text for stop in scene.journey.stops]
    title = scene.journey.title.in_language(language).text
    when = "" if scene.is_over else moment_phrase(scene.moment, language).text
    first, last = names[0], names[-1]
    text = translate(language, "alt_map", title=title, first=first, last=last, number=len(names))
    stop = scene.current_stop
    if when:
        text += f" {when[:1].upper()}{when[1:]}"
        text += f": {names[stop]}." if stop is not None else "."
    return truncated(text, ALT_LETTERS)


def description(scene: Scene, language: str) -> str:
    """Return the whole route in words: each stop with its date, each leg with its length.

    Of many stops the whole length alone: nobody listens to a thousand, and tables have them.
    """
    parts = [alt_text(scene, language)]
    journey = scene.journey
    if is_long(journey) and not scene.itinerary.length.is_travel:
        return parts[0]
    if is_long(journey):
        return " ".join((*parts, f"{distance_text(scene.itinerary.length, language)}."))
    for number, stop in enumerate(journey.stops):
        date = stop_date(stop, language, Length.LONG).text
        name = stop.name.in_language(language).text
        parts.append(f"{number + 1} {name}{', ' if date else ''}{date}.")
        if number < len(journey.legs):
            parts.append(f"{distance_text(scene.itinerary.leg_distances[number], language)}.")
    return " ".join(parts)


def caption(scene: Scene, language: str) -> str:
    """Return what stands beneath the picture in print: title, moment, and what is inferred."""
    journey = scene.journey
    title = journey.title.in_language(language).text
    subtitle = journey.subtitle.in_language(language).text
    when = subtitle if scene.is_over else moment_phrase(scene.moment, language).text
    told = f"{title}: {when}." if when else f"{title}."
    if any(leg.basis == Basis.INFERRED for leg in journey.legs):
        told += f" {translate(language, 'caption_inferred')}"
    return told


def source_line(scene: Scene, language: str) -> str:
    """Return what stands on the picture: "Source: " and the sources, "" if there are none."""
    sources = sources_shown(scene, language)
    return translate(language, "source_line", sources=sources) if sources else ""


def sources_shown(scene: Scene, language: str) -> str:
    """Return the report and its marks that stand behind what is shown, without a label."""
    journey = scene.journey
    events = journey.events if scene.is_over else scene.events
    used = {mark for event in events for mark in event.references}
    used |= {mark for stop in journey.stops for mark in stop.references}
    marks = [ref.id for ref in journey.references if ref.id in used and ref.is_citation_mark]
    title = journey.report_title.in_language(language).text
    return ", ".join((*((title,) if title else ()), *_runs([int(mark) for mark in marks])))


def _runs(marks: list[int]) -> list[str]:
    """Write neighbouring marks as one run: [3], [11]–[16]."""
    runs: list[list[int]] = []
    for mark in sorted(marks):
        if runs and mark == runs[-1][-1] + 1:
            runs[-1].append(mark)
        else:
            runs.append([mark])
    least = 3
    return [
        part
        for run in runs
        for part in (
            [f"[{run[0]}]–[{run[-1]}]"] if len(run) >= least else [f"[{mark}]" for mark in run]
        )
    ]
