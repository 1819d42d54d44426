"""The bot itself: `/img next` over signed HTTP, with few and very many stored items, beside the floor."""

from __future__ import annotations

import os
import sys
import tempfile
from dataclasses import replace
from itertools import cycle
from pathlib import Path

from bot.demo.world import BOT_TOKEN, GROUP_CHANNEL, SECRETARIAT, TEAM
from bot.store.database import Database
from bot.store.migrate import upgrade
from tests.benchmarks.fill import CHANNEL_PREFIX, ITEMS_PER_GROUP, fill
from tests.benchmarks.load import command
from tests.benchmarks.measure import AT_ONCE, FLOOR, Candidate, measure, soak
from tests.benchmarks.process import free_port, running
from tests.benchmarks.report import render, render_memory

# Nobody asks twice at once: one person's requests wait for each other.
MEMBERS = [f"U0BENCH{number}" for number in range(2 * AT_ONCE)]


def _bot(groups: int, folder: Path, api_url: str) -> Candidate:
    """The bot on a database of its own with so many groups of 100 items each, asked in one of them."""
    items = groups * ITEMS_PER_GROUP
    url = f"sqlite:///{folder}/{items}.db"
    database = Database(url)
    upgrade(database)
    fill(
        database,
        groups=groups,
        items=items,
        team=TEAM,
        channel=GROUP_CHANNEL,
        coordinator=SECRETARIAT,
        members=MEMBERS,
    )
    database.close()
    return Candidate(
        f"bot, {items:,} items",
        (sys.executable, "-m", "bot", "run"),
        {
            "PATH": os.environ["PATH"],
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_API_URL": api_url,
            "DATABASE_URL": url,
            "PORT": "{port}",
            "LOG_LEVEL": "WARNING",
        },
        commands=[command("next", team=TEAM, channel=GROUP_CHANNEL, user=user) for user in MEMBERS],
        expects="Meeting 1 of the team",
    )


def _asked_everywhere(bot: Candidate, groups: int) -> Candidate:
    """The same, asked in another group each time: nothing that it remembers is of use."""
    channels = [f"{CHANNEL_PREFIX}{number}" for number in range(1, groups + 1) if number != groups // 2 + 1]
    commands = [
        command("next", team=TEAM, channel=channel, user=user)
        for channel, user in zip(channels, cycle(MEMBERS), strict=False)
    ]
    return replace(bot, name=f"{bot.name}, another group each time", commands=commands)


def run(*, quick: bool) -> str:
    """Measure, and return the report in Markdown."""
    groups = 100 if quick else 10_000
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        with running(
            (sys.executable, "-m", "tests.benchmarks.slack_app", "--port", str(port)),
            port=port,
            environment={},
            ready_path="/",
            log=folder / "slack.log",
        ):
            api_url = f"http://127.0.0.1:{port}/api/"
            small = _bot(1, folder, api_url)
            large = _bot(groups, folder, api_url)
            figures = measure(
                [FLOOR, small, large, _asked_everywhere(large, groups)],
                rounds=3 if quick else 7,
                requests=500 if quick else 2000,
            )
            memory = soak(large, requests=5_000 if quick else 100_000)
    return f"{render(figures)}\n\n{render_memory(large.name, memory)}"
