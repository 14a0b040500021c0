"""XML of strangers: no entities, no document types, nothing fetched (defusedxml)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from routemap.errors import ForeignFileError

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def read_xml(content: bytes, name: str) -> Element:
    """Return the first element of a document.

    Raises
    ------
    ForeignFileError
        If it is no XML, or defines entities of its own.
    """
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as problem:
        raise ForeignFileError(
            f"{name} defines a document type or entities, which may hide what it holds; "
            "save it without"
        ) from problem
    except (ParseError, ValueError, LookupError, RecursionError) as problem:
        raise ForeignFileError(f"{name} is no XML ({problem})") from problem
    return root


def plain_name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element, name: str) -> Element | None:
    """Return the first child of this name, in whatever namespace."""
    return next((each for each in element if plain_name(each) == name), None)


def text_of(element: Element | None, name: str = "") -> str:
    """Return the text of an element, or of its child of this name; "" if there is none."""
    found = child(element, name) if name and element is not None else element
    return (found.text or "").strip() if found is not None else ""
