"""Google Timeline: the export of a phone, Android's or Apple's, and the older one of the account.

None of them is documented by Google. The phone's is a list of segments, each a visit, an activity
or a path of two hours; the older one, "Semantic Location History", a list of objects, each a
placeVisit or an activitySegment, with degrees as whole numbers of 10⁻⁷.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath

from routemap.errors import ForeignFileError
from routemap.formats.features import Members
from routemap.formats.google_objects import read_object
from routemap.formats.google_segments import read_segment
from routemap.formats.imported import Imported
from routemap.formats.json_stream import entries
from routemap.formats.recording import Recording, Wanted
from routemap.tables.archive import entry_bytes, open_archive
from routemap.tables.json_reader import members
from routemap.tables.problems import plain

_MONTH = re.compile(r"[0-9]{4}_\w+\.json")
_BEGINNING = 4_096
_IN_AN_OBJECT = re.compile(rb'"(?:semanticSegments|timelineObjects)"\s*:\s*\[')
_IN_A_LIST = re.compile(rb"\s*(?:\xef\xbb\xbf)?\[\s*\{")
_OF_A_SEGMENT = (b'"visit"', b'"activity"', b'"timelinePath"', b'"timelineMemory"')


def is_google_timeline(content: bytes) -> bool:
    """Tell whether a JSON file is such an export, without reading it whole."""
    beginning = content[:_BEGINNING]
    if _IN_A_LIST.match(beginning):
        return b'"startTime"' in beginning and any(each in beginning for each in _OF_A_SEGMENT)
    return bool(_IN_AN_OBJECT.search(content))


def read_google_timeline(content: bytes, name: str, wanted: Wanted) -> Imported:
    """Return the files of a journey: long stays are stops, and moves between them legs.

    Raises
    ------
    ForeignFileError
        If it is not JSON, has no such stay, or more than a journey holds.
    """
    recording = Recording(name, "Google Timeline", wanted)
    for key, entry in _entries(content, name):
        _READERS.get(key, _leave_member)(members(entry), recording)
    return recording.imported()


def holds_months(content: bytes, name: str) -> bool:
    """Tell whether a ZIP archive is of the older export, which has a file for each month.

    Raises
    ------
    ForeignFileError
        If it is not an archive, or too large unpacked.
    """
    with open_archive(content, name) as archive:
        return any(map(_is_month, archive.namelist()))


def read_months(content: bytes, name: str, wanted: Wanted) -> Imported:
    """Return the files of a journey through all months of an archive.

    Raises
    ------
    ForeignFileError
        As `read_google_timeline`, and if it is not an archive, or too large unpacked.
    """
    recording = Recording(name, "Google Timeline", wanted)
    with open_archive(content, name) as archive:
        for each in filter(_is_file, archive.namelist()):
            if not _is_month(each):
                recording.account.leave("file", "it is no month of visits and moves")
                continue
            for key, entry in _entries(entry_bytes(archive, each, name), plain(each)):
                _READERS.get(key, _leave_member)(members(entry), recording)
    return recording.imported()


def _is_file(entry: str) -> bool:
    return not entry.endswith("/")


def _is_month(entry: str) -> bool:
    return bool(_MONTH.fullmatch(PurePosixPath(entry).name))


def _entries(content: bytes, name: str) -> Iterator[tuple[str, object]]:
    try:
        yield from entries(content)
    except ValueError as problem:
        raise ForeignFileError(f"{name}: {problem}; export it anew, or in parts") from problem


def _leave_member(_: Members, recording: Recording) -> None:
    recording.account.leave("member", "what it says has no place on a route")


def _leave_raw_signal(_: Members, recording: Recording) -> None:
    recording.account.leave("raw signal", "visits and moves are made of them")


def _leave_profile(_: Members, recording: Recording) -> None:
    recording.account.leave("profile", "habits of a person are no part of a journey")


_READERS: Mapping[str, Callable[[Members, Recording], None]] = {
    "": read_segment,
    "semanticSegments": read_segment,
    "timelineObjects": read_object,
    "rawSignals": _leave_raw_signal,
    "userLocationProfile": _leave_profile,
}
