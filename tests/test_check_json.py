"""`check --format json` gives programs the words themselves, and a terminal no orders."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from routemap.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_words_are_told_in_ascii_and_come_out_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "Ж.csv"
    table.write_text("name,latitude,longitude\nA,x,1\n", encoding="utf-8")
    main(["check", str(table), "--format", "json"])
    told = capsys.readouterr().out
    assert told.isascii()
    assert {each["file"] for each in json.loads(told)} == {table.name}
