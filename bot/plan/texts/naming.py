"""How an item is named, dated and offered for action, in whatever message it appears."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.core.group import GroupView
from bot.core.i18n import N_, _, in_a_row
from bot.core.people import Reader
from bot.core.requests import Request
from bot.core.rights import Right, Standing, may
from bot.dates.texts import day_words, say_when, when_words
from bot.plan.acts import SetStatus
from bot.plan.looks import DateForm, History, Show, StatusForm
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.rules.progress import Light
from bot.slack.blocks import Element, Unit, menu, press, section
from bot.slack.escaping import bold, one_line, quoted

TITLE_LIMIT = 200
MOST_DATE_BUTTONS = 3


_STATUS = {
    Status.PLANNED: N_("planned"),
    Status.ON_TRACK: N_("🟢 on track"),
    Status.AT_RISK: N_("🟡 at risk"),
    Status.OFF_TRACK: N_("🔴 off track"),
    Status.DONE: N_("✔ done"),
    Status.DROPPED: N_("✖ dropped"),
    Status.TO_SCHEDULE: N_("no date yet"),
    Status.POLLING: N_("dates are being asked for"),
    Status.SCHEDULED: N_("scheduled"),
    Status.HELD: N_("✔ held"),
    Status.CANCELLED: N_("✖ cancelled"),
}
_LIGHT = {
    Light.GREEN: _STATUS[Status.ON_TRACK],
    Light.AMBER: _STATUS[Status.AT_RISK],
    Light.RED: _STATUS[Status.OFF_TRACK],
}
_KIND = {
    Kind.MEETING: N_("meeting"),
    Kind.DELIVERABLE: N_("deliverable"),
    Kind.SUBMISSION: N_("submission"),
    Kind.ACTIVITY: N_("activity"),
    Kind.CLOSURE: N_("closure"),
}


def status_words(status: Status) -> str:
    """A status, a colour never without its word."""
    return _(_STATUS[status])


def light_words(light: Light) -> str:
    """A traffic light with its word."""
    return _(_LIGHT[light])


def kind_words(kind: Kind) -> str:
    """What an item is."""
    return _(_KIND[kind])


def format_words(value: str) -> str:
    """How a meeting is held."""
    known = {"in-person": _("in person"), "remote": _("remote"), "hybrid": _("in a room and remote")}
    return known.get(value) or quoted(value, 80)


def length_words(value: str) -> str:
    """How long a meeting is: half-day, full-day, or a number of minutes."""
    if value.isdecimal():
        return _("{count} minutes").format(count=value)
    return {"half-day": _("half a day"), "full-day": _("a full day")}.get(value) or quoted(value, 80)


def item_name(item: Item, limit: int = TITLE_LIMIT) -> str:
    """Key and title, for lists."""
    return f"*{item.key}* {quoted(item.title, limit)}"


def item_told(item: Item, limit: int = TITLE_LIMIT) -> str:
    """Key and title, for sentences that confirm: the title stands out, so that a wrong key shows."""
    return f"{item.key} {bold(item.title, limit)}"


def item_plain(item: Item, limit: int = 80) -> str:
    """Key and title without markup, for the top-level text."""
    return f"{item.key} {quoted(item.title, limit)}"


def state_words(item: Item, now: datetime, zone: str, *, slips: bool = True) -> str:
    """The status, and whether it is overdue; a channel is not told of `slips`.

    That it is not certain yet is said only as long as that is so: of what is held, done or has a day it says
    nothing, and a meeting without a day says that it has none.
    """
    parts = [status_words(item.status)]
    if slips and item.is_overdue(now, zone):
        parts.append(overdue_words(item, zone))
    elif item.is_meeting and item.when.is_dated and item.is_over(now, zone):
        parts = [_("over: was it held?")]
    if item.is_open and not item.asking:
        parts.append(_("not asked about"))
    if item.tentative and item.is_open and not item.when.is_dated and not item.is_meeting:
        parts.append(_("not certain yet"))
    return " · ".join(parts)


def overdue_words(item: Item, zone: str) -> str:
    """Since when it is overdue; a month is named as a month, not as its last day."""
    last = item.when.last_day
    if item.when.is_dated and last is not None:
        return _("⚠ overdue since {day}").format(day=day_words(last))
    return _("⚠ overdue since the end of {period}").format(period=when_words(item.when, zone))


def item_lines(item: Item, now: datetime, group: GroupView, reader: Reader | None) -> str:
    """Two lines: key and title; date, own time and state."""
    when = say_when(item.when, now, group.zone, reader.zone if reader else None)
    return f"{item_name(item)}\n{when} · {state_words(item, now, group.zone, slips=reader is not None)}"


def item_spoken(item: Item, now: datetime, zone: str) -> str:
    """One item in the top-level text: ``WS1-M1 1st WS1 Team Meeting (November 2017, no date yet)``."""
    date = say_when(item.when, now, zone)
    needs = f", {_('no date yet')}" if item.status is Status.TO_SCHEDULE and item.when.start else ""
    return f"{item_plain(item)} ({date}{needs})"


def spoken(items: Iterable[Item], now: datetime, zone: str, most: int = 12) -> str:
    """Items in one line of plain text; how many more, past the first dozen."""
    shown = list(items)
    words = [item_spoken(item, now, zone) for item in shown[:most]]
    if len(shown) > most:
        words.append(_("and {count} more").format(count=len(shown) - most))
    return in_a_row(words)


def acts(item: Item, standing: Standing, now: datetime, zone: str) -> list[tuple[str, Request]]:
    """What a person may do with an item: labels and requests, the likeliest first."""
    found: list[tuple[str, Request]] = []
    status: tuple[str, Request] = (_("Change status"), StatusForm(item.id))
    may_plan = may(standing, Right.PLAN, item)
    if item.is_open and item.is_meeting:
        start = item.when.starts_at(zone) if item.when.is_dated else None
        began = start is not None and start <= now
        if began and may(standing, Right.STATUS, item):
            found.append((_("It was held"), SetStatus.of(item, Status.HELD)))
        if may_plan:
            found.append(date_form(item))
    elif item.is_open:
        if may(standing, Right.STATUS, item):
            found += [(_("Mark done"), SetStatus.of(item, Status.DONE)), status]
        if may_plan:
            found.append(date_form(item))
    elif may(standing, Right.STATUS, item) and not item.is_meeting:
        found.append(status)
    return found


def date_form(item: Item) -> tuple[str, Request]:
    """The label and the form for another date; a meeting without a day is not moved, but given one."""
    is_move = item.when.is_dated or not item.is_meeting
    return _("Move") if is_move else _("Set a date"), DateForm(item.id, is_move)


def item_units(items: Iterable[Item], now: datetime, group: GroupView, reader: Reader | None) -> list[Unit]:
    """A block for each item, with a menu beside it; the first that need a date have a button for that."""
    units: list[Unit] = []
    buttons = 0
    for item in items:
        beside: Element | None = None
        if reader is not None:
            choices = acts(item, reader.standing, now, group.zone)
            wants_date = item.is_meeting and not item.when.is_dated and bool(choices)
            if wants_date and buttons < MOST_DATE_BUTTONS:
                buttons += 1
                label, request = choices[0]
                beside = press(label, group.id, request)
            else:
                choices += [(_("Details"), Show(item.id)), (_("History"), History(item.id))]
                beside = menu(group.id, choices)
        units.append([section(item_lines(item, now, group, reader), beside)])
    return units


def title_plain(item: Item, limit: int = 120) -> str:
    """The title alone, for headers and other plain text."""
    return one_line(item.title, limit)
