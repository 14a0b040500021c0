"""What a file of media holds: its form, as its content tells, and the texts beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class MediaForm(StrEnum):
    """The forms of files that are shown, each by the ending of its name."""

    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    AVIF = "avif"
    GIF = "gif"
    MP3 = "mp3"
    M4A = "m4a"
    OGG = "ogg"
    WAV = "wav"
    MP4 = "mp4"
    WEBM = "webm"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of media; two of the same `digest` (SHA-256) hold the same.

    `width` and `height` are those of a picture that stands upright, in pixels, else 0. `captions`
    (WebVTT) and `transcript` are the texts of the files beside it, "" where there are none.
    """

    form: MediaForm
    content: bytes = field(repr=False, compare=False)
    digest: str
    width: int = 0
    height: int = 0
    captions: str = ""
    transcript: str = ""
