"""Measure how long it takes to find what must be true of a long journey, beside networkx.

Then how long the page takes to tell it anew at another speed, beside Bellman–Ford in the browser.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import networkx as nx
from measuring.figures import Figures, at_most, figures, heading, surroundings
from measuring.long_journey import write_journey, write_shared
from measuring.program import arguments

from browser import chromium
from routemap.exports.static_site import StaticSite
from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.model.speeds import Speed
from routemap.reasoning.bounds import what_follows
from routemap.reasoning.network import Conflict, Network, solve
from routemap.reasoning.premises import Premise, Statements
from routemap.tables import read_journey

_STOPS, _DATES, _TRAVELLERS = 10_000, 2_000, 10
_SPEED = Speed("road", 60.0)
_MOST_MS = 200.0
_ORIGIN = -1
_STOPS_OF_PAGE, _PER_DATE = 200, 5
_STEPS, _FEW = 40, 3
_MOST_STEP_MS = 16.0
_STOPWATCH = Path(__file__).parent / "measuring" / "speed_stopwatch.js"


def main() -> None:
    """Measure and report."""
    chosen = arguments(__doc__, stops=(_STOPS, 200), times=(7, 2))
    print(surroundings("networkx"))
    with tempfile.TemporaryDirectory() as folder:
        alone = _itinerary(write_journey(folder, chosen.stops, _DATES))
        shared = _itinerary(write_shared(folder, chosen.stops, _DATES, _TRAVELLERS))
    network = Statements(alone, (_SPEED,)).network()
    graph = _as_graph(network)
    whole: list[float] = []
    with_premises: list[float] = []
    ours: list[float] = []
    theirs: list[float] = []
    of_several: list[float] = []
    for _ in range(chosen.times):
        whole.append(_ms(lambda: what_follows(alone, (_SPEED,))))
        with_premises.append(_ms(lambda: _with_premises(alone)))
        of_several.append(_ms(lambda: what_follows(shared, (_SPEED,))))
        ours.append(_ms(lambda: solve(network)))
        theirs.append(_ms(lambda: _bellman_ford(graph)))
    _compare(network, graph)
    print(heading(f"{chosen.stops:,} stops, in ms of the processor"))
    print(figures(whole).row("what follows", "ms"))
    print(figures(with_premises).row("what follows, with premises", "ms"))
    print(figures(of_several).row(f"what follows, of {_TRAVELLERS} travellers", "ms"))
    solving = figures(ours)
    print(solving.row("the network alone: solve", "ms"))
    peer: Figures = figures(theirs)
    print(peer.row("the network alone: Bellman–Ford of networkx", "ms"))
    print()
    print(at_most("what follows ≤ 200 ms", figures(whole).median, _MOST_MS, "ms"))
    print(at_most("solve ≤ networkx", solving.median / peer.median, 1.0, "times"))
    _measure_slider(_STEPS if chosen.times > _FEW else _FEW)


def _measure_slider(steps: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        itinerary = _itinerary(write_journey(folder, _STOPS_OF_PAGE, _STOPS_OF_PAGE // _PER_DATE))
        for name, content in _files(StaticSite(itinerary)):
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        with chromium() as browser:
            page = browser.new_page()
            page.goto((Path(folder) / "follows.html").as_uri())
            found = page.evaluate(_STOPWATCH.read_text(encoding="utf-8"), steps)
    ours, peer = figures(found["ours"]), figures(found["peers"])
    print(heading(f"a step of the slider, {found['stops']} stops with bounds, in ms"))
    print(ours.row("worked out, told and laid out", "ms"))
    print(peer.row("the network alone: a plain Bellman–Ford", "ms"))
    print()
    print(at_most("a step ≤ 16 ms", ours.median, _MOST_STEP_MS, "ms"))


def _files(site: StaticSite) -> Iterator[tuple[str, bytes]]:
    yield from site.kept_files()
    yield from site.pages()


def _itinerary(path: Path) -> Itinerary:
    return build_itinerary(read_journey(path))


def _with_premises(itinerary: Itinerary) -> int:
    """Return how many premises all bounds have together."""
    found = what_follows(itinerary, (_SPEED,))
    return sum(len(found.grounds(bound).dates) for bound in found.bounds)


def _ms(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def _as_graph(network: Network[Premise]) -> nx.DiGraph:
    """Return the distance graph: an edge from u to v of weight w says that v ≤ u + w."""
    graph = nx.DiGraph()
    edges = [(each.later, each.earlier, -each.minutes) for each in network.links]
    edges += [(each.time, _ORIGIN, -each.minutes) for each in network.not_before]
    edges += [(_ORIGIN, each.time, each.minutes) for each in network.not_after]
    for start, end, weight in edges:
        held = graph.get_edge_data(start, end, {"weight": weight})["weight"]
        graph.add_edge(start, end, weight=min(held, weight))
    return graph


def _bellman_ford(graph: nx.DiGraph) -> tuple[dict[int, int], dict[int, int]]:
    """Return the latest of each time, and how long before the origin its earliest is."""
    return (
        nx.single_source_bellman_ford_path_length(graph, _ORIGIN),
        nx.single_source_bellman_ford_path_length(graph.reverse(copy=False), _ORIGIN),
    )


def _compare(network: Network[Premise], graph: nx.DiGraph) -> None:
    """Make sure that both find the same.

    Raises
    ------
    ValueError
        If they do not.
    """
    found = solve(network)
    if isinstance(found, Conflict):
        raise ValueError("the journey contradicts itself")  # noqa: TRY004  no matter of types
    latest, earliest = _bellman_ford(graph)
    for time_number in range(network.size):
        before = earliest.get(time_number)
        same_earliest = found.earliest.minutes[time_number] == (None if before is None else -before)
        if not (same_earliest and found.latest.minutes[time_number] == latest.get(time_number)):
            raise ValueError(f"time {time_number} differs")


if __name__ == "__main__":
    main()
