"""One ask of a person's note: what it is about, and the acts that answer it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.group import GroupView
from bot.core.i18n import _, labelled, ngettext
from bot.core.requests import Request
from bot.core.rights import Right, Standing, may
from bot.dates.texts import (
    day_words,
    days_words,
    hour_words,
    hours_elsewhere,
    month_words,
    own_time,
    when_words,
)
from bot.dates.when import Precision, When
from bot.meetings.agenda.acts import TakePoints
from bot.meetings.polls.acts import OpenPoll
from bot.meetings.polls.rules import FEWEST
from bot.meetings.preparing.acts import ChecklistForm
from bot.meetings.preparing.rules import Lacking
from bot.meetings.preparing.texts import lacking_lines
from bot.plan.acts import AskAbout, KeepMonth, SetDate, SetStatus
from bot.plan.looks import Agenda, CancelForm, DateForm, EditForm, StatusForm
from bot.plan.rules.items import Item, Status
from bot.plan.texts.naming import date_form, item_name, status_words
from bot.reminders.acts import PastForm, SettlePast
from bot.reminders.rules.ladders import JUST_OVER, PREPARING, Ask, To
from bot.slack.blocks import Element, Unit, actions, asking_first, paragraphs, press, section
from bot.slack.escaping import bullets, quoted

MOST_STILL_OPEN, MOST_LONG_OVERDUE = 10, 40
AnswerButton = tuple[str, Request, Right]
"""A label, what its button does, and the right that it takes."""


@dataclass(frozen=True, slots=True)
class AskView:
    """An ask with what its wording needs.

    `today` is the day it is read; `slots` are times to propose; `zones` those of whoever would come.
    """

    group: GroupView
    ask: Ask
    today: date
    reader_zone: str | None = None
    slots: tuple[When, ...] = ()
    zones: tuple[str, ...] = ()
    standing: Standing | None = None
    still_open: tuple[Item, ...] = ()
    with_group: bool = False
    lacking: Lacking | None = None

    @property
    def heading(self) -> str:
        """Under which headline of a note it belongs."""
        if self.ask.decide:
            return "decide"
        names = {"due-soon": "due", "due-today": "due", "ends": "due"} | dict.fromkeys(PREPARING, "prepare")
        return names.get(self.ask.about, self.ask.about)

    def may(self, right: Right) -> bool:
        """Whether the person has that right on the item."""
        return self.standing is None or may(self.standing, right, self.ask.item)


def ask_unit(view: AskView) -> Unit:
    """The blocks of one ask: the item and why, then its buttons."""
    item = view.ask.item
    place = f" · {quoted(view.group.name, 60)}" if view.with_group else ""
    lines = [f"{item_name(item)}{place}", _reason(view)]
    slots = view.slots if view.ask.about == "needs-date" and view.may(Right.PLAN) else ()
    lines += _kindness(slots, view)
    if view.lacking is not None:
        lines += lacking_lines(view.lacking)
    if view.ask.about == "closing":
        shown = [item_name(other) for other in view.still_open[:MOST_STILL_OPEN]]
        lines += [bullets(shown, len(view.still_open) - len(shown))] if shown else []
    rows = [_slot_buttons(slots, view), _deciding(view) if view.ask.decide else _answers(view)]
    return [section("\n".join(lines)), *(block for row in rows for block in actions(row))]


def long_overdue_units(views: Sequence[AskView]) -> list[Unit]:
    """What nobody answers for any more: once a month, one list for each group, and one way to close it."""
    by_group: dict[int, list[AskView]] = {}
    for view in sorted(views, key=lambda view: view.ask.item.sort_key()):
        by_group.setdefault(view.group.id, []).append(view)
    return [_long_overdue(mine) for mine in by_group.values()]


def _long_overdue(mine: list[AskView]) -> Unit:
    group, count = mine[0].group, len(mine)
    place = f" · {quoted(group.name, 60)}" if mine[0].with_group else ""
    listed = [f"{item_name(one.ask.item)} · {when_words(one.ask.item.when, group.zone)}" for one in mine]
    shown = bullets(listed[:MOST_LONG_OVERDUE], count - len(listed[:MOST_LONG_OVERDUE])).split("\n")
    sure = ngettext("{count} item becomes done or held.", "{count} items become done or held.", count)
    confirm = asking_first(_("Close all?"), sure.format(count=count), _("Close all"), _("Not yet"))
    ids = tuple(one.ask.item.id for one in mine)
    buttons = [
        press(_("Close all"), group.id, SettlePast(ids), confirm=confirm),
        press(_("Let me choose"), group.id, PastForm()),
    ]
    title = (
        f"*{_('Long overdue')}*{place}\n{_('Nobody has answered for these. You hear of them once a month.')}"
    )
    return [section(title), *(section(text) for text in paragraphs(shown)), *actions(buttons)]


def _reason(view: AskView) -> str:
    item, zone = view.ask.item, view.group.zone
    when = when_words(item.when, zone)
    if view.ask.about in ("due-soon", "due-today"):
        words = _due_words(view, when)
    elif view.ask.about == "closing":
        words = _("is planned for {when}. Nothing else is open.")
        if view.still_open:
            words = _("is planned for {when}. To be finished or dropped before:")
    else:
        overdue = _("has no date, and {when} is over") if item.is_meeting else _overdue_words(view)
        reasons = {
            "needs-date": _("{when}: has no date yet"),
            "begins": _("is due in the course of {when}"),
            "ends": _("is due at the end of {when}"),
            "overdue": overdue,
            **dict.fromkeys(PREPARING, _("is on {when}. What it still lacks:")),
            JUST_OVER: _("was planned for {when}. Did it take place?"),
        }
        words = reasons.get(view.ask.about, _("{when}: needs a look"))
    told = words.format(when=when)
    return told if item.is_meeting or view.ask.about == "closing" else f"{told} · {status_words(item.status)}"


def _overdue_words(view: AskView) -> str:
    """How long ago it was due, for whoever reads it now."""
    last = view.ask.item.when.last_day
    weeks = (view.today - last).days // 7 if last is not None else 0
    if weeks < 1:
        return _("was due: {when}")
    ago = ngettext("{count} week ago", "{count} weeks ago", weeks).format(count=weeks)
    return _("was due: {when}, {ago}").replace("{ago}", ago)


def _due_words(view: AskView, when: str) -> str:
    """How far off the day is for whoever reads it now: an ask may come earlier than its day."""
    last = view.ask.item.when.last_day
    left = (last - view.today).days if last is not None else 0
    if left < 0:
        return _("was due: {when}")
    own = own_time(view.ask.item.when, view.group.zone, view.reader_zone)
    return _("is due {day}: {when}").format(day=days_words(left), when=f"{when} {own}".strip())


def _kindness(slots: tuple[When, ...], view: AskView) -> list[str]:
    """On whose clocks a proposed time is early or late; once where it is the same for all times."""
    zones = view.zones or (view.group.zone,)
    shown: dict[str, list[str]] = {}
    for slot in slots:
        if slot.first_day is not None:
            days = shown.setdefault(hours_elsewhere(slot, view.group.zone, zones), [])
            days.append(day_words(slot.first_day, with_year=False))
    if len(shown) == 1:
        return list(shown)
    return [labelled(", ".join(days), clocks) for clocks, days in shown.items()]


def _slot_buttons(slots: tuple[When, ...], view: AskView) -> list[Element]:
    item, group_id = view.ask.item, view.group.id
    buttons = [press(slot_words(slot), group_id, SetDate.of(item, slot, only_first=True)) for slot in slots]
    if slots:
        if len(slots) >= FEWEST:
            buttons.append(press(_("Poll these"), group_id, OpenPoll.of(item, slots)))
        buttons.append(press(_("Another date"), group_id, DateForm(item.id)))
    return buttons


def slot_words(slot: When) -> str:
    """A time on a button: ``Tue 16 Jan, 14:00``."""
    day, at = slot.first_day, slot.start_time
    assert day is not None and at is not None
    return f"{day_words(day, with_year=False)}, {hour_words(at)}"


def _answers(view: AskView) -> list[Element]:
    """The acts that settle the ask, by right."""
    item = view.ask.item
    choices: list[AnswerButton] = []
    if view.ask.about in PREPARING:
        choices += _preparing_answers(view, item)
    elif item.is_meeting:
        choices += _meeting_answers(view, item)
    else:
        if view.ask.about == "begins":
            choices.append((_("On track"), SetStatus.of(item, Status.ON_TRACK), Right.STATUS))
        choices.append((_("Mark done"), SetStatus.of(item, Status.DONE), Right.STATUS))
        choices.append((_("Change status"), StatusForm(item.id), Right.STATUS))
        if view.ask.looks_back or view.ask.about in ("ends", "due-today"):
            choices.append((*date_form(item), Right.PLAN))
    if view.ask.to is To.COORDINATOR:
        choices.append(_stop_asking(item))
    return _allowed(choices, view)


def _preparing_answers(view: AskView, item: Item) -> list[AnswerButton]:
    """What brings a meeting on: its agenda, the points that were left open before it, and its checklist."""
    found: list[AnswerButton] = []
    if view.lacking is not None and view.lacking.left:
        found.append((_("Take last meeting's open points"), TakePoints.of(item), Right.PLAN))
    found.append((_("Agenda"), Agenda(item.id), Right.REPLY))
    found.append((_("Checklist…"), ChecklistForm(item.id), Right.PLAN))
    return found


def _meeting_answers(view: AskView, item: Item) -> list[AnswerButton]:
    held: AnswerButton = (_("It was held"), SetStatus.of(item, Status.HELD), Right.STATUS)
    if view.ask.about == JUST_OVER:
        return [
            held,
            (_("Didn't happen: new date"), DateForm(item.id, is_move=True), Right.PLAN),
            (_("Didn't happen: cancel"), CancelForm(item.id), Right.PLAN),
        ]
    schedule: AnswerButton = (_("Set a date"), DateForm(item.id), Right.PLAN)
    if view.ask.about == "overdue":
        return [held, schedule, (_("Cancel it"), CancelForm(item.id), Right.PLAN)]
    if not view.slots:
        return [schedule]
    still = _("Still {month}").format(month=_period_words(item, view))
    later: list[AnswerButton] = [
        (still, KeepMonth.of(item), Right.PLAN),
        (_("Not needed"), CancelForm(item.id), Right.PLAN),
    ]
    last = item.when.last_day
    if last is not None:
        month = (last.replace(day=1) + timedelta(days=32)).replace(day=1)
        move = SetDate.of(item, When(Precision.MONTH, f"{month:%Y-%m}"))
        label = _("Move to {month}").format(month=month_words(month, with_year=False))
        later.insert(1, (label, move, Right.PLAN))
    return later


def _period_words(item: Item, view: AskView) -> str:
    """The month of a meeting on a button: ``December``; another period as the plan has it."""
    first = item.when.first_day
    if item.when.precision is Precision.MONTH and first is not None:
        return month_words(first, with_year=False)
    return when_words(item.when, view.group.zone)


def _deciding(view: AskView) -> list[Element]:
    """The buttons that end an open question: move, drop, reassign, stop asking."""
    item = view.ask.item
    choices: list[AnswerButton] = []
    if not item.is_meeting:
        choices.append((_("Mark done"), SetStatus.of(item, Status.DONE), Right.STATUS))
    if not view.slots:
        choices.append((*date_form(item), Right.PLAN))
    choices += [
        (_("Drop"), CancelForm(item.id), Right.PLAN),
        (_("Reassign"), EditForm(item.id), Right.PLAN),
        _stop_asking(item),
    ]
    return _allowed(choices, view)


def _stop_asking(item: Item) -> AnswerButton:
    return _("Stop asking"), AskAbout(item.id, asking=False), Right.PLAN


def _allowed(choices: list[AnswerButton], view: AskView) -> list[Element]:
    return [press(label, view.group.id, request) for label, request, right in choices if view.may(right)]
