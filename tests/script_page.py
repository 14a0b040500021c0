"""The page as Streamlit's script makes it, without a browser: how to open it and read it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from browser import CHECKOUT
from routemap.server.loading import JOURNEY_VARIABLE
from shown_words import Shown

if TYPE_CHECKING:
    import pytest
    from streamlit.testing.v1.element_tree import Element

PAGE_SCRIPT = CHECKOUT / "src/routemap/app/page.py"
JOURNEYS = Path(__file__).parent / "journeys"
SCRIPT_SECONDS = 60  # on a busy machine; a run takes a part of a second

Opener = "Callable[..., AppTest]"


def opened_script(
    environment: pytest.MonkeyPatch, journey: Path | str = "", *, locale: str = "", **query: str
) -> AppTest:
    """Open the page with a journey (the shipped one if none is named) and an address."""
    app = AppTest.from_file(PAGE_SCRIPT, default_timeout=SCRIPT_SECONDS)
    app.context["locale"] = locale or None
    return _opened(app, environment, journey, query)


def opened_pictures(
    environment: pytest.MonkeyPatch, journey: Path | str = "", **query: str
) -> AppTest:
    """Open the Pictures page; `AppTest` reaches only the first page through the page's script."""
    app = AppTest.from_function(_pictures, default_timeout=SCRIPT_SECONDS)
    return _opened(app, environment, journey, query)


def _pictures() -> None:
    from routemap.app.pictures_page import show_pictures  # noqa: PLC0415  its whole script

    show_pictures()


def opened_teaching(
    environment: pytest.MonkeyPatch, journey: Path | str = "", **query: str
) -> AppTest:
    """Open the Teach page, as the Pictures page is."""
    app = AppTest.from_function(_teaching, default_timeout=SCRIPT_SECONDS)
    return _opened(app, environment, journey, query)


def _teaching() -> None:
    from routemap.app.teach_page import show_teaching  # noqa: PLC0415  its whole script

    show_teaching()


def opened_opening(
    environment: pytest.MonkeyPatch, journey: Path | str = "", **query: str
) -> AppTest:
    """Open the Open page, as the Pictures page is."""
    app = AppTest.from_function(_opening, default_timeout=SCRIPT_SECONDS)
    return _opened(app, environment, journey, query)


def _opening() -> None:
    from routemap.app.open_page import show_opening  # noqa: PLC0415  its whole script

    show_opening()


def _opened(
    app: AppTest, environment: pytest.MonkeyPatch, journey: Path | str, query: dict[str, str]
) -> AppTest:
    if journey:
        environment.setenv(JOURNEY_VARIABLE, str(JOURNEYS / journey))
    else:
        environment.delenv(JOURNEY_VARIABLE, raising=False)
    app.query_params.update(query)
    return ran(app)


FAULT = "A fault in routemap"
"""How the sentence begins that the Open page shows instead of a stack trace."""


def ran(app_or_widget: AppTest | Element, *, may_fail: bool = False) -> AppTest:
    app: AppTest = app_or_widget.run()
    assert not app.exception
    assert may_fail or not any(note.startswith(FAULT) for note in notes(app))
    return app


def bodies(app: AppTest) -> list[str]:
    found = [element.proto.body for element in app.get("html")]  # type: ignore[attr-defined]
    return [body for body in found if not body.startswith("<style")]


def part(app: AppTest, start: str) -> Shown:
    """The piece of HTML that starts with this."""
    (body,) = [body for body in bodies(app) if body.lstrip().startswith(start)]
    return Shown(body)


def notes(app: AppTest) -> list[str]:
    """The notes on the address."""
    return [Shown(body).text for body in bodies(app) if body.startswith('<p class="note"')]


def story(app: AppTest) -> str:
    return part(app, '<article class="story"').text


def announcement(app: AppTest) -> str:
    return part(app, "<p>").text


def shown(app: AppTest) -> Shown:
    return Shown("".join(bodies(app)))


def moment(app: AppTest) -> str:
    return str(app.select_slider(key="moment").value)


def can_press(app: AppTest) -> dict[str, bool]:
    return {str(button.key): not button.disabled for button in app.button}


def address(app: AppTest) -> dict[str, str]:
    return {name: "".join(value) for name, value in app.query_params.items()}
