"""No point and no action is ever lost: each is open in exactly one place, or closed, whatever is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from bot.core import history
from bot.core.requests import Act
from bot.core.undo_acts import Restore, Undo
from bot.dates.when import Precision, When
from bot.meetings.actions.acts import AddAction, ChangeAction, CloseAction
from bot.meetings.actions.rules import ActionState
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
from bot.meetings.anchors.acts import RemoveAnchor, SetAnchor
from bot.meetings.lineage import ACTION, AGENDA
from bot.meetings.series.acts import EndSeries, MakeSeries
from bot.meetings.series.store import series_of
from bot.plan.acts import Cancel, EditItem, SetDate, SetStatus
from bot.plan.history_views import ITEM
from bot.plan.rules.anchors import counted
from bot.plan.rules.items import Status
from bot.plan.rules.point_states import OPEN_POINT, PointState
from bot.plan.store.anchors import anchors_of
from bot.plan.tables import Item as ItemRow
from tests.meetings.cycling import MEETINGS, LivedPlan
from tests.stage import COORDINATOR, LEAD1, MEMBER, exact, month, on

numbers = st.integers(0, 40)


class Cycles(LivedPlan):
    """Meetings, points and actions through random acts of people who may do them, and their taking back."""

    @initialize()
    def begin(self) -> None:
        for key in MEETINGS[:2]:
            self.stage.set_date(COORDINATOR, key, exact("2017-09-20" if key == "WS1-M1" else "2018-01-16"))

    @rule(
        number=numbers,
        often=st.sampled_from(["WEEKLY;BYDAY=TU", "WEEKLY;INTERVAL=4;BYDAY=TU", "MONTHLY;BYDAY=1TH"]),
    )
    def make_series(self, number: int, often: str) -> None:
        first = exact(f"2018-{number % 6 + 1:02}-02")
        self.do(MakeSeries(f"FREQ={often};COUNT=2", first, ("WS1",), f"Call {number % 3}"))

    @rule(number=numbers, with_moved=st.booleans())
    def end_series(self, number: int, with_moved: bool) -> None:
        with self.stage.database.reading() as session:
            found = series_of(session, self.stage.group_id).all
        if found:
            self.do(EndSeries(found[number % len(found)].id, with_moved))

    @rule(number=numbers, lead=st.booleans())
    def add_by_another(self, number: int, lead: bool) -> None:
        """A lead adds a point, so that the coordinator can take back what made its meeting."""
        self.texts += 1
        self.do(AddPoint(self.meeting(number), PointLine(f"Point {self.texts}")), LEAD1 if lead else MEMBER)

    @rule(number=numbers, what=st.sampled_from(["set", "hang", "remove"]))
    def anchor(self, number: int, what: str) -> None:
        with self.stage.database.reading() as session:
            known = anchors_of(session, self.stage.group_id).all
        day = on(f"2018-{number % 9 + 1:02}-11")
        if what == "set" or not known:
            self.do(SetAnchor(day, known[0].id if known else None, None if known else "24th SOM"))
        elif what == "hang":
            offset = When(Precision.RELATIVE, f"-{number % 8 + 1}w", anchor=known[0].key)
            self.do(SetDate(self.meeting(number), offset))
        else:
            self.do(RemoveAnchor(known[0].id))

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
        item_id = self.meeting(number)
        acts: dict[str, Act] = {
            "held": SetStatus(item_id, Status.HELD),
            "cancelled": Cancel(item_id, "no need"),
            "reopened": SetStatus(item_id, Status.TO_SCHEDULE),
            "moved": SetDate(item_id, month(f"2018-{number % 9 + 1:02}")),
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
                for subject in (AGENDA, ACTION, ITEM, "series", "anchors")
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
    def no_point_is_open_on_a_meeting_that_has_left_the_plan(self) -> None:
        with self.stage.database.reading() as session:
            gone = set(session.scalars(select(ItemRow.id).where(ItemRow.removed)))
        lost = [point.text for point in self.rows()[0] if point.item_id in gone and point.state in OPEN_POINT]
        assert lost == []

    @invariant()
    def what_counts_from_a_date_has_the_date_that_follows_from_it(self) -> None:
        with self.stage.database.reading() as session:
            anchors = anchors_of(session, self.stage.group_id)
        for item in self.stage.items().values():
            base = anchors.by_key.get((item.counts_from.anchor or "") if item.counts_from else "")
            if base is not None and item.is_open and item.counts_from is not None:
                assert item.when == (counted(base.when, item.counts_from) or item.counts_from), item.key

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
