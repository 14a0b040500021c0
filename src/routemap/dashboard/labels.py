"""Words of tables as labels of Streamlit, which reads labels as Markdown."""

from __future__ import annotations

import re

# All of ASCII's punctuation: a list ("1."), an entity ("&lt;") need no bracket (CommonMark, 2.4).
_MARKDOWN = re.compile(r"[!-/:-@\[-`{-~]")


def plain(text: str) -> str:
    """Escape what would be Markdown: a table's words may not fetch pictures."""
    return _MARKDOWN.sub(r"\\\g<0>", text)
