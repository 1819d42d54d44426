"""Ten thousand channels due in one second: the whole protocol, beside a raw loop with as many in flight."""

from __future__ import annotations

import asyncio
import ssl
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import ClientSession, TCPConnector

from bot.delivery.timing import DeliveryTiming
from tests.benchmarks.posting import BLOCKS, TEXT, TOKEN, Arrived, Slack, add_due, places, posting_rig
from tests.benchmarks.report import render_rounds

IN_FLIGHT = DeliveryTiming().in_flight
HEAD_START = timedelta(seconds=8)


async def _post_raw(slack: Slack, channels: Sequence[str]) -> None:
    """Post to each channel, so many at once, and look at nothing but the status."""
    tls = ssl.create_default_context(cafile=str(slack.authority))
    left = iter(channels)

    async def post(session: ClientSession) -> None:
        for channel in left:
            payload = {
                "channel": channel,
                "text": TEXT,
                "blocks": BLOCKS,
                "metadata": {"event_type": "img_notice", "event_payload": {"key": channel, "fence": 1}},
                "unfurl_links": False,
                "unfurl_media": False,
            }
            async with session.post(f"{slack.api_url}chat.postMessage", json=payload) as answer:
                await answer.read()
                answer.raise_for_status()

    connector = TCPConnector(ssl=tls, limit=IN_FLIGHT)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    async with ClientSession(connector=connector, headers=headers) as session:
        await asyncio.gather(*(post(session) for _ in range(IN_FLIGHT)))


def _rate(arrived: Sequence[Arrived], since: float) -> float:
    """Messages per second until the last one came."""
    return len(arrived) / (max(message.at for message in arrived) - since)


def run(*, quick: bool) -> str:
    """Measure, and return the report in Markdown."""
    targets = places(1_000, 100) if quick else places(10_000, 1_000)
    channels = [channel for _team, channel in targets]
    raw: list[float] = []
    whole: list[float] = []
    with tempfile.TemporaryDirectory() as name, posting_rig(Path(name)) as (database, slack, _process):
        for _ in range(1 if quick else 3):
            start = time.time()
            asyncio.run(_post_raw(slack, channels))
            raw.append(_rate(slack.arrived(len(channels)), start))
            due = datetime.now(UTC) + HEAD_START
            add_due(database, targets, [due] * len(targets))
            arrived = slack.arrived(len(channels))
            if sorted(message.channel for message in arrived) != channels:
                raise RuntimeError("not every channel was told exactly once")
            whole.append(_rate(arrived, due.timestamp()))
    title = f"Messages per second to {len(channels):,} channels, {IN_FLIGHT} in flight, 80 ms an answer, TLS"
    return render_rounds(title, "/s", {"raw aiohttp": raw, "the bot": whole})
