"""One bad row, person, group or answer holds up no other, and is not given up at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from bot.delivery.hooks import Decision, Recipient
from bot.delivery.store.outbox import resolve_dead
from bot.delivery.store.outbox_places import rename_channel
from bot.delivery.tables import OutboxRow
from bot.demo import world
from bot.sandbox import faults
from tests.delivery.rig import CHANNEL, NOW, KeyPlan, Rig


class Unreadable(KeyPlan):
    """Asks the database, about one notice, what it refuses; about whom to ask, too."""

    def prepare(self, session: Session, row: OutboxRow, now: datetime) -> Decision:
        if row.key == "broken":
            session.execute(text("SELECT CAST('no number' AS integer)"))
        return super().prepare(session, row, now)

    def dead_letter_recipients(self, session: Session, dead: OutboxRow) -> Sequence[Recipient]:
        session.execute(text("SELECT CAST('no number' AS integer)"))
        return super().dead_letter_recipients(session, dead)


class NobodyKnown(KeyPlan):
    """Fails when it is asked whom to ask."""

    def dead_letter_recipients(self, session: Session, dead: OutboxRow) -> Sequence[Recipient]:
        raise KeyError("person")


async def test_a_notice_about_something_that_is_gone_holds_up_no_other(each_rig: Rig) -> None:
    each_rig.add("broken", "fine")
    each_rig.plan.decisions["broken"] = NoResultFound("no such item")
    await each_rig.run(timedelta(seconds=5))
    assert each_rig.texts() == ["fine"] and each_rig.row("broken").state == "dead"


async def test_a_notice_with_what_the_database_refuses_holds_up_no_other(postgres_rig: Rig) -> None:
    postgres_rig.plan = Unreadable()
    postgres_rig.delivery = postgres_rig.new_delivery()
    postgres_rig.add("before", "broken", "after")
    await postgres_rig.run(timedelta(seconds=10))
    assert postgres_rig.texts() == ["before", "after"]
    assert postgres_rig.states() == {"before": "sent", "broken": "dead", "after": "sent"}


@pytest.mark.parametrize("refused_by", ["plan", "slack"])
async def test_not_knowing_whom_to_ask_holds_up_no_other(each_rig: Rig, refused_by: str) -> None:
    each_rig.plan = NobodyKnown()
    if refused_by == "plan":
        each_rig.plan.decisions["broken"] = ValueError("no words for this")
    else:
        fault = faults.error("is_archived")
        each_rig.server.faults.add(fault, "chat.postMessage", channel=world.WS1_CHANNEL)
    each_rig.delivery = each_rig.new_delivery()
    each_rig.add("broken", recipient=world.WS1_CHANNEL)
    each_rig.add("fine", due_at=NOW + timedelta(seconds=2))
    await each_rig.run(timedelta(seconds=5))
    assert each_rig.texts() == ["fine"] and each_rig.states() == {"broken": "dead", "fine": "sent"}


async def test_an_old_notice_to_a_person_survives_a_hiccup(each_rig: Rig) -> None:
    """It waited while the bot was down; the first answer is no reason to give it up."""
    each_rig.server.faults.add(faults.http_503(), "conversations.open", times=2)
    each_rig.server.faults.add(faults.rate_limited(20), "conversations.open", times=1)
    each_rig.add("m", recipient=world.MEMBER, due_at=NOW - timedelta(minutes=50))
    await each_rig.run(timedelta(minutes=2))
    assert each_rig.said(world.MEMBER) == ["m"] and each_rig.row("m").state == "sent"


async def test_a_conversation_that_never_opens_ends_with_a_person(rig: Rig) -> None:
    rig.add("hello", recipient=world.SECRETARIAT)
    await rig.run(timedelta(seconds=5))
    rig.server.faults.add(faults.http_500(), "conversations.open")
    rig.add("m", recipient=world.MEMBER)
    await rig.run(timedelta(minutes=4))
    assert rig.row("m").state == "pending"
    await rig.run(timedelta(hours=1))
    assert rig.row("m").state == "dead" and rig.calls("conversations.open") == 1 + rig.timing.max_attempts
    assert rig.said(world.SECRETARIAT) == ["hello", "lost: m (http_500)"]


async def test_posted_again_and_refused_again_is_asked_about_again(each_rig: Rig) -> None:
    each_rig.add("m", recipient="U0NOBODY")
    await each_rig.run(timedelta(seconds=5))
    with each_rig.database.writing() as session:
        resolve_dead(session, each_rig.row("m").id, posted=False, now=each_rig.clock.now())
    await each_rig.run(timedelta(seconds=5))
    assert each_rig.row("m").state == "dead"
    assert each_rig.said(world.SECRETARIAT) == ["lost: m (user_not_found)"] * 2


async def test_what_is_under_way_follows_a_channel_that_gets_another_id(each_rig: Rig) -> None:
    """An unclear notice is looked up, and a dead one posted again, where the channel is now."""
    each_rig.server.faults.add(faults.close_before_read(), "chat.postMessage", channel=CHANNEL, times=1)
    each_rig.add("unclear")
    await each_rig.delivery.tick()
    each_rig.server.faults.add(faults.error("channel_not_found"), "chat.postMessage", channel=CHANNEL)
    each_rig.add("dead")
    each_rig.clock.advance(timedelta(seconds=2))
    await each_rig.delivery.tick()
    assert each_rig.states() | {"unclear": "unknown", "dead": "dead"} == each_rig.states()
    with each_rig.database.writing() as session:
        rename_channel(session, world.TEAM, CHANNEL, world.WS1_CHANNEL)
        resolve_dead(session, each_rig.row("dead").id, posted=False, now=each_rig.clock.now())
    await each_rig.run(timedelta(minutes=3))
    assert sorted(each_rig.texts(world.WS1_CHANNEL)) == ["dead", "unclear"] and each_rig.texts() == []


async def test_codes_that_the_database_cannot_hold_are_no_reason_to_stop(postgres_rig: Rig) -> None:
    """PostgreSQL stores neither NUL nor half a surrogate: one such answer would stay in the way for ever."""
    for code in ("nul\x00", "half\ud800", "long" * 1000):
        postgres_rig.server.faults.add(faults.error(code), "chat.postMessage", times=1)
    postgres_rig.add("a", "b", "c", "d")
    await postgres_rig.run(timedelta(minutes=3))
    assert sorted(postgres_rig.texts()) == ["a", "b", "c", "d"]
