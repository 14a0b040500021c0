"""The Open page: a table of one's own comes in, is mended, and stays in its session."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import Future
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from dashboard_page import new_page, opened
from nominatim_stub import nominatim, place
from routemap.app.table_editor import csv_bytes
from routemap.app.visitor_downloads import packed_page
from routemap.errors import DrawingError
from routemap.exports.static_site import StaticSite
from routemap.geocoding.nominatim import SERVER_VARIABLE
from routemap.model.itinerary import build_itinerary
from routemap.server import jobs
from routemap.server.worker_pool import READING
from routemap.shipped import shipped_journey
from routemap.tables import read_journey
from script_page import Opener, bodies, notes, ran, story
from shown_words import Shown
from test_accessibility import SCREENS, findings

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Download, Page, Route
    from streamlit.testing.v1 import AppTest


TRIP = """Ort;Breite;Länge;Datum;Wetter
Berlin;52.52;13.405;2024-05-01;sonnig
Prag;50.08;14.43;02.05.2024;Regen
Wien;148.2;16.37;2024-05-04;
"""
READING_FAILED: Future[None] = Future()
READING_FAILED.set_exception(DrawingError("it cannot be drawn"))
MENDED = TRIP.replace("02.05.2024", "2024-05-02").replace("148.2", "48.2")


def pasted(app: AppTest, text: str) -> AppTest:
    app = ran(app.text_area(key="open_pasted").set_value(text))
    return ran(app.button(key="open_take").click())


def problems(app: AppTest) -> str:
    return " ".join(Shown(body).text for body in bodies(app) if 'class="problem-' in body)


# The script --------------------------------------------------------------------------------------


def test_it_says_where_the_table_stays(open_opening: Opener) -> None:
    assert "never written to the server’s disk" in " ".join(bodies(open_opening()))


def test_columns_are_shown_as_recognised_and_can_be_changed(open_opening: Opener) -> None:
    app = pasted(open_opening(), TRIP)
    chosen = [app.selectbox(key=f"open_column_{place}").value for place in range(5)]
    assert chosen == ["name", "latitude", "longitude", "arrival", ""]
    app = ran(app.selectbox(key="open_column_4").set_value("note"))
    app = ran(app.button(key="open_use").click())
    assert "“Wetter”" not in problems(app)


def test_all_mistakes_are_named_at_once(open_opening: Opener) -> None:
    app = ran(pasted(open_opening(), TRIP).button(key="open_use").click())
    told = problems(app)
    for words in ("Row 3, arrival", "Row 4, latitude", "“Wetter” is not a known column"):
        assert words in told
    assert '<article class="story"' not in " ".join(bodies(app))


def test_a_table_without_mistakes_has_its_story_beside_it(open_opening: Opener) -> None:
    app = ran(pasted(open_opening(), MENDED).button(key="open_use").click())
    assert "Berlin" in story(app)
    assert "None. The journey can be shown." in problems(app)


def test_two_columns_of_the_same_kind_are_refused_and_nothing_is_lost(
    open_opening: Opener,
) -> None:
    app = pasted(open_opening(), TRIP)
    app.selectbox(key="open_column_4").set_value("name")
    app = ran(app.button(key="open_use").click())
    assert "cannot both be “name”" in notes(app)[0]
    assert app.selectbox(key="open_column_0").value == "name"


def test_what_is_no_table_is_refused_in_one_line(open_opening: Opener) -> None:
    app = pasted(open_opening(), '"never closed')
    assert "quotation mark" in notes(app)[0]


@pytest.mark.parametrize(
    "header",
    ["name,x,x (4),x", "name,x,x,x (3)", "name,_index,index,latitude", "_index,,(2),name"],
)
def test_a_column_may_have_any_name(open_opening: Opener, header: str) -> None:
    app = pasted(open_opening(), f"{header}\na,1,2,3\n")
    app = ran(app.button(key="open_use").click())
    assert "Problems" in " ".join(bodies(app))
    state = app.session_state["open_edited"]
    assert csv_bytes(state.begun, state.header).decode() == opened_table(app)


def test_a_fault_of_a_reading_worker_is_a_note_and_the_page_goes_on(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(READING, "submit", lambda *_, **__: READING_FAILED)
    app = pasted(open_opening(), MENDED)
    assert "cannot be drawn" in notes(app)[0]
    assert app.text_area(key="open_pasted").value == MENDED


def test_a_large_table_is_shown_but_not_edited(open_opening: Opener) -> None:
    rows = "".join(f"a{row},1,2\n" for row in range(5_001))
    app = ran(pasted(open_opening(), f"name,x,y\n{rows}").button(key="open_use").click())
    assert any("20,000 cells" in note for note in notes(app))
    assert "open_edited" not in app.session_state


def test_a_visitor_opens_no_more_stops_than_a_page_can_bear() -> None:
    rows = "".join(f"a{row},1,{row % 90},2024\n" for row in range(5_001))
    table = f"name,latitude,longitude,arrival\n{rows}".encode()
    found = jobs.open_files({"locations.csv": table}, "t").loaded
    assert found.itinerary is None
    assert "routemap serve" in found.problems[0].hint


def test_a_packed_page_tells_which_pictures_are_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise DrawingError("no letters for it")

    monkeypatch.setattr(StaticSite, "_drawn", refused)
    packed = packed_page(build_itinerary(read_journey(shipped_journey())), lambda _: None)
    assert packed.refusals == ("no letters for it",)


def test_one_leads_back_to_the_journey_that_is_served(open_opening: Opener) -> None:
    app = ran(pasted(open_opening(), MENDED).button(key="open_use").click())
    app = ran(app.button(key="open_close").click())
    assert app.text_area(key="open_pasted") is not None


UNPLACED = "name,arrival\nPyongyang,2023-09-10\nKhasan,2023-09-12\nLedyanaya,2023-09-13\n"


def test_places_without_coordinates_get_proposals_to_be_taken_one_by_one(
    open_opening: Opener,
) -> None:
    app = ran(pasted(open_opening(), UNPLACED).button(key="open_use").click())
    told = " ".join(bodies(app))
    assert "Hassan, India" in told
    assert "namesake" in told
    app = ran(app.button(key="geocode_use_0_0").click())
    assert "558 km from Pyongyang" in " ".join(bodies(app))
    app = ran(app.button(key="geocode_use_1_0").click())
    assert "39.03385" in opened_table(app)
    assert "railway-node-khasan" in opened_table(app)
    assert "row 4 of the table" in " ".join(bodies(app))


def opened_table(app: AppTest) -> str:
    files: dict[str, bytes] = app.session_state["opened_files"]
    return files["locations.csv"].decode()


def test_nominatim_is_asked_for_one_place_after_consent(
    open_opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    with nominatim() as stub:
        monkeypatch.setenv(SERVER_VARIABLE, stub.address)
        app = ran(pasted(open_opening(), UNPLACED).button(key="open_use").click())
        assert not [button for button in app.button if button.key.startswith("geocode_ask")]
        app = ran(app.checkbox(key="geocode_consent").check())
        assert stub.asked == []
        stub.status = 503
        app = ran(app.button(key="geocode_ask_2").click())
        assert any("did not answer" in note for note in notes(app))
        stub.status = 200
        stub.places["Ledyanaya"] = [place("Ledyanaya", 51.8, 128.3)]
        app = ran(app.button(key="geocode_ask_2").click())
        assert stub.asked == ["Ledyanaya"] * 2
        app = ran(app.button(key="geocode_use_2_0").click())
    assert "51.8,128.3" in opened_table(app)


@pytest.mark.parametrize("language", ["ko", "ru"])
def test_it_speaks_the_reader_s_language(open_opening: Opener, language: str) -> None:
    app = open_opening(lang=language)
    assert "Open a table" not in " ".join(bodies(app))


# The browser -------------------------------------------------------------------------------------

browser_test = pytest.mark.browser


@pytest.fixture
def trip(tmp_path: Path) -> Path:
    path = tmp_path / "trip.csv"
    path.write_text(TRIP, encoding="utf-8")
    return path


def brought(page: Page, address: str, file: Path) -> Page:
    page.goto(f"{address}/open")
    page.locator("input[type=file]").set_input_files(file)
    return page


def used(page: Page) -> Page:
    page.get_by_role("button", name="Use these columns").click()
    expect(page.get_by_role("heading", name="Problems")).to_be_visible(timeout=20_000)
    return page


def edit(page: Page, column: int, row: int, text: str) -> None:
    """Write a cell of the editor; both are counted from 0, without the numbers of rows."""
    page.locator("[data-testid=stDataFrame] canvas").first.focus()
    for key in ("Control+Home", *["ArrowRight"] * (column + 1), *["ArrowDown"] * row, "Enter"):
        page.keyboard.press(key)
    page.locator("#portal textarea, #portal input").wait_for()
    page.keyboard.press("Control+A")
    page.keyboard.type(text, delay=40)
    page.wait_for_timeout(300)  # the editor takes over what was typed a little later
    page.keyboard.press("Enter")


def saved(download: Download) -> bytes:
    path = download.path()
    return path.read_bytes()


@browser_test
def test_a_table_is_opened_mended_shown_and_taken_along(
    page: Page, dashboard_url: str, trip: Path
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    used(brought(page, dashboard_url, trip))
    edit(page, 3, 1, "2024-05-02")
    expect(page.locator(".problem-list")).not_to_contain_text("02.05.2024", timeout=20_000)
    edit(page, 1, 2, "48.2")
    expect(page.locator(".story")).to_be_visible(timeout=20_000)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the folder (ZIP)").click()
    with zipfile.ZipFile(io.BytesIO(saved(download.value))) as archive:
        table = archive.read("locations.csv").decode()
        assert 'title = "trip"' in archive.read("journey.toml").decode()
    assert "Prag,50.08,14.43,2024-05-02,Regen" in table
    page.get_by_role("link", name="Map", exact=True).click()
    frame = page.frame_locator(".st-key-map iframe")
    expect(frame.locator(".stop")).to_have_count(3, timeout=20_000)
    expect(page.get_by_text("it has no address")).to_be_visible()
    expect(page.get_by_role("link", name="Share")).to_have_count(0)
    page.get_by_role("link", name="Pictures").click()
    with page.expect_download() as picture:
        page.get_by_role("button", name="PNG", exact=True).click(timeout=20_000)
        page.get_by_role("button", name="Download: PNG").click(timeout=20_000)
    assert saved(picture.value).startswith(b"\x89PNG")
    page.get_by_role("link", name="Open", exact=True).click()
    expect(page.get_by_role("heading", name="Problems")).to_be_visible(timeout=20_000)
    expect(page.locator(".problem-list")).not_to_contain_text("02.05.2024")  # still mended
    assert {urlsplit(url).netloc for url in asked if not url.startswith(("data:", "blob:"))} == {
        urlsplit(dashboard_url).netloc
    }


@browser_test
def test_what_loads_late_pushes_no_button_away_under_a_press(
    page: Page, dashboard_url: str, trip: Path
) -> None:
    late: list[Route] = []

    def hold_back(route: Route) -> None:
        late.append(route)

    for part_of_streamlit in ("Selectbox", "DataFrame"):
        page.route(f"**/static/js/{part_of_streamlit}.*", hold_back)
    brought(page, dashboard_url, trip)
    button = page.get_by_role("button", name="Use these columns")
    button.hover()
    page.mouse.down()
    for route in late:
        route.continue_()
    expect(page.locator("[data-testid=stDataFrame] canvas").first).to_be_visible()
    page.mouse.up()
    expect(page.get_by_role("heading", name="Problems")).to_be_visible(timeout=20_000)


@browser_test
def test_nobody_else_sees_it(browser: Browser, dashboard_url: str, trip: Path) -> None:
    for page in new_page(browser):
        used(brought(page, dashboard_url, trip))
        for other in new_page(browser):
            board = opened(other, dashboard_url)
            expect(board.page.locator("h1")).to_have_text("Kim Jong Un’s train to Russia")


@browser_test
def test_it_can_be_taught_and_published(page: Page, dashboard_url: str, tmp_path: Path) -> None:
    path = tmp_path / "trip.csv"
    path.write_text(MENDED, encoding="utf-8")
    used(brought(page, dashboard_url, path))
    page.get_by_role("button", name="Make the page").click()
    with page.expect_download(timeout=120_000) as packed:
        page.get_by_role("button", name="Download the page (ZIP)").click(timeout=110_000)
    with zipfile.ZipFile(io.BytesIO(saved(packed.value))) as archive:
        assert {"index.html", "present.html", "embed.html"} <= set(archive.namelist())
        assert "Prag" in archive.read("index.html").decode()
    page.get_by_role("link", name="Teach").click()
    expect(page.get_by_role("heading", name="Handout")).to_be_visible(timeout=20_000)
    for name, start in (("PDF", b"%PDF"), ("PPTX", b"PK")):
        with page.expect_download(timeout=60_000) as made:
            page.get_by_role("button", name=name).click(timeout=20_000)
            page.get_by_role("button", name=f"Download: {name}").click(timeout=50_000)
        assert saved(made.value).startswith(start)


@browser_test
def test_the_packed_folder_of_a_journey_is_opened_whole(
    page: Page, dashboard_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "journey.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in shipped_journey().iterdir():
            archive.write(file, file.name)
    brought(page, dashboard_url, path)
    expect(page.get_by_text("None. The journey can be shown.")).to_be_visible(timeout=20_000)
    title = read_journey(shipped_journey()).title.original.text
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator("h1")).to_have_text(title, timeout=20_000)


def ours(page: Page) -> list[str]:
    """What axe finds, but for Streamlit's own: as of 1.67, its drop zone has a role and a name."""
    return [each for each in findings(page) if "stFileUploaderDropzone" not in each]


@browser_test
@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing(browser: Browser, screen: str, dashboard_url: str, trip: Path) -> None:
    for page in new_page(browser, **SCREENS[screen]):
        page.goto(f"{dashboard_url}/open")
        expect(page.locator("input[type=file]")).to_have_count(1, timeout=20_000)
        assert ours(page) == []
        page.locator("input[type=file]").set_input_files(trip)
        expect(page.get_by_role("button", name="Use these columns")).to_be_visible(timeout=20_000)
        assert ours(page) == []
        used(page)
        assert ours(page) == []
