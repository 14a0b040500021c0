"""Streamlit's options for the dashboard: where to listen, what to hide, which colours."""

from __future__ import annotations

import socket
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.web import cli

from routemap.house_look import screen_palettes
from routemap.look import FONT_STACK
from routemap.model.house_style import PLAIN_STYLE, HouseStyle
from routemap.server.middleware import THIS_MACHINE
from routemap.server.routes import lifespan, middleware, routes
from routemap.tables.limits import LARGEST_MB

# Of one message to the browser: the map of 50,000 stops takes a third.
_LARGEST_PAGE_MB = 64
_EVERY_INTERFACE = {"0.0.0.0", "::"}  # noqa: S104  named so that it can be told apart


Option = str | bool | int | list[str]


def streamlit_options(
    host: str = "localhost",
    hosts: Sequence[str] = (),
    base_path: str = "",
    style: HouseStyle = PLAIN_STYLE,
) -> dict[str, Option]:
    """Return Streamlit's options by name, as in ``.streamlit/config.toml``.

    Parameters
    ----------
    host
        Name or address to listen on. The default accepts this machine only.
    hosts
        Names that visitors use, beside those of this machine and `host`.
    base_path
        What all addresses begin with, such as "maps/trip"; "" at the root.
    style
        The house style, whose colours Streamlit's own fields take.
    """
    return {
        "server.address": host,
        "server.allowedHosts": list(dict.fromkeys([*THIS_MACHINE, *_own_names(host), *hosts])),
        "server.baseUrlPath": base_path,
        "server.showEmailPrompt": False,
        # Otherwise it writes into the folder it was started in on request.
        "server.headless": True,
        "server.maxUploadSize": LARGEST_MB,  # Streamlit's own limit is ten times that
        "server.maxMessageSize": _LARGEST_PAGE_MB,
        # It would search all modules in each session, whenever anything new is imported, and block
        # all answers meanwhile.
        "server.fileWatcherType": "none",
        "browser.serverAddress": _address_for_visitors(host),
        "browser.gatherUsageStats": False,
        "client.toolbarMode": "minimal",
        "client.showErrorDetails": "none",  # a stack trace is for the log
        # Collecting garbage after each run would be most of the cost of a step.
        "runner.postScriptGC": False,
        "theme.font": FONT_STACK,
        **_theme_options(style),
    }


def run_dashboard(options: Mapping[str, Option]) -> None:
    """Serve the dashboard with these options of Streamlit until it is interrupted."""
    flags = [
        f"--{name}={value}"
        for name, values in options.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    app = Path(__file__).with_name("app.py")
    cli.main(["run", str(app), *flags], prog_name="streamlit", standalone_mode=False)


def server_parts() -> dict[str, Any]:
    """Return the arguments of `st.App` beside its page: routes, middleware and lifespan."""
    base_path = st.get_option("server.baseUrlPath")
    hosts, origins = (
        st.get_option(f"server.{name}") for name in ("allowedHosts", "corsAllowedOrigins")
    )
    return {
        "routes": routes(base_path),
        "middleware": middleware(hosts, origins, base_path),
        "lifespan": lifespan,
    }


def _own_names(host: str) -> list[str]:
    """Return the names that visitors use for a server that listens on `host`."""
    if host in _EVERY_INTERFACE:
        return [socket.gethostname().lower()]
    return [host.lower()]


def _address_for_visitors(host: str) -> str:
    """Return what visitors type for `host`.

    Streamlit asks an outside host for the machine's address when this is not set.
    """
    if host in _EVERY_INTERFACE:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _theme_options(style: HouseStyle) -> dict[str, Option]:
    options: dict[str, Option] = {}
    for name, look in zip(("light", "dark"), screen_palettes(style), strict=True):
        options |= {
            f"theme.{name}.primaryColor": look.accent,
            f"theme.{name}.backgroundColor": look.page,
            f"theme.{name}.secondaryBackgroundColor": look.land,
            f"theme.{name}.textColor": look.text,
            f"theme.{name}.borderColor": look.hairline,
            f"theme.{name}.linkColor": look.second_text,
            f"theme.{name}.linkUnderline": True,
        }
    return options
