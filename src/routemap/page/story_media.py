"""The media of a story as a page shows them: pictures in three widths, players, and their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple

from routemap.i18n.media import ShownMedium
from routemap.model.journey import Journey, MediaItem, MediaKind
from routemap.model.media_files import MediaFile, MediaForm
from routemap.page.inlining import data_url
from routemap.pictures.media_pictures import height_at, picture_name, webp, widths_of

_WEBP = "image/webp"
_SUBTYPES = {
    MediaForm.MP3: "mpeg",
    MediaForm.M4A: "mp4",
    MediaForm.OGG: "ogg",
    MediaForm.WAV: "wav",
    MediaForm.MP4: "mp4",
    MediaForm.WEBM: "webm",
}
_PLAYED = (MediaKind.AUDIO, MediaKind.VIDEO)
_HASH_LETTERS = 12
# Beside the map, and beneath it on a narrow screen.
_SIZES = "(max-width: 60rem) 92vw, 30vw"


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """Where a story stands.

    `stop_address` stands before a stop's id in a link to it, `assets` before the name of a file of
    its media; where that is "", the story holds its pictures itself and has no recordings.
    `has_media` is false where the same media stand elsewhere on the page.
    """

    stop_address: str
    assets: str
    has_media: bool = True


class MediaAsset(NamedTuple):
    """A file for the browser that is made when it is asked for; recordings are sent in parts."""

    media_type: str
    make: Callable[[], bytes]
    is_played: bool = False


def media_assets(journey: Journey) -> dict[str, MediaAsset]:
    """Return all files that stories show of a journey's media, by their names."""
    found: dict[str, MediaAsset] = {}
    for item in journey.media:
        held = item.held
        if not held:
            continue
        if held.width:
            for width in widths_of(held):
                found[picture_name(held, width)] = MediaAsset(_WEBP, partial(webp, held, width))
        elif held.form is MediaForm.PDF:
            made = MediaAsset("application/pdf", partial(bytes, held.content))
            found[_file_name(item.kind, held)] = made
        else:
            kind = "audio" if item.kind == MediaKind.AUDIO else "video"
            media_type = f"{kind}/{_SUBTYPES[held.form]}"
            made = MediaAsset(media_type, partial(bytes, held.content), is_played=True)
            found[_file_name(item.kind, held)] = made
            if held.captions:
                body = partial(str.encode, held.captions)
                found[_captions_name(held)] = MediaAsset("text/vtt; charset=utf-8", body)
    return found


def has_shown(journey: Journey) -> bool:
    """Tell whether pages of a journey show any medium."""
    return any(item.held for item in journey.media)


def inside(journey: Journey) -> tuple[int, int, int]:
    """Return what a page in one file holds of media.

    These are the number of its pictures, their bytes, and the number of recordings and documents
    that are not in it.
    """
    held = [item.held for item in journey.media if item.held]
    pictures = [webp(each, widths_of(each)[0]) for each in held if each.width]
    return len(pictures), sum(map(len, pictures)), len(held) - len(pictures)


def has_recordings(journey: Journey) -> bool:
    """Tell whether pages of a journey play anything."""
    return any(map(_is_played, journey.media))


def _is_played(item: MediaItem) -> bool:
    return bool(item.held) and item.kind in _PLAYED


def figures(place: StoryPlace, language: str, shown: Iterable[ShownMedium]) -> list[dict[str, Any]]:
    """Return what the template sets of media."""
    return [_figure(medium, place, language) for medium in shown if place.has_media]


def _figure(medium: ShownMedium, place: StoryPlace, language: str) -> dict[str, Any]:
    file = medium.file
    told = {
        "kind": medium.said_kind,
        "caption": medium.caption,
        "credit": medium.credit,
        "references": medium.references,
        "url": medium.url,
        "words": medium.words,
        **dict.fromkeys(("is_picture", "played", "address", "captions"), ""),
        "transcript": _paragraphs(file),
    }
    if medium.is_picture:
        return told | _picture(medium, place)
    if not place.assets:
        return told
    return told | {
        "played": "" if file.form is MediaForm.PDF else medium.kind,
        "address": place.assets + _file_name(medium.kind, file),
        "captions": file.captions and place.assets + _captions_name(file),
        "language": language,
    }


def _picture(medium: ShownMedium, place: StoryPlace) -> dict[str, Any]:
    file, widths = medium.file, widths_of(medium.file)
    if not place.assets:
        address = data_url(_WEBP, webp(file, widths[0]))
        shown = {"address": address, "sources": "", "whole": ""}
    else:
        addresses = [place.assets + picture_name(file, width) for width in widths]
        sources = (f"{at} {width}w" for at, width in zip(addresses, widths, strict=True))
        middle = addresses[len(addresses) // 2]
        shown = {"address": middle, "sources": ", ".join(sources), "whole": addresses[-1]}
    size = {"width": widths[-1], "height": height_at(file, widths[-1]), "sizes": _SIZES}
    return {"is_picture": True, "alt": medium.alt, **shown, **size}


def _paragraphs(file: MediaFile) -> list[str]:
    return [each.strip() for each in file.transcript.split("\n\n") if each.strip()]


def _file_name(kind: MediaKind, file: MediaFile) -> str:
    return f"{kind}.{file.digest[:_HASH_LETTERS]}.{file.form}"


def _captions_name(file: MediaFile) -> str:
    return f"captions.{sha256(file.captions.encode()).hexdigest()[:_HASH_LETTERS]}.vtt"
