"""Dates that others count from: anchors, which are dates of other bodies, and what is reckoned from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from bot.dates.counted_days import moved
from bot.dates.folding import fold
from bot.dates.scene import Unreadable
from bot.dates.when import Precision, When
from bot.plan.rules.plan import Plan


@dataclass(frozen=True, slots=True)
class Anchor:
    """A date of another body, such as of the Senior Officials' Meeting; `first_date` is what it was first."""

    id: int
    key: str
    name: str
    when: When
    first_date: When | None = None
    version: int = 1


@dataclass(frozen=True)
class Anchors:
    """The anchors of a group, in the order of their dates."""

    all: tuple[Anchor, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, Anchor]:
        """The anchors by key."""
        return {anchor.key: anchor for anchor in self.all}

    @cached_property
    def by_id(self) -> Mapping[int, Anchor]:
        """The anchors by id."""
        return {anchor.id: anchor for anchor in self.all}

    def find(self, words: str) -> Anchor | None:
        """The anchor of that name or key, however it is written."""
        said = folded(words)
        return next((one for one in self.all if said and said in (folded(one.name), folded(one.key))), None)


def folded(name: str) -> str:
    """A name without what people write differently: case, accents, marks, an article before it."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(name)).split()
    return " ".join(words[1:] if words[:1] in (["the"], ["le"], ["la"]) else words)


def base_of(key: str, plan: Plan, anchors: Anchors) -> tuple[str, When] | None:
    """The name and the date of what a date counts from: an anchor, else an item; None where it is gone."""
    anchor = anchors.by_key.get(key)
    if anchor is not None:
        return anchor.name, anchor.when
    item = plan.by_key.get(key)
    return (item.key, item.when) if item is not None else None


def counted(base: When, offset: When) -> When | None:
    """The date that lies so far before or after another one; None where that has no date.

    From a day one counts to a day: before several days from the first of them, after them from the last.
    From a month or another period it stays months, for nobody knows the day.
    """
    first, last = base.first_day, base.last_day
    if first is None or last is None or offset.start is None:
        return None
    try:
        ends = [_reckoned(first, last, one, base) for one in (offset.start, offset.end or offset.start)]
        earliest, latest = min(one[0] for one in ends), max(one[1] for one in ends)
    except Unreadable:
        return None
    if base.is_dated:
        if earliest == latest:
            return When(Precision.DAY, earliest.isoformat())
        return When(Precision.DAYS, earliest.isoformat(), latest.isoformat())
    months = f"{earliest:%Y-%m}", f"{latest:%Y-%m}"
    if months[0] == months[1]:
        return When(Precision.MONTH, months[0])
    return When(Precision.MONTHS, *months)


def _reckoned(first: date, last: date, offset: str, base: When) -> tuple[date, date]:
    count, unit = int(offset[:-1]), offset[-1]
    if not base.is_dated:
        start, beyond = moved(first, count, unit), moved(last + timedelta(days=1), count, unit)
        return start, beyond - timedelta(days=1)
    day = moved(first if count < 0 else last, count, unit)
    return day, day
