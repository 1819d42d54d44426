"""Dates as they were always understood, on Monday 20 November 2017 in Geneva."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.dates.reading import read
from bot.dates.when import When
from tests.dates.saying import chat

TODAY = datetime.fromisoformat("2017-11-20T09:00+00:00")


def written(when: When) -> str:
    """Start, end and zone in one short text."""
    end = f" .. {when.end}" if when.end else ""
    zone = f" {when.zone}" if when.zone else ""
    return f"{when.start}{end}{zone}"


ONE_MEANING = [
    ("2018-01-16", "day", "2018-01-16"),
    ("16/1", "day", "2018-01-16"),
    ("1/16", "day", "2018-01-16"),
    ("16/01/18", "day", "2018-01-16"),
    ("16.1.", "day", "2018-01-16"),
    ("16.1", "day", "2018-01-16"),
    ("3.4.", "day", "2018-04-03"),
    ("16.1.2018", "day", "2018-01-16"),
    ("16-Jan-2018", "day", "2018-01-16"),
    ("16 Jan", "day", "2018-01-16"),
    ("16jan", "day", "2018-01-16"),
    ("Jan 16th", "day", "2018-01-16"),
    ("January 16, 2018", "day", "2018-01-16"),
    ("Tue 16 Jan", "day", "2018-01-16"),
    ("Tuesday the 16th of January", "day", "2018-01-16"),
    ("on Tuesday, 16 January 2018", "day", "2018-01-16"),
    ("mardi 16 janvier", "day", "2018-01-16"),
    ("le 16 février", "day", "2018-02-16"),
    ("3/3", "day", "2018-03-03"),
    ("Tue 3/4", "day", "2018-04-03"),
    ("the 16th", "day", "2017-12-16"),
    ("20 Nov", "day", "2017-11-20"),
    ("19 Nov", "day", "2018-11-19"),
    ("today", "day", "2017-11-20"),
    ("tomorrow", "day", "2017-11-21"),
    ("day after tomorrow", "day", "2017-11-22"),
    ("in 3 days", "day", "2017-11-23"),
    ("in two weeks", "day", "2017-12-04"),
    ("Monday", "day", "2017-11-20"),
    ("Tuesday", "day", "2017-11-21"),
    ("this Friday", "day", "2017-11-24"),
    ("next Monday", "day", "2017-11-27"),
    ("Tuesday next week", "day", "2017-11-28"),
    ("１６ Jan", "day", "2018-01-16"),
    ("16\u00a0Jan", "day", "2018-01-16"),
    ("“16 Jan”", "day", "2018-01-16"),
    ("(16 Jan)", "day", "2018-01-16"),
    ("2017-11-20 15:00-18:00", "exact", "2017-11-20T15:00 .. 2017-11-20T18:00"),
    ("2017-11-20T15:30", "exact", "2017-11-20T15:30"),
    ("2017-11-20T15:30:00Z", "exact", "2017-11-20T15:30 UTC"),
    ("Tue 16 Jan 2-5pm", "exact", "2018-01-16T14:00 .. 2018-01-16T17:00"),
    ("16 Jan 14h-17h30", "exact", "2018-01-16T14:00 .. 2018-01-16T17:30"),
    ("16 Jan 14:00–17:30", "exact", "2018-01-16T14:00 .. 2018-01-16T17:30"),
    ("16 Jan 14.00", "exact", "2018-01-16T14:00"),
    ("16 Jan 16.10", "exact", "2018-01-16T16:10"),
    ("16 Jan 1400-1730", "exact", "2018-01-16T14:00 .. 2018-01-16T17:30"),
    ("16 Jan 3.30pm-5.30pm", "exact", "2018-01-16T15:30 .. 2018-01-16T17:30"),
    ("16 Jan from 2 to 5pm", "exact", "2018-01-16T14:00 .. 2018-01-16T17:00"),
    ("16 Jan between 2 and 5 p.m.", "exact", "2018-01-16T14:00 .. 2018-01-16T17:00"),
    ("16 Jan 11-1pm", "exact", "2018-01-16T11:00 .. 2018-01-16T13:00"),
    ("16 Jan 11-1", "exact", "2018-01-16T11:00 .. 2018-01-16T13:00"),
    ("16 Jan 9-5", "exact", "2018-01-16T09:00 .. 2018-01-16T17:00"),
    ("16 Jan 9-12", "exact", "2018-01-16T09:00 .. 2018-01-16T12:00"),
    ("16 Jan 12-2pm", "exact", "2018-01-16T12:00 .. 2018-01-16T14:00"),
    ("16 Jan 12am", "exact", "2018-01-16T00:00"),
    ("16 Jan 10am-noon", "exact", "2018-01-16T10:00 .. 2018-01-16T12:00"),
    ("16 Jan 03:30", "exact", "2018-01-16T03:30"),
    ("16 Jan at 10", "exact", "2018-01-16T10:00"),
    ("16 Jan - 2pm", "exact", "2018-01-16T14:00"),
    ("16 janvier 14h30", "exact", "2018-01-16T14:30"),
    ("tomorrow 2pm", "exact", "2017-11-21T14:00"),
    ("2pm tomorrow", "exact", "2017-11-21T14:00"),
    ("noon on 16 Jan", "exact", "2018-01-16T12:00"),
    ("2017-11-20 22:00 - 2017-11-21 02:00", "exact", "2017-11-20T22:00 .. 2017-11-21T02:00"),
    ("16 Jan (Tue) 2pm", "exact", "2018-01-16T14:00"),
    ("16 Jan 2018, Tuesday, 14:00-16:00", "exact", "2018-01-16T14:00 .. 2018-01-16T16:00"),
    ("16 Jan 14:00 hrs", "exact", "2018-01-16T14:00"),
    ("16 Jan 12 noon", "exact", "2018-01-16T12:00"),
    ("16 Jan 2pm for 2 hours", "exact", "2018-01-16T14:00 .. 2018-01-16T16:00"),
    ("16 Jan 14:00 (90 minutes)", "exact", "2018-01-16T14:00 .. 2018-01-16T15:30"),
    ("16 Jan 14h for 1h30", "exact", "2018-01-16T14:00 .. 2018-01-16T15:30"),
    ("16 Jan 2pm Geneva", "exact", "2018-01-16T14:00"),
    ("16 Jan 2pm Europe/Zurich", "exact", "2018-01-16T14:00"),
    ("16 Jan 2pm Nairobi", "exact", "2018-01-16T14:00 Africa/Nairobi"),
    ("16 Jan 2-5pm (New York time)", "exact", "2018-01-16T14:00 .. 2018-01-16T17:00 America/New_York"),
    ("16 Jan 14-17 bangkok", "exact", "2018-01-16T14:00 .. 2018-01-16T17:00 Asia/Bangkok"),
    ("16 Jan 2pm UTC", "exact", "2018-01-16T14:00 UTC"),
    ("16 Jan 2pm CET", "exact", "2018-01-16T14:00"),
    ("16 Jan 2pm EST", "exact", "2018-01-16T14:00 America/New_York"),
    ("16 Jan 2pm Addis Ababa", "exact", "2018-01-16T14:00 Africa/Addis_Ababa"),
    ("16 jan am", "half-day", "2018-01-16TAM"),
    ("16 Jan morning", "half-day", "2018-01-16TAM"),
    ("16 Jan in the afternoon", "half-day", "2018-01-16TPM"),
    ("tomorrow morning", "half-day", "2017-11-21TAM"),
    ("this afternoon", "half-day", "2017-11-20TPM"),
    ("28 Feb am - 1 Mar pm", "half-day", "2018-02-28TAM .. 2018-03-01TPM"),
    ("3-5 July", "days", "2018-07-03 .. 2018-07-05"),
    ("July 3-5, 2018", "days", "2018-07-03 .. 2018-07-05"),
    ("3/4 July", "days", "2018-07-03 .. 2018-07-04"),
    ("from 3 to 5 July", "days", "2018-07-03 .. 2018-07-05"),
    ("28 Feb - 2 Mar", "days", "2018-02-28 .. 2018-03-02"),
    ("29 Dec - 3 Jan", "days", "2017-12-29 .. 2018-01-03"),
    ("29 Dec - 3 Jan 2018", "days", "2017-12-29 .. 2018-01-03"),
    ("16/1-18/1", "days", "2018-01-16 .. 2018-01-18"),
    ("2018-01-16 to 2018-01-18", "days", "2018-01-16 .. 2018-01-18"),
    ("Tuesday 3 and Wednesday 4 July", "days", "2018-07-03 .. 2018-07-04"),
    ("Monday to Wednesday", "days", "2017-11-20 .. 2017-11-22"),
    ("tomorrow - Friday", "days", "2017-11-21 .. 2017-11-24"),
    ("mid-March", "part-month", "2018-03-mid"),
    ("early March 2018", "part-month", "2018-03-early"),
    ("beginning of march", "part-month", "2018-03-early"),
    ("end of March", "part-month", "2018-03-late"),
    ("end of the month", "part-month", "2017-11-late"),
    ("early November", "part-month", "2018-11-early"),
    ("mid-March - end of April", "part-month", "2018-03-mid .. 2018-04-late"),
    ("March", "month", "2018-03"),
    ("November", "month", "2017-11"),
    ("march 2018", "month", "2018-03"),
    ("Mar '18", "month", "2018-03"),
    ("2018-03", "month", "2018-03"),
    ("3/2018", "month", "2018-03"),
    ("next month", "month", "2017-12"),
    ("in 2 months", "month", "2018-01"),
    ("Mar-Apr 2018", "months", "2018-03 .. 2018-04"),
    ("March and April", "months", "2018-03 .. 2018-04"),
    ("Nov-Feb", "months", "2017-11 .. 2018-02"),
    ("Nov 2017 - Jan 2018", "months", "2017-11 .. 2018-01"),
    ("Q2 2018", "quarter", "2018-Q2"),
    ("2018-Q2", "quarter", "2018-Q2"),
    ("2nd quarter", "quarter", "2018-Q2"),
    ("fourth quarter", "quarter", "2017-Q4"),
    ("Q1-Q2 2018", "quarter", "2018-Q1 .. 2018-Q2"),
    ("2018", "year", "2018"),
    ("2018-2019", "year", "2018 .. 2019"),
    ("start + 5 months", "relative", "+5m"),
    ("TBC", "none", "None"),
    ("tbd", "none", "None"),
    ("to be confirmed", "none", "None"),
    ("no date", "none", "None"),
    ("none", "none", "None"),
    ("2017-11-20T15:30+01:00", "exact", "2017-11-20T15:30 UTC+01:00"),
    ("16 Jan 2pm GMT+3", "exact", "2018-01-16T14:00 UTC+03:00"),
    ("next week", "days", "2017-11-27 .. 2017-12-03"),
    ("01/16/2018", "day", "2018-01-16"),
    ("12/25/2018", "day", "2018-12-25"),
    ("lundi prochain", "day", "2017-11-27"),
    ("🎉 16 Jan", "day", "2018-01-16"),
    ("16\u200b \u200eJan", "day", "2018-01-16"),
    ("16 Jan 2pm UTC+5:30", "exact", "2018-01-16T14:00 UTC+05:30"),
    ("16 Jan 11pm for 2 hours", "exact", "2018-01-16T23:00 .. 2018-01-17T01:00"),
]


@pytest.mark.parametrize(("text", "precision", "expected"), ONE_MEANING)
def test_one_meaning(text: str, precision: str, expected: str) -> None:
    reading = read(text, chat(now=TODAY))
    assert reading.when is not None, reading
    assert (reading.when.precision.value, written(reading.when)) == (precision, expected)
    assert (reading.rest, reading.reason) == ("", None)


ASKED = [
    ("3/4", ["2018-04-03", "2018-03-04"]),
    ("3/4/2018", ["2018-04-03", "2018-03-04"]),
    ("Tue 17 Jan", ["2018-01-16", "2018-01-17"]),
    ("17 Jan (Tue)", ["2018-01-16", "2018-01-17"]),
    ("Tue 16th", ["2017-12-16", "2018-01-16"]),
    ("Monday 3 and Tuesday 4 July", ["2018-07-02 .. 2018-07-03", "2018-07-03 .. 2018-07-04"]),
    ("next Tuesday", ["2017-11-21", "2017-11-28"]),
    ("3 or 7 July", ["2018-07-03", "2018-07-07"]),
    ("Tuesday or Thursday", ["2017-11-21", "2017-11-23"]),
    ("16 Jan or 18 Jan", ["2018-01-16", "2018-01-18"]),
    ("16 Jan half-day", ["2018-01-16TAM", "2018-01-16TPM"]),
    ("16 Jan 2-5", ["2018-01-16T14:00 .. 2018-01-16T17:00", "2018-01-16T02:00 .. 2018-01-16T05:00"]),
    ("16 Jan 3:30", ["2018-01-16T15:30", "2018-01-16T03:30"]),
    ("16 Jan at 2", ["2018-01-16T14:00", "2018-01-16T02:00"]),
    ("3/4 14:00", ["2018-04-03T14:00", "2018-03-04T14:00"]),
    ("16 Jan 2pm CST", ["2018-01-16T14:00 America/Chicago", "2018-01-16T14:00 Asia/Shanghai"]),
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_two_meanings_are_asked(text: str, expected: list[str]) -> None:
    reading = read(text, chat(now=TODAY))
    assert reading.when is None
    assert [written(choice.when) for choice in reading.choices] == expected


NOT_UNDERSTOOD = [
    ("31 Feb", "no-such-date", ""),
    ("32 Jan", "no-such-date", ""),
    ("31/04/2018", "no-such-date", ""),
    ("29 Feb 2018", "no-such-date", ""),
    ("2017-13-45", "no-such-date", ""),
    ("13/2018", "no-such-date", ""),
    ("16 Jan 25:00", "no-such-time", ""),
    ("16 Jan 14:75", "no-such-time", ""),
    ("16 Jan 13am", "no-such-time", ""),
    ("16 Jan 15:00-14:00", "ends-too-early", ""),
    ("10pm-1am 16 Jan", "overnight", ""),
    ("16 Jan 14:00 - 15 Jan 2018 12:00", "ends-too-early", ""),
    ("5 July - 3 July", "ends-too-early", ""),
    ("5 Mar - 2 Feb", "ends-too-early", ""),
    ("3 and 7 July", "two-dates", ""),
    ("3-5 July 2pm", "one-day", ""),
    ("May 2018 2pm", "one-day", ""),
    ("2pm", "needs-day", ""),
    ("half-day", "needs-day", ""),
    ("16 Jan 14", "left-over", "14"),
    ("16 Jan 10-13 room taken", "left-over", "10-13 room taken"),
    ("16 Jan 2018 17 Jan", "two-dates", ""),
    ("16 Jan may work better", "left-over", "may work better"),
    ("July 3-5pm", "one-day", ""),
    ("16 Jan 2pm my time", "unknown-zone", ""),
    ("16 Jan 2pm Paris/Geneva", "left-over", "/Geneva"),
    ("16 Jan 2pm London and Nairobi", "left-over", "and Nairobi"),
    ("16 Jan Nairobi", "left-over", "Nairobi"),
    ("2-3 agencies", "no-date", "2-3 agencies"),
    ("16 Jan 10:00 and 14:00", "two-dates", ""),
    ("16 Januray", "no-date", "16 Januray"),
    ("tomorow", "no-date", "tomorow"),
    ("16", "no-date", "16"),
    ("please move it", "no-date", "please move it"),
    ("", "no-date", ""),
    ("🎉", "no-date", "🎉"),
    ("16 Jan midnight", "vague", ""),
    ("16 Jan in the evening", "vague", ""),
    ("16 Jan half past two", "left-over", "half past two"),
    ("16 Jan at two", "left-over", "at two"),
]


@pytest.mark.parametrize(("text", "cause", "rest"), NOT_UNDERSTOOD)
def test_what_is_not_wholly_understood_says_why(text: str, cause: str, rest: str) -> None:
    reading = read(text, chat(now=TODAY))
    assert reading.when is None
    assert (reading.cause, reading.rest) == (cause, rest)


REASONS = [
    ('16 Jan 2pm "the room is taken"', "2018-01-16T14:00", "the room is taken"),
    ("16 Jan “the chair’s ill”", "2018-01-16", "the chair’s ill"),
    ("16 Jan, chair is ill", "2018-01-16", "chair is ill"),
    ("16 Jan - chair is ill", "2018-01-16", "chair is ill"),
    ('16 Jan 10-13 "room taken"', "2018-01-16T10:00 .. 2018-01-16T13:00", "room taken"),
    ("16 Jan 2pm Geneva because UNEP asked", "2018-01-16T14:00", "because UNEP asked"),
    ("mid-March too many are away", "2018-03-mid", "too many are away"),
    ('16 Jan "moved to 17 Jan"', "2018-01-16", "moved to 17 Jan"),
    ("TBC waiting for the hosts", "None", "waiting for the hosts"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), REASONS)
def test_words_after_the_date_are_its_reason(text: str, expected: str, reason: str) -> None:
    reading = read(text, chat(now=TODAY))
    assert reading.when is not None, reading
    assert (written(reading.when), reading.reason, reading.rest) == (expected, reason, "")
