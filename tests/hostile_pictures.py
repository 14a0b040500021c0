"""Pictures of maps that mean harm or are broken, each with what is said of it."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

SIZE = (8, 6)


def picture(form: str = "PNG", size: tuple[int, int] = SIZE, mode: str = "RGB") -> bytes:
    """Return a picture of one colour."""
    output = io.BytesIO()
    Image.new(mode, size, 90).save(output, form)
    return output.getvalue()


def bomb(side: int) -> bytes:
    """Return a PNG of few bytes that says it has `side` by `side` pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 100_000, 9)
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


PICTURES = {
    "an SVG by another name": (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "the file is no PNG, JPEG or WebP picture; save it as one",
    ),
    "a GIF by another name": (picture("GIF"), "the file is no PNG, JPEG or WebP picture"),
    "nothing": (b"", "the file is no PNG, JPEG or WebP picture"),
    "a bomb": (bomb(5_000), "the picture has 25.0 million pixels, the limit is 20 million"),
    "a larger bomb": (bomb(60_000), "the limit is 20 million; make it smaller"),
    "a picture cut short": (picture(size=(400, 300))[:-80], "the picture is broken ("),
    "a JPEG cut short": (picture("JPEG", (400, 300))[:700], "the picture is broken ("),
    "half a head": (picture()[:20], "the picture is broken ("),
    "sixteen bits": (picture(mode="I;16"), "the picture has more than 8 bits to a colour"),
}
"""By what they are: the bytes, and a part of the message."""
