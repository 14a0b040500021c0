"""Cut a few letters out of fonts, for tests.

Chinese ones of Noto Sans SC stand for a font of the system, those of Inter, which has all weights,
for the typeface of a house.
"""

import io
import sys

from build_fonts import FOLDER as PAGE_FONTS
from build_paper_fonts import LICENCE_FILE, script_font, unpacked
from fontTools import subset
from fontTools.ttLib import TTFont
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
VARIABLE = PAGE_FONTS / "inter-basic-latin-wght-normal.woff2"
LATIN = "ABRTaeimoprty 0123456789"


def variable_font(packed: bytes) -> bytes:
    """Return some letters of a font, in all its weights, as TrueType."""
    font = TTFont(io.BytesIO(packed), recalcTimestamp=False)
    font.flavor = None
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=set(map(ord, LATIN)))
    cutter.subset(font)
    made = io.BytesIO()
    font.save(made, reorderTables=True)
    return made.getvalue()


def main() -> int:
    """Write the fonts and their licence."""
    order = read_order(__doc__ or "")
    contents = unpacked(open_package(PACKAGE, order.packages))
    files = {
        "NotoSansSC-Regular.ttf": script_font(
            contents[PACKED], "Noto Sans SC", "Regular", set(map(ord, LETTERS))
        ),
        "InterVariable.ttf": variable_font(VARIABLE.read_bytes()),
        LICENCE_FILE: contents["package/LICENSE"],
    }
    return deliver(files, FOLDER, order)


if __name__ == "__main__":
    sys.exit(main())
