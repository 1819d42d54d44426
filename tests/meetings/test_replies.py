"""Who comes to a meeting: what is said, for whom, and how it counts."""

from __future__ import annotations

import pytest

from bot.core.undo_acts import Undo
from bot.groups.rules.agencies import SpeaksAs
from bot.meetings.polls.acts import Choose, Vote
from bot.meetings.replies.acts import ReplyForm, SendReply, ShowReplies
from bot.meetings.replies.rules import Coming
from bot.meetings.replies.store import replies_of
from tests.meetings.polling import ALTERNATE, FIRST, SECOND, THIRD, UNDP, join, opened, said
from tests.meetings.talking import People, text_of
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, Stage, at


@pytest.fixture
def dated(lite: Stage) -> Stage:
    """The 6th meeting has a day; UNEP, WHO and the two leads without an agency are invited."""
    lite.set_date(COORDINATOR, "IMG-M6", FIRST)
    lite.edit(COORDINATOR, "IMG-M6", {"format": "hybrid"})
    return lite


def line(stage: Stage, user: str = COORDINATOR) -> str:
    """How many come, as somebody reads it."""
    return text_of(People(stage).answer(user, "replies IMG-M6"))


def test_a_hybrid_meeting_asks_how_and_a_remote_one_does_not(dated: Stage) -> None:
    people = People(dated)
    asked = people.answer(MEMBER, "yes IMG-M6")
    assert asked.text.startswith("How do you come to IMG-M6?")
    assert "in person" in people.say(MEMBER, "in person IMG-M6")
    dated.edit(COORDINATOR, "IMG-M6", {"format": "remote"})
    assert people.say(MEMBER, "yes IMG-M6") == "✔ IMG-M6 6th IMG E-waste meeting: attending."


def test_an_agency_is_in_person_if_any_of_its_people_is_and_regrets_only_if_none_comes(dated: Stage) -> None:
    join(dated, UNDP, "UNEP")
    people = People(dated)
    people.say(UNDP, "regrets IMG-M6")
    assert "1 of 4 invited has replied: in person 0 · remote 0 · regrets 1" in line(dated)
    people.say(MEMBER, "remote IMG-M6 leaves at 16:00")
    assert "in person 0 · remote 1 · regrets 0" in line(dated)
    people.say(UNDP, "in person IMG-M6")
    shown = line(dated)
    assert "in person 1 · remote 0 · regrets 0" in shown
    assert f"UNEP: <@{UNDP}> in person; <@{MEMBER}> remote “leaves at 16:00”" in shown


def test_the_focal_point_sends_regrets_while_the_alternate_comes(dated: Stage) -> None:
    join(dated, UNDP, "UNDP", SpeaksAs.FOCAL_POINT)
    join(dated, ALTERNATE, "UNDP", SpeaksAs.ALTERNATE)
    people = People(dated)
    people.say(ALTERNATE, "in person IMG-M6")
    people.say(UNDP, "regrets IMG-M6")
    assert "in person 1 · remote 0 · regrets 0" in line(dated)


def test_an_alternate_is_named_and_counts_as_coming(dated: Stage) -> None:
    people = People(dated)
    assert people.say(MEMBER, "alternate IMG-M6 Ms Otieno").endswith("Ms Otieno comes instead, in person.")
    form = people.form(MEMBER, ReplyForm(dated.item("IMG-M6").id, is_alternate=True))
    told = people.submit(MEMBER, form, coming="remote", alternate="Mr Okello", note="from Nairobi")
    assert told.endswith("Mr Okello comes instead, remote “from Nairobi”.")
    assert "remote 1" in line(dated)


def test_what_was_entered_for_an_agency_says_who_did(dated: Stage) -> None:
    people = People(dated)
    told = people.say(COORDINATOR, 'remote IMG-M6 for WHO "Ms Otieno, by e-mail"')
    assert told.endswith("entered for WHO: remote “Ms Otieno, by e-mail”.")
    assert f"WHO: remote “Ms Otieno, by e-mail” (entered by <@{COORDINATOR}>)" in line(dated)
    assert people.say(LEAD2, "remote IMG-M6 for WHO").startswith("You cannot change IMG-M6")


def test_who_is_missing_is_for_those_who_plan_the_meeting(dated: Stage) -> None:
    People(dated).say(MEMBER, "remote IMG-M6")
    assert "Still to reply: WHO" in line(dated)
    assert "Still to reply" not in line(dated, LEAD1)
    shared = dated.look(ShowReplies(dated.item("IMG-M6").id), dated.as_(COORDINATOR), shared=True)
    assert "WHO" not in str(shared.blocks) and "1 of 4 invited has replied" in str(shared.blocks)


def test_a_moved_date_keeps_what_was_replied_to_the_old_one_and_asks_again(dated: Stage) -> None:
    people = People(dated)
    people.say(MEMBER, "remote IMG-M6")
    stale = SendReply(dated.item("IMG-M6").id, Coming.REMOTE, basis=(dated.item("IMG-M6").schedule_version,))
    dated.set_date(COORDINATOR, "IMG-M6", SECOND)
    shown = line(dated)
    assert "0 of 4 invited have replied" in shown and "1 reply was to an earlier date." in shown
    # A button of the old announcement is no reply to the new date.
    assert "has changed since that was shown" in said(dated, MEMBER, stale)
    people.say(MEMBER, "regrets IMG-M6")
    with dated.database.reading() as session:
        found = [one.coming for one in replies_of(session, dated.group_id).replies]
    assert found == [Coming.REMOTE, Coming.REGRETS]


def test_a_move_that_is_taken_back_leaves_the_replies_as_they_were(dated: Stage) -> None:
    people = People(dated)
    people.say(MEMBER, "remote IMG-M6")
    moved = dated.set_date(COORDINATOR, "IMG-M6", SECOND)
    assert "0 of 4 invited have replied" in line(dated)
    dated.do(Undo(moved.act_id), dated.as_(COORDINATOR))
    shown = line(dated)
    assert "1 of 4 invited has replied" in shown
    assert "earlier date" not in shown
    people.say(MEMBER, "regrets IMG-M6")
    assert "regrets 1" in line(dated)
    with dated.database.reading() as session:
        assert [one.coming for one in replies_of(session, dated.group_id).replies] == [Coming.REGRETS]


def test_a_yes_in_the_poll_stands_as_expected_until_there_is_a_reply(lite: Stage) -> None:
    poll = opened(lite, "IMG-M6", FIRST, THIRD).poll
    lite.do(Vote(poll.id, works=(1,), cannot=(2,)), lite.as_(MEMBER))
    lite.do(Choose(poll.id, 1), lite.as_(COORDINATOR))
    assert "expected by their vote 1" in line(lite)
    People(lite).say(MEMBER, "regrets IMG-M6")
    assert "expected" not in line(lite) and "regrets 1" in line(lite)


def test_the_same_again_changes_nothing_and_undo_takes_a_reply_back(dated: Stage) -> None:
    people, item_id = People(dated), dated.item("IMG-M6").id
    people.say(MEMBER, "remote IMG-M6")
    done = dated.do(SendReply(item_id, Coming.REMOTE), dated.as_(MEMBER))
    assert done.act_id is None and done.result.is_same
    assert people.say(MEMBER, "undo") == "↩ Taken back. The reply to IMG-M6 is as it was."
    assert "0 of 4 invited have replied" in line(dated)
    people.say(MEMBER, "remote IMG-M6")
    assert "1 of 4 invited has replied" in line(dated)


@pytest.mark.parametrize(
    ("words", "told"),
    [("remote WS1-M2", "has no day yet"), ("remote WS1-D1", "is no meeting"), ("remote IMG-M6", "is over")],
)
def test_no_reply_is_taken_where_none_is_needed(dated: Stage, words: str, told: str) -> None:
    assert told in People(dated, at("2018-02-01")).say(MEMBER, words)


def test_the_names_for_the_gate_are_a_file_too(dated: Stage) -> None:
    people = People(dated)
    people.say(MEMBER, "alternate IMG-M6 Ms Otieno")
    people.say(LEAD1, "remote IMG-M6")
    people.say(COORDINATOR, 'in person IMG-M6 for WHO "=Mr Keller"')
    shown = people.answer(COORDINATOR, "replies IMG-M6 gate")
    assert "2 people come in person" in shown.text and "UNEP · Ms Otieno" in text_of(shown)
    (file,) = shown.files
    assert file.name == "IMG-M6-gate.csv"
    assert file.make().decode("utf-8-sig").splitlines() == [
        "Agency,Name",
        "UNEP,Ms Otieno",
        "WHO,'=Mr Keller",
    ]
    assert people.say(MEMBER, "replies IMG-M6 gate").startswith("You cannot change IMG-M6")


def test_who_had_replied_is_still_known_when_the_meeting_is_over_and_nobody_is_asked_any_more(
    dated: Stage,
) -> None:
    people = People(dated)
    people.say(MEMBER, "in person IMG-M6")
    people.now = at("2018-01-16", 20)
    for _held in range(2):
        shown = people.answer(COORDINATOR, "replies IMG-M6")
        assert "1 of 4 invited has replied: in person 1" in shown.text
        assert "Did not reply: WHO" in text_of(shown)
        assert [block["type"] for block in shown.blocks if block["type"] == "actions"] == []
        assert "1 person comes in person" in people.say(COORDINATOR, "replies IMG-M6 gate")
        people.say(COORDINATOR, "done IMG-M6")
    assert "Change the list" not in text_of(people.answer(COORDINATOR, "invited IMG-M6"))
    assert people.say(COORDINATOR, "poll IMG-M6").startswith("There is no poll of IMG-M6")
