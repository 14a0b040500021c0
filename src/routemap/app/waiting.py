"""Waiting in a page's script for what a worker makes, and notes if it makes nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from typing import Any, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from routemap.app.widgets import show_note
from routemap.errors import BusyError, DrawingError, ForeignFileError, LimitError
from routemap.i18n.catalog import translate
from routemap.model.itinerary import Itinerary
from routemap.server.single_flight import Payload
from routemap.server.worker_pool import READING, WorkerPool

_TICK_SECONDS = 0.1
_NOTHING = "waiting"

REFUSALS = (BusyError, DrawingError, ForeignFileError, LimitError)
"""What workers raise when they make nothing; DrawingError stands for any fault of theirs."""

_LOG = logging.getLogger(__name__)
Answer = TypeVar("Answer")


def visitor() -> str:
    """Return the id of this visitor's session, by which workers share their time fairly."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def problem_words(problem: Exception, language: str) -> str:
    """Return a problem in words for a visitor."""
    return translate(language, "server_busy") if isinstance(problem, BusyError) else str(problem)


@contextmanager
def refusals_shown(language: str, *others: type[Exception]) -> Iterator[None]:
    """Show what a worker refuses as a note; `others` are more errors to treat the same way."""
    refused: tuple[type[Exception], ...] = (*REFUSALS, *others)
    try:
        yield
    except refused as problem:
        show_note(problem_words(problem, language))


@contextmanager
def faults_shown(language: str, names: Callable[[], str]) -> Iterator[None]:
    """Show one sentence instead of a stack trace, which goes to the log.

    `names` returns the names of the visitor's files. Streamlit's ways to end a run pass.
    """
    try:
        yield
    except Exception:  # noqa: BLE001  whatever it is, the visitor's files are safe
        _LOG.exception("a part of the page cannot be shown")
        show_note(translate(language, "open_fault", names=names()))


def _is_still_wanted() -> None:
    """Let Streamlit end this run if the visitor has clicked on something, or left."""
    st.session_state.get(_NOTHING)  # each look into the session is where it may


def waited(coming: Future[Answer], tick: Callable[[], object] = _is_still_wanted) -> Answer:
    """Return what is being made; raises what making it raises.

    `tick` is called meanwhile. If it raises, as Streamlit does where a run is to end, the place
    in the queue is free again.
    """
    try:
        while not wait([coming], timeout=_TICK_SECONDS).done:
            tick()
        return coming.result()
    finally:
        coming.cancel()


def submitted(
    workers: WorkerPool,
    make: Callable[..., Any],
    itinerary: Itinerary,
    tell: Callable[[float], object] | None = None,
) -> Future[Payload]:
    """Submit work on a visitor's own journey, whose result is kept for nobody else."""
    coming: Future[Payload] = workers.submit(
        make, itinerary, is_kept=False, tell=tell, of=visitor()
    )
    return coming


def read_by_worker(make: Callable[[], Answer]) -> Answer:
    """Return what a reading worker makes; raises one of `REFUSALS` if it makes nothing."""
    coming: Future[Answer] = READING.submit(make, of=visitor())
    return waited(coming)


def waited_with_bar(
    submit: Callable[[Callable[[float], object]], Future[Answer]],
    total: float,
    language: str,
    *,
    key: str,
) -> Answer:
    """Show the progress of something while it is made, with a button that cancels it.

    Parameters
    ----------
    submit
        Submits the work. Its argument is a function to call with the amount that is done.
    total
        The amount of work.
    language
        Language of the words beside the bar.
    key
        Key of the button: a click on it, as any click, ends this run.
    """
    words = translate(language, "film_making")
    bar = st.progress(0.0, text=words)
    st.button(translate(language, "cancel"), key=key)
    done = [0.0]
    return waited(submit(done.append), lambda: bar.progress(min(done[-1] / total, 1.0), text=words))
