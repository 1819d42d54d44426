"""Transactions that change the same rows wait for each other, but never in a circle (PostgreSQL)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from bot.core.history import lock_group
from bot.core.notices import NewNotice
from bot.core.tables import Group
from bot.delivery.claims import Claimed
from bot.delivery.direct import Person, store_channel
from bot.delivery.expiry import end_leases
from bot.delivery.hooks import Post
from bot.delivery.leases import lease_seconds
from bot.delivery.lookups import Doubt, leave_unclear, settle_unclear
from bot.delivery.outcomes import Unclear, Unsent
from bot.delivery.requests import Place
from bot.delivery.results import Result, write_results
from bot.delivery.store.outbox import add_notices
from bot.delivery.store.outbox_places import rename_channel
from bot.delivery.tables import OutboxRow, State
from bot.demo import world
from bot.groups.store.groups import get_workspace
from bot.store.database import Database
from tests.delivery.rig import CHANNEL, NOW, TIMING, KeyPlan

ROWS = 3
PLACE = Place(world.TEAM, CHANNEL)
Work = Callable[[Session], object]


def results(row_ids: Sequence[int], outcome: Unclear | Unsent) -> Work:
    claims = [Claimed(row_id, 0, str(row_id), PLACE, CHANNEL, Post("x"), 0.0, NOW) for row_id in row_ids]
    return lambda session: write_results(
        session, [Result(one, outcome, NOW) for one in claims], KeyPlan(), TIMING
    )


def doubts(row_ids: Sequence[int]) -> list[Doubt]:
    return [Doubt(row_id, 0, str(row_id), PLACE, NOW, heals=False) for row_id in row_ids]


def settles(row_ids: Sequence[int]) -> Work:
    return lambda session: settle_unclear(session, doubts(row_ids), {}, NOW, KeyPlan(), TIMING)


def leaves(row_ids: Sequence[int]) -> Work:
    wait = timedelta()
    return lambda session: leave_unclear(session, doubts(row_ids), "x", wait, NOW, KeyPlan(), TIMING)


def fill(database: Database, state: State) -> list[int]:
    """Rows in a state; those with higher ids lost their lease earlier."""
    with database.writing() as session:
        keys = [str(number) for number in range(ROWS)]
        add_notices(session, [NewNotice(world.TEAM, key, "x", CHANNEL, NOW) for key in keys], now=NOW)
        rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
        for number, row in enumerate(rows, start=1):
            row.state, row.unclear_at, row.channel_id = state, NOW, CHANNEL
            row.lease_until = lease_seconds(session) - number if state == "sending" else None
        return [row.id for row in rows]


def add_group(session: Session) -> Group:
    get_workspace(session, world.TEAM, NOW)
    group = Group(team_id=world.TEAM, label="IMG", name="IMG", zone="UTC", created_at=NOW)
    session.add(group)
    session.flush()
    return group


def run_at_once(database: Database, held: int, *works: Work) -> None:
    """Let each go as far as it gets while one row is held, then all: raises if they wait in a circle."""

    def transaction(work: Work) -> None:
        with database.writing() as session:
            work(session)

    with ThreadPoolExecutor() as pool:
        with database.writing() as holder:
            holder.execute(select(OutboxRow.id).where(OutboxRow.id == held).with_for_update())
            under_way = []
            for number, work in enumerate(works, start=1):
                under_way.append(pool.submit(transaction, work))
                wait_until(lambda: sum(one.done() for one in under_way) + waiting(database) == number)  # noqa: B023
        for one in under_way:
            one.result(timeout=20)


def waiting(database: Database) -> int:
    """How many transactions wait for a lock."""
    query = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with database.engine.connect() as connection:
        return len(connection.execute(text(query)).all())


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


@pytest.fixture
def database(postgres_url: str) -> Database:
    return Database(postgres_url)


@pytest.mark.parametrize("look_up", [settles, leaves])
def test_late_results_and_look_ups(database: Database, look_up: Callable[[Sequence[int]], Work]) -> None:
    ids = fill(database, "unknown")
    run_at_once(database, ids[1], results(ids, Unsent("x")), look_up(ids[::-1]))


def test_results_and_leases_that_end(database: Database) -> None:
    ids = fill(database, "sending")
    run_at_once(
        database, ids[1], results(ids, Unclear("x")), lambda session: end_leases(session, NOW, TIMING)
    )


def test_a_pause_in_a_channel_and_its_new_id(database: Database) -> None:
    ids = fill(database, "pending")
    with database.writing() as session:
        session.execute(update(OutboxRow).where(OutboxRow.id == ids[0]).values(state="sending"))
    run_at_once(
        database,
        ids[1],
        lambda session: rename_channel(session, world.TEAM, CHANNEL, "C0NEW"),
        results(ids[:1], Unsent("x", retry_after=60)),
    )


def test_results_and_a_channel_that_gets_another_id(database: Database) -> None:
    ids = fill(database, "sending")
    with database.writing() as session:
        session.execute(update(OutboxRow).where(OutboxRow.id == ids[0]).values(state="unknown"))
    run_at_once(
        database,
        ids[1],
        results(ids, Unclear("x")),
        lambda session: rename_channel(session, world.TEAM, CHANNEL, "C0NEW"),
    )


def test_two_processes_open_the_conversation_with_a_person(database: Database) -> None:
    ids = fill(database, "pending")

    def opened(row_ids: Sequence[int]) -> None:
        with database.writing() as session:
            store_channel(session, Person(world.TEAM, world.MEMBER, row_ids), "D0X", NOW)

    with ThreadPoolExecutor() as pool:
        with database.writing() as session:
            store_channel(session, Person(world.TEAM, world.MEMBER, ids[:1]), "D0X", NOW)
            session.flush()
            other = pool.submit(opened, ids[1:])
            wait_until(lambda: waiting(database) == 1)
        other.result(timeout=20)


def test_a_notice_added_while_its_group_is_changed(database: Database) -> None:
    # Adding one refers to the group's row, which whoever changes the plan holds while changing its notices.
    ids = fill(database, "unknown")
    with database.writing() as session:
        group = add_group(session)
        session.execute(update(OutboxRow).values(group_id=group.id, attempts=TIMING.max_attempts))

    def change(session: Session) -> None:
        lock_group(session, group.id)
        session.execute(update(OutboxRow).where(OutboxRow.id.in_(ids[1:])).values(error="changed"))

    run_at_once(database, ids[1], change, settles(ids[2:]))
