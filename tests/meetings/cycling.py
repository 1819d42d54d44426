"""What machines of random cycles act on: a plan, its meetings, points and actions."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from hypothesis.stateful import RuleBasedStateMachine
from sqlalchemy import select

from bot.core.errors import UserError
from bot.core.requests import Act
from bot.meetings.actions.tables import Action
from bot.plan.tables import AgendaPoint
from tests.stage import COORDINATOR, NOW, new_stage

MEETINGS = ("WS1-M1", "WS1-M2", "IMG-M6", "IMG-M7")


class LivedPlan(RuleBasedStateMachine):
    """The built-in plan on a database of its own, on which a machine acts at random."""

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

    def do(self, act: Act, user: str = COORDINATOR) -> None:
        """Do it, or hear why not."""
        self.now += timedelta(seconds=30)
        try:
            self.stage.do(act, self.stage.as_(user), self.now)
        except UserError as error:
            assert error.text

    def meeting(self, number: int) -> int:
        """One of the meetings of the plan, also of those that a series has made."""
        made = [one.id for one in self.stage.items().values() if one.is_meeting and one.key not in MEETINGS]
        known = [self.stage.item(key).id for key in MEETINGS] + made[:6]
        return known[number % len(known)]

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
