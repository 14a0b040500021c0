"""The tables are read once for all who wait; until then they see the edition before."""

from __future__ import annotations

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TYPE_CHECKING

import pytest

from own_loop import in_own_loop
from routemap.server import loading
from routemap.server.loading import JOURNEY_VARIABLE, Loaded, current_itinerary, load_itinerary
from routemap.tables import check_journey
from routemap.tables.folder import FILE_ORDER

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.tables import Report

HEADER = "name,latitude,longitude,arrival\n"
LONG_ENOUGH = 60


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(JOURNEY_VARIABLE, str(tmp_path))
    path = tmp_path / "locations.csv"
    write(path, "Here")
    return path


class Reader:
    """Reads as `check_journey` does, counts, and from the second time on waits to be let go."""

    def __init__(self) -> None:
        self.times = 0
        self.begun, self.may_go = Event(), Event()

    def __call__(self, path: Path) -> Report:
        self.times += 1
        if self.times > 1:
            self.begun.set()
            assert self.may_go.wait(LONG_ENOUGH)
        return check_journey(path)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    made = Reader()
    monkeypatch.setattr(loading, "check_journey", made)
    return made


def write(path: Path, *names: str) -> None:
    rows = "".join(f"{name},50,10,2020-01-0{day}\n" for day, name in enumerate(names, 1))
    path.write_text(HEADER + rows, encoding="utf-8")


def places(loaded: Loaded) -> list[str]:
    assert loaded.itinerary
    return [stop.name.in_language("en").text for stop in loaded.itinerary.journey.stops]


def test_a_changed_table_is_read_once_for_all_who_wait(
    table: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_itinerary()
    write(table, "Here", "There")
    monkeypatch.setattr(loading, "_PATIENCE_SECONDS", LONG_ENOUGH)
    with ThreadPoolExecutor(20) as many:
        asked = [many.submit(load_itinerary) for _ in range(20)]
        assert reader.begun.wait(LONG_ENOUGH)
        reader.may_go.set()
        assert {len(places(one.result(LONG_ENOUGH))) for one in asked} == {2}
    assert reader.times == 2


def test_while_it_is_read_all_see_the_edition_before(
    table: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load_itinerary()
    monkeypatch.setattr(loading, "_PATIENCE_SECONDS", 0)
    write(table, "Here", "There")
    assert load_itinerary() is before
    assert in_own_loop(current_itinerary()) is before
    assert reader.begun.wait(LONG_ENOUGH)
    reader.may_go.set()
    monkeypatch.setattr(loading, "_PATIENCE_SECONDS", LONG_ENOUGH)
    assert places(load_itinerary()) == ["Here", "There"]


def test_the_event_loop_goes_on_while_tables_are_read(
    table: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_itinerary()
    monkeypatch.setattr(loading, "_PATIENCE_SECONDS", LONG_ENOUGH)
    write(table, "Here", "There")

    async def both() -> Loaded:
        waiting = asyncio.create_task(current_itinerary())
        await asyncio.sleep(0)
        reader.may_go.set()  # which nobody could say if the loop stood still
        return await waiting

    assert len(places(in_own_loop(both()))) == 2


def test_files_beside_the_tables_make_no_edition_and_are_not_looked_at(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: list[str] = []
    look = os.stat

    def noted(path: object, *args: object, **options: object) -> os.stat_result:
        looked_at.append(str(path))
        return look(path, *args, **options)  # type: ignore[arg-type]

    before = load_itinerary()
    for number in range(300):
        (table.parent / f"photo-{number}.jpg").write_bytes(b"")
    (table.parent / "cache").mkdir()
    monkeypatch.setattr(os, "stat", noted)
    monkeypatch.setattr(os, "scandir", lambda *_: pytest.fail("the folder was listed"))
    assert load_itinerary() is before
    assert 1 <= len(looked_at) <= 1 + len(FILE_ORDER)


def test_each_table_of_the_journey_makes_an_edition(table: Path) -> None:
    seen = {load_itinerary().version}
    for name in FILE_ORDER:
        (table.parent / name).touch()
        os.utime(table.parent / name, ns=(1, len(seen)))
        seen.add(load_itinerary().version)
    assert len(seen) == len(FILE_ORDER) + 1


def test_a_journey_that_goes_and_comes_back_is_shown_again(table: Path) -> None:
    before = load_itinerary()
    table.unlink()
    gone = load_itinerary()
    assert gone.is_outdated
    assert gone.problems
    write(table, "There")
    other = load_itinerary()
    assert places(other) == ["There"]
    table.unlink()
    # What was drawn of one must not be shown of the other.
    assert len({before.version, gone.version, other.version, load_itinerary().version}) == 4
    write(table, "Here", "There")
    back = load_itinerary()
    assert (places(back), back.is_outdated) == (["Here", "There"], False)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_ours_while_reading_stops_nobody(
    table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = load_itinerary()
    write(table, "Here", "There")

    def broken(_: Path) -> Report:
        raise KeyError("a fault")

    with monkeypatch.context() as patched:
        patched.setattr(loading, "check_journey", broken)
        assert load_itinerary() is before
        patched.setattr(loading, "check_journey", lambda _: pytest.fail("it was read again"))
        assert load_itinerary() is before
    write(table, "Here", "There ")
    assert len(places(load_itinerary())) == 2
