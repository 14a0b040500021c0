"""Slides as PowerPoint's format has them, and as LibreOffice shows them."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from any_journey import event, journey_of, stop
from outside_readers import read_by
from routemap.exports.selection import Selection
from routemap.exports.slide_pages import bounded, fitting_title, slide_pages
from routemap.exports.slide_text import Paragraph, Role
from routemap.exports.slides import slides_pptx
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Phrase, Reference
from routemap.pictures import font_metrics
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from pathlib import Path

    from pptx.presentation import Presentation as Deck
    from pptx.slide import Slide


@cache
def shipped() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


@cache
def made(language: str = "en") -> bytes:
    return slides_pptx(Selection(shipped()), language, "colour")


def deck_of(content: bytes) -> Deck:
    return Presentation(io.BytesIO(content))


TITLES = [
    "Kim Jong Un’s train to Russia", "Background (1/2)", "Background (2/2)",
    "About a month earlier", "Early September 2023", "By 10 September 2023",
    "12 September 2023 (1/2)", "12 September 2023 (2/2)", "13 September 2023 (1/3)",
    "13 September 2023 (2/3)", "13 September 2023 (3/3)", "15 September 2023",
    "Reactions (undated) (1/2)", "Reactions (undated) (2/2)", "Sources", "Sources",
]  # fmt: skip
IN_KHASAN, AT_VOSTOCHNY = 6, 8


def test_each_moment_has_its_slides_between_title_and_sources() -> None:
    deck = deck_of(made())
    assert [slide.shapes.title.text_frame.text for slide in deck.slides] == TITLES
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9)


def test_each_map_tells_what_it_shows_to_who_does_not_see_it() -> None:
    for slide in list(deck_of(made()).slides)[:-2]:
        (picture,) = (shape for shape in slide.placeholders if shape.placeholder_format.idx == 1)
        described = picture._element.nvPicPr.cNvPr.get("descr")  # noqa: SLF001
        assert described.startswith("Map of Kim Jong Un’s train to Russia")
        assert "inferred" in described


def text_of(slide: Slide) -> str:
    return slide.placeholders[2].text_frame.text


def test_text_is_text_and_says_what_the_screen_says() -> None:
    slides = list(deck_of(made()).slides)[AT_VOSTOCHNY : AT_VOSTOCHNY + 3]
    text = "\n".join(map(text_of, slides))
    assert text.startswith("3 Vostochny Cosmodrome")
    for words in ("Kim and Putin meet", "“that’s why [they] came here.”", "Reported [13] [14]"):
        assert words in text
    assert "So far: about 2,500 km by rail, shortest way, inferred" in text


def test_notes_hold_the_lesson_what_the_tables_note_and_sources() -> None:
    notes = deck_of(made()).slides[IN_KHASAN].notes_slide.notes_text_frame.text
    assert "the one place where the report has the train arrive" in notes
    assert "The report names the train and both ends, not the line between them." in notes
    assert "[11] Cited in the report as [11]" in notes


def test_words_know_their_language() -> None:
    (slide,) = (each for each in list(deck_of(made("ko")).slides)[:-2] if "2 하산" in text_of(each))
    first, *_ = slide.placeholders[2].text_frame.paragraphs
    assert first.runs[0].text == "2 하산"
    assert first.runs[0]._r.rPr.get("lang") == "ko"  # noqa: SLF001


def sizes_in(deck: Deck) -> set[float]:
    frames = (
        shape.text_frame
        for slide in deck.slides
        for shape in slide.placeholders
        if shape.has_text_frame
    )
    runs = (run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs)
    return {run.font.size.pt for run in runs if run.font.size}


def test_all_that_is_told_is_twenty_points_and_nothing_below_fourteen() -> None:
    assert sizes_in(deck_of(made())) == {14, 20, 24}


def test_a_moment_with_more_than_a_slide_holds_goes_on_at_the_next() -> None:
    many = tuple(event("2023-09-12") for _ in range(12))
    itinerary = build_itinerary(journey_of(stop("2023-09-12", name="Here"), events=many))
    deck = deck_of(slides_pptx(Selection(itinerary), "en", "colour"))
    slides = list(deck.slides)[1:-1]
    assert len(slides) > 1
    assert sum(text_of(slide).count("Something") for slide in slides) == 12
    assert min(sizes_in(deck)) >= 14


@given(
    st.lists(
        st.builds(
            Paragraph,
            st.builds(Phrase, st.text("abc de ", min_size=1, max_size=400), st.just("en")),
            st.sampled_from(Role),
        ),
        max_size=12,
    )
)
def test_every_word_stands_on_some_slide_or_the_fourth_says_that_there_is_more(
    text: list[Paragraph],
) -> None:
    pages = slide_pages(text, 700, 800)
    told = "".join(each.words.text for page in pages for each in page)
    words = "".join(each.words.text for each in text)
    assert told.replace(" ", "") == words.replace(" ", "")
    shown = bounded(pages)
    assert shown == pages or (len(shown) == 4 and shown[-1][-1].words.text.endswith(" …"))


def test_a_journey_with_one_stop_has_slides() -> None:
    itinerary = build_itinerary(journey_of(stop(name="Alone")))
    assert len(deck_of(slides_pptx(Selection(itinerary), "en", "grey")).slides) == 3


@pytest.mark.parametrize("words", [1, 3, 9, 18, 90])
def test_a_title_of_any_length_ends_above_the_text(words: int) -> None:
    text = " ".join(("Constantinople", "by", "rail")[n % 3] for n in range(words))
    shown, size = fitting_title(text, 712, 170)
    lines = font_metrics.lines(shown, size, 712, bold=True)
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
    assert kept.count("<svg:desc>Map of Kim Jong Un’s train to Russia") == len(TITLES) - 2
    assert "the one place where the report has the train arrive" in kept
    read_by("soffice", *options, "pdf", "--outdir", tmp_path, path)
    pages = read_by("pdftotext", tmp_path / "slides.pdf", "-").split("\f")[:-1]
    assert len(pages) == len(TITLES)
    assert "Kim and Putin meet" in pages[AT_VOSTOCHNY + 1]


def test_all_sources_have_their_slides_however_many() -> None:
    references = tuple(
        Reference(str(n), f"Book {n}, a title that takes a line") for n in range(150)
    )
    journey = replace(journey_of(stop("2023-09-12", name="Here")), references=references)
    deck = deck_of(slides_pptx(Selection(build_itinerary(journey)), "en", "colour"))
    shown = "".join(
        slide.placeholders[1].text_frame.text
        for slide in deck.slides
        if slide.shapes.title.text_frame.text == "Sources"
    )
    assert all(f"Book {n}," in shown for n in range(150))
