from __future__ import annotations

import asyncio
import logging
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime
from inspect import iscoroutinefunction
from pathlib import Path

import pytest
import pytest_asyncio

from bot.demo.life import living
from tests.talk.stage import Stage

NOVEMBER = datetime(2017, 11, 20, 9, 0, tzinfo=UTC)
"""When most conversations take place: the first team meetings are near, and have no date."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All conversations share one event loop, as they share one bot."""
    for item in items:
        here = Path(__file__).parent in item.path.parents
        if here and isinstance(item, pytest.Function) and iscoroutinefunction(item.function):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


async def _prepare(path: Path) -> None:
    async with living(database_url=f"sqlite:///{path}"):
        pass


@pytest.fixture(scope="session")
def born(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the demo's group and plan, to be copied."""
    path = tmp_path_factory.mktemp("born") / "img.db"
    asyncio.run(_prepare(path))
    return path


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def shared(born: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """One bot for all tests that leave its Slack as it is; `stage` gives each of them a fresh plan."""
    path = tmp_path_factory.mktemp("shared") / "img.db"
    shutil.copyfile(born, path)
    async with living(database_url=f"sqlite:///{path}", start=NOVEMBER, import_plan=False) as life:
        yield Stage(life, path)


@pytest.fixture
def stage(shared: Stage, born: Path) -> Stage:
    """The bot at 20 November 2017 with the built-in plan; reminders are on, nothing was sent yet."""
    shared.begin(born, NOVEMBER)
    return shared


@pytest_asyncio.fixture(loop_scope="session")
async def own_stage(born: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """The same with a Slack of its own, for tests that change workspaces, people or channels."""
    path = tmp_path / "img.db"
    shutil.copyfile(born, path)
    async with living(database_url=f"sqlite:///{path}", start=NOVEMBER, import_plan=False) as life:
        yield Stage(life, path)


@pytest.fixture
def complaints(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What the bot wrote into its log, for tests of what goes wrong; see `no_complaints`."""
    return lambda: [r.getMessage() for r in caplog.records if r.name.startswith("bot")]


@pytest.fixture(autouse=True)
def no_complaints(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Slack refuses nothing the bot says, and nothing fails unseen, unless a test asks for `complaints`."""
    caplog.set_level(logging.WARNING)
    yield
    if "complaints" not in request.fixturenames:
        told = [record.getMessage() for record in caplog.get_records("call") if record.name.startswith("bot")]
        assert not told, told
