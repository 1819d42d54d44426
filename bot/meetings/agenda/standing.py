"""The standing points that meetings have where a group has set none of its own."""

from __future__ import annotations

from bot.core.i18n import _
from bot.meetings.agenda.rules import Duty, Meetings


def default_standing(meetings: Meetings) -> tuple[tuple[str, int | None, Duty], ...]:
    """Text, minutes and duty of each, in the language of whoever puts them onto an agenda."""
    first = (_("Adoption of the agenda"), 5, Duty.NONE)
    last = (
        (_("Date of the next meeting"), 5, Duty.NONE),
        (_("Any other business"), 5, Duty.NONE),
    )
    review = (_("Review of actions"), 10, Duty.ACTIONS)
    if meetings is Meetings.TEAM:
        return (review, *last)
    return (first, (_("Minutes of the last meeting"), 5, Duty.MINUTES), review, *last)
