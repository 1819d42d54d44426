"""What people do about their mail."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Look, private


@dataclass(frozen=True)
class StopMail(Act):
    """Get no reminders by mail any more, or again: dates, moves and cancellations come in any case."""

    NAME = "stop-mail"

    stops: bool = True


@dataclass(frozen=True)
class PreferFeed(Act):
    """Have the plan in one's calendar by subscribing to it, not by files in mail; or the contrary."""

    NAME = "prefer-feed"

    feed: bool = True


@dataclass(frozen=True)
class MailAgain(Act):
    """Write again to somebody whose mail came back."""

    NAME = "mail-again"

    person_id: int


@dataclass(frozen=True)
class CopyAsMail(Look):
    """A notice about an item (0: the one that `text` names), as a mail to send oneself."""

    NAME = "copy-as-mail"

    item_id: int = 0
    text: str | None = private()
