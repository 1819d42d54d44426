"""The grammar of weeks, months and longer periods; the notation is described in `parser`."""

from __future__ import annotations

from bot.dates.counted_days import Counted
from bot.dates.months import HalfMonth, MonthOf, PartOf
from bot.dates.parser import Refused, Rule
from bot.dates.scene import Part
from bot.dates.weeks import NthWeek, ProjectWeek, WeekAhead, WeekAround, WeekNumber, WeekTo, week_number
from bot.dates.years import EndOfPeriod, HalfYear, QuarterOf, SchoolYear, SeasonOf, VagueIn, YearOf


def _iso_part(year: int, month: int, part: str) -> PartOf:
    return PartOf(part, MonthOf(month, year))


def _iso_month(year: int, month: int) -> MonthOf:
    """``2018-03``; ``2018/19`` is no month."""
    if not 1 <= month <= 12:
        raise Refused
    return MonthOf(month, year)


def _years(year: int, last: int) -> YearOf:
    """``2017/18`` is two years; ``2018-03`` is a month."""
    if last % 100 <= 12 and last < 2100 and year % 100 + 1 != last % 100:
        raise Refused
    return YearOf(year, last=last % 100 if last // 100 == year // 100 else last)


def _french_week(week: int) -> WeekNumber:
    """``S22``; ``S1`` and ``S2`` are half-years."""
    if week < 3:
        raise Refused
    return week_number(week)


def _near_unit(count: int, unit: str) -> Part:
    """The week, month, quarter or year that is so many ahead of today's."""
    if unit == "w":
        return WeekAhead(count)
    if unit == "d":
        raise Refused
    if unit == "m":
        return MonthOf(ahead=count)
    return QuarterOf(ahead=count) if unit == "q" else YearOf(ahead=count)


def _week_near(base: Part, sign: int = 1) -> Counted:
    return Counted(1, "w", sign, base, weekly=True)


PERIODS: tuple[Rule, ...] = (
    # a week
    ("weekahead", "THE? count=NEXT|THIS|PREVIOUS unit=WEEK", _near_unit),
    ("weekahead", "THE? unit=WEEK count=NEXTBEHIND|THISBEHIND|PREVIOUSBEHIND", _near_unit),
    ("weekahead", "THE? WEEK AFTERNEXT", lambda: WeekAhead(2)),
    ("weekish", "^weekahead|week", None),
    ("week", "THE? WEEKOF ONDAY? THE? day=oneday|dayin|near|lone", WeekAround),
    ("week", "THE? WEEKTO ONDAY? THE? day=oneday|dayin|near", WeekTo),
    ("week", "THE? nth=nth WEEK OF|IN THE? month=monthish", NthWeek),
    ("week", "THE? WEEK AFTER base=anchorday", _week_near),
    ("week", "THE? WEEK BEFORE base=anchorday", lambda base: _week_near(base, -1)),
    ("week", "@beneath THE? nth=nth WEEK @END", lambda nth: NthWeek(nth, MonthOf())),
    ("week", "@document WEEK week=D", ProjectWeek),
    ("week", "WEEK '.'? week=D comma|'/'|'-'|OF? year=Y?", week_number),
    ("week", "'w'|'kw'|'cw'|'wk' ~week=D comma|'/'|'-'? year=Y?", week_number),
    ("week", "'kw'|'cw' week=D comma|'/'|'-'? year=Y?", week_number),
    ("week", "@fr 's' ~week=D", _french_week),
    ("week", "year=Y '-'? 'w' ~week=D", week_number),
    # months and parts of them
    ("month", "@whole month=MONTH '.'?", MonthOf),
    ("month", "@clear month=MONTH '.'? @bareend", MonthOf),
    ("month", "month=MONTH '.'? year=ytail", MonthOf),
    ("month", "@year-number month=M ~'/' ~year=YY @noslash", MonthOf),
    ("month", "@year-number month=MONTH '.'? year=ytail2|YY", MonthOf),
    ("month", "MONTHS OF? month=MONTH year=ytail?", MonthOf),
    ("month", "MONTHLONG month=MONTH year=ytail?", MonthOf),
    ("month", "year=Y '-'|comma? month=MONTH @END", MonthOf),
    ("month", "year=Y ~'-'|'/' ~month=MM @nohyphen", _iso_month),
    ("month", "month=M ~'/'|'.' ~year=Y", MonthOf),
    ("month", "THE? ^monthref2", None),
    ("monthref2", "count=NEXT|THIS|PREVIOUS unit=MONTHS", _near_unit),
    ("monthref2", "unit=MONTHS count=NEXTBEHIND|THISBEHIND|PREVIOUSBEHIND", _near_unit),
    ("part", "THE? part=PART|END '-'|OF? THE? month=monthish", PartOf),
    ("part", "IN part=PART|END '-'|OF? month=monthish", PartOf),
    ("part", "year=Y ~'-' ~month=MM ~'-' ~part=PART", _iso_part),
    ("part", "@beneath part=PART|END @END", PartOf),
    ("half", "THE? half=nth '-'? HALF OF? THE? month=monthish", HalfMonth),
    ("half", "THE? half=nth FORTNIGHTOF OF THE? month=monthish", HalfMonth),
    # quarters, half-years, seasons, years
    ("yearish", "year=year", YearOf),
    ("yearish", "THE? ahead=NEXT|THIS|PREVIOUS YEAR", YearOf),
    ("yearish", "THE? YEAR ahead=NEXTBEHIND|THISBEHIND|PREVIOUSBEHIND", YearOf),
    ("ofyear", "comma|OF|'-'|'/'? THE? ^yearish", None),
    ("qyear", "'-'|'/' ~^YY", None),
    ("qyear", "comma|OF|'-'|'/'? THE? ^year", None),
    ("quarter", "'q' ~quarter=D year=qyear?", QuarterOf),
    ("quarter", "quarter=D ~'q' year=qyear?", QuarterOf),
    ("quarter", "year=Y '-'|'/'? 'q' ~quarter=D", QuarterOf),
    ("quarter", "@fr 't' ~quarter=D year=qyear?", QuarterOf),
    ("quarter", "THE? quarter=nth '-'? QUARTER year=qyear", QuarterOf),
    ("quarter", "@whole THE? quarter=nth '-'? QUARTER", QuarterOf),
    ("quarter", "THE? count=NEXT|THIS|PREVIOUS unit=QUARTER", _near_unit),
    ("quarter", "THE? unit=QUARTER count=NEXTBEHIND|THISBEHIND", _near_unit),
    ("half", "'h' ~half=D year=ofyear?", HalfYear),
    ("half", "half=D ~'h' year=ofyear", HalfYear),
    ("half", "year=yearish '-'|'/'? 'h' ~half=D", HalfYear),
    ("half", "@fr 's' ~half=D year=ofyear", HalfYear),
    ("half", "THE? half=nth '-'? HALF year=ofyear", HalfYear),
    ("half", "THE? half=nth '-'? HALF OF THE? YEAR", lambda half: HalfYear(half)),
    ("half", "THE? half=nth SEMESTER year=ofyear?", HalfYear),
    ("season", "@season ONDAY|IN|THE? season=SEASON year=ofyear?", SeasonOf),
    ("season", "ONDAY|IN|THE? season=SEASON year=ofyear", SeasonOf),
    ("season", "season=SEASON year=yearspan", SeasonOf),
    ("yearspan", "year=Y '/'|'-' last=YY|Y", _years),
    ("years", "@whole ^yearspan", None),
    ("years", "BIENNIUM ^yearspan|yearish", None),
    ("years", "THE? ahead=NEXT|THIS|PREVIOUS YEAR", YearOf),
    ("years", "THE? YEAR ahead=NEXTBEHIND|THISBEHIND", YearOf),
    ("years", "SCHOOLYEAR years=yearspan", SchoolYear),
    ("years", "@whole OF|IN? ^yearonly", None),
    ("yearonly", "year=Y @END", YearOf),
    ("vague", "THE? part=PART|END '-'|OF? THE? base=yearish|quarter|half|weekahead|season", VagueIn),
    ("vague", "THE? part=END OF? THE? YEAR", lambda part: VagueIn(part, YearOf(ahead=0))),
    ("vague", "THE? part=PART|END OF? THE? WEEK", lambda part: VagueIn(part, WeekAhead(0))),
    ("vague", "'year' '-'? 'end'", lambda: VagueIn("late", YearOf(ahead=0))),
    # the end of a period, of what is due by then
    ("endof", "THE? END OF? THE? base=monthish|yearish|quarter|half|weekish", EndOfPeriod),
    ("endof", "THE? END OF? THE? MONTHS", lambda: EndOfPeriod(MonthOf(ahead=0))),
    ("endof", "THE? END OF? THE? YEAR", lambda: EndOfPeriod(YearOf(ahead=0))),
    ("endof", "THE? END OF? THE? WEEK", lambda: EndOfPeriod(WeekAhead(0))),
    ("endof", "'year' '-'? 'end'", lambda: EndOfPeriod(YearOf(ahead=0))),
    ("endof", "base=monthish|yearish END", EndOfPeriod),
    ("period", "^week|weekahead|month|part|half|quarter|season|years|vague", None),
)  # fmt: skip
