"""A visitor without a browser who brings a file to the Open page, as Streamlit's front end does."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

import httpx2
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

_LIMIT_SECONDS = 120.0
_XSRF = "_streamlit_xsrf"


async def bring(address: str, name: str, content: bytes) -> float:
    """Open the page, bring the file and return how many seconds its answer took."""
    server = address.rstrip("/")
    async with (
        asyncio.timeout(_LIMIT_SECONDS),
        httpx2.AsyncClient(base_url=server, timeout=_LIMIT_SECONDS) as asking,
        connect(
            f"{server.replace('http', 'ws', 1)}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]  # a name like any other
            origin=server,  # type: ignore[arg-type]
            max_size=None,
        ) as socket,
    ):
        asked = BackMsg()
        asked.rerun_script.page_name = "open"
        await socket.send(asked.SerializeToString())
        session, uploader = await _opened(socket)
        place = await _place(socket, session, name)
        await asking.get("/_stcore/health")  # brings the token
        sent = await asking.put(
            place.upload_url,
            files={"file": (name, content)},
            headers={"X-Xsrftoken": asking.cookies.get(_XSRF, "")},
        )
        sent.raise_for_status()
        brought = asked.rerun_script.widget_states.widgets.add()
        brought.id = uploader
        file = brought.file_uploader_state_value.uploaded_file_info.add()
        file.name, file.size, file.file_id = name, len(content), place.file_id
        file.file_urls.CopyFrom(place)
        begun = time.perf_counter()
        await socket.send(asked.SerializeToString())
        while not _is_whole(await _next(socket)):
            pass
        return time.perf_counter() - begun


async def _opened(socket: ClientConnection) -> tuple[str, str]:
    """Return the session's id and that of the place to drop a file, once the page is whole."""
    session = uploader = ""
    while True:
        told = await _next(socket)
        session = told.new_session.initialize.session_id or session
        uploader = told.delta.new_element.file_uploader.id or uploader
        if _is_whole(told):
            return session, uploader


async def _place(socket: ClientConnection, session: str, name: str):  # noqa: ANN202  a message
    asked = BackMsg()
    asked.file_urls_request.request_id = asked.file_urls_request.session_id = session
    asked.file_urls_request.file_names.append(name)
    await socket.send(asked.SerializeToString())
    while True:
        told = await _next(socket)
        if told.WhichOneof("type") == "file_urls_response":
            return told.file_urls_response.file_urls[0]


def _is_whole(told: ForwardMsg) -> bool:
    return (
        told.WhichOneof("type") == "script_finished"
        and told.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
    )


async def _next(socket: ClientConnection) -> ForwardMsg:
    return ForwardMsg.FromString(await socket.recv())
