"""Replies that get lost: what became of a post is looked up, never guessed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.delivery.hooks import Drop
from bot.delivery.requests import EVENT_TYPE
from bot.delivery.store.outbox import resolve_dead
from bot.delivery.timing import DeliveryTiming
from bot.demo import world
from bot.sandbox import faults
from bot.sandbox.faults import Fault
from tests.delivery.rig import CHANNEL, NOW, Rig

ACCEPTED = [
    faults.close_after_accept(),
    faults.truncated_json(),
    faults.internal_error_after_accept(),
    faults.internal_error_after_accept("fatal_error"),
    faults.http_500(accepts=True),
    faults.http_503(accepts=True),
    faults.slow(0.6),
]
NOT_ACCEPTED = [
    faults.close_before_read(),
    faults.http_500(),
    faults.http_503(),
    faults.error("service_unavailable"),
]


def name(fault: Fault) -> str:
    return f"{fault.kind}-{fault.status}-{fault.code}-{'in' if fault.accepts else 'out'}"


@pytest.mark.parametrize("fault", [*ACCEPTED, *NOT_ACCEPTED], ids=name)
async def test_an_unclear_post_is_looked_up_and_then_there_once(rig: Rig, fault: Fault) -> None:
    if fault.kind == "slow":
        rig.delivery = rig.new_delivery(timing=DeliveryTiming(timeout=timedelta(seconds=0.3)))
    rig.server.faults.add(fault, "chat.postMessage", times=1)
    rig.add("a")
    await rig.delivery.tick()
    assert rig.row("a").state == "unknown"
    # Nothing happens before the history can be trusted.
    await rig.run(timedelta(seconds=59))
    assert rig.row("a").state == "unknown" and len(rig.texts()) == int(fault.accepts)
    await rig.run(timedelta(seconds=2))
    assert rig.row("a").state == "sent" and rig.texts() == ["a"]


async def test_a_lost_reply_does_not_cost_a_second_message_where_history_comes_late(rig: Rig) -> None:
    rig.server.slack.history_lag = timedelta(seconds=50)
    rig.server.faults.add(faults.close_after_accept(), "chat.postMessage", times=1)
    rig.add("a")
    await rig.run(timedelta(minutes=2))
    assert rig.texts() == ["a"]


async def test_one_scan_of_all_pages_serves_a_channel(rig: Rig) -> None:
    workspace = rig.server.slack.workspaces[world.TEAM]
    rig.server.faults.add(faults.close_after_accept(), "chat.postMessage", times=3)
    rig.add("a", "b", "c", recipient=world.WS1_CHANNEL)
    await rig.run(timedelta(seconds=10))
    for number in range(650):
        rig.server.slack.say(workspace, workspace.channels[world.WS1_CHANNEL], world.MEMBER, f"chat {number}")
    await rig.run(timedelta(seconds=80))
    assert set(rig.states().values()) == {"sent"}
    assert [text for text in rig.texts(world.WS1_CHANNEL) if not text.startswith("chat")] == ["a", "b", "c"]
    assert (
        4 <= rig.calls("conversations.history") <= 12
    )  # the first scan has four pages; rows that became unclear later need another


async def test_a_history_cut_short_proves_nothing(rig: Rig) -> None:
    workspace = rig.server.slack.workspaces[world.TEAM]
    rig.server.faults.add(faults.close_after_accept(), "chat.postMessage", times=1)
    rig.add("a")
    await rig.delivery.tick()
    for number in range(250):
        rig.server.slack.say(workspace, workspace.channels[CHANNEL], world.MEMBER, f"chat {number}")
    rig.server.faults.add(faults.http_500(), "conversations.history", nth=[2])
    await rig.run(timedelta(minutes=3))
    assert rig.row("a").state == "sent" and rig.texts().count("a") == 1


async def test_a_thread_is_read_back_as_a_thread(rig: Rig) -> None:
    rig.add("parent")
    await rig.delivery.tick()
    rig.server.faults.add(faults.close_after_accept(), "chat.postMessage", times=1)
    rig.add("reply", thread_ts=rig.row("parent").ts, due_at=NOW + timedelta(seconds=5))
    await rig.run(timedelta(minutes=2))
    assert rig.row("reply").state == "sent" and rig.texts() == ["parent", "reply"]


async def test_without_the_right_to_read_a_person_is_asked(each_rig: Rig) -> None:
    each_rig.server.slack.workspaces[world.TEAM].bot.scopes.discard("channels:history")
    each_rig.server.faults.add(faults.close_after_accept(), "chat.postMessage", channel=CHANNEL, times=1)
    each_rig.add("a")
    await each_rig.run(timedelta(minutes=29))
    assert each_rig.row("a").state == "unknown" and each_rig.texts() == ["a"]
    await each_rig.run(timedelta(minutes=2))
    row = each_rig.row("a")
    assert row.state == "dead" and each_rig.said(world.SECRETARIAT) == ["lost: a (unclear:missing_scope)"]
    with each_rig.database.writing() as session:
        resolve_dead(session, row.id, posted=True, now=each_rig.clock.now())
    await each_rig.run(timedelta(hours=1))
    assert each_rig.row("a").state == "sent" and each_rig.texts() == ["a"]


async def test_an_answered_question_is_not_asked_any_more(rig: Rig) -> None:
    rig.server.faults.add(faults.error("is_archived"), "chat.postMessage", channel=CHANNEL)
    rig.server.faults.add(faults.rate_limited(60), "chat.postMessage", channel="D0SECRETARY", times=1)
    rig.add("a")
    await rig.run(timedelta(seconds=30))
    with rig.database.writing() as session:
        assert resolve_dead(session, rig.row("a").id, posted=True, now=rig.clock.now())
    await rig.run(timedelta(minutes=5))
    assert rig.said(world.SECRETARIAT) == []


async def test_a_post_that_never_succeeds_ends_with_a_person(rig: Rig) -> None:
    rig.server.faults.add(faults.http_500(), "chat.postMessage", channel=CHANNEL)
    rig.add("a")
    await rig.run(timedelta(minutes=30))
    assert rig.row("a").state == "dead" and rig.row("a").attempts == 8
    assert rig.said(world.SECRETARIAT) == ["lost: a (too_many_attempts)"]


async def test_later_copies_are_deleted_and_the_first_stays(each_rig: Rig) -> None:
    # The history is blind for longer than the settling time: the one case in which a second copy comes to be.
    each_rig.server.slack.history_lag = timedelta(seconds=90)
    each_rig.server.faults.add(faults.close_after_accept(), "chat.postMessage", times=1)
    each_rig.add("a")
    await each_rig.run(timedelta(seconds=70))
    assert each_rig.texts() == ["a", "a"]
    first = next(iter(each_rig.server.slack.workspaces[world.TEAM].channels[CHANNEL].messages))
    await each_rig.run(timedelta(minutes=11))
    assert each_rig.texts() == ["a"]
    row = each_rig.row("a")
    assert row.ts == first and row.healed_at is not None and row.heal_at is None


async def test_a_clean_post_costs_no_reading_of_history(rig: Rig) -> None:
    rig.add("a")
    await rig.run(timedelta(hours=1))
    assert rig.texts() == ["a"] and rig.calls("conversations.history") == 0


async def test_a_changed_plan_is_asked_before_an_absent_message_is_posted(rig: Rig) -> None:
    rig.server.faults.add(faults.close_before_read(), "chat.postMessage", times=1)
    rig.add("a")
    await rig.delivery.tick()
    rig.plan.decisions["a"] = Drop("moved")
    await rig.run(timedelta(minutes=2))
    assert rig.row("a").state == "cancelled" and rig.texts() == []


def _forge(rig: Rig, key: str) -> str:
    """Another app posts a copy of a notice's metadata, which all apps of the workspace can read."""
    workspace = rig.server.slack.workspaces[world.TEAM]
    message = rig.server.slack.say(workspace, workspace.channels[CHANNEL], "U0OTHERAPP", "forged")
    message.bot_id, message.app_id = "B0OTHER", "A0OTHER"
    message.metadata = {"event_type": EVENT_TYPE, "event_payload": {"key": rig.row(key).nonce, "fence": 1}}
    return message.ts


async def test_the_copy_of_another_app_is_not_taken_for_the_notice(rig: Rig) -> None:
    rig.server.faults.add(faults.close_before_read(), "chat.postMessage", times=1)
    rig.add("a")
    forged = _forge(rig, "a")
    await rig.run(timedelta(minutes=15))
    assert rig.texts() == ["forged", "a"]
    row = rig.row("a")
    assert row.state == "sent" and row.ts != forged and row.healed_at is not None


async def test_a_pause_that_slack_asks_for_is_over_before_a_person_is_asked(rig: Rig) -> None:
    rig.server.faults.add(faults.close_after_accept(), "chat.postMessage", times=1)
    rig.server.faults.add(faults.rate_limited(45 * 60), "conversations.history", times=1)
    rig.add("a")
    await rig.run(timedelta(minutes=45))
    assert rig.row("a").state == "unknown" and rig.calls("conversations.history") == 1
    await rig.run(timedelta(minutes=2))
    assert rig.row("a").state == "sent" and rig.texts() == ["a"] and rig.said(world.SECRETARIAT) == []


async def test_a_history_that_is_closed_again_and_again_asks_a_person(rig: Rig) -> None:
    rig.server.faults.add(faults.close_after_accept(), "chat.postMessage", times=1)
    rig.server.faults.add(faults.rate_limited(25 * 60), "conversations.history")
    rig.add("a")
    await rig.run(timedelta(minutes=52))
    assert rig.row("a").state == "dead"
    assert rig.said(world.SECRETARIAT) == ["lost: a (unclear:ratelimited)"]
