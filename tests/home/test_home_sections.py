"""What features add to Home: polls, one's own actions, and for coordinators what is stuck or lost."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from bot.core.codec import encode
from bot.core.notices import NewNotice
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.groups.arrivals import Arrival
from bot.home.home_views import home_view
from bot.home.views import HomeGroup
from bot.meetings.actions.acts import AddAction, CloseAction
from bot.meetings.polls.acts import Vote, VoteForm
from bot.reminders.acts import AnswerLost
from tests.core.examples import running_poll
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, TEAM, WS1, Stage, at


def home(stage: Stage, user: str, days: int = 0) -> HomeGroup:
    [group] = home_view(stage.work, Arrival(TEAM, None, TEAM, user), NOW + timedelta(days=days)).groups
    return group


def needs(stage: Stage, user: str) -> str:
    return str(home(stage, user).needs)


def section(stage: Stage, user: str, title: str, days: int = 0) -> str:
    return str(dict(home(stage, user, days).sections).get(title, ""))


def test_a_poll_needs_whoever_is_invited_until_they_have_voted(lite: Stage) -> None:
    poll = running_poll(lite)
    ask = encode(VoteForm(poll.id), lite.group_id)
    assert ask in needs(lite, MEMBER) and ask not in needs(lite, LEAD2)
    lite.do(Vote(poll.id, works=(1,), cannot=(2,)), lite.as_(MEMBER))
    assert ask not in needs(lite, MEMBER)


def test_ones_own_open_actions_are_shown_with_their_acts(lite: Stage) -> None:
    added = AddAction(lite.item("WS1-M1").id, None, None, "Send the list", f"<@{LEAD1}>")
    number = lite.do(added, lite.as_(LEAD1)).result.action.id
    assert "Send the list" in section(lite, LEAD1, "Your actions")
    assert encode(CloseAction(number), lite.group_id) in section(lite, LEAD1, "Your actions")
    assert section(lite, COORDINATOR, "Your actions") == ""
    lite.do(CloseAction(number), lite.as_(LEAD1))
    assert section(lite, LEAD1, "Your actions") == ""


def test_the_coordinator_sees_what_is_stuck_and_with_whom(lite: Stage) -> None:
    stuck = section(lite, COORDINATOR, "What is stuck, and with whom")
    assert "WS1-M1" in stuck and f"<@{LEAD1}>" in stuck
    # What waits for the coordinator is asked of them above, and is not stuck with others.
    assert "IMG-M6" not in stuck
    assert section(lite, LEAD1, "What is stuck, and with whom") == ""


def test_the_coordinator_hears_in_home_of_messages_that_could_not_be_sent(lite: Stage) -> None:
    lost = NewNotice(
        TEAM, "lost:1", "rung", WS1, NOW, group_id=lite.group_id, payload={"rung": "week-before"}
    )
    with lite.database.writing() as session:
        outbox.add_notice(session, lost, now=NOW)
        session.execute(update(OutboxRow).where(OutboxRow.key == "lost:1").values(state="dead"))
    row = lite.notice("lost:1")
    ask = encode(AnswerLost(row.id, posted=True), lite.group_id)
    assert ask in needs(lite, COORDINATOR) and ask not in needs(lite, LEAD1)
    lite.do(AnswerLost(row.id, posted=True), lite.as_(COORDINATOR), at("2017-10-02", 9))
    assert ask not in needs(lite, COORDINATOR)
