"""The short forms of the long runs: see `python -m tests.torture`."""

from __future__ import annotations

from datetime import timedelta

from bot.core.settings import Timing
from tests.torture.answers import keep_the_pace, lose_replies
from tests.torture.attackers import KINDS
from tests.torture.attacks import attack
from tests.torture.clocks import jump
from tests.torture.downtime import stay_away
from tests.torture.fuzz import fuzz
from tests.torture.tokens import change_installations


async def test_lost_replies_lose_and_double_nothing(database_url: str) -> None:
    await lose_replies(database_url, posts=120)


async def test_a_crowded_channel_keeps_the_pace_and_delays_no_other(sqlite_url: str) -> None:
    await keep_the_pace(sqlite_url, notices=60)


async def test_two_days_down_at_the_turn_of_a_month() -> None:
    await stay_away(days=33, stops=[29])


async def test_the_clock_is_set_wrong_under_a_running_bot(sqlite_url: str) -> None:
    await jump(sqlite_url, wrong_for=1, timing=Timing(tick=timedelta(seconds=0.5)))


async def test_changed_requests_break_nothing_and_change_nothing_without_a_right(sqlite_url: str) -> None:
    await fuzz(sqlite_url, requests=800)


async def test_no_order_of_installing_and_ending_uses_a_useless_token(database_url: str) -> None:
    await change_installations(database_url, most=6)


async def test_attacks_cost_neither_memory_nor_log_nor_the_patience_of_others(sqlite_url: str) -> None:
    # How many times longer others wait is judged in the long form alone: this machine may be busy.
    await attack(KINDS, sqlite_url, seconds=2, times=None)
