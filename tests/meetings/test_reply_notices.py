"""What is said about replies unasked: the tally on the newest card, the question, late changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from bot.core.tables import Group
from bot.delivery.tables import OutboxRow
from bot.reminders.materialise import materialise_group
from tests.meetings.polling import FIRST
from tests.meetings.talking import People
from tests.meetings.test_poll_notices import sayings, worded
from tests.stage import COORDINATOR, LEAD1, MEMBER, Stage, at

NUDGED = datetime(2018, 1, 11, 8, tzinfo=UTC)  # three working days before the 16th, 09:00


@pytest.fixture
def dated(lite: Stage) -> Stage:
    """The 6th meeting has a day, and its channel hears of it."""
    lite.set_date(COORDINATOR, "IMG-M6", FIRST)
    return lite


def sweep(stage: Stage, until: datetime) -> None:
    """Let time come to an instant: what is due by then is in the outbox."""
    with stage.database.writing() as session:
        group = session.get_one(Group, stage.group_id)
        facts = stage.work.facts(session, stage.group_id)
        materialise_group(stage.work.registry, session, group, facts, until)


def rungs(stage: Stage) -> list[OutboxRow]:
    """What the channel hears before the meeting."""
    return [row for row in sayings(stage, "rung") if row.item_id == stage.item("IMG-M6").id]


def test_the_announcement_carries_the_answers_and_a_live_tally_of_counts(dated: Stage) -> None:
    [card] = sayings(dated, "date")
    shown = worded(dated, card, at("2017-10-02"))
    assert "0 of 4 invited have replied" in shown and "Regrets" in shown
    People(dated).say(MEMBER, "remote IMG-M6")
    shown = worded(dated, card, at("2017-10-03"), again=True)
    assert "1 of 4 invited have replied: in person 0 · remote 1 · regrets 0" in shown
    assert "WHO" not in shown


def test_only_the_newest_card_of_a_meeting_is_live(dated: Stage) -> None:
    sweep(dated, at("2018-01-09"))
    [card] = sayings(dated, "date")
    [week] = [row for row in rungs(dated) if row.payload["rung"] == "week-before"]
    with dated.database.writing() as session:
        session.execute(update(OutboxRow).where(OutboxRow.id.in_([card.id, week.id])).values(state="sent"))
    assert "have replied" not in worded(dated, card, at("2018-01-09"), again=True)
    assert "have replied" in worded(dated, week, at("2018-01-09"), again=True)


def test_those_missing_are_asked_three_working_days_before_and_nobody_else(dated: Stage) -> None:
    sweep(dated, at("2018-01-12"))
    nudges = {row.recipient: row for row in sayings(dated, "reply-nudge")}
    assert {MEMBER, LEAD1} <= set(nudges)
    assert {row.due_at.replace(tzinfo=UTC) for row in nudges.values()} == {NUDGED}
    assert "Do you come to IMG-M6" in worded(dated, nudges[MEMBER], NUDGED)
    People(dated).say(MEMBER, "remote IMG-M6")
    assert worded(dated, nudges[MEMBER], NUDGED) == ""
    assert "no reply is needed any more" in worded(dated, nudges[MEMBER], NUDGED, again=True)


def test_the_hour_before_mentions_only_those_who_said_that_they_come(dated: Stage) -> None:
    people = People(dated)
    people.say(MEMBER, "remote IMG-M6")
    people.say(LEAD1, "regrets IMG-M6")
    sweep(dated, at("2018-01-16", 14))
    [hour] = [row for row in rungs(dated) if row.payload["rung"] == "hour-before"]
    shown = worded(dated, hour, at("2018-01-16", 13))
    assert f"With <@{MEMBER}>" in shown and LEAD1 not in shown


def test_a_late_change_is_told_to_the_organiser(dated: Stage) -> None:
    early, late = People(dated, at("2018-01-02")), People(dated, at("2018-01-12"))
    early.say(MEMBER, "in person IMG-M6")
    early.say(MEMBER, "remote IMG-M6")
    assert sayings(dated, "reply-late") == []
    late.say(MEMBER, "regrets IMG-M6 ill")
    [news] = sayings(dated, "reply-late")
    assert news.recipient == COORDINATOR
    assert f"<@{MEMBER}> (UNEP) has changed the reply to: regrets “ill”" in worded(
        dated, news, at("2018-01-12")
    )
