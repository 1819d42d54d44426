"""What a date counts from, and what a move would squeeze, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.core.i18n import _, ngettext
from bot.dates.texts import days_words, length_of, when_words
from bot.dates.wall_time import local
from bot.dates.when import When
from bot.plan.rules.anchors import Anchor
from bot.plan.rules.items import Item
from bot.plan.rules.squeeze import Squeezed
from bot.plan.texts.naming import item_name
from bot.slack.escaping import bold, bullets, one_line

MOST_LISTED, NAME_LIMIT = 8, 100


def days_left(when: When, now: datetime, zone: str) -> str:
    """``83 days left``; of what has no day or is over, nothing or how long ago it was."""
    day = when.first_day
    if not when.is_dated or day is None:
        return ""
    left = (day - local(now, when.zone or zone).date()).days
    if left <= 1:
        return days_words(left)
    return ngettext("{count} day left", "{count} days left", left).format(count=left)


def anchor_words(anchor: Anchor, now: datetime, zone: str) -> str:
    """``*24th SOM* · Mon 24 Sep 2018 · 83 days left``, as lists show it."""
    left = days_left(anchor.when, now, zone)
    parts = [bold(anchor.name, NAME_LIMIT), when_words(anchor.when, zone), left]
    return " · ".join(part for part in parts if part)


def counted_words(offset: When, name: str) -> str:
    """``6 weeks before 24th SOM``, in plain text."""
    name = one_line(name, NAME_LIMIT)
    words = [
        (_("{length} before {anchor}") if one.startswith("-") else _("{length} after {anchor}")).format(
            length=length_of(one), anchor=name
        )
        for one in (offset.start, offset.end)
        if one is not None
    ]
    return _("{first} to {last}").format(first=words[0], last=words[1]) if len(words) > 1 else words[0]


def moved_words(moves: int) -> str:
    """``moved once``, ``moved 3 times``."""
    times = [_("moved once"), _("moved twice")]
    count = ngettext("moved {count} time", "moved {count} times", moves).format(count=moves)
    return times[moves - 1] if moves <= len(times) else count


def followed_lines(moved: Sequence[tuple[Item, Item]], zone: str, *, is_ahead: bool = False) -> str:
    """What has followed a date, or would (`is_ahead`): each item, its date before and after."""
    told = _("{was} → {now}") if is_ahead else _("was {was} → now {now}")
    lines = [
        f"{item_name(after, 100)} · "
        + told.format(was=when_words(before.when, zone), now=when_words(after.when, zone))
        for before, after in moved[:MOST_LISTED]
    ]
    return bullets(lines, len(moved) - len(lines))


def squeezed_lines(squeezed: Sequence[Squeezed], zone: str) -> str:
    """What would have fewer working days, each with how many before and after."""
    lines = [_squeezed(one, zone) for one in squeezed[:MOST_LISTED]]
    return bullets(lines, len(squeezed) - len(lines))


def _squeezed(one: Squeezed, zone: str) -> str:
    facts = {"item": item_name(one.item, 100), "when": when_words(one.item.when, zone)}
    if one.after < 0 and one.first is not None:
        return _("⚠ {item} would be due ({when}) before {first}").format(**facts, first=one.first.key)
    if one.after < 0:
        return _("⚠ {item} would be due in the past ({when})").format(**facts)
    left = ngettext("{count} working day", "{count} working days", one.after).format(count=one.after)
    if one.first is not None:
        told = _("{item} ({when}): {left} after {first} instead of {before}")
        line = told.format(**facts, left=left, first=one.first.key, before=one.before)
    else:
        line = _("{item} ({when}): {left} from today instead of {before}").format(
            **facts, left=left, before=one.before
        )
    if not one.holidays:
        return line
    off = ngettext("{count} holiday in between", "{count} holidays in between", one.holidays)
    return f"{line} · {off.format(count=one.holidays)}"
