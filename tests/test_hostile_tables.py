"""Tables that mean harm, or only look so: nothing runs, no request leaves, nothing is lost."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from routemap.errors import DrawingError
from routemap.formats.column_names import named_tables, recognised
from routemap.formats.registry import DATA_FORMATS, import_file
from routemap.model.itinerary import build_itinerary
from routemap.page.route_map import RouteMap
from routemap.pictures.params import read_query
from routemap.tables import check_files

if TYPE_CHECKING:
    from playwright.sync_api import Page

MARKUP = "<img src=x onerror=window.hit=1><script>window.hit=1</script>"
TEMPLATE = "{{ 7*7 }} {% raw %} ${7*7} {0}"
MARKDOWN = "![p](http://outside.invalid/p.png) [l](javascript:window.hit=1) :red[r] $x$"
FORMULA = '=HYPERLINK("http://outside.invalid","x")'
BIDI = "\u202eabc\u202c \u200bzero\u200d width"
COMBINING = "Z" + "\u0301\u0302\u0303" * 20
EMOJI = "👩🏽‍🚀 🏴󠁧󠁢󠁳󠁣󠁴󠁿 🇰🇵"
NAMES = {
    "markup": MARKUP,
    "template": TEMPLATE,
    "markdown": MARKDOWN,
    "formula": FORMULA,
    "bidi": BIDI,
    "combining": COMBINING,
    "emoji": EMOJI,
    "long": "x" * 1000,
}
PLACES = {
    "the poles": [(90, 0), (-90, 0), (90, 180)],
    "back and forth over the date line": [(0, 179), (1, -179), (2, 179.5), (3, -180), (4, 180)],
    "the same point again and again": [(10, 10)] * 5,
    "round the Earth": [(0, 0), (0, 120), (0, -120), (0, 0)],
    "antipodes": [(30, 40), (-30, -140)],
}


def table(names: list[str], places: list[tuple[float, float]], **more: str) -> str:
    output = io.StringIO()
    writer = csv.writer(output)
    writer.writerow(["name", "latitude", "longitude", "arrival", *more])
    for number, (name, place) in enumerate(zip(names, places, strict=True)):
        writer.writerow([name, *place, f"20{number + 10}", *more.values()])
    return output.getvalue()


@pytest.mark.parametrize("places", PLACES.values(), ids=list(PLACES))
def test_any_places_are_drawn_and_written(places: list[tuple[float, float]]) -> None:
    text = table([f"P{number}" for number in range(len(places))], places)
    report = check_files({"locations.csv": text.encode()}, "places")
    assert report.journey
    assert [stop.position for stop in report.journey.stops] == [
        tuple(map(float, p)) for p in places
    ]
    itinerary = build_itinerary(report.journey)
    assert RouteMap(itinerary.scene(0), "en").get_root().render()
    assert read_query({}, itinerary).render("png").startswith(b"\x89PNG")
    for form in DATA_FORMATS.values():
        assert form.write(itinerary)


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_any_name_is_kept_to_the_letter_or_refused_with_its_place(name: str) -> None:
    text = table([name, "B"], [(1, 2), (3, 4)], note=name)
    brought = import_file("trip.csv", text.encode()).table
    assert brought
    files = named_tables(brought, recognised(brought.header))
    report = check_files(files, "trip")
    for problem in report.problems:
        assert problem.file == "locations.csv"
        assert (problem.row, problem.column) in {(2, "name"), (2, "note"), (3, "note")}
    if report.journey:
        assert report.journey.stops[0].name.original.text == name
        itinerary = build_itinerary(report.journey)
        try:
            assert read_query({}, itinerary).render("pdf").startswith(b"%PDF")
        except DrawingError as refused:
            assert str(refused).startswith("locations.csv:2:name: ")  # noqa: PT017  either is right
        assert import_file("again.kml", DATA_FORMATS["kml"].write(itinerary)).files


def test_very_many_columns_are_refused_in_one_line() -> None:
    content = b",".join(b"c%d" % number for number in range(5000)) + b"\n1\n"
    with pytest.raises(ValueError, match="5,000 columns") as problem:
        import_file("trip.csv", content)
    assert "\n" not in str(problem.value)


@pytest.mark.parametrize("where", ["A\0", "note"])
def test_a_nul_byte_is_named_with_its_place(where: str) -> None:
    cell = "x\0y" if where == "note" else "x"
    text = f"name,latitude,longitude,arrival,note\n{where},1,2,2020,{cell}\n"
    report = check_files({"locations.csv": text.encode()}, "trip")
    assert report.problems
    assert all((each.file, each.row) == ("locations.csv", 2) for each in report.problems)


@pytest.mark.browser
def test_on_the_open_page_nothing_of_a_table_runs_or_asks_elsewhere(
    page: Page, dashboard_url: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    page.goto(f"{dashboard_url}/open")
    bad = [MARKUP, TEMPLATE, MARKDOWN, FORMULA, EMOJI]
    text = table(bad, [(n, n) for n in range(1, 6)], **{MARKUP: "x", MARKDOWN: "y", "note": MARKUP})
    text += f'"{MARKDOWN}",,,2020,a,b,c\n'  # a place without coordinates
    page.locator(".st-key-open_pasted textarea").fill(text)
    page.keyboard.press("Control+Enter")
    page.locator(".st-key-open_take button").click()
    page.locator(".st-key-open_use button").click()
    expect(page.locator(".missing-place")).to_contain_text(MARKDOWN)
    expect(page.locator(".stMain")).to_contain_text("Row 7")
    shown = page.locator(".stMain")
    expect(shown.locator("img[src=x], img[src*=outside], a[href^=javascript]")).to_have_count(0)
    assert page.evaluate("window.hit === undefined")
    assert not [url for url in asked if not url.startswith((dashboard_url, "data:", "blob:", "ws"))]
