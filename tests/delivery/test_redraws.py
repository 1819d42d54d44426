"""Messages that are redrawn: the last change is always drawn, however many come and whatever gets lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from bot.core.notices import Subject
from bot.delivery.hooks import Post
from bot.delivery.store.redraws import want_redraws
from bot.delivery.tables import OutboxRow, Redraw
from bot.demo import world
from bot.sandbox import faults
from bot.sandbox.faults import Fault
from tests.delivery.rig import CHANNEL, NOW, Rig

POLL: Subject = ("poll", 7)
SECOND = timedelta(seconds=1)


def vote(rig: Rig, text: str, key: str = "a", subject: Subject = POLL) -> None:
    """Something that a message shows has changed: from now on it reads like this."""
    rig.plan.cards[key] = Post(text)
    with rig.database.writing() as session:
        want_redraws(session, [subject], rig.clock.now())


def redraw_of(rig: Rig, key: str = "a") -> Redraw:
    with rig.database.reading() as session:
        return session.scalars(select(Redraw).join(OutboxRow).where(OutboxRow.key == key)).one()


def updates(rig: Rig) -> list[str]:
    return [entry.text for entry in rig.server.journal.select("update")]


async def posted(rig: Rig, *keys: str) -> None:
    rig.add(*keys, shows=(POLL,))
    await rig.run(timedelta(seconds=5))


async def test_a_change_is_drawn_into_the_message(each_rig: Rig) -> None:
    await posted(each_rig, "a")
    vote(each_rig, "1 vote")
    await each_rig.delivery.tick()
    assert each_rig.texts() == ["1 vote"]
    assert redraw_of(each_rig).due_at is None, "all is drawn"
    await each_rig.run(timedelta(minutes=5))
    assert updates(each_rig) == ["1 vote"]


async def test_a_card_is_not_drawn_as_it_stands_already(each_rig: Rig) -> None:
    """An act posts a card and wishes it redrawn, as the opening of a poll does."""
    each_rig.plan.decisions["a"] = Post("no vote", shows=(POLL,))
    each_rig.add("a", shows=(POLL,))
    vote(each_rig, "no vote")
    await each_rig.run(timedelta(minutes=1))
    vote(each_rig, "no vote")
    await each_rig.run(timedelta(minutes=1))
    assert (each_rig.texts(), updates(each_rig)) == (["no vote"], [])
    for text in ("1 vote", "no vote", "no vote"):
        vote(each_rig, text)
        await each_rig.run(timedelta(minutes=1))
    assert updates(each_rig) == ["1 vote", "no vote"]


async def test_a_card_of_which_it_is_not_known_how_it_was_posted_is_drawn(each_rig: Rig) -> None:
    each_rig.plan.decisions["a"] = Post("no vote", shows=(POLL,))
    each_rig.server.faults.add(faults.close_after_accept(), "chat.postMessage", times=1)
    await posted(each_rig, "a")
    await each_rig.run(timedelta(minutes=10))
    assert each_rig.texts() == ["no vote"]
    vote(each_rig, "no vote")
    await each_rig.run(timedelta(minutes=1))
    assert updates(each_rig) == ["no vote"]


async def test_many_changes_at_once_leave_the_right_card(each_rig: Rig) -> None:
    """Fifty people vote within a second, from four processes; the message is redrawn once in 3 seconds."""
    await posted(each_rig, "a")
    votes = iter(range(1, 51))

    def cast(_voter: int) -> None:
        vote(each_rig, f"{next(votes)} votes")

    with ThreadPoolExecutor(4) as voters:
        for first in range(0, 50, 10):
            list(voters.map(cast, range(10)))
            await each_rig.delivery.tick()
            each_rig.clock.set(each_rig.clock.now() + 0.2 * SECOND)
            assert first == 0 or len(updates(each_rig)) == 1
    vote(each_rig, "50 votes")
    await each_rig.run(timedelta(seconds=30))
    assert each_rig.texts() == ["50 votes"]
    times = [entry.at for entry in each_rig.server.journal.select("update")]
    assert len(times) == 2
    assert all(later - earlier >= 2.9 * SECOND for earlier, later in pairwise(times))


@pytest.mark.parametrize("place", ["after_redraw_claim", "before_redraw", "after_redraw"])
async def test_a_change_while_an_update_is_under_way_is_drawn_after_it(each_rig: Rig, place: str) -> None:
    """The words of the update were chosen before the change."""
    waiting = ["2 votes"]

    def change(name: str) -> None:
        if name == place and waiting:
            vote(each_rig, waiting.pop())

    each_rig.failpoint = change
    each_rig.delivery = each_rig.new_delivery()
    await posted(each_rig, "a")
    vote(each_rig, "1 vote")
    await each_rig.run(timedelta(seconds=10))
    assert updates(each_rig) == ["1 vote", "2 votes"] and each_rig.texts() == ["2 votes"]


@pytest.mark.parametrize(
    "fault", [faults.close_after_accept(), faults.close_before_read()], ids=["in", "out"]
)
async def test_a_redraw_waits_until_it_is_known_where_the_message_stands(each_rig: Rig, fault: Fault) -> None:
    each_rig.server.faults.add(fault, "chat.postMessage", times=1)
    each_rig.add("a", shows=(POLL,))
    await each_rig.delivery.tick()
    assert each_rig.row("a").state == "unknown"
    vote(each_rig, "1 vote")
    await each_rig.run(timedelta(seconds=50))
    assert updates(each_rig) == []
    each_rig.plan.decisions["a"] = Post("1 vote")  # what is posted again is worded anew
    await each_rig.run(timedelta(seconds=60))
    assert each_rig.texts() == ["1 vote"]


async def test_a_change_before_the_post_waits_for_it(rig: Rig) -> None:
    rig.add("a", shows=(POLL,), due_at=NOW + timedelta(minutes=3))
    vote(rig, "1 vote")
    await rig.run(timedelta(minutes=2))
    assert rig.texts() == [] and updates(rig) == []
    await rig.run(timedelta(minutes=2))
    assert rig.texts() == ["1 vote"]


async def test_what_is_posted_later_is_worded_then_and_not_redrawn_before(rig: Rig) -> None:
    rig.add("a", shows=(POLL,), due_at=NOW + timedelta(hours=1))
    with rig.database.writing() as session:
        assert want_redraws(session, [POLL], NOW) == 0
        assert want_redraws(session, [POLL], NOW + timedelta(minutes=56)) == 1


async def test_what_is_never_posted_is_never_redrawn(rig: Rig) -> None:
    rig.server.faults.add(faults.error("not_in_channel"), "chat.postMessage", times=1)
    await posted(rig, "a")
    vote(rig, "1 vote")
    await rig.run(timedelta(minutes=1))
    assert rig.row("a").state == "dead" and rig.calls("chat.update") == 0


async def test_a_pause_that_slack_asks_for_holds_for_all_updates_of_the_workspace(each_rig: Rig) -> None:
    await posted(each_rig, "a", "b")
    each_rig.server.faults.add(faults.rate_limited(20), "chat.update", times=1)
    vote(each_rig, "a: 1 vote", "a")
    vote(each_rig, "b: 1 vote", "b")
    await each_rig.run(timedelta(seconds=19))
    assert each_rig.texts() == ["a", "b"] or len(updates(each_rig)) == 1  # the other may have been under way
    # The process is another one by now: the pause is stored.
    each_rig.delivery = each_rig.new_delivery()
    vote(each_rig, "a: 2 votes", "a")
    await each_rig.run(timedelta(seconds=0.5))
    assert "a: 2 votes" not in each_rig.texts()
    await each_rig.run(timedelta(seconds=10))
    assert each_rig.texts() == ["a: 2 votes", "b: 1 vote"]


async def test_a_message_that_was_deleted_is_left_alone(each_rig: Rig) -> None:
    await posted(each_rig, "a")
    channel = each_rig.server.slack.workspaces[world.TEAM].channels[CHANNEL]
    channel.messages.clear()
    vote(each_rig, "1 vote")
    await each_rig.run(timedelta(minutes=30))
    assert each_rig.calls("chat.update") == 1 and redraw_of(each_rig).error == "message_not_found"


@pytest.mark.parametrize(
    "fault",
    [
        faults.close_after_accept(),
        faults.close_before_read(),
        faults.http_503(accepts=True),
        faults.truncated_json(),
    ],
    ids=lambda fault: f"{fault.kind}-{fault.status}",
)
async def test_an_unclear_update_is_tried_again_and_once_more_when_slack_has_settled(
    each_rig: Rig, fault: Fault
) -> None:
    """What Slack carries out late must not stand at the end."""
    await posted(each_rig, "a")
    each_rig.server.faults.add(fault, "chat.update", times=1)
    vote(each_rig, "1 vote")
    await each_rig.run(timedelta(minutes=10))
    assert each_rig.texts() == ["1 vote"] and each_rig.calls("chat.update") == 3


async def test_an_update_whose_words_fail_leaves_the_others_alone(rig: Rig) -> None:
    await posted(rig, "a", "b")
    rig.plan.cards["a"] = ValueError("a fault in the plan")
    vote(rig, "1 vote", "b")
    await rig.run(timedelta(seconds=10))
    assert rig.texts() == ["a", "1 vote"]


async def test_a_workspace_gets_fifty_updates_a_minute(rig: Rig) -> None:
    channels = [
        rig.server.slack.add_channel(
            world.TEAM, name=f"c{number}", members=[rig.server.slack.workspaces[world.TEAM].bot.user_id]
        ).id
        for number in range(120)
    ]
    for channel in channels:
        rig.add(channel, recipient=channel, shows=(POLL,))
        rig.plan.cards[channel] = Post(f"1 vote in {channel}")
    await rig.run(timedelta(minutes=1))
    vote(rig, "", key="")
    await rig.run(timedelta(minutes=5))
    times = [entry.at for entry in rig.server.journal.select("update")]
    assert len(times) == 120
    most = max(sum(1 for later in times if at <= later < at + timedelta(minutes=1)) for at in times)
    assert most <= 51, f"{most} within a minute"


async def test_an_answer_stands_in_the_thread_of_what_it_answers(each_rig: Rig) -> None:
    each_rig.server.faults.add(faults.close_after_accept(), "chat.postMessage", times=1)
    each_rig.add("question")
    await each_rig.delivery.tick()
    each_rig.add("answer", thread_of="question")
    await each_rig.run(timedelta(minutes=3))
    assert each_rig.texts() == ["question", "answer"]
    assert each_rig.row("answer").thread_ts == each_rig.row("question").ts
    each_rig.add("another", thread_of="answer")
    await each_rig.run(timedelta(seconds=5))
    assert each_rig.row("another").thread_ts == each_rig.row("question").ts, "a thread has no threads"


async def test_an_answer_to_what_never_stood_there_stands_alone(rig: Rig) -> None:
    rig.server.faults.add(faults.error("invalid_blocks"), "chat.postMessage", times=1)
    rig.add("question")
    rig.add("answer", thread_of="question")
    rig.add("other", thread_of="nothing")
    await rig.run(timedelta(seconds=30))
    assert sorted(rig.texts()) == ["answer", "other"]
    assert rig.row("answer").thread_ts is None
