"""Ticking the checklist of a meeting, as a value, and the form that asks."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Form


@dataclass(frozen=True)
class TickChecklist(Act):
    """Say which lines of the checklist of a meeting are done; the others are not."""

    NAME = "tick-checklist"

    item_id: int
    done: tuple[str, ...] = ()


@dataclass(frozen=True)
class ChecklistForm(Form):
    """Asks what is done before a meeting."""

    NAME = "checklist-form"

    item_id: int
