"""What is shown of minutes."""

from __future__ import annotations

from bot.core.registry import Looking
from bot.core.requests import Request
from bot.meetings.minutes.acts import ShowMinutes
from bot.meetings.minutes.rights import need_of_form
from bot.meetings.minutes.texts import build_minutes
from bot.meetings.minutes.views import minutes_view
from bot.plan.rules.items import Item, Status
from bot.plan.showing import item_of
from bot.slack.message import Message


def may_write(looking: Looking, item: Item) -> bool:
    """Whether the reader may write the minutes of a meeting."""
    return looking.caller.may(need_of_form(item.id, looking.snapshot))


def of_item(item: Item, looking: Looking) -> list[Request]:
    """The minutes of a meeting that has begun."""
    start = item.when.starts_at(looking.snapshot.facts.group.zone) if item.when.is_dated else None
    has_begun = start is not None and start <= looking.now and item.status is not Status.CANCELLED
    return [ShowMinutes(item.id)] if item.is_meeting and (has_begun or item.status is Status.HELD) else []


def show_minutes(look: ShowMinutes, looking: Looking) -> Message:
    """The minutes of a meeting as they stand."""
    item = item_of(looking, look.item_id)
    view = minutes_view(looking.snapshot, looking.session, item, looking.now)
    return build_minutes(
        view, looking.reader, look, may_write=may_write(looking, item), shared_by=looking.shared_by
    )
