"""What is said of the whole journey, journey.toml. Rows are the lines of the file."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from routemap.journey import Phrase, Step, Wording
from routemap.tables import language_tag
from routemap.tables.excerpt import plain, shown
from routemap.tables.strange_characters import report_strange_characters
from routemap.tables.suggestion import did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from routemap.tables.ledger import Ledger

DEFAULT_LANGUAGE = "en"

_TEXTS = ("title", "subtitle", "credit", "name_policy", "boundary_policy")
_WORDS = ("language", "time_zone", "step", "licence")
_REPORT = "report"
_REPORT_TEXTS = ("title", "note")
_LINE_OF_ERROR = re.compile(r"\(at line (\d+)")
_BARE_TRANSLATION = re.compile(r"^\s*[\w-]+@[\w-]+\s*=", re.MULTILINE)


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
    try:
        entries = tomllib.loads(text)
    except (ValueError, RecursionError) as problem:
        _report_no_toml(text, problem, ledger)
        return About()
    top = _Section(entries, "", text, ledger)
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
    below = _Section(report, _REPORT, text, ledger)
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

    def __init__(self, entries: Mapping[str, object], name: str, text: str, ledger: Ledger) -> None:
        self._entries = entries
        self._name = name
        self._text = text
        self._ledger = ledger

    def error(self, key: str, what: str, mend: str) -> None:
        """Take down an error in an entry."""
        self._ledger.error(self._line(key), self._full(key), what, mend)

    def report_unknown_keys(self, known: tuple[str, ...], translatable: tuple[str, ...]) -> None:
        """Warn of entries that nothing reads."""
        for key in self._entries:
            name, at, _ = key.partition("@")
            if name not in known:
                what = f"{shown(key)} is not an entry here, so it is not read"
                mend = did_you_mean(name, known, f"the entries are {listed(known)}")
                self._ledger.warn(self._line(key), self._full(key), what, mend)
            elif at and name not in translatable:
                mend = f"those that can are {listed(translatable)}"
                self.error(key, f"{shown(key)}: “{name}” cannot be translated", mend)

    def word(self, key: str) -> str:
        """Return the text of an entry, "" if it is missing or not text."""
        found = self._entries.get(key, "")
        if not isinstance(found, str):
            self.error(key, f"{shown(key)} is not text", "put it in quotation marks")
            return ""
        report_strange_characters(found, self._line(key), self._full(key), self._ledger)
        return found.strip()

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
        section = re.search(rf"^\s*\[{self._name}\]", self._text, re.MULTILINE)
        start = section.end() if self._name and section else 0
        entry = re.compile(rf"^\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", re.MULTILINE)
        found = entry.search(self._text, start)
        return self._text.count("\n", 0, found.end()) + 1 if found else 0


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
    bare = _BARE_TRANSLATION.search(text)
    if bare and line == text.count("\n", 0, bare.end()) + 1:
        key = bare[0].strip(" \t\r\n=")
        ledger.error(line, plain(key), "the name of this entry holds @", f'write "{key}" = …')
        return
    reason = str(problem).partition(" (at ")[0] if found else "it cannot be read"
    mend = 'write each entry as name = "text" on a line of its own'
    ledger.error(line, "", f"this is not TOML ({plain(reason)})", mend)
