"""The words about reminders."""

from __future__ import annotations

import re

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.plan.rules.plan import Plan
from bot.reminders.acts import PastForm, Reminders, SettlePast, StartCard, StartReminders
from bot.talk.line import Command, Line, NotUnderstood

DAYS, MOST_DAYS = 30, 120
_SPAN = re.compile(r"(\d{1,4})\s*([^\W\d_]*)")
_DAYS_IN = {
    **dict.fromkeys(("", "d", "day", "days", "j", "jour", "jours"), 1),
    **dict.fromkeys(("w", "week", "weeks", "semaine", "semaines"), 7),
    **dict.fromkeys(("m", "month", "months", "mois"), 30),
    **dict.fromkeys(("y", "year", "years", "an", "ans"), 365),
}


def read_reminders(line: Line) -> Request:
    """What will be sent in the next 30 days, or as many as are asked for (120 at most)."""
    found = _SPAN.search(fold(" ".join(line.words)))
    if not found:
        return Reminders(DAYS)
    if found[2] not in _DAYS_IN:
        text = _("How long ahead? Say a number of days, weeks or months, such as 30d.")
        raise NotUnderstood(text, words=("reminders 30d",))
    return Reminders(max(1, min(MOST_DAYS, int(found[1]) * _DAYS_IN[found[2]])))


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


COMMANDS = (
    Command(
        name="reminders",
        usage="reminders [30d]",
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
