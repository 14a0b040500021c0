"""Small pieces of all pages: headings, sentences, notes, menus, and labels from table text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import streamlit as st

from routemap.page.rendering import render

# What means something in Markdown, or to Streamlit beyond it ("->" is an arrow, an address a link);
# then what does so only in some places. The fewer the better: the name that a menu tells to
# a screen reader is its label with the backslashes.
_MARKDOWN = re.compile(
    r"""
    [\\`*\[\]!<>$~=@]
    | ^ [#+] | & (?=[\#\w])            # headings, lists and entities, not "date & time"
    | ^ - | - (?=[->]) | (?<=[-<]) -   # lists, dashes and arrows, not "2024-05"
    | (?<![^\W_]) _ | _ (?![^\W_])     # emphasis, not "arrival_text"
    | [:.] (?!\s|$)                   # directives, emoji and addresses, not "Nr." at the end
    """,
    re.VERBOSE,
)
_LIST_NUMBER = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)")


def show(template: str, language: str, **values: object) -> None:
    """Show a template of the folder `page/templates`, filled in."""
    st.html(render(template, language, **values))


def show_group(heading: str, *, anchor: str = "", about: str = "", is_fine: bool = False) -> None:
    """Show the heading of a part of a page, and a sentence about it; links name the `anchor`."""
    show("group.html", "", heading=heading, anchor=anchor, about=about, is_fine=is_fine)


def show_text(text: str, *, is_fine: bool = False) -> None:
    """Show a sentence; a fine one is small and grey."""
    show("sentence.html", "", text=text, kind="fine" if is_fine else "")


def show_note(text: str) -> None:
    """Show a note, which may repeat what a stranger has written."""
    show("sentence.html", "", text=text, kind="note")


def escape_markdown(text: str) -> str:
    """Escape what a label takes for Markdown: a table's words may not fetch pictures."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))
    return _LIST_NUMBER.sub(r"\1\\\2", escaped)


def select(
    label: str,
    options: Mapping[str, str],
    key: str,
    on_change: Callable[[], None] | None = None,
    *,
    first: str = "",
) -> str:
    """Show a menu of options, each with its words, and return which is chosen.

    At first that is `first`, where it is one of them.
    """
    chosen: str = st.selectbox(
        label,
        options,
        index=[*options].index(first) if first in options else 0,
        format_func=lambda option: options.get(option, option),
        key=key,
        on_change=on_change,
    )
    return chosen


def radio(label: str, options: Mapping[str, str], key: str, on_change: Callable[[], None]) -> None:
    """Show options side by side, each with its words."""
    st.radio(
        label,
        options,
        format_func=lambda option: options.get(option, option),
        key=key,
        on_change=on_change,
        horizontal=True,
    )
