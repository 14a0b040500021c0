"""What is said of a medium: of one that is shown, and of one that is only linked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from routemap.i18n.catalog import translate
from routemap.model.journey import Journey, MediaItem, MediaKind, Phrase, Reference
from routemap.model.media_files import MediaFile

DECORATIVE = "decorative"
"""In place of alt text: the picture says nothing that the text does not."""


class MediaLink(NamedTuple):
    """A picture, a recording or a document elsewhere: what it is, its caption, credit, address."""

    kind: str
    words: Phrase
    credit: str
    url: str

    @property
    def text(self) -> Phrase:
        """Return it in words for paper, with the address in full."""
        told = dict.fromkeys((self.words.text, self.credit, self.url))
        return Phrase(f"{self.kind}: {', '.join(filter(None, told))}", self.words.language)


class ShownMedium(NamedTuple):
    """A medium whose file a journey holds: its file, and what is said of it.

    `said_kind` is in words; `alt` has none for a picture that only adorns (`is_adornment`);
    `credit` names the licence.
    """

    kind: MediaKind
    said_kind: str
    file: MediaFile
    alt: Phrase
    caption: Phrase
    credit: str
    url: str
    references: tuple[Reference, ...]
    is_adornment: bool

    @property
    def is_picture(self) -> bool:
        """Tell whether it is seen on paper, too."""
        return self.file.width > 0

    @property
    def words(self) -> Phrase:
        """Return the shortest that tells it from others."""
        return self.caption or self.alt or Phrase(self.said_kind, "")

    @property
    def text(self) -> Phrase:
        """Return it in words, for where it is not shown."""
        said = self.caption or self.alt
        told = ", ".join(filter(None, (said.text, self.credit, self.url)))
        words = f"{self.said_kind}: {told}" if told else self.said_kind
        return Phrase(words, said.language)

    @property
    def legend(self) -> Phrase:
        """Return what stands beneath it as a picture: caption, credit and marks of sources."""
        marks = " ".join(f"[{each.id}]" for each in self.references)
        told = (self.caption.text, self.credit, marks)
        return Phrase(" · ".join(filter(None, told)), self.caption.language or self.alt.language)


def media_links(items: Iterable[MediaItem], language: str) -> tuple[MediaLink, ...]:
    """Return the links to media that lie elsewhere; without a caption or alt text, by address."""
    return tuple(
        MediaLink(
            translate(language, f"media_{item.kind}"),
            item.caption.in_language(language) or _alt(item, language) or Phrase(item.url, ""),
            item.credit,
            item.url,
        )
        for item in items
        if item.url and not item.held
    )


def shown_media(
    items: Iterable[MediaItem], journey: Journey, language: str
) -> tuple[ShownMedium, ...]:
    """Return the media whose files are here."""
    return tuple(
        ShownMedium(
            item.kind,
            translate(language, f"media_{item.kind}"),
            item.held,
            _alt(item, language),
            item.caption.in_language(language),
            ", ".join(filter(None, (item.credit, item.licence))),
            item.url,
            tuple(map(journey.reference, item.references)),
            _is_adornment(item),
        )
        for item in items
        if item.held
    )


def _alt(item: MediaItem, language: str) -> Phrase:
    return Phrase("", "") if _is_adornment(item) else item.alt.in_language(language)


def _is_adornment(item: MediaItem) -> bool:
    return item.alt.original.text == DECORATIVE


def media_of_event(journey: Journey, event: str) -> tuple[MediaItem, ...]:
    """Return the media of an event."""
    return tuple(item for item in journey.media if item.event == event)


def media_at_neither(journey: Journey) -> tuple[MediaItem, ...]:
    """Return the media of the journey as a whole."""
    return tuple(item for item in journey.media if not item.event and not item.stop)


def media_of_stop(journey: Journey, number: int) -> tuple[MediaItem, ...]:
    """Return the media of a stop that are of none of its events."""
    stop = journey.stops[number].id
    return tuple(item for item in journey.media if item.stop == stop and not item.event)
