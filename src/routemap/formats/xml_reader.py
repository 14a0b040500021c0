"""XML of strangers: no entities, no document types, nothing fetched, and an end to all counting."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Protocol
from xml.etree.ElementTree import TreeBuilder
from xml.parsers import expat

from routemap.errors import ForeignFileError
from routemap.formats.limits import (
    DEEPEST_ELEMENT,
    LONGEST_TAG_BYTES,
    MOST_ATTRIBUTES,
    MOST_ELEMENTS,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

_CHUNK_BYTES = 1_000_000


class Handler(Protocol):
    """Takes what stands in a document, in its order; names are without their namespaces."""

    def start(self, tag: str, attrs: dict[str, str], /) -> object:
        """Take the begin of an element."""

    def end(self, tag: str, /) -> object:
        """Take the end of an element."""

    def data(self, data: str, /) -> object:
        """Take a text, or a part of it."""


def read_xml(content: bytes, name: str) -> Element:
    """Return the first element of a document; names of elements are without their namespaces.

    Raises
    ------
    ForeignFileError
        If it is no XML, has a document type, or is larger than anybody's.
    """
    tree = TreeBuilder()
    chunks = (content[at : at + _CHUNK_BYTES] for at in range(0, len(content), _CHUNK_BYTES))
    read_events(chunks, name, tree, MOST_ELEMENTS)
    return tree.close()


def read_events(chunks: Iterable[bytes], name: str, handler: Handler, most_elements: int) -> None:
    """Hand what stands in a document to a handler.

    A document type is refused, as the library defusedxml does: without one there are no entities
    that grow and nothing that could be fetched.

    Raises
    ------
    ForeignFileError
        As `read_xml` does.
    """
    watch = _Watch(name, handler, most_elements)
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = watch.refuse_document_type
    parser.StartElementHandler = watch.start
    parser.EndElementHandler = watch.end
    parser.CharacterDataHandler = handler.data
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003  whether it is the last
            fed += len(chunk)
            # Before version 2.6 expat begins anew with an unfinished tag at each chunk.
            watch.refuse_long_tag(fed - parser.CurrentByteIndex)
        parser.Parse(b"", True)  # noqa: FBT003
    except ForeignFileError:
        raise
    except (expat.ExpatError, LookupError, ValueError) as problem:  # or an encoding that is none
        raise ForeignFileError(f"{name} is no XML ({problem})") from problem


class _Watch:
    """Counts what goes by on its way to a handler."""

    def __init__(self, name: str, handler: Handler, most_elements: int) -> None:
        self._name = name
        self._handler = handler
        self._most_elements = most_elements
        self._elements = self._attributes = self._depth = 0

    def refuse_document_type(self, *_: object) -> None:
        raise ForeignFileError(
            f"{self._name} defines a document type or entities, which may hide what it holds; "
            "save it without"
        )

    def refuse_long_tag(self, unread_bytes: int) -> None:
        if unread_bytes > LONGEST_TAG_BYTES:
            raise ForeignFileError(
                f"{self._name} has a tag, or a remark, of more than {LONGEST_TAG_BYTES:,} bytes; "
                "take it away"
            )

    def start(self, tag: str, attrs: dict[str, str]) -> None:
        self._elements += 1
        self._attributes += len(attrs)
        self._depth += 1
        if self._elements > self._most_elements or self._attributes > MOST_ATTRIBUTES:
            raise ForeignFileError(
                f"{self._name} has more than {self._most_elements:,} elements, or more than "
                f"{MOST_ATTRIBUTES:,} attributes; take away what is not needed, or split it"
            )
        if self._depth > DEEPEST_ELEMENT:
            raise ForeignFileError(
                f"{self._name} has elements within elements more than {DEEPEST_ELEMENT} deep; "
                "save it anew"
            )
        self._handler.start(tag.rpartition("}")[2], attrs)

    def end(self, tag: str) -> None:
        self._depth -= 1
        self._handler.end(tag.rpartition("}")[2])


def text_of(element: Element | None, name: str = "") -> str:
    """Return the text of an element, or of its child of this name; "" if there is none."""
    found = element.find(name) if name and element is not None else element
    return (found.text or "").strip() if found is not None else ""


def number_in(text: str) -> float | None:
    """Return the number that a text is, None if it is none to count with."""
    try:
        found = float(text) if "_" not in text else math.nan
    except ValueError:
        return None
    return found if math.isfinite(found) else None
