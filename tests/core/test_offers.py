"""Requests that are stored for a button: for one person, in one group, for a while."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.codec import Carried, UnknownValue, Unsent, decode
from bot.core.offers import KEPT_FOR, Offered, forget_offers, request_of, store_offers
from bot.core.tables import Offer
from bot.groups.tables import Person
from bot.plan.acts import SetNote
from tests.stage import NOW, Stage


@dataclass
class Message:
    text: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)


def offer(stage: Stage, act: SetNote) -> Carried:
    """A note that is stored for the first person; what its button then carries."""
    message = Message(blocks=[{"type": "actions", "elements": [{"value": Unsent(stage.group_id, act)}]}])
    store_offers(stage.work, message, people(stage)[0], NOW)
    return decode(message.blocks[0]["elements"][0]["value"], {Offered.NAME: Offered})


def people(stage: Stage) -> list[int]:
    with stage.database.reading() as session:
        return list(session.scalars(select(Person.id).order_by(Person.id)))


def pressed(stage: Stage, carried: Carried, person: int, now: datetime) -> Any:  # noqa: ANN401
    with stage.database.reading() as session:
        return request_of(session, stage.work.registry, carried, person, now).request


def test_a_stored_request_comes_back_whole_for_its_person_alone(stage: Stage) -> None:
    act = SetNote(stage.item("WS1-D1").id, note="no one else reads this")
    carried = offer(stage, act)
    first, second = people(stage)[:2]
    assert pressed(stage, carried, first, NOW) == act
    with pytest.raises(UnknownValue):
        pressed(stage, carried, second, NOW)
    with pytest.raises(UnknownValue):
        pressed(stage, Carried(carried.group_id + 1, carried.request), first, NOW)


def test_a_stored_request_ends_after_its_time_and_leaves_the_table(stage: Stage) -> None:
    carried = offer(stage, SetNote(stage.item("WS1-D1").id, note="soon over"))
    first = people(stage)[0]
    last = NOW + KEPT_FOR - timedelta(seconds=1)
    assert forget_offers(stage.work, last) == 0
    assert pressed(stage, carried, first, last)
    with pytest.raises(UnknownValue):
        pressed(stage, carried, first, NOW + KEPT_FOR)
    assert forget_offers(stage.work, NOW + KEPT_FOR) == 1
    with stage.database.reading() as session:
        assert session.scalars(select(Offer)).all() == []
