"""What the tables of letters and timelines say in their own ways is understood, or kept."""

from __future__ import annotations

import csv
import io

import pytest

from routemap.errors import DateError
from routemap.formats.column_names import column_account, named_tables, recognised
from routemap.formats.conventions import questions
from routemap.formats.imported import ImportedTable
from routemap.formats.registry import import_file
from routemap.model.edtf_dates import parse_date
from routemap.tables.date_words import why_not_a_date

TIMELINE = "Year,Month,Day,Time,Display Date,Headline,Place"


def table(*lines: str) -> ImportedTable:
    found = import_file("t.csv", "\n".join((*lines, "")).encode()).table
    assert found
    return found


def rows(name: str, *lines: str, answer: str = "") -> list[dict[str, str]]:
    found = table(*lines)
    columns = recognised(found.header)
    asked = questions(found, columns)
    ids = {question.key: [each.id for each in question.answers] for question in asked}
    answers = {key: answer if answer in each else each[0] for key, each in ids.items()}
    files = named_tables(found, columns, "t.csv", answers if answer else {})
    return list(csv.DictReader(io.StringIO(files[name].decode())))


@pytest.mark.parametrize(
    ("time", "expected"),
    [
        *(("7:30 PM", "19:30:00"), ("19:30", "19:30:00"), ("7 pm", "19:00:00")),
        *(("12 a.m.", "00:00:00"), ("12:15 p.m.", "12:15:00"), ("19h30", "19:30:00")),
        *(("오후 7:30", "19:30:00"), ("19.30 Uhr", "19:30:00")),
    ],
)
def test_a_time_of_either_clock_stands_in_the_date(time: str, expected: str) -> None:
    (stop,) = rows("locations.csv", TIMELINE, f"1893,5,17,{time},in May,A lecture,Leeds")
    assert stop["arrival"] == f"1893-05-17T{expected}"
    assert "Time" not in stop


@pytest.mark.parametrize("row", ["1893,5,17,13 pm", "1893,5,17,noon", "1893,5,,19:30"])
def test_a_time_that_cannot_be_read_is_told_and_kept(row: str) -> None:
    lines = (TIMELINE, f"{row},in May,A lecture,Leeds")
    (stop,) = rows("locations.csv", *lines)
    assert stop["Time"] == row.split(",")[3]
    assert stop["arrival_text"] == "in May"
    account = column_account(table(*lines), recognised(table(*lines).header))
    assert "1 time of day (in “Time”, as it cannot be read or has no day)" in [
        each.text for each in account
    ]


@pytest.mark.parametrize(
    ("told", "headline"),
    [
        ("Hotel Luna. Der Campanile wurde am 25. April neu eingeweiht.", "Venice"),
        ("Er wurde am 25. April eröffnet. Dann kam Regen.", "Er wurde am 25. April eröffnet."),
        ("Built in 1893. Burnt later.", "Venice"),
        ("Es gab manches, z. B. Käse. Wir aßen viel. Danach war Ruhe.", "Venice"),
        ("He met Dr. Smith at last, ca. 40 miles away. They talked.",
         "He met Dr. Smith at last, ca. 40 miles away."),
        ("A letter by J. G. Herder arrived. It rained.", "A letter by J. G. Herder arrived."),
        ("Is it so? Nobody knew.", "Is it so?"),
    ],
)  # fmt: skip
def test_a_full_stop_that_may_end_no_sentence_cuts_no_headline(told: str, headline: str) -> None:
    (event,) = rows("events.csv", "Place,Lat,Lon,Story", f'Venice,45,12,"{told}"')
    assert event["headline"] == headline
    assert event["text"] == (told if headline == "Venice" else told[len(headline) :].strip())


def test_the_mark_of_a_source_is_short_and_its_own() -> None:
    words = "Prussian State Archive, Nachlass Hamann, fol. {}r"
    lines = [f'P{each},1,{each},"{words.format(each)}"' for each in (12, 13)]
    found = rows("sources.csv", "Place,Lat,Lon,Source", *lines, f"Q,1,3,{'x' * 40}")
    marks = [row["reference"] for row in found]
    assert marks == ["prussian-state", "prussian-state-2", "x" * 20]
    assert found[0]["citation"] == words.format(12)


@pytest.mark.parametrize(
    ("date", "answer", "arrival", "words"),
    [
        ("15.05.1912?", "dmy", "1912-05-15?", ""),
        ("[5.6.1912]", "dmy", "1912-06-05?", ""),
        ("[July 1788?]", "words", "1788-07?", ""),
        ("July 1788 (?)", "words", "1788-07?", ""),
        ("[1788-07]", "words", "1788-07?", ""),
        ("[c. 1787]", "words", "1787%", ""),
        ("1788–1790?", "words", "1788?/1790?", ""),
        ("after 2 June 1788", "words", "1788-06-02/..", "after 2 June 1788"),
        ("[after 1788?]", "words", "1788?/..", "[after 1788?]"),
        *((each, "words", "", "") for each in ("n.d.", "Undated", "o. D.", "s. d.", "[n. d.]")),
    ],
)
def test_uncertain_dates_and_none_are_asked_about_and_written(
    date: str, answer: str, arrival: str, words: str
) -> None:
    (stop,) = rows("locations.csv", "Place,Lat,Lon,Date", f"A,1,2,{date}", answer=answer)
    assert (stop["arrival"], stop.get("arrival_text", "")) == (arrival, words)
    (kept,) = rows("locations.csv", "Place,Lat,Lon,Date", f"A,1,2,{date}")
    assert kept["arrival"] == date


def test_no_date_is_one_question_however_it_is_said() -> None:
    found = table("Place,Lat,Lon,Date", "A,1,2,n.d.", "B,1,3,o. D.", "C,1,4,1788")
    (question,) = questions(found, recognised(found.header))
    assert (question.kind, question.count) == ("undated", 2)
    (answer,) = question.answers
    assert (answer.id, answer.examples) == ("words", (("n.d.", ""), ("o. D.", "")))


@pytest.mark.parametrize(
    ("date", "what", "hint"),
    [
        ("15.05.1912?", "does not begin with its year", "write 1912-05-15?"),
        ("05.06.1912?", "can be read as", "write the year first: 1912-06-05? or 1912-05-06?"),
        ("[July 1788?]", "is not an EDTF date", "write 1788-07? (not certain)"),
        ("n.d.", "says that there is no date", "leave the cell empty"),
        ("[1667,1668]", "is EDTF of level 2", "write a date, or an interval"),
    ],
)
def test_a_date_that_is_refused_is_told_what_it_is(date: str, what: str, hint: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(date)
    told = why_not_a_date(date, refused.value)
    assert what in told[0]
    assert told[1].startswith(hint)


@pytest.mark.parametrize(
    ("arrival", "departure"),
    [
        ("Date d'arrivée", "Date de départ"),
        ("Date d’arrivée", "Départ"),
        ("Arrival date", "Departure date"),
        ("Ankunftsdatum", "Abfahrtsdatum"),
        ("Ankunft", "Abreisedatum"),
        ("Fecha de llegada", "Fecha de salida"),
        ("Дата прибытия", "Дата отъезда"),
        ("도착 날짜", "출발 날짜"),
    ],
)
def test_the_dates_of_arriving_and_leaving_are_recognised(arrival: str, departure: str) -> None:
    found = recognised(["Ort", arrival, departure])
    assert found == {0: "name", 1: "arrival", 2: "departure"}
