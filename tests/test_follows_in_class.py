"""What follows, in the handout: questions made of bounds, and answers with their premises."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from any_journey import journey_of, stop
from browser import CHECKOUT
from outside_readers import read_by
from routemap.cli.main import main
from routemap.errors import ParameterError
from routemap.exports.handout import handout_pdf
from routemap.exports.handout_content import Answers, HandoutOptions, handout_content
from routemap.exports.params import HANDOUT, read_teaching
from routemap.exports.selection import Selection
from routemap.i18n.catalog import LANGUAGES
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Reference
from routemap.model.speeds import Speed
from routemap.tables import read_journey

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

SHIPPED = read_journey(CHECKOUT / "data")
FAST = replace(SHIPPED, speeds=(Speed("rail", 60.0),))
BACKWARDS = journey_of(stop("2023-09-20"), stop("2023-09-12", at=(1.0, 1.0), name="B"))


def content(answers: Answers = Answers.LAST, language: str = "en") -> dict[str, Any]:
    return handout_content(Selection(build_itinerary(FAST)), language, answers, follows=True)


def test_each_bound_is_asked_for_and_answered_under_the_same_number() -> None:
    words = content()
    questions = [each.text for each in words["questions"]]
    number = 1 + questions.index("What is the latest that 2 Khasan can have been left, and why?")
    told = {
        bound["number"]: bound["text"].text for each in words["follows"] for bound in each["bounds"]
    }
    assert told[number].startswith("2 Khasan was left no later than about 21:15 on 12 September")
    assert "[13] [14]" in told[number]
    assert "no faster than 60 km/h" in told[number]
    assert set(told) == set(range(number - 1, len(questions) + 1))


def test_without_answers_it_only_asks() -> None:
    words = content(Answers.NONE)
    assert words["follows"] is None
    assert any("can have been left, and why?" in each.text for each in words["questions"])


def test_unless_it_is_asked_for_nothing_inferred_is_told() -> None:
    words = handout_content(Selection(build_itinerary(FAST)), "en")
    assert words["follows"] is None
    assert not any("and why?" in each.text for each in words["questions"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_asks_in_each_language(language: str) -> None:
    asked = [each.text for each in content(language=language)["questions"]][-1]
    assert asked.endswith("?")
    assert ("What is" in asked) == (language == "en")


def test_only_stops_that_are_told_are_asked_for() -> None:
    many = 400
    days = (date(2023, 1, 1) + timedelta(days=number) for number in range(many))
    stops = (
        stop("" if number % 2 else f"{day}", at=(0.1 * number, 0.0), name=f"S{number}")
        for number, day in enumerate(days)
    )
    selection = Selection(build_itinerary(journey_of(*stops)))
    assert len(selection.stops) < many
    words = handout_content(selection, "en", follows=True)
    told = {each["about"].text.partition(" ")[0] for each in words["follows"]}
    assert told
    assert told <= {f"{number + 1}" for number in selection.stops}


def test_each_source_that_an_answer_cites_is_listed() -> None:
    """Of a long journey a stop that is not told may be what a bound follows from."""
    days = (date(2023, 1, 1) + timedelta(days=number) for number in range(400))
    stops = [
        replace(
            stop("" if number % 2 else f"{day}", at=(0.1 * number, 0.0), name=f"S{number}"),
            references=(f"{number}",),
        )
        for number, day in enumerate(days)
    ]
    cited = tuple(Reference(f"{number}", f"Page {number}") for number in range(400))
    selection = Selection(build_itinerary(replace(journey_of(*stops), references=cited)))
    words = handout_content(selection, "en", follows=True)
    told = "".join(bound["text"].text for each in words["follows"] for bound in each["bounds"])
    marks = set(re.findall(r"\[(\d+)\]", told))
    listed = {source.id for source in selection.references}
    assert marks - listed, "the case cites nothing that is not listed anyway"
    text = json.dumps(words["sources"], default=str)
    assert [mark for mark in marks if f"Page {mark}" not in text] == []


def test_its_name_says_what_is_in_it() -> None:
    query = read_teaching(HANDOUT, {"follows": "yes"}, build_itinerary(FAST))
    assert query.file_name(HANDOUT, "pdf").endswith("-handout-a4-follows-en.pdf")


def test_a_value_that_means_nothing_is_refused() -> None:
    with pytest.raises(ParameterError, match="yes"):
        read_teaching(HANDOUT, {"follows": "perhaps"}, build_itinerary(SHIPPED))


def test_a_contradiction_is_refused_with_the_way_to_find_it() -> None:
    with pytest.raises(ParameterError, match="routemap check"):
        handout_content(Selection(build_itinerary(BACKWARDS)), "en", follows=True)


def test_the_command_writes_it_behind_the_answers(tmp_path: Path) -> None:
    path = tmp_path / "handout.pdf"
    asked = ["--format", "handout", "--follows", "-o", str(path)]
    assert main(["export", str(CHECKOUT / "data"), *asked]) == 0
    text = " ".join(read_by("pdftotext", path, "-").split())
    assert text.index("and why?") < text.index(" Answers ") < text.index(" What follows Dates that")
    assert "13 September 2023 (by the clock of 3 Vostochny Cosmodrome). This follows from" in text


def test_a_journey_from_which_nothing_follows_says_so(tmp_path: Path) -> None:
    nothing = build_itinerary(journey_of(stop(), stop(at=(1.0, 1.0), name="B")))
    path = tmp_path / "handout.pdf"
    path.write_bytes(handout_pdf(Selection(nothing), "en", HandoutOptions(follows=True)))
    text = " ".join(read_by("pdftotext", path, "-").split())
    assert "From these tables nothing follows that they do not state themselves." in text
