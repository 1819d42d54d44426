"""The grammar of years, months in dates, and days; the notation is described in `parser`."""

from __future__ import annotations

from bot.dates.counted_days import Counted, FromToday, Near, PresentDate, WeekdayIn, WeekdayOf, WorkingFrom
from bot.dates.days import DayIn, DayOf, NthWeekday, with_weekday
from bot.dates.months import MonthOf
from bot.dates.parser import Refused, Rule
from bot.dates.scene import Part
from bot.dates.weeks import WeekAhead, week_number
from bot.dates.years import QuarterOf, YearOf


def _whole_number(value: int) -> DayOf:
    """``20180915``."""
    year, month, day = value // 10000, value // 100 % 100, value % 100
    if not (1 <= month <= 12 and 1 <= day <= 31):
        raise Refused
    return DayOf(day, month, year)


def _twice_weekday(day: DayOf, weekday: int) -> DayOf:
    if day.weekday is not None:
        raise Refused
    return with_weekday(day, weekday)


def _day_and_month(day: int, month: int) -> DayOf:
    """``16/1``; ``6/18`` has no such month in that order."""
    if month > 12:
        raise Refused
    return DayOf(day, month)


def _working_before(count: int, base: Part) -> WorkingFrom:
    return WorkingFrom(-count, base)


def _following(weekday: int) -> Near:
    """``the Monday after``: after the item's date."""
    return Near(weekday, 1, PresentDate())


def _near_unit(count: int, unit: str) -> Part:
    """The week, month, quarter or year that is so many ahead of today's."""
    if unit == "w":
        return WeekAhead(count)
    if unit == "d":
        raise Refused
    if unit == "m":
        return MonthOf(ahead=count)
    return QuarterOf(ahead=count) if unit == "q" else YearOf(ahead=count)


DAYS: tuple[Rule, ...] = (
    # numbers and years
    ("comma", "','", None),
    ("ordinal", "^D ~SUFFIX", None),
    ("number", "^ordinal", None),
    ("number", "^D ~'.'?", None),
    ("nth", "^ordinal", None),
    ("nth", "^ORDINAL", None),
    ("glue", "OF THE?", None),
    ("glue", "'-'|'.'|'/'", None),
    ("year", "^Y", None),
    ("year", "APOS ~^YY", None),
    ("ytail", "','|OF ^Y", None),
    ("ytail", "^Y", None),
    ("ytail", "'-'|'/'|'.' ~^Y", None),
    ("ytail", "comma? APOS ~^YY", None),
    ("ytail", "@short ^YY @nocolon", None),
    ("ytail2", "~'-'|'/'|'.' ~^YY", None),
    # a day
    ("wd", "^WEEKDAY '.'? comma? '-'?", None),
    ("wd", "'(' ^WEEKDAY ')' comma?", None),
    ("bare", "weekday=wd? THE? day=number", DayOf),
    ("day", "weekday=wd? THE? day=number glue? month=MONTH '.'? year=ytail?", DayOf),
    ("day", "weekday=wd? THE? day=number glue? month=MONTH '.'? year=ytail2", DayOf),
    ("day", "weekday=wd? THE? day=ORDINAL glue? month=MONTH year=ytail?", DayOf),
    ("day", "weekday=wd? month=MONTH '.'|'-'|'/'? THE? day=ordinal|ORDINAL year=ytail?", DayOf),
    ("day", "weekday=wd? month=MONTH '.'|'-'|'/'? THE? day=D comma? year=Y", DayOf),
    ("day", "weekday=wd? month=MONTH '.'|'-'|'/'? THE? day=D comma? APOS ~year=YY", DayOf),
    ("day", "@day-number weekday=wd? @clear month=MONTH '.'|'-'|'/'? THE? day=D @untimed", DayOf),
    ("day", "weekday=wd? year=Y ~'-' ~month=M ~'-' ~day=D", DayOf),
    ("day", "weekday=wd? year=Y ~'/' ~month=M ~'/' ~day=D", DayOf),
    ("day", "weekday=wd? year=Y ~'.' ~month=M ~'.' ~day=D", DayOf),
    ("day", "month=MONTH ~'-' ~day=D ~'-' ~year=Y", DayOf),
    ("day", "day=D ~'.' month=M ~'.' year=Y", DayOf),
    ("day", "year=Y month=MONTH day=D", DayOf),
    ("day", "year=Y ~'-' ~month=MONTH ~'-' ~day=D", DayOf),
    ("day", "^ymd", None),
    ("ymd", "value=YMD", _whole_number),
    ("isoday", "year=Y ~'-' ~month=M ~'-' ~day=D", DayOf),
    ("day", "@day-first @whole @day-number day=D ~'/' ~month=M @noslash", DayOf),
    ("day", "@day-first @whole @year-number day=D ~'/' ~month=M @noslash", _day_and_month),
    ("day", "@day-first weekday=wd day=D ~'/' ~month=M @noslash", DayOf),
    ("day", "@day-first weekday=wd? day=D ~'/' ~month=M ~'/' ~year=Y|YY", DayOf),
    ("day", "@day-first weekday=wd? day=D ~'-' ~month=M ~'-' ~year=Y", DayOf),
    ("day", "@month-first @whole @day-number month=M ~'/' ~day=D @noslash", DayOf),
    ("day", "@month-first @whole @year-number month=M ~'/' ~day=D @noslash", _day_and_month),
    ("day", "@month-first weekday=wd month=M ~'/' ~day=D @noslash", DayOf),
    ("day", "@month-first weekday=wd? month=M ~'/' ~day=D ~'/' ~year=Y|YY", DayOf),
    ("day", "@month-first weekday=wd? month=M ~'-' ~day=D ~'-' ~year=Y", DayOf),
    ("day", "weekday=wd? day=D ~'.' ~month=M ~'.' year=Y|YY", DayOf),
    ("day", "@whole day=D ~'.' ~month=M ~'.'?", DayOf),
    ("day", "weekday=wd day=D ~'.' ~month=M ~'.'?", DayOf),
    ("oneday", "^day", None),
    ("oneday", "day=day comma? '(' weekday=WEEKDAY '.'? ')'", _twice_weekday),
    ("oneday", "^day NEXTBEHIND", None),
    ("oneday", "day=day comma|'-'? weekday=WEEKDAY '.'? @notbefore", _twice_weekday),
    # a day of a month that the words do not name
    ("lone", "@whole weekday=wd THE? day=ordinal @END", DayOf),
    ("lone", "@whole weekday=wd THE? day=D @END @nodash @untimed", DayOf),
    ("lone", "@whole THE? day=ordinal @END", DayOf),
    ("lone", "@whole THE day=D @END @untimed", DayOf),
    ("lone", "@beneath day=number @END @untimed", DayOf),
    ("lone", "@beneath weekday=wd day=number @untimed", DayOf),
    ("dayin", "THE? day=number|ORDINAL OF THE? month=monthref", DayIn),
    ("monthref", "count=NEXT|THIS unit=MONTHS", _near_unit),
    ("monthref", "unit=MONTHS count=NEXTBEHIND|THISBEHIND", _near_unit),
    ("monthref", "THE? MONTHS", lambda: MonthOf(ahead=0)),
    ("monthish", "MONTHS? OF? month=MONTH '.'? year=ytail|ytail2?", MonthOf),
    ("monthish", "month=MONTH '.'? year=ytail|ytail2?", MonthOf),
    ("monthish", "^monthref", None),
    ("nthday", "THE? nth=nth weekday=WEEKDAY OF THE? month=monthish", NthWeekday),
    ("nthday", "THE? nth=nth DAY OF THE? month=monthish", NthWeekday),
    ("nthday", "THE? nth=nth working=WORKDAY OF THE? month=monthish", NthWeekday),
    # a day that is counted
    ("count", "^N|NUMBER", None),
    ("unit", "^DAY|WEEK|MONTHS|YEAR", None),
    ("near", "THE? count=TODAY", FromToday),
    ("near", "IN count=count unit=unit TIMEWORD?", FromToday),
    ("near", "IN count=count unit=unit APOS 's'? TIMEWORD", FromToday),
    ("near", "NUMBER FORTNIGHT FROMNOW", lambda: FromToday(2, "w")),
    ("near", "IN NUMBER FORTNIGHT", lambda: FromToday(2, "w")),
    ("near", "count=count unit=unit FROMNOW", FromToday),
    ("near", "@near THE? @clear weekday=WEEKDAY", WeekdayOf),
    ("near", "@near THE? NEXT THE? weekday=WEEKDAY", lambda weekday: WeekdayOf(weekday, "next")),
    ("near", "THE? weekday=WEEKDAY NEXTBEHIND", lambda weekday: WeekdayOf(weekday, "next")),
    ("near", "@near THIS weekday=WEEKDAY", lambda weekday: WeekdayOf(weekday, "this")),
    ("near", "@near PREVIOUS weekday=WEEKDAY", lambda weekday: WeekdayOf(weekday, "last")),
    ("near", "weekday=WEEKDAY PREVIOUSBEHIND", lambda weekday: WeekdayOf(weekday, "last")),
    ("near", "THE? weekday=WEEKDAY AFTERNEXT", lambda weekday: WeekdayOf(weekday, "after-next")),
    ("near", "weekday=WEEKDAY WEEK", lambda weekday: WeekdayOf(weekday, add=7)),
    ("near", "NUMBER WEEK ONDAY|AT? weekday=WEEKDAY", lambda weekday: WeekdayOf(weekday, add=7)),
    ("near", "weekday=WEEKDAY add=INEIGHT", WeekdayOf),
    ("near", "THE? weekday=WEEKDAY comma? OF|IN? THE? week=weekish", WeekdayIn),
    ("near", "THE? week=weekahead comma? ONDAY|THE? weekday=WEEKDAY", WeekdayIn),
    ("near", "year=Y ~'-'? ~'w' ~week=D ~'-' ~day=D",
     lambda year, week, day: WeekdayIn(day - 1, week_number(week, year))),
    ("anchorday", "^oneday|dayin|nthday|near", None),
    ("near", "THE? weekday=WEEKDAY AFTER base=anchorday", lambda weekday, base: Near(weekday, 1, base)),
    ("near", "THE? weekday=WEEKDAY BEFORE base=anchorday", lambda weekday, base: Near(weekday, -1, base)),
    ("near", "count=count unit=unit AFTER|FROM|LATER base=anchorday",
     lambda count, unit, base: Counted(count, unit, 1, base)),
    ("near", "count=count unit=unit BEFORE base=anchorday",
     lambda count, unit, base: Counted(count, unit, -1, base)),
    ("near", "THE? DAY AFTER base=anchorday", lambda base: Counted(1, "d", 1, base)),
    ("near", "THE? DAY BEFORE base=anchorday", lambda base: Counted(1, "d", -1, base)),
    ("near", "IN count=count WORKDAY", WorkingFrom),
    ("near", "count=count WORKDAY FROMNOW", WorkingFrom),
    ("near", "count=count WORKDAY AFTER base=anchorday", WorkingFrom),
    ("near", "count=count WORKDAY BEFORE base=anchorday", _working_before),
    ("near", "THE? FOLLOWING weekday=WEEKDAY", _following),
    ("near", "THE? weekday=WEEKDAY AFTER|FOLLOWINGBEHIND @END", _following),
    ("single", "^oneday|dayin|nthday|lone|near", None),
)  # fmt: skip
