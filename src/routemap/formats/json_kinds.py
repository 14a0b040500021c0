"""Which program has written a file whose name only says JSON: recognised by what it holds."""

from __future__ import annotations

from collections.abc import Callable

from routemap.errors import ForeignFileError, ParameterError
from routemap.formats.features import Members
from routemap.formats.geojson import read_collection
from routemap.formats.google_timeline import is_google_timeline, read_google_timeline
from routemap.formats.imported import Imported
from routemap.formats.mapbox_story import is_mapbox_story, read_mapbox_story
from routemap.formats.recording import Wanted, refuse_part
from routemap.formats.storymapjs import is_storymap, read_storymap
from routemap.formats.timelinejs import is_timeline, read_timeline
from routemap.formats.umap import is_umap, read_umap
from routemap.tables.json_reader import members, read_json
from routemap.tables.limits import LARGEST_BYTES, LARGEST_RECORDING_BYTES

_KINDS: tuple[tuple[Callable[[Members], bool], Callable[[Members, str], Imported]], ...] = (
    (is_storymap, read_storymap),
    (is_mapbox_story, read_mapbox_story),
    (is_timeline, read_timeline),
    (is_umap, read_umap),
    # A journey of ours and Linked Places are GeoJSON, too, and told apart there.
    (lambda document: "features" in document or "geometry" in document, read_collection),
)


def largest_json_bytes(content: bytes) -> int:
    """Return how many bytes such a file may have."""
    return LARGEST_RECORDING_BYTES if is_google_timeline(content) else LARGEST_BYTES


def read_json_file(
    content: bytes, name: str, wanted: Wanted | None = None, *, of_groups: bool = False
) -> Imported:
    """Return what a JSON file of any program known here holds.

    `wanted` says which part of a recording is, None nothing; `of_groups` that each group of a
    timeline travels by itself.

    Raises
    ------
    ForeignFileError
        If it is not JSON, of no such program, or holds too much.
    ParameterError
        If only a part of what is no recording is wanted, or the groups of what is no timeline.
    """
    if is_google_timeline(content) and not of_groups:
        return read_google_timeline(content, name, wanted or Wanted())
    refuse_part(wanted, name)
    try:
        document = members(read_json(content))
    except ValueError as problem:
        raise ForeignFileError(f"{name}: {problem}; save it anew") from problem
    if of_groups:
        if not is_timeline(document):
            raise ParameterError("stops", f"{name} is no timeline with groups; leave “stops” out")
        return read_timeline(document, name, of_groups=True)
    for is_this, read in _KINDS:
        if is_this(document):
            return read(document, name)
    raise ForeignFileError(
        f"{name} is JSON, but neither GeoJSON, Linked Places, a TimelineJS timeline, a StoryMapJS "
        "story, a Mapbox story, a uMap nor a Google Timeline; export it as one of these"
    )
