"""Cut out of Noto Sans SC the few Chinese letters that tests take for a font of the system."""

import sys

from build_paper_fonts import LICENCE_FILE, script_font, unpacked
from shipment import REPOSITORY, Package, deliver, open_package, read_order

FOLDER = REPOSITORY / "tests" / "reference" / "fonts"
PACKAGE = Package(
    "npm",
    "@fontsource/noto-sans-sc",
    "5.3.0",
    "sha512-HeqIlGm0+ohOKxZLuHj1qW6r6avHH0OWdKERAcSDI0RQ+MXrteuLKA+M+5eOA8rYy0MFvOR5AT0fQo2rUkye0Q==",
)
PACKED = "package/files/noto-sans-sc-chinese-simplified-400-normal.woff2"
LETTERS = "北京之旅"


def main() -> int:
    """Write the font and its licence."""
    order = read_order(__doc__ or "")
    contents = unpacked(open_package(PACKAGE, order.packages))
    files = {
        "NotoSansSC-Regular.ttf": script_font(
            contents[PACKED], "Noto Sans SC", "Regular", set(map(ord, LETTERS))
        ),
        LICENCE_FILE: contents["package/LICENSE"],
    }
    return deliver(files, FOLDER, order)


if __name__ == "__main__":
    sys.exit(main())
