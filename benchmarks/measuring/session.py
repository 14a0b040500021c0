"""A viewer without a browser: Streamlit's websocket, spoken to as its front end does.

The messages are those of `streamlit.proto`; a step is the slider's, as the front end sends it when
an arrow key was pressed.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

if TYPE_CHECKING:
    from types import TracebackType

    from websockets.asyncio.client import ClientConnection

_LIMIT_SECONDS = 60.0


@dataclass
class Session:
    """One open page.

    Attributes
    ----------
    address
        Of the app, as a browser is given it.
    exceptions
        What the app showed as an error, or said where none was expected.
    """

    address: str
    exceptions: list[str] = field(default_factory=list)
    _slider: str = ""
    _fragment: str = ""
    _place: int = 0
    _options: list[str] = field(default_factory=list)
    _sent: dict[str, ForwardMsg] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        """Open the page and wait until it is whole."""
        server = self.address.replace("http", "ws", 1).rstrip("/")
        self._socket: ClientConnection = await connect(
            f"{server}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a name like any other
            origin=self.address.rstrip("/"),  # type: ignore[arg-type]
            max_size=None,
        )
        await self._run(fragment="")
        if not self._slider:
            raise LookupError(f"{self.address} has no slider")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the page."""
        await self._socket.close()

    async def step(self) -> float:
        """Go one moment on, from the last to the first; return how many seconds it took."""
        self._place = (self._place + 1) % len(self._options)
        start = time.perf_counter()
        await self._run(self._fragment)
        return time.perf_counter() - start

    async def _run(self, fragment: str) -> None:
        asked = BackMsg()
        asked.rerun_script.fragment_id = fragment
        if self._slider:
            state = asked.rerun_script.widget_states.widgets.add()
            state.id = self._slider
            state.string_array_value.data.append(self._options[self._place])
        await self._socket.send(asked.SerializeToString())
        async with asyncio.timeout(_LIMIT_SECONDS):
            while not self._is_over(ForwardMsg.FromString(await self._socket.recv())):
                pass

    def _is_over(self, told: ForwardMsg) -> bool:
        if told.WhichOneof("type") == "ref_hash":
            told = self._sent.get(told.ref_hash, told)
        elif told.hash:
            self._sent[told.hash] = told
        if told.WhichOneof("type") == "delta" and told.delta.WhichOneof("type") == "new_element":
            self._look_at(told)
        return told.WhichOneof("type") == "script_finished"

    def _look_at(self, told: ForwardMsg) -> None:
        element = told.delta.new_element
        if element.WhichOneof("type") == "exception":
            self.exceptions.append(element.exception.message)
        if element.WhichOneof("type") == "slider":
            self._slider, self._fragment = element.slider.id, told.delta.fragment_id
            self._options = list(element.slider.options)
