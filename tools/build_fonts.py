"""Copy the typeface of the screen, Inter, out of its package, and list what each file covers.

Most pages need few of the letters: small files have those, in the two weights of `look` and all
between, and the package's own have the rest.
"""

import io
import json
import re
import sys
import tarfile
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer
from shipment import REPOSITORY, Package, deliver, open_package, read_order, readable_json, sha256

FOLDER = REPOSITORY / "src" / "routemap" / "page" / "fonts"
PACKAGE = Package(
    "npm",
    "@fontsource-variable/inter",
    "5.3.0",
    "sha512-OupL48va4JNofb97w6NYeF9S7W/kHNKM0Er8Dem5nqi4jeOLrVJDoE8tZEpnMJmtkvNbB1EIPPwHcdkF6b1oUA==",
)
WEIGHTS = (100, 900)
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
Ranges = tuple[tuple[int, int], ...]
FILE_NAME = "inter-{}-wght-normal.woff2"
SMALL_WEIGHTS = (400, 700)
SMALL_FEATURES = ["kern", "tnum", "ccmp"]
SMALL_FILES: dict[str, tuple[str, Ranges]] = {
    # ASCII, and what typographers and maps add to English: © « ° · » × – — ‘ ’ “ ” • … −
    "basic-latin": (
        "latin",
        (
            (0x20, 0x7E), (0xA0, 0xA0), (0xA9, 0xA9), (0xAB, 0xAB), (0xB0, 0xB0), (0xB7, 0xB7),
            (0xBB, 0xBB), (0xD7, 0xD7), (0x2013, 0x2014), (0x2018, 0x2019), (0x201C, 0x201D),
            (0x2022, 0x2022), (0x2026, 0x2026), (0x2212, 0x2212),
        ),
    ),
    # The letters with accents of western Europe: one such name is no reason to fetch all the rest.
    "accents-latin": ("latin", ((0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0xFF))),
    # The Russian alphabet.
    "basic-cyrillic": ("cyrillic", ((0x401, 0x401), (0x410, 0x44F), (0x451, 0x451))),
}  # fmt: skip
"""Small files: the subset that each is cut from, and its letters."""
LICENCE_FILE = "OFL.txt"
RESERVATION = re.compile(r"^Copyright.*with Reserved Font Name", re.IGNORECASE | re.MULTILINE)
UNICODE_RANGE = r"/\* {name} \*/.*?unicode-range: (?P<range>[^;]+);"


def small_font(package_font: bytes, letters: Ranges) -> bytes:
    """Cut a small file out of one of the package's."""
    font = TTFont(io.BytesIO(package_font), recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = SMALL_FEATURES
    options.hinting = False
    cutter = subset.Subsetter(options)
    cutter.populate(
        unicodes=[letter for first, last in letters for letter in range(first, last + 1)]
    )
    cutter.subset(font)
    # Read again, or the glyphs just left out are looked for when weights are.
    whole = io.BytesIO()
    font.flavor = None
    font.save(whole)
    font = TTFont(io.BytesIO(whole.getvalue()), recalcTimestamp=False)
    font = instancer.instantiateVariableFont(font, {"wght": SMALL_WEIGHTS})
    font.flavor = "woff2"
    packed = io.BytesIO()
    font.save(packed)
    return packed.getvalue()


def css_range(letters: Ranges) -> str:
    """Write letters as CSS does."""
    return ",".join(
        f"U+{first:04X}" + (f"-{last:04X}" if last > first else "") for first, last in letters
    )


def describe(name: str, part: str, content: bytes, css: str) -> dict[str, Any]:
    """Write a font's entry: what an `@font-face` rule needs, and its checksum."""
    rule = re.search(
        UNICODE_RANGE.format(name=re.escape(name.removesuffix(".woff2"))), css, re.DOTALL
    )
    if rule is None:
        raise ValueError(f"{PACKAGE} has no rule for {name} in its wght.css")
    # A browser that waits for a small file may fetch the large one too, if both claim a letter.
    left = ranges_of(rule["range"])
    for subset_name, letters in SMALL_FILES.values():
        left = without(left, letters if subset_name == part else ())
    return entry(name, part, content, css_range(left), WEIGHTS)


def ranges_of(css: str) -> Ranges:
    """Read letters as CSS writes them."""
    parts = [part.strip().removeprefix("U+").split("-") for part in css.split(",")]
    return tuple((int(part[0], 16), int(part[-1], 16)) for part in parts)


def without(ranges: Ranges, others: Ranges) -> Ranges:
    """Take letters out of ranges."""
    letters = {letter for first, last in ranges for letter in range(first, last + 1)}
    letters -= {letter for first, last in others for letter in range(first, last + 1)}
    starts = [letter for letter in sorted(letters) if letter - 1 not in letters]
    ends = [letter for letter in sorted(letters) if letter + 1 not in letters]
    return tuple(zip(starts, ends, strict=True))


def entry(
    name: str, part: str, content: bytes, unicode_range: str, weights: tuple[int, int]
) -> dict[str, Any]:
    """Write a font's entry."""
    return {
        "file": name,
        "subset": part,
        "unicode_range": unicode_range,
        "weights": list(weights),
        "bytes": len(content),
        "sha256": sha256(content),
    }


def main() -> int:
    """Copy the subsets and the licence, and write `fonts.json`."""
    order = read_order(__doc__ or "")
    with tarfile.open(fileobj=io.BytesIO(open_package(PACKAGE, order.packages))) as archive:
        members = {
            member.name: archive.extractfile(member) for member in archive if member.isfile()
        }
        contents = {name: stream.read() for name, stream in members.items() if stream}
    css = contents["package/wght.css"].decode()
    licence = contents["package/LICENSE"]
    if RESERVATION.search(licence.decode()):
        raise ValueError(
            f"{PACKAGE} now reserves its font name; read its licence before shipping it"
        )
    files = {LICENCE_FILE: licence}
    faces = []
    for part in SUBSETS:
        name = FILE_NAME.format(part)
        files[name] = contents[f"package/files/{name}"]
        faces.append(describe(name, part, files[name], css))
    for small, (part, letters) in SMALL_FILES.items():
        name = FILE_NAME.format(small)
        files[name] = small_font(files[FILE_NAME.format(part)], letters)
        faces.append(entry(name, small, files[name], css_range(letters), SMALL_WEIGHTS))
    files["fonts.json"] = readable_json(
        {
            "family": "Inter",
            "style": "normal",
            "package": {
                "registry": PACKAGE.registry,
                "name": PACKAGE.name,
                "version": PACKAGE.version,
            },
            "licence": {"name": "OFL-1.1", "file": LICENCE_FILE, "sha256": sha256(licence)},
            "copyright": json.loads(contents["package/metadata.json"])["license"]["attribution"],
            "faces": faces,
        }
    )
    return deliver(files, FOLDER, order)


if __name__ == "__main__":
    sys.exit(main())
