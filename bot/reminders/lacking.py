"""What meetings lack by their lead times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts
from bot.meetings.agenda.rules import left_open
from bot.meetings.agenda.store import book_of
from bot.meetings.preparing.rules import Lacking, lacking
from bot.meetings.preparing.store import preparations_of
from bot.plan.rules.plan import Plan
from bot.plan.store import plans
from bot.reminders.rules.ladders import PREPARING, Ask


def lacking_of(
    session: Session, asked: Sequence[tuple[GroupFacts, Ask]], now: datetime
) -> dict[int, Lacking]:
    """What the meetings lack whose lead times are among the asks, by item id; none that lacks nothing."""
    found: dict[int, Lacking] = {}
    for facts, ask in asked:
        if ask.about not in PREPARING:
            continue
        group, item = facts.group, ask.item
        book = book_of(session, group.id)
        plan = Plan(tuple(plans.items_of(session, group.id)))
        one = lacking(
            ask.about,
            item,
            book.of(item.id),
            preparations_of(session, group.id).of(item.id),
            is_published=item.id in book.published,
            left=len(left_open(plan, book, item, now, group.zone)),
        )
        if one is not None:
            found[item.id] = one
    return found
