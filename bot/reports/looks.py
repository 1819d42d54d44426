"""What can be seen of the whole: how it stands, who is who, what concerns oneself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Look
from bot.plan.rules.upcoming import EVERYTHING, Scope


@dataclass(frozen=True)
class StatusReport(Look):
    """Traffic lights, what is overdue, and what changed since the last plenary."""

    NAME = "status"

    scope: Scope = EVERYTHING


@dataclass(frozen=True)
class Who(Look):
    """Who has which role, in the group or in one stream."""

    NAME = "who"

    stream: str | None = None


@dataclass(frozen=True)
class Me(Look):
    """What concerns the reader, and what is stored about them."""

    NAME = "me"
