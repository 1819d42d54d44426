"""Two people act on one point or action at the same time: one order holds, and nothing is open twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from bot.core import history
from bot.core.caller import Caller
from bot.core.errors import UserError
from bot.core.requests import Act
from bot.features import create_work
from bot.meetings.actions.acts import AddAction, CloseAction
from bot.meetings.actions.rules import ActionState
from bot.meetings.agenda.acts import AcceptPoint, AddPoint, CarryPoint, DropPoint, GivePoint, ProposePoint
from bot.meetings.agenda.rules import AgendaBook, PointLine
from bot.plan.rules.point_states import PointState
from bot.store.database import Database
from tests.stage import CO_LEAD1, LEAD1, MEMBER, NOW, Stage

Pair = Callable[[int, int, int], tuple[Act, Act]]
Meant = tuple[bool, Pair]
"""Whether the point is only proposed, and the two acts on it: of meeting, point and a later meeting."""


def accept_and_decline(item: int, point: int, _to: int) -> tuple[Act, Act]:
    return AcceptPoint(item, point), DropPoint(item, point, "no")


def carry_twice(item: int, point: int, to: int) -> tuple[Act, Act]:
    return CarryPoint(item, point, to), CarryPoint(item, point, to)


def carry_and_give(item: int, point: int, to: int) -> tuple[Act, Act]:
    return CarryPoint(item, point, to), GivePoint(item, point, None, "WHO")


def give_and_drop(item: int, point: int, _to: int) -> tuple[Act, Act]:
    return GivePoint(item, point, None, "WHO"), DropPoint(item, point, "no")


ON_POINTS: dict[str, Meant] = {
    "accept and decline": (True, accept_and_decline),
    "carry twice": (False, carry_twice),
    "carry and give": (False, carry_and_give),
    "give and drop": (False, give_and_drop),
}


def at_once(stage: Stage, acts: tuple[Act, Act]) -> list[str]:
    """Two leads do them from two processes; what each was refused with, "" where it was done."""
    callers = [stage.as_(LEAD1), stage.as_(CO_LEAD1)]
    stages = [
        replace(stage, work=create_work(Database(stage.database.url.render_as_string(hide_password=False))))
        for _ in acts
    ]

    def do(at: int) -> str:
        caller: Caller = callers[at]
        try:
            stages[at].do(acts[at], caller, NOW)
        except UserError as error:
            return error.text
        return ""

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(do, range(2)))
    for one in stages:
        one.database.close()
    return told


@pytest.mark.parametrize("name", ON_POINTS)
def test_a_point_goes_one_way(stage: Stage, name: str) -> None:
    is_proposed, make = ON_POINTS[name]
    item, later = stage.item("WS1-M1").id, stage.item("WS1-M2").id
    if is_proposed:
        added = stage.do(ProposePoint(item, PointLine("Budget")), stage.as_(MEMBER))
    else:
        added = stage.do(AddPoint(item, PointLine("Budget")), stage.as_(LEAD1))
    point = added.result.touched[0]
    told = at_once(stage, make(item, point.id, later))
    assert "" in told  # the first at least did what they meant
    with stage.looking(stage.cli()) as looking:
        book = looking.snapshot[AgendaBook]
    there = [one for one in book.by_id.values() if one.carried_from == point.id]
    state = book.by_id[point.id].state
    assert len(there) <= 1 and (state is PointState.CARRIED or not there)
    with stage.database.reading() as session:
        assert history.broken_audit_entry(session, stage.group_id) is None


def test_an_action_ends_one_way(stage: Stage) -> None:
    added = stage.do(AddAction(stage.item("WS1-M1").id, None, None, "send it", "UNEP"), stage.as_(LEAD1))
    number = added.result.action.id
    told = at_once(stage, (CloseAction(number), CloseAction(number, ActionState.DROPPED, "no need")))
    assert "" in told


def test_two_actions_at_once_have_two_numbers(stage: Stage) -> None:
    item = stage.item("WS1-M1").id
    one, two = (AddAction(item, None, None, text, "UNEP") for text in ("one", "two"))
    assert at_once(stage, (one, two)) == ["", ""]
    with stage.database.reading() as session:
        keys = [one.subject_id for one in history.changes_of_group(session, stage.group_id, "action")]
    assert len(set(keys)) == 2
