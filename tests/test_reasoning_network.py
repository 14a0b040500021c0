"""Bounds of a network of times are exact, and contradictions name no premise too many."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routemap.reasoning.network import Conflict, Limit, Link, Network, contradiction, solve

_LAST = 4
_LONGEST = 2
"""The longest that a link asks for."""
_small = st.integers(0, _LAST)


@st.composite
def networks(draw: st.DrawFn) -> Network[str]:
    """A few times with rings, several links between two, premises shared by limits and links.

    Where there are more than three, all lie between 0 and `_LAST`.
    """
    size = draw(st.integers(1, 5))
    times, premises = st.integers(0, size - 1), st.sampled_from("abcdef")
    limits = st.lists(st.builds(Limit, times, _small, premises), max_size=4)
    minutes = st.sampled_from((0, 0, 0, *range(1, _LONGEST + 1)))  # rings must not take time
    links = st.builds(Link, times, times, minutes, st.none() | premises)
    ahead = st.lists(links.filter(lambda each: each.earlier != each.later), max_size=7)
    walled = range(size if size > 3 else 0)
    return Network(
        size,
        (*draw(limits), *(Limit(time, 0, "floor") for time in walled)),
        (*draw(limits), *(Limit(time, _LAST, "ceiling") for time in walled)),
        tuple(draw(ahead)),
    )


def _all_that_can_be(network: Network[str]) -> list[tuple[int, ...]]:
    """Return every way in which all holds; what nothing bounds goes beyond what limits can ask."""
    beyond = _LONGEST * 2 + 1 if network.size <= 3 else 0
    return [
        times
        for times in product(range(-beyond, _LAST + beyond + 1), repeat=network.size)
        if all(times[each.later] - times[each.earlier] >= each.minutes for each in network.links)
        and all(times[each.time] >= each.minutes for each in network.not_before)
        and all(times[each.time] <= each.minutes for each in network.not_after)
    ]


@settings(max_examples=300, deadline=None)
@given(networks())
def test_bounds_are_never_tighter_and_never_looser_than_all_that_can_be(
    network: Network[str],
) -> None:
    possible = _all_that_can_be(network)
    found = solve(network)
    assert isinstance(found, Conflict) == (not possible)
    if isinstance(found, Conflict):
        return
    for time in range(network.size):
        first, last = min(each[time] for each in possible), max(each[time] for each in possible)
        assert found.earliest.minutes[time] == (None if first < 0 else first)
        assert found.latest.minutes[time] == (None if last > _LAST else last)


@settings(max_examples=400, deadline=None)
@given(networks())
def test_a_contradiction_ends_if_any_of_its_premises_is_given_up(network: Network[str]) -> None:
    found = contradiction(network)
    assert (found is not None) == isinstance(solve(network), Conflict)
    if found is None:
        return
    premises = set(found.premises)
    assert isinstance(solve(network.resting_on(premises)), Conflict)
    for premise in premises:
        assert not isinstance(solve(network.resting_on(premises - {premise})), Conflict)


@settings(max_examples=200, deadline=None)
@given(networks())
def test_what_a_bound_comes_from_adds_up_to_it(network: Network[str]) -> None:
    found = solve(network)
    if isinstance(found, Conflict):
        return
    for reach, sign in ((found.earliest, 1), (found.latest, -1)):
        for time, minutes in enumerate(reach.minutes):
            at, total = time, 0
            while link := reach.links[at]:
                total += sign * link.minutes
                at = link.earlier if sign > 0 else link.later
            limit = reach.limits[at]
            assert (minutes is None) == (limit is None)
            assert limit is None or limit.minutes + total == minutes


@pytest.mark.parametrize("way", [(0, 1, 2), (2, 1, 0)])
@pytest.mark.parametrize("dated", [0, 1, 2])
def test_times_that_wait_for_each_other_are_the_same(way: tuple[int, ...], dated: int) -> None:
    a, b, c = way
    ring = (Link(a, b), Link(b, c), Link(c, a), Link(c, 3, 5), Link(4, a, 2))
    found = solve(Network(5, (Limit(dated, 7, "a"),), (Limit(3, 20, "b"),), ring))
    assert not isinstance(found, Conflict)
    assert found.earliest.minutes == (7, 7, 7, 12, None)
    assert found.latest.minutes == (15, 15, 15, 20, 13)


@pytest.mark.parametrize("limits", [(), (Limit(0, 7, "a"),)])
def test_a_ring_that_takes_time_is_impossible_whatever_the_dates(
    limits: tuple[Limit[str], ...],
) -> None:
    ring = (Link(0, 1), Link(1, 2, 3, "slow"), Link(2, 0, 0, "meeting"), Link(2, 3))
    found = contradiction(Network(4, limits, (), ring))
    assert found is not None
    assert set(found.premises) == {"slow", "meeting"}
    assert found.limits == ()
