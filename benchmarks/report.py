"""Run benchmarks and write what they found to RESULTS.md: bounds first, those missed on top.

Of some, only their parts are written anew.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

_HERE = Path(__file__).parent
_RESULTS = _HERE / "RESULTS.md"
_PROGRAMS = (
    "step", "load", "viewers", "serve", "publish", "picture", "geography", "scale", "teach",
    "bring", "attack", "fill", "reasoning",
)  # fmt: skip
_BOUND = re.compile(
    r"^  (?P<wanted>\S.*?)\s+(?P<found>-?[\d.,]+ ?\S*)\s+(?P<verdict>holds|does not hold)$"
)
_PROGRESS = re.compile(r"^(pictures \d+/\d+|/\S+/index\.html)$")


def main() -> int:
    """Run everything; return how many programs failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="see that each runs; write nothing")
    parser.add_argument("only", nargs="*", metavar="PROGRAM", help="some of them, as “step”")
    chosen = parser.parse_args()
    told, failed = _known(), []
    for name in chosen.only or _PROGRAMS:
        print(f"== {name}", flush=True)
        command = [
            sys.executable,
            str(_HERE / f"{name}.py"),
            *(["--quick"] if chosen.quick else []),
        ]
        start = time.monotonic()
        for _ in range(2):  # a machine may once be too busy for a page to open in time
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
            if not done.returncode:
                break
        print(f"{done.stdout}   {time.monotonic() - start:.0f} s", flush=True)
        if done.returncode:
            failed.append(name)
        told[name] = f"{datetime.now(UTC):%d %B %Y}\n\n{_kept(done.stdout)}"
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    elif not chosen.quick:
        _RESULTS.write_text(_report(told), encoding="utf-8")
        print(f"written: {_RESULTS.relative_to(_HERE.parent)}")
    return len(failed)


def _known() -> dict[str, str]:
    """Return what was found before, by program."""
    text = _RESULTS.read_text(encoding="utf-8") if _RESULTS.exists() else ""
    return dict(re.findall(r"^## (\w+)\n\n```\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL))


def _report(told: dict[str, str]) -> str:
    rows = [
        (name, found["wanted"], found["found"].strip(), found["verdict"])
        for name, text in told.items()
        for line in text.splitlines()
        if (found := _BOUND.match(line))
    ]
    rows.sort(key=lambda row: row[3] == "holds")
    missed = sum(row[3] != "holds" for row in rows)
    return "\n".join(
        (
            "# Results\n",
            f"Written by `make bench`: {_machine()}.",
            "What each line means stands in the [README](README.md). Milliseconds belong to this",
            "machine; lines of one program are measured side by side, and only ratios travel.\n",
            f"Of {len(rows)} wanted bounds {len(rows) - missed} hold.\n",
            "| program | wanted | found | |",
            "|---|---|---|---|",
            *(f"| {' | '.join(row)} |" for row in rows),
            "",
            *(f"## {name}\n\n```\n{told[name]}\n```\n" for name in _PROGRAMS if name in told),
        )
    )


def _kept(text: str) -> str:
    lines = (line for line in text.strip().splitlines() if not _PROGRESS.match(line))
    return "\n".join(line for line in lines if "localhost:" not in line)


def _machine() -> str:
    model = "a processor of unknown make"
    processors = Path("/proc/cpuinfo")
    if processors.exists():
        found = re.search(r"model name\s*: (.+)", processors.read_text(encoding="utf-8"))
        model = found[1] if found else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{os.cpu_count()} × {model}, {memory:.0f} GB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main())
