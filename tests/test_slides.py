"""Slides as PowerPoint's format has them, and as LibreOffice shows them."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import pytest
from pptx import Presentation

from any_journey import event, journey_of, stop
from outside_readers import read_by
from routemap.exports.selection import Selection
from routemap.exports.slides import _fitting_title, slides_pptx
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.pictures import font_metrics
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from pathlib import Path

    from pptx.presentation import Presentation as Deck


@cache
def shipped() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


@cache
def made(language: str = "en") -> bytes:
    return slides_pptx(Selection(shipped()), language, "colour")


def deck_of(content: bytes) -> Deck:
    return Presentation(io.BytesIO(content))


TITLES = [
    "Kim Jong Un’s train to Russia", "Background", "About a month earlier",
    "Early September 2023", "By 10 September 2023", "12 September 2023", "13 September 2023",
    "15 September 2023", "Reactions (undated)", "Sources",
]  # fmt: skip


def test_there_is_one_slide_a_moment_between_title_and_sources() -> None:
    deck = deck_of(made())
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == TITLES
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9)


def test_each_map_tells_what_it_shows_to_who_does_not_see_it() -> None:
    for slide in list(deck_of(made()).slides)[:-1]:
        (picture,) = (shape for shape in slide.placeholders if shape.placeholder_format.idx == 1)
        described = picture._element.nvPicPr.cNvPr.get("descr")  # noqa: SLF001
        assert described.startswith("Map of Kim Jong Un’s train to Russia")
        assert "inferred" in described


def test_text_is_text_and_says_what_the_screen_says() -> None:
    slide = deck_of(made()).slides[6]
    text = slide.placeholders[2].text_frame.text
    assert text.startswith("3 Vostochny Cosmodrome")
    for words in ("Kim and Putin meet", "“that’s why [they] came here.”", "Reported [13] [14]"):
        assert words in text


def test_notes_hold_the_lesson_what_the_tables_note_and_sources() -> None:
    notes = deck_of(made()).slides[5].notes_slide.notes_text_frame.text
    assert "the one place where the report has the train arrive" in notes
    assert "The report names the train and both ends, not the line between them." in notes
    assert "[11] Cited in the report as [11]" in notes


def test_words_know_their_language() -> None:
    slide = deck_of(made("ko")).slides[5]
    first, *_ = slide.placeholders[2].text_frame.paragraphs
    assert first.runs[0].text == "2 하산"
    assert first.runs[0]._r.rPr.get("lang") == "ko"  # noqa: SLF001


def test_a_moment_with_more_than_a_slide_holds_is_set_smaller_and_whole() -> None:
    many = tuple(event("2023-09-12") for _ in range(14))
    itinerary = build_itinerary(journey_of(stop("2023-09-12", name="Here"), events=many))
    frame = (
        deck_of(slides_pptx(Selection(itinerary), "en", "colour"))
        .slides[1]
        .placeholders[2]
        .text_frame
    )
    sizes = {run.font.size.pt for paragraph in frame.paragraphs for run in paragraph.runs}
    assert frame.text.count("Something") == 14
    assert max(sizes) < 14


def test_a_journey_with_one_stop_has_slides() -> None:
    itinerary = build_itinerary(journey_of(stop(name="Alone")))
    assert len(deck_of(slides_pptx(Selection(itinerary), "en", "grey")).slides) == 3


@pytest.mark.parametrize("words", [1, 3, 9, 18, 90])
def test_a_title_of_any_length_ends_above_the_text(words: int) -> None:
    text = " ".join(("Constantinople", "by", "rail")[n % 3] for n in range(words))
    shown, size = _fitting_title(text, 576)
    lines = font_metrics.lines(shown, size, 576, bold=True)
    assert len(lines) * size * 1.2 <= 170
    assert shown == text or shown.endswith("…")
    assert words > 18 or shown == text


def test_libreoffice_keeps_slides_titles_alt_texts_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "slides.pptx"
    path.write_bytes(made())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    options = ("--headless", profile, "--convert-to")
    read_by("soffice", *options, "fodp", "--outdir", tmp_path, path)
    kept = (tmp_path / "slides.fodp").read_text(encoding="utf-8")
    assert kept.count("<draw:page ") == len(TITLES)
    for title in TITLES:
        assert title in kept
    assert kept.count("<svg:desc>Map of Kim Jong Un’s train to Russia") == len(TITLES) - 1
    assert "the one place where the report has the train arrive" in kept
    read_by("soffice", *options, "pdf", "--outdir", tmp_path, path)
    pages = read_by("pdftotext", tmp_path / "slides.pdf", "-").split("\f")[:-1]
    assert len(pages) == len(TITLES)
    assert "Kim and Putin meet" in pages[6]
