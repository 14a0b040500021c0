"""A small server of files, the same for all static pages: each is compressed once and kept."""

from __future__ import annotations

import functools
import gzip
import mimetypes
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_COMPRESSED = {".html", ".js", ".css", ".json", ".svg"}


@functools.cache
def _answer(path: Path) -> tuple[bytes, dict[str, str]] | None:
    if not path.is_file():
        return None
    body = path.read_bytes()
    headers = {"Content-Type": mimetypes.guess_type(path.name)[0] or "application/octet-stream"}
    if path.suffix in _COMPRESSED:
        body = gzip.compress(body)
        headers["Content-Encoding"] = "gzip"
    return body, headers


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # a connection is kept, as all servers do today

    def __init__(self, *arguments: object, folder: Path) -> None:
        self.folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = self.folder / unquote(urlsplit(self.path).path).lstrip("/")
        found = _answer(path / "index.html" if path.is_dir() else path)
        body, headers = found or (b"", {})
        self.send_response(200 if found else 404)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the report clean."""


@contextmanager
def handed_out(folder: Path) -> Iterator[str]:
    """Serve a folder; give its address."""
    handler = functools.partial(_Handler, folder=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
