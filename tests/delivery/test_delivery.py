"""The life of a notice: posted once when due, asked about before, taken back, expired, buried."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.delivery import expiry
from bot.delivery.expiry import expire_late
from bot.delivery.hooks import Drop, Later, Post
from bot.delivery.store.outbox import resolve_dead
from bot.delivery.tables import DIGEST, OutboxRow
from bot.delivery.timing import DeliveryTiming
from bot.demo import world
from bot.sandbox import faults
from bot.store import database as database_module
from tests.delivery.rig import CHANNEL, NOW, Rig, build_rig


async def test_a_notice_is_posted_when_due_and_once(each_rig: Rig) -> None:
    each_rig.add("a")
    each_rig.add("b", due_at=NOW + timedelta(minutes=5))
    report = await each_rig.delivery.tick()
    assert report.sent == 1 and each_rig.texts() == ["a"]
    assert await each_rig.delivery.next_wake(NOW) == NOW + timedelta(minutes=5)
    await each_rig.run(timedelta(minutes=10))
    assert each_rig.texts() == ["a", "b"]
    row = each_rig.row("a")
    assert row.state == "sent" and row.sent_at == NOW and row.ts is not None
    assert await each_rig.delivery.next_wake(NOW) is None


async def test_metadata_carries_an_opaque_key_and_the_fence(rig: Rig) -> None:
    rig.add("item:12:secret-title")
    await rig.delivery.tick()
    (entry,) = rig.server.journal.messages()
    row = rig.row("item:12:secret-title")
    assert entry.metadata == {"event_type": "img_notice", "event_payload": {"key": row.nonce, "fence": 1}}
    assert "12" not in row.nonce or len(row.nonce) >= 12


async def test_the_plan_is_asked_at_the_last_moment(rig: Rig) -> None:
    rig.add("gone", "later", "other words")
    rig.plan.decisions |= {
        "gone": Drop("done meanwhile"),
        "later": Later(NOW + timedelta(hours=1)),
        "other words": Post("as it is now"),
    }
    await rig.delivery.tick()
    assert rig.texts() == ["as it is now"]
    assert (rig.row("gone").state, rig.row("gone").error) == ("cancelled", "done meanwhile")
    assert rig.row("later").retry_at == NOW + timedelta(hours=1)


async def test_what_was_to_wait_or_to_come_again_is_not_late(each_rig: Rig) -> None:
    each_rig.server.faults.add(faults.error("is_archived"), "chat.postMessage", channel=CHANNEL, times=1)
    each_rig.add("again")
    each_rig.add("later", due_at=NOW + timedelta(seconds=1))
    each_rig.plan.decisions["later"] = Later(NOW + timedelta(hours=9))
    await each_rig.run(timedelta(hours=1))
    each_rig.plan.decisions.clear()
    with each_rig.database.writing() as session:
        assert resolve_dead(session, each_rig.row("again").id, posted=False, now=each_rig.clock.now())
    await each_rig.run(timedelta(hours=8, seconds=2))
    assert each_rig.texts() == ["again", "later"]
    for key in ("again", "later"):
        row = each_rig.row(key)
        assert row.sent_at is not None and row.sent_at - row.due_at < timedelta(seconds=2)


async def test_a_notice_that_cannot_be_prepared_holds_up_no_other(rig: Rig) -> None:
    rig.add("broken", "fine")
    rig.plan.decisions["broken"] = ValueError("no words for this")
    await rig.run(timedelta(seconds=5))
    assert rig.texts() == ["fine"] and rig.row("broken").state == "dead"
    assert rig.said(world.SECRETARIAT) == ["lost: broken (not_prepared)"]


async def test_a_person_is_reached_in_a_conversation_known_before_the_post(each_rig: Rig) -> None:
    each_rig.add("m1", "m2", recipient=world.MEMBER)
    await each_rig.run(timedelta(seconds=5))
    assert each_rig.said(world.MEMBER) == ["m1", "m2"]
    assert each_rig.row("m1").channel_id == "D0MEMBER1"
    assert each_rig.calls("conversations.open") == 1


async def test_a_person_who_cannot_be_reached_is_a_dead_letter(rig: Rig) -> None:
    rig.add("m", recipient="U0NOBODY")
    await rig.run(timedelta(seconds=5))
    assert rig.row("m").state == "dead" and rig.said(world.SECRETARIAT) == ["lost: m (user_not_found)"]


async def test_a_known_refusal_is_told_to_a_person_who_decides(each_rig: Rig) -> None:
    each_rig.server.faults.add(faults.error("not_in_channel"), "chat.postMessage", channel=CHANNEL, times=1)
    each_rig.add("a")
    await each_rig.run(timedelta(seconds=5))
    row = each_rig.row("a")
    assert row.state == "dead" and each_rig.said(world.SECRETARIAT) == ["lost: a (not_in_channel)"]
    with each_rig.database.writing() as session:
        assert resolve_dead(session, row.id, posted=False, now=each_rig.clock.now())
        assert not resolve_dead(session, row.id, posted=True, now=each_rig.clock.now())
    await each_rig.run(timedelta(seconds=5))
    assert each_rig.row("a").state == "sent" and each_rig.texts() == ["a"]
    assert len(each_rig.said(world.SECRETARIAT)) == 1


async def test_a_workspace_without_the_bot_gets_nothing_and_no_question_loops(rig: Rig) -> None:
    rig.server.slack.workspaces[world.TEAM].bot.state = "revoked"
    rig.add("a")
    await rig.run(timedelta(hours=1))
    # The one question about it waits for a token.
    assert sorted(rig.states().values()) == ["dead", "pending"] and rig.row("a").state == "dead"
    assert rig.calls("chat.postMessage") + rig.calls("conversations.open") <= 8


async def test_missed_notices_are_gathered_in_one_digest_a_recipient(each_rig: Rig) -> None:
    for hours in (50, 30, 3):
        each_rig.add(f"old{hours}", due_at=NOW - timedelta(hours=hours))
    each_rig.add("mine", recipient=world.MEMBER, due_at=NOW - timedelta(hours=9))
    each_rig.add("pointless", due_at=NOW - timedelta(minutes=9), expires_at=NOW - timedelta(minutes=1))
    each_rig.add("just late", due_at=NOW - timedelta(minutes=90))
    await each_rig.run(timedelta(minutes=1))
    assert each_rig.texts() == ["just late", "late: old50, old30, old3, pointless"]
    assert each_rig.said(world.MEMBER) == ["late: mine"]
    assert [each_rig.row(key).state for key in ("old50", "mine", "pointless", "just late")] == [
        "expired",
        "expired",
        "expired",
        "sent",
    ]


async def test_a_digest_that_is_being_claimed_takes_nothing_more_in(postgres_url: str) -> None:
    async with build_rig(postgres_url) as rig:
        rig.add("first", due_at=NOW - timedelta(hours=3))
        with rig.database.writing() as session:
            expire_late(session, NOW, rig.timing, rig.plan)
        rig.add("second", due_at=NOW - timedelta(hours=3))
        with rig.database.writing() as claiming:
            # Another process has chosen the digest's words and has not committed yet.
            claiming.scalars(select(OutboxRow).where(OutboxRow.kind == DIGEST).with_for_update()).one()
            with rig.database.writing() as session:
                assert expire_late(session, NOW, rig.timing, rig.plan) == 1
        await rig.run(timedelta(minutes=1))
        assert rig.texts() == ["late: first", "late: second"]


async def test_a_digest_that_may_stand_there_takes_nothing_more_in(each_rig: Rig) -> None:
    each_rig.server.faults.add(faults.close_before_read(), "chat.postMessage", times=1)
    each_rig.add("first", due_at=NOW - timedelta(hours=3))
    await each_rig.delivery.tick()
    each_rig.clock.advance(timedelta(seconds=61))
    each_rig.add("second", due_at=NOW - timedelta(hours=3))
    # The look-up finds the digest absent, so that it is pending again when the second row expires.
    each_rig.add("third", due_at=NOW + timedelta(minutes=2), expires_at=NOW + timedelta(minutes=1))
    await each_rig.run(timedelta(minutes=3))
    assert sorted(each_rig.texts()) == ["late: first", "late: second", "late: third"]


async def test_one_run_ends_however_much_is_due(rig: Rig) -> None:
    nothing = timedelta(0)
    quick = DeliveryTiming(
        lease=timedelta(seconds=0.4),
        timeout=timedelta(seconds=0.25),
        channel_interval=nothing,
        team_interval=nothing,
        batch=2,
        in_flight=1,
    )
    rig.delivery = rig.new_delivery(timing=quick)
    rig.server.faults.add(faults.slow(0.1), "chat.postMessage")
    rig.add(*(f"n{number}" for number in range(20)))
    assert await rig.delivery.pump()
    assert "pending" in rig.states().values()
    rig.server.faults.clear()
    await rig.run(timedelta(minutes=5))
    assert len(rig.texts()) == 20 and set(rig.states().values()) == {"sent"}


async def test_a_row_waiting_for_its_turn_never_becomes_late(rig: Rig) -> None:
    rig.timing = rig.delivery._timing
    rig.add(*(f"n{number}" for number in range(30)))
    rig.delivery = rig.new_delivery(
        timing=type(rig.timing)(late=timedelta(seconds=10), channel_interval=timedelta(seconds=1))
    )
    await rig.run(timedelta(minutes=1))
    assert len(rig.texts()) == 30


async def test_draining_finishes_what_is_under_way_and_claims_nothing_more(rig: Rig) -> None:
    rig.server.faults.add(faults.slow(0.1), "chat.postMessage")
    rig.add("a")
    await rig.delivery.pump()
    await rig.server.journal.wait(lambda entry: entry.text == "a")
    rig.add("b")
    assert await rig.delivery.drain(5)
    assert not await rig.delivery.pump()
    assert rig.states() == {"a": "sent", "b": "pending"}


async def test_draining_waits_for_a_claim_that_is_being_made(rig: Rig) -> None:
    """Else its rows would stay claimed by a process that is gone, and be looked up a minute later."""
    claiming, go_on = threading.Event(), threading.Event()

    def failpoint(name: str) -> None:
        if name == "before_claim_commit":
            claiming.set()
            go_on.wait(5)

    rig.delivery = rig.new_delivery(failpoint=failpoint)
    rig.add("a")
    pumping = asyncio.create_task(rig.delivery.pump())
    await asyncio.to_thread(claiming.wait, 5)
    draining = asyncio.create_task(rig.delivery.drain(5))
    await asyncio.sleep(0)  # the drain has begun
    go_on.set()
    assert await draining and not await pumping
    assert rig.states() == {"a": "pending"} and rig.texts() == []


async def test_draining_without_a_database_ends_all_the_same(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_MS", 50)
    rig.server.faults.add(faults.slow(0.2), "chat.postMessage")
    rig.add("a")
    await rig.delivery.pump()
    other = sqlite3.connect(rig.database.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not await rig.delivery.drain(5)
    other.close()


async def test_many_missed_notices_of_one_recipient_are_one_digest(
    rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(expiry, "_MOST", 3)
    rig.add(*(f"n{number}" for number in range(8)), due_at=NOW - timedelta(hours=9))
    await rig.run(timedelta(minutes=1))
    assert len(rig.texts()) == 1 and rig.texts()[0].count("n") == 8


async def test_the_log_says_once_that_slack_is_away_and_once_that_it_is_back(
    rig: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    rig.server.faults.add(faults.close_before_read(), "chat.postMessage")
    rig.server.faults.add(faults.close_before_read(), "auth.test")
    rig.add(*(f"n{number}" for number in range(20)))
    await rig.run(timedelta(minutes=10))
    assert [record.getMessage()[:21] for record in caplog.records] == ["Slack does not answer"]
    rig.server.faults.clear()
    await rig.run(timedelta(minutes=10))
    told = [record.getMessage() for record in caplog.records]
    assert told[1:] == ["Slack answers again"] and len(rig.texts()) == 20
