"""The form that asks until when somebody is left alone, and the instants that it offers."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from bot.core.codec import encode
from bot.core.group import POSTING_TIME
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.dates.wall_time import local, to_utc
from bot.plan.rules.plan import Plan
from bot.plan.texts.naming import item_plain
from bot.reminders.acts import Snooze, SnoozeForm
from bot.slack.blocks import section
from bot.slack.inputs import date_input, field, form, radio
from bot.slack.submitted import FieldError, Submitted

HOUR, TOMORROW, MONDAY, DAY = "hour", "tomorrow", "monday", "day"


def open_snooze_form(asked: SnoozeForm, looking: Looking) -> dict[str, Any]:
    """`until`: an hour, tomorrow, Monday, or `day`."""
    item = looking.snapshot[Plan].by_id.get(asked.item_id or 0)
    what = item_plain(item, 150) if item is not None else _("everything that is yours")
    choices = [
        (HOUR, _("In an hour")),
        (TOMORROW, _("Tomorrow morning")),
        (MONDAY, _("On Monday morning")),
        (DAY, _("On the day below")),
    ]
    blocks = [
        section(_("You are asked again about {what}:").format(what=what)),
        field("until", _("When?"), radio(choices, TOMORROW)),
        field("day", _("Day"), date_input(), optional=True),
    ]
    carried = {"do": encode(asked, looking.snapshot.facts.group.id), "channel": looking.caller.channel_id}
    return form(asked.NAME, _("Ask me later"), blocks, carried, _("Save"))


def read_snooze_form(asked: SnoozeForm, given: Submitted, looking: Looking) -> Request:
    """Until when somebody is left alone.

    Raises:
        FieldError: a day is wanted and none is given.
    """
    chosen, day = given.text("until"), given.text("day")
    if chosen == DAY and day is None:
        raise FieldError("day", _("Give a day."))
    if chosen == HOUR:
        return Snooze(asked.item_id, looking.now.replace(microsecond=0) + timedelta(hours=1))
    zone = zone_of(looking)
    today = local(looking.now, zone).date()
    if chosen == DAY and day is not None:
        return Snooze(asked.item_id, morning_of(date.fromisoformat(day), zone))
    ahead = 1 if chosen == TOMORROW else 7 - today.weekday()
    return Snooze(asked.item_id, morning_of(today + timedelta(days=ahead), zone))


def zone_of(looking: Looking) -> str:
    """The clock of whoever is asked."""
    return looking.caller.reader.zone or looking.snapshot.facts.group.zone


def morning_of(day: date, zone: str) -> datetime:
    """The hour of a day at which people are asked."""
    return to_utc(day, POSTING_TIME, zone)
