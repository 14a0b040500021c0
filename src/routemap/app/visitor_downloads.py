"""Files of a visitor's own journey: made on request, kept in the session, at no address."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import NamedTuple

import streamlit as st

from routemap.app.waiting import refusals_shown, waited_with_bar
from routemap.exports.static_site import StaticSite
from routemap.i18n.catalog import translate
from routemap.model.itinerary import Itinerary
from routemap.server.single_flight import Payload


class Packed(NamedTuple):
    """A published folder as an archive, and why pictures are missing in it, each reason once."""

    content: bytes
    refusals: tuple[str, ...]


def zipped_files(files: Mapping[str, bytes]) -> bytes:
    """Return files in an archive (ZIP)."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return output.getvalue()


def packed_page(itinerary: Itinerary, tell: Callable[[float], object]) -> Packed:
    """Return the published folder of a journey in an archive.

    `tell` is called with the share of the pictures that are drawn, from 0 to 1.
    """
    site = StaticSite(itinerary)
    files = dict(site.files(lambda done, total: tell(done / total)))
    return Packed(zipped_files(files), site.refusals)


class OwnFile(NamedTuple):
    """A file that is made on request; `tag` changes with what it is made of."""

    label: str
    name: str
    media_type: str
    key: str
    tag: str

    def kept(self) -> bytes | None:
        """Return the file, None if it has not been made."""
        tag, content = st.session_state.get(f"{self.key}_made", ("", None))
        return content if tag == self.tag else None

    def keep(self, content: bytes) -> None:
        """Keep the file for the session, in place of an earlier one."""
        st.session_state[f"{self.key}_made"] = (self.tag, content)


def offer(file: OwnFile, submit: Callable[[], Future[Payload]], language: str) -> None:
    """Offer to make a file, then the file itself; leaving the page meanwhile cancels it."""
    content = file.kept()
    if content is not None:
        st.download_button(
            f"{translate(language, 'download')}: {file.label}",
            content,
            file.name,
            file.media_type,
            key=f"{file.key}_download",
            on_click="ignore",
        )
    elif st.button(file.label, key=file.key):
        with refusals_shown(language, ValueError):  # such as too many pixels
            key = f"{file.key}_cancel"
            file.keep(waited_with_bar(lambda _: submit(), 1.0, language, key=key).plain)
            st.rerun()
