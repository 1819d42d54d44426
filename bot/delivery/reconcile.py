"""Looking up in the channels what became of unclear posts, and deleting later copies."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import Clock
from bot.core.people import OUTSIDE
from bot.delivery.hooks import Plan
from bot.delivery.lookups import (
    Copies,
    Doubt,
    end_healing,
    give_up_healing,
    leave_unclear,
    settle_unclear,
)
from bot.delivery.outcomes import Outcome, Sent, Unsent, judge
from bot.delivery.requests import IncompleteHistory, Place, SlackFor, delete_message, find_notices
from bot.delivery.timing import DeliveryTiming
from bot.delivery.transactions import Failpoint, Transactions

logger = logging.getLogger(__name__)

_AT_ONCE = 5
_GONE = "message_not_found"


@dataclass
class Reconciler:
    """Settles doubts: one scan serves all rows of a place."""

    transactions: Transactions
    slack_for: SlackFor
    plan: Plan
    clock: Clock
    timing: DeliveryTiming
    failpoint: Failpoint
    counts: Counter[str]

    async def settle(self, doubts: Sequence[Doubt]) -> None:
        """Look all of them up, some places at once."""
        places: dict[Place, list[Doubt]] = {}
        for doubt in doubts:
            places.setdefault(doubt.place, []).append(doubt)
        slots = asyncio.Semaphore(_AT_ONCE)

        async def settle_place(place: Place, there: list[Doubt]) -> None:
            async with slots:
                await self._settle_place(place, there)

        await asyncio.gather(*(settle_place(place, there) for place, there in places.items()))

    async def _settle_place(self, place: Place, doubts: list[Doubt]) -> None:
        unclear = [doubt for doubt in doubts if not doubt.heals]
        healing = [doubt for doubt in doubts if doubt.heals]
        if place.channel_id.startswith(OUTSIDE):
            await self._settle_letters(unclear, healing)
            return
        self.failpoint("before_lookup")
        try:
            client = await self.slack_for(place.team_id)
            oldest = min(doubt.since for doubt in doubts).timestamp()
            copies = await find_notices(client, place, oldest=oldest, timeout=self._timeout)
        except Exception as error:  # whatever went wrong, the history was not read whole
            await self._leave(unclear, healing, error)
            return
        self.failpoint("after_lookup")
        if unclear:
            await self.transactions.write(
                settle_unclear, unclear, copies, self.clock.now(), self.plan, self.timing
            )
            found = sum(1 for doubt in unclear if copies.get(doubt.key))
            self.counts["found"] += found
            self.counts["absent"] += len(unclear) - found
        for doubt in healing:
            await self._heal(client, doubt, copies)

    async def _settle_letters(self, unclear: list[Doubt], healing: list[Doubt]) -> None:
        """Nobody can look into a mailbox: what is unclear is sent once more, under the same Message-ID."""
        now = self.clock.now()
        if unclear:
            await self.transactions.write(settle_unclear, unclear, {}, now, self.plan, self.timing)
            self.counts["absent"] += len(unclear)
        for doubt in healing:
            await self.transactions.write(end_healing, doubt, None, now)

    async def _leave(self, unclear: list[Doubt], healing: list[Doubt], error: Exception) -> None:
        self.counts["slack_errors"] += 1
        outcome = judge(error)
        # Never the error itself: the SDK's quote what could not be read, and that is what people wrote.
        reason = str(error) if isinstance(error, IncompleteHistory) else _code(outcome)
        logger.info("a history could not be read: %s", reason)
        pause = outcome.retry_after if isinstance(outcome, Unsent) else None
        now = self.clock.now()
        if unclear:
            self.counts["unreadable"] += len(unclear)
            await self.transactions.write(
                leave_unclear, unclear, reason, timedelta(seconds=pause or 0), now, self.plan, self.timing
            )
        if healing:
            await self.transactions.write(give_up_healing, healing, now, self.timing)

    async def _heal(self, client: AsyncWebClient, doubt: Doubt, copies: Copies) -> None:
        standing = copies.get(doubt.key, ())
        for ts in standing[1:]:
            self.failpoint("before_delete")
            try:
                await delete_message(client, doubt.place, ts, timeout=self._timeout)
            except Exception as error:  # whatever went wrong, the copy may still stand there
                outcome = judge(error)
                if _code(outcome) != _GONE:
                    await self._leave([], [doubt], error)
                    return
            else:
                self.counts["healed"] += 1
                logger.warning("deleted a second copy of notice %s", doubt.row_id)
        first = standing[0] if standing else None
        await self.transactions.write(end_healing, doubt, first, self.clock.now())

    @property
    def _timeout(self) -> float:
        return self.timing.timeout.total_seconds()


def _code(outcome: Outcome) -> str:
    return "" if isinstance(outcome, Sent) else outcome.error
