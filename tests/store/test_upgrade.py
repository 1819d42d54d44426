"""What a database of revision 0003 holds is all there after the upgrade to the newest revision."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import make_url

from bot.store.database import Database
from bot.store.migrate import revisions, upgrade
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
    assert facts.keys() == expected.keys()
    for name, rows in expected.items():
        assert facts[name] == rows, name


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
