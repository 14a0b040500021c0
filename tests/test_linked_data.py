"""What a page tells search engines and sites that show links, as a library reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import extruct
import pytest

from routemap.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

BASE = "https://example.org/trip/"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("linked") / "site"
    assert main(["publish", "-o", str(site), "--base-url", BASE.rstrip("/")]) == 0
    return site


def read(page: Path) -> dict[str, Any]:
    found: dict[str, Any] = extruct.extract(
        page.read_text(encoding="utf-8"),
        base_url=BASE,
        syntaxes=["json-ld", "opengraph"],
        uniform=True,
    )
    return found


def test_events_have_dates_and_places_and_nothing_vague_is_made_exact(folder: Path) -> None:
    (told,) = read(folder / "index.html")["json-ld"]
    assert told["@type"] == "Map"
    assert told["url"] == f"{BASE}index.html"
    events = {event["name"]: event for event in told["about"]}
    assert events["Kim and Putin meet"]["startDate"] == "2023-09-13"
    assert events["Kim and Putin meet"]["location"]["name"] == "Vostochny Cosmodrome"
    assert events["Kim and Putin meet"]["location"]["geo"]["latitude"] == 51.884395
    assert "Kim sets out" not in events  # only "by 10 September"
    assert "Guesses about a bargain" not in events  # a guess
    assert all(len(event["startDate"]) == 10 for event in events.values())
    assert told["temporalCoverage"] == "2023-09-10/2023-09-15"


def test_shared_links_have_title_picture_and_address(folder: Path) -> None:
    (card,) = read(folder / "index.ko.html")["opengraph"]
    assert card["og:title"] == "김정은의 러시아행 열차"
    assert card["og:url"] == f"{BASE}index.ko.html"
    picture = card["og:image"]
    assert picture.startswith(BASE)
    assert (folder / picture.removeprefix(BASE)).is_file()
    assert card["og:image:width"] == "1200"
    assert card["og:image:alt"]


def test_each_language_names_the_others_and_one_address_stands_for_all_modes(folder: Path) -> None:
    for name in ("index.html", "present.html", "embed.html"):
        page = (folder / name).read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{BASE}index.html">' in page
        for language in ("en", "ko", "ru"):
            assert f'hreflang="{language}"' in page


def test_without_an_address_nothing_is_claimed_of_one(published: Path) -> None:
    page = (published / "index.html").read_text(encoding="utf-8")
    assert "canonical" not in page
    assert "og:image" not in page
    (told,) = read(published / "index.html")["json-ld"]
    assert "url" not in told


def test_words_of_tables_do_not_end_the_script(tmp_path: Path) -> None:
    table = tmp_path / "locations.csv"
    name = "</script><b>&amp;"
    table.write_text(f"name,latitude,longitude,arrival\n{name},1,2,2023\n", encoding="utf-8")
    assert main(["publish", str(table), "-o", str(tmp_path / "site")]) == 0
    (told,) = read(tmp_path / "site" / "index.html")["json-ld"]
    assert told["spatialCoverage"][0]["name"] == name
