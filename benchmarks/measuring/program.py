"""What all programs have in common: their arguments, and Python processes of their own."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys

# The most memory in MiB, from Linux: `ru_maxrss` would start with that of the parent process.
_PEAK = r"""
import json, re
from pathlib import Path
status = Path("/proc/self/status")
peak = re.search(r"VmHWM:\s+(\d+)", status.read_text())[1] if status.exists() else "nan"
print(json.dumps([*found, float(peak) / 1024]))
"""


def arguments(description: str | None, **numbers: tuple[int, int]) -> argparse.Namespace:
    """Return the arguments: `--quick`, and numbers, each with a default and its quick value."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="see that it runs, not what it finds")
    for name, (default, quick) in numbers.items():
        parser.add_argument(f"--{name}", type=int, help=f"default: {default}; if quick, {quick}")
    chosen = parser.parse_args()
    for name, values in numbers.items():
        number = getattr(chosen, name)
        if number is None:
            setattr(chosen, name, values[chosen.quick])
        elif number < 1:
            parser.error(f"--{name}: at least 1")
    return chosen


def run_python(program: str, *arguments: str) -> list[float]:
    """Run a program in a new Python process; return its list `found`, and its peak memory in MB."""
    command = [sys.executable, "-c", program + _PEAK, *arguments]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return [float(value) for value in json.loads(done.stdout.splitlines()[-1])]
