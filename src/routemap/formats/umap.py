"""Maps of uMap (.umap): layers of GeoJSON features, described in a small markup of its own."""

from __future__ import annotations

import re

from routemap.formats.features import Members, cell
from routemap.formats.foreign_features import read_features
from routemap.formats.imported import Imported, refuse_long
from routemap.tables.json_reader import items, members
from routemap.tables.values import why_not_a_url

_OPTIONS = "_umap_options"
_PICTURE = re.compile(r"\{\{([^{}|\s]+)(?:\|[^{}]*)?\}\}")
_LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]*))?\]\]")


def is_umap(document: Members) -> bool:
    """Tell whether a JSON document is a map of uMap."""
    return document.get("type") == "umap" and isinstance(document.get("layers"), list)


def read_umap(document: Members, name: str) -> Imported:
    """Return the features of all layers as one map; raises as `read_features`."""
    about = members(document.get("properties"))
    features: list[Members] = []
    remote = strange = described = 0
    for layer in map(members, items(document.get("layers"))):
        options = members(layer.get(_OPTIONS))
        listed = items(layer.get("features"))
        found = [each for each in listed if isinstance(each, dict)]
        features += [_feature(each, cell(options.get("name"))) for each in found]
        strange += len(listed) - len(found)
        described += bool(cell(options.get("description")))
        remote += bool(members(options.get("remoteData")).get("url"))
        refuse_long(len(features), 0, name)
    brought = read_features(features, cell(about.get("name")), name, cell(about.get("description")))
    brought.account.leave("entry", "not a feature", strange)
    brought.account.leave("description", "of a layer, of which the name stays", described)
    brought.account.leave("layer", "its features lie at another address: import them, too", remote)
    return brought


def _feature(feature: Members, layer: str) -> Members:
    """Return a feature with its description and pictures in columns of ours."""
    properties = dict(members(feature.get("properties")))
    described = cell(properties.pop("description", ""))
    pictures = [each for each in _PICTURE.findall(described) if not why_not_a_url(each)]
    text = _PICTURE.sub(lambda found: "" if found[1] in pictures else found[1], described)
    said = {
        "text": " ".join(_LINK.sub(_as_words, text).split()),
        "media": " ".join(dict.fromkeys(pictures)),
        "layer": layer,
    }
    filled = {key: value for key, value in said.items() if value}
    renamed = {f"{key}*" if key in said else key: value for key, value in properties.items()}
    return {**feature, "properties": renamed | filled}


def _as_words(link: re.Match[str]) -> str:
    return f"{link[2]} ({link[1]})" if link[2] else link[1]
