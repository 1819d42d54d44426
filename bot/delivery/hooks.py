"""What delivery asks of the plan, which it does not know: the hooks that the composition root fills in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from bot.core.notices import Subject
from bot.delivery.tables import OutboxRow


@dataclass(frozen=True)
class Mail:
    """A finished letter: its envelope, its Message-ID, and its bytes."""

    sender: str
    to: str
    message_id: str
    data: bytes


@dataclass(frozen=True)
class Post:
    """Say it, so: `blocks` as Slack's API takes them, `text` for those who see no blocks.

    `shows` is what it shows: when one of these changes, the message is redrawn.
    """

    text: str
    blocks: Sequence[dict[str, Any]] | None = None
    thread_ts: str | None = None
    shows: tuple[Subject, ...] = ()
    mail: Mail | None = None
    """Of somebody without Slack: the letter that is sent instead."""

    @property
    def digest(self) -> str:
        """What tells how it looks from how it looked."""
        content = json.dumps([self.text, self.blocks], sort_keys=True, ensure_ascii=False, default=list)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Drop:
    """It no longer holds."""

    reason: str


@dataclass(frozen=True)
class Later:
    """Not now (quiet hours, a snooze): ask again at `at`."""

    at: datetime


Decision = Post | Drop | Later


@dataclass(frozen=True)
class Recipient:
    """A person to be asked; `team` is their own workspace where it is another one."""

    user_id: str
    team: str | None = None


class Plan(Protocol):
    """The hooks; all run inside a transaction, in a worker thread.

    They write nothing but the links of a letter, which are stored with its claim.
    """

    @property
    def questions(self) -> Collection[str]:
        """The kinds that are posted however late they are; what else comes too late goes into a digest."""
        ...

    def prepare(self, session: Session, row: OutboxRow, now: datetime) -> Decision:
        """Whether a notice still holds, and its words."""
        ...

    def refresh(self, session: Session, row: OutboxRow, now: datetime) -> Decision:
        """The words of a posted message as it would read now; `Drop` leaves it as it is."""
        ...

    def dead_letter_recipients(self, session: Session, dead: OutboxRow) -> Sequence[Recipient]:
        """Who is asked about a message that could not be posted, or of which nobody knows whether it was."""
        ...
