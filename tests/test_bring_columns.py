"""What the columns of a foreign table mean, and what its rows become beside stops."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from routemap.cli.main import main
from routemap.errors import Level, Problem
from routemap.formats.column_names import column_account, named_tables, recognised
from routemap.formats.imported import ImportedTable, beside
from routemap.formats.order import sorted_by_date
from routemap.formats.registry import import_file
from routemap.model.account import Fate
from routemap.tables import check_files
from routemap.tables.problems import grouped

if TYPE_CHECKING:
    from collections.abc import Mapping

BRING = Path(__file__).parent / "bring"
HEAD = "name,latitude,longitude,arrival"


def table(text: str) -> ImportedTable:
    found = import_file("t.csv", text.encode()).table
    assert found
    return found


def brought(text: str) -> dict[str, list[dict[str, str]]]:
    """The rows of the tables that a foreign one becomes, by file."""
    found = table(text)
    files = named_tables(found, recognised(found.header), "t.csv")
    return {name: rows(content) for name, content in files.items() if name.endswith(".csv")}


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def stops(*lines: str) -> dict[str, bytes]:
    return {"locations.csv": "\n".join((HEAD, *lines, "")).encode()}


def imported(folder: Path, name: str, *options: str) -> Mapping[str, list[dict[str, str]]]:
    """What the command makes of one of our files."""
    main(["import", str(BRING / name), "-o", str(folder), *options])
    return {path.name: rows(path.read_bytes()) for path in folder.glob("*.csv")}


# Problems that are alike are one entry ------------------------------------------------------------


def test_cells_with_one_fault_are_one_entry_with_a_count_and_one_cure() -> None:
    lines = [f'P{each},"{each},5",13.{each},' for each in range(10, 81)]
    (group,) = grouped(check_files(stops(*lines), "x").problems)
    assert (group.count, group.rows) == (71, (2, 3, 4))
    assert group.first.hint == "use a decimal point: 10.5"
    assert group.others == "rows 3, 4 and 68 more"


def test_faults_of_other_columns_kinds_and_cures_stay_apart() -> None:
    files = stops('A,"1,5","2,5",', "B,north,2,", "C,95,2,", "D,97,2,")
    found = [(each.first.column, each.count) for each in grouped(check_files(files, "x").problems)]
    assert found == [("latitude", 1), ("longitude", 1), ("latitude", 1), ("latitude", 2)]


def test_two_alike_name_the_other_row_and_words_alone_make_a_kind() -> None:
    problems = [Problem("a.csv", row, "x", "it is odd", "mend it", Level.WARNING) for row in (5, 9)]
    (group,) = grouped(problems)
    assert str(group) == "a.csv:5:x: it is odd; mend it (so is row 9) (warning)"


def test_check_prints_each_kind_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(stops(*(f"P,1,{each}," for each in range(181, 185)))["locations.csv"])
    assert main(["check", str(path)]) == 1
    assert capsys.readouterr().out == (
        "t.csv:2:longitude: 181 is not between -180 and 180; check the number "
        "(so are rows 3, 4 and 1 more)\n"
    )


# Headings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "meanings"),
    [
        ("Ort,Beschreibung,Notizen,Quelle,Bild", "name text text source media"),
        ("Lieu,Titre,Récit,Source,Photo", "name headline text source media"),
        ("Lugar,Título,Descripción,Fuente,Foto", "name headline text source media"),
        ("장소,제목,설명,출처,사진", "name headline text source media"),
        ("Место,Заголовок,Описание,Источник,Фото", "name headline text source media"),
        ("Title,Summary,Description", "name headline text"),
        ("Place,Summary", "name headline"),
        ("Place,Headline,Summary", "name headline text"),
        ("Place,Day", "name arrival"),
        ("Place,Jahr,Monat,Tag,Uhrzeit", "name year month day time"),
        ("Place,Year,Date", "name - arrival"),
        ("Place,Modern name", "name -"),
        ("Modern name,Year", "name year"),
        ("Year,Headline,Type", "year headline row_type"),
        ("Place,Type", "name -"),
        ("name,latitude,longitude,arrival,note,references", f"{HEAD} note references"),
        ("name,Lat,Lon,note", "name latitude longitude text"),
    ],
)
def test_headings_say_what_columns_mean(header: str, meanings: str) -> None:
    found = recognised(header.split(","))
    written = [found.get(place, "-") for place in range(header.count(",") + 1)]
    assert " ".join(written) == meanings.replace(",", " ")


def test_an_account_tells_of_every_column() -> None:
    found = table("Place,Lat,Weather,,Media\nA,1,sunny,,a.jpg\nB,2,,,https://example.org/b.jpg\n")
    account = column_account(found, recognised(found.header))
    assert account.total("column") == len(found.header)
    assert [(each.fate, each.detail) for each in account if each.item == "column"] == [
        (Fate.TAKEN, "“Place” as name"),
        (Fate.TAKEN, "“Lat” as latitude"),
        (Fate.KEPT, "“Weather” as it is"),
        (Fate.LEFT, "it has neither a heading nor a cell"),
        (Fate.TAKEN, "“Media” as media"),
    ]
    assert account.total("medium") == 2


# What rows tell ----------------------------------------------------------------------------------


def test_an_account_counts_the_cells_that_an_answer_reads() -> None:
    found = table("Place,Lat,Lon,Date\nA,1,2,12/13/1900\nB,1,3,3/4/1900\nC,1,4,3/4/1900\n")
    account = column_account(found, recognised(found.header), {(3, "dates"): "dmy"})
    assert [entry.count for entry in account if entry.fate == Fate.ANSWERED] == [2]


def test_prose_is_an_event_at_the_stop_and_date_of_its_row() -> None:
    found = brought(
        "Place,Lat,Lon,Date,Description\nPorto,41,-8,2023-07-01,We arrived.\nRome,1,2,,\n"
    )
    (event,) = found["events.csv"]
    assert (event["headline"], event["location"], event["date"]) == (
        "We arrived.",
        "porto",
        "2023-07-01",
    )
    assert [row["id"] for row in found["locations.csv"]] == ["porto", "rome"]
    assert "note" not in found["locations.csv"][0]


def test_a_row_without_a_date_tells_at_its_stop_without_one() -> None:
    (event,) = brought("Place,Lat,Lon,Story\nPorto,41,-8,We arrived.\n")["events.csv"]
    assert event["location"] == "porto"
    assert not event.get("date")


@pytest.mark.parametrize(
    ("told", "headline", "text"),
    [
        ("Short words", "Short words", ""),
        ("It was late. We slept in the barn of Mr. Hill. " * 4, "It was late.", "We slept in"),
        ("He spoke to Dr. Smith about it " + "for long " * 20, "Porto", "He spoke to Dr. Smith"),
        ("A line\nAnd more below it. " * 8, "A line", "And more below it."),
        ("<p>Made of <b>markup</b></p>", "Made of markup", ""),
        ("늦은 밤이었다. " + "우리는 헛간에서 잤다. " * 12, "늦은 밤이었다.", "우리는"),
    ],
)
def test_long_prose_keeps_every_word_once(told: str, headline: str, text: str) -> None:
    found = table(f'Place,Lat,Lon,Story\nPorto,41,-8,"{told}"\n')
    (event,) = rows(named_tables(found, recognised(found.header))["events.csv"])
    assert event["headline"] == headline
    assert event.get("text", "").startswith(text)
    if headline != "Porto" and "<" not in told:
        whole = f"{event['headline']} {event.get('text', '')}"
        assert whole.split() == told.split()


def test_a_headline_and_several_texts_make_one_event() -> None:
    (event,) = brought(
        "Place,Lat,Lon,Headline,Description,Notes\nPorto,41,-8,Landing,By boat.,It rained.\n"
    )["events.csv"]
    assert (event["headline"], event["text"]) == ("Landing", "By boat.\n\nIt rained.")


def test_prose_in_two_languages_is_one_event_told_in_both() -> None:
    events = brought(
        f"{HEAD},text,text@de\nRome,1,2,1717,Hello there.,Hallo.\nMilan,1,2,1718,,Nur deutsch.\n"
    )["events.csv"]
    assert [(each["headline"], each["headline@de"]) for each in events] == [
        ("Hello there.", "Hallo."),
        ("Milan", "Nur deutsch."),
    ]


def test_what_the_row_of_a_title_cites_and_keeps_is_not_lost() -> None:
    found = brought(
        "Year,Headline,Text,Type,Source,Group\n,Mine,In short,title,Diary,G\n1900,A,,,,\n"
    )
    opening, _ = found["events.csv"]
    assert (opening["headline"], opening["text"], opening["undated"]) == (
        "Mine",
        "In short",
        "before",
    )
    assert (opening["references"], opening["Group"]) == ("diary", "G")


def test_a_citation_in_words_is_one_source_however_often_it_is_cited() -> None:
    found = brought(
        'Place,Lat,Lon,Source,Text\nA,1,2,"Diary (1839), p. 5",x\nB,1,2,"diary (1839),  p. 5",\n'
        "C,1,2,see https://example.org/a.,\nD,1,2,13; 14,\n"
    )
    sources = {row["reference"]: row for row in found["sources.csv"]}
    assert list(sources) == ["diary-1839-p-5", "see-https-example", "13", "14"]
    assert sources["diary-1839-p-5"]["citation"] == "Diary (1839), p. 5"
    assert sources["see-https-example"]["url"] == "https://example.org/a"
    cited = [row["references"] for row in found["locations.csv"]]
    assert cited == ["diary-1839-p-5", "diary-1839-p-5", "see-https-example", "13;14"]
    assert found["events.csv"][0]["references"] == "diary-1839-p-5"


def test_a_mark_is_one_source_with_brackets_or_without() -> None:
    found = brought(f"{HEAD},text,source\nA,1,2,1900,x,2\nB,1,3,1901,y,[2]\nC,1,4,1902,z,[1] [2]\n")
    assert [row["references"] for row in found["locations.csv"]] == ["2", "2", "1;2"]
    assert [row["reference"] for row in found["sources.csv"]] == ["2", "1"]


def test_media_with_an_address_stand_in_their_table_and_others_stay() -> None:
    found = brought(
        "Place,Lat,Lon,Media,Media Caption,Media Credit\n"
        "A,1,2,https://example.org/a.jpg,The harbour,Me\nB,1,2,harbour.jpg,Lost,You\n"
    )
    (medium,) = found["media.csv"]
    assert medium["url"] == "https://example.org/a.jpg"
    assert (medium["caption"], medium["credit"], medium["location"]) == ("The harbour", "Me", "a")
    assert found["locations.csv"][1]["Media"] == "harbour.jpg"
    assert found["locations.csv"][1]["Media Caption"] == "Lost"


def test_a_sheet_of_a_timeline_without_places_makes_events_and_a_table_to_fill_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = imported(tmp_path, "timeline_sheet.csv", "--dates", "words")
    assert (tmp_path / "locations.csv").read_text() == f"{HEAD}\n"
    assert [(each["headline"], each["date"]) for each in found["events.csv"]] == [
        ("They sail", "1845-05-19"),
        ("Beset", "1846/1848-04-22"),
        ("Found", "1850~"),
        ("Ides", "-0043-03-15"),
    ]
    about = (tmp_path / "journey.toml").read_text()
    assert 'title = "The Franklin expedition"' in about
    assert "Two ships look for the Northwest Passage." in about
    assert found["events.csv"][0]["Group"] == "Ships"
    assert found["media.csv"][0]["event"] == "they-sail"
    assert "write the places into locations.csv" in capsys.readouterr().err


def test_a_type_of_row_that_is_no_title_stays() -> None:
    (event,) = brought("Year,Headline,Type\n1845,The ice age of maps,era\n")["events.csv"]
    assert event["Type"] == "era"


def test_a_sheet_of_a_storytelling_map_is_stops_with_events(tmp_path: Path) -> None:
    found = imported(tmp_path, "storytelling_sheet.csv")
    assert [(row["name"], row["latitude"], row["Zoom"]) for row in found["locations.csv"]] == [
        ("Lisbon", "38.72", "8"),
        ("A night", "37.02", "8"),
    ]
    assert [event["headline"] for event in found["events.csv"]] == ["The start", "A night"]
    assert found["media.csv"][0]["kind"] == "video"


def test_a_table_answered_on_the_command_line_is_a_journey_without_errors(tmp_path: Path) -> None:
    options = ("--dates", "words", "--dates", "dmy", "--decimal", "comma")
    found = imported(tmp_path, "german_itinerary.csv", *options)
    assert main(["check", str(tmp_path)]) == 0
    first, second, _ = found["locations.csv"]
    assert (first["arrival"], first["departure"]) == ("1761-09-12", "1761-10-03")
    assert (second["arrival"], second["arrival_text"]) == ("1761-10~", "Mitte Oktober 1761")
    assert first["Heutiger Name"] == "Kaliningrad"
    answered = [row for row in found["import.csv"] if row["fate"] == "answered"]
    assert [row["detail"] for row in answered][:2] == [
        "decimal in “Breite”: comma",
        "decimal in “Länge”: comma",
    ]


# Dates in several columns ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "arrival", "words"),
    [
        ("1845,5,19,", "1845-05-19", ""),
        ("1845,Mai,19,", "1845-05-19", ""),
        ("1845,5,,", "1845-05", ""),
        ("1845,,,", "1845", ""),
        ("1845,5,19,13:30", "1845-05-19T13:30:00", ""),
        ("1845,5,19,at noon", "1845-05-19", "1845-5-19 at noon"),
        ("1845,13,19,", "1845-13-19", ""),
        ("1845,,19,", "1845", "1845-?-19"),
        ("-44,3,15,", "-0043-03-15", ""),
        (",,,", "", ""),
    ],
)
def test_year_month_day_and_time_are_one_date(row: str, arrival: str, words: str) -> None:
    (stop,) = brought(f"Year,Month,Day,Time,Place,Lat,Lon\n{row},A,1,2\n")["locations.csv"]
    assert stop["arrival"] == arrival
    assert stop.get("arrival_text", "") == words


def test_degrees_are_written_without_an_exponent_however_small() -> None:
    (stop,) = brought("Place,Lat,Lon\nA,0°0′0.000″N,0°0′0.0003″W\n")["locations.csv"]
    assert (stop["latitude"], stop["longitude"]) == ("0.0000000", "-0.00000008")


# Order, and what comes beside --------------------------------------------------------------------


def test_stops_are_sorted_by_date_and_keep_their_events() -> None:
    files = stops("A,1,2,1945", "Rome,1,2,1943", "X,1,2,", "Rome,1,2,1944") | {
        "events.csv": b"headline,location,date\nx,rome-2,1944\n"
    }
    found = rows(sorted_by_date(files)["locations.csv"])
    assert [row["id"] for row in found] == ["rome", "x", "rome-2", "a"]
    in_order = stops("A,1,2,1943", "B,1,2,1945")
    assert sorted_by_date(in_order) == in_order
    assert sorted_by_date({"locations.csv": b"\xff"}) == {"locations.csv": b"\xff"}


def test_import_offers_to_sort_and_sorts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("Place,Lat,Lon,Date\nA,1,2,1945\nB,1,2,1943\n")
    main(["import", str(path), "-o", str(tmp_path / "x")])
    assert "sort them with --sort-by-date" in capsys.readouterr().err
    assert main(["import", str(path), "-o", str(tmp_path / "y"), "--sort-by-date"]) == 0
    names = [row["name"] for row in rows((tmp_path / "y" / "locations.csv").read_bytes())]
    assert names == ["B", "A"]


def test_tables_that_a_file_brings_are_joined_with_those_that_its_table_makes() -> None:
    brought_files = {
        "sources.csv": b"reference,citation\ngeo,x\n",
        "journey.toml": b"title = 'T'\n",
    }
    made = {"sources.csv": b"reference,url\na,u\n", "journey.toml": b"title = 'U'\n"}
    joined = beside(brought_files, made)
    assert rows(joined["sources.csv"]) == [
        {"reference": "geo", "citation": "x", "url": ""},
        {"reference": "a", "citation": "", "url": "u"},
    ]
    assert joined["journey.toml"] == b"title = 'T'\n"


def test_events_and_sources_of_a_table_make_way_for_those_of_the_file() -> None:
    brought_files = {
        "events.csv": b"id,headline\na,A\n",
        "sources.csv": b"reference,citation\n1,Diary\n",
    }
    made = {
        "events.csv": b"id,headline,references\na,B,1\n",
        "media.csv": b"event,url\na,https://example.org/a.jpg\n",
        "sources.csv": b"reference,citation\n1,[1]\n2,[2]\n",
    }
    joined = {name: rows(content) for name, content in beside(brought_files, made).items()}
    assert [row["id"] for row in joined["events.csv"]] == ["a", "a-2"]
    assert joined["media.csv"][0]["event"] == "a-2"
    assert [row["citation"] for row in joined["sources.csv"]] == ["Diary", "[2]"]


# Tables that were not brought in -----------------------------------------------------------------


def test_geocode_refuses_a_table_that_could_not_be_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "orte.csv"
    path.write_text("Ort,Land\nWien,Österreich\n", encoding="utf-8")
    assert main(["geocode", str(path)]) == 1
    assert "bring it in with `routemap import orte.csv -o FOLDER`" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == [path]
