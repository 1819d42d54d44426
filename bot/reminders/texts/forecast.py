"""What the bot will send, and kinds of messages in words."""

from __future__ import annotations

from itertools import groupby

from bot.core.group import GroupView
from bot.core.i18n import _, labelled, ngettext
from bot.core.requests import Request
from bot.dates.texts import clock_words, day_words
from bot.dates.wall_time import local
from bot.plan.looks import Show
from bot.plan.rules.views import Forecast, PlannedNotice
from bot.plan.texts.naming import item_plain
from bot.reminders.acts import SkipNotice, StartCard
from bot.slack.blocks import Block, Unit, actions, context, fit, menu, press, section
from bot.slack.escaping import channel, mention, quoted
from bot.slack.message import Message, compose


def build_forecast(forecast: Forecast, may_skip: bool = False) -> Message:
    """All that the bot will send within some days, to whom and when, with *Skip*."""
    group = forecast.group
    days = ngettext("the next day", "the next {count} days", forecast.days).format(count=forecast.days)
    title = _("What I will send in {days}").format(days=days)
    if not forecast.notices:
        text = _("I will send nothing in {days}.").format(days=days)
        if not group.reminders_on:
            text += " " + _("Reminders have not been started.")
        return compose(text, [section(text), *_start(group, may_skip)])
    shown, left = fit(_by_day(forecast, may_skip), 44)
    blocks = [section(f"*{title}* · {quoted(group.name, 100)}"), *shown]
    if left:
        blocks.append(context(_("and {count} more").format(count=left)))
    if not group.reminders_on:
        blocks.append(context(_("Reminders have not been started: none of this is sent yet.")))
        blocks += _start(group, may_skip)
    count = ngettext("{count} message", "{count} messages", len(forecast.notices))
    return compose(labelled(title, count.format(count=len(forecast.notices))), blocks)


def _start(group: GroupView, may_skip: bool) -> list[Block]:
    if group.reminders_on or not may_skip:
        return []
    return actions([press(_("Start reminders"), group.id, StartCard())])


def _by_day(forecast: Forecast, may_skip: bool) -> list[Unit]:
    """A headline for each day with its first message, then the others of that day."""
    zone = forecast.group.zone
    units: list[Unit] = []
    for day, of_day in groupby(forecast.notices, key=lambda notice: local(notice.due_at, zone).date()):
        lines = [_notice_line(notice, forecast, may_skip) for notice in of_day]
        units += [[section(f"*{day_words(day)}*"), lines[0]], *([line] for line in lines[1:])]
    return units


def _notice_line(notice: PlannedNotice, forecast: Forecast, may_skip: bool) -> Block:
    to = mention(notice.recipient) if notice.to_person else channel(notice.recipient)
    at = clock_words(notice.due_at, forecast.group.zone)
    about = ", ".join(item_plain(item, 60) for item in notice.about[:4])
    if len(notice.about) > 4:
        about += " " + _("and {count} more").format(count=len(notice.about) - 4)
    parts = [at, to, quoted(notice.called, 80), *([about] if about else [])]
    if notice.skipped:
        return section(" · ".join([*parts, _("skipped")]))
    choices: list[tuple[str, Request]] = [(_("Skip"), SkipNotice(notice.key))] if may_skip else []
    if not forecast.shared:
        choices += [(item.key, Show(item.id)) for item in notice.about[:4]]
    return section(" · ".join(parts), menu(forecast.group.id, choices))
