"""What a page of HTML shows as text, and which elements it is made of."""

from __future__ import annotations

from html.parser import HTMLParser

_DATA = {"data-map-settings", "data-follows-network"}


class Shown(HTMLParser):
    """Text and elements of HTML; `text` is what is read, its white space as one blank."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self._pieces: list[str] = []
        self._is_read = True  # not so the data of scripts
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return " ".join("".join(self._pieces).split())

    def values(self, attribute: str) -> list[str]:
        return [value for name, value in self.attributes if name == attribute]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._pieces.append(" ")
        self._is_read = not _DATA & {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        self._is_read = True
        self._pieces.append(" " if tag not in {"span", "a", "bdi"} else "")

    def handle_data(self, data: str) -> None:
        if self._is_read:
            self._pieces.append(data)
