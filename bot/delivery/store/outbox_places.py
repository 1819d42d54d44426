"""Notices follow where their channel, or their group, goes (flushed, never committed)."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.delivery.store.outbox import find_by_keys, is_state, lock
from bot.delivery.tables import OutboxRow, State


def rename_channel(session: Session, team_id: str, old: str, new: str) -> None:
    """A channel got another id: what is to be posted there, looked up or redrawn follows.

    So do the keys of what waits: the plan would derive the same notices with the new id again.
    """
    in_team = OutboxRow.team_id == team_id
    states: tuple[State, ...] = ("pending", "sending", "unknown", "dead")
    row_ids: list[int] = []
    for state in states:  # one query each: each state has its own index
        row_ids += session.scalars(
            select(OutboxRow.id).where(in_team, OutboxRow.recipient == old, is_state(state))
        )
    for row in lock(session, row_ids).values():
        row.recipient = row.channel_id = new
        if row.state == "pending":
            key = row.key.replace(old, new)
            if key == row.key or not find_by_keys(session, [key]):
                row.key = key
            else:
                row.state, row.error = "cancelled", "renamed"
    sent = update(OutboxRow).where(in_team, OutboxRow.channel_id == old, is_state("sent"))
    session.execute(sent.values(recipient=new, channel_id=new))


def readdress_dead(session: Session, group_id: int, old: str, new: str) -> None:
    """A group speaks in another channel: what could not be posted in the old one may be posted there."""
    statement = update(OutboxRow).where(
        OutboxRow.group_id == group_id, OutboxRow.recipient == old, is_state("dead")
    )
    session.execute(statement.values(recipient=new, channel_id=new, thread_ts=None))
