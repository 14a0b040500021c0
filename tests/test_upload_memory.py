"""Files that visitors send are kept while there is room; Streamlit itself would keep them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from routemap.server.upload_memory import UploadLimit

if TYPE_CHECKING:
    from starlette.requests import Request

ADDRESS = "/maps/_stcore/upload_file/session"


@pytest.fixture
def kept() -> dict[str, int]:
    """What the server has: bytes of a file, by its name."""
    return {}


@pytest.fixture
def client(kept: dict[str, int]) -> TestClient:
    async def put(request: Request) -> Response:
        body = await request.body()
        if request.headers.get("x-xsrftoken") != "ours":
            return Response(status_code=403)
        kept[request.path_params["name"]] = len(body)
        return Response(status_code=204)

    async def delete(request: Request) -> Response:
        if request.headers.get("x-xsrftoken") != "ours":
            return Response(status_code=403)
        kept.pop(request.path_params["name"], None)
        return Response(status_code=204)

    path = f"{ADDRESS}/{{name}}"
    routes = [Route(path, put, methods=["PUT"]), Route(path, delete, methods=["DELETE"])]
    app = UploadLimit(Starlette(routes=routes), prefix="/maps", capacity_bytes=100)
    return TestClient(app, headers={"x-xsrftoken": "ours"})


def test_the_oldest_go_when_there_is_no_more_room(client: TestClient, kept: dict[str, int]) -> None:
    for number in range(6):
        assert client.put(f"{ADDRESS}/{number}", content=bytes(30)).status_code == 204
    assert kept == {"3": 30, "4": 30, "5": 30}


def test_the_last_stays_however_large(client: TestClient, kept: dict[str, int]) -> None:
    client.put(f"{ADDRESS}/a", content=bytes(30))
    client.put(f"{ADDRESS}/b", content=bytes(500))
    assert kept == {"b": 500}


def test_what_was_refused_takes_nobodys_room(client: TestClient, kept: dict[str, int]) -> None:
    client.put(f"{ADDRESS}/a", content=bytes(30))
    other = {"x-xsrftoken": "theirs"}
    assert client.put(f"{ADDRESS}/b", content=bytes(500), headers=other).status_code == 403
    assert kept == {"a": 30}


def test_a_file_sent_again_counts_once(client: TestClient, kept: dict[str, int]) -> None:
    for _ in range(5):
        client.put(f"{ADDRESS}/a", content=bytes(40))
    client.put(f"{ADDRESS}/b", content=bytes(40))
    assert kept == {"a": 40, "b": 40}
