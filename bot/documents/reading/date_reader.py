"""What a text of a document is, wherever it stands: a date, a time, a title with a date in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.dates.reading import (
    DOCUMENTS,
    Cause,
    Context,
    Found,
    Reading,
    find,
    read,
)
from bot.dates.when import Precision, When
from bot.documents.reading.date_signs import (
    BARE,
    DUE,
    NUMBERS,
    PERIOD,
    WEEKDAY,
    YEAR,
    may_be_date,
    may_hold_date,
)
from bot.documents.reading.dated import (
    NEVER,
)
from bot.documents.reading.setting import Setting
from bot.documents.reading.survey import Facts

MAX_DATE = 160
# It was meant as a date, and is none.
_BROKEN = frozenset(
    {Cause.NO_SUCH_DATE, Cause.NO_SUCH_TIME, Cause.ENDS_TOO_EARLY, Cause.RECURRING, Cause.UNKNOWN_ANCHOR,
     Cause.NOT_BEFORE, Cause.NO_DATE_TO_SHIFT}
)  # fmt: skip
_MORE_DAYS = re.compile(r"\s?[-–]\s?\d{1,2}\b(?![:.]\d|\s*[ap]m)")
SAMPLE, _OTHER = When(Precision.MONTH, "2020-10"), When(Precision.MONTH, "2021-03")  # headings to read below
SINCE = date(2020, 1, 1)  # a day to read from


class DateReader:
    """Reads dates without their place in the document; what was read once is remembered."""

    def __init__(self, setting: Setting, facts: Facts, anchors: Callable[[str], str | None]) -> None:
        self.facts = facts
        self.zone = facts.zone or setting.zone
        self.start = setting.start
        self.answers = setting.answers
        self._context = Context(
            NEVER,
            self.zone,
            order=facts.order,
            after_month=facts.after_month,
            years=facts.years,
            languages=DOCUMENTS,
            is_document=True,
        )
        self._anchors = anchors
        self._known: dict[tuple[str, When | None, date | None, bool], Reading] = {}
        self._found: dict[str, tuple[Found, ...]] = {}

    def is_date(self, text: str) -> bool:
        """Whether a text is a date and nothing else; also a day or time that needs a heading's month."""
        if not text or len(text) > MAX_DATE or BARE.fullmatch(text) or not may_be_date(text):
            return False
        return any(
            reading.choices and not (reading.rest or reading.is_none or reading.reason)
            for reading in (self._read(text, None, SINCE), self._read(text, SAMPLE, None))
        )

    def is_period(self, text: str) -> bool:
        """Whether a text is a date that stands by itself: a day, a month, a year, but no mere ``5th``."""
        if not self.is_date(text):
            return False
        reading = self._read(text, None, SINCE)
        if not reading.choices or reading.rest or not PERIOD.search(text):
            return False
        if reading.choices[0].when.is_relative:
            return True
        first, below = (self._read(text, sample, None).choices for sample in (SAMPLE, _OTHER))
        if not (first and below):
            return True
        one, other = first[0].when.first_day, below[0].when.first_day
        return one is None or other is None or (one.month, other.month) != (10, 3)

    def begins(self, text: str) -> bool:
        """Whether a text is a date with a few other words beside it."""
        if not text or len(text) > MAX_DATE or not may_hold_date(text):
            return False
        reading = self._read(text, SAMPLE, None)
        return bool(reading.choices) or reading.cause in _BROKEN or bool(self.find(text))

    def is_time(self, text: str) -> bool:
        """Whether a text is a time of day, perhaps with a zone."""
        if not 0 < len(text) < 60 or not any(map(str.isdigit, text)):
            return False
        reading = self._read(f"2020-10-07, {text}", None, SINCE)
        if not reading.choices or reading.rest or reading.cause is Cause.TWO_DATES:
            return False
        when = reading.choices[0].when
        return when.precision is Precision.EXACT and (when.start or "").startswith("2020-10-07")

    def says_day(self, text: str) -> bool:
        """Whether a text is a date that tells the day."""
        return self.is_period(text) and any(c.when.is_dated for c in self._read(text, None, SINCE).choices)

    def has_time(self, text: str) -> bool:
        """Whether a text is a day with a time."""
        choices = self._read(text, SAMPLE, None).choices if len(text) < MAX_DATE else ()
        return bool(choices) and choices[0].when.precision is Precision.EXACT

    def says_none(self, text: str) -> bool:
        """Whether a text says that there is no date (``TBC``, ``ongoing``)."""
        return (
            bool(text)
            and len(text) < 60
            and all(self._read(part, None, SINCE).is_none for part in re.split(r"\s+/\s+", text))
        )

    def find(self, text: str) -> tuple[Found, ...]:
        """The dates in a title or a line."""
        if len(text) > 1_500 or not may_hold_date(text):
            return ()
        if text not in self._found:
            dates = find(text, self._context).dates
            if not dates and WEEKDAY.search(text):
                dates = find(text, replace(self._context, within=SAMPLE)).dates
            self._found[text] = tuple(
                found
                for found in (self._whole(text, each) for each in dates)
                if found.reading.choices or found.reading.open_text
                if WEEKDAY.search(found.reading.text) or self.is_period(text[found.start : found.end])
            )
        return self._found[text]

    def _whole(self, text: str, found: Found) -> Found:
        """A date in a text with the days behind it, without a number before it: *No. 7, 20/01/2022*."""
        more = _MORE_DAYS.match(text, found.end)
        if more is not None:
            reading = self._read(text[found.start : more.end()], None, None)
            if reading.choices and not reading.rest:
                return replace(found, end=more.end(), reading=reading)
        number = re.match(r"\d{1,3},\s+", found.reading.text)
        if number is None or not NUMBERS.match(found.reading.text, number.end()):
            return found
        reading = self._read(found.reading.text[number.end() :], None, None)
        return replace(found, start=found.start + number.end(), reading=reading) if reading.choices else found

    def _read(self, text: str, within: When | None, since: date | None, due: bool = True) -> Reading:
        due = due or DUE.search(text) is None
        if YEAR.search(text):  # whatever stands above it
            within, since = None, SINCE
        key = (text, within, since, due)
        if key not in self._known:
            context = replace(self._context, within=within, since=since, is_due=due, anchors=self._anchors)
            if since is not None:  # the plan's years would count before the day to read from
                last = max(since.year, (context.years or (0, 0))[1])
                context = replace(context, years=(since.year, last))
            self._known[key] = read(text, context)
        return self._known[key]
