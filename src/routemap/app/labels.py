"""Words of tables as labels of Streamlit, which reads labels as Markdown."""

from __future__ import annotations

import re

# Of Markdown and of what Streamlit adds: "->" to arrows, addresses to links. Then numbers of lists.
_MARKDOWN = re.compile(r"[-\\`*_\[\]!<>&:$~#|+=@.]|(?<=\d)\)(?=\s|$)")


def plain(text: str) -> str:
    """Escape what would be Markdown: a table's words may not fetch pictures."""
    return _MARKDOWN.sub(r"\\\g<0>", " ".join(text.split()))
