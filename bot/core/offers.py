"""Requests that a button cannot carry itself: they are stored, and the button carries their number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.core.codec import Carried, UnknownValue, Unsent, encode
from bot.core.registry import Registry, Shown
from bot.core.requests import Request
from bot.core.tables import Offer
from bot.core.work import Work

KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Offered(Request):
    """A stored request, by its number."""

    NAME = "offer"

    offer_id: int


def unsent_in(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Unsent]]:
    """The elements of blocks whose request has to be stored first, in the order in which they are read."""
    # Every answer is looked through: without a generator for each part of it.
    waiting: list[Any] = [blocks]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list):
            waiting += reversed(part)
        elif isinstance(part, dict):
            if isinstance(unsent := part.get("value"), Unsent):
                yield part, unsent
            waiting += reversed(part.values())


def store_offers(work: Work, shown: Shown, person_id: int | None, now: datetime) -> None:
    """Store what the buttons of a message cannot carry, for the one person who gets it."""
    unsent = list(unsent_in(shown.blocks))
    if not unsent:
        return
    with work.database.writing() as session:
        for element, one in unsent:
            offer = Offer(
                group_id=one.group_id,
                person_id=person_id,
                value=encode(one.request, one.group_id),
                until=now + KEPT_FOR,
            )
            session.add(offer)
            session.flush()
            element["value"] = encode(Offered(offer.id), one.group_id)


def request_of(
    session: Session, registry: Registry, carried: Carried, person_id: int | None, now: datetime
) -> Carried:
    """What a value asks for; a stored request is looked up.

    Raises:
        UnknownValue: it is no longer stored, or was offered to somebody else.
    """
    if not isinstance(carried.request, Offered):
        return carried
    offer = session.get(Offer, carried.request.offer_id)
    is_theirs = offer is not None and offer.person_id in (None, person_id) and offer.until > now
    if offer is None or not is_theirs or offer.group_id != carried.group_id:
        raise UnknownValue("an offer that has ended")
    return registry.decode(offer.value)


def forget_offers(work: Work, now: datetime) -> int:
    """Drop the offers whose time has passed; returns how many."""
    with work.database.writing() as session:
        gone = session.scalars(delete(Offer).where(Offer.until <= now).returning(Offer.id))
        return len(gone.all())
