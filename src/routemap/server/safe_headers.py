"""What every answer says for safety, Streamlit's own included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from routemap.page.embedding import SCRIPT

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
_POLICY = "Content-Security-Policy"
# Streamlit's page needs scripts within, so this only says who may frame it.
_OTHERWISE = "frame-ancestors 'self'"
# Data and pictures: what a public journey gives to the scripts of all sites.
_GIVEN = re.compile(r"/((map|journey|handout|slides|film)\..*|oembed)")
_FOR_EVERY_SITE = {"Access-Control-Allow-Origin": "*"}
# Holds nothing of the journey; where a page is shown on other sites, it tells its height there.
_EMBED_SCRIPT = f"/{SCRIPT}"
# A draft: no page of another site may even show its pictures or run its scripts.
_FOR_US_ALONE = {"Cross-Origin-Resource-Policy": "same-origin"}


@dataclass(frozen=True)
class SafeHeaders:
    """Middleware that adds headers for safety; an answer's own policy stays as it is.

    Parameters
    ----------
    app
        What is asked next.
    prefix
        What all addresses begin with, "" or "/maps".
    is_public
        Whether the scripts of all sites may read data and pictures. If not, a page of another site
        that is open in the same browser learns nothing of the journey.
    """

    app: ASGIApp
    prefix: str = ""
    is_public: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(_ALWAYS | self._who_may_read(scope["path"]))
                headers.setdefault(_POLICY, _OTHERWISE)
            await send(message)

        await self.app(scope, receive, send_safely)

    def _who_may_read(self, path: str) -> dict[str, str]:
        asked = path.removeprefix(self.prefix)
        if not self.is_public:
            return {} if asked == _EMBED_SCRIPT else _FOR_US_ALONE
        is_given = _GIVEN.fullmatch(asked)
        return _FOR_EVERY_SITE if is_given else {}
