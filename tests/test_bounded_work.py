"""Bounded work for every request: whoever asks for much waits, and nobody waits for them."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import pool_jobs
from browser import serving
from own_loop import in_own_loop
from routemap.app import pictures_page, waiting
from routemap.errors import BusyError
from routemap.i18n.catalog import translate
from routemap.server import pictures, rendering, teaching
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import middleware, routes
from routemap.server.single_flight import Payload, SingleFlight
from routemap.server.worker_pool import Limits, WorkerPool
from script_page import Opener, notes, opened_pictures, ran, story

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gates are FIFOs")
LONG_ENOUGH = 60
EXPENSIVE = ["/map.png?preset=611x411", "/map.zip?preset=611x411", "/handout.pdf", "/slides.pptx",
             "/slides.png", "/film.webp", "/film.png?shape=tall"]  # fmt: skip


class Busy:
    """Workers of which the only one waits at a gate, with room for two more in the queue."""

    def __init__(self, folder: Path) -> None:
        self.gate = folder / "gate"
        os.mkfifo(self.gate)
        self.workers = WorkerPool(Limits(1, 2, LONG_ENOUGH, 500, retry_seconds=7))
        begun = Event()
        self.first = self.workers.submit(
            partial(pool_jobs.held, str(self.gate)), tell=lambda _: begun.set()
        )
        assert begun.wait(LONG_ENOUGH)

    def fill(self) -> list[Any]:
        """Take all places of the queue."""
        return [self.workers.submit(pool_jobs.process) for _ in range(2)]

    def has_somebody_waiting(self) -> bool:
        """Tell whether one of the two places is taken."""
        other = self.workers.submit(pool_jobs.process)
        try:
            self.workers.submit(pool_jobs.process).cancel()
        except BusyError:
            return True
        finally:
            other.cancel()
        return False

    def open_gate(self) -> None:
        self.gate.write_text("open", encoding="utf-8")
        self.first.result(LONG_ENOUGH)


@pytest.fixture
def busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Busy]:
    made = Busy(tmp_path)
    for module, name in (
        (pictures, "STILLS"),
        (pictures, "LONG"),
        (teaching, "LONG"),
        (pictures_page, "STILLS"),
        (waiting, "READING"),
    ):
        monkeypatch.setattr(module, name, made.workers)
    for module, store in ((pictures, "DRAWN"), (teaching, "MADE")):
        monkeypatch.setattr(module, store, SingleFlight(1_000_000))
    yield made
    made.workers.close()


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.delenv(JOURNEY_VARIABLE, raising=False)
    return TestClient(Starlette(routes=routes(), middleware=middleware(["testserver"])))


@pytest.mark.parametrize("address", EXPENSIVE)
def test_a_full_queue_answers_that_it_is_and_when_to_ask_again(
    client: TestClient, busy: Busy, address: str
) -> None:
    busy.fill()
    answer = client.get(address)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "7"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "the server is busy; try again in 7 s"


@pytest.mark.usefixtures("busy")
def test_all_else_is_answered_while_workers_have_no_end_of_work(
    client: TestClient, open_page: Opener
) -> None:
    for path in ("/healthz", "/edition", "/embed", "/present?lang=ko", "/journey.geojson",
                 "/oembed?url=http://testserver/embed", "/embed.js"):  # fmt: skip
        assert client.get(path).status_code == 200
    app = open_page(date="2023-09-12")
    before = story(app)
    assert story(ran(app.button(key="next").click())) != before


def test_equal_requests_at_the_same_time_draw_one_picture(
    client: TestClient, busy: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    submit = busy.workers.submit

    def counted(*told: Any, **more: Any) -> Any:  # noqa: ANN401  as it is submitted
        asked.append(told)
        return submit(*told, **more)

    monkeypatch.setattr(busy.workers, "submit", counted)
    with ThreadPoolExecutor(6) as many:
        answers = [many.submit(client.get, EXPENSIVE[0]) for _ in range(6)]
        busy.open_gate()
        contents = {answer.result(LONG_ENOUGH).content for answer in answers}
    assert len(contents) == 1
    assert len(asked) == 1


def test_who_has_the_answer_already_waits_for_nothing(client: TestClient, busy: Busy) -> None:
    with ThreadPoolExecutor(1) as one:
        first = one.submit(client.get, EXPENSIVE[0])
        busy.open_gate()
        tag = first.result(LONG_ENOUGH).headers["etag"]
    busy.workers.close()
    again = client.get(EXPENSIVE[0], headers={"If-None-Match": tag})
    assert (again.status_code, client.get(EXPENSIVE[0]).status_code) == (304, 200)
    for address in EXPENSIVE[1:]:
        never_made = client.get(address, headers={"If-None-Match": f'{tag}, "other"'})
        assert never_made.status_code != 304


def test_who_leaves_frees_a_place_for_the_next(client: TestClient, busy: Busy) -> None:
    async def leave(path: str) -> None:
        has_left = asyncio.Event()
        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(),
                 "query_string": b"", "headers": [], "http_version": "1.1", "scheme": "http",
                 "server": ("testserver", 80), "client": ("test", 1)}  # fmt: skip

        async def receive() -> dict[str, object]:
            await has_left.wait()
            return {"type": "http.disconnect"}

        async def send(_: object) -> None:
            """Nobody is there any more."""

        asking = asyncio.create_task(client.app(scope, receive, send))  # type: ignore[arg-type]
        for _ in range(5):
            await asyncio.sleep(0)
        has_left.set()
        await asking

    for _ in range(5):  # there is room for two
        in_own_loop(leave("/slides.pptx"))
    assert all(not each.done() for each in busy.fill())


@pytest.mark.parametrize("address", EXPENSIVE[::3])
def test_who_waits_when_the_server_ends_hears_so(
    client: TestClient, busy: Busy, address: str
) -> None:
    with ThreadPoolExecutor(1) as one:
        answer = one.submit(client.get, address)
        while not (answer.done() or busy.has_somebody_waiting()):
            time.sleep(0.01)
        busy.workers.close()
        assert answer.result(LONG_ENOUGH).status_code == 503
    assert client.get(address).status_code == 503


def test_a_server_that_is_told_to_end_does_so_at_once_and_its_workers_with_it() -> None:
    films = [
        f"/film.webp?lang={language}&look={look}&shape={shape}"
        for language in ("en", "ko", "ru")
        for look in ("colour", "grey", "dark")
        for shape in ("wide", "tall")
    ]
    run = "import sys; from routemap.cli.main import main; sys.exit(main())"
    with (
        serving([sys.executable, "-c", run, "serve", "--port", "0"]) as server,
        ThreadPoolExecutor(len(films)) as many,
    ):
        asked = [many.submit(httpx2.get, server.address + film, timeout=120) for film in films]
        full = next(as_completed(asked, LONG_ENOUGH))  # so all other places are taken
        assert full.result().headers["retry-after"] == "60"
        server.process.terminate()
        assert {answer.result(LONG_ENOUGH).status_code for answer in asked} == {503}
        server.process.wait(LONG_ENOUGH)
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_a_page_of_streamlit_says_that_many_ask(
    busy: Busy, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy.fill()
    app = opened_pictures(monkeypatch)
    assert notes(app) == [translate("en", "server_busy")]


@pytest.mark.parametrize(
    "path",
    [
        "/nothing", "/map.", "/map.png%00", "/journey.%FF", "/assets/%00", "/ground/x/%00%FF",
        "/assets/journey-xx.0123456789ab.js", "/assets/journey-en.0123456789ab.js",
        "/map.png?" + "&".join(f"p{number}=1" for number in range(3000)),
        "/embed?" + "x" * 50_000 + "=1", "/present?date=" + "9" * 50_000, "/journey.csv?a=%00",
        "/film.webp?shape=%FF", "/handout.pdf?paper=%00", "/oembed?url=" + "%5B" * 10_000,
    ],
)  # fmt: skip
def test_nonsense_takes_no_place(client: TestClient, busy: Busy, path: str) -> None:
    busy.fill()
    assert client.get(path).status_code in {400, 404}


def test_a_file_is_sent_the_same_to_who_takes_it_packed_or_not_and_to_who_asks_for_its_head(
    client: TestClient,
) -> None:
    plain = client.get("/journey.kml", headers={"Accept-Encoding": "identity"})
    packed = client.get("/journey.kml", headers={"Accept-Encoding": "gzip"})
    head = client.head("/journey.kml", headers={"Accept-Encoding": "gzip"})
    assert plain.content == packed.content
    assert int(plain.headers["content-length"]) == len(plain.content)
    assert head.headers["content-length"] == packed.headers["content-length"]
    assert head.content == b""


def test_pages_and_data_are_written_once_and_kept_within_their_room(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[object] = []

    class Threads(rendering.RenderingThreads):
        def submit(self, write: Callable[[], Payload]) -> Future[Payload]:
            written.append(write)
            return super().submit(write)

    monkeypatch.setattr(rendering, "THREADS", Threads())
    for module in ("pages", "data"):
        monkeypatch.setattr(f"routemap.server.{module}.RENDERED", SingleFlight(300_000))
    for _ in range(2):
        for path in ("/embed", "/journey.kml", "/journey.geojson"):
            assert client.get(path).status_code == 200
    assert len(written) == 3


def test_what_is_asked_for_beyond_the_threads_is_refused() -> None:
    gate, begun = Event(), Event()

    def make() -> Payload:
        begun.set()
        gate.wait(LONG_ENOUGH)
        return Payload(b"")

    threads = rendering.RenderingThreads()
    coming = [threads.submit(make) for _ in range(32)]
    with pytest.raises(BusyError):
        threads.submit(make)
    gate.set()
    assert all(each.result(LONG_ENOUGH) == Payload(b"") for each in coming)
    assert threads.submit(make).result(LONG_ENOUGH) == Payload(b"")
