"""Exports, pictures and editions as acts and looks."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Look, private
from bot.plan.rules.upcoming import EVERYTHING, Scope


@dataclass(frozen=True)
class Export(Look):
    """The plan as a file of one format; bare, a choice of formats. `edition` is one that was published.

    `is_marked`: Word says beside each item what has changed in it since the last edition.
    """

    NAME = "export"

    form: str | None = None
    edition: int | None = None
    is_marked: bool = False


@dataclass(frozen=True)
class Timeline(Look):
    """The plan, or a part of it, as a picture."""

    NAME = "timeline"

    scope: Scope = EVERYTHING


@dataclass(frozen=True)
class PublishPlan(Act):
    """Freeze the plan as a numbered edition, and tell the channel what has changed since the last one."""

    NAME = "publish-plan"

    name: str = private("")


@dataclass(frozen=True)
class Editions(Look):
    """The editions there are; of one, what it changed against the one before it, and what did since."""

    NAME = "editions"

    number: int | None = None
