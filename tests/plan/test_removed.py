"""Items whose addition was taken back: they are found in the history, and come back."""

from __future__ import annotations

import pytest

from bot.core.errors import UserError
from bot.core.undo_acts import GroupHistory, Undo
from bot.plan.acts import AddItem, AnnounceNow, ReturnItem
from bot.plan.looks import History
from bot.plan.rules.items import Item, Kind
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, Stage, exact, month


def removed(stage: Stage) -> Item:
    """A deliverable that was added and taken back."""
    added = stage.do(AddItem(Kind.DELIVERABLE, "A paper", ("WS1",), month("2018-08")), stage.as_(LEAD1))
    item: Item = added.result.item
    stage.do(Undo(added.act_id), stage.as_(LEAD1))
    assert item.key not in stage.items()
    return item


def test_its_history_says_that_it_has_left_the_plan_and_offers_it_back(lite: Stage) -> None:
    item = removed(lite)
    shown = str(lite.look(History(item.id), lite.as_(LEAD1)).blocks)
    assert "taken out of the plan again" in shown and "no longer in the plan" in shown
    assert "Put it back" in shown and "Restore" not in shown
    assert "Put it back" not in str(lite.look(History(item.id), lite.as_(MEMBER)).blocks)
    assert item.key in lite.look(GroupHistory(), lite.as_(LEAD1)).text


def test_it_comes_back_whole_and_can_go_again(stage: Stage) -> None:
    item = removed(stage)
    back = stage.do(ReturnItem(item.id), stage.as_(LEAD1))
    assert (stage.items()[item.key].title, stage.items()[item.key].when) == (item.title, item.when)
    again = stage.do(ReturnItem(item.id), stage.as_(LEAD1))
    assert (again.act_id, again.result.is_same) == (None, True)
    stage.do(Undo(back.act_id), stage.as_(LEAD1))
    assert item.key not in stage.items()
    with pytest.raises(UserError, match=f"cannot change {item.key}"):
        stage.do(ReturnItem(item.id), stage.as_(LEAD2))


def test_an_announcement_stands_in_the_history_and_does_not_bar_undo(stage: Stage) -> None:
    dated = stage.set_date(COORDINATOR, "WS1-M1", exact("2017-11-20"))
    stage.do(AnnounceNow.of(stage.item("WS1-M1")), stage.as_(COORDINATOR))
    first = stage.detail("WS1-M1").changes[0]
    assert (first.action, first.who) == ("announce", f"<@{COORDINATOR}>")
    stage.do(Undo(dated.act_id), stage.as_(COORDINATOR))
    assert stage.item("WS1-M1").when == month("2017-11")
