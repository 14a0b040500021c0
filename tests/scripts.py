"""Our scripts' modules in a page of a real browser, which loads them as they stand in js/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from browser import CHECKOUT

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

FOLDER = CHECKOUT / "src/routemap/page/js"
_HOST = "http://scripts.test/"
_IMPORT = """async (names) => {
  const modules = await Promise.all(names.map((name) => import(`/${name}.js`)));
  window.routemap = Object.assign({}, ...modules);
}"""


def import_modules(page: Page, *names: str) -> None:
    """Open an empty page and make what the modules export known there as `routemap`."""
    page.route(f"{_HOST}**", _answer)
    page.goto(_HOST)
    page.evaluate(_IMPORT, list(names))


def _answer(intercepted: Route) -> None:
    name = intercepted.request.url.removeprefix(_HOST)
    if name:
        intercepted.fulfill(path=FOLDER / name, content_type="text/javascript")
    else:
        intercepted.fulfill(body="<!doctype html>", content_type="text/html")
