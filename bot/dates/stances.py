"""What is assumed where words can be taken in several ways, and how the readings come together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.core.i18n import _
from bot.dates.scene import Meaning, Meanings, mixed
from bot.dates.understood import AfterMonth, Cause, Order


@dataclass(frozen=True, slots=True)
class Stance:
    """What is assumed where words can be taken in several ways: one of each is assumed at a time."""

    order: Order
    after_month: AfterMonth
    today: date


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the pieces up to `end` (from `start` on) mean in one stance, or why they mean nothing."""

    start: int
    end: int
    stance: Stance
    meanings: Meanings = ()
    cause: Cause | None = None


def together(attempts: Sequence[Attempt]) -> Attempt:
    """One attempt from those of all stances: where they differ, all their meanings with the cause."""
    longest = max(attempt.end for attempt in attempts)
    ending = [attempt for attempt in attempts if attempt.end == longest]
    good = [attempt for attempt in ending if attempt.meanings] or ending
    fitting = [a for a in good if a.meanings and not any(m.cause is Cause.WEEKDAY for m in a.meanings)]
    good = fitting or good
    first = good[0]
    if all(attempt.meanings == first.meanings for attempt in good):
        return first
    cause = _difference(good)
    groups = [
        tuple(
            replace(m, cause=cause, label=m.label or _label(m, attempt.stance, cause, good))
            for m in attempt.meanings
        )
        for attempt in good
    ]
    merged = mixed(*groups)
    if len(merged) == 1:
        return first
    return replace(first, meanings=merged)


def _difference(attempts: Sequence[Attempt]) -> Cause:
    """In what the stances differ that make a difference."""
    if len({attempt.stance.after_month for attempt in attempts}) > 1:
        return Cause.DAY_OR_YEAR
    if len({attempt.stance.order for attempt in attempts}) > 1:
        return Cause.ORDER
    return Cause.WHOSE_DAY


def _label(meaning: Meaning, stance: Stance, cause: Cause, attempts: Sequence[Attempt]) -> str:
    if cause is Cause.ORDER:
        return _("day first") if stance.order is Order.DAY_FIRST else _("month first")
    if cause is Cause.DAY_OR_YEAR:
        return _("a day") if meaning.when.is_dated else _("a year")
    return _("where you are") if stance.today == attempts[0].stance.today else _("in the group")
