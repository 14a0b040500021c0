"""The table of a lesson, and that the shipped one can be answered from the report's own tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from routemap.model.journey import LessonKind
from routemap.shipped import shipped_journey
from routemap.tables import read_journey
from written_tables import lines_of, report_of

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "moment,kind,text,answer\n"


def lesson_lines(folder: Path, *rows: str) -> list[str]:
    return lines_of(folder, {"lesson.csv": HEAD + "\n".join(rows) + "\n"})


def test_notes_questions_and_tasks_are_read_with_their_moments(tmp_path: Path) -> None:
    table = HEAD + "2023-09-12,question,Where?,Here.\n,task,Draw it.,\n"
    journey = report_of(tmp_path, {"lesson.csv": table}).journey
    assert journey
    (question,) = journey.lesson_of(LessonKind.QUESTION)
    assert question.moment == "2023-09-12"
    assert question.text.original.text == "Where?"
    assert question.answer.original.text == "Here."
    assert [item.moment for item in journey.lesson_of(LessonKind.TASK)] == [""]
    assert journey.lesson_of(LessonKind.NOTE) == ()


def test_translations_are_read(tmp_path: Path) -> None:
    table = "kind,text,text@ko\nnote,Look.,보세요.\n"
    journey = report_of(tmp_path, {"lesson.csv": table}).journey
    assert journey
    assert journey.lesson[0].text.in_language("ko").text == "보세요."


def test_a_moment_that_there_is_not_is_named_with_what_may_be_meant(tmp_path: Path) -> None:
    (told,) = lesson_lines(tmp_path, "2023-9-12,note,Look.,")
    assert told == (
        "error lesson.csv:2:moment: the journey has no moment “2023-9-12”; "
        "did you mean “2023-09-12”?"
    )


def test_what_is_missing_or_unknown_is_told_all_at_once(tmp_path: Path) -> None:
    found = lesson_lines(tmp_path, ",,Look.,", ",exam,Look.,", ",note,,", ",note,Look.,So.")
    assert found == [
        "error lesson.csv:2:kind: “kind” is blank; write note, question or task",
        "error lesson.csv:3:kind: “exam” is not allowed in “kind”; write note, question or task",
        "error lesson.csv:4:text: “text” is blank; write the note, the question or the task",
        "warning lesson.csv:5:answer: a note has no answer, so it is not shown; make it a question",
    ]


def test_a_lesson_is_read_even_if_the_stops_are_wrong(tmp_path: Path) -> None:
    stops = "name,latitude,longitude,arrival\nA,99,0,\n"
    found = lines_of(tmp_path, {"locations.csv": stops, "lesson.csv": HEAD + ",,Look.,\n"})
    assert any(line.startswith("error lesson.csv:2:kind") for line in found)
    assert any(line.startswith("error locations.csv:2:latitude") for line in found)


def test_the_shipped_lesson_asks_at_every_moment_and_answers_each_question() -> None:
    journey = read_journey(shipped_journey())
    questions = journey.lesson_of(LessonKind.QUESTION)
    assert len(questions) >= 8
    assert all(item.answer for item in questions)
    assert len(journey.lesson_of(LessonKind.TASK)) >= 2
    assert {item.moment for item in journey.lesson_of(LessonKind.NOTE)} >= {"before", "after", ""}
