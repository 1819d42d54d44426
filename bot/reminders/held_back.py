"""What somebody is not asked for a while."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts
from bot.core.people import Contact
from bot.groups.rules.pauses import PauseView
from bot.groups.store import pauses
from bot.reminders.rules.ladders import Ask


def pauses_before(session: Session, person_id: int, at: datetime) -> Sequence[PauseView]:
    """The pauses that somebody had begun at an instant: a note that was sent before keeps its questions."""
    return [one for one in pauses.pauses_of(session, [person_id]).get(person_id, ()) if one.since < at]


def is_snoozed(held: Sequence[PauseView], day: date, contact: Contact, facts: GroupFacts) -> bool:
    """Whether somebody wants to be asked nothing on a day."""
    zone = contact.zone or facts.group.zone
    return any(pause.item_id is None and pause.holds_back(0, day, zone) for pause in held)


def is_held_back(ask: Ask, held: Sequence[PauseView], contact: Contact, facts: GroupFacts) -> bool:
    """Whether somebody wants to be asked that only later."""
    zone = contact.zone or facts.group.zone
    return any(pause.holds_back(ask.item.id, ask.day, zone) for pause in held)
