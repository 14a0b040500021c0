"""Play steps by itself, at the chosen speed, by a clock of our own."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from routemap.app import journey_page
from routemap.app.journey_page import SPEEDS
from script_page import (
    Opener,
    address,
    moment,
    ran,
)


@dataclass
class Clock:
    """Stands in for the module `time`."""

    now: float = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(journey_page, "time", clock)
    return clock


@pytest.mark.usefixtures("clock")
def test_play_becomes_pause_and_play_again(open_page: Opener) -> None:
    app = open_page()
    assert app.button(key="play").label == "Play"
    ran(app.button(key="play").click())
    assert app.button(key="play").label == "Pause"
    ran(app.button(key="play").click())
    assert app.button(key="play").label == "Play"


def test_play_steps_when_its_time_has_come_and_stops_at_the_end(
    open_page: Opener, clock: Clock
) -> None:
    app = open_page(date="2023-09-13")
    ran(app.button(key="play").click())
    visited = [moment(app)]
    for _ in range(3):
        clock.now += SPEEDS["normal"]
        ran(app)
        visited.append(moment(app))
    assert visited == ["2023-09-13", "2023-09-15", "after", "after"]
    assert app.button(key="play").label == "Play"
    assert address(app) == {"date": "after"}


def test_a_run_before_its_time_does_not_step(open_page: Opener, clock: Clock) -> None:
    app = open_page()
    ran(app.button(key="play").click())
    clock.now += SPEEDS["normal"] / 2
    ran(app)
    assert moment(app) == "before"


def test_play_waits_a_whole_delay_however_long_the_page_stood_still(
    open_page: Opener, clock: Clock
) -> None:
    app = open_page()
    clock.now += 600
    ran(app.button(key="play").click())
    assert moment(app) == "before"


def test_play_at_the_end_starts_over(open_page: Opener, clock: Clock) -> None:
    app = open_page(date="after")
    clock.now += 600
    ran(app.button(key="play").click())
    assert moment(app) == "before"
    assert app.button(key="play").label == "Pause"


def test_the_chosen_speed_is_that_of_play(open_page: Opener, clock: Clock) -> None:
    app = open_page()
    ran(app.radio(key="speed").set_value("fast"))
    ran(app.button(key="play").click())
    clock.now += SPEEDS["fast"]
    ran(app)
    assert moment(app) == "2023-08"


def test_the_speed_stays_when_the_language_changes(open_page: Opener) -> None:
    app = open_page()
    ran(app.radio(key="speed").set_value("fast"))
    ran(app.radio(key="language").set_value("ru"))
    assert app.radio(key="speed").value == "fast"


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("does", ["play", "speed"])
def test_a_press_before_the_answer_to_a_step_is_not_taken_for_back(
    open_page: Opener, does: str
) -> None:
    app = open_page(date="2023-09-12")
    ran(app.button(key="next").click())
    app.query_params["date"] = "2023-09-12"  # what the browser still has
    if does == "play":
        ran(app.button(key="play").click())
    else:
        ran(app.radio(key="speed").set_value("fast"))
    assert moment(app) == "2023-09-13"
    assert address(app) == {"date": "2023-09-13"}
