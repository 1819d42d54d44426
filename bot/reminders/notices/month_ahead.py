"""The month ahead, for a channel: posted when a month begins, and kept as things stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from bot.core.group import GroupFacts
from bot.core.i18n import _
from bot.core.notices import ITEM, NewNotice, NoticeKind, Planning, Subject, Telling, at_work
from bot.dates.wall_time import local, midnight
from bot.plan.rules.items import Item
from bot.plan.rules.upcoming import Scope, today_in
from bot.plan.store import plans
from bot.reminders.materialise import MONTH_AHEAD
from bot.reminders.rules.ladders import month_ahead_at
from bot.reminders.rules.notice_views import MonthAhead
from bot.reminders.texts.announcements import build_month_ahead


def plan(planning: Planning) -> Iterable[NewNotice]:
    """The month ahead for each channel of the group; this month's too where reminders were just started."""
    facts, since, until = planning.facts, planning.since, planning.until
    items = [item for item in planning.items if item.is_open]
    month = local(since, facts.group.zone).date().replace(day=1)
    while (due := month_ahead_at(month, facts.rules)) <= until:
        following = _following(month)
        if due > since or planning.is_first:
            for channel in _channels_of_month(group_channels(facts), items, month, following, facts):
                yield month_notice(facts, channel, month, max(due, since))
        month = following


def _following(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def group_channels(facts: GroupFacts) -> tuple[str, ...]:
    """The group's channel, then those of its streams."""
    channels = [facts.group.channel_id, *(stream.channel_id for stream in facts.group.streams)]
    return tuple(dict.fromkeys(channel for channel in channels if channel))


def _channels_of_month(
    channels: Iterable[str], items: Sequence[Item], month: date, following: date, facts: GroupFacts
) -> list[str]:
    """Only channels of which something is open in that month."""
    last = following - timedelta(days=1)
    speaking: set[str] = set()
    for item in items:
        first_day, last_day = item.when.first_day, item.when.last_day
        if first_day is None or last_day is None or first_day > last or last_day < month:
            continue
        speaking.update(facts.group.channels_of(item))
        if facts.group.channel_id is not None:
            speaking.add(facts.group.channel_id)
    return [channel for channel in channels if channel in speaking]


def month_notice(facts: GroupFacts, channel: str, month: date, due_at: datetime) -> NewNotice:
    """The month ahead of one channel; pointless once the month is over."""
    return NewNotice(
        team_id=facts.group.team_id,
        key=f"month:{facts.group.id}:{month:%Y-%m}:{channel}",
        kind=MONTH_AHEAD,
        recipient=channel,
        due_at=due_at,
        expires_at=midnight(_following(month), facts.group.zone),
        group_id=facts.group.id,
        payload={"month": month.isoformat()},
    )


def view(telling: Telling) -> MonthAhead | None:
    """The open items of the month and the next; once posted, the same items as they stand now."""
    row, facts, now = telling.row, telling.facts, telling.now
    group = facts.group
    month = date.fromisoformat(row.payload["month"])
    following = _following(month)
    last = _following(following) - timedelta(days=1)
    labels = [s.label for s in group.streams if s.channel_id == row.recipient != group.channel_id]
    if telling.shown is not None:
        this_month, next_month = _as_shown(telling, following)
    else:
        items = sorted(plans.open_items_of(telling.session, group.id), key=Item.sort_key)
        mine = [item for item in items if not labels or not set(labels).isdisjoint(item.streams)]
        this_month = _within(mine, month, following - timedelta(days=1), facts, now)
        next_month = [item for item in _within(mine, following, last, facts, now) if item not in this_month]
    if not this_month and (telling.shown is None or not next_month):
        return None
    today = today_in(group.zone, now)
    both = (*this_month, *next_month)
    asked = {item.key: facts.roster.owners(item, today) for item in both if not item.when.is_dated}
    return MonthAhead(
        group, now, month, tuple(this_month), tuple(next_month), asked, ", ".join(labels) or None
    )


def _as_shown(telling: Telling, following: date) -> tuple[list[Item], list[Item]]:
    """The items that the message shows, those of later months apart; an item that was moved stays in it."""
    ids = [subject_id for subject, subject_id in telling.shown or () if subject == ITEM]
    items = sorted(plans.items_by_id(telling.session, ids), key=Item.sort_key)
    later = [item for item in items if item.when.first_day is not None and item.when.first_day >= following]
    return [item for item in items if item not in later], later


def _within(items: Sequence[Item], first: date, last: date, facts: GroupFacts, now: datetime) -> list[Item]:
    scope = Scope(first=first, last=last)
    zone = facts.group.zone
    return [item for item in items if scope.holds(item, now, zone) and not item.is_over(now, zone)]


def shows(ahead: MonthAhead) -> Iterable[Subject]:
    """All items that it lists."""
    return ((ITEM, item.id) for item in (*ahead.this_month, *ahead.next_month))


MONTH_AHEAD_NOTICE = NoticeKind(
    MONTH_AHEAD,
    view,
    build_month_ahead,
    lambda _payload: _("the month ahead"),
    plan=plan,
    shows=shows,
    at_any_hour=at_work,
)
