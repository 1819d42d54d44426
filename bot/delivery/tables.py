"""What the bot has to say unasked: one row a notice, from the plan's change to the message's `ts`."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, get_args

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base

State = Literal["pending", "sending", "sent", "unknown", "dead", "cancelled", "expired"]
STATES: tuple[State, ...] = get_args(State)

DIGEST = "late-digest"
"""The kind of the one notice that gathers what a recipient missed while the bot was down."""
DEAD_LETTER = "dead-letter"
"""The kind of the notices that ask a person about a message whose fate could not be found out."""


def _where(name: str, *columns: str, condition: str) -> Index:
    """A partial index: it holds the few rows of interest, however many millions lie in the table."""
    return Index(name, *columns, postgresql_where=text(condition), sqlite_where=text(condition))


class OutboxRow(Base):
    """One notice to one channel or person.

    States: `pending → sending → sent | unknown | dead`, and `cancelled`, `expired`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("state IN ({})".format(", ".join(f"'{state}'" for state in STATES)), name="state"),
        _where("ix_outbox_pending", "retry_at", "id", condition="state = 'pending'"),
        _where("ix_outbox_pending_group", "group_id", "retry_at", condition="state = 'pending'"),
        _where("ix_outbox_pending_item", "item_id", condition="state = 'pending'"),
        _where("ix_outbox_pending_recipient", "team_id", "recipient", condition="state = 'pending'"),
        _where("ix_outbox_sending", "lease_until", condition="state = 'sending'"),
        _where("ix_outbox_unknown", "retry_at", condition="state = 'unknown'"),
        _where("ix_outbox_dead", "id", condition="state = 'dead'"),
        _where("ix_outbox_sent", "sent_at", condition="state = 'sent'"),
        _where("ix_outbox_posted", "channel_id", "ts", condition="state = 'sent'"),
        _where("ix_outbox_heal", "heal_at", condition="heal_at IS NOT NULL"),
        _where("ix_outbox_digest", "digest_id", condition="digest_id IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[str]
    """The workspace whose installation posts it."""
    group_id: Mapped[int | None] = mapped_column(ForeignKey("groups.id"))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    key: Mapped[str] = mapped_column(unique=True)
    """What makes it the same notice: a second row with this key is never stored."""
    kind: Mapped[str]
    schedule_version: Mapped[int | None]
    recipient: Mapped[str]
    """A channel's id, or a person's (U…, W…)."""
    recipient_team: Mapped[str | None]
    """A person's own workspace where it differs from `team_id`."""
    channel_id: Mapped[str | None]
    """Where it is posted: known before the post, so that an unclear post can be looked up."""
    payload: Mapped[dict[str, Any]]
    """Facts for the text; nothing is decided by them."""

    state: Mapped[str] = mapped_column(default="pending")
    due_at: Mapped[datetime]
    """When the plan wants it said."""
    expires_at: Mapped[datetime | None]
    """From when on it would be pointless."""
    retry_at: Mapped[datetime]
    """When it is next looked at (pending: posted, unknown: looked up); `due_at` at first."""

    fence: Mapped[int] = mapped_column(default=0)
    """Counts the claims; a result counts only with the fence of its claim."""
    lease_until: Mapped[float | None] = mapped_column(Float(53))
    """End of the claim, in seconds of the lease clock (the database's, or the machine's time since boot)."""
    claimed_at: Mapped[datetime | None]
    """The first claim: from here on a copy may stand in the channel."""
    attempts: Mapped[int] = mapped_column(default=0)
    """Requests that may have reached Slack: posts, and openings of the conversation that came to nothing."""
    unclear_at: Mapped[datetime | None]
    """When its fate last became unknown; stays set afterwards, since a late copy may still turn up."""

    nonce: Mapped[str]
    """The opaque key in the message's metadata."""
    thread_of: Mapped[str | None]
    """The key of the notice in whose thread it answers; it waits until that is posted."""
    thread_ts: Mapped[str | None]
    ts: Mapped[str | None]
    sent_at: Mapped[datetime | None]
    heal_at: Mapped[datetime | None]
    """When later copies are to be looked for; None: not needed, or done."""
    healed_at: Mapped[datetime | None]
    digest_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    """The digest that names this expired row."""
    error: Mapped[str | None]
    """Why it is where it is: Slack's error code, or the reason of a cancellation."""
    created_at: Mapped[datetime]


class ShownSubject(Base):
    """What a message shows (an item, a poll, …): when that changes, the message is redrawn."""

    __tablename__ = "shown_subjects"
    __table_args__ = (Index("ix_shown_subjects_subject_subject_id", "subject", "subject_id"),)

    row_id: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)


class Redraw(Base):
    """The update of one message: a row a message, whatever number of changes asked for it."""

    __tablename__ = "redraws"
    __table_args__ = (_where("ix_redraws_due", "due_at", condition="due_at IS NOT NULL"),)

    row_id: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), primary_key=True)
    team_id: Mapped[str]
    wanted: Mapped[int] = mapped_column(default=1)
    """Counts the changes that asked for it: an update begun before the last is followed by another."""
    fence: Mapped[int] = mapped_column(default=0)
    """Counts the claims; a result counts only with the fence of its claim."""
    due_at: Mapped[datetime | None]
    """When it is next looked at, or the claim of whoever draws it ends; None: all is drawn."""
    free_at: Mapped[datetime]
    """Not before this is it drawn again."""
    attempts: Mapped[int] = mapped_column(default=0)
    """Requests in a row that came to nothing."""
    is_unclear: Mapped[bool] = mapped_column(default=False)
    """Whether Slack may still carry out an earlier request: then it is drawn once more, later."""
    error: Mapped[str | None]
    drawn: Mapped[str | None]
    """The digest of what was posted or drawn last, where that is certain: that is not drawn again."""


class DirectChannel(Base):
    """The direct conversation with a person, as Slack opened it once."""

    __tablename__ = "direct_channels"

    team_id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(primary_key=True)
    channel_id: Mapped[str]
