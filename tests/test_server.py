"""What the server answers without a Streamlit session: the assets, named with their hash."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from routemap.basemap.tile_store import edition as ground_edition
from routemap.page.assets import asset_name, assets
from routemap.server.loading import JOURNEY_VARIABLE
from routemap.server.routes import routes

if TYPE_CHECKING:
    from pathlib import Path

    import httpx2

TYPES = {
    "svg": "image/svg+xml",
    "js": "text/javascript; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "woff2": "font/woff2",
}

every_asset = pytest.mark.parametrize("name", sorted(assets()))


@pytest.fixture
def server() -> TestClient:
    return TestClient(Starlette(routes=routes()), headers={"Accept-Encoding": "identity"})


def script(server: TestClient, **headers: str) -> httpx2.Response:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return server.get(f"/assets/{asset_name('page.js')}", headers=names)


@every_asset
def test_an_asset_has_its_type_its_hash_and_is_kept_for_good(server: TestClient, name: str) -> None:
    answer = server.get(f"/assets/{name}")
    assert answer.status_code == 200
    _, digest, ending = name.rsplit(".", 2)
    assert answer.headers["content-type"] == TYPES[ending]
    assert sha256(answer.content).hexdigest().startswith(digest)
    assert re.fullmatch(r"[0-9a-f]{12}", digest)
    assert "immutable" in answer.headers["cache-control"]
    assert "max-age=31536000" in answer.headers["cache-control"]
    assert answer.headers["etag"]


@every_asset
def test_gzip_is_sent_to_those_who_take_it_and_is_smaller(server: TestClient, name: str) -> None:
    plain = server.get(f"/assets/{name}")
    packed = server.get(f"/assets/{name}", headers={"Accept-Encoding": "gzip, br"})
    assert packed.content == plain.content  # the client unpacks
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert "content-encoding" not in plain.headers
    if name.endswith(".woff2"):
        assert "content-encoding" not in packed.headers
    else:
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])


def test_who_refuses_gzip_gets_plain_bytes(server: TestClient) -> None:
    answer = script(server, Accept_Encoding="br, gzip;q=0")
    assert "content-encoding" not in answer.headers


def test_who_has_the_asset_is_told_so(server: TestClient) -> None:
    tag = script(server).headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}'):
        again = script(server, If_None_Match=known)
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
        assert "immutable" in again.headers["cache-control"]
    assert script(server, If_None_Match='"other"').status_code == 200


def test_head_gives_the_headers_alone(server: TestClient) -> None:
    address = f"/assets/{asset_name('map.css')}"
    head, got = server.head(address), server.get(address)
    assert head.status_code == 200
    assert head.content == b""
    for name in ("content-type", "content-length", "etag", "cache-control"):
        assert head.headers[name] == got.headers[name]


@pytest.mark.parametrize(
    "path",
    [
        "/assets/page.js",
        "/assets/page.000000000000.js",
        "/assets/",
        "/assets/..%2fserver.py",
        "/assets/fonts/OFL.txt",
    ],
)
def test_what_is_no_asset_is_not_found(server: TestClient, path: str) -> None:
    answer = server.get(path)
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_nothing_can_be_written(server: TestClient) -> None:
    assert server.post(f"/assets/{asset_name('map.css')}").status_code == 405


@pytest.mark.parametrize("base_path", ["maps", "/maps", "maps/", "/maps/"])
def test_assets_live_beneath_the_base_path(base_path: str) -> None:
    server = TestClient(Starlette(routes=routes(base_path)))
    name = asset_name("page.js")
    assert server.get(f"/maps/assets/{name}").status_code == 200
    assert server.get(f"/assets/{name}").status_code == 404


def test_the_name_of_an_unknown_asset_is_refused() -> None:
    with pytest.raises(KeyError):
        asset_name("nothing.js")


# The ground ---------------------------------------------------------------------------------------


def ground(path: str) -> str:
    return f"/ground/{ground_edition()}/{path}"


@pytest.mark.parametrize("path", ["110m/-90_-180.json", "50m/40_120.json", "10m/40_130.json"])
def test_a_tile_is_a_line_of_its_file_gzipped_and_kept_for_good(
    server: TestClient, path: str
) -> None:
    plain, packed = (
        server.get(ground(path), headers={"Accept-Encoding": coding})
        for coding in ("identity", "gzip")
    )
    assert plain.status_code == packed.status_code == 200
    assert plain.headers["content-type"] == "application/json"
    assert path.endswith(f"/{plain.json()['tile']}.json")
    assert packed.content == plain.content
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])
    for answer in (plain, packed):
        assert "immutable" in answer.headers["cache-control"]
        assert "max-age=31536000" in answer.headers["cache-control"]
        assert "accept-encoding" in answer.headers["vary"].lower()


@pytest.mark.parametrize("language", ["en", "ko", "ru"])
def test_names_come_in_each_language(server: TestClient, language: str) -> None:
    answer = server.get(ground(f"names/{language}.json"))
    assert answer.status_code == 200
    assert answer.json()["language"] == language


def test_who_has_the_tile_is_told_so(server: TestClient) -> None:
    tags = {
        server.get(ground(path)).headers["etag"]
        for path in ("50m/40_120.json", "50m/40_130.json", "10m/40_130.json")
    }
    assert len(tags) == 3
    tag = server.get(ground("50m/40_130.json")).headers["etag"]
    again = server.get(ground("50m/40_130.json"), headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert server.head(ground("50m/40_130.json")).headers["etag"] == tag


@pytest.mark.parametrize(
    "path",
    [
        ground("10m/0_-150.json"),  # nothing but sea
        ground("10m/41_130.json"),  # no corner of a tile
        ground("10m/95_130.json"),
        ground("10m/40_130.jsonl"),
        ground("1m/40_130.json"),
        ground("names/it.json"),
        ground("names/../MANIFEST.json"),
        ground("..%2f..%2fserver.py"),
        ground(""),
        "/ground/000000000000/10m/40_130.json",  # of another edition
        "/ground/",
    ],
)
def test_what_is_no_tile_is_not_found(server: TestClient, path: str) -> None:
    answer = server.get(path)
    assert answer.status_code == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_tiles_live_beneath_the_base_path() -> None:
    server = TestClient(Starlette(routes=routes("maps")))
    assert server.get(f"/maps{ground('10m/40_130.json')}").status_code == 200
    assert server.get(ground("10m/40_130.json")).status_code == 404


def test_an_edition_changes_with_the_tables_and_not_with_what_an_editor_lays_beside_them(
    server: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = tmp_path / "locations.csv"
    table.write_text("name,latitude,longitude,arrival\nHere,1,2,2001\n", encoding="utf-8")
    monkeypatch.setenv(JOURNEY_VARIABLE, str(tmp_path))

    def edition() -> str | None:
        told: str | None = server.get("/edition").json()["edition"]
        return told

    first = edition()
    assert first
    (tmp_path / ".~lock.locations.csv#").write_text("somebody", encoding="utf-8")
    assert edition() == first
    table.write_text("name,latitude,longitude,arrival\nElsewhere,1,2,2001\n", encoding="utf-8")
    second = edition()
    assert second not in {first, None}
    table.unlink()
    tmp_path.rename(tmp_path.with_name("gone"))
    assert edition() == second  # files that are being replaced are no reason to load anew
