"""The pictures of all moments in one ZIP, with what stands beside each in print."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

from routemap.pictures.picture import MOST_SERVED_WHOLE_PIXELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from routemap.pictures.params import PictureQuery

TEXTS = "texts.csv"
# The same pictures make the same bytes, whenever they are packed.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def zipped(query: PictureQuery, form: str, *, most_pixels: float) -> Iterator[bytes]:
    """Draw each moment as `query` asks and pack it; give the archive piece by piece.

    Raises
    ------
    ValueError
        As `Picture.written`, or if there are too many.
    """
    query.refuse_whole(form, MOST_SERVED_WHOLE_PIXELS)
    output = _Pipe()
    texts = io.StringIO()
    table = csv.writer(texts)
    table.writerow(("file", "caption", "alt_text", "credit", "source", "licence"))
    with zipfile.ZipFile(output, "w") as archive:
        for number in range(len(query.scene.itinerary.timeline.moments)):
            one = replace(query, scene=query.scene.itinerary.scene(number))
            picture, name = one.picture(), one.file_name(form)
            content = picture.written(
                form, scale=one.scale, live_text=one.live_text, most_pixels=most_pixels
            )
            archive.writestr(_entry(name), content)
            metadata = picture.metadata
            table.writerow(
                (
                    name,
                    metadata.caption,
                    metadata.alt,
                    metadata.credit,
                    metadata.source,
                    metadata.rights,
                )
            )
            yield output.taken()
        # With a mark at its start, or spreadsheets take it for an older encoding.
        archive.writestr(_entry(TEXTS), texts.getvalue().encode("utf-8-sig"))
    yield output.taken()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


class _Pipe(io.RawIOBase):
    """Takes what is written, and gives it away when asked."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        taken = bytes(content)  # type: ignore[call-overload]  # zipfile writes bytes
        self._held += taken
        return len(taken)

    def taken(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held
