"""What a journey says of itself, checked by line and entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from written_tables import lines_of

if TYPE_CHECKING:
    from pathlib import Path


def test_the_about_file_is_checked_by_line_and_key(tmp_path: Path) -> None:
    text = (
        '# A journey\ntitel = "x"\nlanguage = "english language"\ntime_zone = "Asia/Vladivostock"\n'
        'licence = 4\n"title@k" = "y"\n"licence@ko" = "z"\n\n[report]\ntitle = "x"\nnotes = "y"\n'
    )
    assert lines_of(tmp_path, {"journey.toml": text}) == [
        (
            "warning journey.toml:2:titel: “titel” is not a known key, so it is not read; "
            "did you mean “title”?"
        ),
        (
            "error journey.toml:3:language: “english language” is not a language tag; "
            "write a BCP 47 tag such as ko, ru or zh-Hant"
        ),
        (
            "error journey.toml:4:time_zone: “Asia/Vladivostock” is not a time zone; "
            "did you mean “Asia/Vladivostok”?"
        ),
        "error journey.toml:5:licence: “licence” is not text; put it in quotation marks",
        (
            "error journey.toml:6:title@k: “title@k”: “k” is not a language tag; "
            "write a BCP 47 tag such as ko, ru or zh-Hant"
        ),
        (
            "error journey.toml:7:licence@ko: “licence@ko”: “licence” cannot be translated; "
            "those that can are boundary_policy, credit, map_note, name_policy, report.note, "
            "report.title, subtitle, title"
        ),
        (
            "warning journey.toml:11:report.notes: “report.notes” is not a known key, so it is "
            "not read; did you mean “report.note”?"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title = A journey\n", "error journey.toml:1:: this is not TOML (Invalid value); write"),
        (
            'language = "en"\ntitle@ko = "가"\n',
            'error journey.toml:2:title@ko: the name of this entry holds @; write "title@ko" = …',
        ),
        (
            'report = "x"\n',
            "error journey.toml:1:report: “report” is not a section; write [report]",
        ),
        ("a = " + "[" * 50_000, "error journey.toml:0:: this is not TOML (it cannot be read); "),
        (
            "title = 1" + "0" * 5_000,
            "error journey.toml:0:: this is not TOML (it cannot be read); ",
        ),
    ],
)
def test_an_about_file_that_is_no_toml_is_refused(tmp_path: Path, text: str, line: str) -> None:
    (found,) = lines_of(tmp_path, {"journey.toml": text})
    assert found.startswith(line)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "[map]\nborders = no\n",
            (
                "error journey.toml:2:: this is not TOML (Invalid value); "
                'borders: write "today" or "none", with the quotation marks'
            ),
        ),
        (
            "[map]\nborders = false\n",
            (
                "error journey.toml:2:map.borders: “map.borders” is not text; "
                'write "today" or "none", with the quotation marks'
            ),
        ),
        (
            "[map]\ntowns = no  # please\n",
            (
                "error journey.toml:2:: this is not TOML (Invalid value); "
                "towns: write true or false, without quotation marks"
            ),
        ),
        (
            '[maps]\nborders = "none"\n',
            (
                "warning journey.toml:1:maps: there is no section [maps], so it is not read; "
                "did you mean [map]?"
            ),
        ),
        (
            '\n[base_map]\ncredit = "x"\n',
            (
                "warning journey.toml:2:base_map: there is no section [base_map], so it is not "
                "read; did you mean [basemap]?"
            ),
        ),
        (
            "[weather]\n",
            (
                "warning journey.toml:1:weather: there is no section [weather], so it is not read; "
                "the sections are [report], [map], [style], [basemap] and [speed]"
            ),
        ),
        (
            "[map]\ntowns = true\n[ map ]  # again\nrivers = true\n",
            (
                "error journey.toml:3:map: the section [map] stands twice, first in line 1; "
                "put all its entries below the first, and remove the other"
            ),
        ),
        (
            'title = "A"\ntitle = "B"\n',
            "error journey.toml:2:title: “title” stands twice; remove one",
        ),
        (
            '[map]\ntowns = true\nimage = "m.png"\nextent = [1, 2, 3, 4]\ncredit = "B"\n',
            (
                "warning journey.toml:3:map.image: “image”, “extent” and “credit” belong to the "
                "section [basemap]; write [basemap] on a line of its own above"
            ),
        ),
        (
            'opacity = 1\ncredit = "B"\n',
            (
                "warning journey.toml:1:opacity: “opacity” belongs to the section [basemap]; "
                "write [basemap] on a line of its own above"
            ),
        ),
    ],
)
def test_slips_in_sections_and_values_are_told_once_with_their_cure(
    tmp_path: Path, text: str, line: str
) -> None:
    assert lines_of(tmp_path, {"journey.toml": text}) == [line]


def test_a_credit_alone_is_not_taken_for_that_of_a_basemap(tmp_path: Path) -> None:
    (line,) = lines_of(tmp_path, {"journey.toml": '[map]\ncredit = "A"\n'})
    assert "journey.toml:2:map.credit: “map.credit” is not a known key" in line


@pytest.mark.parametrize("zone", ["../../etc/passwd", "/etc/passwd", "Asia", "Mars/Olympus", "\t"])
def test_a_time_zone_must_be_of_the_iana_list(tmp_path: Path, zone: str) -> None:
    lines = lines_of(tmp_path, {"journey.toml": f'time_zone = "{zone}"\n'})
    assert [line.partition(": ")[0] for line in lines] == (
        ["error journey.toml:1:time_zone"] if zone.strip() else []
    )
