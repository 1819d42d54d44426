"""Pauses: when somebody is not asked about an item, or about anything, and when they are asked again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.wall_time import local

LONGEST = timedelta(days=120)
_HOUR = r"([01]?\d|2[0-3])(?:[:h.]([0-5]\d)?)?"
_HOURS = re.compile(rf"{_HOUR}\s*(?:-|–|to|until|à|a)\s*{_HOUR}")
LATEST_MORNING, EARLIEST_EVENING = time(12), time(15)


@dataclass(frozen=True, slots=True)
class PauseView:
    """From `since` to `until`, somebody is not asked about an item (None: about nothing)."""

    id: int
    item_id: int | None
    since: datetime
    until: datetime
    is_away: bool = False

    def holds_back(self, item_id: int, day: date, zone: str) -> bool:
        """Whether what was to be asked about an item on a day waits for the end of the pause.

        Who was away is asked once more in any case: meanwhile it was others who were.
        """
        if self.is_away or self.item_id not in (None, item_id) or self.until <= self.since:
            return False
        return local(self.since, zone).date() <= day <= local(self.until, zone).date()


def read_hours(text: str) -> str:
    """Quiet hours as they are stored: ``19:00-09:00``; "" where they are the usual ones.

    Raises:
        UserError: they do not span the night, or leave no working day.
    """
    if not text.strip():
        return ""
    found = _HOURS.fullmatch(text.strip().casefold())
    if found is None:
        raise UserError(_("Quiet hours are from an evening to a morning, such as 19:00-09:00."))
    begin, end = time(int(found[1]), int(found[2] or 0)), time(int(found[3]), int(found[4] or 0))
    if begin < EARLIEST_EVENING or end > LATEST_MORNING:
        raise UserError(_("Quiet hours begin at 15:00 or later, and end at 12:00 or earlier."))
    return f"{begin:%H:%M}-{end:%H:%M}"


def begin_and_end(hours: str) -> tuple[time, time]:
    """The evening and the morning of stored quiet hours."""
    begin, end = hours.split("-")
    return time.fromisoformat(begin), time.fromisoformat(end)
