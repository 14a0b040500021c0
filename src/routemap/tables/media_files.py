"""The files of a folder's media: what each holds is told by its content, never by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

from routemap.errors import Quoting
from routemap.model.journey import MediaItem, MediaKind
from routemap.model.media_files import MediaFile, MediaForm
from routemap.tables.csv_text import decode
from routemap.tables.folder import Files, FilesInMemory
from routemap.tables.limits import LARGEST_MEDIA_BYTES, MOST_MEDIA_PIXELS
from routemap.tables.picture_file import picture_faults, upright_size
from routemap.tables.problems import ProblemLog, shown
from routemap.tables.schema import MEDIA
from routemap.tables.values import MEDIA_FOLDER, why_not_a_media_file

CAPTIONS, TRANSCRIPT = ".vtt", ".txt"
"""Endings of the texts beside a recording, in place of its own."""
PICTURES = {
    MediaForm.JPEG: "JPEG",
    MediaForm.PNG: "PNG",
    MediaForm.WEBP: "WEBP",
    MediaForm.AVIF: "AVIF",
    MediaForm.GIF: "GIF",
}
"""The forms of pictures, as Pillow calls them."""
_RECORDED = (MediaKind.AUDIO, MediaKind.VIDEO)
# How files of each form begin, and the kinds of media that they may be.
_STARTS: tuple[tuple[bytes, MediaForm, tuple[MediaKind, ...]], ...] = (
    (rb"\xff\xd8\xff", MediaForm.JPEG, (MediaKind.IMAGE,)),
    (rb"\x89PNG\r\n\x1a\n", MediaForm.PNG, (MediaKind.IMAGE,)),
    (rb"RIFF.{4}WEBP", MediaForm.WEBP, (MediaKind.IMAGE,)),
    (rb".{4}ftyp(?:avif|avis)", MediaForm.AVIF, (MediaKind.IMAGE,)),
    (rb"GIF8[79]a", MediaForm.GIF, (MediaKind.IMAGE,)),
    (rb"ID3|\xff[\xfb\xfa\xf3\xf2]", MediaForm.MP3, (MediaKind.AUDIO,)),
    (rb".{4}ftypM4A ", MediaForm.M4A, (MediaKind.AUDIO,)),
    (rb"OggS", MediaForm.OGG, _RECORDED),
    (rb"RIFF.{4}WAVE", MediaForm.WAV, (MediaKind.AUDIO,)),
    (rb".{4}ftyp(?:isom|iso[2-9]|mp4[12]|avc1|dash|M4V )", MediaForm.MP4, _RECORDED),
    (rb"\x1aE\xdf\xa3.{0,60}webm", MediaForm.WEBM, _RECORDED),
    (rb"%PDF-", MediaForm.PDF, (MediaKind.DOCUMENT,)),
)
_TAKEN = {
    MediaKind.IMAGE: "JPEG, PNG, WebP, AVIF or GIF",
    MediaKind.AUDIO: "MP3, M4A, Ogg or WAV",
    MediaKind.VIDEO: "MP4 or WebM",
    MediaKind.DOCUMENT: "PDF",
}
_HEAD_BYTES = 200
_DRAWN = re.compile(rb"\s*(?:<\?xml|<!--|<!DOCTYPE svg|<svg)", re.IGNORECASE)
_WEBVTT = "WEBVTT"


class Fault(NamedTuple):
    """Why a file of media is not shown, and the cure."""

    what: str
    hint: str


def with_files(
    media: Iterable[MediaItem], files: Files, problems: ProblemLog
) -> tuple[MediaItem, ...]:
    """Return media with what their files hold; those that cannot be shown are told of."""
    media = tuple(media)
    if not any(item.file for item in media):
        return media
    shelf = _Shelf(files)
    return tuple(shelf.filled(item, problems) for item in media)


def named_files(content: bytes) -> tuple[str, ...]:
    """Return the paths of all files that a media.csv speaks of, beneath the journey's folder.

    Those of the texts beside them are among them, whether there are any or not.
    """
    table = FilesInMemory({MEDIA.file: content}).table(MEDIA)
    named = dict.fromkeys(row.cell("file") for row in table.rows) if table else {}
    paths = [_path(name) for name in named if name and not why_not_a_media_file(name)]
    beside = (_beside(path, ending) for path in paths for ending in (CAPTIONS, TRANSCRIPT))
    return tuple(dict.fromkeys((*paths, *beside)))


def media_contents(media: Iterable[MediaItem]) -> dict[str, bytes]:
    """Return the files that media hold, by their paths beneath the journey's folder."""
    found: dict[str, bytes] = {}
    for item in media:
        if item.held:
            path = _path(item.file)
            texts = {CAPTIONS: item.held.captions, TRANSCRIPT: item.held.transcript}
            found[path] = item.held.content
            found |= {_beside(path, end): text.encode() for end, text in texts.items() if text}
    return found


def _path(name: str) -> str:
    return f"{MEDIA_FOLDER}/{name}"


def _beside(path: str, ending: str) -> str:
    return str(PurePosixPath(path).with_suffix(ending))


class _Shelf:
    """The files of one journey's media, each read once."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._read: dict[str, tuple[MediaFile | Fault, Sequence[MediaKind]]] = {}
        self._bytes = 0

    def filled(self, item: MediaItem, problems: ProblemLog) -> MediaItem:
        """Return a medium with what its file holds; without, after telling why not."""
        if not item.file or why_not_a_media_file(item.file):
            return item
        if item.file not in self._read:
            self._read[item.file] = self._look(item.file, item.kind)
        held, kinds = self._read[item.file]
        if isinstance(held, MediaFile) and item.kind not in kinds:
            held = _of_another_kind(item.file, item.kind, kinds)
        if isinstance(held, MediaFile):
            return replace(item, held=self._with_texts(held, item, problems))
        problems.warning(item.row, "file", held.what, held.hint)
        return item

    def _look(self, name: str, kind: MediaKind) -> tuple[MediaFile | Fault, Sequence[MediaKind]]:
        found = ProblemLog(name)
        path = _path(name)
        if not self._files.has(path):
            what = Quoting("there is no file {} in the folder {}", shown(name), MEDIA_FOLDER)
            return Fault(what, "put it there, or write the name that it has"), ()
        content = self._files.other(path, found)
        if content is None:
            problem = found.in_row_order[0]
            return _fault(name, problem.what, problem.hint), ()
        if self._bytes + len(content) > LARGEST_MEDIA_BYTES:
            most = LARGEST_MEDIA_BYTES // 1_000_000
            large = f"with it the journey’s media have more than {most} MB"
            return _fault(name, large, "make its media smaller"), ()
        self._bytes += len(content)
        form, kinds = _form_of(content)
        return (_held(name, content, form) if form else _strange(name, content, kind)), kinds

    def _with_texts(self, held: MediaFile, item: MediaItem, problems: ProblemLog) -> MediaFile:
        """Return a recording with its captions and its transcript."""
        if item.kind not in _RECORDED:
            return held
        tell = partial(problems.warning, item.row, "file")
        captions = self._text(item.file, CAPTIONS, tell)
        if captions and not captions.startswith(_WEBVTT):
            name = _beside(item.file, CAPTIONS)
            tell(f"{shown(name)}: these are no captions", f"begin it with a line {_WEBVTT}")
            captions = ""
        return replace(held, captions=captions, transcript=self._text(item.file, TRANSCRIPT, tell))

    def _text(self, name: str, ending: str, tell: partial[None]) -> str:
        beside = _beside(name, ending)
        path = _path(beside)
        if beside == name or not self._files.has(path):
            return ""
        found = ProblemLog(beside)
        content = self._files.other(path, found)
        text = None if content is None else decode(content, found, lambda _: 0)
        for problem in found.in_row_order:
            tell(f"{shown(beside)}: {problem.what}", problem.hint)
        return (text or "").replace("\r\n", "\n")


def _form_of(content: bytes) -> tuple[MediaForm | None, tuple[MediaKind, ...]]:
    head = content[:_HEAD_BYTES]
    for start, form, kinds in _STARTS:
        if re.match(start, head, re.DOTALL):
            return form, kinds
    return None, ()


def _held(name: str, content: bytes, form: MediaForm) -> MediaFile | Fault:
    width = height = 0
    if form in PICTURES:
        drawn = PICTURES[form]
        faults = picture_faults(content, (drawn,), drawn, MOST_MEDIA_PIXELS)
        if faults:
            return _fault(name, *faults[0])
        width, height = upright_size(content)
    return MediaFile(form, content, sha256(content).hexdigest(), width, height)


def _strange(name: str, content: bytes, kind: MediaKind) -> Fault:
    if _DRAWN.match(content):
        return _fault(name, "an SVG is a program as much as a picture", "save it as PNG")
    return _fault(name, f"the file is none of {_TAKEN[kind]}", "save it as one")


def _of_another_kind(name: str, kind: MediaKind, kinds: Sequence[MediaKind]) -> Fault:
    held = " or ".join(kinds)
    what = f"the file holds {held}, and “kind” says {kind}"
    return _fault(name, what, f"write {held} in “kind”")


def _fault(name: str, what: str, hint: str) -> Fault:
    return Fault(Quoting("{}: {}, so it is not shown", shown(name), what), hint)
