"""“Go to date” on a page takes what it takes in the dashboard; tests/js/jump.test.js holds it."""

from __future__ import annotations

from date_cases import FILE, written


def test_what_the_scripts_are_held_to_is_what_python_reads() -> None:
    assert FILE.read_text(encoding="utf-8") == written(), "python tests/date_cases.py"
