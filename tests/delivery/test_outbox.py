"""Notices come in once, go out of the way when the plan changes, and are found by small indexes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import sqlite

from bot.core.notices import NewNotice
from bot.delivery.store import outbox, outbox_places
from bot.delivery.store.outbox_counts import count_live
from bot.delivery.tables import OutboxRow
from bot.store.database import Database

NOW = datetime(2017, 11, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


def notice(key: str, *, due_at: datetime = NOW, version: int | None = None) -> NewNotice:
    return NewNotice("T1", key, "note", "C1", due_at, schedule_version=version, payload={"of": key})


def states(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {row.key: row.state for row in session.scalars(select(OutboxRow))}


def set_state(database: Database, key: str, state: str) -> None:
    with database.writing() as session:
        outbox.find_by_keys(session, [key])[key].state = state


def test_a_key_is_stored_once_however_often_it_is_added(database: Database) -> None:
    with database.writing() as session:
        assert outbox.add_notice(session, notice("a"), now=NOW)
        assert not outbox.add_notice(session, notice("a"), now=NOW)
    with database.writing() as session:
        many = [notice("a"), *(notice(f"n{number}") for number in range(1200)), notice("n7")]
        assert len(outbox.add_notices(session, many, now=NOW)) == 1200
    assert len(states(database)) == 1201


@pytest.mark.parametrize("state", ["sent", "sending", "unknown", "dead", "expired"])
def test_only_a_cancelled_notice_is_revived(database: Database, state: str) -> None:
    with database.writing() as session:
        outbox.add_notices(session, [notice("a"), notice("b")], now=NOW)
        outbox.cancel_keys(session, ["b"], reason="moved")
    set_state(database, "a", state)
    again = [notice("a"), notice("b", due_at=NOW + timedelta(days=1))]
    with database.writing() as session:
        assert outbox.add_notices(session, again, now=NOW) == set()
        assert outbox.add_notices(session, again, now=NOW, revive=True) == {"b"}
    with database.reading() as session:
        row = outbox.find_by_keys(session, ["b"])["b"]
        assert (row.state, row.retry_at, row.error) == ("pending", NOW + timedelta(days=1), None)
    assert states(database)["a"] == state


def test_only_what_is_pending_is_taken_back(database: Database) -> None:
    with database.writing() as session:
        outbox.add_notices(session, [notice("a"), notice("b")], now=NOW)
    set_state(database, "b", "unknown")
    with database.writing() as session:
        assert outbox.cancel_keys(session, ["a", "b", "c"], reason="moved") == 1
        assert not outbox.skip(session, outbox.find_by_keys(session, ["b"])["b"].id)
    assert states(database) == {"a": "cancelled", "b": "unknown"}


def test_a_rolled_back_change_says_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as session:
        outbox.add_notice(session, notice("a"), now=NOW)
        raise RuntimeError
    assert states(database) == {}


def test_the_next_due_time_and_the_counts(database: Database) -> None:
    with database.writing() as session:
        later = NOW + timedelta(hours=1)
        outbox.add_notices(session, [notice("a", due_at=later), notice("b"), notice("c")], now=NOW)
    set_state(database, "c", "dead")
    with database.reading() as session:
        assert outbox.next_due(session) == NOW
        counts = count_live(session, NOW)
    assert counts.due == 1 and counts.oldest_due_at == NOW
    assert counts.by_state == {"sending": 0, "unknown": 0, "dead": 1}


def test_due_rows_are_found_by_the_partial_index(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    query = select(OutboxRow.id).where(outbox.is_state("pending"), OutboxRow.retry_at <= NOW)
    query = query.order_by(OutboxRow.retry_at, OutboxRow.id).limit(100)
    words = str(query.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with database.reading() as session:
        plan = " ".join(str(step) for step in session.execute(text(f"EXPLAIN QUERY PLAN {words}")))
    assert "ix_outbox_pending" in plan and "TEMP B-TREE" not in plan
    database.close()


def test_a_channel_that_gets_another_id_takes_all_with_it(database: Database) -> None:
    """Also what is under way, unclear, undeliverable or sent; what waits gets the key the plan derives."""
    names = ("pending", "sending", "unknown", "dead", "sent", "expired")
    with database.writing() as session:
        outbox.add_notices(session, [notice(f"{name}:C1") for name in (*names, "twice")], now=NOW)
        outbox.add_notice(session, notice("twice:C2"), now=NOW)
        for name in names:
            row = outbox.find_by_keys(session, [f"{name}:C1"])[f"{name}:C1"]
            row.state, row.channel_id = name, "C1" if name != "pending" else None
    with database.writing() as session:
        outbox_places.rename_channel(session, "T1", "C1", "C2")
    with database.reading() as session:
        rows = {row.key: row for row in session.scalars(select(OutboxRow))}
    for name in names[:5]:
        row = rows["pending:C2" if name == "pending" else f"{name}:C1"]
        assert (row.recipient, row.channel_id, row.state) == ("C2", "C2", name)
    assert rows["expired:C1"].recipient == "C1"
    assert (rows["twice:C1"].state, rows["twice:C2"].state) == ("cancelled", "pending")


def test_what_nobody_looks_after_is_seen_in_each_state(database: Database) -> None:
    for state in ("pending", "sending", "unknown"):
        with database.writing() as session:
            outbox.add_notice(session, notice(state), now=NOW)
        set_state(database, state, state)
        with database.reading() as session:
            counts = count_live(session, NOW + timedelta(hours=1))
        assert counts.oldest_due_at == NOW, state
        set_state(database, state, "cancelled")


def test_what_any_process_sent_lately_is_counted(database: Database) -> None:
    with database.writing() as session:
        outbox.add_notices(session, [notice("a"), notice("b"), notice("long ago")], now=NOW)
        for key, minutes in (("a", 10), ("b", 12.5), ("long ago", 1)):
            row = outbox.find_by_keys(session, [key])[key]
            row.state, row.sent_at = "sent", NOW + timedelta(minutes=minutes)
    with database.reading() as session:
        counts = count_live(session, NOW + timedelta(minutes=13))
        assert counts.sent_lately == 2 and counts.latest_seconds == pytest.approx(750, abs=0.01)
        assert count_live(session, NOW + timedelta(hours=1)).sent_lately == 0
