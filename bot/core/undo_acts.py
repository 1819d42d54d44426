"""Taking back, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Look


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


@dataclass(frozen=True)
class GroupHistory(Look):
    """What was changed last in a group, whatever it was, also in what is no longer in its plan."""

    NAME = "group-history"
