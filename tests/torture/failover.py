"""Two PostgreSQL servers of Debian's with synchronous replication: the first one is killed under load.

Its standby is promoted, at times through PgBouncer in transaction mode; then a new standby is made of it, and
the same again. Nothing that was committed may be lost, nothing posted twice.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psycopg
from sqlalchemy.exc import SQLAlchemyError

from tests.conftest import build_schema
from tests.running.process import Office, free_port, open_office, until
from tests.torture.processes import RECOVERY_SECONDS, UNCLEAR_SECONDS, Load, has_said_more

OWNER = "postgres"
SECONDS_OF_LOAD, A_PAUSE = 6.0, 0.1


class Missing(Exception):
    """A program that this needs is not installed."""


def find_programs() -> tuple[Path, str]:
    """The folder of the server's programs, and PgBouncer.

    Raises:
        Missing: one of them is not there.
    """
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/pg_basebackup"), key=lambda path: int(path.parts[4])
    )
    pooler = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if not versions or pooler is None:
        raise Missing("it takes `apt-get install postgresql pgbouncer`")
    return versions[-1].parent, pooler


@dataclass
class Server:
    """One server: its data folder and port."""

    programs: Path
    folder: Path
    port: int

    def make(self) -> None:
        """A new, empty database cluster."""
        self.run("initdb", "-D", str(self.folder), "-A", "trust", "-U", OWNER)
        self._configure()

    def follow(self, primary: Server) -> None:
        """Become the standby of another one."""
        self.run(
            "pg_basebackup", "-D", str(self.folder), "-R", "-X", "stream", "-c", "fast",
            "-d", f"host=127.0.0.1 port={primary.port} user={OWNER} application_name=standby",
        )  # fmt: skip
        self._configure()

    def _configure(self) -> None:
        lines = (
            f"port = {self.port}", "listen_addresses = '127.0.0.1'",
            f"unix_socket_directories = '{self.folder}'", "max_connections = 60", "shared_buffers = '16MB'",
            "hot_standby = on", "synchronous_standby_names = ''",
        )  # fmt: skip
        with (self.folder / "postgresql.conf").open("a") as file:
            file.write("\n".join(lines) + "\n")

    def start(self) -> None:
        self.run("pg_ctl", "-w", "-D", str(self.folder), "-l", str(self.folder / "log"), "start")

    def promote(self) -> None:
        self.run("pg_ctl", "-w", "-D", str(self.folder), "promote")

    def kill(self) -> None:
        """As the power going off: no connection is told, nothing is tidied up."""
        os.kill(self._pid(), signal.SIGKILL)

    def end(self) -> None:
        with suppress(OSError, subprocess.CalledProcessError):
            self.run("pg_ctl", "-D", str(self.folder), "-m", "immediate", "stop")

    def _pid(self) -> int:
        return int((self.folder / "postmaster.pid").read_text().splitlines()[0])

    def execute(self, statement: str) -> None:
        address = f"host=127.0.0.1 port={self.port} user={OWNER} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def wait_for_standby(self) -> None:
        """From now on nothing counts as committed before the standby has it too."""
        self.execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'")
        self.execute("SELECT pg_reload_conf()")
        address = f"host=127.0.0.1 port={self.port} user={OWNER} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            for _ in range(600):
                row = connection.execute(
                    "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"
                ).fetchone()
                if row is not None and row[0]:
                    return
                time.sleep(0.05)
        raise TimeoutError("the standby does not follow")

    def run(self, program: str, *arguments: str) -> None:
        # What the server inherits must not be a pipe: it would never end.
        subprocess.run(
            [str(self.programs / program), *arguments], user=OWNER if os.geteuid() == 0 else None,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120, check=True, cwd="/",
        )  # fmt: skip


@dataclass
class Pair:
    """Two ports, and which server is on them by now."""

    programs: Path
    folder: Path
    ports: tuple[int, int]
    servers: list[Server] = field(default_factory=list)

    def begin(self) -> None:
        self.servers = [self._new(self.ports[0])]
        self.primary.make()
        self.primary.start()
        self.primary.execute("CREATE DATABASE img")
        self.add_standby()

    def _new(self, port: int) -> Server:
        return Server(self.programs, self.folder / f"data{len(self.servers)}", port)

    @property
    def primary(self) -> Server:
        return self.servers[-1]

    def add_standby(self) -> Server:
        """A new standby of the primary on the other port, in step with it."""
        port = next(port for port in self.ports if port != self.primary.port)
        standby = self._new(port)
        standby.follow(self.primary)
        standby.start()
        self.primary.wait_for_standby()
        self.standby = standby
        return standby

    def fail_over(self) -> None:
        """Kill the primary, and promote its standby."""
        self.primary.kill()
        self.standby.promote()
        self.servers.append(self.standby)

    def end(self) -> None:
        for server in {id(server): server for server in (*self.servers, self.standby)}.values():
            server.end()

    def url(self) -> str:
        hosts = "&".join(f"host=127.0.0.1:{port}" for port in self.ports)
        return f"postgresql+psycopg://{OWNER}@/img?{hosts}&target_session_attrs=read-write"


@contextmanager
def open_pair() -> Iterator[Pair]:
    """A primary with a database of the newest schema, and its standby."""
    programs, _pooler = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="img-bot-failover-"))
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER)
    pair = Pair(programs, folder, (free_port(), free_port()))
    try:
        pair.begin()
        build_schema(pair.url())
        yield pair
    finally:
        pair.end()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Pooler:
    """PgBouncer in transaction mode, before whichever server is the primary."""

    folder: Path
    port: int
    process: asyncio.subprocess.Process | None = None

    def write(self, port: int) -> None:
        lines = (
            "[databases]", f"img = host=127.0.0.1 port={port} dbname=img user={OWNER}",
            "[pgbouncer]", "listen_addr = 127.0.0.1", f"listen_port = {self.port}", "unix_socket_dir =",
            "auth_type = any", "pool_mode = transaction", "default_pool_size = 20", "server_login_retry = 1",
            "server_connect_timeout = 2", "idle_transaction_timeout = 15", "log_connections = 0",
            "log_disconnections = 0",
        )  # fmt: skip
        (self.folder / "pgbouncer.ini").write_text("\n".join(lines) + "\n")

    async def start(self) -> None:
        _programs, pooler = find_programs()
        quiet = asyncio.subprocess.DEVNULL
        self.process = await asyncio.create_subprocess_exec(
            pooler, str(self.folder / "pgbouncer.ini"), user=OWNER if os.geteuid() == 0 else None,
            stdout=quiet, stderr=quiet, cwd="/",
        )  # fmt: skip

    def turn_to(self, port: int) -> None:
        """What whoever promotes a standby tells the pooler."""
        self.write(port)
        assert self.process is not None
        self.process.send_signal(signal.SIGHUP)

    async def end(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()

    def url(self) -> str:
        return f"postgresql+psycopg://{OWNER}@127.0.0.1:{self.port}/img?pooled=transaction"


@asynccontextmanager
async def _pooler(pair: Pair, wanted: bool) -> AsyncIterator[Pooler | None]:
    if not wanted:
        yield None
        return
    pooler = Pooler(pair.folder, free_port())
    pooler.write(pair.primary.port)
    await pooler.start()
    try:
        yield pooler
    finally:
        await pooler.end()


async def fail_over(times: int, *, pooled: bool) -> str:
    """Kill the primary so many times under load, directly or behind PgBouncer, and judge.

    Raises:
        Missing: PostgreSQL or PgBouncer is not installed.
    """
    with open_pair() as pair, tempfile.TemporaryDirectory() as folder:
        async with _pooler(pair, pooled) as pooler:
            url = pooler.url() if pooler is not None else pair.url()
            async with open_office(url, Path(folder)) as office:
                return await _fail_over(pair, pooler, office, times)


async def _fail_over(pair: Pair, pooler: Pooler | None, office: Office, times: int) -> str:
    load, slowest = Load(office), 0.0
    for _ in range(2):
        await office.start("worker", ready=False)
    await load.said(await _add(load, 3), 60)
    for number in range(times):
        if number:
            await asyncio.to_thread(pair.add_standby)
        adding = asyncio.create_task(_keep_adding(load, SECONDS_OF_LOAD))
        await asyncio.sleep(SECONDS_OF_LOAD / 3)
        began = time.monotonic()
        await asyncio.to_thread(pair.fail_over)
        if pooler is not None:
            pooler.turn_to(pair.primary.port)
        before = len(office.said())
        await until(partial(has_said_more, office, before), 60)
        slowest = max(slowest, time.monotonic() - began)
        await adding
    await load.said(load.keys, 60 + len(load.keys) + UNCLEAR_SECONDS)
    await asyncio.sleep(5)  # whatever is unclear still is looked up: nothing may come of it any more
    assert slowest <= RECOVERY_SECONDS, f"back only after {slowest:.1f} s"
    return f"{times} primaries killed, {load.check()}, back after at most {slowest:.1f} s"


async def _add(load: Load, count: int) -> list[str]:
    """Add notices; again while the database is away. The same keys make it no second notice."""
    known = list(load.keys)
    while True:
        try:
            return await asyncio.to_thread(load.add, count)
        except SQLAlchemyError:
            load.keys[:] = known
            await asyncio.sleep(A_PAUSE)


async def _keep_adding(load: Load, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        await _add(load, 1)
        await asyncio.sleep(A_PAUSE * 3)
