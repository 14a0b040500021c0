"""Waiting in a page's script for what a worker makes."""

from __future__ import annotations

from concurrent.futures import wait
from typing import TYPE_CHECKING, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from routemap.errors import BusyError, DrawingError, ForeignFileError, LimitError
from routemap.i18n.catalog import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

_TICK_SECONDS = 0.1
_NOTHING = "waiting"

REFUSALS = (BusyError, DrawingError, ForeignFileError, LimitError)
"""What workers answer when there is nothing; DrawingError stands for any fault of theirs."""

Answer = TypeVar("Answer")


def _is_still_wanted() -> None:
    """Let Streamlit end this run if its visitor has clicked on something, or left."""
    st.session_state.get(_NOTHING)  # each look into the session is where it may


def visitor() -> str:
    """Return what tells this visitor's session from others: nobody has more than a share."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def waited(coming: Future[Answer], tick: Callable[[], object] = _is_still_wanted) -> Answer:
    """Return what is being made; raises what making it raises.

    `tick` is called while there is nothing yet. If it raises, as all of Streamlit's does when a
    run is to end, the place of who waits is free.
    """
    try:
        while not wait([coming], timeout=_TICK_SECONDS).done:
            tick()
        return coming.result()
    finally:
        coming.cancel()


def problem_words(problem: Exception, language: str) -> str:
    """Return why there is nothing, in words for who has waited."""
    return translate(language, "server_busy") if isinstance(problem, BusyError) else str(problem)


def waited_with_bar(
    submit: Callable[[Callable[[float], object]], Future[Answer]],
    total: float,
    language: str,
    *,
    key: str,
) -> Answer:
    """Show how far something is while it is made, with a button that calls it off.

    Parameters
    ----------
    submit
        Has it made; what it is given hears how much of the whole is done.
    total
        The whole.
    language
        Of the words beside the bar.
    key
        Of the button: a click on it, as on anything, ends this run.
    """
    words = translate(language, "film_making")
    bar = st.progress(0.0, text=words)
    st.button(translate(language, "cancel"), key=key)
    told = [0.0]
    return waited(submit(told.append), lambda: bar.progress(min(told[-1] / total, 1.0), text=words))
