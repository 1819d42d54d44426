"""Days on which a group does not work, in words: runs of days of one name together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from bot.core.i18n import _
from bot.dates.texts import DASH, day_words
from bot.slack.escaping import quoted

MOST_RUNS = 12


def days_off_words(days: Mapping[str, str | None]) -> str:
    """``Mon 9 Nov 2026 – Fri 20 Nov 2026 (COP); Thu 24 Dec 2026``: ISO days and what each is called."""
    runs: list[tuple[date, date, str | None]] = []
    for iso in sorted(days):
        day, name = date.fromisoformat(iso), days[iso]
        if runs and runs[-1][1:] == (day - timedelta(days=1), name):
            runs[-1] = (runs[-1][0], day, name)
        else:
            runs.append((day, day, name))
    shown = "; ".join(_run_words(*run) for run in runs[:MOST_RUNS])
    left = len(runs) - MOST_RUNS
    return f"{shown} {_('and {count} more').format(count=left)}" if left > 0 else shown


def _run_words(first: date, last: date, name: str | None) -> str:
    days = day_words(first) if first == last else f"{day_words(first)} {DASH} {day_words(last)}"
    return _("{days} ({name})").format(days=days, name=quoted(name, 80)) if name else days
