"""Rows of a whole journey that cannot all be true, as problems."""

from __future__ import annotations

from collections.abc import Iterator

from routemap.errors import Problem, Quoting
from routemap.model.edtf_dates import is_provably_before
from routemap.model.itinerary import Itinerary
from routemap.reasoning.bounds import Findings, Grounds, Travel, what_follows
from routemap.reasoning.premises import EventThere, Statements, StopDate
from routemap.tables.problems import ProblemLog, in_words, plain, shown
from routemap.tables.schema import EVENTS, JOURNEY


def contradictions(itinerary: Itinerary) -> tuple[Problem, ...]:
    """Warn of rows that cannot all be true, with the speeds that journey.toml assumes.

    Two dates of one traveller that run backwards are left out: they were told when the table of
    stops was read.
    """
    findings = what_follows(itinerary, itinerary.journey.speeds)
    return tuple(
        _problem(grounds, findings)
        for grounds in findings.contradictions
        if not _is_told(grounds, findings.statements)
    )


def _problem(grounds: Grounds, findings: Findings) -> Problem:
    places = [_place(each, findings.statements) for each in grounds.dates]
    file, row, column = places[0] if places else (JOURNEY.file, 0, "")
    named = [
        *(_named(each, file, findings.statements) for each in grounds.dates),
        *(_assumed(each) for each in grounds.travel),
    ]
    what = Quoting("{} cannot all be true", in_words(named, "and"))
    log = ProblemLog(file)
    log.warning(row, column, what, in_words([*_hints(grounds, findings)], "or"))
    return log.in_row_order[0]


def _place(premise: StopDate | EventThere, statements: Statements) -> tuple[str, int, str]:
    """Return file, row and column of a premise."""
    journey = statements.itinerary.journey
    if isinstance(premise, StopDate):
        return journey.stops_file, journey.stops[premise.stop].row, premise.occasion.value
    return EVENTS.file, journey.events[premise.event].row, "date"


def _named(premise: StopDate | EventThere, file: str, statements: Statements) -> str:
    """Return a premise with its row, and with its file if that is not the one given."""
    where, row, column = _place(premise, statements)
    date = statements.date_of(premise)
    of_file = "" if where == file else f" of {plain(where)}"
    place = f"in row {row}{of_file}"
    if isinstance(premise, StopDate):
        return f"the {column} {date.edtf if date else ''} {place}"
    event = statements.itinerary.journey.events[premise.event]
    when = f" on {date.edtf}" if date else ""
    return f"the event {shown(event.headline.original.text)}{when} {place}"


def _assumed(travel: Travel) -> str:
    speed = travel.speed
    return f"{travel.way.km:,.0f} km by {plain(speed.mode)} at {speed.km_per_hour:g} km/h at most"


def _hints(grounds: Grounds, findings: Findings) -> Iterator[str]:
    dates = filter(None, (findings.statements.date_of(each) for each in grounds.dates))
    example = next((date.edtf for date in dates if not date.time), "")
    if example:
        yield f"mark a date that its source may have wrong: {example}?"
    events = findings.statements.itinerary.journey.events
    if any(isinstance(each, EventThere) and events[each.event].who for each in grounds.dates):
        yield "take out of “who” those who were not there"
    if grounds.travel:
        yield "assume a higher speed"


def _is_told(grounds: Grounds, statements: Statements) -> bool:
    if grounds.travel or not all(isinstance(each, StopDate) for each in grounds.dates):
        return False
    tracks = {statements.itinerary.track_of(statements.stop_of(each)) for each in grounds.dates}
    first, last = (statements.date_of(each) for each in (grounds.dates[0], grounds.dates[-1]))
    return len(tracks) == 1 and bool(first and last and is_provably_before(last, first))
