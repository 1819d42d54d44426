"""A new kind of notice is one file: this one. It is planned, listed in `reminders`, posted and redrawn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.core.clock import SimulatedClock
from bot.core.edit import editing
from bot.core.notices import ITEM, NewNotice, NoticeKind, Planning, Subject, Telling
from bot.core.registry import Feature, Registry
from bot.core.work import Work
from bot.delivery.delivery import Delivery
from bot.delivery.requests import posting_session
from bot.delivery.tables import OutboxRow
from bot.delivery.timing import DeliveryTiming
from bot.demo import world
from bot.features import FEATURES
from bot.groups.setup import Setup
from bot.plan.acts import SetStatus
from bot.plan.rules.items import Item, Kind, Status
from bot.plan.store import plans
from bot.reminders import reminding
from bot.reminders.acts import Reminders
from bot.reminders.plan_hooks import PlanHooks
from bot.sandbox.api_server import SlackServer
from bot.slack.blocks import section
from bot.slack.message import Message, compose
from tests.delivery.rig import clients
from tests.stage import NOW, Stage, new_stage

TOASTS = "toasts"


@dataclass(frozen=True)
class Toast:
    """How an item stands, three days from when reminders look at it, and how often people said cheers."""

    item: Item
    cheers: int


cheers: dict[int, int] = {}


def plan(planning: Planning) -> Iterable[NewNotice]:
    """For the first deliverable of a group: in three days, to its channel."""
    due_at = NOW + timedelta(days=3)
    found = [item for item in planning.items if item.kind is Kind.DELIVERABLE][:1]
    for item in found if planning.is_due(due_at) else ():
        channel = planning.facts.group.channel_id
        assert channel is not None
        yield NewNotice(
            planning.facts.group.team_id,
            f"toast:{item.id}",
            "toast",
            channel,
            due_at,
            group_id=planning.facts.group.id,
            item_id=item.id,
        )


def view(telling: Telling) -> Toast | None:
    [item] = plans.items_by_id(telling.session, [telling.row.item_id])
    return Toast(item, cheers.get(item.id, 0)) if item.status is not Status.DONE else None


def build(toast: Toast, _command: str) -> Message:
    text = f"To {toast.item.key}! {toast.cheers} cheers"
    return compose(text, [section(text)])


def called(_payload: Mapping[str, Any]) -> str:
    return "a toast"


def shows(toast: Toast) -> Iterable[Subject]:
    return ((TOASTS, toast.item.id), (ITEM, toast.item.id))


def settled(_telling: Telling) -> Message:
    return compose("Drunk.", [section("Drunk.")])


TOAST = NoticeKind("toast", view, build, called, plan=plan, shows=shows, settled=settled)


@dataclass
class Hall:
    """The group, its bot with the new kind, and its Slack."""

    stage: Stage
    delivery: Delivery
    server: SlackServer
    clock: SimulatedClock

    async def at(self, days: float) -> list[str]:
        """Let time pass; what stands in the group's channel then, of the new kind."""
        self.clock.set(NOW + timedelta(days=days))
        reminding.sweep(self.stage.work, self.clock.now())
        for _ in range(3):
            await self.delivery.tick()
            self.clock.advance(timedelta(seconds=5))
        channel = self.server.slack.workspaces[world.TEAM].channels[world.GROUP_CHANNEL]
        return [m.text for m in channel.messages.values() if m.text.startswith(("To ", "Drunk"))]


@asynccontextmanager
async def open_hall(url: str) -> AsyncIterator[Hall]:
    stage = new_stage(url, change=_in_the_demos_workspace)
    stage.work = Work(
        stage.database, Registry((*FEATURES, Feature("toasts", notices=(TOAST,)))), stage.work.means
    )
    stage.import_plan(start=True)
    clock = SimulatedClock(NOW)
    server = world.build_world(clock)
    await server.start()
    async with posting_session(DeliveryTiming()) as session:
        slack_for = clients(session, server.api_url, {world.TEAM: world.BOT_TOKEN})
        hooks = PlanHooks(stage.work, "/img")
        delivery = Delivery(stage.database, slack_for, hooks, clock=clock, timing=DeliveryTiming())
        yield Hall(stage, delivery, server, clock)
    stage.database.close()
    await server.stop()


def _in_the_demos_workspace(setup: Setup) -> Setup:
    return replace(setup, team=world.TEAM, channel=world.GROUP_CHANNEL)


@pytest.fixture
async def hall(database_url: str) -> AsyncIterator[Hall]:
    cheers.clear()
    async with open_hall(database_url) as hall:
        yield hall


async def test_a_kind_of_one_file_is_listed_posted_redrawn_and_settled(hall: Hall) -> None:
    stage = hall.stage
    listed = str(stage.look(Reminders(30), stage.cli()).blocks)
    assert "a toast" in listed
    assert await hall.at(2.9) == []
    with stage.database.reading() as session:
        row = session.scalars(select(OutboxRow).where(OutboxRow.kind == "toast")).one()
    assert row.state == "pending" and row.item_id is not None
    assert await hall.at(3.01) == [f"To {_key(stage, row.item_id)}! 0 cheers"]
    cheers[row.item_id] = 2
    with editing(stage.work, stage.cli(), hall.clock.now()) as edit:
        edit.redraw(TOASTS, row.item_id)
    assert await hall.at(3.02) == [f"To {_key(stage, row.item_id)}! 2 cheers"]
    stage.do(SetStatus(row.item_id, Status.DONE), stage.cli(), hall.clock.now())
    assert await hall.at(3.03) == ["Drunk."]


def _key(stage: Stage, item_id: int) -> str:
    return next(item.key for item in stage.items().values() if item.id == item_id)


async def test_an_act_answers_in_the_thread_of_a_notice_and_takes_one_back(hall: Hall) -> None:
    stage = hall.stage
    await hall.at(3.01)
    with stage.database.reading() as session:
        row = session.scalars(select(OutboxRow).where(OutboxRow.kind == "toast")).one()
    about: dict[str, Any] = {"item_id": row.item_id}
    with editing(stage.work, stage.cli(), hall.clock.now()) as edit:
        assert edit.notify("toast", "again", world.GROUP_CHANNEL, in_thread_of=row.key, **about)
        assert edit.notify("toast", "never", world.GROUP_CHANNEL, due_at=NOW + timedelta(days=9), **about)
        assert not edit.notify("toast", "again", world.GROUP_CHANNEL, **about), "a key is said once"
        assert edit.take_back("never", "again?", reason="closed") == 1
        assert edit.notify("toast", "never", world.GROUP_CHANNEL, revive=True, **about)
        assert edit.take_back("never", reason="closed") == 1
    assert len(await hall.at(3.02)) == 2
    [posted, answer] = [e for e in hall.server.journal.messages() if e.text.startswith("To ")]
    assert answer.thread_ts == posted.ts


async def test_two_kinds_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="share a name"):
        Registry((*FEATURES, Feature("toasts", notices=(TOAST,)), Feature("more", notices=(TOAST,))))
