"""What a page asks for, from whom, and how many bytes come over the wire."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass
class Answer:
    """One answer to a request.

    Attributes
    ----------
    url
        What was asked for.
    wire_bytes
        Bytes that came over the wire, head included.
    body_bytes
        Bytes of the body when it is unpacked.
    """

    url: str
    wire_bytes: float = 0
    body_bytes: float = 0


@dataclass
class Traffic:
    """Everything that a page and its frames asked for, copies of the cache left out.

    Attributes
    ----------
    answers
        By the browser's number of the request.
    socket_bytes
        Bytes that came through websockets.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    socket_bytes: int = 0

    @property
    def hosts(self) -> list[str]:
        """Return every host that was asked, with its port."""
        return sorted({urlsplit(answer.url).netloc for answer in self.answers.values()})

    def part(self, *folders: str) -> list[Answer]:
        """Return the answers from beneath some folders of the server, such as `/assets/`."""
        return [
            answer
            for answer in self.answers.values()
            if urlsplit(answer.url).path.startswith(folders)
        ]


def listen(page: Page) -> Traffic:
    """Listen from now on to what a page and its frames ask for."""
    traffic = Traffic()
    answers = traffic.answers

    def on_request(event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith(("http:", "https:")):  # not `data:` and `blob:`
            answers[event["requestId"]] = Answer(url)

    def on_cache(event: dict[str, Any]) -> None:
        answers.pop(event["requestId"], None)

    def on_body(event: dict[str, Any]) -> None:
        if event["requestId"] in answers:
            answers[event["requestId"]].body_bytes += event["dataLength"]

    def on_end(event: dict[str, Any]) -> None:
        if event["requestId"] in answers:
            answers[event["requestId"]].wire_bytes = event["encodedDataLength"]

    def on_message(event: dict[str, Any]) -> None:
        message = event["response"]
        is_text = message["opcode"] == 1
        payload = message["payloadData"]
        traffic.socket_bytes += len(payload if is_text else base64.b64decode(payload))

    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", on_request)
    session.on("Network.requestServedFromCache", on_cache)
    session.on("Network.dataReceived", on_body)
    session.on("Network.loadingFinished", on_end)
    session.on("Network.webSocketFrameReceived", on_message)
    return traffic
