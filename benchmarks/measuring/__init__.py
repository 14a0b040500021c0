"""What the benchmarks share. The browser and the servers are started as the tests start them."""

import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]

sys.path.insert(0, str(CHECKOUT / "tests"))  # for `browser`
