"""What is said about polls unasked: the live card, the reminder, and what the organiser hears."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.core.tables import Group
from bot.delivery.hooks import Post
from bot.delivery.tables import OutboxRow
from bot.groups.setup import set_up_group
from bot.groups.store.people import get_person
from bot.meetings.invited.acts import Invite, TakeOver
from bot.meetings.polls.acts import CancelPoll, ChangePoll, Choose, Vote
from bot.meetings.polls.rules import Poll
from bot.plan.acts import Cancel
from bot.reminders.plan_hooks import PlanHooks
from bot.slack.message import Message
from tests.meetings.polling import FIRST, SECOND, THIRD, agency, join, opened
from tests.meetings.talking import text_of
from tests.stage import CHANNEL, COORDINATOR, LEAD1, LEAD2, MEMBER, SETUP, TEAM, Stage, at, exact

CLOSES = datetime(2017, 10, 16, 16, tzinfo=UTC)  # 18:00 in Geneva, ten working days on
REMINDS = datetime(2017, 10, 12, 7, tzinfo=UTC)  # two working days before, 09:00
SECOND_COORDINATOR = "U0SEC2"


def sayings(stage: Stage, kind: str) -> list[OutboxRow]:
    return [row for row in stage.notices() if row.kind == kind]


def worded(stage: Stage, row: OutboxRow, now: datetime, *, again: bool = False) -> str:
    """What a notice says, or its card once more; empty where it no longer holds."""
    hooks = PlanHooks(stage.work, "/img")
    with stage.database.reading() as session:
        found = (hooks.refresh if again else hooks.prepare)(session, row, now)
    return text_of(Message(found.text, list(found.blocks or ()))) if isinstance(found, Post) else ""


def everybody(stage: Stage, poll: Poll) -> None:
    """All four that are asked say that the first date works."""
    act: Any = Vote(poll.id, works=(1,), cannot=(2,))
    for user in (MEMBER, LEAD1, LEAD2, "U0CO1"):
        stage.do(act, stage.as_(user))


def test_the_card_stands_in_the_channel_and_counts_anew_after_each_vote(lite: Stage) -> None:
    poll = opened(lite).poll
    [card] = sayings(lite, "poll")
    assert (card.recipient, card.due_at.replace(tzinfo=UTC)) == (CHANNEL, at("2017-10-02"))
    shown = worded(lite, card, at("2017-10-02"))
    assert "0 of 4 invited have answered" in shown and "All work" in shown
    lite.do(Vote(poll.id, works=(1,), cannot=(2,)), lite.as_(MEMBER))
    shown = worded(lite, card, at("2017-10-03"), again=True)
    assert "✔ 1 can · if need be 0 · ✖ 0 cannot" in shown and "1 of 4 invited has answered" in shown
    # Nobody is shamed in the channel.
    assert "WHO" not in shown and "Still to answer" not in shown


def test_the_card_of_a_decided_poll_says_so(lite: Stage) -> None:
    poll = opened(lite).poll
    [card] = sayings(lite, "poll")
    lite.do(Choose(poll.id, 1), lite.as_(COORDINATOR))
    assert "✔ IMG-M6 *6th IMG E-waste meeting* is set for Tue 16 Jan 2018" in worded(
        lite, card, at("2017-10-03"), again=True
    )
    lite.do(Cancel(lite.item("IMG-M6").id, None), lite.as_(COORDINATOR))
    assert "is cancelled, and the poll with it" in worded(lite, card, at("2017-10-03"), again=True)


def test_only_those_who_have_not_answered_are_reminded_two_working_days_before(lite: Stage) -> None:
    poll = opened(lite).poll
    reminders = {row.recipient: row for row in sayings(lite, "poll-reminder")}
    assert {row.due_at.replace(tzinfo=UTC) for row in reminders.values()} == {REMINDS}
    assert set(reminders) == {MEMBER, LEAD1, LEAD2, "U0CO1"}
    lite.do(Vote(poll.id, works=(1,), cannot=(2,)), lite.as_(MEMBER))
    assert worded(lite, reminders[MEMBER], REMINDS) == ""
    assert "The poll closes on Mon 16 Oct 2017, 18:00 Geneva" in worded(lite, reminders[LEAD1], REMINDS)
    lite.do(CancelPoll(poll.id), lite.as_(COORDINATOR))
    assert worded(lite, reminders[LEAD1], REMINDS) == ""


def test_who_is_asked_alone_reads_their_own_hours_and_a_channel_those_of_all(lite: Stage) -> None:
    early = exact("2018-01-16", "09:00", "10:00")
    at_home = {MEMBER: "Africa/Nairobi", LEAD1: "America/New_York"}
    with lite.database.writing() as session:
        for user, zone in at_home.items():
            get_person(session, TEAM, user).zone = zone
        session.get_one(Group, lite.group_id).revision += 1
    opened(lite, "IMG-M6", early, SECOND)
    reminders = {row.recipient: row for row in sayings(lite, "poll-reminder")}
    shown = worded(lite, reminders[MEMBER], REMINDS)
    assert "*1* · Tue 16 Jan 2018, 09:00–10:00 Geneva = 11:00 for you\n*2*" in shown
    assert "New York" not in shown and "⚠" not in shown
    shown = worded(lite, reminders[LEAD1], at("2017-10-12", 15))
    assert "*1* · Tue 16 Jan 2018, 09:00–10:00 Geneva = 03:00 for you ⚠ night\n*2*" in shown
    [card] = sayings(lite, "poll")
    assert "Nairobi 11:00–12:00 · New York 03:00–04:00 ⚠ night" in worded(lite, card, at("2017-10-02"))
    # The same card in a direct message is of its reader's hours.
    card.recipient = LEAD1
    shown = worded(lite, card, at("2017-10-02", 15))
    assert "= 03:00 for you ⚠ night" in shown and "Nairobi" not in shown


def test_the_organiser_hears_when_all_have_answered_best_date_first(lite: Stage) -> None:
    poll = opened(lite).poll
    everybody(lite, poll)
    [news] = [row for row in sayings(lite, "poll-news") if row.payload["why"] == "all"]
    assert news.recipient == COORDINATOR
    shown = worded(lite, news, at("2017-10-03"))
    assert shown.startswith("All have answered the poll of IMG-M6") and shown.index("*1* ·") < shown.index(
        "*2* ·"
    )
    # Nothing is asked any more once it is decided; where it was posted, the message says so.
    lite.do(Choose(poll.id, 1), lite.as_(COORDINATOR))
    assert worded(lite, news, at("2017-10-03")) == ""
    assert "is set for Tue 16 Jan 2018" in worded(lite, news, at("2017-10-03"), again=True)


def test_the_organiser_hears_when_a_required_agency_can_make_none(lite: Stage) -> None:
    poll = opened(lite, required=(agency(lite, "UNEP"),)).poll
    lite.do(Vote(poll.id, cannot=(1, 2)), lite.as_(MEMBER))
    [news] = [row for row in sayings(lite, "poll-news") if row.payload["why"] == "stuck"]
    assert "⚠ Required, and can make none of the dates: UNEP" in worded(lite, news, at("2017-10-03"))


def test_at_the_deadline_the_organiser_hears_and_after_a_working_day_all_coordinators(lite: Stage) -> None:
    set_up_group(
        lite.work, replace(SETUP, coordinators=(COORDINATOR, SECOND_COORDINATOR, "U0SEC3")), at("2017-10-02")
    )
    opened(lite)
    news = {row.recipient: row for row in sayings(lite, "poll-news")}
    assert {user: row.due_at.replace(tzinfo=UTC) for user, row in news.items()} == {
        COORDINATOR: CLOSES,
        SECOND_COORDINATOR: datetime(2017, 10, 17, 7, tzinfo=UTC),
        "U0SEC3": datetime(2017, 10, 17, 7, tzinfo=UTC),
    }
    assert worded(lite, news[COORDINATOR], CLOSES).startswith("The poll of IMG-M6")
    assert "I take it" in worded(lite, news[SECOND_COORDINATOR], at("2017-10-17"))
    lite.do(TakeOver(lite.item("IMG-M6").id), lite.as_(SECOND_COORDINATOR))
    assert worded(lite, news["U0SEC3"], at("2017-10-17")) == ""
    assert f"<@{SECOND_COORDINATOR}> sees to the poll" in worded(
        lite, news["U0SEC3"], at("2017-10-17"), again=True
    )


def test_an_organiser_who_has_left_hears_nothing_and_the_coordinator_does(lite: Stage) -> None:
    join(lite, "U0ORG", "WHO")
    set_up_group(lite.work, replace(SETUP, leads=(*SETUP.leads, ("WS1", "U0ORG"))), at("2017-10-02"))
    lite.do(Invite(stream="WS1", agencies=(agency(lite, "UNEP"),)), lite.as_("U0ORG"))
    opened(lite, "WS1-M2", FIRST, SECOND, user="U0ORG")
    news = {row.recipient: row for row in sayings(lite, "poll-news")}
    gone = replace(SETUP, leads=(), removed_leads=(("WS1", "U0ORG"),), removed_members=("U0ORG",))
    set_up_group(lite.work, gone, at("2017-10-03"))
    assert worded(lite, news["U0ORG"], at("2017-10-09", 16)) == ""
    assert "Nobody has decided yet" in worded(lite, news[COORDINATOR], at("2017-10-10"))


def test_more_time_moves_what_is_said(lite: Stage) -> None:
    poll = opened(lite).poll
    old = {row.recipient: row for row in sayings(lite, "poll-news")}[COORDINATOR]
    lite.do(ChangePoll(poll.id, added=(THIRD,), closes_on=date(2017, 10, 30)), lite.as_(COORDINATOR))
    assert worded(lite, old, CLOSES) == ""
    due = [row.due_at.replace(tzinfo=UTC) for row in sayings(lite, "poll-news")]
    assert datetime(2017, 10, 30, 17, tzinfo=UTC) in due
