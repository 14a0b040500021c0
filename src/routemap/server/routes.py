"""The server around Streamlit: our own addresses, the middleware, and how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from types import FrameType

from starlette.middleware import Middleware
from starlette.routing import BaseRoute
from starlette_compress import CompressMiddleware

from routemap.server.data import data_routes
from routemap.server.middleware import (
    THIS_MACHINE,
    AllowedHosts,
    HiddenInternals,
    SameOrigin,
    SecurityHeaders,
    WebSocketSetup,
)
from routemap.server.oembed import oembed_routes
from routemap.server.pages import page_routes
from routemap.server.pictures import picture_routes
from routemap.server.static_files import static_routes
from routemap.server.status import status_routes
from routemap.server.teaching import teaching_routes
from routemap.server.upload_memory import UploadLimit
from routemap.server.worker_pool import close_all

PUBLIC_VARIABLE = "ROUTEMAP_PUBLIC"


def routes(base_path: str = "") -> list[BaseRoute]:
    """Return our own routes. `base_path` is Streamlit's `server.baseUrlPath`, "" at the root."""
    prefix = _prefix(base_path)
    groups = (
        status_routes,
        static_routes,
        page_routes,
        oembed_routes,
        picture_routes,
        data_routes,
        teaching_routes,
    )
    return [route for group in groups for route in group(prefix)]


def middleware(
    hosts: Iterable[str] = (), other_origins: Iterable[str] = (), base_path: str = ""
) -> list[Middleware]:
    """Return the middleware, outermost first.

    Parameters
    ----------
    hosts
        Names of the server, as in Streamlit's `server.allowedHosts`; those of the machine itself
        if there are none.
    other_origins
        Sites beside our own whose pages may open a session, as in Streamlit's
        `server.corsAllowedOrigins` ("https://example.org").
    base_path
        Streamlit's `server.baseUrlPath`, "" at the root.
    """
    prefix = _prefix(base_path)
    names = frozenset(host.strip().lower() for host in hosts) or frozenset(THIS_MACHINE)
    return [
        Middleware(WebSocketSetup),
        Middleware(SecurityHeaders, prefix=prefix, is_public=is_public()),
        Middleware(AllowedHosts, hosts=names),
        Middleware(SameOrigin, other_origins=frozenset(other_origins)),
        Middleware(HiddenInternals, prefix=prefix),
        Middleware(UploadLimit, prefix=prefix),
        # Streamlit sends its front end, 4.6 MB, uncompressed. What is compressed stays as it is.
        Middleware(CompressMiddleware),
    ]


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """Cancel what waits for workers as soon as the server is told to end, and end with them.

    Otherwise it would end only when the last answer has been sent, minutes later.
    """
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            _close_on(number, signal.getsignal(number))
    yield
    await asyncio.to_thread(close_all)  # what was begun at the signal is over only now


def _close_on(
    number: signal.Signals, handler: Callable[[int, FrameType | None], object] | int | None
) -> None:
    def close(number: int, frame: FrameType | None) -> None:
        # In a thread: the signal may have come while this one holds a lock.
        threading.Thread(target=close_all).start()
        if callable(handler):
            handler(number, frame)
        else:
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
            signal.raise_signal(number)

    signal.signal(number, close)


def is_public() -> bool:
    """Tell whether scripts of all sites may read the journey (`serve --public`)."""
    return os.environ.get(PUBLIC_VARIABLE) == "1"


def _prefix(base_path: str) -> str:
    """Return what all addresses begin with, "" or "/maps"."""
    return f"/{base_path.strip('/')}" if base_path.strip("/") else ""
