"""The forms and the Home tab, each once, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from bot.dates.when import Precision, When
from bot.home.texts import build_home
from bot.home.views import HomeGroup, HomeView
from bot.plan.forms.edit_form import build_edit_form
from bot.plan.forms.item_forms import build_add_form, build_cancel_form, build_date_form, build_status_form
from bot.plan.looks import (
    AddForm,
    CancelForm,
    DateForm,
    EditForm,
    StatusForm,
)
from bot.plan.rules.items import Kind
from bot.reminders.acts import PastForm
from bot.reminders.forms import build_past_form
from bot.slack.saying import build_said
from tests.texts.samples import (
    GROUP,
    LEAD,
    NOW,
    PLAN,
    PLENARY,
    RESULTS,
    TEAM_1,
    TERMS,
    change,
)
from tests.texts.scenes import (
    DATED,
    PAST,
    REPORT,
    SLOT,
    WEEK,
    ZONES,
)

FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "form-update": lambda: build_status_form(StatusForm(RESULTS.id), GROUP, RESULTS, {"channel": "C0IMG"}),
    "form-schedule": lambda: build_date_form(
        DateForm(TEAM_1.id), GROUP, TEAM_1, NOW.date(), suggested=SLOT, zones=ZONES
    ),
    "form-move": lambda: build_date_form(DateForm(DATED.id, is_move=True), GROUP, DATED, NOW.date()),
    "form-add": lambda: build_add_form(AddForm(), GROUP, NOW.date()),
    "form-add-known": lambda: build_add_form(
        AddForm(
            Kind.MEETING,
            "2nd WS1 Team Meeting",
            ("WS1",),
            When(Precision.EXACT, "2018-01-16T09:00", "2018-01-16T11:00", "America/New_York"),
        ),
        GROUP,
        NOW.date(),
    ),
    "form-edit": lambda: build_edit_form(
        EditForm(PLENARY.id), GROUP, PLENARY, owner="U0SEC", agencies=("UNEP", "ITU")
    ),
    "form-edit-work": lambda: build_edit_form(EditForm(TERMS.id), GROUP, TERMS),
    "form-drop": lambda: build_cancel_form(CancelForm(RESULTS.id), GROUP, RESULTS),
    "form-cancel": lambda: build_cancel_form(CancelForm(DATED.id), GROUP, DATED),
    "form-cancel-undated": lambda: build_cancel_form(CancelForm(TEAM_1.id), GROUP, TEAM_1),
    "form-past": lambda: build_past_form(PastForm(), PAST),
    "home": lambda: build_home(
        HomeView(
            WEEK,
            (HomeGroup(GROUP, LEAD.standing, PLAN[:3], REPORT.streams),),
            news=((GROUP, change()),),
        )
    ),
    "home-quiet": lambda: build_home(
        HomeView(
            replace(WEEK, asks=()), (HomeGroup(GROUP, LEAD.standing, (), REPORT.streams),), date(2018, 1, 9)
        )
    ),
    "home-nowhere": lambda: build_home(HomeView(replace(WEEK, asks=()), ())),
    "home-answer": lambda: build_home(
        HomeView(replace(WEEK, asks=()), (HomeGroup(GROUP, LEAD.standing, PLAN[:1], ()),)),
        build_said("✔ WS1-D1 is done"),
    ),
}
