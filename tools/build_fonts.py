"""Copy the typeface of the screen, Inter, out of its package, and list what each file covers."""

import io
import json
import re
import sys
import tarfile
from typing import Any

from shipment import REPOSITORY, Package, deliver, open_package, read_order, readable_json, sha256

FOLDER = REPOSITORY / "src" / "routemap" / "web" / "assets" / "fonts"
PACKAGE = Package(
    "npm",
    "@fontsource-variable/inter",
    "5.3.0",
    "sha512-OupL48va4JNofb97w6NYeF9S7W/kHNKM0Er8Dem5nqi4jeOLrVJDoE8tZEpnMJmtkvNbB1EIPPwHcdkF6b1oUA==",
)
SUBSETS = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
LICENCE_FILE = "OFL.txt"
RESERVATION = re.compile(r"^Copyright.*with Reserved Font Name", re.IGNORECASE | re.MULTILINE)
UNICODE_RANGE = r"/\* {name} \*/.*?unicode-range: (?P<range>[^;]+);"


def describe(name: str, subset: str, content: bytes, css: str) -> dict[str, Any]:
    """Write a font's entry: what an `@font-face` rule needs, and its checksum."""
    rule = re.search(
        UNICODE_RANGE.format(name=re.escape(name.removesuffix(".woff2"))), css, re.DOTALL
    )
    if rule is None:
        raise ValueError(f"{PACKAGE} has no rule for {name} in its wght.css")
    return {
        "file": name,
        "subset": subset,
        "unicode_range": rule["range"],
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
    for subset in SUBSETS:
        name = f"inter-{subset}-wght-normal.woff2"
        files[name] = contents[f"package/files/{name}"]
        faces.append(describe(name, subset, files[name], css))
    files["fonts.json"] = readable_json(
        {
            "family": "Inter",
            "style": "normal",
            "weights": [100, 900],
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
