"""The real plan's year with the bot down for two days again and again: what it missed is named, once."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from bot.delivery.tables import DIGEST, OutboxRow
from bot.demo import world
from bot.demo.life import START, Life, living
from bot.reminders.materialise import MONTH_AHEAD
from bot.sandbox.journal import Entry

DOWN = timedelta(hours=48)
DATES = (
    (world.WS1_LEAD, world.WS1_CHANNEL, "schedule WS1-M1 2017-11-21 14:00-16:00"),
    (world.WS2_LEAD, world.WS2_CHANNEL, "schedule WS2-M1 2017-11-23 14:00-16:00"),
    (world.SECRETARIAT, world.GROUP_CHANNEL, "schedule IMG-M6 2017-12-12 14:00-16:00"),
    (world.WS1_LEAD, world.WS1_CHANNEL, "schedule WS1-M2 2018-01-16 14:00-16:00"),
)
_KEY = re.compile(r"\b[A-Z]+\d*-[MD]\d+\b")


@dataclass(frozen=True)
class Said:
    """What a year said: for each notice its state and message, and what each digest named."""

    rows: dict[str, OutboxRow]
    by_nonce: dict[str, list[Entry]]

    def messages(self, row: OutboxRow) -> list[Entry]:
        """The messages that Slack took for a row."""
        return self.by_nonce.get(row.nonce, [])


async def _live(life: Life, days: int, stops: Sequence[int]) -> Said:
    for user, channel, words in DATES:
        reply = await life.client.command(world.TEAM, channel, user, "/img", words)
        assert reply.status == 200
    for stop in stops:
        await life.live(START + timedelta(days=stop))
        life.clock.advance(DOWN)
    await life.live(START + timedelta(days=days))
    with life.bot.database.reading() as session:
        rows = {row.key: row for row in session.scalars(select(OutboxRow))}
    by_nonce: dict[str, list[Entry]] = {}
    for entry in life.server.journal.messages():
        by_nonce.setdefault(entry.payload.get("key", ""), []).append(entry)
    return Said(rows, by_nonce)


def _named(entries: Sequence[Entry]) -> set[str]:
    return set(_KEY.findall(json.dumps([entry.blocks for entry in entries])))


async def stay_away(days: int, stops: Sequence[int]) -> str:
    """Compare a year with downtime to the same year without: nothing of it may be missing, or come twice.

    Args:
        days: how long to live.
        stops: on which days the bot goes down for 48 hours.
    """
    async with living() as life:
        smooth = await _live(life, days, ())
    async with living() as life:
        broken = await _live(life, days, stops)
    twice = [row.key for row in broken.rows.values() if len(broken.messages(row)) > 1]
    assert not twice, f"said twice: {twice}"
    fates: Counter[str] = Counter()
    for key, before in smooth.rows.items():
        if before.state == "sent" and before.kind != DIGEST:
            fates[_fate(key, smooth, broken)] += 1
    assert not fates["lost"], fates
    assert fates["named"], "nothing was due while the bot was down"
    return (
        f"{len(stops)} x 48 h: {fates['sent']} notices posted, {fates['named']} named in "
        f"{sum(row.kind == DIGEST for row in broken.rows.values())} digests"
    )


def _fate(key: str, smooth: Said, broken: Said) -> str:
    """What became, in the broken year, of a notice that the smooth one posted."""
    row = broken.rows.get(key)
    if row is None:
        return "lost"
    if row.state == "sent" and len(broken.messages(row)) == 1:
        return "sent"
    digests = [one for one in broken.rows.values() if row.state == "expired" and one.id == row.digest_id]
    if not digests or len(said := broken.messages(digests[0])) != 1:
        return "lost"
    if row.kind == MONTH_AHEAD:
        return "named" if "the month ahead" in said[0].text else "lost"
    return "named" if _named(smooth.messages(smooth.rows[key])) <= _named(said) else "lost"
