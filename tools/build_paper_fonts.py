"""Copy the typeface of pictures, Pretendard, out of its package; and list where it is from."""

import io
import sys
import tarfile

from shipment import REPOSITORY, Package, deliver, open_package, read_order, readable_json, sha256

FOLDER = REPOSITORY / "src" / "routemap" / "pictures" / "fonts"
PACKAGE = Package(
    "npm",
    "pretendard",
    "1.3.9",
    "sha512-PaQAADyLY5v4kYFwkpSJHbSSYIkiriY/1xXw75TKoZ9UQQqeU+tvP05yTdZAWibiIYoo8ZKtRv8PM7w0IaywSw==",
)
WEIGHTS = ("Regular", "Bold")
LICENCE_FILE = "OFL.txt"


def main() -> int:
    """Copy the two weights and the licence, and write `fonts.json`."""
    order = read_order(__doc__ or "")
    with tarfile.open(fileobj=io.BytesIO(open_package(PACKAGE, order.packages))) as archive:
        members = {
            member.name: archive.extractfile(member) for member in archive if member.isfile()
        }
        contents = {name: stream.read() for name, stream in members.items() if stream}
    licence = contents["package/dist/LICENSE.txt"]
    files = {LICENCE_FILE: licence}
    # Unmodified, for the name of the font is reserved.
    for weight in WEIGHTS:
        name = f"Pretendard-{weight}.otf"
        files[name] = contents[f"package/dist/public/static/{name}"]
    files["fonts.json"] = readable_json(
        {
            "family": "Pretendard",
            "package": {
                "registry": PACKAGE.registry,
                "name": PACKAGE.name,
                "version": PACKAGE.version,
            },
            "licence": {"name": "OFL-1.1", "file": LICENCE_FILE, "sha256": sha256(licence)},
            "files": [
                {"file": name, "bytes": len(content), "sha256": sha256(content)}
                for name, content in files.items()
                if name.endswith(".otf")
            ],
        }
    )
    return deliver(files, FOLDER, order)


if __name__ == "__main__":
    sys.exit(main())
