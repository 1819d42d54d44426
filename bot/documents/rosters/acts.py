"""What can be done with a roster from a file, and what can be seen of it, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Look


@dataclass(frozen=True)
class ImportRoster(Act):
    """Bring the roster in line with a file that waits; nobody is taken off it."""

    NAME = "import-roster"

    draft_id: int


@dataclass(frozen=True)
class RosterPreview(Look):
    """What a file would change of the roster."""

    NAME = "roster-preview"

    draft_id: int
