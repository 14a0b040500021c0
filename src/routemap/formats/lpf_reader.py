"""Linked Places Format of others and of our own: places become stops, citations sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from routemap.formats.citations import source_id
from routemap.formats.features import Members, cell, geometry_of
from routemap.formats.foreign_features import cells_of_feature
from routemap.formats.foreign_map import ForeignMap
from routemap.formats.imported import Imported
from routemap.formats.lpf import STOP_ADDRESS, citation_mark
from routemap.formats.shapes import shapes_of
from routemap.tables.cells import Cells
from routemap.tables.ids import free_id
from routemap.tables.json_reader import items, members
from routemap.tables.schema import STOPS
from routemap.tables.values import why_not_a_url

_ITEM = "place"
# Members that have cells of their own; the others are kept under their names.
_READ = frozenset(
    {
        *("@id", "type", "names", "when", "types", "geometry", "relations", "descriptions"),
        *("links", "depictions", "properties", "@context"),
    }
)
_OF_PROPERTIES = frozenset({"title", "ccodes", "number"})


def is_linked_place(feature: Members) -> bool:
    """Tell whether a GeoJSON feature is a place of this format: its names are toponyms."""
    return "toponym" in _first(feature.get("names"))


def read_linked_places(features: Sequence[Members], name: str) -> Imported:
    """Return places as a table of stops, in their order; raises as `ForeignMap.imported`."""
    found = ForeignMap(name)
    sources = _Sources()
    if all(map(_is_ours, features)):
        found.always = STOPS.required
    for feature in features:
        cells = _cells(feature, found)
        cells["references"] = ";".join(sources.cited_by(feature))
        filled = {key: text for key, text in cells.items() if text}
        found.add_shapes(_ITEM, filled, shapes_of(members(feature.get("geometry"))))
    found.sources = sources.rows
    found.account.take("citation", "a source", sources.cited)
    return found.imported()


def _is_ours(feature: Members) -> bool:
    return cell(feature.get("@id")).startswith(STOP_ADDRESS)


def _cells(feature: Members, found: ForeignMap) -> Cells:
    properties = members(feature.get("properties"))
    names = _objects(feature.get("names"))
    title = cell(properties.get("title")) or cell(_first(feature.get("names")).get("toponym"))
    start, end = _dates(feature, found)
    codes = [cell(each) for each in items(properties.get("ccodes"))]
    others = {key: value for key, value in feature.items() if key not in _READ}
    own = {key: value for key, value in properties.items() if key not in _OF_PROPERTIES}
    is_ours = _is_ours(feature)
    cells = {
        "name": title,
        "arrival": start,
        "departure": end if end != start else "",
        "country": codes[0] if codes else "",
        "ccodes": ";".join(codes[1:]),
        "certainty": cell(geometry_of(feature).get("certainty")),
        **_names(names, title, found),
        **_descriptions(feature, "note" if is_ours else "text"),
        **cells_of_feature({**others, "properties": own}),
    }
    if not is_ours:
        cells |= _linked(feature, found)
    return cells


def _names(names: Sequence[Members], title: str, found: ForeignMap) -> Cells:
    """Return the other names of a place: one a language as a translation, the rest together."""
    cells: Cells = {}
    rest: dict[str, None] = {}
    for each in names:
        language, toponym = cell(each.get("lang")), cell(each.get("toponym"))
        if toponym == title:
            found.account.take("name", "the name of a stop")
        elif language and f"name@{language}" not in cells:
            cells[f"name@{language}"] = toponym
            found.account.take("name", "the name in a language")
        else:
            rest[toponym] = None
            found.account.keep("name", "in the column other_name")
    return cells | {"other_name": "; ".join(filter(None, rest))}


def _descriptions(feature: Members, heading: str) -> Cells:
    """Return what is said of a place; of several in one language, all, one after the other."""
    found: dict[str, list[str]] = {}
    first = ""
    for each in _objects(feature.get("descriptions")):
        language = cell(each.get("lang"))
        first = first if found else language
        of_first = language == first or not language
        key = heading if of_first else f"{heading}@{language}"
        found.setdefault(key, []).append(cell(each.get("value")))
    return {key: " ".join(filter(None, values)) for key, values in found.items()}


def _linked(feature: Members, found: ForeignMap) -> Cells:
    """Return addresses, types and relations of a place, and its pictures."""
    links = [cell(each.get("identifier")) for each in _objects(feature.get("links"))]
    found.account.keep("link", "in the column links", len(links))
    pictures = [cell(each.get("@id")) for each in _objects(feature.get("depictions"))]
    on_web = [each for each in pictures if not why_not_a_url(each)]
    found.account.leave("picture", "its address is not on the web", len(pictures) - len(on_web))
    types = (cell(each.get("label")) for each in _objects(feature.get("types")))
    relations = (
        " ".join(filter(None, (cell(each.get("relationType")), cell(each.get("label")))))
        for each in _objects(feature.get("relations"))
    )
    return {
        "uri": cell(feature.get("@id")),
        "types": "; ".join(filter(None, types)),
        "links": " ".join(filter(None, links)),
        "relations": "; ".join(filter(None, relations)),
        "media": " ".join(on_web),
    }


class _Sources:
    """The sources that places cite, each with an id; ours have the marks of their labels."""

    def __init__(self) -> None:
        self.rows: list[Cells] = []
        self.cited = 0
        self._ids: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._visits: dict[str, int] = {}

    def cited_by(self, feature: Members) -> Iterator[str]:
        """Yield the ids of the sources that a place cites anywhere, each once."""
        ids: dict[str, None] = {}
        for member in ("names", "types", "descriptions", "links", "geometry"):
            found = feature.get(member)
            for each in _objects([found] if isinstance(found, dict) else found):
                for citation in _objects(each.get("citations")):
                    ids[self._id(citation)] = None
        yield from filter(None, ids)

    def _id(self, citation: Members) -> str:
        mark, label = citation_mark(cell(citation.get("label")))
        url = cell(citation.get("@id"))
        if not label and not url:
            return ""
        self.cited += 1
        key = (mark + label, url)
        if key not in self._ids:
            wanted = mark or source_id(label) or f"source-{len(self.rows) + 1}"
            self._ids[key] = free_id(wanted, self._taken, self._visits)
            self._taken.add(self._ids[key])
            address = "" if why_not_a_url(url) else url
            cells = {"reference": self._ids[key], "citation": label or url, "url": address}
            self.rows.append(cells)
        return self._ids[key]


def _dates(feature: Members, found: ForeignMap) -> tuple[str, str]:
    """Return start and end of the first timespan as EDTF: objects (1.2.2) or strings (2.0)."""
    spans = _objects(members(feature.get("when")).get("timespans"))
    found.account.take("timespan", "the dates of a stop", min(len(spans), 1))
    found.account.leave("timespan", "a stop has one: that of the first", max(len(spans) - 1, 0))
    return (_date(spans[0].get("start")), _date(spans[0].get("end"))) if spans else ("", "")


def _date(bound: object) -> str:
    if not isinstance(bound, dict):
        return cell(bound)
    exact, earliest, latest = (cell(bound.get(key)) for key in ("in", "earliest", "latest"))
    if exact or not (earliest or latest):
        return exact
    return earliest if earliest == latest else f"{earliest or '..'}/{latest or '..'}"


def _objects(found: object) -> list[Members]:
    return [each for each in items(found) if isinstance(each, dict)]


def _first(found: object) -> Members:
    return next(iter(_objects(found)), {})
