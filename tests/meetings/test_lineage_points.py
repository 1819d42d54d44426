"""Points that went on, and what is taken back behind them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.core import history
from bot.core.errors import UserError
from bot.core.undo_acts import Restore, Undo
from bot.meetings.agenda.acts import AddPoint, CarryPoint, DropPoint, GivePoint
from bot.meetings.agenda.rules import PointLine
from bot.meetings.series.acts import MakeSeries
from bot.plan.rules.point_states import PointState
from bot.plan.tables import AgendaPoint
from tests.stage import COORDINATOR, LEAD1, Stage, exact


def test_a_point_that_went_on_is_not_taken_back_behind_its_back(lite: Stage) -> None:
    item, later = lite.item("WS1-M1").id, lite.item("WS1-M2").id
    point = lite.do(AddPoint(item, PointLine("Budget")), lite.as_(COORDINATOR)).result.touched[0]
    carried = lite.do(CarryPoint(item, point.id, later), lite.as_(COORDINATOR))
    there = carried.result.touched[0]
    lite.do(GivePoint(later, there.id, None, "UNEP"), lite.as_(COORDINATOR))
    with lite.database.reading() as session:
        entry = next(
            one for one in history.changes_of_act(session, carried.act_id or 0) if one.subject_id == item
        )
    with pytest.raises(UserError, match="has gone on from there: it is WS1-M2 now"):
        lite.do(Restore(entry.id), lite.as_(COORDINATOR))


def test_restoring_before_the_carry_brings_the_point_back_and_out_of_where_it_went(lite: Stage) -> None:
    item, later = lite.item("WS1-M1").id, lite.item("WS1-M2").id
    point = lite.do(AddPoint(item, PointLine("Budget")), lite.as_(COORDINATOR)).result.touched[0]
    carried = lite.do(CarryPoint(item, point.id, later), lite.as_(COORDINATOR))
    with lite.database.reading() as session:
        entry = next(
            one for one in history.changes_of_act(session, carried.act_id or 0) if one.subject_id == item
        )
    lite.do(Restore(entry.id), lite.as_(COORDINATOR))
    with lite.database.reading() as session:
        states = {row.id: row.state for row in session.scalars(select(AgendaPoint))}
    assert states[point.id] == PointState.ACCEPTED
    assert states[carried.result.touched[0].id] == PointState.REMOVED


def test_what_made_a_meeting_is_not_taken_back_while_a_point_is_open_on_it(lite: Stage) -> None:
    made = lite.do(
        MakeSeries("FREQ=WEEKLY;BYDAY=TU;COUNT=2", exact("2018-02-06"), ("WS1",), "Call"), lite.as_(LEAD1)
    )
    item = made.result.items[0]
    point = lite.do(AddPoint(item.id, PointLine("Budget")), lite.as_(COORDINATOR)).result.touched[0]
    with pytest.raises(UserError, match="WS1-M3 stays: 1 point of its agenda is open"):
        lite.do(Undo(made.act_id), lite.as_(LEAD1))
    lite.do(DropPoint(item.id, point.id, "no time"), lite.as_(COORDINATOR))
    lite.do(Undo(made.act_id), lite.as_(LEAD1))
    assert "WS1-M3" not in lite.items()
