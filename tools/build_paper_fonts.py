"""Make the typefaces of pictures from their packages, and list where each is from and what it has.

Pretendard is copied. Of the others, the file with the letters of a script becomes a font that
Typst and HarfBuzz read: all its letters and their joining, without hints for old screens.
"""

import io
import sys
import tarfile
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from shipment import REPOSITORY, Package, deliver, open_package, read_order, readable_json, sha256

FOLDER = REPOSITORY / "src" / "routemap" / "pictures" / "fonts"
PRETENDARD = Package(
    "npm",
    "pretendard",
    "1.3.9",
    "sha512-PaQAADyLY5v4kYFwkpSJHbSSYIkiriY/1xXw75TKoZ9UQQqeU+tvP05yTdZAWibiIYoo8ZKtRv8PM7w0IaywSw==",
)
WEIGHTS = {"Regular": 400, "Bold": 700}
LICENCE_FILE = "OFL.txt"
VERSION = "5.3.0"
# Those that a font reader asks for: family, style, their unique and full name, version, PostScript.
NAMES_KEPT = (1, 2, 3, 4, 5, 6)
# In every file of the packages, and in Pretendard.
CONTROLS = {0x00, 0x0D}


@dataclass(frozen=True)
class Source:
    """Where the letters of some scripts are: a package of Fontsource, and which of its files."""

    family: str
    package: str
    part: str
    checksum: str

    def read(self, at_hand: tuple[Any, ...]) -> dict[str, bytes]:
        """Return the files of the package."""
        package = Package("npm", f"@fontsource/{self.package}", VERSION, f"sha512-{self.checksum}")
        return unpacked(open_package(package, at_hand))


# In the order in which a letter looks for one that has it.
SOURCES = (
    Source(
        "Noto Sans Cyrillic Extended",
        "noto-sans",
        "cyrillic-ext",
        "fBCog2PY7DiVVTEEqtI/Qdinx/knobHYfoGpjFXdfBX5RoJaBp1Prw2G75p0OIsdlMZg3cLo0c+YbIUYOxnQJw==",
    ),
    Source(
        "Vazirmatn",
        "vazirmatn",
        "arabic",
        "XC/2yN2r5gwhFT3klSuWaqncODX2DOfRYfNmbyzgtWYxHxMC+tcoaX+tgggrm6hSkEgpR1TuSDEf1PiI91G7qg==",
    ),
    Source(
        "Noto Sans Hebrew",
        "noto-sans-hebrew",
        "hebrew",
        "7owtzuw9D+ipt0g8mcBGOm7MS/mv/REKsjSwEUe749UUsrnG54TSmusNn7oxv2GxbUORAzADLQ8ggdtt7oKkpg==",
    ),
    Source(
        "Noto Sans Devanagari",
        "noto-sans-devanagari",
        "devanagari",
        "7khYmipS/5KAUUmrO1DKir8yL8XI00d0+ZE9BqbS8XF1jzObv6CpPOk3UeYxF+Pvi8bx9bBvprBCOcbx/eQWTQ==",
    ),
    Source(
        "Noto Sans Bengali",
        "noto-sans-bengali",
        "bengali",
        "EFBMU0UvzyFSc1ERK369zfqEu6DMRuWmCQ2+2ahhQTQAIDPEyN1UYlQdQeFkheu2DWG2hfdwrhiLlGFl2sSr/A==",
    ),
    Source(
        "Noto Sans Tamil",
        "noto-sans-tamil",
        "tamil",
        "webid7fyBljiIEJ1hXuey48vCUe2Oq3/EwYjo6XBtXItO9FoUmqy0bEnXA5iE++iC324BTI8QMy80SYtDheCzA==",
    ),
    Source(
        "Noto Sans Thai",
        "noto-sans-thai",
        "thai",
        "ngqUyvDukkZUHypQbUJvUdAeYa2aYZsyeDTsdqMudf7GK2F2TK19OZ5kbo+37qsBtkNpmAMhEObQnWnzPqzKUw==",
    ),
    Source(
        "Noto Sans Khmer",
        "noto-sans-khmer",
        "khmer",
        "gdbZkSmmMa7up92bksz5uKkjt70hCmLr9Q9B/Bxu4qYfXr+BvRLvf7NDAO4WP64coTdCcrzmHFciXirbdJEToQ==",
    ),
    Source(
        "Noto Sans Georgian",
        "noto-sans-georgian",
        "georgian",
        "+a+N1mvCugsggDb5eKPKcwDXQQtbaV+x9/Zo2/p2c9yAZeib+qD2ftbezbPAoLvBf4MP+F8BdDwHdrlnNRSdng==",
    ),
    Source(
        "Noto Sans Armenian",
        "noto-sans-armenian",
        "armenian",
        "ot9KkRsd2hDXGIMZQeRSvtsw1uoFIBIS+yL7ZLDHY8GpT2LJz7FaCxGT07Iudu0yNTlSEYNLLAbKcy2ZUIjzUA==",
    ),
    Source(
        "Noto Sans Ethiopic",
        "noto-sans-ethiopic",
        "ethiopic",
        "ivXPkx5Grhse+0GEyedQysDI5vSMUIeDNBhev6OIcSX6WyAPtvutU/CSWqf2wv67POnvQ0QaQ8Aq36vy9WfZpw==",
    ),
)


def unpacked(archive: bytes) -> dict[str, bytes]:
    """Return the files of a package of npm by their paths in it."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as opened:
        members = {member.name: opened.extractfile(member) for member in opened if member.isfile()}
        return {name: stream.read() for name, stream in members.items() if stream}


def script_font(
    packed: bytes, family: str, weight: str, letters: AbstractSet[int] = frozenset()
) -> bytes:
    """Return a font of a script as TrueType under a name of its own; all its letters, or some."""
    font = TTFont(io.BytesIO(packed), recalcTimestamp=False)
    font.flavor = None
    options = subset.Options()
    options.layout_features = ["*"]
    options.hinting = options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = list(NAMES_KEPT)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters or set(font.getBestCmap()) - CONTROLS)
    cutter.subset(font)
    compact = family.replace(" ", "")
    names = font["name"]
    for number, name in {
        1: family,
        2: weight,
        3: f"{compact}-{weight}",
        4: f"{family} {weight}",
        6: f"{compact}-{weight}",
    }.items():
        names.setName(name, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[weight]
    bold = weight == "Bold"
    # Bits 5 and 6 say bold and regular; bit 0 of the header's style says bold.
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x61 | (0x20 if bold else 0x40)
    font["head"].macStyle = int(bold)
    made = io.BytesIO()
    font.save(made, reorderTables=True)
    return made.getvalue()


def letters_of(fonts: Iterable[bytes]) -> str:
    """Return the letters that all of some fonts have, as ranges of hexadecimal numbers."""
    letters = set.intersection(*(set(TTFont(io.BytesIO(font)).getBestCmap()) for font in fonts))
    starts = [letter for letter in sorted(letters) if letter - 1 not in letters]
    ends = [letter for letter in sorted(letters) if letter + 1 not in letters]
    return " ".join(
        f"{start:X}-{end:X}" if end > start else f"{start:X}"
        for start, end in zip(starts, ends, strict=True)
    )


def pretendard(at_hand: tuple[Any, ...]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the entry of Pretendard, and its files."""
    contents = unpacked(open_package(PRETENDARD, at_hand))
    # Unmodified, for the name of the font is reserved.
    fonts = {
        f"Pretendard-{weight}.otf": contents[f"package/dist/public/static/Pretendard-{weight}.otf"]
        for weight in WEIGHTS
    }
    licence = contents["package/dist/LICENSE.txt"]
    return entry("Pretendard", str(PRETENDARD), licence, fonts)


def of_script(source: Source, at_hand: tuple[Any, ...]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the entry of a typeface for some scripts, and its files."""
    contents = source.read(at_hand)
    fonts = {}
    for weight, number in WEIGHTS.items():
        name = f"{source.package}-{source.part}-{number}-normal.woff2"
        packed = contents[f"package/files/{name}"]
        file = f"{source.family.replace(' ', '')}-{weight}.ttf"
        fonts[file] = script_font(packed, source.family, weight)
    licence = contents["package/LICENSE"]
    if b"with Reserved Font Name" in licence.partition(b"-----")[0]:
        raise ValueError(f"{source.package} now reserves its name; read its licence")
    package = f"npm @fontsource/{source.package} {VERSION}, {source.part}"
    about, files = entry(source.family, package, licence, fonts)
    return {**about, "letters": letters_of(fonts.values())}, files


def entry(
    family: str, package: str, licence: bytes, fonts: dict[str, bytes]
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the entry of a typeface, and its files by their paths in the folder of fonts."""
    folder = family.lower().replace(" ", "-")
    about = {
        "family": family,
        "folder": folder,
        "package": package,
        "licence": {"name": "OFL-1.1", "file": LICENCE_FILE, "sha256": sha256(licence)},
        "files": [
            {"file": name, "bytes": len(content), "sha256": sha256(content)}
            for name, content in fonts.items()
        ],
    }
    files = {f"{folder}/{name}": content for name, content in fonts.items()}
    return about, {**files, f"{folder}/{LICENCE_FILE}": licence}


def main() -> int:
    """Make the fonts with their licences, and write `fonts.json`."""
    order = read_order(__doc__ or "")
    made = [pretendard(order.packages)]
    made += [of_script(source, order.packages) for source in SOURCES]
    files = {name: content for _, contents in made for name, content in contents.items()}
    files["fonts.json"] = readable_json({"typefaces": [about for about, _ in made]})
    return deliver(files, FOLDER, order)


if __name__ == "__main__":
    sys.exit(main())
