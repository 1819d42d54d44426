"""Dates as documents write them: what a heading, a side cell or the end of a title says.

Reading happens in two steps, since headings give the month, side cells the day and the title the year:
`read_date` tells what is written, `bot.documents.reading.resolving` what it means in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.documents.reading.clock_times import Times, take_times
from bot.documents.reading.date_words import (
    LETTERS,
    MONTHS,
    PARTS,
    QUARTERS,
    SEASONS,
    TOKEN,
    VOCABULARY,
    WEEKDAYS,
    is_word,
)


@dataclass(frozen=True, slots=True)
class DayMonth:
    """One end of what is written; what it does not say is None."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written: all that was read in `text`, and in `rest` the words that are no date.

    `several` says that it names more than one day, not a span; `beside` that it is a period beside an item
    which holds for those below it too.
    """

    text: str
    first: DayMonth = DayMonth()
    last: DayMonth | None = None
    quarter: int | None = None
    last_quarter: int | None = None
    part: str | None = None
    half: str | None = None
    week: bool = False
    times: Times | None = None
    relative: str | None = None
    last_relative: str | None = None
    tentative: bool = False
    ambiguous: bool = False
    several: bool = False
    beside: bool = False
    rest: str = ""

    @property
    def says_day(self) -> bool:
        """Whether a day is written."""
        return self.first.day is not None

    @property
    def says_period(self) -> bool:
        """Whether it stands on its own as a month, a quarter, a year, a dated day or a relative date."""
        return bool(self.first.month or self.quarter or self.relative or self.first.year)

    @property
    def says_when(self) -> bool:
        """Whether anything but doubt was written."""
        return bool(
            self.says_period or self.says_day or self.part or self.times or self.first.weekday is not None
        )


def begins_as_date(text: str) -> bool:
    """Whether a short text may be a date with a few words behind it, by its first word."""
    word = LETTERS.search(text)
    return word is not None and len(text) < 100 and word[0].lower() in VOCABULARY


def read_whole_date(text: str) -> WrittenDate | None:
    """What a text says about when, or None where it says anything else too: titles mostly do, soon seen."""
    for word in LETTERS.finditer(text):
        if word[0].lower() not in VOCABULARY:
            return None
    date = read_date(text)
    return date if date and not date.rest else None


@lru_cache(maxsize=2048)
def read_date(text: str, *, bare: bool = False) -> WrittenDate | None:
    """What a short text says about when, or None where it says nothing.

    Args:
        text: a heading, a side cell, or a piece of a title.
        bare: whether a day may stand without its month (``Thursday 5th``), as beside a month heading.
    """
    if len(text) > 300:
        return None
    plain = re.sub(r"[‐-―−]", "-", text)
    sheet = re.fullmatch(r"\s*([A-Za-z]{3,4})-(\d\d)\s*", plain)
    if sheet:  # as spreadsheets write a month
        plain = f"{sheet[1]} 20{sheet[2]}"
    times, plain = take_times(plain)
    found = _Found()
    for match in TOKEN.finditer(plain):
        found.add(match.lastgroup or "", match[0])
    date = found.date(text)
    if date is None:
        return None
    date = replace(date, times=times)
    bare_day = date.says_day and not date.first.month
    if bare_day and not (bare and (date.first.weekday is not None or not date.rest)):
        return None
    return date if date.says_when or date.tentative else None


class _Found:
    """Gathers the tokens of one text."""

    def __init__(self) -> None:
        self.ends: list[DayMonth] = [DayMonth()]
        self.quarters: list[int] = []
        self.words: list[str] = []
        self.date_so_far = WrittenDate("")
        self.season: tuple[int, int] | None = None
        self.several = False
        self.broken = False

    def add(self, kind: str, token: str) -> None:
        """Take one token."""
        low = token.lower()
        if kind in {"word", "fill", "length"} or (
            kind in {"link", "part"} and self.words and self.words[-1].strip()
        ):
            self.words.append(token)
            if kind == "word" and self.ends[-1] == DayMonth(day=self.ends[-1].day):
                self.ends[-1] = DayMonth()  # "the 23rd SOM of September": a number of something else
            return
        self.words.append(" ")
        if kind in {"day", "month", "weekday", "year"}:
            self._add_part(kind, low)
        elif kind == "link":
            if self.ends[-1] != DayMonth():
                self.several = self.several or low == "or"
                self.ends.append(DayMonth())
        elif kind in {"iso", "isomonth", "numeric", "span"}:
            self._add_number(kind, token)
        elif kind == "quarter":
            self.quarters.append(QUARTERS.get(low.split()[0]) or int(low[1]))
        elif kind == "part":
            name = low.split()[0].rstrip("-")
            self.date_so_far = replace(self.date_so_far, part=PARTS.get(name, name))
        elif kind == "season":
            self.season = SEASONS[low.split()[0]]
        elif kind == "half":
            self.date_so_far = replace(
                self.date_so_far,
                half="AM" if (low[0] == "a" and low != "afternoon") or low == "morning" else "PM",
            )
        elif kind == "weekof":
            self.date_so_far = replace(self.date_so_far, week=True)
        elif kind == "relative":
            first, last = _relative(low)
            self.date_so_far = replace(self.date_so_far, relative=first, last_relative=last)
        elif kind == "tentative":
            self.date_so_far = replace(self.date_so_far, tentative=True)

    def _add_part(self, kind: str, low: str) -> None:
        end = self.ends[-1]
        value = (
            int(re.sub(r"\D", "", low))
            if kind in {"day", "year"}
            else (MONTHS if kind == "month" else WEEKDAYS).index(low[:3]) + (kind == "month")
        )
        if kind == "year" and value < 100:
            value += 2000
        if kind == "weekday" and end.day is not None and end.weekday is None:
            self.ends[-1] = replace(end, weekday=value)  # "5 October (Thursday)"
        elif kind in {"day", "weekday"} and end.day is not None and 1 <= value <= 31:
            self.ends.append(DayMonth(**{kind: value}))  # "9, 16 and 23 April"
        elif getattr(end, kind) is not None or (kind == "day" and not 1 <= value <= 31):
            self.broken = True
        else:
            self.ends[-1] = replace(end, **{kind: value})

    def _add_number(self, kind: str, token: str) -> None:
        numbers = [int(n) for n in re.findall(r"\d+", token)]
        if kind == "span":
            last = numbers[1] if numbers[1] > 99 else numbers[0] // 100 * 100 + numbers[1]
            self.ends[-1:] = [DayMonth(year=numbers[0]), DayMonth(year=last)]
            return
        if kind == "numeric":
            numbers.reverse()
            if len(numbers) == 2:  # "25/01": the year is another's to tell
                numbers.insert(0, 0)
            elif numbers[0] < 100:
                numbers[0] += 2000
            if numbers[1] > 12 >= numbers[2]:
                numbers[1:] = [numbers[2], numbers[1]]
            elif numbers[1] != numbers[2] <= 12:
                self.date_so_far = replace(self.date_so_far, ambiguous=True)
        year, month, *day = numbers
        if not 1 <= month <= 12 or (day and not 1 <= day[0] <= 31):
            self.broken = True
            return
        weekday = self.ends[-1].weekday
        self.ends[-1] = DayMonth(day[0] if day else None, month, year or self.ends[-1].year, weekday)

    def date(self, text: str) -> WrittenDate | None:
        """All of it together, or None where it makes no date."""
        ends = [end for end in self.ends if end != DayMonth()] or [DayMonth()]
        if self.broken:
            return None
        first, last = ends[0], ends[-1] if len(ends) > 1 else None
        if self.season and first.month is None and first.day is None and last is None:
            begin, finish = self.season
            year = first.year
            first = DayMonth(month=begin, year=year)
            last = DayMonth(month=finish, year=year + (finish < begin) if year else None)
        elif last is not None and first == DayMonth(year=first.year) and last.year is None:
            first, last = replace(last, year=first.year), None  # "2018 - March" is no span
        elif last is not None:
            first, last = _complete(first, last)
        rest = re.sub(r"^[\s,;:.)\]-]+|[\s,;:.(\[-]+$", "", re.sub(r"\s+", " ", "".join(self.words)))
        rest = rest if re.search(r"\w", rest) and any(is_word(w) for w in self.words) else ""
        quarters = sorted(self.quarters)
        return replace(
            self.date_so_far,
            text=re.sub(r"\s+", " ", text).strip(),
            first=first,
            last=last,
            several=self.several or len(ends) > 2,
            quarter=quarters[0] if quarters else None,
            last_quarter=quarters[-1] if len(quarters) > 1 else None,
            rest=rest,
        )


def _complete(first: DayMonth, last: DayMonth) -> tuple[DayMonth, DayMonth]:
    """Each end takes from the other what only one of them says: ``3-5 July 2018``, ``July 3-5``."""
    month = first.month or (last.month if first.day else None)
    last_month = last.month or (first.month if last.day else None)
    year, last_year = first.year, last.year
    if year is None and last_year is not None:
        year = last_year - 1 if month and last_month and month > last_month else last_year
    if last_year is None and year is not None:
        last_year = year + 1 if month and last_month and month > last_month else year
    return replace(first, month=month, year=year), replace(last, month=last_month, year=last_year)


def _relative(low: str) -> tuple[str, str | None]:
    """``month 5`` is the fifth month, four after the start; ``start + 5 months`` five after it."""
    if "+" in low:
        number, unit = re.findall(r"\d+", low)[-1], re.sub(r".*\+\s*\d+\s*", "", low)[0]
        return f"+{int(number)}{unit}", None
    first, *last = (f"+{max(0, int(number) - 1)}{low[0]}" for number in re.findall(r"\d+", low))
    return first, last[0] if last and last[0] != first else None
