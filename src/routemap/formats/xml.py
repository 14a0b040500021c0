"""XML as two of the formats write it: one namespace, and only what XML 1.0 has a place for."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

# Characters that no XML document may hold (XML 1.0, 2.2), not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class XmlWriter:
    """Writes elements of one namespace."""

    def __init__(self, namespace: str) -> None:
        self._namespace = namespace

    def root(self, tag: str, **attributes: str) -> ET.Element:
        """Return the first element of a document."""
        return ET.Element(self._named(tag), attributes)

    def child(self, parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
        """Add an element."""
        clean = {name: _FORBIDDEN.sub("", value) for name, value in attributes.items()}
        return ET.SubElement(parent, self._named(tag), clean)

    def text(self, parent: ET.Element, tag: str, text: str) -> None:
        """Add an element with text; none for no text."""
        if text:
            self.child(parent, tag).text = _FORBIDDEN.sub("", text)

    def document(self, root: ET.Element) -> bytes:
        """Return a whole document in UTF-8, its namespace without a prefix."""
        ET.register_namespace("", self._namespace)
        ET.indent(root, " ")
        return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"

    def _named(self, tag: str) -> str:
        return f"{{{self._namespace}}}{tag}"
