"""What is shown of attendance."""

from __future__ import annotations

from bot.core.registry import Looking
from bot.core.rights import Need, Right
from bot.groups.rules.agencies import Agencies
from bot.meetings.attendance.acts import AttendanceForm, Matrix
from bot.meetings.attendance.rules import How, who_counts
from bot.meetings.attendance.store import book_of
from bot.meetings.attendance.texts import build_matrix
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.showing import item_of
from bot.slack.message import Message

MOST_MEETINGS = 20


def show_matrix(look: Matrix, looking: Looking) -> Message:
    """Who was at which meeting; for coordinator and leads only, so that nobody is shamed."""
    plan, book, agencies = (
        looking.snapshot[Plan],
        book_of(looking.session, looking.caller.group.id),
        looking.snapshot[Agencies],
    )
    form = None
    if look.item_id is not None:
        item = item_of(looking, look.item_id)
        looking.caller.require(Need(Right.PLAN, item), item.key)
        items, form = [item], AttendanceForm(item.id)
    else:
        streams = (look.stream,) if look.stream is not None else looking.snapshot.facts.group.labels
        looking.caller.require(Need(Right.PLAN, None, streams))
        items = [one for one in plan.items if one.is_meeting and one.id in book.records]
        if look.stream is not None:
            items = [one for one in items if look.stream in one.streams]
        items = sorted(items, key=Item.sort_key)[-MOST_MEETINGS:]
    recorded = {item.id: {one.key: one.how for one in book.of(item.id, agencies)} for item in items}
    rows: list[tuple[str, dict[int, How]]] = [
        (name, {item_id: held[key] for item_id, held in recorded.items() if key in held})
        for key, name in who_counts(agencies)
    ]
    shown = [item for item in items if recorded[item.id]]
    return build_matrix(
        shown, [row for row in rows if row[1] or look.item_id is None], looking.caller.group.id, form
    )
