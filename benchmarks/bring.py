"""Time large files of others, each read in a new process: a track, a Timeline, a workbook.

Beside us, in turns: gpxpy and pandas, which read the same and make no journey of it.
"""

from __future__ import annotations

from collections import defaultdict
from tempfile import TemporaryDirectory

from measuring.brought_files import write_timeline, write_track, write_workbook
from measuring.figures import Figures, at_most, figures, heading, surroundings
from measuring.program import arguments, run_python

_POINTS, _TIMELINE_BYTES, _ROWS = 50_000, 20_000_000, 10_000
_QUICK_PART = 100
_MS, _PEAK_MB = 3_000, 300
_BEGIN = "import sys, time\nfrom pathlib import Path\nbegun = time.perf_counter()\n"
_END = "\nfound = [1000 * (time.perf_counter() - begun)]"
_OURS = """
from datetime import timedelta
from routemap.formats.column_names import named_tables, recognised
from routemap.formats.recording import Wanted
from routemap.formats.registry import import_path
path = Path(sys.argv[1])
is_recording = path.suffix == ".json"
brought = import_path(path, wanted=Wanted(at_least=timedelta(hours=9)) if is_recording else None)
if brought.table:
    assert named_tables(brought.table, recognised(brought.table.header))
assert brought.files or brought.table
"""
_GPXPY = """
import gpxpy
assert gpxpy.parse(Path(sys.argv[1]).open(encoding="utf-8")).tracks
"""
_JSON_IN_PANDAS = """
import json, pandas
read = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
assert len(pandas.json_normalize(read["semanticSegments"]))
"""
_WORKBOOK_IN_PANDAS = """
import pandas
assert len(pandas.read_excel(sys.argv[1], engine="openpyxl"))
"""


def main() -> None:
    """Measure and report."""
    chosen = arguments(__doc__, rounds=(5, 1))
    part = _QUICK_PART if chosen.quick else 1
    print(surroundings("gpxpy", "pandas", "openpyxl"))
    with TemporaryDirectory() as folder:
        files = {
            f"GPX of {_POINTS // part:,} points": (
                write_track(folder, _POINTS // part),
                ("gpxpy", _GPXPY),
            ),
            f"Timeline of {_TIMELINE_BYTES / part / 1_000_000:g} MB": (
                write_timeline(folder, _TIMELINE_BYTES // part),
                ("pandas", _JSON_IN_PANDAS),
            ),
            f"workbook of {_ROWS // part:,} rows": (
                write_workbook(folder, _ROWS // part),
                ("pandas", _WORKBOOK_IN_PANDAS),
            ),
        }
        for name, (path, (peer, program)) in files.items():
            runs: dict[str, list[list[float]]] = defaultdict(list)
            for _ in range(chosen.rounds):
                for reader, code in (("routemap", _OURS), (peer, program)):
                    runs[reader].append(run_python(_BEGIN + code + _END, str(path)))
            _report(name, {reader: tuple(zip(*each, strict=True)) for reader, each in runs.items()})


def _report(name: str, found: dict[str, tuple[tuple[float, ...], ...]]) -> None:
    print(heading(name))
    times: dict[str, Figures] = {}
    for reader, (ms, mb) in found.items():
        times[reader] = figures(ms)
        print(times[reader].row(f"{reader}, imports included", "ms"))
        print(figures(mb).row(f"{reader}, memory of the process", "MB"))
    ours, peer = times
    ratio = times[ours].median / times[peer].median
    print(f"  {f'{ours} beside {peer}':<44}{ratio:9.1f} ×\n")
    print(at_most(f"{name} ≤ {_MS:,} ms", times[ours].median, _MS, "ms"))
    print(at_most(f"{name} ≤ {_PEAK_MB} MB", max(found[ours][1]), _PEAK_MB, "MB"))


if __name__ == "__main__":
    main()
