"""Proposals as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.group import GroupView
from bot.plan.rules.items import Item

PROPOSAL = "proposal"
"""The kind of the notices about proposals."""


@dataclass(frozen=True, slots=True)
class ProposalNotice:
    """Someone without the right asks for a change; `sentence` is what it would do, for its reader.

    `state` is ``open``, ``accepted``, ``declined`` (`why`: the reason given), ``expired``, or ``closed``
    where the bot was brought up to date and no longer knows what was proposed.
    """

    group: GroupView
    proposal_id: int
    by: str
    sentence: str
    item: Item | None
    state: str = "open"
    decided_by: str | None = None
    why: str | None = None
