"""What people do about their mail."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act


@dataclass(frozen=True)
class StopMail(Act):
    """Get no reminders by mail any more, or again: dates, moves and cancellations come in any case."""

    NAME = "stop-mail"

    stops: bool = True
