"""Comments on minutes that were sent round: who says them, who hears, how long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.core.caller import Caller
from bot.delivery.tables import OutboxRow
from bot.meetings.comments.acts import CommentMinutes
from bot.meetings.comments.store import comments_on
from tests.meetings.rig import Rig
from tests.meetings.test_poll_notices import worded
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, OBSERVER

HELD = datetime(2018, 1, 17, 8, tzinfo=UTC)


def sent_round(rig: Rig) -> Rig:
    rig.say(LEAD1, "schedule ws1-m2 16 jan 2018 14:00-16:00")
    rig.now = HELD
    rig.say(LEAD1, "done ws1-m2")
    rig.say(LEAD1, "minutes ws1-m2 circulate until 26 january 2018")
    return rig


@pytest.fixture
def out(rig: Rig) -> Rig:
    """The minutes of a team meeting, out for comments."""
    return sent_round(rig)


def heard(rig: Rig) -> list[OutboxRow]:
    return [row for row in rig.stage.notices() if row.kind == "minutes-comment"]


def said(rig: Rig) -> list[str]:
    with rig.stage.database.reading() as session:
        return [one.text for one in comments_on(session, rig.stage.item("WS1-M2").id)]


def test_a_comment_by_words_is_told_to_whoever_leads_the_meeting_and_taken_back(out: Rig) -> None:
    told = out.say(MEMBER, "minutes ws1-m2 comment point 3 should name the regional centres")
    assert told.text.startswith("✔ Your comment on the minutes of WS1-M2") and told.labels == [
        "Minutes",
        "Undo",
    ]
    [news] = heard(out)
    assert news.recipient == LEAD1
    shown = worded(out.stage, news, out.now)
    assert f"<@{MEMBER}> (UNEP) comments on the minutes of WS1-M2" in shown and "regional centres" in shown
    assert "Unless they are sent round anew, they are adopted after Wed 31 Jan 2018." in shown
    assert "point 3" in out.say(LEAD1, "minutes ws1-m2 comments").all
    assert "point 3" not in out.say(MEMBER, "minutes ws1-m2 comments").all
    out.press(MEMBER, told, "Undo")
    assert said(out) == [] and worded(out.stage, news, out.now) == ""
    assert "There are none." in out.say(LEAD1, "minutes ws1-m2 comments").all


def test_a_comment_by_form_and_the_same_again_changes_nothing(out: Rig) -> None:
    form = out.say(MEMBER, "minutes ws1-m2 comment")
    assert "is with whoever leads the meeting" in out.submit(MEMBER, form, text="See annex").text
    assert "is there already" in out.told(MEMBER, "minutes ws1-m2 comment See annex")
    assert said(out) == ["See annex"] and len(heard(out)) == 1
    out.say(LEAD2, "minutes ws1-m2 comment See annex")
    assert len(said(out)) == 2


def test_the_note_taker_hears_too_and_nobody_hears_of_their_own(out: Rig) -> None:
    out.say(LEAD1, f"minutes ws1-m2 note-taker <@{MEMBER}>")
    out.say(MEMBER, "minutes ws1-m2 comment one")
    out.say(LEAD2, "minutes ws1-m2 comment two")
    told = [(row.payload["comment"], row.recipient) for row in heard(out)]
    assert sorted(told) == [(1, LEAD1), (2, LEAD1), (2, MEMBER)]


def test_drafts_and_adopted_minutes_take_no_comment_and_observers_have_none(
    rig: Rig,
) -> None:
    rig.say(LEAD1, "schedule ws1-m2 16 jan 2018 14:00-16:00")
    rig.now = HELD
    assert "are not out for comments" in rig.told(MEMBER, "minutes ws1-m2 comment too early")
    rig.say(LEAD1, "minutes ws1-m2 circulate until 26 january 2018")
    assert "for the people on the roster" in rig.told(OBSERVER, "minutes ws1-m2 comment hello")
    stale = rig.say(MEMBER, "minutes ws1-m2 comment")
    rig.say(LEAD1, "minutes ws1-m2 adopt")
    assert "are not out for comments" in rig.submit(MEMBER, stale, text="late").text
    assert said(rig) == []
    rig.say(LEAD2, "schedule ws2-m2 16 jan 2018 14:00-16:00")
    rig.say(LEAD2, "minutes ws2-m2 circulate until 26 january 2018")
    rig.now = datetime(2018, 2, 5, 8, tzinfo=UTC)
    assert "are not out for comments" in rig.told(MEMBER, "minutes ws2-m2 comment after the silence")


def test_of_a_plenary_the_coordinator_hears(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img6 14 dec 2017 14:00-16:00")
    rig.now = datetime(2017, 12, 15, 8, tzinfo=UTC)
    rig.say(COORDINATOR, "minutes img6 circulate until 22 december 2017")
    rig.say(MEMBER, "minutes img6 comment one")
    assert [row.recipient for row in heard(rig)] == [COORDINATOR]


def test_the_same_comment_twice_at_once_is_there_once(both: Rig) -> None:
    sent_round(both)
    stage = both.stage
    act = CommentMinutes(stage.item("WS1-M2").id, "once")
    callers = [stage.as_(MEMBER), stage.as_(MEMBER)]

    def do(caller: Caller) -> bool:
        return bool(stage.do(act, caller, both.now).result.is_same)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(do, callers)) == [False, True]
    assert said(both) == ["once"]


def test_it_is_said_in_french(out: Rig) -> None:
    out.say(MEMBER, "language fr")
    told = out.say(MEMBER, "minutes ws1-m2 commenter voir l'annexe")
    assert told.text.startswith("✔ Votre observation sur le compte rendu")
