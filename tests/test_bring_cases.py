"""Of each file that others made, exactly that comes out which must, and the same is said."""

from __future__ import annotations

import pytest

from brought_files import EXPECTED, NAMES, brought, expected


@pytest.mark.parametrize("name", NAMES)
def test_what_must_come_of_a_file_comes(name: str) -> None:
    assert brought(name) == expected(name)


def test_nothing_is_expected_of_a_file_that_is_gone() -> None:
    assert {path.name for path in EXPECTED.iterdir()} == set(NAMES)
