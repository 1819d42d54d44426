"""`reminders`: every message the bot will send."""

from __future__ import annotations

import re

from bot.core.i18n import N_
from bot.groups.rules.rights import Act, may
from bot.reminders import reminding
from bot.reports.texts import build_forecast
from bot.talk.line import Answer, Command, Line, Outcome

DAYS, MOST_DAYS = 30, 366
_SPAN = re.compile(r"(\d{1,4})\s*(d|days?|w|weeks?|m|months?)?", re.IGNORECASE)


def handle_reminders(line: Line) -> Outcome:
    """List what will be sent in the next 30 days, or as many as asked for."""
    forecast = reminding.forecast(line.work, line.caller, _days(" ".join(line.words)), line.now)
    return Answer(build_forecast(forecast, may_skip=may(line.caller.standing, Act.PLAN)))


def _days(text: str) -> int:
    found = _SPAN.search(text)
    if not found:
        return DAYS
    unit = (found[2] or "d")[0].lower()
    return max(1, min(MOST_DAYS, int(found[1]) * {"d": 1, "w": 7, "m": 30}[unit]))


COMMAND = Command(
    name="reminders",
    usage="reminders [30d]",
    summary=N_("every message the bot will send, to whom and when"),
    example="reminders 14d",
    handle=handle_reminders,
    section=N_("Reminders"),
    roles=N_("members"),
    aliases=("reminder", "notices"),
)
