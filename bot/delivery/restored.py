"""After the database was restored from a backup: what is due may have been posted since the backup.

A notice that is pending in the backup carries the nonce that its message would have in Slack. So each one
that was due before now is made unclear, and the ordinary look-up settles it: found in its channel, it is
sent; absent, it is treated as one that waited while the bot was down.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import func, literal, select, tuple_, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from bot.delivery.direct import remember_channel
from bot.delivery.outcomes import Refused, judge
from bot.delivery.requests import open_direct_channel
from bot.delivery.store.outbox import is_state
from bot.delivery.tables import DirectChannel, OutboxRow
from bot.store.base import UTCDateTime

RESTORED = "restored"
"""The `error` of rows that are unclear since the database was restored."""

Person = tuple[str, str]
"""A person as (workspace, user id)."""


def people_to_reach(session: Session, now: datetime) -> Sequence[Person]:
    """The people with a doubtful notice and no known direct conversation to look it up in."""
    known = select(DirectChannel.team_id, DirectChannel.user_id)
    person = tuple_(OutboxRow.team_id, OutboxRow.recipient)
    is_person = func.substr(OutboxRow.recipient, 1, 1).in_(("U", "W"))
    rows = session.execute(
        select(OutboxRow.team_id, OutboxRow.recipient)
        .where(_is_doubtful(now), is_person, person.not_in(known))
        .distinct()
    )
    return [(team_id, user_id) for team_id, user_id in rows]


async def open_directs(
    client: AsyncWebClient, people: Sequence[Person], *, timeout: float
) -> dict[Person, str]:
    """The direct conversations of these people; those whom Slack refuses are left out.

    Raises what the SDK raises, or TimeoutError, where Slack does not answer.
    """
    found: dict[Person, str] = {}
    for team_id, user_id in people:
        try:
            found[team_id, user_id] = await open_direct_channel(client, user_id, timeout=timeout)
        except Exception as error:  # judged like every other answer of Slack's
            if not isinstance(judge(error), Refused):
                raise
    return found


def doubt_pending(session: Session, directs: dict[Person, str], now: datetime, settle: timedelta) -> int:
    """Make every pending notice that was due before now unclear, to be looked up after `settle`.

    Those to people whom Slack refuses stay pending: the next attempt tells why they cannot be reached.

    Returns:
        How many notices will be looked up.
    """
    for (team_id, user_id), channel_id in directs.items():
        remember_channel(session, team_id, user_id, channel_id)
    direct = (
        select(DirectChannel.channel_id)
        .where(DirectChannel.team_id == OutboxRow.team_id, DirectChannel.user_id == OutboxRow.recipient)
        .scalar_subquery()
    )
    place = func.coalesce(OutboxRow.channel_id, direct, OutboxRow.recipient)
    moment = literal(now, UTCDateTime())
    doubted = session.scalars(
        update(OutboxRow)
        .where(_is_doubtful(now), func.substr(place, 1, 1).not_in(("U", "W")))
        .values(
            state="unknown",
            channel_id=place,
            claimed_at=func.coalesce(OutboxRow.claimed_at, OutboxRow.due_at),
            unclear_at=moment,
            retry_at=literal(now + settle, UTCDateTime()),
            error=RESTORED,
        )
        .returning(OutboxRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(doubted.all())


def _is_doubtful(now: datetime) -> ColumnElement[bool]:
    return is_state("pending") & (OutboxRow.due_at <= now)
