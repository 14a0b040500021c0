"""What holds for the whole journey, as fields: title, language and credit of journey.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st
import tomli_w

from routemap.app import visitor_journey
from routemap.app.widgets import show_note, show_text
from routemap.i18n.catalog import translate
from routemap.tables.limits import LONGEST_NAME
from routemap.tables.schema import DEFAULT_LANGUAGE, JOURNEY

FIELDS = ("title", "subtitle", "language", "credit", "licence")
_KEY = "open_field_"


def show_fields(language: str) -> None:
    """Show the fields; a change is written into journey.toml at once."""
    try:
        entries = _entries(visitor_journey.files().get(JOURNEY.file, b""))
    except ValueError:
        show_note(translate(language, "open_fields_broken", file=JOURNEY.file))
        return
    placeholders = {"title": visitor_journey.name(), "language": DEFAULT_LANGUAGE}
    with st.container(key="open_fields", horizontal=True):
        for name in FIELDS:
            key = _KEY + name
            st.session_state[key] = str(entries.get(name, ""))
            st.text_input(
                translate(language, f"open_field_{name}"),
                key=key,
                max_chars=LONGEST_NAME,
                placeholder=placeholders.get(name),
                on_change=partial(_write, name),
            )
    if "language" not in entries:
        show_text(translate(language, "open_language_unsaid"), is_fine=True)


def with_entry(content: bytes, name: str, value: str) -> bytes:
    """Return journey.toml with an entry set, or without it if the value is blank.

    Where the entry stands on a line of its own, only that line changes: comments stay.

    Raises
    ------
    ValueError
        If the file is no TOML.
    """
    entries = _entries(content)
    wanted = {key: each for key, each in entries.items() if key != name}
    wanted = {name: value, **wanted} if value else wanted
    line = tomli_w.dumps({name: value}) if value else ""
    text = content.decode("utf-8-sig")
    own_line = re.compile(rf"^{re.escape(name)}[ \t]*=[^\n]*\n?", re.MULTILINE)
    changed = own_line.sub(lambda _: line, text, count=1) if name in entries else line + text
    return (changed if _is(changed, wanted) else tomli_w.dumps(wanted)).encode()


def titled(files: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """Return a journey's files with this title, unless they say anything of the whole journey."""
    if JOURNEY.file in files or not title:
        return dict(files)
    return {JOURNEY.file: with_entry(b"", "title", title), **files}


def _entries(content: bytes) -> dict[str, Any]:
    return tomllib.loads(content.decode("utf-8-sig"))


def _is(text: str, wanted: Mapping[str, object]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _write(name: str) -> None:
    value = str(st.session_state[_KEY + name]).strip()
    before = visitor_journey.files().get(JOURNEY.file, b"")
    visitor_journey.change_file(JOURNEY.file, with_entry(before, name, value))
