"""A server on this machine that speaks Nominatim's protocol, and can fail as it does."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW_S = 3.0


def place(name: str, latitude: float, longitude: float, country: str = "ru") -> dict[str, Any]:
    """A place as Nominatim's format `json` has it: https://nominatim.org/release-docs/latest/."""
    return {
        "place_id": 1,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0",
        "osm_type": "node",
        "osm_id": 4711,
        "lat": str(latitude),
        "lon": str(longitude),
        "class": "place",
        "type": "hamlet",
        "addresstype": "hamlet",
        "name": name,
        "display_name": f"{name}, somewhere",
        "address": {"country_code": country},
    }


@dataclass
class Stub:
    """What the server answers, and what it has been asked."""

    places: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    status: int = 200
    body: bytes | None = None
    is_slow: bool = False
    queries: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    address: str = ""

    @property
    def asked(self) -> list[str]:
        return [query["q"] for query in self.queries]


@contextmanager
def nominatim() -> Iterator[Stub]:
    """Serve until the block ends."""
    stub = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = {name: each[0] for name, each in parse_qs(urlsplit(self.path).query).items()}
            stub.queries.append(query)
            stub.agents.append(self.headers["User-Agent"])
            stub.times.append(time.monotonic())
            if stub.is_slow:
                time.sleep(SLOW_S)
            found = stub.places.get(query["q"], [])
            body = json.dumps(found).encode() if stub.body is None else stub.body
            self.send_response(stub.status)
            self.send_header("Content-Type", "application/json")
            if stub.status == 429:
                self.send_header("Retry-After", "60")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stub.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            server.shutdown()
            thread.join()
