"""Try every property of the tests with examples that nobody has tried, for a stated time.

Each round has a seed of its own; a round that fails is told with it, and ends the search.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from secrets import randbelow

_SEEDS = 2**32


def main() -> int:
    """Run rounds until the time is over; return what the shell is told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    chosen, more = parser.parse_known_args()
    end = time.monotonic() + 60 * chosen.minutes
    rounds = 0
    while time.monotonic() < end:
        seed = randbelow(_SEEDS)
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"),
                *("-m", "hypothesis and not browser", "-n", "auto", "--timeout", "1200"),
                *("--hypothesis-profile", "fuzz", "--hypothesis-seed", str(seed), *more),
            ],
            check=False,
        )
        if done.returncode:
            sys.stderr.write(f"failed with --hypothesis-seed {seed}\n")
            return done.returncode
        rounds += 1
    sys.stderr.write(f"{rounds} rounds, no failure\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
