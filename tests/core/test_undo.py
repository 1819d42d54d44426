from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.core.errors import UserError
from bot.core.perform import UNDO_FOR
from bot.core.tables import Change
from bot.core.undo_acts import Restore, Undo
from bot.dates.when import When
from bot.delivery.tables import OutboxRow
from bot.plan.acts import AddItem
from bot.plan.history_views import changes_of_items, news_of
from bot.plan.rules.items import Kind, Status
from bot.plan.rules.plan import Plan
from bot.plan.rules.views import ChangeView
from tests.stage import COORDINATOR, LEAD1, MEMBER, NOW, Stage, exact, month

LATER = NOW + timedelta(minutes=3)


def update(stage: Stage, user: str, key: str = "WS1-D1", status: Status = Status.AT_RISK) -> int:
    done = stage.set_status(user, key, status, "note")
    assert done.act_id is not None
    return done.act_id


def undo(stage: Stage, user: str, act_id: int | None = None) -> None:
    stage.do(Undo(act_id), stage.as_(user), LATER)


def news(stage: Stage) -> tuple[ChangeView, ...]:
    """What the report says has changed."""
    with stage.looking(stage.as_(COORDINATOR), LATER) as looking:
        items = looking.snapshot[Plan].by_id
        pairs = changes_of_items(looking.session, stage.group_id, items, None, 20)
        return news_of(looking.session, pairs)


def test_ones_own_last_change_is_taken_back_with_its_note(stage: Stage) -> None:
    update(stage, LEAD1)
    undo(stage, LEAD1)
    item = stage.item("WS1-D1")
    assert (item.status, item.status_note) == (Status.PLANNED, None)
    assert [(c.action, c.undone) for c in stage.detail("WS1-D1", LATER).changes] == [
        ("status", False),
        ("status", True),
        ("import", False),
    ]


def test_a_move_comes_back_with_its_wording_and_a_new_version(stage: Stage) -> None:
    before = stage.item("WS1-M1")
    stage.set_date(LEAD1, "WS1-M1", exact("2017-11-20"), "hall")
    undo(stage, LEAD1)
    item = stage.item("WS1-M1")
    assert (item.when, item.when.text, item.status) == (before.when, before.when.text, before.status)
    assert item.schedule_version == before.schedule_version + 2
    assert [row for row in stage.notices() if row.kind == "date"] == []


def test_a_mistake_taken_back_is_no_news_and_no_drift(lite: Stage) -> None:
    lite.set_date(LEAD1, "WS1-M1", exact("2017-12-20"))
    undo(lite, LEAD1)
    assert lite.detail("WS1-M1", LATER).moves == 0
    assert news(lite) == ()


def test_what_is_done_again_after_all_is_news_once(lite: Stage) -> None:
    lite.set_date(LEAD1, "WS1-M1", exact("2017-12-20"))
    undo(lite, LEAD1)
    taken_back = lite.detail("WS1-M1", LATER).changes[0]
    lite.do(Restore(taken_back.id), lite.as_(LEAD1), LATER)
    assert lite.detail("WS1-M1", LATER).moves == 1
    (change,) = news(lite)
    assert change.after["when"]["start"].startswith("2017-12-20")


def test_an_added_item_leaves_the_plan(stage: Stage) -> None:
    added = stage.do(AddItem(Kind.MEETING, "Extra", ("WS1",)), stage.as_(LEAD1))
    before = stage.items()
    undo(stage, LEAD1)
    assert stage.items().keys() == before.keys() - {added.result.item.key}


def test_ten_minutes_and_not_longer(lite: Stage) -> None:
    update(lite, LEAD1)
    with pytest.raises(UserError, match="nothing of yours"):
        lite.do(Undo(), lite.as_(LEAD1), NOW + UNDO_FOR + timedelta(seconds=1))
    lite.do(Undo(), lite.as_(LEAD1), NOW + UNDO_FOR)


def test_only_ones_own(lite: Stage) -> None:
    update(lite, LEAD1)
    with pytest.raises(UserError, match="nothing of yours"):
        undo(lite, COORDINATOR)


@pytest.mark.parametrize("field", ["title", "depends_on"])
def test_not_where_somebody_has_changed_it_since(lite: Stage, field: str) -> None:
    update(lite, LEAD1)
    value = "New title" if field == "title" else [{"key": "WS1-M2", "inferred": False}]
    lite.edit(COORDINATOR, "WS1-D1", {field: value})
    with pytest.raises(UserError, match=f"<@{COORDINATOR}> has changed WS1-D1"):
        undo(lite, LEAD1)
    assert lite.item("WS1-D1").status is Status.AT_RISK


def test_once(lite: Stage) -> None:
    first = update(lite, LEAD1)
    undo(lite, LEAD1, act_id=first)
    with pytest.raises(UserError):
        undo(lite, LEAD1, act_id=first)
    assert lite.item("WS1-D1").status is Status.PLANNED


def test_a_button_undoes_only_the_change_it_stood_beside(lite: Stage) -> None:
    first = update(lite, LEAD1)
    update(lite, LEAD1, "WS1-D2")
    with pytest.raises(UserError, match="not your last change"):
        undo(lite, LEAD1, act_id=first)


def entry(stage: Stage, key: str, action: str) -> int:
    item = stage.item(key)
    with stage.database.reading() as session:
        found = (
            select(Change.id).where(Change.subject_id == item.id, Change.action == action).order_by(Change.id)
        )
        return session.scalars(found).all()[0]


def test_any_entry_can_be_restored_later(stage: Stage) -> None:
    stage.set_date(LEAD1, "WS1-M1", exact("2017-11-20"))
    stage.set_date(LEAD1, "WS1-M1", exact("2017-11-22"), now=LATER)
    later = NOW + timedelta(days=3)
    stage.do(Restore(entry(stage, "WS1-M1", "when")), stage.as_(COORDINATOR), later)
    assert stage.item("WS1-M1").when == month("2017-11")
    dates = [row for row in stage.notices() if row.kind == "date"]
    assert dates == [], "the date is back where the channel knows it to be"


def test_restoring_takes_the_right_to_plan_and_a_difference(lite: Stage) -> None:
    update(lite, LEAD1)
    entry_id = entry(lite, "WS1-D1", "status")
    with pytest.raises(UserError):
        lite.do(Restore(entry_id), lite.as_(MEMBER), LATER)
    lite.do(Restore(entry_id), lite.as_(LEAD1), LATER)
    with pytest.raises(UserError, match="like that already"):
        lite.do(Restore(entry_id), lite.as_(LEAD1), LATER)
    with pytest.raises(UserError, match="no such entry"):
        lite.do(Restore(10_000), lite.as_(LEAD1), LATER)


def test_an_undone_date_that_was_told_is_told_again(stage: Stage) -> None:
    stage.set_date(LEAD1, "WS1-M1", exact("2017-11-20"))
    with stage.database.writing() as session:
        for row in session.query(OutboxRow).filter_by(kind="date"):
            row.state, row.sent_at = "sent", LATER
    undo(stage, LEAD1)
    (row,) = [row for row in stage.notices() if row.kind == "date"]
    assert When(**{**row.payload["was"], "precision": exact("2017-11-20").precision}) == exact("2017-11-20")
