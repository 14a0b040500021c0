"""What became of a visitor's file: what is lost, kept unseen, and else to be known of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from routemap.app.widgets import show_note
from routemap.formats.account import Account
from routemap.formats.imported import Imported
from routemap.i18n.catalog import translate

_UNSHOWN, _ADVICE = "open_unshown", "open_advice"


def note(account: Account, advice: Sequence[str]) -> None:
    """Note what there is to know of a file, beside its problems, for as long as it is open."""
    st.session_state[_UNSHOWN] = [entry.text for entry in account.unshown]
    st.session_state[_ADVICE] = tuple(advice)


def forget() -> None:
    """Forget what was noted."""
    for key in (_UNSHOWN, _ADVICE):
        st.session_state.pop(key, None)


def show_notes(language: str) -> None:
    """Show what was noted of the file that is open; what is lost is one of its problems."""
    _show(st.session_state.get(_UNSHOWN, ()), st.session_state.get(_ADVICE, ()), language)


def show_notes_of(found: Imported, language: str) -> None:
    """Show all there is to know of a file whose table is not open yet."""
    for entry in found.account.left:
        show_note(translate(language, "open_left", what=entry.text))
    _show([entry.text for entry in found.account.unshown], found.advice, language)


def _show(unshown: Sequence[str], advice: Sequence[str], language: str) -> None:
    for what in unshown:
        show_note(translate(language, "open_kept", what=what))
    for sentence in advice:
        show_note(sentence)
