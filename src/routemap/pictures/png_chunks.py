"""What a PNG tells of itself, written between its head and its pixels.

The pixels stay as they are packed: unpacking and packing them again takes as long as drawing them.
Portable Network Graphics (PNG) Specification, third edition, W3C (2025), sections 5.3, 11.3.
"""

from __future__ import annotations

import struct
from zlib import crc32

_HEAD_END = 8 + 25  # the signature, and the chunk IHDR
_XMP_KEYWORD = b"XML:com.adobe.xmp"
_INCHES_A_METRE = 1 / 0.0254
_PER_METRE = 1


def with_facts(png: bytes, *, dpi: float, packet: str) -> bytes:
    """Return the picture with its resolution and, unless it is "", its XMP packet."""
    dots = round(dpi * _INCHES_A_METRE)
    told = _chunk(b"pHYs", struct.pack(">IIB", dots, dots, _PER_METRE))
    if packet:
        # Uncompressed, language and translated keyword empty: as the XMP specification wants it.
        told += _chunk(b"iTXt", _XMP_KEYWORD + b"\0\0\0\0\0" + packet.encode())
    return png[:_HEAD_END] + told + png[_HEAD_END:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", crc32(body))
