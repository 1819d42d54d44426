"""The words about series: how often, on which hours, from when to when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.folding import COUNTS, ORDINALS, WEEKDAYS, alternation, fold
from bot.dates.when import Precision, When
from bot.meetings.series.acts import EndSeries, PreviewSeries, SeriesForm, ShowSeries
from bot.meetings.series.rules import Pattern, SeriesBook, SeriesView
from bot.slack.escaping import one_line
from bot.talk.dating import context_of
from bot.talk.line import Command, Line, NotUnderstood, Unclear
from bot.talk.references import spoken
from bot.talk.tokens import Token, TokenKind

_DAYS = {**WEEKDAYS, **{f"{word}s": number for word, number in WEEKDAYS.items() if len(word) > 4}}
_DAY = alternation(_DAYS)
_EACH = r"(?:every|each|chaque|tou(?:te)?s les)"
_NUMBERS = {
    **COUNTS, **ORDINALS, "other": 2, "deux": 2, "trois": 3, "quatre": 4, "six": 6,
    "premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3, "quatrieme": 4,
    "last": -1, "dernier": -1, "derniere": -1,
}  # fmt: skip
_NUMBER = rf"(?:{alternation(_NUMBERS)}|\d{{1,2}}(?:st|nd|rd|th|e|er|eme)?)"
_LIST = rf"{_DAY}(?:(?:\s*,\s*|\s+(?:and|et|&)\s+){_DAY})*"
# Of two that begin at one place the earlier one is meant; a month is told before a week.
_PATTERNS = (
    ("nth", rf"(?:the |le |on the )?(?:{_EACH} )?(?P<nth>{_NUMBER}) (?P<days>{_DAY})"
            r" (?:of|in|du|de|de chaque|par) ?(?:the |each |every |chaque )?(?:month|mois)\b"),
    ("nth", rf"(?:the |le )(?P<nth>{_NUMBER}) (?P<days>{_DAY}) monthly\b"),
    ("half", rf"un (?P<days>{_DAY}) sur deux\b"),
    ("monthday", r"(?:on )?(?:the |le |day )?(?P<nth>\d{1,2})(?:st|nd|rd|th|er)?"
                 r" (?:of|du|de) (?:the |each |every |chaque )?(?:month|mois)\b"),
    ("monthday", rf"{_EACH} (?:month|mois),? (?:on )?(?:the |le )?(?P<nth>\d{{1,2}})(?:st|nd|rd|th|er)?\b"),
    ("weeks", rf"{_EACH} (?:(?P<count>{_NUMBER}) )?(?P<unit>weeks?|semaines?|fortnights?|quinzaines?|months?"
              rf"|mois)(?: (?:on )?(?:a |le |les )?(?P<days>{_LIST}))?"),
    ("weeks", rf"(?P<unit>fortnightly|biweekly|weekly|monthly)(?: (?:on )?(?P<days>{_LIST}))?"),
    ("days", rf"{_EACH} (?:(?P<count>{_NUMBER}) )?(?P<days>{_LIST})"),
    ("days", r"(?P<days>(?:mon|tues|wednes|thurs|fri|satur|sun)days)\b"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)
_FROM = re.compile(
    r"\b(?:from|starting(?: on)?|beginning(?: on)?|as of|a partir du|a partir de|des le|des|du(?= \d))\b"
)
_UNTIL = re.compile(r"\b(?:until|till|through|up to|jusqu'(?:a la|au|en|a)|jusque)\b")
_TIMES = re.compile(r"\b(?P<count>\d{1,2}) (?:times|meetings|fois|reunions)\b")
_END = frozenset({"end", "ends", "stop", "cancel", "remove", "terminer", "arreter", "fin"})
_FORTNIGHT = ("fortnight", "quinzaine", "biweekly")


@dataclass(frozen=True)
class Said:
    """What of a line says how often: the pattern, and the words that are left."""

    pattern: Pattern
    left: str
    has_days: bool


def read_pattern(text: str) -> Said | None:
    """How often meetings come, by words of English or French; None where they do not say it."""
    for name, pattern in _COMPILED:
        found = pattern.search(text)
        if found is None:
            continue
        given = found.groupdict()
        days = tuple(dict.fromkeys(_DAYS[day] for day in re.findall(_DAY, given.get("days") or "")))
        left = f"{text[: found.start()]} {text[found.end() :]}"
        made = _pattern(name, given, tuple(sorted(days)))
        return Said(made, left, bool(days) or made.monthday is not None) if made is not None else None
    return None


def _pattern(name: str, given: dict[str, str | None], days: tuple[int, ...]) -> Pattern | None:
    number = _number(given.get("nth") or given.get("count"))
    unit = given.get("unit") or ""
    if name == "nth":
        return Pattern(nth=number, weekdays=days) if number in (1, 2, 3, 4, -1) else None
    if name == "monthday":
        return Pattern(monthday=number) if 1 <= number <= 31 else None
    if name == "half":
        return Pattern(2, days)
    if number < 1:
        return None
    if unit.startswith(("month", "mois")):
        return Pattern(number, nth=1, weekdays=days) if len(days) == 1 else Pattern(number, monthday=0)
    doubled = 2 if unit.startswith(_FORTNIGHT) or unit == "fortnightly" else 1
    return Pattern(number * doubled, days)


def _number(word: str | None) -> int:
    if word is None:
        return 1
    digits = re.match(r"\d+", word)
    return int(digits[0]) if digits else _NUMBERS.get(word, 0)


def read_series(line: Line) -> Request:
    """Bare, all series; with a rule, the dates before they are made; with `end`, the end of one."""
    line.caller.require_reading()
    if not line.tokens:
        return ShowSeries()
    if any(not token.quoted and fold(token.text) in _END for token in (line.tokens[0], line.tokens[-1])):
        return _ended(line)
    streams, title, text = _parts(line)
    # Whoever begins with "every" has said a word for this command by that.
    said = read_pattern(text) or read_pattern(f"every {text}")
    if said is None:
        if text.strip():
            raise NotUnderstood(
                _(
                    "How often? For example `series WS1 every second Tuesday 14:00-15:30 from 9 January until"
                    " July`, or the first Thursday of the month, or every 4 weeks."
                ),
                words=(f"series {' '.join(streams)}".strip(), "series new"),
            )
        return SeriesForm(streams)
    pattern, first = _dated(line, said)
    return PreviewSeries(pattern.rule, first, streams, title or _title(line, streams))


def _title(line: Line, streams: Sequence[str]) -> str:
    """What meetings are called of which nobody says it."""
    if streams:
        return _("{streams} Team Meeting").format(streams=" ".join(streams))
    return _("{group} meeting").format(group=line.group.name)


def _parts(line: Line) -> tuple[tuple[str, ...], str | None, str]:
    """The streams that are named, the title in quotes, and the other words, folded."""
    labels = {fold(label): label for label in line.group.labels}
    own = fold(line.group.label)
    streams = [labels[word] for token in line.tokens if (word := fold(token.text).strip(",:")) in labels]
    title = next((token.text for token in line.tokens if token.quoted), None)
    rest = [
        fold(token.text)
        for token in line.tokens
        if not token.quoted
        and token.kind is TokenKind.WORD
        and fold(token.text).strip(",:") not in (own, *labels)
    ]
    while rest and rest[0] in ("new", "add", "of", "meetings", "nouvelle"):
        rest = rest[1:]
    return tuple(dict.fromkeys(streams)), title, " ".join(rest)


def _dated(line: Line, said: Said) -> tuple[Pattern, When]:
    """The pattern with its end, and the first day with its hours.

    Raises:
        NotUnderstood: a date or an hour cannot be read, or nothing says on which day it begins.
    """
    text, pattern = said.left, said.pattern
    if (times := _TIMES.search(text)) is not None:
        pattern, text = _with(pattern, count=int(times["count"])), text.replace(times[0], " ")
    text, until = _cut(text, _UNTIL)
    text, begins = _cut(text, _FROM)
    if until is not None:
        # "until july 14:00-15:30": what follows the date are the hours.
        until, hours = _split_hours(line, until)
        text = f"{text} {hours}"
        pattern = _with(pattern, until=_read(line, until).last_day)
    if begins is not None:
        begins, hours = _split_hours(line, begins)
        text = f"{text} {hours}"
        first = _read(line, begins)
    elif said.has_days:
        first = When(Precision.DAY, line.today.isoformat())
    else:
        raise NotUnderstood(_("From which day on? For example `every 4 weeks from 9 January`."))
    day = first.first_day
    if day is None:
        raise NotUnderstood(_("From which day on? For example `every 4 weeks from 9 January`."))
    if not pattern.weekdays and pattern.monthday is None:
        pattern = _with(pattern, weekdays=(day.weekday(),))
    if pattern.monthday == 0:
        pattern = _with(pattern, monthday=day.day)
    return pattern, _with_hours(line, day.isoformat(), first, text)


def _with(pattern: Pattern, **new: object) -> Pattern:
    return replace(pattern, **new)  # type: ignore[arg-type]


def _cut(text: str, word: re.Pattern[str]) -> tuple[str, str | None]:
    """A text without what stands after a word, up to another such word; and what stands there."""
    found = word.search(text)
    if found is None:
        return text, None
    rest = text[found.end() :]
    other = next(
        (one.start() for one in (_FROM.search(rest), _UNTIL.search(rest)) if one is not None), len(rest)
    )
    return f"{text[: found.start()]} {rest[other:]}", rest[:other].strip()


def _split_hours(line: Line, text: str) -> tuple[str, str]:
    """A date and the hours behind it: the longest beginning that is a date without hours."""
    words = text.split()
    for count in range(len(words), 0, -1):
        said = reading.read(" ".join(words[:count]), context_of(line, is_due=True))
        if said.choices and not said.rest and not said.choices[0].when.has_time:
            return " ".join(words[:count]), " ".join(words[count:])
    return text, ""


def _read(line: Line, text: str) -> When:
    said = reading.read(text, context_of(line, is_due=True))
    if not said.choices or said.choices[0].when.last_day is None or said.rest:
        why = reading.explain(said) or _("“{words}” is no day.").format(words=one_line(text, 60))
        raise NotUnderstood(why)
    return said.choices[0].when


def _with_hours(line: Line, day: str, first: When, text: str) -> When:
    """The first day, with the hours that the words which are left say."""
    words = " ".join(
        word for word in text.split() if word not in ("at", "on", "a", "de", "le", ",", "the", "-")
    )
    if first.precision is Precision.EXACT and not words:
        return first
    if not words:
        return When(Precision.DAY, day)
    said = reading.read(f"{day} {words}", context_of(line))
    exact = [choice.when for choice in said.choices if choice.when.has_time]
    if not exact or said.rest or len({one.zone for one in exact}) > 1:
        why = reading.explain(said) or _("I do not understand “{words}” there.").format(
            words=one_line(words, 60)
        )
        raise NotUnderstood(why)
    return exact[0]


def _ended(line: Line) -> Request:
    """The series that a line names by its stream or its title.

    Raises:
        Unclear: there are several.
        NotUnderstood: there is none.
    """
    rest = [token for token in line.tokens if token.quoted or fold(token.text) not in _END]
    running = [one for one in line.snapshot[SeriesBook].all if not one.is_ended]
    found = [one for one in running if _is_named(one, rest)]
    if len(found) == 1:
        return EndSeries(found[0].id)
    if not found:
        known = ", ".join(one_line(one.title, 60) for one in running) or _("none")
        raise NotUnderstood(_("Which series? There are: {known}.").format(known=known), words=("series",))
    answers: list[tuple[str, str | Request, str]] = [
        (one_line(one.title, 60), EndSeries(one.id), " ".join(one.streams)) for one in found
    ]
    raise Unclear(_("Which series ends?"), answers)


def _is_named(one: SeriesView, tokens: Sequence[Token]) -> bool:
    said = fold(spoken([Token(token.text) for token in tokens])).strip()
    labels = [fold(label) for label in one.streams]
    return not said or said == fold(one.title) or said.split() == labels or said in (*labels, fold(one.title))


COMMANDS = (
    Command(
        name="series",
        usage='series [STREAM] ["TITLE"] every … HH:MM-HH:MM [from WHEN] [until WHEN] · series STREAM end',
        summary=N_("meetings that come again: all dates are shown before they are made; `end` cancels them"),
        example='series WS1 "Team call" every second Tuesday 14:00-15:30 from 9 January until July',
        handle=read_series,
        section=N_("Dates"),
        roles=N_("coordinator, leads in their streams"),
        aliases=("serie", "série", "recurring", "every", "chaque", "tous les", "toutes les"),
    ),
)
