"""What channels hear when a date of another body moves: once, with all that has followed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.core.edit import Edit
from bot.core.i18n import _
from bot.core.notices import NoticeKind, Telling
from bot.dates.when import When
from bot.groups.facts import actor_words
from bot.groups.store import people
from bot.meetings.anchors.texts import build_anchor_notice
from bot.meetings.anchors.views import AnchorNotice, Moved
from bot.plan import fields
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.rules.squeeze import moved_with
from bot.plan.store import plans
from bot.plan.store.anchors import anchor_of_row, anchor_row
from bot.plan.tables import AnchorRow

ANCHOR = "anchor"


def tell_of_move(edit: Edit, row: AnchorRow, was: When, why: str | None) -> datetime | None:
    """Plan that channels hear of an anchor's date; returns when they do, None where they need not.

    What they have not heard yet is not said any more: they hear of the whole way, or of nothing where the
    date is what they know.
    """
    if edit.group.reminders_started_at is None:
        return None
    plan = Plan(tuple(plans.open_items_of(edit.session, edit.group.id)))
    now = anchor_of_row(row).when
    was = _last_heard(edit, row, was)
    channels = dict.fromkeys(
        channel for item in hanging_on(plan, row.key) for channel in edit.facts.group.channels_of(item)
    )
    if was == now or not channels:
        return None
    due_at = edit.now + edit.work.timing.announce_after
    row.announced = {"version": row.version, "was": fields.when_value(was)}
    payload = {"anchor": row.id, **row.announced, "why": why, "by": edit.actor}
    for channel in channels:
        edit.notify(
            ANCHOR,
            f"{ANCHOR}:{row.id}:{row.version}:{channel}",
            channel,
            due_at=due_at,
            payload=payload,
            shows=[(ANCHOR, row.id)],
        )
    return due_at


def _last_heard(edit: Edit, row: AnchorRow, was: When) -> When:
    """The date that channels know: that before the moves of which they have not heard yet."""
    last = row.announced
    if last is None or not edit.take_back(*_keys(edit, row, last["version"]), reason="superseded"):
        return was
    return fields.when_from(last["was"])


def _keys(edit: Edit, row: AnchorRow, version: int) -> Iterator[str]:
    group = edit.facts.group
    for channel in {group.channel_id, *(stream.channel_id for stream in group.streams)} - {None}:
        yield f"{ANCHOR}:{row.id}:{version}:{channel}"


def hanging_on(plan: Plan, key: str) -> tuple[Item, ...]:
    """The open items that count from something, and what counts from those in turn, in order of dates."""
    keys = {key}
    found: dict[int, Item] = {}
    while more := [
        item
        for item in plan.open_items
        if item.id not in found and item.counts_from is not None and item.counts_from.anchor in keys
    ]:
        found |= {item.id: item for item in more}
        keys |= {item.key for item in more}
    return tuple(sorted(found.values(), key=Item.sort_key))


def view(telling: Telling) -> AnchorNotice | None:
    """What has moved with the anchor, in that channel, as long as it has not moved again."""
    payload, group = telling.row.payload, telling.facts.group
    row = anchor_row(telling.session, group.id, payload["anchor"])
    if row is None or row.removed or row.version != payload["version"]:
        return None
    plan = Plan(tuple(plans.open_items_of(telling.session, group.id)))
    was = fields.when_from(payload["was"])
    before = moved_with(plan, row.key, was)
    moved: tuple[Moved, ...] = tuple(
        (before[item.id], item)
        for item in hanging_on(plan, row.key)
        if item.id in before and telling.row.recipient in group.channels_of(item)
    )
    if not moved:
        return None
    by = actor_words(payload["by"], people.contacts_of_tokens(telling.session, {payload["by"]}))
    return AnchorNotice(group, anchor_of_row(row), was, telling.now, moved, payload["why"], by)


ANCHOR_NOTICE = NoticeKind(
    ANCHOR,
    view,
    lambda notice, _command: build_anchor_notice(notice),
    lambda _payload: _("a date of another body has moved"),
    shows=lambda notice: ((ANCHOR, notice.anchor.id),),
    is_redrawn=False,
)
