"""Count how many requests a second a worker, nginx before it, and a published folder answer.

`wrk` asks; what it counts as an error (a refused connection, a status of 400 or more) must not
happen, and the worker's memory must not grow.
"""

from __future__ import annotations

import re
import tempfile
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx2
from measuring.apps import OURS
from measuring.figures import at_most, surroundings
from measuring.load_of import Answered, Asked, cpu_seconds, resident_mb, wrk
from measuring.moments import shipped_route, there_and_back, words_of
from measuring.program import arguments
from measuring.viewer import Viewer

from browser import chromium
from nginx_server import static_nginx, workers_nginx
from routemap.cli.main import main as routemap

if TYPE_CHECKING:
    from browser import Server

_MANY = 200
# A picture that is in no cache takes a processor: more at once would only wait.
_FEW = 8
_PICTURE = "/map.png?date=2023-09-13&preset=web"
_READS_FOR_SECONDS = 4.0
_GROWTH_MB = 20.0
# Each is asked for once; sizes no reader asks for twice.
_UNCACHED = """
local asked = 0
request = function()
  asked = asked + 1
  local size = (600 + asked % 400) .. "x" .. (400 + math.floor(asked / 400) % 400)
  return wrk.format("GET", "/map.png?date=2023-09-12&preset=" .. size)
end
"""


def main() -> None:
    """Run everything and print what was found."""
    chosen = arguments(__doc__, seconds=(30, 3), steps=(40, 10))
    print(surroundings("streamlit", "typst"))
    with ExitStack() as stack:
        folders = [Path(stack.enter_context(tempfile.TemporaryDirectory())) for _ in range(3)]
        workers = [stack.enter_context(OURS.start()) for _ in range(2)]
        site = folders[0] / "site"
        routemap(["publish", "-o", str(site)])
        behind = stack.enter_context(
            workers_nginx(folders[1], tuple(_port(worker) for worker in workers))
        )
        static = stack.enter_context(static_nginx(folders[2], site))
        _report_requests(workers[0], behind, static, chosen.seconds)
        _report_steps(workers[0], chosen.steps)


def _port(worker: Server) -> int:
    return urlsplit(worker.address).port or 0


def _report_requests(worker: Server, behind: str, static: str, seconds: int) -> None:
    first_view = _first_view(static)
    tag = httpx2.get(worker.address + _PICTURE, timeout=60).headers["etag"]
    asked = {
        "worker: a picture it has": Asked(worker.address + _PICTURE, _MANY),
        "worker: the same, unchanged (304)": Asked(
            worker.address + _PICTURE, _MANY, headers={"If-None-Match": tag}
        ),
        "worker: pictures never asked for": Asked(worker.address, _FEW, script=_UNCACHED),
        "worker: /embed": Asked(worker.address + "/embed", _MANY),
        "nginx before two workers: that picture": Asked(behind + _PICTURE, _MANY),
        "nginx before two workers: /embed": Asked(behind + "/embed", _MANY),
        "nginx: the folder's first view": Asked(static, _MANY, script=_one_by_one(first_view)),
    }
    print(
        f"\n{f'for {seconds} s each':<44}{'requests/s':>11}{'median ms':>11}{'99 % ms':>9}"
        f"{'errors':>8}{'worker MB':>11}"
    )
    found: dict[str, Answered] = {}
    memory = [resident_mb(worker.process.pid)]
    for name, what in asked.items():
        found[name] = wrk(what, seconds)
        memory.append(resident_mb(worker.process.pid))
        print(found[name].row(name, memory[-1]))
    errors = sum(answered.errors for answered in found.values())
    print()
    print(at_most("errors: none", errors, 0))
    # The first picture brings what draws it; what counts is whether the same again needs more.
    wrk(asked["worker: a picture it has"], seconds)
    growth = resident_mb(worker.process.pid) - memory[-1]
    wanted = f"asked for the same again, grows < {_GROWTH_MB:g} MB"
    print(at_most(wanted, growth, _GROWTH_MB, "MB"))
    views = found["nginx: the folder's first view"].a_second / len(first_view)
    print(f"\n  The folder: {views:,.0f} new readers a second ({len(first_view)} files each).")


def _first_view(static: str) -> list[str]:
    """Return the paths that a reader's browser asks for first: the page and what it names."""
    page = httpx2.get(static).text
    names = re.findall(r'(?:href|src)="(assets/[^"]+)"', page)
    return ["/", *(f"/{name}" for name in dict.fromkeys(names))]


def _one_by_one(paths: list[str]) -> str:
    listed = ", ".join(f'"{path}"' for path in paths)
    return f"""
local paths = {{ {listed} }}
local asked = 0
wrk.headers["Accept-Encoding"] = "gzip"
request = function()
  asked = asked + 1
  return wrk.format("GET", paths[asked % #paths + 1])
end
"""


def _report_steps(worker: Server, steps: int) -> None:
    """Tell what one step of a reader costs the worker, and so how many may step."""
    words = words_of(shipped_route())
    way = there_and_back(len(words) - 1)
    with chromium() as browser:
        viewer = Viewer(browser, OURS, worker.address)
        for key, moment in islice(way, 2):  # what is done once only is not what a step costs
            viewer.press(key, words[moment])
        before = cpu_seconds(worker.process.pid)
        for key, moment in islice(way, steps):
            viewer.press(key, words[moment])
        cost_ms = 1000 * (cpu_seconds(worker.process.pid) - before) / steps
    readers = 1000 * _READS_FOR_SECONDS / cost_ms
    print(
        f"  The dashboard: a step costs its worker {cost_ms:.1f} ms of a processor, so that one\n"
        f"  worker is busy all the time when {readers:,.0f} readers step every "
        f"{_READS_FOR_SECONDS:g} s."
    )


if __name__ == "__main__":
    main()
