"""The handout as its readers see it: pdfua, poppler, and eyes on a grey copy."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pdfua
import pytest
from PIL import Image, ImageColor, ImageOps

from any_journey import english, event, journey_of, stop
from outside_readers import read_by
from routemap.api import JourneyMap
from routemap.exports.handout import handout_pages, handout_pdf
from routemap.exports.handout_content import HandoutOptions, Paper
from routemap.exports.selection import Selection
from routemap.exports.unknowns import unknowns
from routemap.look import LOOKS
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.journey import Certainty, LessonItem, LessonKind, Phrase, Wording
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

HERE = Path(__file__).parent
JOURNEYS, EXAMPLES = HERE / "journeys", HERE.parent / "examples"


@cache
def shipped() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("handout") / "handout.pdf"
    path.write_bytes(handout_pdf(Selection(shipped()), "en"))
    return path


def text_of(itinerary: Itinerary, folder: Path, language: str = "en") -> str:
    path = folder / "handout.pdf"
    path.write_bytes(handout_pdf(Selection(itinerary), language))
    return flat(read_by("pdftotext", path, "-"))


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(("paper", "size"), [("a4", "595.28 x 841.89"), ("letter", "612 x 792")])
def test_it_has_the_size_of_its_paper_and_is_tagged(tmp_path: Path, paper: str, size: str) -> None:
    path = tmp_path / "handout.pdf"
    path.write_bytes(handout_pdf(Selection(shipped()), "en", HandoutOptions(Paper(paper))))
    lines = (line.partition(":") for line in read_by("pdfinfo", path).splitlines())
    told = {name: value.strip() for name, _, value in lines}
    assert told["Page size"].startswith(size)
    assert told["Tagged"] == "yes"
    assert told["Pages"] == "8"
    assert told["Title"] == "Kim Jong Un’s train to Russia"


@pytest.mark.parametrize("language", ["en", "ko", "ru"])
def test_what_a_machine_can_check_of_pdf_ua_is_clean(tmp_path: Path, language: str) -> None:
    path = tmp_path / "handout.pdf"
    path.write_bytes(handout_pdf(Selection(shipped()), language))
    assert [str(finding) for finding in pdfua.validate(str(path)).findings] == []


def test_each_stop_has_what_happened_there_quotations_and_marks_of_sources(handout: Path) -> None:
    told = flat(read_by("pdftotext", "-layout", handout, "-"))
    names = ("1 Pyongyang", "2 Khasan", "3 Vostochny Cosmodrome", "4 Komsomolsk-on-Amur")
    stops = [told.rindex(name) for name in names]
    assert stops == sorted(stops)
    told_there = told[stops[2] : stops[3]]
    assert "“that’s why [they] came here.” Vladimir Putin" in told_there
    assert "Reported [13] [14]" in told_there
    assert "Reached by rail (inferred)" in flat(read_by("pdftotext", "-raw", handout, "-"))
    assert "sacred fight" not in told[stops[1] : stops[2]]
    assert "Sources [13] [14] [launch-library-pad-83] [railway-ways]" in told_there


def test_every_source_that_is_marked_stands_once_at_its_end(handout: Path) -> None:
    told = flat(read_by("pdftotext", handout, "-"))
    sources = told[told.rindex("Sources") :]
    for reference in shipped().journey.references:
        assert sources.count(f"[{reference.id}] {reference.citation}") == 1


def test_all_that_is_told_on_the_screen_is_told_on_paper(handout: Path) -> None:
    told = flat(read_by("pdftotext", handout, "-"))
    for each in shipped().journey.events:
        assert flat(each.headline.original.text) in told
        assert flat(each.quote.original.text) in told


def test_what_nobody_says_is_named_as_such(handout: Path) -> None:
    told = flat(read_by("pdftotext", handout, "-"))
    told = told[told.index("What is not known") :]
    assert "Khasan – Vostochny Cosmodrome • Which way was taken" in told
    assert "By what means: rail (inferred)." in told
    assert "known is: by 10 September 2023" in told
    assert "right to within 15 km" in told
    assert "Guesses about a bargain" in told


def test_a_journey_that_is_known_in_full_has_no_gaps() -> None:
    known = journey_of(
        stop("2023-09-12", "2023-09-13", name="A"), stop("2023-09-14", at=(3.0, 4.0), name="B")
    )
    legs = tuple(
        replace(leg, mode="rail", basis="reported", mode_basis="reported") for leg in known.legs
    )
    assert unknowns(build_itinerary(replace(known, legs=legs)), "en", (0, 1)) == ()


def test_questions_come_before_their_answers_which_stand_on_the_last_page(handout: Path) -> None:
    *_, questions, answers, end = read_by("pdftotext", "-layout", handout, "-").split("\f")
    assert end == ""
    question, answer = "On which day did the train leave Pyongyang?", "The report does not say."
    assert question in flat(questions)
    assert answer not in flat(questions)
    assert f"4. {answer}" in flat(answers)


def test_the_outline_map_names_nothing_and_shows_no_route(tmp_path: Path) -> None:
    pages = handout_pages(Selection(shipped()), "en", ppi=60)
    outline = Image.open(io.BytesIO(pages[5])).convert("RGB")
    reds = [
        colour for _, colour in outline.getcolors(2**24) or () if colour[0] > 1.6 * colour[1] + 20
    ]
    assert reds == []
    path = tmp_path / "handout.pdf"
    path.write_bytes(handout_pdf(Selection(shipped()), "en"))
    told = read_by("pdftotext", "-f", "6", "-l", "6", path, "-")
    assert "Draw it yourself" in told
    assert "Vladivostok" not in told
    assert told.count("Khasan") == 1
    names = ["Khasan", "Komsomolsk-on-Amur", "Pyongyang", "Vostochny Cosmodrome"]
    assert " · ".join(names) in told


def test_no_answer_stands_beside_its_question_and_pupils_can_write_their_names(
    handout: Path,
) -> None:
    pages = [flat(page) for page in read_by("pdftotext", "-layout", handout, "-").split("\f")]
    (questions,) = (page for page in pages if "Who met Kim in Khasan?" in page)
    assert "September" not in questions
    assert [page.startswith("Name Class") for page in pages].count(True) == 2


def test_printed_in_grey_a_way_travelled_is_far_darker_than_the_ground() -> None:
    page = handout_pages(Selection(shipped()), "en", ppi=144)[0]
    grey = ImageOps.grayscale(Image.open(io.BytesIO(page)))
    accent = ImageOps.grayscale(Image.new("RGB", (1, 1), "#B3261E")).getpixel((0, 0))
    levels = {level: count for count, level in grey.getcolors() or ()}
    land, _ = max((count, level) for level, count in levels.items() if level < 250)[::-1]
    assert isinstance(accent, int)
    assert levels.get(accent, 0) > 300
    assert land - accent > 120


@pytest.mark.parametrize("look", LOOKS)
def test_its_pages_and_its_maps_have_the_colours_of_the_look(look: str) -> None:
    first = handout_pages(Selection(shipped()), "en", HandoutOptions(look=look), 40)[0]
    page = Image.open(io.BytesIO(first)).convert("RGB")
    colours = {colour for count, colour in page.getcolors(2**24) or () if count > 100}
    assert page.getpixel((2, 2)) == ImageColor.getrgb(LOOKS[look].page)
    assert ImageColor.getrgb(LOOKS[look].land) in colours
    assert ImageColor.getrgb(LOOKS[look].water) in colours


def test_the_look_that_is_chosen_is_that_of_the_file(tmp_path: Path) -> None:
    trip = JourneyMap(build_itinerary(journey_of(stop("2023-09-12"))))
    files = [trip.save(tmp_path / look, "handout", look=look).path for look in LOOKS]
    assert len({path.read_bytes() for path in files}) == len(LOOKS)


# Any journey -------------------------------------------------------------------------------------


def test_one_stop_without_dates_events_or_lesson_makes_a_handout(tmp_path: Path) -> None:
    told = text_of(build_itinerary(journey_of(stop(name="Alone"))), tmp_path)
    assert "No event is reported at this stop." in told
    assert "number them in the order of travel" in told  # a task of ours
    assert "Answers" not in told


def test_words_that_look_like_typst_stay_words(tmp_path: Path) -> None:
    odd = '#panic("x") *bold* $x^2$ @ref <tag> \\ ] } = // `raw`'
    told = text_of(build_itinerary(journey_of(stop("2023-09-12", name=odd))), tmp_path)
    assert odd in told


def test_words_in_two_languages_and_a_long_lesson_fit(tmp_path: Path) -> None:
    text = Wording(Phrase("What? " * 60, "en"), (Phrase("무엇일까요? " * 40, "ko"),))
    items = tuple(LessonItem("", kind, text, english("That.")) for kind in LessonKind) * 12
    journey = replace(journey_of(stop("2023-09-12", name="Here")), lesson=items)
    told = text_of(build_itinerary(journey), tmp_path, "ko")
    assert told.count("무") == 24 * 40
    for number, following in pairwise(range(1, 13)):
        assert f"{number}. That." in told[: told.index(f"{following}. That.")]


def test_each_of_several_travellers_has_its_own_mark_beside_the_stops() -> None:
    itinerary = build_itinerary(read_journey(JOURNEYS / "two-who-meet"))
    page = Image.open(io.BytesIO(handout_pages(Selection(itinerary), "en", ppi=60)[0]))
    table = page.convert("RGB").crop((0, page.height // 2, page.width, page.height))
    colours = {colour for _, colour in table.getcolors(table.width * table.height) or ()}
    for colour in LOOKS["colour"].travellers[:2]:
        assert ImageColor.getrgb(colour) in colours


def test_the_first_stop_of_a_traveller_stands_below_its_name(tmp_path: Path) -> None:
    itinerary = build_itinerary(read_journey(EXAMPLES / "south-pole"))
    path = tmp_path / "handout.pdf"
    path.write_bytes(handout_pdf(Selection(itinerary), "en"))
    pages = [flat(page) for page in read_by("pdftotext", path, "-").split("\f")]
    headed = [page for page in pages if page.startswith(("Amundsen’s party", "Scott’s party"))]
    assert ["Framheim" in page or "Cape Evans" in page for page in headed] == [True, True]


def test_the_table_of_dates_says_where_events_took_place_and_who_is_on_the_way(
    handout: Path,
) -> None:
    first = read_by("pdftotext", "-layout", handout, "-").partition("\f")[0]
    rows = flat(first.partition("The journey in time")[2])
    assert "On the way from Pyongyang to Khasan" in rows
    assert "Pyongyang Kim sets out" in rows


def test_a_guess_and_a_doubt_stand_under_headings_of_their_own(tmp_path: Path) -> None:
    told = replace(event("2023-09-12"), certainty=Certainty.LESS_CERTAIN)
    guess = replace(told, certainty=Certainty.UNCERTAIN, headline=english("Perhaps a bargain"))
    journey = journey_of(stop("2023-09-12", name="Here"), events=(told, guess))
    words = text_of(build_itinerary(journey), tmp_path)
    assert "Told with some doubt • Something" in words
    assert "Passed on as a guess • Perhaps a bargain" in words
