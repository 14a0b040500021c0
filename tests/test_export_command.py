"""`routemap export` draws what is asked for, and says in one line what cannot be done."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from routemap import api, atomic_file
from routemap.cli.main import main
from routemap.errors import DrawingError
from routemap.pictures import typst

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# Each costs as much time as drawing the ground, or as much memory as all the rest.
SLOW_TO_IMPORT = (
    "pandas", "numpy", "folium", "streamlit", "starlette", "jinja2", "requests", "asyncio", "edtf",
    "pydoc", "unittest",
)  # fmt: skip


def export(*arguments: object) -> int:
    return main(["export", *map(str, arguments)])


def test_a_picture_has_the_size_of_its_preset(tmp_path: Path) -> None:
    picture = tmp_path / "map.png"
    assert export("-o", picture, "--date", "2023-09-13", "--preset", "card") == 0
    with Image.open(picture) as opened:
        assert opened.size == (1200, 630)


def test_the_ending_is_the_format_unless_one_is_named(tmp_path: Path) -> None:
    assert export("-o", tmp_path / "map.svg") == 0
    assert (tmp_path / "map.svg").read_bytes().startswith(b"<svg")
    assert export("-o", tmp_path / "map", "--format", "pdf") == 0
    assert (tmp_path / "map").read_bytes().startswith(b"%PDF")


def test_all_dates_make_a_picture_each(tmp_path: Path) -> None:
    assert export("-o", tmp_path / "all", "--all-dates", "--format", "svg") == 0
    names = sorted(path.name for path in (tmp_path / "all").iterdir())
    assert len(names) == 8
    assert "2023-09-13.svg" in names


@pytest.mark.parametrize(
    ("form", "others"), [("png", ["PIL"]), ("svg", ["PIL", "typst"]), ("pdf", ["PIL"]), ("jpg", [])]
)
def test_a_picture_imports_only_what_draws_it(tmp_path: Path, form: str, others: list[str]) -> None:
    script = (
        "import sys; from routemap.cli.main import main; main(['export', '-o', sys.argv[1]]);"
        "print(*set(sys.argv[2:]) & set(sys.modules))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / f"map.{form}")]
    answer = subprocess.run(
        [*command, *SLOW_TO_IMPORT, *others], capture_output=True, text=True, timeout=60, check=True
    )
    assert answer.stdout.split() == []


@pytest.mark.parametrize("given", [["--extent", "-10,40,0,50"], ["--extent=-10,40,0,50"]])
def test_an_extent_may_begin_west_of_greenwich(tmp_path: Path, given: list[str]) -> None:
    made, eastern = tmp_path / "west.svg", tmp_path / "east.svg"
    assert export("-o", made, *given) == 0
    assert export("-o", eastern, "--extent", "10,40,20,50") == 0
    assert made.read_bytes() != eastern.read_bytes()


@pytest.mark.parametrize("given", ["170,-50,190,-30", "-190,-50,-170,-30"])
def test_an_extent_over_the_date_line_is_the_same_however_it_is_counted(
    tmp_path: Path, given: str
) -> None:
    made, same = tmp_path / "made.svg", tmp_path / "same.svg"
    assert export("-o", made, "--extent", given) == 0
    assert export("-o", same, "--extent", "170,-50,-170,-30") == 0
    assert made.read_bytes() == same.read_bytes()


def test_presets_are_listed_with_their_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    assert export("--list-presets") == 0
    told = capsys.readouterr().out
    assert "newspaper-2  100 × 110 mm at 300 dpi" in told
    assert "web          1200 × 675 px" in told


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--date", "2023"], "it has before, 2023-08, 2023-09,"),
        (["--preset", "poster"], "use one of newspaper-1, newspaper-2"),
        (["--look", "sepia"], "use one of colour, grey, contrast, dark"),
        (["--format", "gif"], "use one of png, jpg, svg, pdf"),
        (["--stop", "moscow"], "it has pyongyang, khasan, vostochny, komsomolsk"),
        (["--without", "legend"], "use one of title, subtitle, key"),
        (["--lang", "it"], "use one of en, ko, ru"),
        (["--scale", "0"], "is not a scale"),
        (["--scale", "much"], "is not a scale"),
        (["--stop", "khasan", "--km", "0"], "is not a number of km"),
        (["--stop", "khasan", "--km", "-5"], "is not a number of km"),
        (["--stop", "khasan", "--km", "nan"], "is not a number of km"),
        (["--stop", "khasan", "--extent=1,2,3,4"], "leave one out"),
        (["--extent=1,2,3"], "is not an extent"),
        (["--extent=a,b,c,d"], "is not an extent"),
        (["--km", "50"], "km needs stop; name a stop"),
        (["--km", "50", "--extent=1,2,3,4"], "km needs stop; name a stop"),
        (["--paper", "a4"], "extent, who, show, hide, without, live-text"),
        (["--all-dates", "--format", "png", "--date", "2023-09-13"], "leave out date"),
        (["--extent=10,50,20,40"], "south must lie below north"),
        (["--extent=0,-91,1,1"], "from -90 to 90"),
        (["--extent=10,40,10,50"], "and differ"),
        (["--extent=0,40,800,50"], "and differ"),
        (["--extent=10,40,-350,50"], "and differ"),  # the same meridian
        (["--extent=10,40,-360,50"], "and differ"),  # the west east of the east
        (["--extent=300,40,400,50"], "and differ"),
        (["--extent=-inf,40,10,50"], "and differ"),
        (["--extent=nan,40,10,50"], "and differ"),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert export("-o", tmp_path / "map.png", *arguments) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert told in line
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("method", "told"),
    [("save", ["export", "-o", "film.webp"]), ("publish", ["publish", "-o", "site"])],
)
def test_what_went_wrong_stands_below_how_far_it_was(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    method: str,
    told: list[str],
) -> None:
    def fail(*given: object, **named: Callable[[int, int], object]) -> None:
        reach = named.get("progress", given[-1])
        assert callable(reach)
        reach(1, 3)
        raise DrawingError("no letters")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(api.JourneyMap, method, fail)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert main(told) == 1
    *_, counted, last, end = capsys.readouterr().err.split("\n")
    assert (counted.rpartition(" ")[2], last, end) == ("1/3", "routemap: no letters", "")


@pytest.mark.parametrize("form", ["png", "jpg", "pdf"])
def test_a_drawing_that_typst_refuses_is_told_in_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    form: str,
) -> None:
    monkeypatch.setattr(typst, "_template", lambda _: b'#panic("no\\nway")')
    assert export("-o", tmp_path / f"map.{form}", "--preset", "card") == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("routemap: the picture cannot be made: ")
    assert "no" in line
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten_unless_it_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "map.svg").write_text("mine", encoding="utf-8")
    assert export("-o", tmp_path / "map.svg") == 1
    assert "--force" in capsys.readouterr().err
    assert (tmp_path / "map.svg").read_text(encoding="utf-8") == "mine"
    assert export("-o", tmp_path / "map.svg", "--force") == 0
    assert (tmp_path / "map.svg").read_bytes().startswith(b"<svg")


def test_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export("-o", tmp_path / "nowhere" / "map.svg") == 1
    assert "nowhere" in capsys.readouterr().err


def test_a_file_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(atomic_file.os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        atomic_file.write_whole(tmp_path / "map.svg", b"<svg/>")
    assert not list(tmp_path.iterdir())
