"""The states of a point of an agenda."""

from __future__ import annotations

from enum import StrEnum


class PointState(StrEnum):
    """Where a point stands. It is open while it is proposed or accepted.

    `carried`: it went on to another agenda, or to somebody as an action. `removed`: that it was added was
    taken back, so it is nowhere.
    """

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DONE = "done"
    CARRIED = "carried"
    DROPPED = "dropped"
    REMOVED = "removed"


OPEN_POINT = frozenset({PointState.PROPOSED, PointState.ACCEPTED})
ON_AGENDA = frozenset({PointState.ACCEPTED, PointState.DONE, PointState.CARRIED})
"""What an agenda lists."""
