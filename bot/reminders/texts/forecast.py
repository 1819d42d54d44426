"""What the bot will send, and kinds of messages in words."""

from __future__ import annotations

from bot.core.group import GroupView
from bot.core.i18n import _, ngettext
from bot.dates.texts import instant_words
from bot.plan.rules.views import Forecast, PlannedNotice
from bot.plan.texts.naming import item_plain
from bot.reminders.acts import SkipNotice, StartCard
from bot.slack.blocks import Block, actions, context, fit, press, section
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
    units = [[_notice_line(notice, forecast, may_skip)] for notice in forecast.notices]
    shown, left = fit(units, 44)
    blocks = [section(f"*{title}* · {quoted(group.name, 100)}"), *shown]
    if left:
        blocks.append(context(_("and {count} more").format(count=left)))
    if not group.reminders_on:
        blocks.append(context(_("Reminders have not been started: none of this is sent yet.")))
        blocks += _start(group, may_skip)
    count = ngettext("{count} message", "{count} messages", len(forecast.notices))
    return compose(f"{title}: {count.format(count=len(forecast.notices))}", blocks)


def _start(group: GroupView, may_skip: bool) -> list[Block]:
    if group.reminders_on or not may_skip:
        return []
    return actions([press(_("Start reminders"), group.id, StartCard())])


def _notice_line(notice: PlannedNotice, forecast: Forecast, may_skip: bool) -> Block:
    to = mention(notice.recipient) if notice.to_person else channel(notice.recipient)
    at = instant_words(notice.due_at, forecast.group.zone)
    about = ", ".join(item_plain(item, 60) for item in notice.about[:4])
    if len(notice.about) > 4:
        about += " " + _("and {count} more").format(count=len(notice.about) - 4)
    parts = [at, to, quoted(notice.called, 80), *([about] if about else [])]
    if notice.skipped:
        return section(" · ".join([*parts, _("skipped")]))
    skip = press(_("Skip"), forecast.group.id, SkipNotice(notice.key)) if may_skip else None
    return section(" · ".join(parts), skip)
