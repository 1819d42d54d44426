"""Notices that nobody can post, or whose fate nobody knows: a person is asked."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.orm import Session

from bot.core.notices import NewNotice
from bot.delivery.hooks import Plan, Recipient
from bot.delivery.store.outbox import add_notices
from bot.delivery.tables import DEAD_LETTER, OutboxRow

logger = logging.getLogger(__name__)

NO_TOKEN = frozenset(
    {"account_inactive", "invalid_auth", "not_authed", "not_installed", "token_expired", "token_revoked"}
)
"""Refusals that concern all of a workspace until somebody installs the bot again."""
_ASK_AGAIN = timedelta(minutes=10)


def bury(session: Session, row: OutboxRow, error: str, plan: Plan, now: datetime) -> None:
    """Make a row dead and add the question about it; a question that is dead itself asks nobody.

    While the bot has no usable token, questions wait: else nobody would hear of what was lost meanwhile.
    """
    if row.kind == DEAD_LETTER and error in NO_TOKEN:
        row.state, row.error, row.lease_until = "pending", error, None
        row.retry_at = now + _ASK_AGAIN
        return
    row.state, row.error, row.lease_until = "dead", error, None
    logger.warning("notice %s (%s) is dead: %s", row.id, row.kind, error)
    if row.kind == DEAD_LETTER:
        return
    add_notices(
        session,
        [
            NewNotice(
                team_id=row.team_id,
                key=f"dead:{row.id}:{now.isoformat()}:{person.user_id}",
                kind=DEAD_LETTER,
                recipient=person.user_id,
                recipient_team=person.team,
                due_at=now,
                group_id=row.group_id,
                payload={"dead_id": row.id},
            )
            for person in _recipients(session, row, plan)
        ],
        now=now,
    )


def _recipients(session: Session, row: OutboxRow, plan: Plan) -> Sequence[Recipient]:
    """Who is asked; nobody if the plan fails, which must not hold up other rows."""
    try:
        with session.begin_nested():
            return plan.dead_letter_recipients(session, row)
    except Exception as error:  # a fault in the plan, whatever it is, concerns this row alone
        if isinstance(error, DBAPIError) and not isinstance(error, DataError):
            raise
        logger.exception("it cannot be found out whom to ask about notice %s", row.id)
        return ()
