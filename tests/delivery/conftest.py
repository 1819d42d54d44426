from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.delivery.rig import Rig, build_rig


@pytest.fixture
async def rig(sqlite_url: str) -> AsyncIterator[Rig]:
    """A delivery on SQLite, the bot in three channels of one workspace."""
    async with build_rig(sqlite_url) as rig:
        yield rig


@pytest.fixture
async def each_rig(database_url: str) -> AsyncIterator[Rig]:
    """The same, once on each kind of database."""
    async with build_rig(database_url) as rig:
        yield rig


@pytest.fixture
async def postgres_rig(postgres_url: str) -> AsyncIterator[Rig]:
    """The same, on PostgreSQL alone."""
    async with build_rig(postgres_url) as rig:
        yield rig
