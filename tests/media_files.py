"""Files of media for tests: pictures of any size and make, and the heads of recordings."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Any

from PIL import Image

from routemap.model.itinerary import Itinerary, build_itinerary
from routemap.tables import check_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routemap.tables import Report

STOPS = b"id,name,latitude,longitude,arrival\na,A,50,8,2023-09-12\nb,B,51,9,2023-09-13\n"
EVENTS = b"id,date,location,headline,basis\nlanding,2023-09-12,a,They land,inferred\n"
HEADER = "id,event,location,file,url,kind,alt,caption,credit,licence"
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 400
MP4 = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2" + b"\x00" * 100
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
_ORIENTATION, _MAKER, _GPS = 0x0112, 0x010F, 0x8825


def picture(
    width: int = 60,
    height: int = 40,
    form: str = "JPEG",
    mode: str = "RGB",
    **save: Any,  # noqa: ANN401  as Pillow has it
) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (width // 2, 0, width, height))
    output = io.BytesIO()
    image.convert(mode).save(output, form, **save)
    return output.getvalue()


def photograph(width: int = 60, height: int = 40, orientation: int = 1) -> bytes:
    """A JPEG that says which camera took it, where, and how it is to be turned."""
    exif = Image.Exif()
    exif[_ORIENTATION], exif[_MAKER] = orientation, "Telltale"
    place = exif.get_ifd(_GPS)
    place[1], place[2], place[3], place[4] = "N", (50.0, 30.0, 0.0), "E", (8.0, 15.0, 0.0)
    return picture(width, height, exif=exif, quality=92)


def bomb(width: int, height: int) -> bytes:
    """A PNG of this size in a few bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def _filled(row: str) -> str:
    """A row with blank cells up to the last column."""
    return row + "," * (HEADER.count(",") - row.count(","))


def folder(rows: str, files: Mapping[str, bytes], **tables: bytes) -> dict[str, bytes]:
    """The files of a journey of two stops and an event, with these rows of media.csv."""
    media = "\n".join((HEADER, *map(_filled, rows.split("\n"))))
    found = {"locations.csv": STOPS, "events.csv": EVENTS, "media.csv": media.encode()}
    found |= {f"{name}.csv": table for name, table in tables.items()}
    return found | {f"media/{name}": content for name, content in files.items()}


def report(rows: str, files: Mapping[str, bytes]) -> Report:
    """What reading such a folder gives."""
    return check_files(folder(rows, files), "Trip")


def itinerary_of(rows: str, files: Mapping[str, bytes]) -> Itinerary:
    """Such a journey, which has no problems."""
    found = report(rows, files)
    assert found.problems == ()
    assert found.journey
    return build_itinerary(found.journey)
