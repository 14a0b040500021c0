"""The apps that are compared, each started as anyone would start it."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from browser import serving
from measuring import CHECKOUT

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from browser import Server

_PEERS = CHECKOUT / "benchmarks" / "peers"
# Else Streamlit hears every interface and asks outside hosts.
_OPTIONS = (
    "--server.port=0",
    "--server.headless=true",
    "--server.address=localhost",
    "--browser.serverAddress=localhost",
    "--browser.gatherUsageStats=false",
    "--server.fileWatcherType=none",  # as those who serve have it: the code does not change
)


@dataclass(frozen=True)
class App:
    """An app to measure.

    Attributes
    ----------
    name
        What the report calls it.
    script
        What `streamlit run` is given, relative to the checkout.
    map_frame
        Selector of the frame that holds the map.
    route
        Selector of what is in that frame when stops and legs are drawn.
    complete
        Selector of what is in that frame when nothing of the map is missing.
    story
        Selector of the heading of the story: the words of the moment.
    """

    name: str
    script: str
    map_frame: str
    route: str
    complete: str
    story: str

    def start(self) -> AbstractContextManager[Server]:
        """Serve the app on a free port while the context lasts."""
        command = [sys.executable, "-m", "streamlit", "run", str(CHECKOUT / self.script)]
        return serving([*command, *_OPTIONS])


# Selector of the words of the moment, on the map of each app.
MAP_DATE = ".map-date"
# Selector of the date slider of each app.
SLIDER = ".st-key-moment input[type=range]"

OURS = App(
    name="routemap",
    script="dashboard.py",
    map_frame=".st-key-map iframe",
    route=".stop-disc",
    complete=".ground-canvas[data-complete]",
    story=".story-date",
)


def _peer(name: str, script: str) -> App:
    frame = "iframe[title='streamlit_folium.st_folium']"
    path = (_PEERS / script).relative_to(CHECKOUT)
    return App(name, str(path), frame, MAP_DATE, MAP_DATE, ".st-key-story h2")


REBUILD = _peer("map rebuilt at each step", "serve_rebuild.py")
FEATURE_GROUP = _peer("feature_group_to_add", "serve_feature_group.py")
