"""Who votes, for whom, and which answer counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.core.edit import AlreadyDone
from bot.core.tables import Group
from bot.groups.rules.agencies import SpeaksAs
from bot.groups.setup import set_up_group
from bot.groups.store.people import get_person
from bot.meetings.polls.acts import (
    ChangePoll,
    OpenPoll,
    Vote,
    VoteForm,
)
from bot.meetings.polls.rules import Answer as Said
from tests.core.test_act_cost import statements_of
from tests.meetings.polling import (
    ALTERNATE,
    SECOND,
    THIRD,
    UNDP,
    join,
    names,
    opened,
    poll_of,
    said,
    show_poll,
)
from tests.meetings.talking import People, text_of
from tests.stage import (
    COORDINATOR,
    LEAD1,
    LEAD2,
    MEMBER,
    NOW,
    OBSERVER,
    SETUP,
    TEAM,
    Stage,
    exact,
    new_stage,
)


def test_only_those_invited_vote(lite: Stage) -> None:
    poll, people = opened(lite, "IMG-M6").poll, People(lite)
    assert "roster" in people.say(OBSERVER, "vote IMG-M6 1 yes")
    assert people.say(COORDINATOR, "vote IMG-M6 1 yes").startswith("You are not among those invited")
    people.say(LEAD1, "invite WS1 UNEP")
    opened(lite, "WS1-M2", user=LEAD1)
    assert people.say(LEAD2, "vote WS1-M2 1 yes").startswith("You are not among those invited")
    assert poll_of(lite).ballots == () == poll_of(lite, "WS1-M2").ballots
    assert poll.ballots == ()


def test_the_focal_points_answer_counts_for_its_agency_whoever_was_later(lite: Stage) -> None:
    join(lite, UNDP, "UNDP", SpeaksAs.FOCAL_POINT)
    join(lite, ALTERNATE, "UNDP", SpeaksAs.ALTERNATE)
    poll = opened(lite).poll
    lite.do(Vote(poll.id, cannot=(1, 2)), lite.as_(UNDP), NOW)
    told = said(lite, ALTERNATE, Vote(poll.id, works=(1, 2)), NOW + timedelta(hours=1))
    assert told.endswith("works: 1, 2.")
    view = lite.do(Vote(poll.id, works=(1,), cannot=(2,)), lite.as_(MEMBER)).result.view
    # UNEP can on the first date; of UNDP the focal point's "no" counts, although the alternate came later.
    assert [(len(one.yes), len(one.no)) for one in view.tally.options] == [(1, 1), (0, 2)]
    assert len(view.tally.answered) == 2


def test_without_a_focal_point_the_latest_of_an_agencys_people_counts(lite: Stage) -> None:
    join(lite, UNDP, "UNDP")
    join(lite, ALTERNATE, "UNDP")
    poll = opened(lite).poll
    lite.do(Vote(poll.id, cannot=(1, 2)), lite.as_(UNDP), NOW)
    view = lite.do(Vote(poll.id, works=(1, 2)), lite.as_(ALTERNATE), NOW + timedelta(hours=1)).result.view
    assert [len(one.yes) for one in view.tally.options] == [1, 1]


def test_a_vote_on_behalf_says_whose_it_is_and_who_entered_it(lite: Stage) -> None:
    opened(lite)
    people = People(lite)
    told = people.answer(COORDINATOR, 'vote IMG-M6 for WHO 1 yes 2 no "Ms Otieno, by e-mail"')
    assert told.text.startswith("✔ IMG-M6 6th IMG E-waste meeting, entered for WHO: works: 1")
    assert "Ms Otieno, by e-mail" in text_of(told)
    shown = text_of(people.press(COORDINATOR, replace(show_poll(lite), with_names=True)))
    assert f"WHO: works: 1; does not work: 2 (entered by <@{COORDINATOR}>) “Ms Otieno, by e-mail”" in shown
    # A lead may for their own meetings, not for a plenary; a focal point for their agency alone.
    assert people.say(LEAD2, "vote IMG-M6 for WHO 1 yes").startswith("You cannot change IMG-M6")
    join(lite, UNDP, "UNEP", SpeaksAs.FOCAL_POINT)
    assert "entered for UNEP" in people.say(UNDP, "vote IMG-M6 for UNEP 1 yes")
    assert people.say(UNDP, "vote IMG-M6 for WHO 1 yes").startswith("You cannot change IMG-M6")


def test_what_is_not_named_keeps_its_answer_and_the_same_again_changes_nothing(lite: Stage) -> None:
    poll, people = opened(lite).poll, People(lite)
    people.say(MEMBER, "vote IMG-M6 1 yes 2 no")
    assert people.say(MEMBER, "vote IMG-M6 2 yes").endswith("works: 1, 2.")
    done = lite.do(Vote(poll.id, works=(1, 2)), lite.as_(MEMBER))
    assert done.act_id is None and done.result.is_same
    people.say(MEMBER, "undo")
    assert dict(poll_of(lite).ballots[0].answers) == {1: Said.YES, 2: Said.NO}


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ("1 yes, 2 no", {1: Said.YES, 2: Said.NO}),
        ("yes 1 no 2", {1: Said.YES, 2: Said.NO}),
        ("1", {1: Said.YES}),
        ("1 ifneedbe 2 if need be", {1: Said.IF_NEED_BE, 2: Said.IF_NEED_BE}),
        ("all", {1: Said.YES, 2: Said.YES}),
        ("none", {1: Said.NO, 2: Said.NO}),
        ("1 oui, 2 si besoin", {1: Said.YES, 2: Said.IF_NEED_BE}),
    ],
)
def test_votes_as_people_type_them(lite: Stage, words: str, answers: dict[int, Said]) -> None:
    opened(lite)
    People(lite).say(MEMBER, f"vote IMG-M6 {words}")
    assert dict(poll_of(lite).ballots[0].answers) == answers


@pytest.mark.parametrize("words", ["3 yes", "1 perhaps-not-sure", "whatever"])
def test_votes_that_say_nothing_change_nothing(lite: Stage, words: str) -> None:
    opened(lite)
    People(lite).say(MEMBER, f"vote IMG-M6 {words}")
    assert poll_of(lite).ballots == ()


def test_nobody_votes_after_the_deadline_until_there_is_more_time(lite: Stage) -> None:
    poll = opened(lite, closes_on=date(2017, 10, 10)).poll
    late = datetime(2017, 10, 10, 16, 0, tzinfo=UTC)  # 18:00 in Geneva
    assert "works" in said(lite, MEMBER, Vote(poll.id, works=(1,)), late - timedelta(seconds=1))
    assert "is closed" in said(lite, MEMBER, Vote(poll.id, cannot=(1,)), late)
    lite.do(ChangePoll(poll.id, closes_on=date(2017, 10, 20)), lite.as_(COORDINATOR), late)
    assert "does not work" in said(lite, MEMBER, Vote(poll.id, cannot=(1,)), late)


def test_somebody_who_has_left_the_roster_does_not_count(lite: Stage) -> None:
    join(lite, UNDP, "UNDP")
    poll = opened(lite).poll
    lite.do(Vote(poll.id, works=(1, 2)), lite.as_(UNDP))
    set_up_group(lite.work, replace(SETUP, removed_members=(UNDP,)), NOW)
    view = lite.do(Vote(poll.id, works=(1,)), lite.as_(MEMBER)).result.view
    assert names(view, view.tally.answered) == {"UNEP"}
    shown = text_of(People(lite).press(COORDINATOR, replace(show_poll(lite), with_names=True)))
    assert "1 vote of somebody who is not invited any more does not count." in shown


def test_two_polls_at_once_are_kept_apart(lite: Stage) -> None:
    people = People(lite)
    people.say(LEAD1, "invite WS1 UNEP")
    one, two = opened(lite).poll, opened(lite, "WS1-M2", user=LEAD1).poll
    people.say(MEMBER, "vote IMG-M6 1 yes")
    people.say(MEMBER, "vote WS1-M2 2 no")
    # With two open, a vote that names none asks.
    people.say(MEMBER, "vote 2 yes")
    assert dict(poll_of(lite).ballots[0].answers) == {1: Said.YES}
    assert dict(poll_of(lite, "WS1-M2").ballots[0].answers) == {2: Said.NO}
    assert one.id != two.id
    assert "is open already" in said(lite, COORDINATOR, OpenPoll(lite.item("IMG-M6").id, (SECOND, THIRD)))


@pytest.mark.parametrize(
    ("zone", "hours"),
    [
        ("America/New_York", ["11:00–13:00", "10:00–12:00"]),
        ("Africa/Nairobi", ["18:00–20:00", "17:00–19:00"]),
        ("Europe/Zurich", ["16:00–18:00", "16:00–18:00"]),
    ],
)
def test_hours_are_right_across_the_changes_of_clocks(lite: Stage, zone: str, hours: list[str]) -> None:
    """Europe changes on 25 March 2018, New York on 11 March: one date lies between, one after."""
    with lite.database.writing() as session:
        get_person(session, TEAM, MEMBER).zone = zone
        session.get_one(Group, lite.group_id).revision += 1
    poll = opened(
        lite, "IMG-M6", exact("2018-03-22", "16:00", "18:00"), exact("2018-04-04", "16:00", "18:00")
    ).poll
    form = People(lite).form(MEMBER, VoteForm(poll.id))
    [boxes] = [block["element"]["options"] for block in form["blocks"] if block.get("block_id") == "works"]
    labels = [one["text"]["text"] for one in boxes]
    assert all(want in label for want, label in zip(hours, labels, strict=True)), labels


def test_fifty_votes_at_once_twice_each_and_out_of_order_leave_the_right_tally(database_url: str) -> None:
    stage = new_stage(database_url)
    stage.import_plan(start=True)
    users = [f"U0V{number:03}" for number in range(50)]
    for number, user in enumerate(users):
        join(stage, user, f"Agency {number:02}")
    poll = opened(stage).poll
    first, second = Vote(poll.id, works=(1,), cannot=(2,)), Vote(poll.id, works=(2,), cannot=(1,))
    votes = [(first if number % 2 else second, stage.as_(user)) for number, user in enumerate(users)]
    twice = [*votes, *reversed(votes)]

    def cast(vote: tuple[Vote, Any]) -> None:
        try:
            stage.do(*vote)
        except AlreadyDone:
            return

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(cast, twice))
    shown = text_of(People(stage).answer(COORDINATOR, "poll IMG-M6"))
    assert shown.count("✔ 25 can · if need be 0 · ✖ 25 cannot") == 2
    assert len(poll_of(stage).ballots) == 50
    stage.database.close()


def test_a_vote_takes_few_statements(stage: Stage) -> None:
    poll = opened(stage).poll
    stage.do(Vote(poll.id, works=(1,), cannot=(2,)), stage.as_(MEMBER))
    act, caller = Vote(poll.id, works=(1, 2)), stage.as_(MEMBER)
    with statements_of(stage.database) as sent:
        assert stage.do(act, caller).act_id is not None
    assert len(sent) <= 18, "\n".join(sent)
