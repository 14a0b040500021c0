"""The problems of a file, each worded for one line of a terminal, with a hint at how to fix it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from itertools import islice, takewhile
from operator import eq

from routemap.errors import Level, Problem, Quoting, pattern_of
from routemap.i18n.catalog import truncated
from routemap.tables.limits import MOST_PROBLEMS

Hint = str | Callable[[], str]
"""How to fix a problem, or a function that finds out: called only if the problem is listed."""

REPLACEMENT = "\ufffd"
"""What a conversion writes for a character that it does not know."""
SURROGATE = re.compile("[\ud800-\udfff]")
"""Half a character of UTF-16."""
# Control characters that XML, and so SVG, cannot hold (XML 1.0, 2.2); embeddings, overrides and
# isolates, which reach beyond their cell (Unicode Standard Annex 9).
_TYPE_AGAIN, _REMOVE = "type it again", "remove it: right-to-left text needs none"
_STRANGE = (
    ("\0", Level.ERROR, "a NUL byte", _TYPE_AGAIN),
    (SURROGATE, Level.ERROR, "half a character ({})", _TYPE_AGAIN),
    (REPLACEMENT, Level.WARNING, "“�” ({}), left behind by a conversion", _TYPE_AGAIN),
    (
        "[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]",
        Level.ERROR,
        "{}, which no picture or page can hold",
        _TYPE_AGAIN,
    ),
    ("[\x7f-\x9f\ufeff]", Level.WARNING, "the invisible control character {}", _TYPE_AGAIN),
    (
        "[\u202a-\u202e\u2066-\u2069]",
        Level.WARNING,
        "{}, which turns the direction of writing",
        _REMOVE,
    ),
)

_LONGEST_QUOTED = 60
_MOST_LISTED = 12
_MOST_ROWS = 3
_LIKENESS = 0.5  # low enough for "lat" → "latitude"
# Comparing is slow: it may take as many steps as two words have pairs of letters, and more.
_MOST_COMPARED = 300
_LONGEST_COMPARED = 60
_MOST_PAIRS = 1_000_000
_SHORTEST_WITH_A_SLIP = 4
_NO_SLIPS = frozenset(
    (
        *("altitude", "platitude", "county", "deadline", "form", "model", "kid", "updated"),
        *("preference", "preferences", "vocation", "dated"),
    )
)
"""Words that lie one slip from the name of a column, and have a meaning of their own."""


class ProblemLog:
    """The problems found in one file so far.

    The first thousand errors, and as many warnings, are listed; the others are counted. Nobody
    reads more, and a file that is wrong everywhere costs no more than one that is not.

    Parameters
    ----------
    file
        Name of the file, as its owner knows it.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._found: Counter[Level] = Counter()
        self._row_of_more: dict[Level, int] = {}

    @property
    def in_row_order(self) -> tuple[Problem, ...]:
        """Return the problems by row; within a row, in the order they were found."""
        more = [
            Problem(
                self.file,
                row,
                "",
                f"there are {self._found[level] - MOST_PROBLEMS:,} more {level}s in this file",
                "fix those that are listed first",
                level,
            )
            for level, row in self._row_of_more.items()
        ]
        return tuple(sorted([*self._problems, *more], key=lambda problem: problem.row))

    def error(self, row: int, column: str, what: str, hint: Hint) -> None:
        """Add a problem that makes the journey impossible to show. Row 0 is the whole file."""
        self.add(Level.ERROR, row, column, what, hint)

    def warning(self, row: int, column: str, what: str, hint: Hint) -> None:
        """Add something that is probably a mistake. Row 0 is the whole file."""
        self.add(Level.WARNING, row, column, what, hint)

    def add(self, level: Level, row: int, column: str, what: str, hint: Hint) -> None:
        """Add a problem, in words fit for any terminal whatever they quote of the table."""
        self._found[level] += 1
        if self._found[level] > MOST_PROBLEMS:
            self._row_of_more.setdefault(level, row)
            return
        how = hint if isinstance(hint, str) else hint()
        column, said, cure = (str(printable(each)) for each in (column, what, how))
        kind = f"{pattern_of(what)}; {pattern_of(how)}"
        self._problems.append(Problem(self.file, row, column, said, cure, level, kind))

    def checked_text(self, text: str, row: int, column: str, longest: int) -> str:
        """Return a text cut to a length, and add what is strange about it, once a kind."""
        if not text.isprintable() or REPLACEMENT in text:
            for pattern, level, what, hint in _STRANGE:
                found = re.search(pattern, text)
                if found:
                    held = what.format(codepoint(found[0]))
                    self.add(level, row, column, f"the text holds {held}", hint)
        if len(text) > longest:
            what = Quoting("the text has {:,} letters, the limit is {:,}", len(text), longest)
            self.error(row, column, what, "shorten it")
        return text[:longest]


# Problems that are alike --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one column that are wrong in the same way and have the same cure.

    `first` speaks for all of them, `rows` are the first three, `count` is how many there are.
    """

    first: Problem
    rows: tuple[int, ...]
    count: int

    @property
    def others(self) -> str:
        """Return where the others are, as "rows 3, 4 and 868 more", "" if there are none."""
        also, more = self.rows[1:], self.count - len(self.rows)
        if not also:
            return ""
        row = "row" if self.count == 2 else "rows"  # noqa: PLR2004  the first and one more
        numbers = [f"{each:,}" for each in also]
        return f"{row} {in_words([*numbers, f'{more:,} more'] if more else numbers, 'and')}"

    def __str__(self) -> str:
        """Return the first problem on one line, and where the others are."""
        notes = [f"so {'is' if self.count == 2 else 'are'} {self.others}"] if self.others else []  # noqa: PLR2004
        notes += ["warning"] if self.first.level is Level.WARNING else []
        return " ".join((str(self.first), *(f"({note})" for note in notes)))


def grouped(problems: Iterable[Problem]) -> tuple[ProblemGroup, ...]:
    """Return problems of one file, column and kind as one entry, in the order of the first."""
    alike: dict[tuple[str, str, Level, str], list[Problem]] = {}
    for problem in problems:
        kind = problem.kind or f"{problem.what}; {problem.hint}"
        key = (problem.file, problem.column, problem.level, kind)
        alike.setdefault(key, []).append(problem)
    return tuple(
        ProblemGroup(each[0], tuple(one.row for one in each[:_MOST_ROWS]), len(each))
        for each in alike.values()
    )


def reason(error: OSError) -> str:
    """Return what the system says about a problem with a file or folder."""
    return error.strerror or str(error) or type(error).__name__


# Quoting a table: on one line, short, and with nothing invisible left in it ----------------------


def shown(text: str) -> str:
    """Return `text` in quotation marks, as `plain` writes it."""
    return f"“{plain(text)}”"


def plain(text: str) -> str:
    """Return `text` cut to 60 characters, with invisible ones written as <U+XXXX>."""
    return printable(truncated(text, _LONGEST_QUOTED))


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


def listed(words: Iterable[str]) -> str:
    """Return the words as a short list: "a, b, c"."""
    every = list(words)
    more = f" and {len(every) - _MOST_LISTED:,} more" if len(every) > _MOST_LISTED else ""
    return ", ".join(plain(word) for word in every[:_MOST_LISTED]) + more


def in_words(words: Sequence[str], conjunction: str) -> str:
    """Return the words as a sentence has them: "a, b and c"."""
    *most, last = words
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def one_of(words: Sequence[str]) -> str:
    """Return the words as a choice: "a, b or c"."""
    return in_words(words, "or")


# Guessing what was meant, for a message only -----------------------------------------------------


class Choices:
    """Words of which one was meant. After many wrong words it stops guessing, which is slow.

    Parameters
    ----------
    words
        All of them, in the order in which they are listed and compared.
    """

    def __init__(self, words: Collection[str]) -> None:
        self._words = words
        self._meant: dict[str, str] = {}
        self._pairs_left = _MOST_PAIRS

    @cached_property
    def listed(self) -> str:
        """Return the words as a short list: "a, b, c"."""
        return listed(self._words)

    @cached_property
    def _by_plain(self) -> dict[str, str]:
        first = islice(self._words, _MOST_COMPARED)
        return {word.casefold(): word for word in first if len(word) <= _LONGEST_COMPARED}

    @cached_property
    def _letters(self) -> int:
        return sum(map(len, self._by_plain))

    def nearest(self, word: str, likeness: float = _LIKENESS) -> str:
        """Return the choice most like `word`, or "" if none is or it would take too long."""
        pairs = len(word) * self._letters
        if len(word) > _LONGEST_COMPARED or pairs > self._pairs_left:
            return ""
        self._pairs_left -= pairs
        found = get_close_matches(word.casefold(), list(self._by_plain), n=1, cutoff=likeness)
        return self._by_plain[found[0]] if found else ""

    def did_you_mean(self, word: str, otherwise: str) -> str:
        """Return a question naming the choice most like `word`, or `otherwise` if none is."""
        if word not in self._meant:
            self._meant[word] = self.nearest(word)
        choice = self._meant[word]
        return Quoting("did you mean {}?", shown(choice)) if choice else otherwise


def likely_slip(word: str, choices: Iterable[str]) -> str:
    """Return the choice that `word` is but for a slip of the pen, "" if it is none.

    A letter is missing, too many or another, or two are swapped. Words that mean something else
    are no slips.
    """
    plain_word = word.casefold()
    if plain_word in _NO_SLIPS or len(word) > _LONGEST_COMPARED:
        return ""
    return next((choice for choice in choices if _is_slip(plain_word, choice.casefold())), "")


def _is_slip(word: str, meant: str) -> bool:
    start = _common(word, meant)
    end = _common(word[start:][::-1], meant[start:][::-1])
    written, wanted = word[start : len(word) - end], meant[start : len(meant) - end]
    lengths = (len(written), len(wanted))
    if len(meant) < _SHORTEST_WITH_A_SLIP:
        return lengths == (0, 0)
    is_other_letter = lengths == (1, 1) and len(meant) > _SHORTEST_WITH_A_SLIP
    is_swapped = lengths == (2, 2) and written == wanted[::-1]
    return sum(lengths) <= 1 or is_other_letter or is_swapped


def _common(one: str, other: str) -> int:
    """Return how many letters two words have in common at their beginning."""
    return sum(takewhile(bool, map(eq, one, other)))


def did_you_mean(word: str, choices: Collection[str], otherwise: str) -> str:
    """Return a question naming the choice most like `word`, or `otherwise` if none is."""
    return Choices(choices).did_you_mean(word, otherwise)
