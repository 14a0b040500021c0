"""What is said of the whole journey, journey.toml. Rows are the lines of the file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from routemap.model.journey import Phrase, Step, Wording
from routemap.tables import language_tag
from routemap.tables.excerpt import plain, shown
from routemap.tables.limits import LARGEST_ABOUT_BYTES, LONGEST_NAME, LONGEST_TEXT
from routemap.tables.strange_characters import report_strange_characters, shortened
from routemap.tables.suggestion import Choices, did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routemap.tables.problems import Ledger

DEFAULT_LANGUAGE = "en"

_Lines = dict[tuple[str, str], int]
"""In which line an entry stands, by its section and its name."""

_TEXTS = ("title", "subtitle", "credit", "name_policy", "boundary_policy")
_LONG = ("credit", "name_policy", "boundary_policy", "note")
_WORDS = ("language", "time_zone", "step", "licence")
_REPORT = "report"
_AROUND_KEYS = " \t\"'"
_REPORT_TEXTS = ("title", "note")
_LINE_OF_ERROR = re.compile(r"\(at line (\d+)")
_BARE_TRANSLATION = re.compile(r"[ \t]*([\w-]+@[\w-]+)[ \t]*=")
# Words and remarks; what is not closed reaches to the end, so that nothing is looked at twice.
_WORDS_OR_REMARK = re.compile(
    r'"""(?:\\.?|[^\\])*?(?:"""|\Z)'
    r"|'''.*?(?:'''|\Z)"
    r'|"(?:\\.?|[^"\\\n])*"?'
    r"|'[^'\n]*'?"
    r"|#[^\n]*",
    re.DOTALL,
)
# Each dot between two keys opens a section within the last; reading them takes their square.
_MOST_DOTS = 30


def _empty() -> Wording:
    return Wording(Phrase("", ""))


@dataclass(frozen=True, slots=True)
class About:
    """What is said of the whole journey."""

    title: Wording = field(default_factory=_empty)
    subtitle: Wording = field(default_factory=_empty)
    language: str = DEFAULT_LANGUAGE
    time_zone: str = ""
    step: Step = Step.DAY
    credit: Wording = field(default_factory=_empty)
    licence: str = ""
    report_title: Wording = field(default_factory=_empty)
    report_note: Wording = field(default_factory=_empty)
    name_policy: Wording = field(default_factory=_empty)
    boundary_policy: Wording = field(default_factory=_empty)


def read_about(text: str, ledger: Ledger) -> About:
    """Return what the file says; what it says wrongly is left out and goes into the ledger."""
    if len(text) > LARGEST_ABOUT_BYTES:
        what = f"the file has {len(text):,} letters, the limit is {LARGEST_ABOUT_BYTES:,}"
        ledger.error(0, "", what, "shorten it")
        return About()
    lines = _WORDS_OR_REMARK.sub("", text).split("\n")
    if max(line.count(".") for line in lines) > _MOST_DOTS:
        what = f"a line has more than {_MOST_DOTS} dots outside of quotation marks"
        ledger.error(0, "", what, 'write each entry as name = "text" on a line of its own')
        return About()
    try:
        entries = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        _report_no_toml(text, problem, ledger)
        return About()
    lines_of_keys = _lines_of_keys(text)
    top = _Section(entries, "", lines_of_keys, ledger)
    top.report_unknown_keys((*_TEXTS, *_WORDS, _REPORT), _TEXTS)
    tag = top.word("language")
    language = language_tag.canonical_tag(tag)
    if tag and not language:
        top.error("language", f"{shown(tag)} is not a language tag", language_tag.HOW_TO_WRITE)
    language = language or DEFAULT_LANGUAGE
    report = entries.get(_REPORT, {})
    if not isinstance(report, dict):
        top.error(_REPORT, "“report” is not a section", "write [report] on a line of its own")
        report = {}
    below = _Section(report, _REPORT, lines_of_keys, ledger)
    below.report_unknown_keys(_REPORT_TEXTS, _REPORT_TEXTS)
    return About(
        title=top.wording("title", language),
        subtitle=top.wording("subtitle", language),
        language=language,
        time_zone=_time_zone(top),
        step=_step(top),
        credit=top.wording("credit", language),
        licence=top.word("licence"),
        report_title=below.wording("title", language),
        report_note=below.wording("note", language),
        name_policy=top.wording("name_policy", language),
        boundary_policy=top.wording("boundary_policy", language),
    )


class _Section:
    """The entries of the file, or of a section of it."""

    def __init__(
        self, entries: Mapping[str, object], name: str, lines: _Lines, ledger: Ledger
    ) -> None:
        self._entries = entries
        self._name = name
        self._lines = lines
        self._ledger = ledger

    def error(self, key: str, what: str, mend: str) -> None:
        """Take down an error in an entry."""
        self._ledger.error(self._line(key), self._full(key), what, mend)

    def report_unknown_keys(self, known: tuple[str, ...], translatable: tuple[str, ...]) -> None:
        """Warn of entries that nothing reads."""
        choices = Choices(known)
        for key in self._entries:
            name, at, _ = key.partition("@")
            if name not in known:
                what = f"{shown(key)} is not an entry here, so it is not read"
                meant = partial(choices.did_you_mean, name, f"the entries are {choices.listed}")
                self._ledger.warn(self._line(key), self._full(key), what, meant)
            elif at and name not in translatable:
                mend = f"those that can are {listed(translatable)}"
                self.error(key, f"{shown(key)}: “{name}” cannot be translated", mend)

    def word(self, key: str) -> str:
        """Return the text of an entry, "" if it is missing or not text."""
        found = self._entries.get(key, "")
        if not isinstance(found, str):
            self.error(key, f"{shown(key)} is not text", "put it in quotation marks")
            return ""
        where = self._line(key), self._full(key), self._ledger
        report_strange_characters(found, *where)
        longest = LONGEST_TEXT if key.partition("@")[0] in _LONG else LONGEST_NAME
        return shortened(found.strip(), longest, *where)

    def wording(self, key: str, language: str) -> Wording:
        """Return the text of an entry with its translations (``"title@ko"``)."""
        translations = []
        for translated in self._entries:
            name, at, tag = translated.partition("@")
            if name != key or not at:
                continue
            canonical = language_tag.canonical_tag(tag)
            if not canonical:
                what = f"{shown(translated)}: {shown(tag)} is not a language tag"
                self.error(translated, what, language_tag.HOW_TO_WRITE)
            elif words := self.word(translated):
                translations.append(Phrase(words, canonical))
        return Wording(Phrase(self.word(key), language), tuple(translations))

    def _full(self, key: str) -> str:
        return plain(f"{self._name}.{key}" if self._name else key)

    def _line(self, key: str) -> int:
        """Return the line of an entry, 0 if it is written in a way that hides it."""
        return self._lines.get((self._name, key), 0)


def _lines_of_keys(text: str) -> _Lines:
    """Return in which line each entry stands first, by the names of its section and its own."""
    lines: _Lines = {}
    section = ""
    for number, line in enumerate(text.split("\n"), start=1):
        key, equals, _ = line.partition("=")
        if line.lstrip().startswith("["):
            section = line.strip("[] \t\r")
        elif equals:
            name, dot, below = key.partition(".")
            if dot and not section:
                lines.setdefault((name.strip(_AROUND_KEYS), below.strip(_AROUND_KEYS)), number)
            for each in (key, name):
                lines.setdefault((section, each.strip(_AROUND_KEYS)), number)
    return lines


def _time_zone(section: _Section) -> str:
    name = section.word("time_zone")
    if not name:
        return ""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        mend = did_you_mean(
            name, _zones_like(name), "write a name of the IANA list, such as Asia/Vladivostok"
        )
        section.error("time_zone", f"{shown(name)} is not a time zone", mend)
        return ""
    return name


def _step(section: _Section) -> Step:
    word = section.word("step")
    if word and word not in list(Step):
        what = f"{shown(word)} is no step from moment to moment"
        section.error("step", what, did_you_mean(word, list(Step), f"write {listed(Step)}"))
    return Step(word) if word in list(Step) else Step.DAY


def _zones_like(name: str) -> list[str]:
    """Return the time zones in the order in which they should be compared."""
    area = name.partition("/")[0]
    return sorted(available_timezones(), key=lambda zone: (not zone.startswith(area), zone))


def _report_no_toml(text: str, problem: Exception, ledger: Ledger) -> None:
    found = _LINE_OF_ERROR.search(str(problem))
    line = int(found[1]) if found else 0
    bare = _BARE_TRANSLATION.match(text.split("\n")[line - 1]) if line else None
    if bare:
        what = "the name of this entry holds @"
        ledger.error(line, plain(bare[1]), what, f'write "{plain(bare[1])}" = …')
        return
    reason = str(problem).partition(" (at ")[0] if found else "it cannot be read"
    mend = 'write each entry as name = "text" on a line of its own'
    ledger.error(line, "", f"this is not TOML ({plain(reason)})", mend)
