"""Every message and form once, by name: golden texts, limits and hostile texts are all tried on these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.errors import UserError
from bot.messages.announcements import build_digest, build_meeting, build_month_ahead
from bot.messages.answers import (
    build_apology,
    build_error,
    build_which_date,
    build_which_group,
    build_which_item,
)
from bot.messages.confirm import build_changed, build_undone, build_whatif
from bot.messages.decisions import (
    build_dead_letter,
    build_past,
    build_proposal,
    build_proposal_outcome,
    build_start_reminders,
)
from bot.messages.detail import build_history, build_show
from bot.messages.edit_form import build_edit_form
from bot.messages.forms import (
    build_add_form,
    build_past_form,
    build_reason_form,
    build_schedule_form,
    build_status_form,
)
from bot.messages.help import HelpRow, build_help, build_help_word, build_welcome
from bot.messages.home import build_home
from bot.messages.imports import build_import
from bot.messages.lists import build_next, build_plan
from bot.messages.message import Message
from bot.messages.note import build_note
from bot.messages.reports import build_forecast, build_me, build_status, build_who
from bot.workplan.differences import ItemDifference
from bot.workplan.draft import Question, SourceLine
from bot.workplan.home import HomeGroup, HomeView
from bot.workplan.items import Item, Status
from bot.workplan.ladders import Ask, To
from bot.workplan.progress import progress
from bot.workplan.slots import propose_slots
from bot.workplan.views import (
    AboutMe,
    Changed,
    Digest,
    Forecast,
    GroupView,
    ItemDetail,
    MeetingNotice,
    MissedNotice,
    MonthAhead,
    Page,
    PastItems,
    PersonNote,
    PlannedNotice,
    ProposalNotice,
    StatusReport,
    WhatIf,
    WhoView,
)
from bot.workplan.when import Precision, When
from bot.workplan.working_days import WorkingDays
from tests.messages.samples import (
    ANNA,
    BEN,
    CLOSING,
    COORDINATOR,
    GROUP,
    LEAD,
    MEMBER,
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
NOTICES = (
    PlannedNotice(
        "month:2017-11:C0IMG", "month-ahead", NOW + timedelta(days=30), "C0IMG", False, (TEAM_1, TEAM_2)
    ),
    PlannedNotice("note:2:2017-10-09", "note", NOW + timedelta(days=7), "U0ANNA", True, (TEAM_1,)),
    PlannedNotice("rung:1", "hour-before", NOW + timedelta(days=3), "C0IMG", False, (PLENARY,), skipped=True),
)


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
)
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
PROPOSAL = ProposalNotice(GROUP, 5, "U0BEN", "done WS1-D1", RESULTS)
REPORT = StatusReport(
    group=GROUP,
    now=LATER,
    streams=tuple(progress(PLAN, GROUP.labels, LATER, ZONE)),
    since=datetime(2017, 10, 5, 15, 30, tzinfo=NOW.tzinfo),
    since_title="5th IMG E-waste meeting",
    changes=(change(), MOVED),
)
JUNE = month("2018-06")
UNDO = NOW + timedelta(minutes=10)
SOON = NOW + timedelta(minutes=2)

MESSAGES: dict[str, Callable[[], Message]] = {
    "next": lambda: build_next(PAGE, LEAD),
    "next-shared": lambda: build_next(PAGE, None, shared_by="U0ANNA"),
    "next-empty": lambda: build_next(
        replace(PAGE, items=(), group=replace(GROUP, is_empty=True)), COORDINATOR
    ),
    "next-nothing": lambda: build_next(replace(PAGE, items=(), scope="in WS1"), COORDINATOR),
    "plan": lambda: build_plan(replace(PAGE, items=PLAN, now=LATER), COORDINATOR),
    "plan-page-2": lambda: build_plan(
        replace(PAGE, items=PLAN * 11, scope="in WS1"), LEAD, "plan ws1", number=2
    ),
    "plan-shared": lambda: build_plan(replace(PAGE, items=PLAN, now=LATER), None, shared_by="U0SEC"),
    "show": lambda: build_show(DETAIL, LEAD),
    "show-member": lambda: build_show(replace(DETAIL, item=PLENARY, moves=0, changes=()), MEMBER),
    "show-shared": lambda: build_show(replace(DETAIL, now=LATER), None, shared_by="U0ANNA"),
    "history": lambda: build_history(
        RESULTS,
        [MOVED, change(), change(id=1, who="cli", action="add", before={}, after={"title": "Results"})],
        GROUP.id,
        COORDINATOR,
        NOW,
        ZONE,
    ),
    "who": lambda: build_who(WhoView(GROUP, ROSTER, {"UNEP": (BEN,), "ITU": ()}), LEAD),
    "status": lambda: build_status(REPORT, COORDINATOR),
    "status-shared": lambda: build_status(REPORT, None, shared_by="U0SEC"),
    "me": lambda: build_me(AboutMe(GROUP, LEAD, NOW, (TEAM_1, RESULTS), {"Your zone": "Africa/Nairobi"})),
    "forecast": lambda: build_forecast(Forecast(GROUP, NOW, 30, NOTICES), may_skip=True),
    "forecast-off": lambda: build_forecast(Forecast(replace(GROUP, reminders_on=False), NOW, 30, ()), True),
    "done": lambda: build_changed(
        Changed(GROUP, replace(PLATFORM, status=Status.DONE), PLATFORM, NOW, note="all in", undo_until=UNDO)
    ),
    "added": lambda: build_changed(Changed(GROUP, TEAM_1, None, NOW, taken_ordinal=3, undo_until=UNDO)),
    "at-risk": lambda: build_changed(Changed(GROUP, PLATFORM, replace(PLATFORM, status=Status.PLANNED), NOW)),
    "date-set": lambda: build_changed(
        Changed(
            GROUP,
            DATED,
            TEAM_1,
            NOW,
            announce_at=SOON,
            channels=("C0WS1",),
            undo_until=UNDO,
            conflicts=(TEAM_2,),
            late_dependents=(RESULTS,),
        ),
        LEAD,
    ),
    "moved": lambda: build_changed(
        Changed(GROUP, replace(RESULTS, when=JUNE), RESULTS, NOW, undo_until=UNDO)
    ),
    "already": lambda: build_changed(
        Changed(GROUP, replace(PLATFORM, status=Status.DONE), PLATFORM, NOW, already=change())
    ),
    "undone": lambda: build_undone(Changed(GROUP, TEAM_1, DATED, NOW)),
    "what-if": lambda: build_whatif(
        WhatIf(
            GROUP, DATED, When(Precision.DAY, "2017-12-01"), NOW, 17, (RESULTS,), (), (("week-before", NOW),)
        )
    ),
    "error": lambda: build_error(
        UserError("Only <@U0ANNA> may do that.", proposal="done WS1-D1", words=("show WS1-D1",)), GROUP.id
    ),
    "apology": lambda: build_apology("4f1c"),
    "which-item": lambda: build_which_item(GROUP, (TEAM_1, RESULTS), "done {key}"),
    "which-date": lambda: build_which_date(
        GROUP,
        (When(Precision.DAY, "2018-04-03"), When(Precision.DAY, "2018-03-04")),
        "schedule WS1-M1 {when}",
    ),
    "which-group": lambda: build_which_group((GROUP, replace(GROUP, id=13, name="Procurement IMG")), "next"),
    "help": lambda: build_help(ROWS, group_id=GROUP.id),
    "help-word": lambda: build_help_word(ROWS[2], group_id=GROUP.id),
    "welcome": lambda: build_welcome(GROUP),
    "import": lambda: build_import(
        GROUP,
        (
            ItemDifference("WS1-M3", "added", {"title": (None, "3rd WS1 Team Meeting")}, {}),
            ItemDifference("WS1-D1", "changed", {"title": ("Results", "All results")}, {"forum": ("A", "B")}),
            ItemDifference("WS2-D9", "gone", {}, {}),
            ItemDifference("WS2-D1", "same", {}, {}),
        ),
        (Question("WS1-M3", "zone", "Is this Geneva time?"),),
        (SourceLine(7, "page 2 of 3"),),
    ),
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
        replace(PROPOSAL, state="declined", decided_by="U0ANNA")
    ),
    "dead-letter": lambda: build_dead_letter(
        44, GROUP, kind="month-ahead", recipient="C0IMG", due_at=NOW, zone=ZONE
    ),
    "start-reminders": lambda: build_start_reminders(
        replace(GROUP, reminders_on=False), 9, ("C0IMG", "C0WS1"), NOTICES[:2]
    ),
    "digest": lambda: build_digest(
        Digest(
            GROUP, NOW, (MissedNotice("week-before", NOW, (PLENARY,)), MissedNotice("month-ahead", NOW, PLAN))
        )
    ),
}
FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "form-update": lambda: build_status_form(GROUP, RESULTS, {"channel": "C0IMG"}),
    "form-schedule": lambda: build_schedule_form(
        GROUP, TEAM_1, NOW.date(), suggested=WEEK.slots[TEAM_1.id][0], zones=ZONES
    ),
    "form-move": lambda: build_schedule_form(GROUP, DATED, NOW.date(), word="move"),
    "form-add": lambda: build_add_form(GROUP, NOW.date()),
    "form-edit": lambda: build_edit_form(GROUP, PLENARY, owner="U0SEC", agencies=("UNEP", "ITU")),
    "form-edit-work": lambda: build_edit_form(GROUP, TERMS),
    "form-drop": lambda: build_reason_form(GROUP, RESULTS),
    "form-cancel": lambda: build_reason_form(GROUP, DATED, word="cancel"),
    "form-past": lambda: build_past_form(PAST),
    "home": lambda: build_home(
        HomeView(
            WEEK,
            (HomeGroup(GROUP, LEAD.standing, PLAN[:3], REPORT.streams),),
            news=((GROUP, change()),),
            settings={"Your zone": "Africa/Nairobi"},
        )
    ),
    "home-quiet": lambda: build_home(HomeView(replace(WEEK, asks=()), (), date(2018, 1, 9))),
}
