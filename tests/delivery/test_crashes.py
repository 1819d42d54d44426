"""Processes that die or stand still anywhere: nothing is lost, nothing is said twice."""

from __future__ import annotations

from tests.torture.kills import kill_at_any_moment, kill_at_failpoints, share_among_processes


async def test_a_kill_at_every_failpoint(database_url: str) -> None:
    await kill_at_failpoints(database_url, times=1)


async def test_kills_at_random_moments(database_url: str) -> None:
    await kill_at_any_moment(database_url, times=12)


async def test_many_processes_one_killed_one_standing_still(postgres_url: str) -> None:
    await share_among_processes(postgres_url, notices=400, channels=40)
