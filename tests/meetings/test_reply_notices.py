"""What is said about replies unasked: the tally on the newest card, the question, late changes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from bot.core.i18n import speaking
from bot.core.tables import Group
from bot.delivery.tables import OutboxRow
from bot.meetings.invited.acts import Invite
from bot.meetings.polls.acts import Choose
from bot.meetings.replies.acts import GateList
from bot.meetings.replies.gate_names import build_gate_names
from bot.meetings.replies.views import replies_at
from bot.reminders.materialise import materialise_group
from tests.meetings.polling import FIRST, SECOND, agency, opened
from tests.meetings.talking import People, text_of
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
    assert "1 of 4 invited has replied: in person 0 · remote 1 · regrets 0" in shown
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


def gate(stage: Stage) -> list[OutboxRow]:
    return sayings(stage, "gate-names")


def test_the_organiser_gets_the_names_for_the_gate_three_working_days_before(dated: Stage) -> None:
    people = People(dated, at("2018-01-05"))
    people.say(MEMBER, "alternate IMG-M6 Ms Otieno")
    sweep(dated, at("2018-01-12"))
    [names] = gate(dated)
    assert (names.recipient, names.due_at.replace(tzinfo=UTC)) == (COORDINATOR, NUDGED)
    shown = worded(dated, names, NUDGED)
    assert "1 person comes in person" in shown and "UNEP · Ms Otieno" in shown
    assert "As a CSV file" in shown and "You get this because you organise IMG-M6." in shown
    # What is replied afterwards is drawn into it; who comes otherwise is no name for the gate.
    people.say(COORDINATOR, 'in person IMG-M6 for WHO "Mr Keller"')
    people.say(LEAD1, "remote IMG-M6")
    assert "WHO · Mr Keller" in worded(dated, names, NUDGED, again=True)
    people.say(MEMBER, "remote IMG-M6")
    assert "1 person comes in person" in worded(dated, names, NUDGED, again=True)


def test_the_button_of_the_names_sends_them_as_a_table(dated: Stage) -> None:
    people = People(dated)
    people.say(MEMBER, "in person IMG-M6")
    shown = people.press(COORDINATOR, GateList(dated.item("IMG-M6").id))
    assert [file.name for file in shown.files] == ["IMG-M6-gate.csv"]


def test_nobody_hears_of_a_gate_through_which_nobody_comes(dated: Stage) -> None:
    sweep(dated, at("2018-01-12"))
    [names] = gate(dated)
    assert worded(dated, names, NUDGED) == ""
    dated.set_date(COORDINATOR, "IMG-M6", SECOND)
    People(dated).say(MEMBER, "in person IMG-M6")
    sweep(dated, at("2018-01-16"))
    [later] = [row for row in gate(dated) if row.id != names.id]
    # The first were the names for another day.
    assert worded(dated, names, NUDGED) == "" and "UNEP" in worded(dated, later, at("2018-01-15"))
    dated.edit(COORDINATOR, "IMG-M6", {"format": "remote"})
    assert worded(dated, later, at("2018-01-15")) == ""


def test_who_set_the_date_of_a_meeting_organises_it(lite: Stage) -> None:
    lite.do(Invite(stream="WS1", agencies=(agency(lite, "UNEP"),)), lite.as_(LEAD1))
    lite.set_date(LEAD1, "WS1-M2", FIRST)
    lite.edit(LEAD1, "WS1-M2", {"format": "hybrid"})
    assert f"Organised by <@{LEAD1}>" in text_of(People(lite).answer(COORDINATOR, "invited WS1-M2"))
    People(lite, at("2018-01-05")).say(MEMBER, "in person WS1-M2")
    sweep(lite, at("2018-01-12"))
    assert [row.recipient for row in gate(lite)] == [LEAD1]
    People(lite, at("2018-01-12")).say(MEMBER, "alternate WS1-M2 Ms Otieno")
    [news] = sayings(lite, "reply-late")
    assert news.recipient == LEAD1
    assert "has changed the reply to: Ms Otieno comes instead, in person" in worded(
        lite, news, at("2018-01-12")
    )


def test_who_opened_the_poll_organises_what_it_gave_a_date(lite: Stage) -> None:
    lite.do(Invite(stream="WS1", agencies=(agency(lite, "UNEP"),)), lite.as_(LEAD1))
    poll = opened(lite, "WS1-M2", FIRST, SECOND, user=LEAD1).poll
    lite.do(Choose(poll.id, 1), lite.as_(COORDINATOR))
    People(lite, at("2018-01-05")).say(MEMBER, "in person WS1-M2")
    People(lite, at("2018-01-12")).say(MEMBER, "regrets WS1-M2")
    assert [row.recipient for row in sayings(lite, "reply-late")] == [LEAD1]


def test_the_names_for_the_gate_in_french(dated: Stage) -> None:
    with speaking("fr"):
        People(dated).say(MEMBER, "alternate IMG-M6 Ms Otieno")
        with dated.looking(dated.as_(COORDINATOR), NUDGED) as looking:
            view = replies_at(looking.snapshot, dated.item("IMG-M6"), NUDGED)
        shown = text_of(build_gate_names(view))
    assert "1 personne vient sur place" in shown and "En fichier CSV" in shown
