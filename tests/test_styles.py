"""The style sheets: nothing in them is unknown, unused or changed where they are made smaller."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

import pytest
from rcssmin import cssmin

from browser import CHECKOUT
from routemap.look import MARKS
from routemap.page.screen_style import (
    SCRIPT_SIZES,
    screen_css_variables,
    traveller_css_variables,
)

if TYPE_CHECKING:
    from pathlib import Path

PACKAGE = CHECKOUT / "src" / "routemap"
SHEETS = [*PACKAGE.glob("page/css/*.css"), *PACKAGE.glob("app/css/*.css")]
# Of folium, Leaflet, Streamlit and streamlit-folium.
FOREIGN = re.compile(r"leaflet-.*|folium-map|float-child|st[A-Z].*")
# Put together in code: "badge-" and a kind, "leg-" and a look, "ground-paint-" and a colour.
PUT_TOGETHER = ("badge-", "leg-", "ground-paint-")

VARIABLES = screen_css_variables() + traveller_css_variables()


def rules(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


def selectors(sheet: Path) -> list[str]:
    return [each.strip() for each in re.findall(r"([^{};]+)\{", rules(sheet))]


def test_no_two_custom_properties_share_a_name() -> None:
    names = re.findall(r"--([\w-]+):", VARIABLES)
    assert len(names) == len(set(names)) > 50


def test_every_custom_property_that_is_read_is_set() -> None:
    sheets = "".join(map(rules, SHEETS))
    scripts = "".join(path.read_text("utf-8") for path in PACKAGE.glob("page/js/*.js"))
    known = set(re.findall(r"(--[\w-]+)\"?[:,]", VARIABLES + sheets + scripts))
    assert set(re.findall(r"var\((--[\w-]+)", sheets)) <= known


def test_every_class_is_used() -> None:
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.glob("page/js/*.js"), *PACKAGE.rglob("templates/*")]
    code = "".join(path.read_text(encoding="utf-8") for path in files)
    words = set(re.findall(r"[\w-]+", code))
    for sheet in SHEETS:
        for name in re.findall(r"\.([a-zA-Z][\w-]*)", " ".join(selectors(sheet))):
            plain = name.removeprefix("st-key-")
            if not FOREIGN.fullmatch(name) and not plain.startswith(PUT_TOGETHER):
                assert plain in words, f"{sheet.name}: .{name}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: f"{sheet.parts[-3]}-{sheet.stem}")
def test_made_smaller_its_selectors_mean_the_same(sheet: Path) -> None:
    # cssmin takes ".a :is(…)" within a rule for a property, and drops the space.
    small = str(cssmin(rules(sheet)))
    assert small.count(" :is(") == rules(sheet).count(" :is(")
    assert not re.search(r"\{[^{}@]*\{", re.sub(r"@[^{}]*\{", "", small)), "a rule within a rule"


def test_scripts_are_sent_the_sizes_that_they_read_and_no_others() -> None:
    # The painter of the ground has settings of its own.
    ground = re.compile("basemap|own_ground|types")
    scripts = [path for path in PACKAGE.glob("page/js/*.js") if not ground.match(path.name)]
    code = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    named = {name for name in asdict(MARKS) if "_" in name and re.search(rf"\b{name}\b", code)}
    assert named == {name for name in SCRIPT_SIZES if "_" in name}
    assert all(re.search(rf"\b{name}\b", code) for name in SCRIPT_SIZES)
