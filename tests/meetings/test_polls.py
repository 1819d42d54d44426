"""Getting a date: what is asked, what is best, and what becomes of a poll."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.errors import UserError
from bot.core.tables import Group
from bot.core.undo_acts import Undo
from bot.dates.when import Precision, When
from bot.groups.store.people import get_person
from bot.groups.tables import Holiday
from bot.meetings.polls.acts import (
    CancelPoll,
    ChangePoll,
    Choose,
    OpenPoll,
    PollAct,
    PollForm,
    Vote,
    VoteForm,
)
from bot.meetings.polls.rules import Answer as Said
from bot.meetings.polls.rules import State
from bot.plan.acts import Cancel
from bot.plan.rules.items import Status
from tests.meetings.polling import (
    FIRST,
    SECOND,
    THIRD,
    UNDP,
    agency,
    join,
    names,
    opened,
    poll_of,
    said,
)
from tests.meetings.talking import People, inputs, text_of
from tests.stage import (
    COORDINATOR,
    LEAD1,
    MEMBER,
    TEAM,
    Stage,
    at,
    exact,
    month,
    on,
)


def test_a_poll_is_opened_answered_and_decided_by_words_alone(stage: Stage) -> None:
    people = People(stage)
    people.say(LEAD1, "invite WS1 UNEP WHO")
    told = people.say(LEAD1, "poll WS1-M2 16 Jan 2-5pm, 18 Jan 2-5pm until 20 Dec")
    # UNEP, WHO, and the second lead of the stream, who has no agency.
    assert told == "✔ WS1-M2 2nd WS1 Team Meeting: 3 are asked which of 2 dates work."
    assert stage.item("WS1-M2").status is Status.POLLING
    assert people.say(MEMBER, "vote WS1-M2 1 yes, 2 no").endswith("works: 1; does not work: 2.")
    assert people.say(LEAD1, "vote 1 if need be 2 yes").endswith("works: 2; if need be: 1.")
    assert "is set for Tue 16 Jan 2018, 14:00–17:00 Geneva" in people.say(LEAD1, "choose WS1-M2 1")
    item = stage.item("WS1-M2")
    assert (item.status, item.when) == (Status.SCHEDULED, exact("2018-01-16", "14:00", "17:00"))
    assert poll_of(stage, "WS1-M2").state is State.CHOSEN


def test_a_poll_is_opened_answered_and_decided_by_forms_and_buttons_alone(stage: Stage) -> None:
    people = People(stage)
    view = people.form(COORDINATOR, PollForm(stage.item("IMG-M6").id))
    people.submit(COORDINATOR, view, dates="16 Jan 3-5pm\n18 Jan 15:00-17:00", until="2017-12-20")
    poll = poll_of(stage)
    assert [option.when for option in poll.options] == [FIRST, SECOND]
    assert poll.closes_on == date(2017, 12, 20)
    form = people.form(MEMBER, VoteForm(poll.id))
    assert people.submit(MEMBER, form, works=["2"]).endswith("works: 2; does not work: 1.")
    card = people.answer(COORDINATOR, "poll IMG-M6")
    values = [block["accessory"]["value"] for block in card.blocks if "accessory" in block]
    choices = [stage.work.registry.decode(value).request for value in values]
    assert choices == [Choose(poll.id, 1), Choose(poll.id, 2)]
    told = people.press(COORDINATOR, choices[1]).text
    assert "→ Thu 18 Jan 2018, 15:00–17:00 Geneva" in told
    assert stage.item("IMG-M6").when == SECOND


def test_a_date_ticked_in_both_groups_is_asked_about(lite: Stage) -> None:
    people, poll = People(lite), opened(lite).poll
    form = people.form(MEMBER, VoteForm(poll.id))
    with pytest.raises(UserError, match="Date 2 stands in both groups"):
        people.submit(MEMBER, form, works=["1", "2"], maybe=["2"])


def test_a_form_that_is_opened_again_shows_what_was_answered(lite: Stage) -> None:
    people, poll = People(lite), opened(lite).poll
    people.say(MEMBER, "vote IMG-M6 1 yes 2 if need be")
    fields = {block["block_id"]: block["element"] for block in inputs(people.form(MEMBER, VoteForm(poll.id)))}
    assert [one["value"] for one in fields["works"]["initial_options"]] == ["1"]
    assert [one["value"] for one in fields["maybe"]["initial_options"]] == ["2"]


def test_a_team_meeting_asks_once_who_comes_and_never_takes_it_for_everybody(lite: Stage) -> None:
    people = People(lite)
    answer = people.answer(LEAD1, "poll WS1-M2 16 Jan 2-5pm, 18 Jan 2-5pm")
    assert answer.text.startswith("Nobody has said yet who comes to the meetings of WS1.")
    assert lite.item("WS1-M2").status is Status.TO_SCHEDULE
    people.say(LEAD1, "invite WS1 UNEP")
    view = opened(lite, "WS1-M2", user=LEAD1)
    # The agency of whoever leads the stream comes with its list.
    assert names(view, view.tally.asked) == {"UNEP", "WHO"}


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("16 Jan 3-5pm, 18 Jan 3-5pm", [FIRST, SECOND]),
        ("Tue 16 Jan, 15:00-17:00; Thu 18 Jan, 15:00-17:00", [FIRST, SECOND]),
        ("16, 18 and 23 Jan 3-5pm", [FIRST, SECOND, THIRD]),
        ("2018-01-16, 2018-01-18 am", [on("2018-01-16"), When(Precision.HALF_DAY, "2018-01-18TAM")]),
    ],
)
def test_dates_as_people_type_them(lite: Stage, words: str, dates: list[When]) -> None:
    People(lite).say(COORDINATOR, f"poll IMG-M6 {words}")
    assert [option.when for option in poll_of(lite).options] == dates


def test_a_doubtful_date_asks_and_its_answers_are_whole_polls(lite: Stage) -> None:
    people = People(lite)
    answer = people.answer(COORDINATOR, "poll IMG-M6 3/4 14:00-16:00, 5 Apr 14:00-16:00")
    assert answer.text.startswith("Date 1, “3/4 14:00-16:00”:")
    assert lite.item("IMG-M6").status is not Status.POLLING


def test_the_usual_deadline_is_five_working_days_for_a_team_and_ten_for_a_plenary(lite: Stage) -> None:
    People(lite).say(LEAD1, "invite WS1 UNEP")
    assert opened(lite, "WS1-M2", user=LEAD1).poll.closes_on == date(2017, 10, 9)
    assert opened(lite, "IMG-M6").poll.closes_on == date(2017, 10, 16)
    soon = opened(lite, "WS1-M1", exact("2017-10-05"), exact("2017-10-06"), user=LEAD1)
    # It closes before the first of its dates.
    assert soon.poll.closes_on == date(2017, 10, 4)


def test_a_deadline_on_a_day_off_moves_to_the_next_working_day_and_says_so(lite: Stage) -> None:
    with lite.database.writing() as session:
        session.add(Holiday(group_id=lite.group_id, day="2017-12-18", name="Day off"))
        session.get_one(Group, lite.group_id).revision += 1
    told = text_of(
        People(lite).answer(COORDINATOR, "poll IMG-M6 16 Jan 3-5pm, 18 Jan 3-5pm until 18 Dec 2017")
    )
    assert "until Tue 19 Dec 2017, 18:00 Geneva: the day you named is no working day." in told
    assert poll_of(lite).closes_on == date(2017, 12, 19)


def test_a_tie_is_told_with_the_kindest_hours_first(lite: Stage) -> None:
    with lite.database.writing() as session:
        get_person(session, TEAM, MEMBER).zone = "Asia/Bangkok"
        session.get_one(Group, lite.group_id).revision += 1
    morning = exact("2018-01-18", "09:00", "11:00")
    poll = opened(lite, "IMG-M6", FIRST, morning).poll
    view = lite.do(Vote(poll.id, works=(1, 2)), lite.as_(MEMBER)).result.view
    assert [one.option.number for one in view.tally.best] == [2, 1]
    shown = text_of(People(lite).answer(COORDINATOR, "poll IMG-M6"))
    assert "2 and 1 are equally good by the votes; the kindest hours stand first." in shown
    assert "Geneva 15:00–17:00 · Bangkok 21:00–23:00 ⚠ evening" in shown


def test_no_common_date_is_told(lite: Stage) -> None:
    poll = opened(lite).poll
    lite.do(Vote(poll.id, cannot=(1, 2)), lite.as_(MEMBER))
    assert "Nobody who has answered can make any of these dates." in text_of(
        People(lite).answer(COORDINATOR, "poll IMG-M6")
    )


def test_a_required_agency_that_cannot_goes_before_many_that_can(lite: Stage) -> None:
    join(lite, UNDP, "UNDP")
    poll = opened(lite, required=(agency(lite, "UNEP"),)).poll
    lite.do(Vote(poll.id, works=(2,), cannot=(1,)), lite.as_(MEMBER))
    lite.do(Vote(poll.id, works=(1,), cannot=(2,)), lite.as_(UNDP))
    view = lite.do(Vote(poll.id, works=(1,), cannot=(2,)), lite.as_(LEAD1)).result.view
    assert [one.option.number for one in view.tally.ranked] == [2, 1]
    lite.do(Vote(poll.id, cannot=(2,)), lite.as_(MEMBER))
    shown = text_of(People(lite).answer(COORDINATOR, "poll IMG-M6"))
    assert "⚠ Required, and can make none of the dates: UNEP" in shown
    assert "⚠ required, and cannot: UNEP" in shown


def test_an_option_that_has_passed_by_the_time_of_choosing_is_refused(lite: Stage) -> None:
    poll = opened(lite, "IMG-M6", exact("2017-10-20"), exact("2017-11-20")).poll
    assert "is over by now" in said(lite, COORDINATOR, Choose(poll.id, 1), at("2017-10-21"))
    assert "→ Mon 20 Nov 2017" in said(lite, COORDINATOR, Choose(poll.id, 2), at("2017-10-21"))


def test_a_meeting_that_is_cancelled_ends_its_poll_and_undo_brings_it_back(lite: Stage) -> None:
    poll = opened(lite).poll
    done = lite.do(Cancel(lite.item("IMG-M6").id, "no need"), lite.as_(COORDINATOR))
    assert "was cancelled, and its poll with it" in said(lite, MEMBER, Vote(poll.id, works=(1,)))
    lite.do(Undo(done.act_id), lite.as_(COORDINATOR))
    assert "works: 1" in said(lite, MEMBER, Vote(poll.id, works=(1,)))


def test_a_date_that_is_set_by_other_ways_ends_the_poll(lite: Stage) -> None:
    poll = opened(lite).poll
    lite.set_date(COORDINATOR, "IMG-M6", THIRD)
    assert "has a date by now: Tue 23 Jan 2018" in said(lite, MEMBER, Vote(poll.id, works=(1,)))
    assert "has a date by now" in said(lite, COORDINATOR, Choose(poll.id, 1))
    again = opened(lite, "IMG-M6", FIRST, SECOND).poll
    assert again.id != poll.id and poll_of(lite).id == again.id


def test_options_that_change_keep_their_numbers_and_what_was_said_of_them(lite: Stage) -> None:
    poll = opened(lite).poll
    lite.do(Vote(poll.id, works=(1,), cannot=(2,)), lite.as_(MEMBER))
    lite.do(ChangePoll(poll.id, added=(THIRD,), dropped=(1,)), lite.as_(COORDINATOR))
    changed = poll_of(lite)
    assert [(option.number, option.when) for option in changed.options] == [(2, SECOND), (3, THIRD)]
    assert dict(changed.ballots[0].answers) == {2: Said.NO}
    lite.do(Vote(poll.id, works=(1,)), lite.as_(MEMBER))
    assert dict(poll_of(lite).ballots[0].answers) == {2: Said.NO}
    # A choice that was decided on before is offered anew.
    with pytest.raises(UserError, match="has changed since") as refused:
        lite.do(Choose(poll.id, 2, basis=PollAct.basis_of(poll, lite.item("IMG-M6"))), lite.as_(COORDINATOR))
    assert refused.value.offers == (Choose(poll.id, 2),)
    people = People(lite)
    people.say(COORDINATOR, "undo")
    assert [option.number for option in poll_of(lite).options] == [1, 2]


def test_calling_off_gives_the_meeting_back_its_state(lite: Stage) -> None:
    poll = opened(lite).poll
    lite.do(CancelPoll(poll.id, "later"), lite.as_(COORDINATOR))
    assert lite.item("IMG-M6").status is Status.TO_SCHEDULE
    assert "was called off" in said(lite, MEMBER, Vote(poll.id, works=(1,)))
    lite.set_date(COORDINATOR, "IMG-M6", FIRST)
    again = opened(lite, "IMG-M6", SECOND, THIRD).poll
    lite.do(CancelPoll(again.id), lite.as_(COORDINATOR))
    assert (lite.item("IMG-M6").status, lite.item("IMG-M6").when) == (Status.SCHEDULED, FIRST)


@pytest.mark.parametrize(
    ("whens", "told"),
    [
        ((FIRST,), "2 to 10 dates; these are 1"),
        (tuple(exact(f"2018-01-{day:02}") for day in range(10, 21)), "these are 11"),
        ((month("2018-01"), FIRST), "is no day"),
        ((exact("2017-09-01"), FIRST), "is over: leave it out"),
    ],
)
def test_dates_that_cannot_be_voted_on_are_refused(lite: Stage, whens: tuple[When, ...], told: str) -> None:
    assert told in said(lite, COORDINATOR, OpenPoll(lite.item("IMG-M6").id, whens))
    assert lite.item("IMG-M6").status is not Status.POLLING
