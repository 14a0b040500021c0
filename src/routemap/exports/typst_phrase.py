"""Words as the templates of Typst take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from routemap.model.journey import Phrase


def typst_phrase(phrase: Phrase | None) -> list[str] | None:
    """Return [text, language], None for none; Typst names languages without their regions."""
    if phrase is None:
        return None
    return [phrase.text, phrase.language.partition("-")[0].lower() or "en"]
