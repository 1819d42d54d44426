"""The situations that the messages and forms of the gallery tell of."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.group import GroupView
from bot.core.registry import Done, Registry
from bot.dates.when import Precision, When
from bot.dates.working_days import WorkingDays
from bot.plan.acts import SetStatus
from bot.plan.rules.items import Item, Status
from bot.plan.rules.progress import progress
from bot.plan.rules.slots import propose_slots
from bot.plan.rules.views import Changed, ItemDetail, Page, PlannedNotice, StatusView
from bot.proposals.rules import ProposalNotice
from bot.reminders.rules.ladders import Ask, To
from bot.reminders.rules.notice_views import PastItems
from bot.reminders.views import PersonNote
from bot.talk.help import HelpRow
from tests.texts.samples import (
    ANNA,
    CLOSING,
    COORDINATOR,
    GROUP,
    LEAD,
    NOW,
    PLAN,
    PLATFORM,
    PLENARY,
    PLENARY_6,
    RESULTS,
    ROSTER,
    SECRETARIAT,
    TEAM_1,
    TEAM_2,
    TERMS,
    ZONE,
    change,
    month,
)

LATER = datetime(2018, 6, 4, 7, 0, tzinfo=NOW.tzinfo)
DATED = replace(
    TEAM_1, when=When(Precision.EXACT, "2017-11-14T14:00", "2017-11-14T17:30"), status=Status.SCHEDULED,
    venue="Room 3, Geneva", link="https://meet.example.org/abc?x=1&y=2",
)  # fmt: skip
PAGE = Page(GROUP, PLAN[:5], 9, NOW)
ZONES = (ZONE, "Africa/Nairobi", "America/New_York", "Asia/Bangkok")
MOVED = change(
    id=9,
    action="when",
    before={"when": {"precision": "month", "start": "2018-05", "end": None, "zone": None}},
    after={"when": {"precision": "month", "start": "2018-06", "end": None, "zone": None}},
    note="waiting for two agencies",
)
ROWS = (
    HelpRow("next", "next [SCOPE] [N]", "what comes next", "next ws1", "Ask"),
    HelpRow("show", "show KEY", "one item whole", "ws1-m1", "Ask"),
    HelpRow("done", 'done KEY ["note"]', "marks an item done", "ws1-d1 done", "Change"),
)
IN_A_MONTH, IN_A_WEEK, ON_THE_DAY = (NOW + timedelta(days=days) for days in (30, 7, 3))
NOTICES = (
    PlannedNotice(
        "month:2017-11:C0IMG", "month-ahead", "the month ahead", IN_A_MONTH, "C0IMG", False, (TEAM_1, TEAM_2)
    ),
    PlannedNotice("note:2:2017-10-09", "note", "personal note", IN_A_WEEK, "U0ANNA", True, (TEAM_1,)),
    PlannedNotice(
        "rung:1", "rung", "a meeting in an hour", ON_THE_DAY, "C0IMG", False, (PLENARY,), skipped=True
    ),
)

REGISTRY = Registry(())


def ask(item: Item, about: str, to: To = To.OWNER, decide: bool = False) -> tuple[GroupView, Ask]:
    return GROUP, Ask(item, about, NOW.date(), to, decide)


WEEK = PersonNote(
    contact=ANNA,
    now=NOW,
    day=NOW.date(),
    asks=(
        ask(TEAM_1, "needs-date"),
        ask(TERMS, "begins"),
        ask(RESULTS, "overdue"),
        ask(replace(DATED, id=30, key="WS1-M9"), "just-over"),
    ),
    changed=((GROUP, change()),),
    slots={TEAM_1.id: propose_slots(TEAM_1, NOW.date(), WorkingDays())},
    zones={GROUP.id: ZONES},
    standings={GROUP.id: LEAD.standing},
    opens_week=True,
)
SLOT = WEEK.slots[TEAM_1.id][0]
DECIDE = replace(
    WEEK,
    contact=SECRETARIAT,
    asks=(
        ask(PLENARY_6, "needs-date", To.COORDINATOR, True),
        ask(PLATFORM, "overdue", To.COORDINATOR, True),
        ask(CLOSING, "closing", To.COORDINATOR),
    ),
    changed=(),
    slots={PLENARY_6.id: propose_slots(PLENARY_6, NOW.date(), WorkingDays())},
    standings={GROUP.id: COORDINATOR.standing},
    late=True,
)
DETAIL = ItemDetail(GROUP, RESULTS, ROSTER, NOW, ((TEAM_1, True), (PLENARY, False)), (), (change(),), 2, 21)
PAST = PastItems(GROUP, (PLENARY, TEAM_1, TEAM_2, TERMS), LATER)
PROPOSAL = ProposalNotice(GROUP, 5, "U0BEN", "mark WS1-D1 “Results of the analysis” as done", RESULTS)
REPORT = StatusView(
    group=GROUP,
    now=LATER,
    streams=tuple(progress(PLAN, GROUP.labels, LATER, ZONE)),
    plenary=PLENARY,
    changes=(change(), MOVED),
)
JUNE = month("2018-06")
UNDO = NOW + timedelta(minutes=10)
SOON = NOW + timedelta(minutes=2)


def done(changed: Changed, act_id: int | None = None) -> Done[SetStatus]:
    """What an act came to; with an id it can still be taken back."""
    act = SetStatus.of(changed.item, changed.item.status)
    return Done(act, changed.group.id, changed, NOW, REGISTRY, act_id, None if act_id is None else UNDO)
