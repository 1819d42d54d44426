"""What is shown of minutes."""

from __future__ import annotations

from bot.core.registry import Looking
from bot.core.rights import Need, Right
from bot.meetings.minutes.acts import ShowMinutes
from bot.meetings.minutes.rules import MinutesBook
from bot.meetings.minutes.texts import build_minutes
from bot.meetings.minutes.views import minutes_view
from bot.plan.rules.items import Item
from bot.plan.showing import item_of
from bot.slack.message import Message


def may_write(looking: Looking, item: Item) -> bool:
    """Whether the reader may write the minutes of a meeting."""
    taker = looking.snapshot[MinutesBook].of(item.id).note_taker_id
    is_taker = taker is not None and taker == looking.caller.person_id
    return looking.caller.may(Need(Right.REPLY) if is_taker else Need(Right.PLAN, item))


def show_minutes(look: ShowMinutes, looking: Looking) -> Message:
    """The minutes of a meeting as they stand."""
    item = item_of(looking, look.item_id)
    view = minutes_view(looking.snapshot, looking.session, item, looking.now)
    return build_minutes(
        view, looking.reader, look, may_write=may_write(looking, item), shared_by=looking.shared_by
    )
