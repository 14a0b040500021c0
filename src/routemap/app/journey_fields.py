"""What holds for the whole journey, as fields: title, language, credit, ground of journey.toml."""

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
from routemap.model.map_settings import Borders, GroundPart, MapSettings
from routemap.tables.limits import LONGEST_NAME
from routemap.tables.schema import DEFAULT_LANGUAGE, JOURNEY

FIELDS = ("title", "subtitle", "language", "credit", "licence")
_KEY = "open_field_"
_MAP = "map"


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
    _show_ground(_section(entries), language)


def _show_ground(said: Mapping[str, Any], language: str) -> None:
    """Show for each part of the ground whether it is drawn."""
    borders = Borders.NONE if said.get(GroundPart.BORDERS) == Borders.NONE else None
    countries, towns, rivers = (
        flag if isinstance(flag := said.get(part), bool) else None
        for part in (GroundPart.COUNTRIES, GroundPart.TOWNS, GroundPart.RIVERS)
    )
    left_out = MapSettings(borders, countries, towns, rivers).left_out
    show_text(translate(language, "open_ground"), is_fine=True)
    with st.container(key="open_ground", horizontal=True):
        for part in GroundPart:
            key = _KEY + part
            st.session_state[key] = part not in left_out
            words = translate(language, f"part_{part}")
            st.checkbox(words, key=key, on_change=partial(_write_ground, part))


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


def with_map_entry(content: bytes, name: str, value: object) -> bytes:
    """Return journey.toml with an entry of its section ``[map]`` set, comments as they were.

    Raises
    ------
    ValueError
        If the file is no TOML.
    """
    entries = _entries(content)
    section = _section(entries)
    wanted = {**entries, _MAP: {**section, name: value}}
    line = tomli_w.dumps({name: value})
    text = content.decode("utf-8-sig")
    if name in section:
        own_line = re.compile(rf"^[ \t]*{re.escape(name)}[ \t]*=[^\n]*\n?", re.MULTILINE)
        changed = own_line.sub(lambda _: line, text, count=1)
    elif _MAP in entries:
        header = re.compile(r"^[ \t]*\[map\][^\n]*\n", re.MULTILINE)
        changed = header.sub(lambda found: found[0] + line, text, count=1)
    else:
        changed = f"{text.rstrip()}\n\n[{_MAP}]\n{line}".lstrip()
    return (changed if _is(changed, wanted) else tomli_w.dumps(wanted)).encode()


def titled(files: Mapping[str, bytes], title: str) -> dict[str, bytes]:
    """Return a journey's files with this title, unless they say anything of the whole journey."""
    if JOURNEY.file in files or not title:
        return dict(files)
    return {JOURNEY.file: with_entry(b"", "title", title), **files}


def _entries(content: bytes) -> dict[str, Any]:
    return tomllib.loads(content.decode("utf-8-sig"))


def _section(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the section ``[map]`` says."""
    found = entries.get(_MAP)
    return found if isinstance(found, dict) else {}


def _is(text: str, wanted: Mapping[str, object]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False


def _write(name: str) -> None:
    value = str(st.session_state[_KEY + name]).strip()
    before = visitor_journey.files().get(JOURNEY.file, b"")
    visitor_journey.change_file(JOURNEY.file, with_entry(before, name, value))


def _write_ground(part: GroundPart) -> None:
    is_shown = bool(st.session_state[_KEY + part])
    value: str | bool = is_shown
    if part is GroundPart.BORDERS:
        value = Borders.TODAY.value if is_shown else Borders.NONE.value
    before = visitor_journey.files().get(JOURNEY.file, b"")
    visitor_journey.change_file(JOURNEY.file, with_map_entry(before, part.value, value))
