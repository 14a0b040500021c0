"""`tools/mutants.py` breaks the program as it says: one place at a time, the same for a seed."""

from __future__ import annotations

import ast

from tools.mutants import PACKAGE, draw, mutants_of, near_tests

KNOWN = [mutant for path in sorted(PACKAGE.glob("geo/*.py")) for mutant in mutants_of(path)]


def test_each_change_is_a_program_that_differs() -> None:
    drawn = draw(KNOWN, 60, seed=1)
    assert len({mutant.what for mutant in drawn}) > 6
    for mutant in drawn:
        before = ast.dump(ast.parse(mutant.path.read_text(encoding="utf-8")))
        assert ast.dump(ast.parse(mutant.source())) != before, mutant.diff()
        assert "\n-" in mutant.diff()


def test_a_seed_draws_the_same_changes_each_time() -> None:
    assert draw(KNOWN, 9, seed=7) == draw(KNOWN, 9, seed=7) != draw(KNOWN, 9, seed=8)


def test_the_tests_of_a_module_are_those_that_import_it() -> None:
    near = near_tests("routemap.geo.extent")
    assert "tests/test_extent.py" in near
    assert "tests/test_deploy.py" not in near
