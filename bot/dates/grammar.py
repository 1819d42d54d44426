"""The grammar of ranges, lists and shifts, and of what is said around a date: the whole grammar."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from bot.dates.clocks import HalfDay, Hours, Moment, VagueTime
from bot.dates.counted_days import FromToday
from bot.dates.days import DayOf
from bot.dates.grammar_days import DAYS
from bot.dates.grammar_hours import HOURS
from bot.dates.grammar_periods import PERIODS
from bot.dates.joined import Following, Listing, RangeOf
from bot.dates.lexicon import CONDITIONS
from bot.dates.limits import Limit, Moved, NoAnswer, Nothing, Open, Superseded, Tentative, WholeDay
from bot.dates.months import MonthOf
from bot.dates.parser import Grammar, Refused, Rule
from bot.dates.scene import Part
from bot.dates.shifts import Relative, SameNext, Shift
from bot.dates.understood import Cause
from bot.dates.weeks import week_number


def _list(first: Part, rest: tuple[tuple[str, Part], ...]) -> Listing:
    joints = [joint for joint, _part in rest]
    return Listing((first, *(part for _joint, part in rest)), "or" if "or" in joints else "and")


def _dated_list(first: Part, rest: tuple[tuple[str, Part], ...]) -> Listing:
    """A list in which something names a month or a weekday: ``3/4`` alone is none."""
    members = (first, *(part for _joint, part in rest))
    if all(isinstance(part, DayOf) and part.month is None and part.weekday is None for part in members):
        raise Refused
    return _list(first, rest)


def _joined(part: Part, joint: str = "and") -> tuple[str, Part]:
    return joint, part


def _beside(first: Part, second: Part) -> Listing:
    return Listing((first, second), "beside")


def _two_weeks(first: int, second: int) -> Listing:
    """``week 22 or 23``."""
    return Listing((week_number(first), week_number(second)), "or")


def _weeks(first: int, last: int) -> RangeOf:
    return RangeOf(week_number(first), week_number(last))


def _two_times(part: Part, first: Hours, second: Hours) -> Listing:
    """``16 Jan 10:00 or 14:00``."""
    return Listing((Moment(first, part), Moment(second, part)), "or")


def _in_year(first: DayOf, last: DayOf, year: int) -> RangeOf:
    """``July 3-5, 2018``."""
    if first.year is not None:
        raise Refused
    return RangeOf(replace(first, year=year), replace(last, month=first.month, year=year))


def _from_to(first: Part, last: Part) -> Moved:
    return Moved(first, last, RangeOf(first, last))


def _same(part: Part) -> Part:
    return part


def _relative(count: int, unit: str, anchor: str | None = None) -> Relative:
    """``6 weeks after IMG-M7``, ``start + 5 months``."""
    if unit not in ("d", "w", "m", "y"):
        raise Refused
    return Relative(f"{count:+d}{unit}", anchor)


def _relative_one(unit: str, anchor: str) -> Relative:
    return _relative(1, unit, anchor)


def _before_one(unit: str, anchor: str) -> Relative:
    return _relative(-1, unit, anchor)


def _relative_range(first: Relative, last: Relative) -> Relative:
    if first.anchor != last.anchor or first.last or last.last:
        raise Refused
    return replace(first, last=last.offset)


def _before(count: int, unit: str, anchor: str | None = None) -> Relative:
    return _relative(-count, unit, anchor)


def _counted(first: int, last: int | None = None, unit: str = "m") -> Relative:
    """``Month 5`` is the fifth: four after the start."""
    if first < 1 or (last is not None and last <= first):
        raise Refused
    return Relative(f"+{first - 1}{unit}", None, f"+{last - 1}{unit}" if last else None)


def _shift(count: int, unit: str, sign: int = 1) -> Shift:
    return Shift(count, unit, (sign,))


def _shift_back(count: int, unit: str) -> Shift:
    return Shift(count, unit, (-1,))


def _minutes(length: int, sign: int = 1) -> Shift:
    return Shift(length, "min", (sign,))


def _minutes_back(length: int) -> Shift:
    return Shift(length, "min", (-1,))


def _either(count: int, unit: str) -> Shift:
    return Shift(count, unit, (1, -1))


def _either_minutes(length: int) -> Shift:
    return Shift(length, "min", (1, -1))


def _one_later(unit: str) -> Shift:
    return Shift(1, unit)


def _fortnight(sign: int) -> Shift:
    return Shift(2, "w", (sign,))


def _before_limit(part: Part) -> Limit:
    return Limit(part, excludes=True)


def _within(count: int, unit: str) -> Limit:
    return Limit(FromToday(count, unit))


def _not_before(part: Part) -> Open:
    return Open(part, Cause.NOT_BEFORE)


def _after(part: Part) -> Open:
    return Open(part, Cause.AFTER, is_after=True)


def _from(part: Part) -> Open:
    return Open(part, Cause.AFTER)


def _refusal(cause: Cause) -> NoAnswer:
    return NoAnswer(cause)


JOINED: tuple[Rule, ...] = (
    ("moment", "part=single gap? hours=after-day", Moment),
    ("moment", "part=single comma? '(' hours=after-day ')'", Moment),
    ("moment", "part=oneday ~'t' ~hours=iso-times", Moment),
    ("moment", "hours=hours comma? ONDAY|OF? THE? part=single", Moment),
    ("moment", "part=single comma? ALLDAY|ENDOFDAY", WholeDay),
    ("moment", "ALLDAY|ENDOFDAY ONDAY? part=single", WholeDay),
    ("follow", "THE? unit=DAY|WEEK|MONTHS AFTER|FOLLOWINGBEHIND", Following),
    ("follow", "THE? FOLLOWING unit=DAY|WEEK|MONTHS", Following),
    ("member", "ONDAY|THE? ^moment|single|period", None),
    ("member", "ONDAY|THE? ^bare @END @untimed @nodash", None),
    ("member", "^follow|range", None),
    ("to", "'-'|TO", None),
    ("end", "^moment|single|period", None),
    ("range", "FROM first=end|bare to ONDAY|THE? last=end", _from_to),
    ("range", "first=end|bare to ONDAY|THE? last=end", RangeOf),
    ("range", "BETWEEN first=end|bare AND ONDAY|THE? last=end", RangeOf),
    ("range", "first=day to last=bare @END", RangeOf),
    ("range", "first=isoday '/' last=isoday", RangeOf),
    ("alone", "SAMEDAY comma? hours=after-day", Moment),
    ("range", "first=day '-' last=bare ',' year=year", _in_year),
    ("range", "first=day '-' last=bare year=Y", _in_year),
    ("range", "THE? WEEKOF ^range", None),
    ("range", "@beneath first=bare to last=bare @END", RangeOf),
    ("joint", "comma? ^AND|OR", None),
    ("joint", "comma|';'|'/'|slashand", lambda: "and"),
    ("joint", "~'+'", lambda: "and"),
    ("slashand", "AND '/' OR", None),
    ("joined", "joint=joint part=member", _joined),
    ("listed", "^moment|single|period", None),
    ("listed", "^bare @END", None),
    ("list", "@beneath first=listed rest=joined+", _list),
    ("list", "first=listed|range rest=joined+", _dated_list),
    ("list", "EITHER ONDAY|IN? ^list", None),
    ("dates", "@chat WEEK first=D AND|OR|'/' second=D", _two_weeks),
    ("dates", "@chat WEEK first=D to last=D", _weeks),
    ("dates", "^single|period|moment|range|list", None),
    ("dates", "part=list|range|period gap? hours=after-day", Moment),
    ("dates", "^range|single INCLUSIVE", None),
    ("dates", "part=single gap? first=hours comma? OR|'and'|'et'|'&' second=hours", _two_times),
    ("dates", "first=full second=full", _beside),
    ("full", "^moment|oneday|quarter", None),
    ("full", "month=MONTH '.'? year=ytail", MonthOf),
)  # fmt: skip

AROUND: tuple[Rule, ...] = (
    ("count-unit", "^unit|QUARTER|UNIT", None),
    ("shift", "'+' count=N unit=count-unit", _shift),
    ("shift", "'-' count=N unit=count-unit", _shift_back),
    ("shift", "'+' length=length", _minutes),
    ("shift", "'-' length=length", _minutes_back),
    ("shift", "MOVEBY? count=count unit=unit sign=LATER|EARLIER", _shift),
    ("shift", "MOVEBY? length=length sign=LATER|EARLIER", _minutes),
    ("shift", "sign=POSTPONE count=count unit=unit", _shift),
    ("shift", "sign=POSTPONE length=length", _minutes),
    ("shift", "EITHERWAY count=count unit=unit", _either),
    ("shift", "EITHERWAY length=length", _either_minutes),
    ("shift", "sign=MOVEBY count=count unit=unit", _shift),
    ("shift", "sign=MOVEBY length=length", _minutes),
    ("shift", "MOVEBY? NUMBER FORTNIGHT sign=LATER|EARLIER", _fortnight),
    ("shift", "sign=POSTPONE|MOVEBY NUMBER FORTNIGHT", _fortnight),
    ("shift", "THE? NEXT unit=DAY", _one_later),
    ("shift", "THE? unit=DAY AFTER|FOLLOWINGBEHIND @END", _one_later),
    ("shift", "THE? FOLLOWING unit=DAY", _one_later),
    ("shift", "THE? unit=NEXTDAY", _one_later),
    ("shift", "SAMEDAY|SAMETIME comma? THE? NEXT unit=unit", SameNext),
    ("shift", "SAMEDAY|SAMETIME comma? OF? THE? unit=unit NEXTBEHIND", SameNext),
    ("shift", "^follow @END", None),
    ("offset", "THE? unit=unit AFTER|FROM THE? anchor=ANCHOR", _relative_one),
    ("offset", "THE? unit=unit BEFORE THE? anchor=ANCHOR", _before_one),
    ("relative", "^offset", None),
    ("offset", "START '+' count=N unit=count-unit", _relative),
    ("offset", "START '-' count=N unit=count-unit", _before),
    ("offset", "count=count unit=unit AFTER|FROM|LATER THE? START", _relative),
    ("offset", "count=count unit=unit BEFORE|EARLIER THE? START", _before),
    ("offset", "count=count unit=unit AFTER|FROM|LATER THE? anchor=ANCHOR", _relative),
    ("offset", "count=count unit=unit BEFORE|EARLIER THE? anchor=ANCHOR", _before),
    ("offset", "anchor=ANCHOR '+' count=N unit=count-unit", _relative),
    ("offset", "anchor=ANCHOR '-' count=N unit=count-unit", _before),
    ("relative", "first=offset to last=offset", _relative_range),
    ("relative", "count unit AFTER|FROM|BEFORE|LATER|EARLIER THE? UNKNOWNANCHOR",
     lambda: _refusal(Cause.UNKNOWN_ANCHOR)),
    ("relative", "@document 'm' ~first=D", _counted),
    ("relative", "@document 'm' ~first=D to 'm'? ~last=D", _counted),
    ("relative", "@document unit=COUNTED first=D", _counted),
    ("relative", "@document unit=COUNTED first=D to|AND last=D", _counted),
    ("limited", "LATEST ONDAY|THE? ^endof", None),
    ("limited", "LATEST ONDAY|THE? part=dates", Limit),
    ("limited", "part=dates comma? ATLATEST", Limit),
    ("limited", "WITHIN count=count unit=unit", _within),
    ("limited", "BEFORE ONDAY|THE? part=endof|dates", _before_limit),
    ("limited", "NOTBEFORE ONDAY|THE? part=endof|dates", _not_before),
    ("limited", "AFTER ONDAY|THE? part=endof|dates", _after),
    ("limited", "STARTING ONDAY|THE? part=moment|single|period ONWARDS?", _from),
    ("limited", "part=moment|single|period ONWARDS @END", _from),
    ("limited", "part=moment|single|period to ENDLESS", _from),
    ("none", "NONE", Nothing),
    ("none", "VAGUE", lambda: Nothing(is_vague=True)),
    ("none", "^placeholder", None),
    ("placeholder", "PLACEHOLDER comma? YEAR?", lambda: _refusal(Cause.NO_DATE)),
    ("none", "RECURRING", lambda: _refusal(Cause.RECURRING)),
    ("none", "RECURRING dates", lambda: _refusal(Cause.RECURRING)),
    ("none", "RECURRING unit", lambda: _refusal(Cause.RECURRING)),
    ("none", "RECURRING nth WEEKDAY", lambda: _refusal(Cause.RECURRING)),
    ("none", "ONDAY|THE? RECURRING? ONDAY? WEEKDAYS", lambda: _refusal(Cause.RECURRING)),
    ("alone", "hours=hours", Moment),
    ("alone", "@beneath hours=bare-times", Moment),
    ("alone", "TONIGHT", lambda: Moment(VagueTime(), is_today=True)),
    ("alone", "THIS half=DAYPART", lambda half: Moment(HalfDay((half,)), is_today=True)),
    ("stated", "^limited|dates|relative", None),
    ("doubt", "comma|'-'? TENTATIVE", None),
    ("doubt", "'(' TENTATIVE ')'", None),
    ("stated", "TENTATIVE|ABOUT comma|'-'|':'|ONDAY|IN? part=stated", Tentative),
    ("stated", "part=dates|limited doubt", Tentative),
    ("was", "new=dates '(' WAS ':'? old=dates ')'", Superseded),
    ("was", "new=dates comma|';'? WAS ':'? old=dates", Superseded),
    ("was", "old=dates comma|'-'|';'? MOVEDTO new=dates", Superseded),
    ("was", "old=dates '(' MOVEDTO|NOW ':'? new=dates ')'", Superseded),
    ("was", "WAS ':'? old=dates comma|';'|AND? NOW|MOVEDTO ':'? new=dates", Superseded),
    ("was", "old=dates '→'|'->'|'=>' new=dates", Superseded),
    ("label", "WEEK|MONTHS|QUARTER|YEAR N ':'|'-' part=stated", _same),
    ("label", "WEEK|MONTHS|QUARTER|YEAR N '(' part=stated ')'", _same),
)  # fmt: skip


@cache
def grammar(flags: frozenset[str]) -> Grammar:
    """The grammar, compiled for the flags that are set."""
    return Grammar((*HOURS, *DAYS, *PERIODS, *JOINED, *AROUND), flags, CONDITIONS)
