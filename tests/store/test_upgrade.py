"""What a database of revision 0003 holds is all there after the upgrade to the newest revision."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic import command
from cryptography.fernet import Fernet
from sqlalchemy import make_url, text

from bot.store.database import Database
from bot.store.migrate import _config, revisions, upgrade
from tests.store.upgrade_facts import QUERIES, Facts, broken_audit_entries, read_fact, read_facts

KEPT = Path(__file__).parents[1] / "fixtures" / "upgrade"
TOKEN_KEY = "YKeVZjFyRSJ7HxLDWOnPhovSSbKdrQZDpuqL4wCq8Tk="
STATES = {"pending", "sending", "sent", "unknown", "dead", "cancelled", "expired"}


def load(url: str) -> None:
    """Fill a database that has no table yet from the dump of its engine."""
    address = make_url(url)
    engine = address.get_backend_name()
    statements = (KEPT / f"today.{engine}.sql").read_text(encoding="utf-8")
    if engine == "sqlite":
        with closing(sqlite3.connect(str(address.database))) as connection:
            connection.executescript(statements)
        return
    plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as server:
        server.execute(statements.encode())


def expected_of(engine: str) -> Facts:
    """The facts of a dump; the outboxes of the two differ, since PostgreSQL leaves gaps between ids."""
    facts: Facts = json.loads((KEPT / "expected.json").read_text(encoding="utf-8"))
    outboxes = {name: facts.pop(name) for name in [*facts] if name.startswith("outbox of ")}
    return {**facts, "outbox": outboxes[f"outbox of {engine}"]}


@pytest.fixture
def loaded(bare_database_url: str) -> Iterator[Database]:
    """A database with what the dump of its engine holds, not upgraded yet."""
    load(bare_database_url)
    database = Database(bare_database_url)
    yield database
    database.close()


def test_upgrade_keeps_every_fact_of_revision_0003(loaded: Database) -> None:
    assert revisions(loaded)[0] == "0003"
    upgrade(loaded)
    current, newest = revisions(loaded)
    assert current == newest
    with loaded.engine.connect() as connection:
        facts = read_facts(connection)
    expected = expected_of(loaded.engine.dialect.name)
    told = take_what_is_told(facts)
    assert told == close_open_proposals(expected, facts)
    assert facts.keys() == expected.keys()
    for name, rows in expected.items():
        assert facts[name] == rows, name


def take_what_is_told(facts: Facts) -> list[tuple[Any, ...]]:
    """Take the lines to those whose proposals were closed out of the outbox."""
    is_told = [row["payload"].get("outcome") == "closed" for row in facts["outbox"]]
    lines = [row for row, told in zip(facts["outbox"], is_told, strict=True) if told]
    facts["outbox"] = [row for row, told in zip(facts["outbox"], is_told, strict=True) if not told]
    return [
        (row["team_id"], row["group_id"], row["key"], row["kind"], row["recipient"], row["recipient_team"],
         row["state"], row["payload"])
        for row in lines
    ]  # fmt: skip


def close_open_proposals(expected: Facts, facts: Facts) -> list[tuple[Any, ...]]:
    """Expect that proposals in words were closed, at any time; returns the lines that their senders get."""
    teams = {group["id"]: group["team_id"] for group in expected["groups"]}
    decided = {row["id"]: row["decided_at"] for row in facts["proposals"]}
    lines = []
    for row in expected["proposals"]:
        if row["state"] == "open":
            row |= {"state": "closed", "decided_at": decided[row["id"]]}
            assert row["decided_at"] is not None
            key = f"proposal:{row['id']}:outcome"
            payload = {"proposal": row["id"], "outcome": "closed"}
            lines.append((teams[row["group_id"]], row["group_id"], key, "proposal", row["user_id"],
                          row["team_id"], "pending", payload))  # fmt: skip
    return lines


def test_each_entry_becomes_an_act_of_its_own_id(loaded: Database) -> None:
    upgrade(loaded)
    with loaded.engine.begin() as connection:
        same = connection.execute(text("SELECT count(*) FROM changes WHERE act_id = id")).scalar_one()
        assert same == len(expected_of(loaded.engine.dialect.name)["history"])
        newest = connection.execute(text("SELECT max(id) FROM acts")).scalar_one()
        # The next act takes a new number, also where numbers are counted apart from the rows.
        columns = "group_id, at, actor, name"
        added = f"INSERT INTO acts ({columns}) SELECT {columns} FROM acts LIMIT 1 RETURNING id"
        assert connection.execute(text(added)).scalar_one() > newest


def test_a_downgrade_keeps_the_history(loaded: Database) -> None:
    upgrade(loaded)
    with loaded.engine.begin() as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
    names = ("id", "group_id", "item_id", "actor", "action", "note", "row_version", "undoes_id")
    with loaded.engine.connect() as connection:
        rows = connection.execute(text(f"SELECT {', '.join(names)} FROM changes ORDER BY id"))
        found = [tuple(row) for row in rows]
    expected = expected_of(loaded.engine.dialect.name)["history"]
    assert found == [tuple(row[name] for name in names) for row in expected]


def test_upgrade_leaves_the_audit_chain_whole(loaded: Database) -> None:
    upgrade(loaded)
    with loaded.engine.connect() as connection:
        entries = read_fact(connection, "audit")
    assert broken_audit_entries(entries) == []
    # The check itself sees a changed entry and one that is missing.
    changed = [{**entries[0], "subject": "another"}, *entries[1:]]
    assert broken_audit_entries(changed) == [entries[0]["id"]]
    assert broken_audit_entries(entries[1:]) != []


def test_upgrade_keeps_tokens_that_the_key_still_opens(loaded: Database) -> None:
    upgrade(loaded)
    with loaded.engine.connect() as connection:
        tokens = [row["bot_token"] for row in read_fact(connection, "installations")]
    opened = [Fernet(TOKEN_KEY).decrypt(token).decode() for token in tokens]
    assert opened == ["xoxb-fixture-2", "xoxb-fixture-1"]


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_the_dumps_hold_something_of_every_kind(engine: str) -> None:
    facts = expected_of(engine)
    assert [name for name in QUERIES if not facts[name]] == []
    assert {row["state"] for row in facts["outbox"]} == STATES
    assert {row["state"] for row in facts["proposals"]} == {"open", "accepted", "declined"}
    assert {row["action"] for row in facts["history"]} == {"add", "edit", "import", "status", "when"}
