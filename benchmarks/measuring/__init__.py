"""What the benchmarks share. The browser and the servers are started as the tests start them."""

import sys
from compileall import compile_dir
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]

sys.path.insert(0, str(CHECKOUT / "tests"))  # for `browser`
# As pip does at an installation; else, where Python may not write beside a checkout, each start
# would compile our modules and none of the peers'.
compile_dir(CHECKOUT / "src", quiet=1)
