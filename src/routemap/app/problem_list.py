"""What is wrong with a visitor's tables: what is alike once, with a button where one mends it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from routemap.app import visitor_journey
from routemap.app.cures import Cure, cures_of
from routemap.app.waiting import read_by_worker, refusals_shown
from routemap.app.widgets import escape_markdown, show, show_text
from routemap.errors import Level, Problem
from routemap.i18n.catalog import translate
from routemap.tables.problems import ProblemGroup, grouped

# What needs its owner's hand first is told; the others follow when that is mended.
_MOST_GROUPS = 40


def show_problems(problems: Sequence[Problem], language: str) -> None:
    """Show how many problems there are, then each kind."""
    errors = sum(problem.level is Level.ERROR for problem in problems)
    counts = {"errors": errors, "warnings": len(problems) - errors}
    with st.container(key="open_problems"):
        show("problem_list.html", language, **counts)
        if not problems:
            return
        groups = sorted(grouped(problems), key=lambda group: group.first.level is Level.WARNING)
        _show_groups(groups[:_MOST_GROUPS], problems, language)
        if len(groups) > _MOST_GROUPS:
            more = translate(language, "open_problems_more", number=len(groups) - _MOST_GROUPS)
            show_text(more, is_fine=True)


def _show_groups(
    groups: Sequence[ProblemGroup], problems: Sequence[Problem], language: str
) -> None:
    """Show groups of problems, those that a button mends first."""
    cures = [cures_of(group, problems) for group in groups]
    if any(cures):
        with st.container(key="open_cures"):
            for number, (group, offered) in enumerate(zip(groups, cures, strict=True)):
                if offered:
                    with st.container(key=f"open_problem_{number}", horizontal=True):
                        show("problem_groups.html", language, groups=[group], is_scrolled=False)
                        for cure in offered:
                            _offer(cure, f"open_{cure.words}_{number}", language)
    others = [group for group, offered in zip(groups, cures, strict=True) if not offered]
    if others:
        show("problem_groups.html", language, groups=others, is_scrolled=True)


def _offer(cure: Cure, key: str, language: str) -> None:
    st.button(
        escape_markdown(translate(language, cure.words, **cure.values)),
        key=key,
        on_click=partial(_mend, cure, language),
    )


def _mend(cure: Cure, language: str) -> None:
    with refusals_shown(language):
        visitor_journey.change_files(read_by_worker(partial(cure.mended, visitor_journey.files())))
