"""What time has overtaken: claims whose lease ended, and late notices, which one digest tells."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.delivery.hooks import Plan
from bot.delivery.leases import lease_is_over, lease_seconds
from bot.delivery.store.outbox import is_state
from bot.delivery.tables import DEAD_LETTER, DIGEST, OutboxRow
from bot.delivery.timing import DeliveryTiming

_EXPIRY_LOCK = 0x1316_0B07
_MOST = 5000


def end_leases(session: Session, now: datetime, timing: DeliveryTiming) -> int:
    """Rows whose claimer is gone become unknown: it may have posted them, so they are looked up first."""
    seconds = lease_seconds(session)
    over = lease_is_over(seconds, seconds + timing.lease.total_seconds())
    # What is locked is being settled: its result comes late, or another process ends the same leases.
    left_alone = select(OutboxRow.id).where(over).with_for_update(skip_locked=True)
    ended = session.scalars(
        update(OutboxRow)
        .where(OutboxRow.id.in_(left_alone))
        .values(state="unknown", unclear_at=now, retry_at=now + timing.settle, error="lease_ended")
        .returning(OutboxRow.id)
        .execution_options(synchronize_session=False)
    )
    return len(ended.all())


def expire_late(session: Session, now: datetime, timing: DeliveryTiming, plan: Plan) -> int:
    """Rows that nobody looked at in time expire, gathered in one digest a recipient.

    All in one transaction, however many: once its digest can be claimed, a recipient would get another.
    """
    if session.get_bind().dialect.name == "postgresql":
        # One process at a time, or two would each write a digest for the same person.
        free = session.scalar(select(func.pg_try_advisory_xact_lock(_EXPIRY_LOCK)))
        if not free:
            return 0
    expired = 0
    while late := _late_rows(session, now, timing, plan):
        for _, rows in groupby(late, key=lambda row: (row.team_id, row.recipient)):
            _gather(session, list(rows), now)
        session.flush()
        session.expunge_all()
        expired += len(late)
    return expired


def _late_rows(session: Session, now: datetime, timing: DeliveryTiming, plan: Plan) -> Sequence[OutboxRow]:
    return session.scalars(
        select(OutboxRow)
        .where(
            is_state("pending"),
            OutboxRow.retry_at <= now,
            OutboxRow.kind.not_in((DIGEST, DEAD_LETTER)),
            or_(
                (OutboxRow.retry_at < now - timing.late) & OutboxRow.kind.not_in(plan.questions),
                OutboxRow.expires_at <= now,
            ),
        )
        .order_by(OutboxRow.team_id, OutboxRow.recipient, OutboxRow.due_at, OutboxRow.id)
        .limit(_MOST)
        .with_for_update(skip_locked=True)
    ).all()


def _gather(session: Session, rows: Sequence[OutboxRow], now: datetime) -> None:
    """Let one digest speak for these rows of one recipient.

    A waiting digest takes them in, unless another process is just claiming it (its words are chosen then),
    or a copy without them may already stand in the channel.
    """
    first = rows[0]
    digest = session.scalars(
        select(OutboxRow)
        .where(
            is_state("pending"),
            OutboxRow.team_id == first.team_id,
            OutboxRow.recipient == first.recipient,
            OutboxRow.kind == DIGEST,
            OutboxRow.unclear_at.is_(None),
        )
        .with_for_update(skip_locked=True)
    ).first()
    if digest is None:
        digest = OutboxRow(
            team_id=first.team_id,
            group_id=first.group_id,
            key=f"late:{first.team_id}:{first.recipient}:{first.id}",
            kind=DIGEST,
            recipient=first.recipient,
            recipient_team=first.recipient_team,
            payload={},
            due_at=now,
            retry_at=now,
            nonce=secrets.token_urlsafe(12),
            created_at=now,
        )
        session.add(digest)
        session.flush()
    for row in rows:
        row.state, row.digest_id = "expired", digest.id
