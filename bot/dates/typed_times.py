"""Times of day as people type them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from bot.core.i18n import _
from bot.dates.typed_text import MONTHS, alternation, date_error, ends_too_early

_MARK = r"(?:\s?(?P<{n}half>[ap])\.?m\b\.?)"
_CLOCK = (
    r"(?:(?:12\s)?(?P<{n}noon>noon|midday|midi)\b"
    r"|(?P<{n}hour>\d\d?)"
    r"(?:(?::|\.|\s?h\s?)(?P<{n}minute>\d\d)(?::00)?(?:\s?(?:hrs|hours|h)\b)?"
    r"|(?P<{n}h>\s?(?:hrs|h)\b)|(?P<{n}clock>\s?o'clock\b))?"
    r"(?![\d:]|\.\d)" + _MARK + r"?)"
)
_LEAD = r"(?P<lead>(?:at|from|between|de|a|@)\s|@)?"
_TO = r"(?P<to>\s?-\s?|\s(?:to|until|till|and|a)\s)"
# "14:00 - 15 Jan" goes on with a date.
_NO_MONTH = rf"(?![\s./-]{{0,2}}{alternation(MONTHS)})"
_RANGE = re.compile(_LEAD + _CLOCK.replace("{n}", "a") + _TO + _CLOCK.replace("{n}", "b") + _NO_MONTH)
_SINGLE = re.compile(_LEAD + _CLOCK.replace("{n}", "a"))
_MILITARY = re.compile(
    r"(?P<a>[01]\d|2[0-3])(?P<am>[0-5]\d)-(?P<b>[01]\d|2[0-3])(?P<bm>[0-5]\d)(?:\s?(?:h|hrs))?\b"
)
_HALF = re.compile(
    r"(?:in the |the |this )?"
    r"(?:(?P<am>am\b|a\.m\.?|morning|matin)|(?P<pm>pm\b|p\.m\.?|afternoon|apres-midi))(?![a-z])"
    r"|(?:a )?half[\s-]day(?![a-z])"
)
_LASTING = re.compile(
    r"[\s,]{0,2}(?:for\s|\+\s?|\()(?P<count>\d{1,3})(?P<half>[.,]5)?\s?"
    r"(?:(?P<minutes>minutes?|mins?)|(?:hours?|hrs?|h)(?P<more>[0-5]\d)?)(?![a-z\d])\)?"
)
_ODD = re.compile(
    r"(?:in the |this |at |around )?(?:half past|quarter (?:past|to)|midnight|evening|tonight|night|noonish"
    r"|lunch(?:time)?|breakfast|dinner|soir|minuit|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve)(?: o'clock)?(?=$|[,;.)\"]))(?![a-z])"
)
_UNSURE = range(1, 7)


@dataclass(frozen=True, slots=True)
class TimesReading:
    """The times (start, end or None) that the words up to `end` (a position) can mean, likeliest first.

    `bare` marks two plain numbers ("2-5"), which are times only where nothing else can be meant.
    """

    choices: tuple[tuple[time, time | None], ...]
    end: int
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Clock:
    hour: int
    minute: int
    half: str | None
    unsure: bool
    padded: bool


def read_times(text: str, start: int) -> TimesReading | None:
    """Read a time or a range of times that begins at `start` of a folded text.

    An hour from 1 to 6 typed without am, pm or a leading zero can be either half of the day.

    Raises:
        UserError: no such time (25:00), or an end that is not after the start.
    """
    found = _MILITARY.match(text, start)
    if found:
        start_end = (time(int(found["a"]), int(found["am"])), time(int(found["b"]), int(found["bm"])))
        if start_end[0] >= start_end[1]:
            raise ends_too_early(found.group())
        return TimesReading((start_end,), found.end())
    found = _RANGE.match(text, start)
    if found and (found["to"].strip() != "and" or found["lead"] == "between "):
        return _read_range(found)
    found = _SINGLE.match(text, start)
    if not found or not (found["lead"] or _is_clear(found, "a")):
        return None
    starts = _meanings(_clock(found, "a"))
    lasting = _LASTING.match(text, found.end())
    if lasting:
        return TimesReading(tuple((at, _end_after(at, lasting)) for at in starts), lasting.end())
    return TimesReading(tuple((at, None) for at in starts), found.end())


def _end_after(start: time, lasting: re.Match[str]) -> time:
    """The end of what lasts "for 2 hours", "(90 minutes)" or "for 1h30"."""
    count = float(lasting["count"]) + (0.5 if lasting["half"] else 0)
    minutes = count if lasting["minutes"] else 60 * count + int(lasting["more"] or 0)
    hour, minute = divmod(60 * start.hour + start.minute + int(minutes), 60)
    if hour > 23 or not minutes:
        raise date_error(_("“{typed}” goes on past the end of the day.").format(typed=lasting.string.strip()))
    return time(hour, minute)


def read_half(text: str, start: int) -> tuple[tuple[str, ...], int]:
    """The halves of a day ("AM", "PM") that are meant at `start`, and where their name ends."""
    found = _HALF.match(text, start)
    if not found:
        return (), start
    return ("AM",) if found["am"] else ("PM",) if found["pm"] else ("AM", "PM"), found.end()


def names_odd_time(text: str, start: int) -> bool:
    """Whether a time of day stands at `start` that cannot be relied on ("evening", "half past two")."""
    return _ODD.match(text, start) is not None


def _is_clear(found: re.Match[str], n: str) -> bool:
    """Whether it is written as a time, rather than as a plain number."""
    return any(found[n + part] for part in ("noon", "minute", "h", "half", "clock"))


def _clock(found: re.Match[str], n: str) -> _Clock:
    if found[n + "noon"]:
        return _Clock(12, 0, None, unsure=False, padded=False)
    written, half = found[n + "hour"], found[n + "half"]
    hour, minute = int(written), int(found[n + "minute"] or 0)
    if hour > 23 or minute > 59 or (half == "a" and hour > 12) or (half and hour == 0):
        raise date_error(_("There is no such time as “{typed}”.").format(typed=found.group().strip()))
    unsure = not half and not found[n + "h"] and len(written) == 1 and hour in _UNSURE
    french = re.search(r"\dh|\d\sh", found.group()) is not None
    return _Clock(hour, minute, half, unsure and not french, written.startswith("0"))


def _read_range(found: re.Match[str]) -> TimesReading | None:
    bare = not found["lead"] and not (_is_clear(found, "a") or _is_clear(found, "b"))
    if bare and max(int(found["ahour"]), int(found["bhour"])) > 23:
        return None
    first, last = _clock(found, "a"), _clock(found, "b")
    starts = _meanings(first)
    if last.half and not first.half:
        same, end = _on_clock(first, last.half), _on_clock(last, last.half)
        starts = (same if same < end else time(first.hour, first.minute),)
    ranges = [(start, _end_for(start, first, last)) for start in starts]
    good = tuple(pair for pair in ranges if pair[0] < pair[1])
    if not good:
        raise ends_too_early(found.group())
    return TimesReading(good, found.end(), bare)


def _end_for(start: time, first: _Clock, last: _Clock) -> time:
    """The end; unmarked, it is in the afternoon where only that comes after: "9-5", "2pm-5", "11-1"."""
    if last.half:
        return _on_clock(last, last.half)
    end = time(last.hour, last.minute)
    loose = last.hour < 12 and first.hour <= 12 and not last.padded
    sure_start = not first.unsure or start.hour >= 12
    if end <= start and loose and sure_start and (last.unsure or first.unsure or first.half == "p"):
        return time(last.hour + 12, last.minute)
    return end


def _meanings(clock: _Clock) -> tuple[time, ...]:
    if clock.half:
        return (_on_clock(clock, clock.half),)
    plain = time(clock.hour, clock.minute)
    return (time(clock.hour + 12, clock.minute), plain) if clock.unsure else (plain,)


def _on_clock(clock: _Clock, half: str) -> time:
    hour = clock.hour if clock.hour > 12 else clock.hour % 12 + (12 if half == "p" else 0)
    return time(hour, clock.minute)
