"""`python -m routemap`: the same as the command `routemap`."""

import sys

from routemap.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
