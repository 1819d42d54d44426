"""Written rounds: who is asked, what counts, and what silence means."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.groups.store.people import get_person
from bot.meetings.rounds.acts import AnswerForm, AnswerRound, Chase, OpenRound, RoundForm, ShowRound
from bot.meetings.rounds.rules import Kind, Round
from bot.meetings.rounds.store import rounds_of
from tests.meetings.polling import UNDP, agency, join, said
from tests.meetings.talking import People, text_of
from tests.meetings.test_poll_notices import sayings, worded
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, OBSERVER, TEAM, WS1, Stage, at

CLOSES = datetime(2017, 10, 20, 16, tzinfo=UTC)  # 18:00 in Geneva
REMINDS = datetime(2017, 10, 17, 7, tzinfo=UTC)  # three working days before, 09:00


def asked(stage: Stage, **fields: Any) -> Round:  # noqa: ANN401
    """A round about WS1-D1, to UNEP and WHO, that is open until Friday 20 October."""
    act = OpenRound(stage.item("WS1-D1").id, date(2017, 10, 20), "comments on the draft", **fields)
    found: Round = stage.do(act, stage.as_(LEAD1)).result.view.round
    return found


def round_of(stage: Stage) -> Round:
    with stage.database.reading() as session:
        return rounds_of(session, stage.group_id).rounds[-1]


def test_a_round_by_words_alone(stage: Stage) -> None:
    people = People(stage)
    words = '"comments on the ToR" https://example.org/tor until 20 Oct from UNEP silence is consent'
    told = people.answer(LEAD1, f"ask WS1-D1 {words}")
    assert told.text.endswith("1 agency is asked.")
    found = round_of(stage)
    assert (found.question, found.link, found.closes_on) == (
        "comments on the ToR", "https://example.org/tor", date(2017, 10, 20),
    )  # fmt: skip
    assert found.is_consent and found.agencies == (agency(stage, "UNEP"),)
    assert people.say(MEMBER, "answer WS1-D1 comments the title is too long").endswith(
        "comments: “the title is too long”."
    )
    assert people.say(LEAD2, "answer WS1-D1 no comments").endswith("does not ask your agency.")
    assert "roster" in people.say(OBSERVER, "answer WS1-D1 no comments")
    people.say(MEMBER, "undo")
    assert round_of(stage).answers == ()


def test_a_round_by_forms_and_buttons_alone(stage: Stage) -> None:
    people = People(stage)
    form = people.form(LEAD1, RoundForm(stage.item("WS1-D1").id))
    people.submit(LEAD1, form, question="comments on the ToR", until="2017-10-20", consent=["consent"])
    found = round_of(stage)
    assert found.is_consent and found.agencies == ()
    assert people.press(MEMBER, AnswerRound(found.id, Kind.NO_COMMENTS)).text.endswith("no comments.")
    nominate = people.form(LEAD1, AnswerForm(found.id, Kind.NOMINATE))
    assert people.submit(LEAD1, nominate, note="Ms Otieno").endswith("nominates: “Ms Otieno”.")
    assert [one.kind for one in round_of(stage).answers] == [Kind.NO_COMMENTS, Kind.NOMINATE]


def test_the_coordinator_answers_for_an_agency_and_it_says_so(lite: Stage) -> None:
    asked(lite)
    people = People(lite)
    assert people.say(COORDINATOR, "answer WS1-D1 for WHO more time").endswith("wants more time.")
    assert people.say(MEMBER, "answer WS1-D1 for WHO no comments").startswith("You cannot change WS1-D1")
    assert "WHO: wants more time" in text_of(people.press(COORDINATOR, ShowRound(round_of(lite).id)))


def test_silence_is_consent_unless_somebody_objects_at_the_last_minute(lite: Stage) -> None:
    found = asked(lite, is_consent=True)
    people = People(lite, CLOSES)
    agreed = text_of(people.press(COORDINATOR, ShowRound(found.id)))
    assert "✔ Agreed: nobody objects, 2 agencies by their silence." in agreed
    assert "UNEP: silent: agrees" in agreed
    last = People(lite, CLOSES.replace(hour=15, minute=59))
    last.say(MEMBER, "answer WS1-D1 comments not like this")
    shown = text_of(people.press(COORDINATOR, ShowRound(found.id)))
    assert "1 agency has comments or wants more time. So silence is no consent." in shown
    assert "is over" in said(lite, LEAD1, AnswerRound(found.id, Kind.NO_COMMENTS), CLOSES)


def test_the_card_counts_for_all_and_the_table_is_for_those_who_plan(lite: Stage) -> None:
    found = asked(lite)
    [card] = sayings(lite, "round")
    assert card.recipient == WS1
    People(lite).say(MEMBER, "answer WS1-D1 no comments")
    shown = worded(lite, card, at("2017-10-03"), again=True)
    assert "1 of 2 agencies has answered" in shown and "WHO" not in shown
    assert "WHO: silent" not in text_of(People(lite).press(MEMBER, ShowRound(found.id)))
    assert "WHO: silent" in text_of(People(lite).press(LEAD1, ShowRound(found.id)))


def test_only_silent_agencies_are_reminded_and_who_asked_gets_the_table(lite: Stage) -> None:
    asked(lite)
    reminders = {row.recipient: row for row in sayings(lite, "round-reminder")}
    assert {user: row.due_at.replace(tzinfo=UTC) for user, row in reminders.items()} == {
        MEMBER: REMINDS,
        LEAD1: REMINDS,
    }
    People(lite).say(MEMBER, "answer WS1-D1 no comments")
    assert worded(lite, reminders[MEMBER], REMINDS) == ""
    assert "It closes on Fri 20 Oct 2017, 18:00 Geneva." in worded(lite, reminders[LEAD1], REMINDS)
    [ended] = sayings(lite, "round-ended")
    assert (ended.recipient, ended.due_at.replace(tzinfo=UTC)) == (LEAD1, CLOSES)
    assert "UNEP: no comments\n• WHO: silent" in worded(lite, ended, CLOSES)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_silent_are_chased_by_mail(lite: Stage, language: str) -> None:
    join(lite, UNDP, "UNDP")
    with lite.database.writing() as session:
        get_person(session, TEAM, UNDP).mail = "undp@example.org"
    found = asked(lite)
    People(lite).say(MEMBER, "answer WS1-D1 no comments")
    shown = text_of(People(lite).press(LEAD1, Chase(found.id, language)))
    assert "Bcc: undp@example.org" in shown and "No address is known of: WHO" in shown
    assert "comments on the draft" in shown
    # The day is in the language of the mail.
    assert ("ven. 20 oct. 2017" in shown) is (language == "fr")
    assert People(lite).press(MEMBER, Chase(found.id)).text.startswith("You cannot change WS1-D1")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ('ask WS1-D1 "comments" from UNEP', "until when"),
        ("ask WS1-D1 until 20 Oct", "Say what is asked in quotes"),
        ('ask WS1-D1 "comments" until 20 Oct from NOBODY', "I know no agency"),
        ('ask WS1-D1 "comments" until 20 Sep 2017', "Until when?"),
        ("answer WS1-D1 no comments", "Nothing was asked about WS1-D1"),
    ],
)
def test_what_asks_nothing_is_refused_with_the_way(lite: Stage, words: str, told: str) -> None:
    assert told in People(lite).say(LEAD1, words)
