"""Taking back, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act


@dataclass(frozen=True)
class Undo(Act):
    """Take one's own last act back; `act_id` names the one that is meant."""

    NAME = "undo"

    act_id: int | None = None


@dataclass(frozen=True)
class Restore(Act):
    """Bring back how something was before one entry of its history, as far as that entry goes."""

    NAME = "restore"

    change_id: int
