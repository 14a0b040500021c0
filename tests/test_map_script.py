"""The map's script holds no word of a journey: folium and branca compile it as a template."""

from __future__ import annotations

import importlib
import json
import pkgutil
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import folium
import pytest

import routemap
from routemap.exports.single_file import SingleFile
from routemap.model.edtf_dates import EdtfDate
from routemap.model.itinerary import build_itinerary
from routemap.model.journey import Phrase
from routemap.page.route_map import RouteLayer, RouteMap, map_settings_html
from routemap.page.site import journey_script
from routemap.tables import read_journey
from script_page import JOURNEYS

if TYPE_CHECKING:
    from routemap.model.itinerary import Itinerary

HOSTILE = "{{ 7*7 }}{% raw %}{# \"'</script>]]>*/ alert(coords); ${x} $& &lt; \u2028\\ wordmark"
# Words of a closed list, by which others find each other, or which nobody reads.
_KEPT = {"language", "time_zone", "country", "url", "_references_by_id", "moment"}


def said_with(value: Any, words: str) -> Any:  # noqa: ANN401  any part of a journey
    """A part of a journey in which `words` stand before every text."""
    if isinstance(value, Phrase):
        return Phrase(f"{words} {value.text}", value.language) if value.text else value
    if isinstance(value, tuple):
        return tuple(said_with(each, words) for each in value)
    if type(value) is str:
        return f"{words} {value}" if value else value
    if is_dataclass(value) and not isinstance(value, EdtfDate | type):
        return replace(
            value,
            **{
                each.name: said_with(getattr(value, each.name), words)
                for each in fields(value)
                if each.init and each.name not in _KEPT
            },
        )
    return value


@pytest.fixture(scope="module")
def itinerary() -> Itinerary:
    return build_itinerary(said_with(read_journey(JOURNEYS / "whole"), HOSTILE))


def macro_elements() -> set[type[folium.MacroElement]]:
    """Every class of ours that branca renders."""
    for module in pkgutil.walk_packages(routemap.__path__, "routemap."):
        if not module.name.endswith((".app", ".page", "__main__")):  # they run when imported
            importlib.import_module(module.name)
    found, open_classes = set(), [folium.MacroElement]
    while open_classes:
        for each in open_classes.pop().__subclasses__():
            open_classes.append(each)
            if each.__module__.startswith("routemap."):
                found.add(each)
    return found


def test_no_element_that_branca_renders_holds_words_of_the_journey(itinerary: Itinerary) -> None:
    assert macro_elements() == {RouteMap, RouteLayer}  # another one needs its test here
    for scene in (itinerary.scene(0), itinerary.overview()):
        made = RouteMap(scene, "en", edition={"name": HOSTILE, "address": HOSTILE})
        written = made.get_root().render()
        assert "openInStreamlit" in written
        assert "wordmark" not in written
        assert "wordmark" not in "".join(str(vars(each)) for each in made._children.values())  # noqa: SLF001


def test_the_settings_hold_the_same_words_and_no_markup(itinerary: Itinerary) -> None:
    made = RouteMap(itinerary.scene(0), "en")
    told = json.loads(made.settings)
    names = [stop["name"]["text"] for stop in told["content"]["stops"]]
    assert names == [stop.name.in_language("en").text for stop in itinerary.journey.stops]
    assert names[0].startswith(HOSTILE)
    assert not set("<>&") & set(made.settings)
    element = map_settings_html(made)
    assert made.settings in element
    assert f'data-map-settings="{made.settings_name}"' in element


def test_a_published_page_gets_its_words_as_data_before_the_script(itinerary: Itinerary) -> None:
    script = journey_script(itinerary, "en", SingleFile(itinerary)).body.decode()
    data, _, rest = script.partition("\n")
    settings = json.loads(data.removeprefix("routemap.keepSettings(").removesuffix(");"))
    assert settings["content"]["stops"][0]["name"]["text"].startswith(HOSTILE)
    assert "openOnPage" in rest
    assert "wordmark" not in rest


def test_other_words_give_the_settings_another_name(itinerary: Itinerary) -> None:
    """Else the browser would keep the map of before."""
    other = build_itinerary(said_with(read_journey(JOURNEYS / "whole"), "B"))
    names = {RouteMap(each.scene(0), "en").settings_name for each in (itinerary, other)}
    assert len(names) == 2
