"""A folder of photographs as a journey: where and when each was taken, as its camera noted."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from PIL import Image, ImageOps

from routemap.errors import ForeignFileError
from routemap.formats.account import Account
from routemap.formats.imported import Imported
from routemap.geo import Point
from routemap.geo.geodesic import distance_km
from routemap.model.journey import MediaKind
from routemap.tables.cells import Cells
from routemap.tables.folder import read_file
from routemap.tables.ids import free_id, slug
from routemap.tables.limits import LARGEST_MEDIA_BYTES, MOST_MEDIA_PIXELS
from routemap.tables.media_files import form_of_picture
from routemap.tables.picture_file import picture_faults
from routemap.tables.problems import ProblemLog
from routemap.tables.schema import MEDIA, STOPS
from routemap.tables.values import MEDIA_FOLDER
from routemap.tables.writer import table_text

_NEAR_KM = 1.0
"""Photographs that follow each other no farther apart are of one stop."""
_MOST_PX, _QUALITY = 2400, 88
_MOST_FILES = 1_000
# Tags of EXIF (CIPA DC-008).
_EXIF, _GPS = 0x8769, 0x8825
_TAKEN, _CHANGED = 0x9003, 0x0132
_LATITUDE, _LONGITUDE = (1, 2), (3, 4)
_PARTS_OF_DEGREES = 3
_DECIMALS = 5
_ITEM = "photograph"


class _Photograph(NamedTuple):
    """A photograph, made anew without the notes of its camera; when and where it was taken."""

    name: str
    content: bytes
    taken: datetime
    at: Point


def import_photographs(folder: Path) -> Imported:
    """Return a journey whose stops are where the photographs of a folder were taken.

    They stand in the order of time, and photographs of one place together. Those without a date or
    a place are counted.

    Raises
    ------
    ForeignFileError
        If no file in the folder is a photograph with both.
    """
    account = Account()
    found = sorted(
        (each for path in _paths(folder, account) if (each := _read(path, account))),
        key=lambda each: (each.taken, each.name),
    )
    if not found:
        left = "; ".join(f"{entry.count} × {entry.detail}" for entry in account.left)
        raise ForeignFileError(
            f"{folder.name} holds no photograph that says when and where it was taken"
            f"{f' ({left})' if left else ''}; write a table of stops: routemap new"
        )
    account.take(_ITEM, "a picture of its stop", len(found))
    advice = (
        "the stops are numbered: write their names into locations.csv, and into media.csv in “alt” "
        "what each picture shows"
    )
    return Imported(_files(found), account=account, advice=(advice,))


def _paths(folder: Path, account: Account) -> list[Path]:
    found = sorted(folder.iterdir())
    paths = [path for path in found if path.is_file()]
    account.leave(
        "folder", "only the folder itself is read; import it by itself", len(found) - len(paths)
    )
    account.leave("file", f"a folder is read up to {_MOST_FILES:,} files", len(paths[_MOST_FILES:]))
    return paths[:_MOST_FILES]


def _read(path: Path, account: Account) -> _Photograph | None:
    content = read_file(path, ProblemLog(path.name))
    form = form_of_picture(content or b"")
    if not content or not form:
        account.leave("file", "no JPEG, PNG, WebP or AVIF of at most 20 MB")
        return None
    if picture_faults(content, (form,), form, MOST_MEDIA_PIXELS):
        account.leave(_ITEM, "broken, or of more than 40 megapixels")
        return None
    with Image.open(io.BytesIO(content), formats=(form,)) as image:
        exif = image.getexif()
        taken = _moment(str(exif.get_ifd(_EXIF).get(_TAKEN) or exif.get(_CHANGED, "")))
        at = _position(exif.get_ifd(_GPS))
        if taken is None or at is None:
            lacks = "no place" if taken else "no date" if at else "neither date nor place"
            account.leave(_ITEM, f"its camera noted {lacks}")
            return None
        return _Photograph(path.name, _plain(image), taken, at)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007  of the place
    except ValueError:  # cameras without a clock write zeros
        return None


def _position(notes: Mapping[int, object]) -> Point | None:
    latitude, longitude = (_degrees(notes, *tags) for tags in (_LATITUDE, _LONGITUDE))
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004
        return None
    # What a phone notes that has found no satellite.
    return None if latitude == longitude == 0 else (latitude, longitude)


def _degrees(notes: Mapping[int, object], side: int, value: int) -> float | None:
    parts = notes.get(value)
    if not isinstance(parts, tuple) or len(parts) != _PARTS_OF_DEGREES:
        return None
    try:
        degrees, minutes, seconds = map(float, parts)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    whole = degrees + minutes / 60 + seconds / 3600
    if whole != whole:  # noqa: PLR0124  a broken fraction is no number
        return None
    return -whole if str(notes.get(side)).upper() in {"S", "W"} else whole


def _plain(image: Image.Image) -> bytes:
    """Return a photograph as JPEG: upright, not larger than screens, without its camera's notes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # bounded before
        upright = ImageOps.exif_transpose(image)
    profile = upright.info.get("icc_profile") or b""
    mode = upright.mode if upright.mode in {"RGB", "L", "CMYK"} else "RGB"
    small = upright.convert(mode)
    small.thumbnail((_MOST_PX, _MOST_PX), Image.Resampling.LANCZOS)
    small.info.clear()
    output = io.BytesIO()
    small.save(output, "JPEG", quality=_QUALITY, icc_profile=profile)
    return output.getvalue()


def _files(found: Iterable[_Photograph]) -> dict[str, bytes]:
    stops: list[Cells] = []
    media: list[Cells] = []
    files: dict[str, bytes] = {}
    taken: set[str] = set()
    visits: dict[str, int] = {}
    at: Point | None = None
    size = 0
    for each in found:
        if at is None or distance_km(at, each.at) > _NEAR_KM:
            at = each.at
            stops.append(_stop(len(stops) + 1, each))
        elif (day := _day(each)) != stops[-1]["arrival"]:
            stops[-1]["departure"] = day
        name = f"{free_id(slug(PurePosixPath(each.name).stem) or 'picture', taken, visits)}.jpg"
        media.append({"location": stops[-1]["id"], "file": name, "kind": MediaKind.IMAGE.value})
        files[f"{MEDIA_FOLDER}/{name}"] = each.content
        size += len(each.content)
        if size > LARGEST_MEDIA_BYTES:
            raise ForeignFileError(
                f"the photographs have more than {LARGEST_MEDIA_BYTES // 1_000_000} MB together; "
                "import fewer of them"
            )
    tables = {STOPS.file: table_text(stops, STOPS), MEDIA.file: table_text(media, MEDIA)}
    return {name: text.encode() for name, text in tables.items()} | files


def _stop(number: int, first: _Photograph) -> Cells:
    latitude, longitude = (f"{degrees:.{_DECIMALS}f}" for degrees in first.at)
    return {
        "id": f"stop-{number}",
        "name": f"Stop {number}",
        "latitude": latitude,
        "longitude": longitude,
        "arrival": _day(first),
    }


def _day(each: _Photograph) -> str:
    return each.taken.date().isoformat()
