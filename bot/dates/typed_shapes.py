"""The shapes in which people type a day, month, quarter or year, and how each is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from bot.dates.typed_parts import DayPart
from bot.dates.typed_text import COUNTS, MONTHS, ORDINALS, WEEKDAYS, alternation
from bot.dates.when import NO_DATE, Precision, When

Parts = tuple[DayPart, ...]
_NOTHING: tuple[Parts, int] = ((), 0)
_ORDINAL = r"(?:st|nd|rd|th|er)"
_MONTH = rf"(?P<month>{alternation(MONTHS)})\.?(?![a-z])"
_YEAR = r"(?P<year>(?:19|20)\d\d|'\d\d)(?![\d:])(?!\s?(?:h\d|[ap]\.?m\b))"
_OPTIONAL_YEAR = rf"(?:[\s,./-]{{0,2}}(?:of\s|de\s)?{_YEAR})?"
_WEEKDAY = rf"(?P<weekday>{alternation(WEEKDAYS)})(?![a-z])\.?"
_MAYBE_WEEKDAY = rf"(?:{_WEEKDAY},?\s?(?:the\s)?)?"
_DAY = rf"(?P<day>\d{{1,2}})(?!\d){_ORDINAL}?"
_UNIT = r"(?P<unit>day|week|month|year)s?(?![a-z])"
_COUNT = rf"(?P<count>\d{{1,3}}|{alternation(COUNTS)})\s"
_TIME_FOLLOWS = r"\s?(?:[ap]\.?m\b|h\b|h\d|:\d|\.\d)"
_BARE_DAY = re.compile(rf"{_MAYBE_WEEKDAY}{_DAY}(?!{_TIME_FOLLOWS})(?:,?\s{_YEAR})?")
_QUARTERS = {**{word: number for word, number in ORDINALS.items() if number <= 4}}
_QUARTERS.update({"1st": 1, "2nd": 2, "3rd": 3, "4th": 4})
_PARTS = {
    "early": "early", "beginning of": "early", "start of": "early", "debut": "early",
    "mid": "mid", "middle of": "mid", "mi": "mid",
    "late": "late", "end of": "late", "end": "late", "fin": "late",
}  # fmt: skip


def read_bare_day(text: str, start: int, *, loosely: bool = True) -> tuple[Parts, int]:
    """A day of the month as a bare number, for an end of a range that has its month at the other end.

    Args:
        text: a folded text.
        start: where the number begins.
        loosely: also where a word follows; else the number could count something ("16 Jan - 3 agencies").
    """
    found = _BARE_DAY.match(text, start)
    if not found or (not loosely and re.match(r"\s?[a-z]", text[found.end() :])):
        return _NOTHING
    return (_day_part(found),), found.end()


def read_part(text: str, start: int, today: date) -> tuple[Parts, int]:
    """The longest building block that begins at `start` of a folded text, and where it ends.

    Returns:
        Several parts where it can mean several things, none where nothing fits.
    """
    matches = [(found, build) for shape, build in _SHAPES if (found := shape.match(text, start))]
    if not matches:
        return _NOTHING
    found, build = max(matches, key=lambda pair: pair[0].end())
    return build(found, today), found.end()


def _year(found: re.Match[str]) -> int | None:
    text = found.groupdict().get("year")
    if not text:
        return None
    return int(text) if len(text) == 4 else 2000 + int(text[-2:])


def _day_part(found: re.Match[str], *_today: date) -> DayPart:
    groups = found.groupdict()
    month = groups.get("month")
    weekday = groups.get("weekday")
    return DayPart(
        Precision.DAY,
        year=_year(found),
        month=None if not month else int(month) if month.isdigit() else MONTHS[month],
        day=int(groups["day"]),
        weekday=WEEKDAYS[weekday] if weekday else None,
    )


def _read_day(found: re.Match[str], today: date) -> Parts:
    return (_day_part(found),)


def _read_slashed(found: re.Match[str], today: date) -> Parts:
    """Day and month in either order: both are given where both exist and differ."""
    part = _day_part(found)
    if part.day == part.month:
        return (part,)
    swapped = replace(part, day=part.month, month=part.day, swapped=True)
    return tuple(p for p in (part, swapped) if p.is_possible) or (part,)


def _on(day: date) -> DayPart:
    return DayPart(Precision.DAY, day.year, day.month, day.day)


def _in_month(today: date, months: int, part: str | None = None) -> DayPart:
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return DayPart(Precision.PART_MONTH if part else Precision.MONTH, year, month + 1, part=part)


def _read_near(found: re.Match[str], today: date) -> Parts:
    days = {"today": 0, "aujourd'hui": 0, "tomorrow": 1, "demain": 1, "yesterday": -1}
    return (_on(today + timedelta(days=days.get(found.group(), 2))),)


def _read_in(found: re.Match[str], today: date) -> Parts:
    """A day for "in 3 days"; "in 2 months" only a month, as nobody counts months to the day."""
    count = COUNTS.get(found["count"]) or int(found["count"] if found["count"].isdigit() else 0)
    match found["unit"]:
        case "day":
            return (_on(today + timedelta(days=count)),)
        case "week":
            return (_on(today + timedelta(weeks=count)),)
        case "month":
            return (_in_month(today, count),)
        case _:
            return (_in_month(today, 12 * count),)


def _read_weekday(found: re.Match[str], today: date) -> Parts:
    """A weekday; "next" one asks where this week's is still to come, since people mean either."""
    weekday = WEEKDAYS[found["weekday"]]
    monday = today - timedelta(days=today.weekday())
    of_next_week = _on(monday + timedelta(days=7 + weekday))
    if "week" in found.group():
        return (of_next_week,)
    if found.group().startswith("next") or found.group().endswith("prochain"):
        ahead = weekday - today.weekday()
        return (_on(today + timedelta(days=ahead)), of_next_week) if ahead > 0 else (of_next_week,)
    return (DayPart(Precision.DAY, weekday=weekday),)


def _read_span(found: re.Match[str], today: date) -> Parts:
    """What "next month", "this quarter" and so on mean; a week is its working days."""
    later = 1 if found["which"] == "next" else 0
    match found["span"]:
        case "week":
            monday = today - timedelta(days=today.weekday()) + timedelta(weeks=later)
            friday = monday + timedelta(days=4)
            days = When(Precision.DAYS, monday.isoformat(), friday.isoformat())
            return (DayPart(Precision.DAYS, fixed=days),)
        case "month":
            return (_in_month(today, later),)
        case "quarter":
            first = _in_month(today, 3 * later - (today.month - 1) % 3)
            return (replace(first, precision=Precision.QUARTER),)
        case _:
            return (DayPart(Precision.YEAR, today.year + later),)


def _read_month(found: re.Match[str], today: date) -> Parts:
    name = found["month"]
    month = int(name) if name.isdigit() else MONTHS[name]
    return (DayPart(Precision.MONTH, _year(found), month),)


def _read_part_month(found: re.Match[str], today: date) -> Parts:
    part = _PARTS[found["part"]]
    name = found["month"]
    if name is None:
        return (_in_month(today, 1 if "next" in found.group() else 0, part),)
    month = int(name) if name.isdigit() else MONTHS[name]
    return (DayPart(Precision.PART_MONTH, _year(found), month, part=part),)


def _read_quarter(found: re.Match[str], today: date) -> Parts:
    quarter = _QUARTERS.get(found["quarter"]) or int(found["quarter"])
    return (DayPart(Precision.QUARTER, _year(found), 3 * quarter - 2),)


def _read_year(found: re.Match[str], today: date) -> Parts:
    return (DayPart(Precision.YEAR, int(found["year"])),)


def _read_relative(found: re.Match[str], today: date) -> Parts:
    sign = found.groupdict().get("sign") or "+"
    when = When(Precision.RELATIVE, f"{sign}{int(found['count'])}{found['unit'][0]}")
    return (DayPart(Precision.RELATIVE, fixed=when),)


def _read_nothing(found: re.Match[str], today: date) -> Parts:
    return (DayPart(Precision.NONE, fixed=NO_DATE),)


_Build = Callable[[re.Match[str], date], Parts]
_NUMBER_MONTH = r"(?P<month>\d{1,2})"
_BARE_FOLLOWS = r"(?=$|[,)]|\s(?:\d|-|@|\"|(?:at|from|between|noon|midi|am|pm|morning|afternoon|and|to)\b))"
_SOURCES: tuple[tuple[str, _Build], ...] = (
    (r"(?:tb[acd]|t\.b\.[acd]\.?|no date(?: yet)?|undated|none|unknown|a confirmer)(?![a-z])", _read_nothing),
    (r"to be (?:confirmed|decided|determined|announced|scheduled|set|fixed)(?![a-z])", _read_nothing),
    (r"(?:today|tomorrow|yesterday|(?:the )?day after tomorrow|aujourd'hui|demain)(?![a-z])", _read_near),
    (rf"in {_COUNT}{_UNIT}(?:['\s]time)?", _read_in),
    (rf"{_COUNT}{_UNIT} from (?:now|today)(?![a-z])", _read_in),
    (rf"(?:next |this |coming )?{_WEEKDAY}(?: prochain| next week)?", _read_weekday),
    (r"(?:the )?(?P<which>next|this) (?P<span>week|month|quarter|year)(?![a-z])", _read_span),
    (
        rf"{_MAYBE_WEEKDAY}(?P<year>(?:19|20)\d\d)([-/.])(?P<month>\d{{1,2}})\3(?P<day>\d{{1,2}})(?!\d)",
        _read_day,
    ),
    (
        rf"{_MAYBE_WEEKDAY}(?P<day>\d\d?)/(?P<month>\d\d?)(?:/(?P<year>(?:19|20)\d\d|\d\d))?(?![\d/])",
        _read_slashed,
    ),
    (rf"{_MAYBE_WEEKDAY}(?P<day>\d\d?)-(?P<month>\d\d?)-(?P<year>(?:19|20)\d\d)(?!\d)", _read_slashed),
    (
        rf"{_MAYBE_WEEKDAY}(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?:(?P<year>(?:19|20)\d\d|\d\d))?(?!\d)",
        _read_day,
    ),
    (
        rf"{_MAYBE_WEEKDAY}(?P<day>\d\d?)\.(?P<month>0?[1-9]|1[0-2])(?![\d.])(?!\s?(?:[ap]\.?m\b|h))",
        _read_day,
    ),
    (rf"{_MAYBE_WEEKDAY}(?:the )?{_DAY}(?:[\s./-]{{0,2}}(?:of\s)?){_MONTH}{_OPTIONAL_YEAR}", _read_day),
    (
        rf"{_MAYBE_WEEKDAY}{_MONTH}[\s./-]{{0,2}}(?:the\s)?{_DAY}(?!{_TIME_FOLLOWS})"
        rf"(?:,?[\s./-]{{0,2}}{_YEAR})?",
        _read_day,
    ),
    (rf"{_MAYBE_WEEKDAY}(?:the )?(?P<day>\d\d?)(?!\d){_ORDINAL}(?![a-z])", _read_day),
    (rf"{_WEEKDAY},?\s(?:the )?(?P<day>\d\d?){_BARE_FOLLOWS}", _read_day),
    (rf"(?:in )?{_MONTH}{_OPTIONAL_YEAR}", _read_month),
    (rf"(?P<year>(?:19|20)\d\d)[-/]{_NUMBER_MONTH}(?![\d/-])", _read_month),
    (rf"{_NUMBER_MONTH}[/.](?P<year>(?:19|20)\d\d)(?!\d)", _read_month),
    (
        rf"(?:the )?(?P<part>{alternation(_PARTS)})[\s-](?:of |in )?"
        rf"(?:{_MONTH}{_OPTIONAL_YEAR}|(?:the|this|next) month(?![a-z]))",
        _read_part_month,
    ),
    (r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<part>early|mid|late)(?![a-z])", _read_part_month),
    (rf"q(?P<quarter>[1-4])(?!\w){_OPTIONAL_YEAR}", _read_quarter),
    (r"(?P<year>(?:19|20)\d\d)[\s-]?q(?P<quarter>[1-4])(?!\w)", _read_quarter),
    (rf"(?:the )?(?P<quarter>{alternation(_QUARTERS)}) quarter(?![a-z]){_OPTIONAL_YEAR}", _read_quarter),
    (r"(?P<year>20\d\d)(?![\da-z]|[/.:]\d|-\d{1,3}(?!\d))", _read_year),
    (
        r"(?:start\s?(?P<sign>[+-])|(?<!\S)[+-])\s?(?P<count>\d{1,3})\s?(?P<unit>[dwmy]|days?|weeks?|months?|years?)(?![a-z])",
        _read_relative,
    ),
    (r"(?P<count>\d{1,3})\s(?P<unit>days?|weeks?|months?|years?) after (?:the )?start", _read_relative),
)
_SHAPES = tuple((re.compile(source), build) for source, build in _SOURCES)
