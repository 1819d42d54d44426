"""The kinds of notices about the plan, in the order in which they are planned."""

from __future__ import annotations

from bot.reminders.notices.late import LATE_NOTICE
from bot.reminders.notices.lost import LOST_NOTICE
from bot.reminders.notices.meetings import DATE_NOTICE, RUNG_NOTICE
from bot.reminders.notices.month_ahead import MONTH_AHEAD_NOTICE
from bot.reminders.notices.no_coordinator import NO_COORDINATOR_NOTICE
from bot.reminders.notices.notes import NOTE_NOTICE
from bot.reminders.notices.past import PAST_NOTICE
from bot.reminders.notices.shared import SHARED_NOTICE
from bot.reminders.notices.woken import WOKEN_NOTICE

NOTICES = (
    RUNG_NOTICE,
    NOTE_NOTICE,
    WOKEN_NOTICE,
    MONTH_AHEAD_NOTICE,
    DATE_NOTICE,
    PAST_NOTICE,
    SHARED_NOTICE,
    LATE_NOTICE,
    LOST_NOTICE,
    NO_COORDINATOR_NOTICE,
)
