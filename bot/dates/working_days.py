"""Which days a group works: reminders never fall on the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class WorkingDays:
    """Monday to Friday without a group's holidays; `is_holiday` says which days are holidays."""

    is_holiday: Callable[[date], bool] = lambda day: False

    def works(self, day: date) -> bool:
        """Whether the group works on that day."""
        return day.weekday() < 5 and not self.is_holiday(day)

    def on_or_before(self, day: date) -> date:
        """That day, or the last working day before it."""
        return self._seek(day, -ONE_DAY)

    def on_or_after(self, day: date) -> date:
        """That day, or the first working day after it."""
        return self._seek(day, ONE_DAY)

    def add(self, day: date, count: int) -> date:
        """`count` working days after `day` (before it where `count` is negative)."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day = self._seek(day + step, step)
        return day

    def note_day(self, day: date) -> date:
        """The first working day of the ISO week of `day`: when that week's Monday note is sent."""
        return self.on_or_after(day - timedelta(days=day.weekday()))

    def _seek(self, day: date, step: timedelta) -> date:
        # A year without any working day is a mistake in the settings; then every day counts.
        found = day
        for _ in range(366):
            if self.works(found):
                return found
            found += step
        return day
