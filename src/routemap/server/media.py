"""Files of the media of the journey on show; recordings in the parts that a player asks for."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from starlette.requests import Request

from routemap.bounded_cache import SourceCache
from routemap.page.story_media import MediaAsset, media_assets
from routemap.server.loading import current_itinerary
from routemap.server.rendering import RENDERED, RenderingJob
from routemap.server.responses import made, tag_of
from routemap.server.single_flight import Payload

_NAME = re.compile(r"(?:picture-\d+|audio|video|document|captions)\.[0-9a-f]+\.[a-z0-9]+")
_PICTURE = "picture-"
_ASSETS: SourceCache[dict[str, MediaAsset]] = SourceCache()


class MediumFile(NamedTuple):
    """A file of a medium, its media type, and whether it is sent in parts."""

    payload: Payload
    media_type: str
    is_played: bool


async def medium_file(request: Request, name: str) -> MediumFile | None:
    """Return a file of the media of the journey on show, None if none has this name."""
    if not _NAME.fullmatch(name):
        return None
    itinerary = (await current_itinerary()).itinerary
    if itinerary is None:
        return None
    found = _ASSETS.get(itinerary, "", partial(media_assets, itinerary.journey)).get(name)
    if found is None:
        return None
    if name.startswith(_PICTURE):
        # The name tells all that it is made from.
        job = RenderingJob(tag_of("media", name), partial(_made, found, name))
        payload = await made(request, RENDERED.ask(job))
    else:
        payload = _made(found, name)
    return MediumFile(payload, found.media_type, found.is_played)


def _made(asset: MediaAsset, name: str) -> Payload:
    return Payload(asset.make(), name=name)
