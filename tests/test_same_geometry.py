"""Paper and the map's scripts draw the same lines, arrows and stops."""

from __future__ import annotations

from geometry_cases import FILE, written
from node_tests import node_tests


def test_what_the_scripts_are_held_to_is_what_paper_draws() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "python tests/geometry_cases.py"


def test_the_scripts_draw_what_paper_draws() -> None:
    assert node_tests("tests/js/geometry.test.js") == ""
