"""What the bot says unasked, and its questions that wait for a decision, each once, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from bot.dates.when import Precision, When
from bot.proposals.texts import build_proposal, build_proposal_outcome
from bot.reminders.rules.notice_views import Digest, MeetingNotice, MissedNotice, MonthAhead
from bot.reminders.texts.announcements import build_digest, build_meeting, build_month_ahead
from bot.reminders.texts.decisions import build_dead_letter, build_past, build_start_reminders
from bot.reminders.texts.note import build_note
from bot.slack.message import Message
from tests.texts.samples import (
    ANNA,
    GROUP,
    NOW,
    PLAN,
    PLENARY,
    PLENARY_6,
    TEAM_1,
    TEAM_2,
    TERMS,
    ZONE,
)
from tests.texts.scenes import (
    DATED,
    DECIDE,
    NOTICES,
    PAST,
    PROPOSAL,
    WEEK,
)

NOTICE_MESSAGES: dict[str, Callable[[], Message]] = {
    "note": lambda: build_note(WEEK),
    "note-to-decide": lambda: build_note(DECIDE),
    "month-ahead": lambda: build_month_ahead(
        MonthAhead(
            GROUP,
            NOW,
            date(2017, 11, 1),
            (TEAM_1, TEAM_2, TERMS),
            (PLENARY_6,),
            {"WS1-M1": (ANNA,), "WS2-M1": ()},
        )
    ),
    "week-before": lambda: build_meeting(MeetingNotice(GROUP, PLENARY, NOW, "week-before")),
    "hour-before": lambda: build_meeting(MeetingNotice(GROUP, DATED, NOW, "hour-before")),
    "channel-date-set": lambda: build_meeting(MeetingNotice(GROUP, DATED, NOW, "date-set", by="U0ANNA")),
    "channel-moved": lambda: build_meeting(
        MeetingNotice(
            GROUP, DATED, NOW, "date-moved", When(Precision.DAY, "2017-11-07"), "room is taken", "U0ANNA"
        )
    ),
    "channel-cancelled": lambda: build_meeting(
        MeetingNotice(GROUP, DATED, NOW, "cancelled", why="no quorum")
    ),
    "past": lambda: build_past(PAST),
    "proposal": lambda: build_proposal(PROPOSAL),
    "proposal-decided": lambda: build_proposal(replace(PROPOSAL, state="accepted", decided_by="U0ANNA")),
    "proposal-outcome": lambda: build_proposal_outcome(
        replace(PROPOSAL, state="declined", decided_by="U0ANNA", why="two answers are missing")
    ),
    "proposal-closed": lambda: build_proposal_outcome(replace(PROPOSAL, state="closed")),
    "proposal-closed-unread": lambda: build_proposal_outcome(
        replace(PROPOSAL, sentence="", item=None, state="closed")
    ),
    "proposal-unread": lambda: build_proposal(replace(PROPOSAL, sentence="", state="closed")),
    "dead-letter": lambda: build_dead_letter(
        44, GROUP, called="the month ahead", recipient="C0IMG", due_at=NOW, zone=ZONE
    ),
    "start-reminders": lambda: build_start_reminders(
        replace(GROUP, reminders_on=False), 9, ("C0IMG", "C0WS1"), NOTICES[:2]
    ),
    "digest": lambda: build_digest(
        Digest(
            GROUP,
            NOW,
            (
                MissedNotice("a meeting in a week", NOW, (PLENARY,)),
                MissedNotice("the month ahead", NOW, PLAN),
            ),
        )
    ),
}
