"""The film as Pillow and ffprobe read it; each shot is what its moment is."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from PIL import Image, ImageChops, ImageStat

from any_journey import journey_of, journeys, stop
from outside_readers import read_by
from routemap.errors import ParameterError
from routemap.exports import film_files
from routemap.exports.film_files import write_film
from routemap.exports.film_frames import FRAMES_A_SECOND, Film
from routemap.exports.film_timing import Shape, film_script
from routemap.exports.selection import Selection
from routemap.exports.transition import Transition, transition_between
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.timeline import State
from routemap.shipped import shipped_journey
from routemap.tables import read_journey

if TYPE_CHECKING:
    from pathlib import Path

    from routemap.model.journey import Journey


@cache
def shipped() -> Itinerary:
    return build_itinerary(read_journey(shipped_journey()))


@cache
def film() -> Film:
    return Film(Selection(shipped()), "en", Shape.WIDE, "colour")


def short() -> Film:
    """A film of few frames."""
    journey = journey_of(
        stop("2023-09-12", at=(43.0, 131.0), name="A"),
        stop("2023-09-14", at=(48.0, 135.0), name="B"),
    )
    return Film(Selection(build_itinerary(journey)), "en", Shape.TALL, "grey")


@pytest.fixture(scope="module")
def webp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "film.webp"
    write_film(film(), path, "webp", lambda _: None)
    return path


def difference(first: Image.Image, second: Image.Image) -> float:
    """How much two pictures differ, from 0 to 255 on average."""
    return max(ImageStat.Stat(ImageChops.difference(first, second)).mean)


# What it shows -----------------------------------------------------------------------------------


def test_a_date_stands_alone_only_at_its_moment() -> None:
    script = film_script(Selection(shipped()), "en")
    headings = [shot.heading.text for shot in script]
    assert headings == [
        "Kim Jong Un’s train to Russia", "Background", "About a month earlier",
        "Early September 2023", "By 10 September 2023",
        "By 10 September 2023 – 12 September 2023",
        "12 September 2023", "12–13 September 2023", "13 September 2023",
        "13–15 September 2023", "15 September 2023", "Reactions (undated)", "Sources",
    ]  # fmt: skip
    between = [shot for shot in script if shot.grown]
    assert [shot.heading.text for shot in between] == headings[5:10:2]
    for shot in between:
        assert shot.captions[0].text.startswith("The way is inferred.")
        assert shot.place is None


def test_the_last_shot_names_report_and_credits() -> None:
    told = " ".join(
        caption.text for caption in film_script(Selection(shipped()), "en")[-1].captions
    )
    for words in ("Report on", "OpenStreetMap contributors (ODbL)", "Natural Earth", "GeoNames"):
        assert words in told


def test_between_two_moments_nobody_is_anywhere() -> None:
    passage = transition_between(shipped().scene(3), 4)
    assert passage
    assert passage.legs == (0,)
    assert passage.current_stop is None
    assert passage.leg_state(0) == State.AHEAD
    assert Transition(shipped(), 3, 4, is_done=True).leg_state(0) == State.VISITED
    assert [passage.stop_state(n) for n in range(4)] == [State.VISITED, *[State.AHEAD] * 3]


@given(journeys())
def test_any_journey_has_a_film_in_which_each_leg_grows_once(journey: Journey) -> None:
    itinerary = build_itinerary(journey)
    script = film_script(Selection(itinerary), "en")
    grown = [leg for shot in script if shot.grown for leg in shot.grown.legs]
    assert len(grown) == len(set(grown))
    assert len([shot for shot in script if not shot.grown]) == len(itinerary.timeline.moments) + 2
    assert all(shot.seconds > 0 for shot in script)


def test_a_journey_of_very_many_dates_has_no_endless_film() -> None:
    stops = [
        stop(f"{year:04}", at=(year % 80, year % 170), name=f"S{year}")
        for year in range(1000, 2000)
    ]
    script = film_script(Selection(build_itinerary(journey_of(*stops))), "en")
    assert sum(shot.seconds for shot in script) < 310


# Its pictures ------------------------------------------------------------------------------------


def test_a_line_grows_from_the_picture_before_to_the_one_after() -> None:
    made = short()
    number = next(n for n, shot in enumerate(made.shots) if shot.grown)
    pictures = [frame.image for frame in made.frames()]
    assert len(pictures) == len(made.durations)
    count = sum(1 for duration in made.durations if duration == 1)
    grown = pictures[number : number + count]
    before = made.still(number)
    drawn = [difference(before, picture) for picture in grown]
    assert drawn == sorted(drawn)
    assert 0 < drawn[0] < drawn[-1] / 4
    shot = made.shots[number]
    assert shot.grown
    assert difference(grown[-1], made.drawn(shot, shot.grown)) == 0


def test_a_leg_that_leaves_the_map_comes_back_at_once_at_the_other_edge() -> None:
    """Hardly a frame goes by in which no line grows, as on a way back across the map."""
    places = {
        "Dubai": (25.2, 55.3),
        "Dakar": (14.7, -17.5),
        "Auckland": (-36.8, 174.8),
        "New York": (40.7, -74.0),
        "Yokohama": (35.4, 139.6),
        "Nairobi": (-1.3, 36.8),
    }
    stops = (stop(f"190{n}", at=at, name=name) for n, (name, at) in enumerate(places.items()))
    journey = journey_of(*stops)
    made = Film(Selection(build_itinerary(journey)), "en", Shape.WIDE, "grey")
    leg = next(number for number in range(5) if len(made.map.leg_lines(number)) > 1)
    out, back = made.map.leg_lines(leg)
    assert abs(out[-1][0] - back[0][0]) > made.size[0] / 2
    number = next(n for n, shot in enumerate(made.shots) if shot.grown and leg in shot.grown.legs)
    shot = made.shots[number]
    assert shot.grown
    few = replace(shot, seconds=20 / FRAMES_A_SECOND)
    only = replace(made)
    only.__dict__["shots"] = (few,)
    drawn = [difference(made.still(number), frame.image) for frame in only.frames()]
    assert drawn == sorted(drawn)
    # Beneath a disc or a name nothing is seen to grow.
    assert sum(before == after for before, after in pairwise(drawn)) < len(drawn) / 4


def test_frames_are_drawn_when_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    made = short()
    calls = []
    draw = Film.drawn
    monkeypatch.setattr(Film, "drawn", lambda *given: calls.append(given) or draw(*given))
    frames = made.frames()
    next(frames)
    assert len(calls) == 1


def test_pillow_reads_it_and_each_frame_is_the_still_of_its_moment(webp: Path) -> None:
    with Image.open(webp) as opened:
        assert opened.size == (1280, 720)
        assert opened.is_animated
        begins, at = {}, 0
        for number in range(opened.n_frames):
            opened.seek(number)
            opened.load()
            begins[at] = opened.convert("RGB")
            at += opened.info["duration"]
    assert at == pytest.approx(1000 * film().seconds, abs=100)
    elapsed = 0
    for number, shot in enumerate(film().shots):
        if not shot.grown:
            shown = begins[max(begin for begin in begins if begin <= elapsed + 50)]
            assert difference(shown, film().still(number)) < 1.5
        elapsed += round(shot.seconds * FRAMES_A_SECOND) * 1000 // FRAMES_A_SECOND


def test_ffprobe_reads_a_video_of_the_same_length(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    made = short()
    write_film(made, path, "mp4", lambda _: None)
    told = json.loads(read_by("ffprobe", "-v", "error", "-show_streams", "-of", "json", path))
    (stream,) = told["streams"]
    assert (stream["codec_name"], stream["pix_fmt"]) == ("h264", "yuv420p")
    assert (stream["width"], stream["height"]) == (720, 1280)
    assert float(stream["duration"]) == pytest.approx(made.seconds, abs=0.2)


def test_who_waits_hears_how_far_it_is_and_can_end_it(tmp_path: Path) -> None:
    heard: list[int] = []
    made = short()
    write_film(made, tmp_path / "film.webp", "webp", heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == made.frame_count

    def stop_it(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_film(made, tmp_path / "film.webp", "webp", stop_it)


def test_without_ffmpeg_there_is_webp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(film_files, "find_spec", lambda _: None)
    with pytest.raises(ParameterError, match="pip install imageio-ffmpeg"):
        write_film(short(), tmp_path / "film.mp4", "mp4", lambda _: None)
