"""A viewer without a browser: Streamlit's websocket, spoken to as its front end does.

The messages are those of `streamlit.proto`; a step is the slider's, as the front end sends it when
an arrow key was pressed.
"""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

_LIMIT_SECONDS = 120.0
_XSRF = "_streamlit_xsrf"


@dataclass
class Session:
    """One open page.

    Attributes
    ----------
    address
        Of the app, as a browser is given it.
    page
        Of the app's pages, "" for the first.
    exceptions
        What the app showed as an error.
    """

    address: str
    page: str = ""
    exceptions: list[str] = field(default_factory=list)
    _id: str = ""
    _uploader: str = ""
    _slider: str = ""
    _fragment: str = ""
    _place: int = 0
    _options: list[str] = field(default_factory=list)
    _seen: dict[str, ForwardMsg] = field(default_factory=dict)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Self]:
        """Open the page, and give it when it is whole."""
        server = self.address.rstrip("/")
        async with connect(
            f"{server.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a name like any other
            origin=server,  # type: ignore[arg-type]
            max_size=None,
        ) as self._socket:
            await self._run(BackMsg())
            yield self

    async def step(self) -> float:
        """Go one moment on, from the last to the first; return how many seconds it took."""
        if not self._slider:
            raise LookupError(f"{self.address} has no slider")
        self._place = (self._place + 1) % len(self._options)
        message = BackMsg()
        message.rerun_script.fragment_id = self._fragment
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._slider
        state.string_array_value.data.append(self._options[self._place])
        return await self._run(message)

    async def step_until(self, end: float, pause: float, times_ms: list[float]) -> None:
        """Step until a time of the clock, with a pause from one step to the next."""
        # Readers do not step in time with each other.
        await asyncio.sleep(random.uniform(0, pause))  # noqa: S311
        while time.perf_counter() < end:
            try:
                seconds = await self.step()
            except (OSError, TimeoutError) as error:
                self.exceptions.append(f"step: {error!r}")
                return
            times_ms.append(seconds * 1000)
            await asyncio.sleep(max(0.0, pause - seconds))

    async def upload(self, name: str, content: bytes) -> float:
        """Upload a file to the page; return how many seconds the page took to answer."""
        message = BackMsg()
        request = message.file_urls_request
        request.request_id = request.session_id = self._id
        request.file_names.append(name)
        await self._send(message)
        while (answer := await self._next()).WhichOneof("type") != "file_urls_response":
            pass
        urls = answer.file_urls_response.file_urls[0]
        async with httpx2.AsyncClient(base_url=self.address, timeout=_LIMIT_SECONDS) as client:
            await client.get("/_stcore/health")  # brings the token
            headers = {"X-Xsrftoken": client.cookies.get(_XSRF, "")}
            sent = await client.put(
                urls.upload_url, files={"file": (name, content)}, headers=headers
            )
            sent.raise_for_status()
        message = BackMsg()
        state = message.rerun_script.widget_states.widgets.add()
        state.id = self._uploader
        file = state.file_uploader_state_value.uploaded_file_info.add()
        file.name, file.size, file.file_id = name, len(content), urls.file_id
        file.file_urls.CopyFrom(urls)
        return await self._run(message)

    async def _run(self, message: BackMsg) -> float:
        """Have the script run; return how many seconds it took."""
        start = time.perf_counter()
        message.rerun_script.page_name = self.page
        await self._send(message)
        async with asyncio.timeout(_LIMIT_SECONDS):
            while not self._is_over(await self._next()):
                pass
        return time.perf_counter() - start

    def _is_over(self, message: ForwardMsg) -> bool:
        if message.WhichOneof("type") == "ref_hash":
            message = self._seen.get(message.ref_hash, message)
        elif message.hash:
            self._seen[message.hash] = message
        self._id = message.new_session.initialize.session_id or self._id
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            self.exceptions.append(element.exception.message)
        elif kind == "file_uploader":
            self._uploader = element.file_uploader.id
        elif kind == "slider":
            self._slider, self._fragment = element.slider.id, message.delta.fragment_id
            self._options = list(element.slider.options)
        return (
            message.WhichOneof("type") == "script_finished"
            and message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
        )

    async def _send(self, message: BackMsg) -> None:
        await self._socket.send(message.SerializeToString())

    async def _next(self) -> ForwardMsg:
        return ForwardMsg.FromString(await self._socket.recv())
