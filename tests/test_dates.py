"""What reading an EDTF date promises: order, span, moment, and a mend for what is refused."""

from __future__ import annotations

from calendar import isleap, monthrange

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from routemap.errors import DateError
from routemap.model.edtf_dates import Day, is_provably_before, parse_date, starts_later

ALPHABET = "0123456789-/.?~%XYTEZ:+[]{}, u"


def days_in(year: int, month: int) -> int:
    return monthrange(2000 if isleap(year) else 2001, month)[1]


def iso_year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def iso(day: Day) -> str:
    return f"{iso_year(day.year)}-{day.month:02}-{day.day:02}"


@st.composite
def any_day(draw: st.DrawFn) -> Day:
    year, month = draw(st.integers(-9999, 9999)), draw(st.integers(1, 12))
    return Day(year, month, draw(st.integers(1, days_in(year, month))))


@st.composite
def any_date(draw: st.DrawFn) -> str:
    """A year, month, season or day, perhaps qualified, or a stretch between two of them."""
    first, last = sorted(draw(st.tuples(any_day(), any_day())))
    lengths = ("year", "month", "season", "day")
    start_length, end_length = draw(st.sampled_from(lengths)), draw(st.sampled_from(lengths))
    start, end = _cut(first, start_length), _cut(last, end_length)
    qualifiers = ("",) if start_length == "season" else ("", "~", "?", "%")
    one = start + draw(st.sampled_from(qualifiers))
    forms = [one, f"{one}/..", f"{one}/", f"../{end}", f"/{end}"]
    if parse_date(start).sort_day <= (parse_date(end).latest or first):
        forms.append(f"{start}/{end}")
    return draw(st.sampled_from(forms))


def _cut(day: Day, length: str) -> str:
    year = iso_year(day.year)
    if length == "season":
        return f"{year}-{21 + day.month % 4}"
    return {"year": year, "month": f"{year}-{day.month:02}", "day": iso(day)}[length]


@given(st.lists(any_day(), min_size=2))
def test_days_of_any_year_sort_like_their_numbers(days: list[Day]) -> None:
    dates = [parse_date(iso(day)) for day in days]
    assert [date.sort_day for date in sorted(dates, key=lambda d: d.sort_day)] == sorted(days)


@given(any_day())
def test_a_day_means_that_day_alone(day: Day) -> None:
    date = parse_date(iso(day))
    assert date.earliest == date.latest == day
    assert date.is_exact_day
    assert date.earliest is not None
    assert date.moment_id == iso(day)


@given(any_day())
def test_a_month_and_a_year_mean_all_their_days(day: Day) -> None:
    month = parse_date(iso(day)[:-3])
    assert month.earliest == Day(day.year, day.month, 1)
    assert month.latest == Day(day.year, day.month, days_in(day.year, day.month))
    year = parse_date(iso_year(day.year))
    assert (year.earliest, year.latest) == (Day(day.year, 1, 1), Day(day.year, 12, 31))
    assert not month.is_exact_day
    assert not year.is_exact_day


@given(any_day(), st.sampled_from("~?%"))
def test_a_qualifier_widens_nothing_but_is_kept(day: Day, qualifier: str) -> None:
    date = parse_date(iso(day) + qualifier)
    assert date.earliest == date.latest == day
    assert date.is_approximate == (qualifier in "~%")
    assert date.is_uncertain == (qualifier in "?%")
    assert not date.is_exact_day
    assert date.moment_id == iso(day)


@given(any_day())
def test_an_open_start_sorts_and_joins_at_its_last_day(day: Day) -> None:
    by_day, by_month = parse_date(f"../{iso(day)}"), parse_date(f"../{iso(day)[:-3]}")
    assert by_day.earliest is None
    assert by_day.sort_day == day
    assert by_day.moment_id == iso(day)
    assert by_month.sort_day == Day(day.year, day.month, days_in(day.year, day.month))


@given(any_day())
def test_an_open_end_sorts_and_joins_at_its_first_day(day: Day) -> None:
    date = parse_date(f"{iso(day)}/..")
    assert (date.earliest, date.latest) == (day, None)
    assert date.sort_day == day
    assert date.moment_id == iso(day)


@given(any_day(), any_day())
def test_a_stretch_of_time_runs_forwards_only(one: Day, other: Day) -> None:
    first, last = sorted((one, other))
    date = parse_date(f"{iso(first)}/{iso(last)}")
    assert (date.earliest, date.latest, date.sort_day) == (first, last, first)
    assert date.moment_id == iso(first)
    if first != last:
        with pytest.raises(DateError, match="ends before it starts"):
            parse_date(f"{iso(last)}/{iso(first)}")


@given(any_date())
def test_the_id_of_a_moment_is_a_date_of_the_same_moment(text: str) -> None:
    date = parse_date(text)
    again = parse_date(date.moment_id)
    assert again.moment_id == date.moment_id
    assert not again.is_approximate
    assert not again.is_uncertain
    assert date.sort_day == (again.latest if date.earliest is None else again.earliest)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-21", (2023, 3, 1), (2023, 5, 31)),
        ("202X", (2020, 1, 1), (2029, 12, 31)),
        ("19XX", (1900, 1, 1), (1999, 12, 31)),
        ("2023-XX", (2023, 1, 1), (2023, 12, 31)),
        ("2023-09-XX", (2023, 9, 1), (2023, 9, 30)),
        ("Y-17000", (-17000, 1, 1), (-17000, 12, 31)),
        ("0000-02-29", (0, 2, 29), (0, 2, 29)),
    ],
)
def test_seasons_unspecified_digits_and_long_years_are_read(
    text: str, first: tuple[int, int, int], last: tuple[int, int, int]
) -> None:
    date = parse_date(text)
    assert (date.earliest, date.latest) == (first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("../Y17000", None, (17000, 12, 31)),
        ("Y-17000/..", (-17000, 1, 1), None),
        ("Y-17000/2023-21", (-17000, 1, 1), (2023, 5, 31)),
        ("../2023-24", None, (2023, 12, 31)),
    ],
)
def test_intervals_of_long_years_and_seasons_are_read_in_silence(
    text: str,
    first: tuple[int, int, int] | None,
    last: tuple[int, int, int] | None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    date = parse_date(text)
    assert (date.earliest, date.latest) == (first, last)
    assert capsys.readouterr() == ("", "")


def test_a_time_of_day_stays_with_its_day() -> None:
    date = parse_date("2023-09-13T13:00:00")
    assert date.time == "13:00:00"
    assert date.moment_id == "2023-09-13"
    assert date.is_exact_day


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("12/09/2023", "write the year first: 2023-09-12"),
        ("01.05.2024", "write the year first: 2024-05-01 or 2024-01-05"),
        ("14/11/1889", "write 1889-11-14"),
        ("5/5/2024", "write 2024-05-05"),
        ("31.02.2024", "write the year first: 2023-09-12"),
        ("99.99.2024", "write the year first: 2023-09-12"),
        ("1.1.0000", "write the year first: 2023-09-12"),
        ("12.9.23", "write the year first: 2023-09-12"),
        ("2023/9/3", "write 2023-09-03"),
        ("2023.09.13", "write 2023-09-13"),
        ("2024-05-04T09:00", "write it as 2024-05-04T09:00:00"),
        ("2024-05-04T09:00+01:00", "write it as 2024-05-04T09:00:00+01:00"),
        ("2024-05-04T09:00-0330", "write it as 2024-05-04T09:00:00-03:30"),
        ("2024-05-04T09:00Z", "write it as 2024-05-04T09:00:00Z"),
        ("2024-05-04T09:00/2024-05-05T10:30", "write it as 2023-09-13T13:00:00"),
        ("2024-05-04T25:00", "write it as 2023-09-13T13:00:00"),
        ("../..", "leave the cell empty"),
        ("2023-09-13/2023-09-12", "write the earlier date first"),
        ("1900-02-29", "correct the month or the day"),
        ("-0001-02-29", "correct the month or the day"),
        ("[2023-09-12,2023-09-13]", "2023-09-12/2023-09-13"),
        ("2023-XX-13", "2023-09-12/2023-09-13"),
        ("2023-25", "2023-09-12/2023-09-13"),
        ("2023-41", "2023-09-12/2023-09-13"),
    ],
)
def test_a_refused_date_says_how_to_write_it(text: str, hint: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text)
    assert text in refused.value.what
    assert hint in refused.value.hint
    assert str(refused.value) == f"{refused.value.what}; {refused.value.hint}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2023-09-13",
        "2023-13",
        "2023-02-30",
        "2023-00-10",
        "2023-09-00",
        "2023-9-3",
        "23-09-13",
        "-0000",
        "2023-09-1X",
        "2023-09-13T25:00:00",
        "13 September 2023",
        "September 2023",
        "２０２３-09-13",
        "nan",
        "/",
        "2023-09-12/2023-09-13/2023-09-14",
        "../20XX",
        "2023/2023-XX",
        "2023-09-12/2023-09-1X",
        "2023T10:00:00",
        "2023-09T10:00:00",
        "2023-09-12T10:00:00/2023-09-13T10:00:00",
    ],
)
def test_what_is_no_edtf_date_is_refused_in_silence(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(text)
    assert refused.value.hint
    assert capsys.readouterr() == ("", "")


@given(st.text(ALPHABET, max_size=24) | st.text(max_size=12))
def test_any_text_is_a_date_or_is_refused_with_a_mend(text: str) -> None:
    try:
        date = parse_date(text)
    except DateError as refused:
        words = (refused.what, refused.hint)
    else:
        words = (date.edtf, date.moment_id)
        assert date.edtf == text
        assert date.sort_day
        assert parse_date(date.moment_id).moment_id == date.moment_id
    assert all(words)


# The library edtf reads the same ----------------------------------------------------------------


@st.composite
def unusual_date(draw: st.DrawFn) -> str:
    """A date that is no plain year, month or day, rightly written or nearly so."""
    year = iso_year(draw(st.integers(-9999, 9999)))
    two = st.integers(0, 99).map("{:02}".format)
    qualifier = draw(st.sampled_from(("", "", "?", "~", "%")))
    day = f"{year}-{draw(two)}-{draw(two)}"
    zone = draw(st.sampled_from(("", "Z", "+14:00", "-00:00")) | two.map("+{}".format))
    forms = (
        f"{year[:-1]}X{qualifier}",
        f"{year[:-2]}XX{qualifier}",
        f"{year.lstrip('-')}-XX{qualifier}",
        f"{year.lstrip('-')}-XX-XX{qualifier}",
        f"{year.lstrip('-')}-{draw(two)}-XX{qualifier}",
        f"{year}-2{draw(st.integers(0, 4))}",
        f"Y{draw(st.integers(-99_999_999, 999_999_999))}",
        f"{day}T{draw(two)}:{draw(two)}:{draw(two)}{zone}",
        f"{day}T{draw(two)}:{draw(two)}:{draw(two)}{zone}:{draw(two)}",
        f"{iso(draw(any_day()))}T24:00:00{zone}",
        f"{iso(draw(any_day()))}T12:34:56{zone}:{draw(two)}",
    )
    return draw(st.sampled_from(forms))


@given(unusual_date())
def test_unusual_dates_mean_what_the_library_edtf_says(text: str) -> None:
    try:
        parsed = edtf.parse_edtf(text)
        days = [Day(*day[:3]) for day in (parsed.lower_strict(), parsed.upper_strict())]
    except (edtf.EDTFParseException, ValueError):
        days = []
    try:
        date = parse_date(text)
    except DateError:
        # edtf lets 1900-02-29 pass.
        assert not days or ("-02-29" in text and not isleap(days[0].year))
    else:
        assert [date.earliest, date.latest] == days


@given(any_day())
def test_nothing_starts_before_an_open_start(day: Day) -> None:
    dated, from_ever = parse_date(iso(day)), parse_date(f"../{iso(day)}")
    assert starts_later(dated, from_ever)
    assert not starts_later(from_ever, dated)
    assert not starts_later(from_ever, from_ever)


def test_times_with_their_zones_are_compared_as_instants() -> None:
    left, landed = map(parse_date, ("2024-01-05T00:30:00+09:00", "2024-01-04T17:30:00-08:00"))
    assert starts_later(landed, left)
    assert is_provably_before(left, landed)
    assert not is_provably_before(landed, left)
    same = parse_date("2024-01-04T15:30:00Z")
    assert not is_provably_before(same, left)
    assert not is_provably_before(left, same)
