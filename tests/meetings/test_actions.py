"""Actions and decisions by words, buttons and forms; who may; and what is taken back."""

from __future__ import annotations

import pytest

from bot.core.errors import UserError
from bot.meetings.actions.acts import AddDecision, CloseAction
from bot.meetings.actions.rules import ActionState
from tests.meetings.rig import Rig
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, OBSERVER, at


def actions(rig: Rig) -> list[tuple[str, str, str | None, str]]:
    return [
        (one.key, one.text, one.owner_agency or one.owner_user, one.state.value)
        for one in rig.outcomes().actions
    ]


def test_an_action_says_who_does_what_by_when(both: Rig) -> None:
    assert both.told(LEAD1, "action ws1-m1 UNEP send the list by 15 december 2017") == (
        "✔ Action A1: “send the list” · UNEP · by Fri 15 Dec 2017"
    )
    both.say(LEAD1, f"action ws1-m1 <@{MEMBER}> write a summary")
    both.say(LEAD1, "action ws1-m1 me to call ITU")
    assert actions(both) == [
        ("A1", "send the list", "UNEP", "open"), ("A2", "write a summary", MEMBER, "open"),
        ("A3", "to call ITU", LEAD1, "open"),
    ]  # fmt: skip
    assert "stands like that already" in both.told(LEAD1, f"action ws1-m1 <@{MEMBER}> write a summary")


def test_whose_it_is_says_that_it_is_done(both: Rig) -> None:
    both.say(LEAD1, f"action ws1-m1 <@{MEMBER}> write a summary")
    assert "cannot change" in both.told(LEAD2, "done a1").lower()
    assert both.told(MEMBER, 'done a1 "sent to all"') == "✔ Action A1 “write a summary” is done"
    assert "stands like that already: ✔ done" in both.told(MEMBER, "done a1")
    assert both.told(MEMBER, "undo") == "↩ Taken back: A1 is as it was before."
    assert actions(both)[0][3] == "open"


def test_an_agency_s_people_close_its_actions(rig: Rig) -> None:
    rig.say(LEAD1, "action ws1-m1 UNEP send the list")
    assert "is done" in rig.told(MEMBER, "done A1")


def test_lists_of_actions(rig: Rig) -> None:
    rig.say(LEAD1, "action ws1-m1 UNEP send the list by 30 november 2017")
    rig.say(LEAD1, "action ws1-m1 WHO check it by 15 december 2017")
    said = rig.say(MEMBER, "actions")
    assert "⚠ overdue since Thu 30 Nov 2017" in said.all and "by Fri 15 Dec 2017" in said.all
    assert rig.told(MEMBER, "actions mine") == "My actions: A1 send the list"
    assert rig.told(MEMBER, "actions overdue") == "Overdue actions: A1 send the list"
    assert rig.told(COORDINATOR, "actions WHO") == "Actions of WHO: A2 check it"
    assert rig.told(LEAD2, "actions mine") == "No action is yours at the moment."
    assert "`actions" in rig.told(LEAD2, "actions NASA")
    assert "is done" in rig.press(MEMBER, rig.say(MEMBER, "actions mine"), "Done").text


def test_an_action_changes_hands_and_days(rig: Rig) -> None:
    rig.say(LEAD1, "action ws1-m1 UNEP send the list by 15 december 2017")
    assert "· WHO · by Wed 3 Jan 2018" in rig.told(LEAD1, "action A1 to WHO by 3 january 2018")
    form = rig.press(LEAD1, rig.say(LEAD1, "actions"), "Change")
    rig.submit(LEAD1, form, text="send the whole list", due="2018-01-10")
    assert actions(rig) == [("A1", "send the whole list", "WHO", "open")]
    history = rig.press(LEAD1, rig.say(LEAD1, "actions"), "History")
    assert history.text == "History of A1: 3 changes"
    assert "cannot change" in rig.told(MEMBER, "action A1 to UNEP").lower()


def test_dropping_takes_a_reason(rig: Rig) -> None:
    rig.say(LEAD1, "action ws1-m1 UNEP send the list")
    assert "needs a reason" in rig.told(LEAD1, "drop A1")
    assert "is dropped" in rig.told(LEAD1, 'drop A1 "overtaken"')
    assert "is open again" in rig.told(LEAD1, "action A1 reopen")


def test_numbers_are_not_given_again(both: Rig) -> None:
    both.say(LEAD1, "action ws1-m1 UNEP send the list")
    both.say(LEAD1, "undo")
    assert "A2" in both.told(LEAD1, "action ws1-m1 UNEP send another")
    both.say(LEAD1, "decision ws1-m1 yes")
    assert both.told(LEAD1, "undo") == "↩ Taken back: D1 is in no minutes any more."
    assert "Decision D2" in both.told(LEAD1, "decision ws1-m1 no")
    assert "There is no action A1" in both.told(LEAD1, "done a1")


def test_a_doubtful_day_asks_with_whole_answers(rig: Rig) -> None:
    rig.now = at("2017-12-12")
    asked = rig.say(LEAD1, "action ws1-m1 UNEP send the list by next friday")
    assert len(asked.labels) == 2 and rig.outcomes().actions == ()
    rig.press(LEAD1, asked, asked.labels[1])
    (action,) = rig.outcomes().actions
    assert (action.text, action.owner_agency, str(action.due)) == ("send the list", "UNEP", "2017-12-22")


def test_a_point_given_to_somebody_lives_on_in_the_action_alone(both: Rig) -> None:
    before = both.points("IMG-M6")
    assert "is now action A1 of UNEP" in both.told(
        COORDINATOR, "agenda img6 carry 1 to UNEP by 20 december 2017"
    )
    assert "→ A1" in both.say(COORDINATOR, "agenda img6").all
    assert "has gone on" in both.told(COORDINATOR, "agenda img6 drop 1")
    both.say(COORDINATOR, "undo")
    assert both.points("IMG-M6") == before and both.outcomes().actions == ()


def test_only_the_roster_s_people_write(rig: Rig) -> None:
    for user in (MEMBER, OBSERVER, LEAD2):
        rig.say(user, "action ws1-m1 UNEP send the list")
        rig.say(user, "decision ws1-m1 yes")
    rig.say(LEAD1, "action UNEP of no meeting at all")
    assert actions(rig) == [] and rig.decisions("WS1-M1") == ()
    assert "✔ Action A1" in rig.told(COORDINATOR, "action UNEP of no meeting at all")


def test_nobody_reaches_what_is_not_there(rig: Rig) -> None:
    for act in (CloseAction(99), CloseAction(2**31 - 1), AddDecision(99, None, "x"),
                AddDecision(rig.stage.item("WS1-M1").id, 99, "x")):  # fmt: skip
        with pytest.raises(UserError):
            rig.stage.do(act, rig.stage.as_(COORDINATOR), at("2017-12-01"))
    rig.say(COORDINATOR, "action ws1-m1 UNEP send the list")
    with pytest.raises(UserError, match="no such action"):
        rig.stage.do(CloseAction(1, ActionState.REMOVED), rig.stage.as_(COORDINATOR), at("2017-12-01"))
