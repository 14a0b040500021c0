"""XML: written for other programs, and read from untrusted files, bounded and without entities."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Protocol
from xml.etree import ElementTree as ET
from xml.parsers import expat

from routemap.errors import ForeignFileError

MOST_ELEMENTS, MOST_ATTRIBUTES, DEEPEST_ELEMENT = 600_000, 1_000_000, 100
"""Of an XML document that is kept whole while it is read."""
LONGEST_TAG_BYTES = 4_000_000
_CHUNK_BYTES = 1_000_000
# Characters that no XML document may hold (XML 1.0, 2.2), not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# Writing -----------------------------------------------------------------------------------------


def add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    """Add an element and return it."""
    clean = {name: _FORBIDDEN.sub("", value) for name, value in attributes.items()}
    return ET.SubElement(parent, tag, clean)


def add_text(parent: ET.Element, tag: str, text: str) -> None:
    """Add an element with text, unless the text is empty."""
    if text:
        add(parent, tag).text = _FORBIDDEN.sub("", text)


def xml_bytes(root: ET.Element) -> bytes:
    """Return a whole document in UTF-8."""
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


# Reading -----------------------------------------------------------------------------------------


class XmlHandler(Protocol):
    """Receives the content of a document in order; tags come without their namespaces."""

    def start(self, tag: str, attrs: dict[str, str], /) -> object:
        """Handle the start of an element."""

    def end(self, tag: str, /) -> object:
        """Handle the end of an element."""

    def data(self, data: str, /) -> object:
        """Handle text, or a part of it."""


def read_xml(content: bytes, name: str) -> ET.Element:
    """Return the root element of a document; tags come without their namespaces.

    Raises
    ------
    ForeignFileError
        If it is not XML, has a document type, or exceeds a limit.
    """
    tree = ET.TreeBuilder()
    chunks = (content[at : at + _CHUNK_BYTES] for at in range(0, len(content), _CHUNK_BYTES))
    read_events(chunks, name, tree, MOST_ELEMENTS)
    return tree.close()


def read_events(
    chunks: Iterable[bytes], name: str, handler: XmlHandler, most_elements: int
) -> None:
    """Pass the content of a document to a handler.

    A document type is refused, as the library defusedxml does: without one there are no entities
    that expand and nothing that could be fetched.

    Raises
    ------
    ForeignFileError
        As `read_xml` does.
    """
    guard = _Guard(name, handler, most_elements)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = guard.refuse_document_type
    parser.StartElementHandler = guard.start
    parser.EndElementHandler = guard.end
    parser.CharacterDataHandler = handler.data
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003  whether it is the last
            fed += len(chunk)
            # Before version 2.6 expat parses an unfinished tag again from its start at each chunk.
            guard.refuse_long_tag(fed - parser.CurrentByteIndex)
        parser.Parse(b"", True)  # noqa: FBT003
    except ForeignFileError:
        raise
    except (expat.ExpatError, LookupError, ValueError) as problem:  # or an unknown encoding
        raise ForeignFileError(f"{name} is not XML ({problem})") from problem


class _Guard:
    """Counts elements, attributes and depth before the handler sees them."""

    def __init__(self, name: str, handler: XmlHandler, most_elements: int) -> None:
        self._name = name
        self._handler = handler
        self._most_elements = most_elements
        self._elements = self._attributes = self._depth = 0

    def refuse_document_type(self, *_: object) -> None:
        raise ForeignFileError(
            f"{self._name} defines a document type or entities, which may hide its content; "
            "save it without"
        )

    def refuse_long_tag(self, unread_bytes: int) -> None:
        if unread_bytes > LONGEST_TAG_BYTES:
            raise ForeignFileError(
                f"{self._name} has a tag or comment of more than {LONGEST_TAG_BYTES:,} bytes; "
                "remove it"
            )

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        self._elements += 1
        self._attributes += len(attrs)
        self._depth += 1
        if self._elements > self._most_elements or self._attributes > MOST_ATTRIBUTES:
            raise ForeignFileError(
                f"{self._name} has more than {self._most_elements:,} elements, or more than "
                f"{MOST_ATTRIBUTES:,} attributes; remove what is not needed, or split it"
            )
        if self._depth > DEEPEST_ELEMENT:
            raise ForeignFileError(
                f"{self._name} has elements nested more than {DEEPEST_ELEMENT} deep; save it again"
            )
        self._handler.start(tag.rpartition("}")[2], attrs)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._handler.end(tag.rpartition("}")[2])


def text_of(element: ET.Element | None, name: str = "") -> str:
    """Return the text of an element, or of its child of this name, "" if it has none."""
    found = element.find(name) if name and element is not None else element
    return (found.text or "").strip() if found is not None else ""


def number_in(text: str) -> float | None:
    """Return the finite number in a text, None if it is not one."""
    try:
        found = float(text) if "_" not in text else math.nan
    except ValueError:
        return None
    return found if math.isfinite(found) else None
