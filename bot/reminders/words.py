"""The words about reminders."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.core.group import POSTING_TIME
from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates import reading
from bot.dates.folding import fold
from bot.dates.wall_time import to_utc
from bot.dates.word_tables import is_weekday
from bot.plan.rules.plan import Plan
from bot.reminders.acts import (
    PastForm,
    Reminders,
    SettlePast,
    Snooze,
    SnoozeForm,
    StartCard,
    StartReminders,
)
from bot.talk.dating import context_of
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import name_item

DAYS, MOST_DAYS = 30, 120
_MINE = frozenset({"mine", "my", "me", "mes", "miens", "moi"})
_ALL = frozenset({"all", "everything", "tout", "tous"})
_UNTIL = frozenset({"until", "till", "to", "for", "jusqu'au", "jusqu'a", "pour"})
_AN_HOUR = frozenset({"1 h", "1h", "an hour", "1 hour", "une heure", "1 heure"})
_SPAN = re.compile(r"(\d{1,4})\s*([^\W\d_]*)")
_DAYS_IN = {
    **dict.fromkeys(("", "d", "day", "days", "j", "jour", "jours"), 1),
    **dict.fromkeys(("w", "week", "weeks", "semaine", "semaines"), 7),
    **dict.fromkeys(("m", "month", "months", "mois"), 30),
    **dict.fromkeys(("y", "year", "years", "an", "ans"), 365),
}


def read_reminders(line: Line) -> Request:
    """What will be sent in the next 30 days, or as many as are asked for (120 at most)."""
    words = [fold(word) for word in line.words]
    mine = any(word in _MINE for word in words)
    found = _SPAN.search(" ".join(word for word in words if word not in _MINE))
    if not found:
        return Reminders(DAYS, mine)
    if found[2] not in _DAYS_IN:
        text = _("How long ahead? Say a number of days, weeks or months, such as 30d.")
        raise NotUnderstood(text, words=("reminders 30d",))
    return Reminders(max(1, min(MOST_DAYS, int(found[1]) * _DAYS_IN[found[2]])), mine)


def read_start(line: Line) -> Request:
    """Whom reminders would reach; with `now`, they are switched on for what lies ahead."""
    is_now = [fold(word) for word in line.words] == ["now"]
    return StartReminders() if is_now or line.group.reminders_on else StartCard()


def read_settle(line: Line) -> Request:
    """What lies in the past is done: all of it, or some items by their keys; bare, a form to choose from."""
    words = [fold(word).strip(",") for word in line.words]
    if not words:
        return PastForm()
    if words == ["all"]:
        return SettlePast()
    by_key = {fold(item.key): item.id for item in line.snapshot[Plan].items}
    unknown = [word for word in words if word not in by_key]
    if unknown:
        text = _("There is no {keys} in this plan.").format(keys=", ".join(unknown)[:100])
        raise NotUnderstood(text, words=("settle past",))
    return SettlePast(tuple(by_key[word] for word in words))


def read_close_all(_line: Line) -> Request:
    """What lies in the past is settled in one go, after one question."""
    return PastForm()


def read_snooze(line: Line) -> Request:
    """Not to be asked about an item, or at all, until an instant; without one, the form."""
    words = [fold(word) for word in line.words]
    if not words or words in (["all"], ["tout"]):
        return SnoozeForm()
    item, rest = None, list(line.tokens)
    if words[0] in _ALL:
        rest = rest[1:]
    else:
        named = name_item(line, "snooze")
        item, rest = named.item.id, list(named.rest)
    rest = [token for token in rest if fold(token.text) not in _UNTIL]
    if not rest:
        return SnoozeForm(item)
    said = " ".join(fold(token.text) for token in rest)
    if said in ("off", "stop", "no more", "fin"):
        return Snooze(item, None)
    if said in _AN_HOUR:
        return Snooze(item, line.now.replace(microsecond=0) + timedelta(hours=1))
    return Snooze(item, _instant(line, " ".join(token.text for token in rest)))


def _instant(line: Line, said: str) -> datetime:
    """The beginning of what was said; of a day, the hour at which people are asked."""
    found = reading.read(said, context_of(line, is_due=True))
    when = found.choices[0].when if found.choices and not found.rest else None
    if when is None or when.first_day is None:
        raise NotUnderstood(_("Until when? Say for example `snooze all until Monday`."), words=("snooze",))
    zone = when.zone or line.caller.reader.zone or line.group.zone
    instant = to_utc(when.first_day, when.start_time or POSTING_TIME, zone)
    if instant <= line.now and is_weekday(said):
        # On a Monday, "Monday" is the next one.
        return to_utc(when.first_day + timedelta(weeks=1), POSTING_TIME, zone)
    return instant


COMMANDS = (
    Command(
        name="snooze",
        usage="snooze KEY|all until WHEN",
        summary=N_("do not ask me before then, and once more from then on"),
        example="snooze all",
        handle=read_snooze,
        section=N_("Reminders"),
        roles=N_("everybody"),
        aliases=("ask me later", "remind me later", "plus tard"),
    ),
    Command(
        name="reminders",
        usage="reminders [30d|mine]",
        summary=N_("every message the bot will send, to whom and when"),
        example="reminders 14d",
        handle=read_reminders,
        section=N_("Reminders"),
        roles=N_("members"),
        aliases=("reminder", "notices"),
    ),
    Command(
        name="start reminders",
        usage="start reminders [now]",
        summary=N_("begin to remind, for what lies ahead; first says whom it reaches"),
        example="start reminders",
        handle=read_start,
        section=N_("Reminders"),
        roles=N_("coordinator"),
        aliases=("start",),
    ),
    Command(
        name="settle past",
        usage="settle past all|KEY…",
        summary=N_("what lies in the past was done"),
        example="settle past all",
        handle=read_settle,
        hidden=True,
    ),
    Command(
        name="close all past",
        usage="close all past",
        summary=N_("settle what lies in the past, after one question"),
        example="close all past",
        handle=read_close_all,
        section=N_("Reminders"),
        roles=N_("coordinator"),
        aliases=("close past",),
    ),
)
