"""What a picture leaves out for want of room, read off what was really drawn.

What is switched off, and what lies beyond the part of the map that was asked for, is not left out,
but for names that were asked for.
Travellers who were not asked for are told all the same: nobody sees that they are missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from routemap.i18n.catalog import translate, truncated
from routemap.i18n.credits import licence_words
from routemap.model.itinerary import Itinerary, Scene
from routemap.model.timeline import State
from routemap.pictures.clip import is_inside
from routemap.pictures.drawing import Drawing
from routemap.pictures.legend import explanation, marks_shown
from routemap.pictures.options import FIRST_TO_GO, Part
from routemap.pictures.picture_words import author, source_line, subtitle, title
from routemap.pictures.titles import author_line

TellLeftOut = Callable[[tuple["Omission", ...]], object]

_NAMES, _NUMBERS, _OWN_NAMES, _WANTED = "names", "numbers", "own_names", "wanted"
_ANNOTATIONS, _FURNITURE = "annotations", "furniture"
_KEY, _ENDS, _CREDITS, _TRAVELLERS = "key", "ends", "credits", "travellers"
_MOST_NAMED, _NAME_LETTERS = 8, 40
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Omission:
    """Things of one kind that found no room.

    Attributes
    ----------
    kind
        As words.csv has it behind "left_out_".
    left
        Each of them: what it is known by, and its name in the language of the picture.
    of
        How many of the kind there would be.
    pictures, among
        On how many pictures, of how many, that is so.
    """

    kind: str
    left: tuple[tuple[str, str], ...]
    of: int
    pictures: int = 1
    among: int = 1

    def in_words(self, language: str) -> str:
        """Return how many there are, and which: "2 of 10 stop names (Dresden, Soest)"."""
        names = [name for _, name in self.left[:_MOST_NAMED]]
        more = len(self.left) - len(names)
        listed = ", ".join(names)
        if more:
            listed = f"{listed} {translate(language, 'left_out_more', number=more)}"
        number = len(self.left)
        key = f"left_out_{self.kind}"
        return translate(language, key, number=number, of=self.of, names=listed)

    def __str__(self) -> str:
        """Return it in English, and on how many of several pictures it is so.

        A traveller who is left out is on none of them.
        """
        words = self.in_words("en")
        is_of_all = self.among == 1 or self.kind == _TRAVELLERS
        return words if is_of_all else f"{words}, on {self.pictures} of {self.among} pictures"


def omissions(scene: Scene, drawing: Drawing) -> tuple[Omission, ...]:
    """Return what the picture of a scene leaves out, each kind once."""
    stops, own = _of_stops(scene, drawing), _of_own_names(drawing)
    found = (
        _of_furniture(drawing),
        absent_travellers(scene.itinerary, drawing.options.language),
        *stops,
        own,
        _of_annotations(scene, drawing),
        _of_wanted(drawing),
        _of_key(scene, drawing),
        _of_texts(scene, drawing),
    )
    return tuple(each for each in (*found, _of_credits(scene, drawing)) if each.left)


def _of_furniture(drawing: Drawing) -> Omission:
    """Return parts beside the map that are left out so that it can be read."""
    crowded_out, language = drawing.crowded_out, drawing.options.language
    # Of the key of several travellers some is there, and the rest is told by itself.
    gone = [part for part in crowded_out if part is not Part.LEGEND or not _has_key(drawing)]
    left = tuple((part.value, translate(language, f"part_{part}")) for part in gone)
    kept = [part for part in FIRST_TO_GO if part not in drawing.options.without]
    return Omission(_FURNITURE, left, len(crowded_out) + len(kept))


def _has_key(drawing: Drawing) -> bool:
    return bool(drawing.legend and drawing.legend.entries)


def absent_travellers(itinerary: Itinerary, language: str) -> Omission:
    """Return travellers who are left out as it was asked."""
    absent = itinerary.journey.absent
    names = (truncated(each.name.in_language(language).text, _NAME_LETTERS) for each in absent)
    left = tuple((str(each.number), name) for each, name in zip(absent, names, strict=True))
    return Omission(_TRAVELLERS, left, len(absent) + len(itinerary.tracks))


def merged(of_pictures: Sequence[Sequence[Omission]]) -> tuple[Omission, ...]:
    """Return what several pictures leave out, each kind and each thing once."""
    by_kind: dict[str, Omission] = {}
    for each in (each for one in of_pictures for each in one):
        known = by_kind.get(each.kind)
        if known:
            # In another language one thing has another name.
            left = tuple((dict((*known.left, *each.left)) | dict(known.left)).items())
            pictures = known.pictures + 1
            each = replace(each, left=left, of=max(known.of, each.of), pictures=pictures)  # noqa: PLW2901
        by_kind[each.kind] = replace(each, among=len(of_pictures))
    return tuple(by_kind.values())


def _of_stops(scene: Scene, drawing: Drawing) -> Iterator[Omission]:
    """Yield names of stops that have no label, and numbers that neither disc nor label tells.

    The current ones come first: of very many only some are listed.
    """
    stops = drawing.stops
    ranked = sorted(range(len(stops)), key=lambda n: stops[n].state != State.CURRENT)
    seen = [n for n in ranked if is_inside(drawing.frame, stops[n].at)]
    named = {n for text in drawing.stop_labels for n in text.stops}
    numbered = {n for text in drawing.stop_labels for n in text.numbered}
    unread = [n for n in seen if stops[n].is_dot or stops[n].is_beneath]
    for kind, left in (
        (_NAMES, [n for n in seen if n not in named]),
        (_NUMBERS, [n for n in unread if n not in numbered]),
    ):
        yield Omission(kind, tuple(_stops(left, scene, drawing)), len(seen))


def _stops(numbers: Iterable[int], scene: Scene, drawing: Drawing) -> Iterator[tuple[str, str]]:
    for number in numbers:
        stop = scene.journey.stops[number]
        name = stop.name.in_language(drawing.options.language).text
        yield stop.id, truncated(name, _NAME_LETTERS)


def _of_wanted(drawing: Drawing) -> Omission:
    """Return names that the maker wants and that stand nowhere."""
    left = tuple((name, name) for name in drawing.names.left_out)
    return Omission(_WANTED, left, len(drawing.options.show))


def _of_own_names(drawing: Drawing) -> Omission:
    """Return names of the author's own basemap that are not written."""
    own = drawing.names.own
    left = tuple((name, truncated(name, _NAME_LETTERS)) for name in own.left_out)
    return Omission(_OWN_NAMES, left, own.number)


def _of_annotations(scene: Scene, drawing: Drawing) -> Omission:
    """Return annotations that have found no room."""
    found, language = drawing.annotations, drawing.options.language
    texts = (scene.journey.annotations[n].text.in_language(language).text for n in found.left_out)
    left = tuple(
        (str(n), truncated(text, _NAME_LETTERS))
        for n, text in zip(found.left_out, texts, strict=True)
    )
    return Omission(_ANNOTATIONS, left, len(found.placed) + len(left))


def _of_key(scene: Scene, drawing: Drawing) -> Omission:
    """Return marks on the map that the key does not explain."""
    shown = marks_shown(drawing.legs, drawing.stops, drawing.basemap, drawing.frame)
    explained = {entry.mark for entry in drawing.legend.entries} if drawing.legend else set()
    is_off = Part.LEGEND in drawing.options.without and not _has_key(drawing)
    is_off = is_off or drawing.options.is_outline
    left = () if is_off else tuple(mark for mark in shown if mark not in explained)
    language, tracks = drawing.options.language, scene.itinerary.tracks
    told = tuple((mark, explanation(mark, language, tracks)) for mark in left)
    return Omission(_KEY, told, len(shown))


def _of_texts(scene: Scene, drawing: Drawing) -> Omission:
    """Return texts of which the end is cut off."""
    options = drawing.options
    language, without = options.language, options.without
    above = [text for text in drawing.furniture if text.at[1] < drawing.frame.top]
    whole = {
        Part.TITLE: (title(scene, options), [each.text for each in above if each.is_bold]),
        Part.SUBTITLE: (
            subtitle(scene, options),
            [each.text for each in above if not each.is_bold],
        ),
    }
    texts = {part: each for part, each in whole.items() if part not in without and each[0]}
    cut = [
        (part.value, translate(language, f"part_{part}"))
        for part, (text, lines) in texts.items()
        if lines and lines[-1].endswith(_CUT) and not text.endswith(_CUT)
    ]
    source = "" if Part.SOURCE in without else source_line(scene, options)
    if source.endswith(_CUT):
        cut.append((Part.SOURCE.value, translate(language, "part_source")))
    name = author(scene, options)
    if name and author_line(scene, options) != name and drawing.has_author:
        cut.append(("author", translate(language, "check_author")))
    named = {n for text in drawing.stop_labels for n in text.stops}
    in_part = sorted(
        {
            n
            for text in drawing.stop_labels
            if text.text.endswith(_CUT) and not any(_has_cut(scene, n) for n in text.stops)
            for n in text.stops
        }
    )
    cut += _stops(in_part, scene, drawing)
    number = len(texts) + bool(source) + drawing.has_author + len(named)
    return Omission(_ENDS, tuple(cut), number)


def _has_cut(scene: Scene, number: int) -> bool:
    """Tell whether a stop's own words hold what would mark them as cut."""
    stop = scene.journey.stops[number]
    words = (stop.name, stop.arrival_text, stop.departure_text)
    return any(
        _CUT in phrase.text for each in words for phrase in (each.original, *each.translations)
    )


def _of_credits(scene: Scene, drawing: Drawing) -> Omission:
    """Return credits that no licence demands, where there is no room for them."""
    language, journey = drawing.options.language, scene.journey
    below = "".join(
        text.text for text in drawing.furniture if text.at[1] > drawing.frame.bottom
    ).replace(" ", "")
    licence = licence_words(journey, language)
    has_licence = licence.rstrip(".").replace(" ", "") in below
    wanted = [
        ("author", "check_author", drawing.has_author, author_line(scene, drawing.options)),
        ("licence", "about_licence", has_licence, licence),
    ]
    there = [each for each in wanted if each[3]]
    left = tuple((key, translate(language, words)) for key, words, is_in, _ in there if not is_in)
    return Omission(_CREDITS, left, len(there))
