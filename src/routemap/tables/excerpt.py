"""Quote a cell in a message: on one line, short, and with nothing invisible left in it."""

from __future__ import annotations

_LONGEST = 60


def shown(text: str) -> str:
    """Return `text` in quotation marks, as `plain` writes it."""
    return f"“{plain(text)}”"


def plain(text: str) -> str:
    """Return `text` cut to 60 characters, with invisible ones written as <U+XXXX>."""
    cut = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return printable(cut)


def printable(text: str, *, spared: str = "") -> str:
    """Return `text` on one line, invisible characters but those `spared` written as <U+XXXX>."""
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() or character in spared else f"<{codepoint(character)}>"
        for character in text
    )


def codepoint(character: str) -> str:
    """Return the name by which Unicode lists a character: ``U+202E``."""
    return f"U+{ord(character):04X}"
