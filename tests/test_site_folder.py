"""What is published stays within its folder, whatever lies in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from routemap.atomic_file import write_whole
from routemap.exports import folder
from routemap.exports.folder import LIST, SiteFolder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder that somebody else made, with a link that leads out of it."""
    made = tmp_path / "site"
    made.mkdir()
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("mine", encoding="utf-8")
    (made / "link").symlink_to(outside, target_is_directory=True)
    return made


def test_nothing_is_deleted_through_a_link(site: Path) -> None:
    (site / LIST).write_text(json.dumps(["link/precious"]), encoding="utf-8")
    folder = SiteFolder(site)
    folder.write("index.html", b"page")
    assert folder.finish() == 0
    assert (site / "link" / "precious").exists()


def test_nothing_is_written_through_a_link(site: Path) -> None:
    with pytest.raises(ValueError, match="leads out of the folder"):
        SiteFolder(site).write("link/precious", b"ours")
    assert (site / "link" / "precious").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("text", ["5", "null", "true", "NaN", "[[]]", "[" * 5000, "{", "\xff"])
def test_a_list_that_is_none_is_refused_with_the_cure(site: Path, text: str) -> None:
    (site / LIST).write_bytes(text.encode("latin-1"))
    with pytest.raises(ValueError, match="delete it, and then publish with --force"):
        SiteFolder(site)


@pytest.mark.parametrize("name", ["\ud800", "a\0b", "link", "", ".", "..", 7])
def test_names_that_no_file_of_ours_has_are_let_alone(site: Path, name: object) -> None:
    (site / LIST).write_text(json.dumps([name]), encoding="utf-8")
    folder = SiteFolder(site)
    folder.write("index.html", b"page")
    assert folder.finish() == 0
    assert json.loads((site / LIST).read_text(encoding="utf-8")) == ["index.html"]


def test_a_file_is_on_the_list_before_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(target: Path, body: bytes) -> None:
        if target.name == "page.html":
            raise KeyboardInterrupt
        write_whole(target, body)

    monkeypatch.setattr(folder, "write_whole", killed)
    with pytest.raises(KeyboardInterrupt):
        SiteFolder(tmp_path).write("page.html", b"half")
    (tmp_path / "page.html").write_bytes(b"ha")
    monkeypatch.undo()
    again = SiteFolder(tmp_path)
    again.write("index.html", b"page")
    assert again.finish() == 1
    assert not (tmp_path / "page.html").exists()
