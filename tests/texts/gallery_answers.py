"""What people are answered, each once, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.errors import UserError
from bot.core.requests import Request
from bot.dates.when import Precision, When
from bot.plan.acts import Cancel, SetDate, SetStatus
from bot.plan.looks import (
    History,
    Next,
    Show,
    WhatIf,
    WholePlan,
)
from bot.plan.rules.items import Status
from bot.plan.rules.upcoming import Scope
from bot.plan.rules.views import AboutMe, Changed, Forecast, WhatIfView, WhoView
from bot.plan.texts.confirm import build_changed, build_undone
from bot.plan.texts.detail import build_history, build_show
from bot.plan.texts.labels import label_history
from bot.plan.texts.lists import build_next, build_plan
from bot.plan.texts.sentences import say_cancel, say_set_date
from bot.plan.texts.what_if import build_whatif
from bot.reminders.texts.decisions import build_settled
from bot.reminders.texts.forecast import build_forecast
from bot.reports.looks import StatusReport, Who
from bot.reports.texts import build_me, build_status, build_who
from bot.slack.message import Message
from bot.slack.saying import build_said
from bot.talk.answers import (
    Option,
    build_apology,
    build_choice,
    build_error,
    build_old_value,
    build_unshown,
    option_of_date,
    option_of_item,
)
from bot.talk.help import build_help, build_help_word, build_welcome
from tests.texts.samples import (
    BEN,
    COORDINATOR,
    GROUP,
    LEAD,
    MEMBER,
    NOW,
    PLAN,
    PLATFORM,
    PLENARY,
    RESULTS,
    ROSTER,
    SNAPSHOT,
    TEAM_1,
    TEAM_2,
    ZONE,
    change,
)
from tests.texts.scenes import (
    DATED,
    DETAIL,
    JUNE,
    LATER,
    MOVED,
    NOTICES,
    PAGE,
    REPORT,
    ROWS,
    SLOT,
    SOON,
    done,
)

WS1 = Scope(stream="WS1")
SHOW = Show(RESULTS.id)
CANCEL = Cancel.of(TEAM_1, "merged with the plenary")
DECEMBER = When(Precision.DAY, "2017-12-01")


def label(request: Request) -> str:
    """What the registry would call the requests of this gallery."""
    match request:
        case Cancel():
            return say_cancel(request, SNAPSHOT, LEAD)
        case SetDate():
            return say_set_date(request, SNAPSHOT, LEAD)
        case History():
            return label_history(request, SNAPSHOT, LEAD)
    raise AssertionError(request)


ANSWERS: dict[str, Callable[[], Message]] = {
    "next": lambda: build_next(PAGE, LEAD, Next()),
    "next-shared": lambda: build_next(PAGE, None, Next(), shared_by="U0ANNA"),
    "next-empty": lambda: build_next(
        replace(PAGE, items=(), group=replace(GROUP, is_empty=True)), COORDINATOR, Next()
    ),
    "next-nothing": lambda: build_next(replace(PAGE, items=()), COORDINATOR, Next(WS1)),
    "plan": lambda: build_plan(replace(PAGE, items=PLAN, now=LATER), COORDINATOR, WholePlan()),
    "plan-page-2": lambda: build_plan(replace(PAGE, items=PLAN * 11), LEAD, WholePlan(WS1, 2)),
    "plan-shared": lambda: build_plan(
        replace(PAGE, items=PLAN, now=LATER), None, WholePlan(), shared_by="U0SEC"
    ),
    "show": lambda: build_show(DETAIL, LEAD, SHOW),
    "show-asked": lambda: build_show(
        replace(DETAIL, item=TEAM_1, needs=()),
        LEAD,
        Show(TEAM_1.id, (CANCEL, SetDate.of(TEAM_1, SLOT))),
        offers=[(label(act), act) for act in (CANCEL, SetDate.of(TEAM_1, SLOT))],
    ),
    "show-member": lambda: build_show(
        replace(DETAIL, item=PLENARY, moves=0, changes=()), MEMBER, Show(PLENARY.id)
    ),
    "show-shared": lambda: build_show(replace(DETAIL, now=LATER), None, SHOW, shared_by="U0ANNA"),
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
    "who": lambda: build_who(WhoView(GROUP, ROSTER, {"UNEP": (BEN,), "ITU": ()}), LEAD, Who()),
    "status": lambda: build_status(REPORT, COORDINATOR, StatusReport()),
    "status-shared": lambda: build_status(REPORT, None, StatusReport(), shared_by="U0SEC"),
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
        done(Changed(GROUP, replace(PLATFORM, status=Status.DONE), PLATFORM, NOW, note="all in"), 41)
    ),
    "added": lambda: build_changed(done(Changed(GROUP, TEAM_1, None, NOW, taken_ordinal=3), 41)),
    "at-risk": lambda: build_changed(
        done(Changed(GROUP, PLATFORM, replace(PLATFORM, status=Status.PLANNED), NOW))
    ),
    "date-set": lambda: build_changed(
        done(
            Changed(
                GROUP,
                DATED,
                TEAM_1,
                NOW,
                announce_at=SOON,
                channels=("C0WS1",),
                conflicts=(TEAM_2,),
                late_dependents=(RESULTS,),
            ),
            41,
        ),
        LEAD,
    ),
    "moved": lambda: build_changed(done(Changed(GROUP, replace(RESULTS, when=JUNE), RESULTS, NOW), 41)),
    "already": lambda: build_changed(
        done(Changed(GROUP, replace(PLATFORM, status=Status.DONE), PLATFORM, NOW, already=change()))
    ),
    "undone": lambda: build_undone(done(Changed(GROUP, TEAM_1, DATED, NOW))),
    "undone-announced": lambda: build_undone(
        done(Changed(GROUP, TEAM_1, DATED, NOW, announce_at=SOON, channels=("C0WS1",)))
    ),
    "what-if": lambda: build_whatif(
        WhatIfView(GROUP, DATED, DECEMBER, NOW, 17, (RESULTS,), (), (("week-before", NOW),)),
        LEAD,
        WhatIf(DATED.id, DECEMBER),
    ),
    "what-if-why": lambda: build_whatif(
        WhatIfView(GROUP, DATED, DECEMBER, NOW, 17, (), (), ()),
        LEAD,
        WhatIf(DATED.id, DECEMBER, "the room is taken"),
    ),
    "error": lambda: build_error(
        UserError(
            "Only <@U0ANNA> may do that.",
            proposal=SetStatus.of(RESULTS, Status.DONE),
            offers=(History(RESULTS.id),),
        ),
        label,
        GROUP.id,
    ),
    "error-changed": lambda: build_error(
        UserError("WS1-M1 has changed since.", offers=(CANCEL, SetDate.of(TEAM_1, DECEMBER, "no room"))),
        label,
        GROUP.id,
    ),
    "apology": lambda: build_apology("4f1c"),
    "unshown": lambda: build_unshown("4f1c"),
    "settled": lambda: build_settled(),
    "said": lambda: build_said("Nothing was ticked.", buttons=[("Details", SHOW)], group_id=GROUP.id),
    "old-value": lambda: build_old_value((RESULTS, PLENARY), GROUP, LEAD, LATER),
    "old-value-of-nothing": lambda: build_old_value((), GROUP, LEAD, NOW),
    "which-item": lambda: build_choice(
        "Which one do you mean?",
        [option_of_item(item, SetStatus.of(item, Status.DONE), ZONE) for item in (TEAM_1, RESULTS)],
        GROUP.id,
    ),
    "which-date": lambda: build_choice(
        "Which date do you mean?",
        [
            option_of_date(day, SetDate.of(TEAM_1, day), ZONE, "Africa/Nairobi")
            for day in (When(Precision.DAY, "2018-04-03"), When(Precision.DAY, "2018-03-04"))
        ],
        GROUP.id,
    ),
    "which-time": lambda: build_choice(
        "Which date do you mean?",
        [
            option_of_date(at, SetDate.of(TEAM_1, at), ZONE, "Africa/Nairobi")
            for at in (When(Precision.EXACT, "2018-04-03T14:00"), When(Precision.EXACT, "2018-03-04T14:00"))
        ],
        GROUP.id,
    ),
    "which-group": lambda: build_choice(
        "Which group do you mean? I will remember it here.",
        [Option(GROUP.name, Next()), Option("Procurement IMG", Next(), group_id=13)],
        GROUP.id,
        remember=True,
    ),
    "help": lambda: build_help(ROWS, group_id=GROUP.id),
    "help-word": lambda: build_help_word(ROWS[2], group_id=GROUP.id),
    "welcome": lambda: build_welcome(GROUP),
}
