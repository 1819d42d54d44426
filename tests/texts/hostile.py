"""Texts that try to break a message, and every message and sentence made with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from typing import Any, TypeVar

from bot.core.errors import UserError
from bot.core.group import GroupView
from bot.plan.acts import AddItem, Cancel, EditItem
from bot.plan.looks import Next, Show, WhatIf, WholePlan
from bot.plan.rules.items import Item
from bot.plan.rules.progress import progress
from bot.plan.rules.upcoming import Scope
from bot.plan.rules.views import (
    AboutMe,
    Changed,
    Forecast,
    ItemDetail,
    Page,
    PlannedNotice,
    StatusView,
    WhatIfView,
    WhoView,
)
from bot.plan.texts.confirm import build_changed
from bot.plan.texts.detail import build_history, build_show
from bot.plan.texts.lists import build_next, build_plan
from bot.plan.texts.sentences import say_add, say_cancel, say_edit
from bot.plan.texts.what_if import build_whatif
from bot.proposals.rules import ProposalNotice
from bot.proposals.texts import build_proposal, build_proposal_outcome
from bot.reminders.rules.ladders import Ask, To
from bot.reminders.rules.notice_views import Digest, MissedNotice, MonthAhead, PastItems
from bot.reminders.texts.announcements import build_digest, build_meeting, build_month_ahead
from bot.reminders.texts.decisions import build_past
from bot.reminders.texts.forecast import build_forecast
from bot.reminders.texts.note import build_note
from bot.reminders.views import MeetingNotice, PersonNote
from bot.reports.looks import StatusReport, Who
from bot.reports.texts import build_me, build_status, build_who
from bot.slack.message import Message
from bot.talk.answers import build_choice, build_error, build_old_value, option_of_item
from bot.talk.looks import Help
from tests.texts.gallery_dates import hostile_dates
from tests.texts.samples import (
    ANNA,
    COORDINATOR,
    GROUP,
    LEAD,
    NOW,
    PLENARY,
    RESULTS,
    ROSTER,
    TEAM_1,
    ZONE,
    change,
    snapshot_of,
)
from tests.texts.scenes import JUNE, done

T = TypeVar("T")
NASTY = [
    "<!channel> <!here> <@U0ANNA|x> <https://evil.example|click>",
    "@here @channel @everyone",
    "*bold* _it_ ~no~ `code` ```block``` > quote",
    "& &amp; < > &lt;!channel&gt;",
    "w" * 5000,
    "word " * 1000,
    "<&>" * 1700,
    "عربى \u202eمقلوب עברית",
    "👩‍👩‍👧‍👦🇨🇭" * 400,
    "line\nline\r\n\u2028line\ttab\x00null",
    " ",
    "",
    "|12|done X",
    "{key} {when} {count} %s %(x)s",
]


def spoiled(value: T, text: str) -> T:
    """The same dataclass with every free text in it, at any depth, replaced."""
    free = {
        "title", "actor", "recipient", "forum", "purpose", "notes", "venue", "link", "status_note", "note",
        "owner_agency", "name", "scope", "why", "length", "format",
    }  # fmt: skip
    changed: dict[str, Any] = {}
    assert is_dataclass(value) and not isinstance(value, type)
    for field in fields(value):
        old = getattr(value, field.name)
        if field.name in free and (isinstance(old, str) or isinstance(value, Item)):
            changed[field.name] = text
        elif field.name in ("agenda", "recommendations"):
            changed[field.name] = (text,) * 40
    return replace(value, **changed)


def hostile_messages(text: str) -> Iterator[Message]:
    group: GroupView = spoiled(GROUP, text)
    items = tuple(replace(spoiled(item, text), id=n) for n, item in enumerate((PLENARY, TEAM_1, RESULTS)))
    first = items[0]
    entry = change(
        note=text, title=text, before={"title": text}, after={"title": text + "x", "agenda": [text]}
    )
    page = Page(group, items, 9, NOW)
    scope = Scope(stream=text)
    yield build_next(page, COORDINATOR, Next(scope))
    yield build_plan(page, LEAD, WholePlan(scope))
    yield build_plan(replace(page, items=()), LEAD, WholePlan(scope))
    for item in items:
        detail = ItemDetail(
            group, item, ROSTER, NOW, tuple((i, True) for i in items * 9), (), (entry,) * 9, 3, 21
        )
        look = Show(item.id, (Cancel.of(item, text),) * 9)
        yield build_show(detail, COORDINATOR, look, offers=[(text, act) for act in look.offers])
        yield build_show(detail, None, look)
        yield build_changed(done(Changed(group, item, None, NOW, note=text, conflicts=items * 9), 41))
        yield build_changed(
            done(Changed(group, item, replace(item, title="x"), NOW, late_dependents=items * 9))
        )
        whatif = WhatIfView(group, item, JUNE, NOW, 30, items * 9, items * 9, (("x", NOW),) * 9)
        yield build_whatif(whatif, COORDINATOR, WhatIf(item.id, JUNE, text))
        yield build_meeting(MeetingNotice(group, item, NOW, "week-before", None, text, text))
    yield from hostile_dates(text)
    yield build_history(first, [entry] * 60, 12, COORDINATOR, NOW, ZONE)
    yield build_who(WhoView(group, ROSTER, {text: (ANNA,)}), LEAD, Who())
    streams = tuple(progress(items, group.labels, NOW + timedelta(days=900), ZONE))
    yield build_status(StatusView(group, NOW, streams, item, (entry,) * 30), COORDINATOR, StatusReport(scope))
    yield build_me(AboutMe(group, LEAD, NOW, items, {text: text}))
    notice = PlannedNotice("k", "note", text, NOW, "C0IMG", False, items * 3)
    yield build_forecast(Forecast(group, NOW, 30, (notice,) * 70), True)
    cancel = Cancel.of(first, text)
    offers = (cancel, Help(text), *(Show(item.id) for item in items))
    yield build_error(UserError(text or "x", proposal=cancel, offers=offers), lambda _request: text, 12)
    yield build_choice(text, [option_of_item(item, Show(item.id), ZONE) for item in items * 30], 12)
    yield build_old_value(items * 30, group, COORDINATOR, NOW)
    yield build_past(PastItems(group, items * 30, NOW))
    for act_words in hostile_sentences(text, first):
        yield build_proposal(ProposalNotice(group, 1, text, act_words, first))
    yield build_proposal_outcome(ProposalNotice(group, 1, text, text, first, "declined", text, text))
    yield build_digest(Digest(group, NOW, (MissedNotice(text, NOW, items * 3),) * 60))
    yield build_month_ahead(MonthAhead(group, NOW, NOW.date(), items * 30, items * 30, {}, text))
    asks = tuple((group, Ask(item, "needs-date", NOW.date(), To.COORDINATOR, True)) for item in items)
    yield build_note(PersonNote(ANNA, NOW, NOW.date(), asks, ((group, entry),) * 30))


def hostile_sentences(text: str, item: Item) -> Iterator[str]:
    plan = snapshot_of(item)
    yield text
    yield say_cancel(Cancel.of(item, text), plan, LEAD)
    yield say_edit(EditItem.of(item, {"venue": text, "owner": text, "agenda": [text] * 9}), plan, LEAD)
    yield say_edit(EditItem.of(item, {text: text}), plan, LEAD)
    yield say_add(AddItem(item.kind, text, (text,), item.when, None, text), plan, LEAD)
