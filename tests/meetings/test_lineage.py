"""No point and no action is ever lost: each is open in exactly one place, or closed, whatever is done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from bot.core import history
from bot.core.errors import UserError
from bot.core.requests import Act
from bot.core.undo_acts import Restore, Undo
from bot.meetings.actions.acts import AddAction, ChangeAction, CloseAction
from bot.meetings.actions.rules import ActionState
from bot.meetings.actions.tables import Action
from bot.meetings.agenda.acts import (
    AcceptPoint,
    AddPoint,
    AddStanding,
    CarryPoint,
    ChangePoint,
    DropPoint,
    EditAgenda,
    GivePoint,
    PlacePoint,
    ProposePoint,
    SettlePoints,
    TakePoints,
)
from bot.meetings.agenda.rules import PointLine
from bot.meetings.lineage import ACTION, AGENDA
from bot.plan.acts import Cancel, EditItem, SetDate, SetStatus
from bot.plan.history_views import ITEM
from bot.plan.rules.items import Status
from bot.plan.rules.point_states import OPEN_POINT, PointState
from bot.plan.tables import AgendaPoint
from tests.stage import COORDINATOR, MEMBER, NOW, Stage, exact, month, new_stage

MEETINGS = ("WS1-M1", "WS1-M2", "IMG-M6", "IMG-M7")
numbers = st.integers(0, 40)


class Cycles(RuleBasedStateMachine):
    """Meetings, points and actions through random acts of people who may do them, and their taking back."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="img-bot-lineage-"))
        shutil.copy(self.template, self.folder / "img.db")
        self.stage = new_stage(f"sqlite:///{self.folder / 'img.db'}")
        self.stage.import_plan()
        self.now = NOW
        self.texts = 0
        self.lived: set[int] = set()

    def teardown(self) -> None:
        self.stage.database.close()
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        for key in MEETINGS[:2]:
            self.stage.set_date(COORDINATOR, key, exact("2017-09-20" if key == "WS1-M1" else "2018-01-16"))

    def do(self, act: Act, user: str = COORDINATOR) -> None:
        """Do it, or hear why not."""
        self.now += timedelta(seconds=30)
        try:
            self.stage.do(act, self.stage.as_(user), self.now)
        except UserError as error:
            assert error.text

    def meeting(self, number: int) -> int:
        return self.stage.item(MEETINGS[number % len(MEETINGS)]).id

    def rows(self) -> tuple[list[AgendaPoint], list[Action]]:
        with self.stage.database.reading() as session:
            points = list(session.scalars(select(AgendaPoint).order_by(AgendaPoint.id)))
            actions = list(session.scalars(select(Action).order_by(Action.id)))
            session.expunge_all()
        return points, actions

    def on_point(self, number: int, make: Callable[[int, int], Act]) -> None:
        points, _actions = self.rows()
        if points:
            point = points[number % len(points)]
            self.do(make(point.item_id, point.id))

    @rule(number=numbers, proposed=st.booleans())
    def add(self, number: int, proposed: bool) -> None:
        self.texts += 1
        line = PointLine(f"Point {self.texts}", 10)
        if proposed:
            self.do(ProposePoint(self.meeting(number), line), MEMBER)
        else:
            self.do(AddPoint(self.meeting(number), line))

    @rule(number=numbers)
    def accept(self, number: int) -> None:
        self.on_point(number, AcceptPoint)

    @rule(number=numbers)
    def drop(self, number: int) -> None:
        self.on_point(number, lambda item, point: DropPoint(item, point, "no time"))

    @rule(number=numbers, to=numbers)
    def carry(self, number: int, to: int) -> None:
        self.on_point(number, lambda item, point: CarryPoint(item, point, self.meeting(to)))

    @rule(number=numbers)
    def give(self, number: int) -> None:
        self.on_point(number, lambda item, point: GivePoint(item, point, None, "UNEP"))

    @rule(number=numbers, place=st.integers(1, 5))
    def place_it(self, number: int, place: int) -> None:
        self.on_point(number, lambda item, point: PlacePoint(item, point, place))

    @rule(number=numbers)
    def change(self, number: int) -> None:
        self.texts += 1
        line = PointLine(f"Changed {self.texts}")
        self.on_point(number, lambda item, point: ChangePoint(item, point, line))

    @rule(number=numbers)
    def take_along(self, number: int) -> None:
        self.do(TakePoints(self.meeting(number)))

    @rule(number=numbers)
    def standing(self, number: int) -> None:
        self.do(AddStanding(self.meeting(number)))

    @rule(number=numbers, ways=st.lists(st.integers(0, 3), max_size=6))
    def settle(self, number: int, ways: list[int]) -> None:
        item_id = self.meeting(number)
        points = [one for one in self.rows()[0] if one.item_id == item_id and one.state in OPEN_POINT]
        chosen: list[list[int]] = [[], [], [], []]
        for point, way in zip(points, ways, strict=False):
            chosen[way].append(point.id)
        self.do(
            SettlePoints(
                item_id, tuple(chosen[1]), tuple(chosen[2]), tuple(chosen[3]), None, "WHO", "no time"
            )
        )

    @rule(number=numbers, keep=st.integers(0, 3), new=st.booleans())
    def edit(self, number: int, keep: int, new: bool) -> None:
        item_id = self.meeting(number)
        points = [one for one in self.rows()[0] if one.item_id == item_id and one.is_listed]
        lines = [PointLine(one.text, point_id=one.id) for one in points[:keep]]
        self.texts += 1
        lines += [PointLine(f"Written {self.texts}")] if new else []
        self.do(EditAgenda(item_id, tuple(lines), tuple(one.id for one in points)))

    @rule(number=numbers, count=st.integers(0, 3))
    def edit_as_texts(self, number: int, count: int) -> None:
        texts = [one.text for one in self.rows()[0]][-count:] if count else []
        self.do(EditItem(self.meeting(number), {"agenda": list(dict.fromkeys(texts))}))

    @rule(number=numbers, state=st.sampled_from([ActionState.DONE, ActionState.DROPPED, ActionState.OPEN]))
    def close(self, number: int, state: ActionState) -> None:
        actions = self.rows()[1]
        if actions:
            self.do(CloseAction(actions[number % len(actions)].id, state, "said so"))

    @rule(number=numbers)
    def reassign(self, number: int) -> None:
        actions = self.rows()[1]
        if actions:
            self.do(ChangeAction(actions[number % len(actions)].id, None, f"<@{MEMBER}>"))

    @rule(number=numbers)
    def add_action(self, number: int) -> None:
        self.texts += 1
        self.do(AddAction(self.meeting(number), None, None, f"Action {self.texts}", "WHO"))

    @rule(number=numbers, what=st.sampled_from(["held", "cancelled", "reopened", "moved"]))
    def move_meeting(self, number: int, what: str) -> None:
        item = self.stage.item(MEETINGS[number % len(MEETINGS)])
        acts: dict[str, Act] = {
            "held": SetStatus(item.id, Status.HELD),
            "cancelled": Cancel(item.id, "no need"),
            "reopened": SetStatus(item.id, Status.TO_SCHEDULE),
            "moved": SetDate(item.id, month(f"2018-{number % 9 + 1:02}")),
        }
        self.do(acts[what])

    @rule()
    def undo(self) -> None:
        self.do(Undo())

    @rule(number=numbers)
    def restore(self, number: int) -> None:
        with self.stage.database.reading() as session:
            changes = [
                change.id
                for subject in (AGENDA, ACTION, ITEM)
                for change in history.changes_of_group(session, self.stage.group_id, subject)
                if change.before or subject != ITEM
            ]
        if changes:
            self.do(Restore(changes[-1 - number % len(changes)]))

    @precondition(lambda self: self.texts > 0)
    @invariant()
    def each_point_is_in_one_place(self) -> None:
        points, actions = self.rows()
        by_id = {point.id: point for point in points}
        became: dict[int, list[str]] = {}
        for point in points:
            if point.carried_from_id is not None and point.state != PointState.REMOVED:
                became.setdefault(point.carried_from_id, []).append(f"point {point.id}")
        for action in actions:
            if action.is_carried and action.state != ActionState.REMOVED:
                became.setdefault(action.point_id or 0, []).append(f"A{action.number}")
        for point in points:
            lives_on = became.get(point.id, [])
            if point.state == PointState.CARRIED:
                assert len(lives_on) == 1, (point.text, lives_on)
            if point.state in OPEN_POINT:
                assert lives_on == [], (point.text, lives_on)
            if point.state == PointState.REMOVED:
                # What was taken back came from a point that is there, or was nobody's but its own.
                assert lives_on == [], (point.text, lives_on)
            if point.carried_from_id is not None and point.state != PointState.REMOVED:
                assert by_id[point.carried_from_id].state not in OPEN_POINT

    @invariant()
    def nothing_that_lived_is_gone(self) -> None:
        points, actions = self.rows()
        assert self.lived <= {point.id for point in points}
        self.lived |= {point.id for point in points}
        assert len({action.number for action in actions}) == len(actions)


@pytest.mark.parametrize("steps", [25])
def test_no_point_is_ever_lost(sqlite_template: Path, steps: int) -> None:
    Cycles.template = sqlite_template
    machine = Cycles.TestCase
    machine.settings = settings(
        max_examples=12,
        stateful_step_count=steps,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    machine().runTest()


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
