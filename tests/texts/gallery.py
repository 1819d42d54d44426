"""Every message and form once, by name: golden texts, limits and hostile texts are all tried on these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.core.errors import UserError
from bot.dates.when import Precision, When
from bot.home.rules import HomeGroup, HomeView
from bot.home.texts import build_home
from bot.plan.forms.edit_form import build_edit_form
from bot.plan.forms.item_forms import (
    build_add_form,
    build_past_form,
    build_reason_form,
    build_schedule_form,
    build_status_form,
)
from bot.plan.rules.items import Status
from bot.plan.rules.views import AboutMe, Changed, Forecast, WhatIf, WhoView
from bot.plan.texts.confirm import build_changed, build_undone, build_whatif
from bot.plan.texts.detail import build_history, build_show
from bot.plan.texts.lists import build_next, build_plan
from bot.reminders.rules.notice_views import Digest, MeetingNotice, MissedNotice, MonthAhead
from bot.reminders.texts.announcements import build_digest, build_meeting, build_month_ahead
from bot.reminders.texts.decisions import (
    build_dead_letter,
    build_past,
    build_proposal,
    build_proposal_outcome,
    build_start_reminders,
)
from bot.reminders.texts.note import build_note
from bot.reports.texts import build_forecast, build_me, build_status, build_who
from bot.slack.message import Message
from bot.talk.answers import build_apology, build_error, build_which_date, build_which_group, build_which_item
from bot.talk.help import build_help, build_help_word, build_welcome
from tests.texts.samples import (
    ANNA,
    BEN,
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
    TEAM_1,
    TEAM_2,
    TERMS,
    ZONE,
    change,
)
from tests.texts.scenes import (
    DATED,
    DECIDE,
    DETAIL,
    JUNE,
    LATER,
    MOVED,
    NOTICES,
    PAGE,
    PAST,
    PROPOSAL,
    REPORT,
    ROWS,
    SOON,
    UNDO,
    WEEK,
    ZONES,
)

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
    "history-new": lambda: build_history(
        RESULTS, [change(who="cli", before={}, after={"title": "Results"})], GROUP.id, COORDINATOR, NOW, ZONE
    ),
    "who": lambda: build_who(WhoView(GROUP, ROSTER, {"UNEP": (BEN,), "ITU": ()}), LEAD),
    "status": lambda: build_status(REPORT, COORDINATOR),
    "status-shared": lambda: build_status(REPORT, None, shared_by="U0SEC"),
    "me": lambda: build_me(
        AboutMe(
            GROUP,
            LEAD,
            NOW,
            (TEAM_1, RESULTS),
            {"slack_user": "U0ANNA", "zone": "Africa/Nairobi", "coordinator": "IMG", "lead_of": "WS1"},
        )
    ),
    "forecast": lambda: build_forecast(Forecast(GROUP, NOW, 30, NOTICES), may_skip=True),
    "forecast-off": lambda: build_forecast(Forecast(replace(GROUP, reminders_on=False), NOW, 30, ()), True),
    "done": lambda: build_changed(
        Changed(
            GROUP,
            replace(PLATFORM, status=Status.DONE),
            PLATFORM,
            NOW,
            note="all in",
            change_id=41,
            undo_until=UNDO,
        )
    ),
    "added": lambda: build_changed(
        Changed(GROUP, TEAM_1, None, NOW, taken_ordinal=3, change_id=41, undo_until=UNDO)
    ),
    "at-risk": lambda: build_changed(Changed(GROUP, PLATFORM, replace(PLATFORM, status=Status.PLANNED), NOW)),
    "date-set": lambda: build_changed(
        Changed(
            GROUP,
            DATED,
            TEAM_1,
            NOW,
            announce_at=SOON,
            channels=("C0WS1",),
            change_id=41,
            undo_until=UNDO,
            conflicts=(TEAM_2,),
            late_dependents=(RESULTS,),
        ),
        LEAD,
    ),
    "moved": lambda: build_changed(
        Changed(GROUP, replace(RESULTS, when=JUNE), RESULTS, NOW, change_id=41, undo_until=UNDO)
    ),
    "already": lambda: build_changed(
        Changed(GROUP, replace(PLATFORM, status=Status.DONE), PLATFORM, NOW, already=change())
    ),
    "undone": lambda: build_undone(Changed(GROUP, TEAM_1, DATED, NOW)),
    "undone-announced": lambda: build_undone(
        Changed(GROUP, TEAM_1, DATED, NOW, announce_at=NOW + timedelta(minutes=2), channels=("C0WS1",))
    ),
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
    "form-cancel-undated": lambda: build_reason_form(GROUP, TEAM_1, word="cancel"),
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
