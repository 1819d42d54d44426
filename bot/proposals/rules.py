"""Proposals as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.group import GroupView
from bot.plan.rules.items import Item

PROPOSAL = "proposal"
"""The kind of the notices about proposals."""
PROPOSALS = "proposals"
"""The kind of the notices about several of a day."""
SUBJECT = "proposal"
"""Under which proposals stand in the history."""
OPEN, ACCEPTED, DECLINED, OVERTAKEN, WITHDRAWN = "open", "accepted", "declined", "overtaken", "withdrawn"
"""The states of a proposal: overtaken is one that another act has made pointless."""


@dataclass(frozen=True, slots=True)
class ProposalNotice:
    """Someone without the right asks for a change; `sentence` is what it would do, for its reader.

    `state` is one of those above (`why`: the reason of one that was declined), ``expired``, or ``closed``
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
    is_outcome: bool = False
    """Whether it tells whoever sent it what has become of it."""
