"""A film as a file: WebP, or MP4 if ffmpeg is installed; frames are written as they are drawn."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from PIL import Image

from routemap.errors import ParameterError
from routemap.exports.film_timing import FRAMES_A_SECOND

if TYPE_CHECKING:
    from routemap.exports.film_frames import Film

FILM_FORMATS = {"webp": "image/webp", "mp4": "video/mp4"}
"""Media types by the ending of a file's name."""
_QUALITY, _EFFORT = 78, 3
_MS = 1000
_INSTALL = "pip install imageio-ffmpeg"


def can_write(form: str) -> bool:
    """Tell whether a format can be written: MP4 needs the extra `film`."""
    return form != "mp4" or find_spec("imageio_ffmpeg") is not None


def write_film(film: Film, path: Path, form: str, tell: Callable[[int], object]) -> None:
    """Write a film.

    Parameters
    ----------
    film, path, form
        What is written, where, and in which of `FILM_FORMATS`.
    tell
        Called after each picture with the number of frames done; if it raises, the work ends.

    Raises
    ------
    ParameterError
        If the format needs something that is not installed.
    DrawingError
        If Typst refuses a picture.
    OSError
        If the file cannot be written.
    """
    if not can_write(form):
        message = f"{form} needs ffmpeg; get it with {_INSTALL}, or choose webp"
        raise ParameterError("format", message, ("webp",))
    if form == "mp4":
        _write_mp4(film, path, tell)
        return
    with path.open("wb") as file:
        write_webp(film, file, tell)


def write_webp(film: Film, file: BinaryIO, tell: Callable[[int], object]) -> None:
    """Write a film as WebP; raises as `write_film`."""
    durations = [round(_MS * frames / FRAMES_A_SECOND) for frames in film.durations]
    _Sequence(film, tell).save(
        file,
        "WEBP",
        save_all=True,
        duration=durations,
        loop=0,
        quality=_QUALITY,
        method=_EFFORT,
    )


class _Sequence(Image.Image):
    """The pictures of a film as Pillow reads those of a file: one at a time, in order.

    Pillow would otherwise want a list of them all.
    """

    def __init__(self, film: Film, tell: Callable[[int], object]) -> None:
        super().__init__()
        self._frames = film.frames()
        self._tell = tell
        self._place = -1
        self._done = 0
        self.n_frames = len(film.durations)
        self.is_animated = True
        self._size = film.size
        self._mode = "RGB"

    def tell(self) -> int:
        """Return the number of the picture that is shown."""
        return max(self._place, 0)

    def seek(self, frame: int) -> None:
        """Show a picture: the same, the next, or (when all are written) the first again."""
        # Pillow seeks back to where it was even after a picture has failed, and then there is none.
        shown = next(self._frames, None) if frame == self._place + 1 else None
        if shown is None:
            return
        self.im = shown.image.im
        self._place = frame
        self._done += shown.frames
        self._tell(self._done)


def _write_mp4(film: Film, path: Path, tell: Callable[[int], object]) -> None:
    """Pipe the frames to ffmpeg; imageio's own writer does not notice a failure at the end."""
    from imageio_ffmpeg import get_ffmpeg_exe  # noqa: PLC0415  an extra

    width, height = film.size
    command = [
        get_ffmpeg_exe(), "-y", "-loglevel", "error",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}",
        "-r", f"{FRAMES_A_SECOND}", "-i", "-",
        # Mostly still pictures, whose letters must stay sharp.
        "-f", "mp4", "-vcodec", "libx264", "-pix_fmt", "yuv420p", "-crf", "20",
        "-preset", "veryfast", "-tune", "stillimage", "-movflags", "+faststart", str(path),
    ]  # fmt: skip
    with (
        TemporaryFile() as errors,
        Popen(command, stdin=PIPE, stdout=DEVNULL, stderr=errors) as ffmpeg,  # noqa: S603  ours
    ):
        frames = cast("IO[bytes]", ffmpeg.stdin)
        try:
            _pipe(film, frames, tell)
        except BrokenPipeError:  # ffmpeg has ended, and said why
            _close(frames)
        except BaseException:
            ffmpeg.kill()
            _close(frames)
            raise
        if ffmpeg.wait():
            errors.seek(0)
            why = errors.read().decode(errors="replace").strip().rpartition("\n")[2] or "stopped"
            raise OSError(errno.EIO, f"ffmpeg could not write it ({why})", str(path))


def _pipe(film: Film, frames: IO[bytes], tell: Callable[[int], object]) -> None:
    done = 0
    for shown in film.frames():
        pixels = shown.image.tobytes()
        for _ in range(shown.frames):
            frames.write(pixels)
        done += shown.frames
        tell(done)
    frames.close()


def _close(frames: IO[bytes]) -> None:
    with suppress(OSError):  # what is left in the buffer has nowhere to go
        frames.close()
