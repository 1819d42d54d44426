"""Dates as documents write them: what a heading, a side cell or the end of a title says.

Reading happens in two steps, since headings give the month, side cells the day and the title the year:
`read_date` tells what is written, `bot.importers.resolving` what it means in its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.importers.clock_times import ZONES, Times, take_times

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAYS = (
    "mon(?:day)?s?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|"
    "sat(?:urday)?|sun(?:day)?"
)
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
_SEASONS = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2),
    "first": (1, 6), "1st": (1, 6), "h1": (1, 6), "second": (7, 12), "2nd": (7, 12), "h2": (7, 12),
}  # fmt: skip
_PARTS = {
    "beginning": "early", "start": "early", "end": "late", "middle": "mid", "first": "early", "1st": "early",
    "second": "mid", "2nd": "mid", "third": "mid", "3rd": "mid", "fourth": "late", "4th": "late",
    "last": "late",
}  # fmt: skip
_TOKEN = re.compile(
    rf"""
      (?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)
    | (?P<span>\b20\d\d\s?/\s?(?:20)?\d\d\b|\b20\d\d\s?-\s?20\d\d\b|\b20\d\d-(?:1[3-9]|[2-9]\d)\b)
    | (?P<isomonth>\b20\d\d-(?:0[1-9]|1[0-2])\b)
    | (?P<numeric>\b\d{{1,2}}[./]\d{{1,2}}[./](?:20)?\d\d\b)
    | (?P<quarter>\bQ[1-4]\b|\b(?:first|second|third|fourth|1st|2nd|3rd|4th)\s+quarter\b(?:\s+of\b)?)
    | (?P<relative>\b(?:month|week|year)\s+\d{{1,2}}\b|\bM\d{{1,2}}\b
        |\b(?:project\s+)?(?:start|kick-?off|T0?)\s*\+\s*\d{{1,3}}\s*(?:days?|weeks?|months?|years?|[dwmy])\b)
    | (?P<weekof>\b(?:the\s+)?week\s+(?:of|commencing|beginning|starting)\b|\bw/c\b)
    | (?P<part>\b(?:first|1st|second|2nd|third|3rd|fourth|4th|last)\s+week(?:\s+of\b)?(?:\s+in\b)?
        |\b(?:early|mid(?:dle)?|late|beginning|start|end)(?=\b|_)(?:\s+of\b)?-?)
    | (?P<season>(?-i:\b(?:Spring|Summer|Autumn|Fall|Winter|SPRING|SUMMER|AUTUMN|FALL|WINTER)\b)
        |\b(?:first|1st|second|2nd)\s+(?:half|semester)\b(?:\s+of\b)?(?=\W*20\d\d)|\bH[12]\b)
    | (?P<vague>\b(?:first|1st|second|2nd)\s+half\b(?:\s+of\b)?)
    | (?P<month>\b(?:{_MONTHS})\b\.?)
    | (?P<weekday>\b(?:{_WEEKDAYS})\b\.?)
    | (?P<year>\b(?:19|20)\d\d\b|['’]\d\d\b)
    | (?P<day>\b\d{{1,2}}(?:st|nd|rd|th)?\b)
    | (?P<link>-|&|/|\b(?:to|until|till|through|and|or)\b)
    | (?P<tentative>\bTB[CDA]\b|\bto\ be\ (?:confirmed|determined|decided|announced|advised)\b
        |\b(?:tentative(?:ly)?|proposed|possibl[ey]|provisional(?:ly)?|indicative)\b|\?)
    | (?P<half>\b(?:morning|afternoon|am|pm)\b)
    | (?P<fill>\b(?:from|on|at|of|the|in|during|by|before|month|date|time|when|around|circa|for)\b
        |[\s,;:.()\[\]*=~_|]+)
    | (?P<word>\w[\w'’]*|.)
    """,
    re.IGNORECASE | re.VERBOSE,
)


_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS_OF_DATES = (  # every word that some date may have in it, beside the names of zones
    "january jan february feb march mar april apr may june jun july jul august aug september sept sep "
    "october oct november nov december dec monday mon mons mondays tuesday tues tue wednesday wed "
    "thursday thurs thur thu friday fri saturday sat sunday sun first second third fourth last quarter "
    "q of month months m week weeks w year years y d day days project start kick off t the commencing "
    "beginning starting c early mid middle late end in spring summer autumn fall winter half semester "
    "h st nd rd th to until till through and or tbc tbd tba be confirmed determined decided announced "
    "advised tentative tentatively proposed possible possibly provisional provisionally indicative "
    "morning afternoon am pm a p from on at during by before date time when around circa for hrs hours "
    "noon midday local "
)
_VOCABULARY = frozenset(f"{_WORDS_OF_DATES} {' '.join(ZONES)}".split())


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
    word = _LETTERS.search(text)
    return word is not None and len(text) < 100 and word[0].lower() in _VOCABULARY


def read_whole_date(text: str) -> WrittenDate | None:
    """What a text says about when, or None where it says anything else too: titles mostly do, soon seen."""
    for word in _LETTERS.finditer(text):
        if word[0].lower() not in _VOCABULARY:
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
    for match in _TOKEN.finditer(plain):
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
        if kind in {"word", "fill"} or (kind in {"link", "part"} and self.words and self.words[-1].strip()):
            self.words.append(token)
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
            self.quarters.append(_QUARTERS.get(low.split()[0]) or int(low[1]))
        elif kind == "part":
            name = low.split()[0].rstrip("-")
            self.date_so_far = replace(self.date_so_far, part=_PARTS.get(name, name))
        elif kind == "season":
            self.season = _SEASONS[low.split()[0]]
        elif kind == "half":
            self.date_so_far = replace(self.date_so_far, half="AM" if low in {"am", "morning"} else "PM")
        elif kind == "weekof":
            self.date_so_far = replace(self.date_so_far, week=True)
        elif kind == "relative":
            self.date_so_far = replace(self.date_so_far, relative=_relative(low))
        elif kind == "tentative":
            self.date_so_far = replace(self.date_so_far, tentative=True)

    def _add_part(self, kind: str, low: str) -> None:
        end = self.ends[-1]
        value = (
            int(re.sub(r"\D", "", low))
            if kind in {"day", "year"}
            else (_NAMES if kind == "month" else _DAYS).index(low[:3]) + (kind == "month")
        )
        if kind == "year" and value < 100:
            value += 2000
        if kind in {"day", "weekday"} and end.day is not None and 1 <= value <= 31:
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
            numbers[0] += 2000 if numbers[0] < 100 else 0
            if numbers[1] > 12 >= numbers[2]:
                numbers[1:] = [numbers[2], numbers[1]]
            elif numbers[1] != numbers[2] <= 12:
                self.date_so_far = replace(self.date_so_far, ambiguous=True)
        year, month, *day = numbers
        if not 1 <= month <= 12 or (day and not 1 <= day[0] <= 31):
            self.broken = True
            return
        weekday = self.ends[-1].weekday
        self.ends[-1] = DayMonth(day[0] if day else None, month, year, weekday)

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
        elif last is not None:
            first, last = _complete(first, last)
        rest = re.sub(r"^[\s,;:.)\]-]+|[\s,;:.(\[-]+$", "", re.sub(r"\s+", " ", "".join(self.words)))
        rest = rest if re.search(r"\w", rest) and any(_is_word(w) for w in self.words) else ""
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


def _is_word(token: str) -> bool:
    match = _TOKEN.fullmatch(token)
    return bool(match and match.lastgroup == "word" and re.match(r"\w", token))


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


def _relative(low: str) -> str:
    """``month 5`` is the fifth month, four after the start; ``start + 5 months`` five after it."""
    number = int(re.sub(r"\D", "", low.split("+")[-1]))
    if "+" in low:
        unit = re.sub(r".*\+\s*\d+\s*", "", low)[0]
        return f"+{number}{unit}"
    return f"+{max(0, number - 1)}{low[0]}"
