"""Proposals: what somebody may not do is sent, as a whole act, to those who may."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Basis, Look, private


@dataclass(frozen=True)
class Propose(Act):
    """Send an act to those who may do it."""

    NAME = "propose"

    act: Act


@dataclass(frozen=True)
class Accept(Act):
    """Carry a proposed act out with one's own right, and close the proposal: both, or neither.

    A date that has passed since it was proposed is set only where `although_over` says so. `seen` is the
    basis that the reader was shown after what was proposed had been decided on something else.
    """

    NAME = "accept"

    proposal_id: int
    although_over: bool = False
    seen: Basis | None = None


@dataclass(frozen=True)
class Decline(Act):
    """Close a proposal without doing it; whoever sent it hears why."""

    NAME = "decline"

    proposal_id: int
    why: str | None = private()


@dataclass(frozen=True)
class Proposals(Look):
    """The proposals that the reader may decide on, and their own that wait."""

    NAME = "proposals"
