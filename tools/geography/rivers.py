"""Read rivers out of an npm package: Natural Earth's at 1:50m, with the zoom each is worth."""

import io
import json
import tarfile
from typing import NamedTuple

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry


class River(NamedTuple):
    """A line, and the least zoom of a web map that shows it."""

    line: BaseGeometry
    min_zoom: float


def read_rivers(archive: bytes) -> list[River]:
    """Return every river of the package mapeo-offline-map."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as package:
        member = package.extractfile("package/dist/rivers.json")
        if member is None:
            raise ValueError("the package has no rivers: look for them under another name")
        features = json.load(member)["features"]
    return [River(shape(each["geometry"]), each["properties"]["min_zoom"]) for each in features]
