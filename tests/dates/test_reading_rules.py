"""Rules that hold for every date that is read or written."""

from __future__ import annotations

import time
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.dates.reading import Context, Reading, explain, find, read
from bot.dates.when import NO_DATE, Precision, When
from bot.dates.writing import write
from tests.dates.saying import cell, chat

DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
MINUTES = st.integers(0, 24 * 60 - 1)
ZONES = st.sampled_from([
    None, "Africa/Nairobi", "America/New_York", "Asia/Kathmandu", "America/Indiana/Knox", "UTC",
    "UTC+05:45", "UTC-03:30", "America/Argentina/Buenos_Aires", "Europe/London", "Pacific/Auckland",
])  # fmt: skip
DAY_STYLES = [
    "%Y-%m-%d", "%d %B %Y", "%a %d %b %Y", "%A, %d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%d-%b-%Y",
    "the %dth of %B %Y", "%Y%m%d",
]  # fmt: skip
TIME_STYLES = ["%H:%M", "%Hh%M", "%I:%M%p", "%I.%M %p"]
WORDS = [
    "16", "3", "31", "2018", "'18", "jan", "feb", "Mardi", "tue", "next", "in", "days", "week", "-", "–", "/",
    ".", ":", "am", "pm", "h", "at", "from", "to", "and", "or", "noon", "mid", "early", "end of", "q2",
    "quarter", "the", "th", "tbc", "utc", "+3", "geneva", "(", ")", ",", '"', "2018-02-30", "24:00", "00",
    "half-day", "for 2 hours", "0001-01-01", "9999-12-31", "2099-12-31", "by", "before", "not before",
    "postponed by", "+1 week", "later", "img-m7", "after", "start", "same time", "every", "le", "du", "au",
    "semaine", "prochain", "week of", "second", "last", "day", "1er", "reporté d'", "was", "now", "→", "2nd",
    "first half of", "summer", "ist", "IST", "XYZ", "heure de Paris", "year", "99999999999999999999",
]  # fmt: skip


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Any value but a relative one without an offset, and an exact one that ends as it starts."""
    precision = draw(st.sampled_from(list(Precision)))
    first, length = draw(DAYS), draw(st.integers(0, 900))
    last = first + timedelta(days=length) if draw(st.booleans()) else first
    both = {
        Precision.DAY: (first, first),
        Precision.MONTH: (first, first),
        Precision.DAYS: (first, first + timedelta(days=1 + length)),
        Precision.MONTHS: (first, first + timedelta(days=31 + length)),
    }.get(precision, (first, last))
    start, end = (_shown(precision, day, draw) for day in both)
    if precision is Precision.NONE:
        return NO_DATE
    if precision is Precision.RELATIVE:
        return When(precision, start, end if draw(st.booleans()) and end != start else None,
                    anchor=draw(st.sampled_from([None, "IMG-M7"])))  # fmt: skip
    if precision is Precision.EXACT:
        assume(end > start)
        return When(precision, start, end if draw(st.booleans()) else None, draw(ZONES))
    assume(end >= start or precision is Precision.PART_MONTH)
    try:
        return When(precision, start, end if end != start else None)
    except ValueError:
        assume(False)
        raise


def _shown(precision: Precision, day: date, draw: st.DrawFn) -> str:
    minutes = draw(MINUTES)
    return {
        Precision.EXACT: f"{day}T{minutes // 60:02d}:{minutes % 60:02d}",
        Precision.HALF_DAY: f"{day}T{'AM' if minutes % 2 else 'PM'}",
        Precision.PART_MONTH: f"{day:%Y-%m}-{('early', 'mid', 'late')[minutes % 3]}",
        Precision.MONTH: f"{day:%Y-%m}",
        Precision.MONTHS: f"{day:%Y-%m}",
        Precision.QUARTER: f"{day.year}-Q{(day.month + 2) // 3}",
        Precision.YEAR: f"{day.year}",
        Precision.RELATIVE: f"{'+' if minutes % 3 else '-'}{1 + minutes % 99}{'dwmy'[minutes % 4]}",
    }.get(precision, day.isoformat())


def keys(words: str) -> str | None:
    return "IMG-M7" if words == "IMG-M7" else None


@given(whens(), st.sampled_from(["en", "fr"]))
def test_what_is_written_reads_back(when: When, language: str) -> None:
    context = Context(now=chat().now, zone="Europe/Zurich", anchors=keys)
    reading = read(write(when, language), context)
    assert [choice.when for choice in reading.choices] == [when]
    assert (reading.rest, reading.reason, reading.baseline) == ("", None, None)


@given(DAYS, st.sampled_from(DAY_STYLES))
def test_a_day_reads_back_in_every_style(day: date, style: str) -> None:
    assert chosen(day.strftime(style)) == When(Precision.DAY, day.isoformat())


@given(DAYS, MINUTES, MINUTES, st.sampled_from(DAY_STYLES), st.sampled_from(TIME_STYLES))
def test_a_time_reads_back_in_every_style(day: date, a: int, b: int, style: str, clock: str) -> None:
    assume(a != b)
    midnight = datetime.fromisoformat(f"{day}T00:00")
    start, end = (midnight + timedelta(minutes=minutes) for minutes in sorted((a, b)))
    text = f"{day.strftime(style)} {start.strftime(clock)}-{end.strftime(clock)}"
    assert chosen(text) == When(
        Precision.EXACT, start.isoformat(timespec="minutes"), end.isoformat(timespec="minutes")
    )


@given(DAYS, st.integers(1, 200))
def test_a_period_of_days_reads_back(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    expected = When(Precision.DAYS, first.isoformat(), last.isoformat())
    assert chosen(f"{first} - {last}") == expected
    assert chosen(f"{first:%d %b %Y} to {last:%d %b %Y}") == expected


@given(st.dates(date(2000, 1, 1), date(2099, 1, 1)), st.integers(1, 12), st.integers(1, 31))
def test_a_missing_year_is_the_next_such_date(today: date, month: int, day: int) -> None:
    now = datetime.fromisoformat(f"{today}T12:00+00:00")
    reading = read(f"{day} {date(2000, month, 1):%B}", Context(now=now, zone="UTC"))
    if not reading.choices:
        assert reading.cause == "no-such-date" and day > 28
        return
    found = reading.choices[0].when.first_day
    assert found is not None and found >= today
    assert (found.day, found.month) == (day, month)
    if (month, day) != (2, 29):
        assert date(found.year - 1, month, day) < today


def chosen(text: str) -> When:
    reading = read(text, chat())
    assert len(reading.choices) == 1, reading
    return reading.choices[0].when


def check(text: str, reading: Reading) -> None:
    """What holds for any text: a date that is understood without a question leaves nothing."""
    values = [choice.when for choice in reading.choices]
    assert len(set(values)) == len(values)
    assert reading.cause is not None or len(values) == 1
    assert (explain(reading) == "") == (reading.cause is None)
    if reading.when is not None:
        assert reading.rest == ""


@given(st.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    check(text, read(text, chat("exact 2018-04-10T14:00..16:30")))
    find(text, cell())


@given(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from(["", " "]))
def test_any_mixture_of_date_words_is_read(words: list[str], between: str) -> None:
    text = between.join(words)
    for item in ("", "exact 2018-04-10T14:00..16:30", "days 2018-05-03..2018-05-05", "month 2018-05"):
        check(text, read(text, chat(item, zone="Pacific/Auckland")))


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_dates_that_are_found_lie_side_by_side_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for heading in ("", "month 2018-04"):
        end = 0
        for found in find(text, cell(heading)).dates:
            assert end <= found.start < found.end <= len(text)
            assert found.reading.choices or found.reading.cause
            end = found.end


HOSTILE = [
    "1", "1 ", "jan ", "- ", "3/", "a ", "(", "the ", "\u0301", "16 jan - ", "1,", "1 or ", "week of ",
    "(tbc ", "1 jan 10:00 / ", "2 weeks after ", "du 1 au ", "next ", '"(', "+1 week ",
    "16 jan 10:00-11:00, ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_a_text_ten_times_as_long_takes_at_most_some_thirty_times_as_long(unit: str) -> None:
    # Were the time to grow with the square of the length, it would be a hundred times.
    short, long = (unit * 300)[:300], (unit * 3000)[:3000]
    assert cost(long) < 30 * cost(short) + 0.05


def cost(text: str) -> float:
    """The least of three measurements, in seconds of this process."""
    measured = []
    for _attempt in range(3):
        begin = time.process_time()
        read(text, chat())
        find(text, cell())
        measured.append(time.process_time() - begin)
    return min(measured)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("16 jan 17:00-18:00", "01-16T17:00", "01-16T18:00"),
        ("16 jan 18:30", "01-16T18:30", None),
        ("le 16 janvier 19:00-20:00", "01-16T19:00", "01-16T20:00"),
    ],
)
def test_hours_after_a_month_are_not_taken_for_a_year(text: str, start: str, end: str | None) -> None:
    when = read(text, chat()).when
    assert when is not None and when.start is not None
    assert (when.start[5:], when.end and when.end[5:]) == (start, end)
