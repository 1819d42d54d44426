"""The forms of minutes: the day for comments, and what a message is for the minutes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from bot.core.codec import encode
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Form, Request
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.dates.texts import when_words
from bot.dates.wall_time import local
from bot.meetings.actions.acts import AddAction, AddDecision
from bot.meetings.agenda.rules import AgendaBook
from bot.meetings.minutes.acts import (
    AddAddendum,
    AddendumForm,
    CirculateForm,
    CirculateMinutes,
    NameNoteTaker,
    NotePoint,
    NoteTakerForm,
    SaveForm,
)
from bot.meetings.minutes.rights import need_of_form
from bot.meetings.minutes.rules import SILENCE_WORKING_DAYS, MinutesBook
from bot.meetings.minutes.under_way import meeting_under_way
from bot.plan.forms.item_forms import about
from bot.plan.rules.items import Item, Status
from bot.plan.rules.plan import Plan
from bot.plan.showing import item_of
from bot.slack.blocks import Block, context
from bot.slack.inputs import date_input, field, form, person_input, radio, select, text_input
from bot.slack.submitted import FieldError, Submitted

MOST_MEETINGS = 20
View = dict[str, Any]


class SavedAs(StrEnum):
    """What a message is for the minutes."""

    NOTE = "note"
    DECISION = "decision"
    ACTION = "action"


def need_to_write(asked: CirculateForm | AddendumForm, snapshot: Snapshot) -> Need:
    """Whoever may write the minutes."""
    return need_of_form(asked.item_id, snapshot)


def need_to_name(asked: NoteTakerForm, snapshot: Snapshot) -> Need:
    """Whoever may plan the meeting."""
    return Need(Right.PLAN, snapshot[Plan].by_id.get(asked.item_id))


def need_to_save(asked: SaveForm, snapshot: Snapshot) -> Need:
    """Whoever may write the minutes; of a message whose meeting is still to be chosen, the act decides."""
    return need_of_form(asked.item_id, snapshot) if asked.item_id is not None else Need(Right.REPLY)


def _carried(asked: Form, looking: Looking) -> dict[str, Any]:
    return {"do": encode(asked, looking.snapshot.facts.group.id), "channel": looking.caller.channel_id}


def open_circulate_form(asked: CirculateForm, looking: Looking) -> View:
    """The last day for comments."""
    item, facts = item_of(looking, asked.item_id), looking.snapshot.facts
    today = local(looking.now, facts.group.zone).date()
    until = facts.rules.days.add(today, SILENCE_WORKING_DAYS)
    blocks: list[Block] = [
        about(item, facts.group),
        field("until", _("Comments until"), date_input(until.isoformat())),
        context(
            _(
                "The channel is told. The next meeting adopts them, or nobody's objection within {count}"
                " working days."
            ).format(count=SILENCE_WORKING_DAYS)
        ),
    ]
    return form(asked.NAME, _("Send minutes round"), blocks, _carried(asked, looking), _("Send"))


def read_circulate_form(asked: CirculateForm, given: Submitted, looking: Looking) -> Request:
    """The minutes are sent round."""
    until = date.fromisoformat(given.text("until") or "")
    if until < local(looking.now, looking.snapshot.facts.group.zone).date():
        raise FieldError("until", _("The day for comments lies in the past."))
    return CirculateMinutes(asked.item_id, until)


def open_note_taker_form(asked: NoteTakerForm, looking: Looking) -> View:
    """One person."""
    item, facts = item_of(looking, asked.item_id), looking.snapshot.facts
    taker = facts.roster.people.get(looking.snapshot[MinutesBook].of(item.id).note_taker_id or 0)
    blocks: list[Block] = [
        about(item, facts.group),
        field("person", _("Who takes the notes?"), person_input(taker.user_id if taker else None)),
        context(_("They can write the minutes and the attendance, and send the minutes round.")),
    ]
    return form(asked.NAME, _("Note-taker"), blocks, _carried(asked, looking), _("Save"))


def read_note_taker_form(asked: NoteTakerForm, given: Submitted, _looking: Looking) -> Request:
    """Somebody is named."""
    return NameNoteTaker(asked.item_id, f"<@{given.text('person') or ''}>")


def open_addendum_form(asked: AddendumForm, looking: Looking) -> View:
    """A text."""
    item, facts = item_of(looking, asked.item_id), looking.snapshot.facts
    blocks: list[Block] = [
        about(item, facts.group),
        field("text", _("What does the addendum say?"), text_input(lines=True)),
    ]
    return form(asked.NAME, _("Addendum"), blocks, _carried(asked, looking), _("Save"))


def read_addendum_form(asked: AddendumForm, given: Submitted, _looking: Looking) -> Request:
    """The minutes get an addendum."""
    return AddAddendum(asked.item_id, given.text("text") or "")


def _meetings(looking: Looking) -> list[Item]:
    """The meetings that a message may be of: what was held or begins soon, the latest first."""
    zone, now = looking.snapshot.facts.group.zone, looking.now
    found = [
        (start, item)
        for item in looking.snapshot[Plan].items
        if item.is_meeting and item.status is not Status.CANCELLED
        if (start := item.when.starts_at(zone)) is not None
        if start <= now or item.status is Status.HELD
    ]
    return [item for _start, item in sorted(found, key=lambda one: one[0], reverse=True)][:MOST_MEETINGS]


def open_save_form(asked: SaveForm, looking: Looking) -> View:
    """What a message is for the minutes.

    Raises:
        UserError: no meeting has begun yet.
    """
    meetings = _meetings(looking)
    under_way = looking.snapshot[Plan].by_id.get(asked.item_id or 0)
    under_way = under_way or meeting_under_way(looking.snapshot, looking.now, looking.caller)
    if under_way is not None and under_way not in meetings:
        meetings.insert(0, under_way)
    if not meetings:
        raise UserError(_("No meeting of this group has begun yet, so there are no minutes to save to."))
    zone = looking.snapshot.facts.group.zone
    names = [(str(one.id), f"{one.key} {one.title} · {when_words(one.when, zone)}") for one in meetings]
    chosen = under_way or meetings[0]
    kinds = [
        (SavedAs.NOTE.value, _("A note")),
        (SavedAs.DECISION.value, _("A decision")),
        (SavedAs.ACTION.value, _("An action")),
    ]
    blocks: list[Block] = [
        field("kind", _("What is it?"), radio(kinds, SavedAs.NOTE.value)),
        field("text", _("Text"), text_input(asked.text, lines=True)),
        field("meeting", _("Of which meeting?"), select(names, str(chosen.id))),
    ]
    points = looking.snapshot[AgendaBook].of(chosen.id)
    if points:
        numbered = [(str(point.id), f"{at}. {point.text}") for at, point in enumerate(points, 1)]
        label = _("To which point of {key}?").format(key=chosen.key)
        blocks.append(field("point", label, select(numbered), optional=True))
    agencies = [(name, name) for name in sorted(looking.snapshot.facts.roster.representatives)]
    blocks.append(field("owner", _("Of an action: who does it?"), person_input(), optional=True))
    if agencies:
        blocks.append(field("agency", _("Or which agency"), select(agencies), optional=True))
    blocks.append(field("due", _("Of an action: by when"), date_input(), optional=True))
    kept = replace(asked, item_id=chosen.id, text=None)
    return form(asked.NAME, _("Save to the minutes"), blocks, _carried(kept, looking), _("Save"))


def read_save_form(asked: SaveForm, given: Submitted, _looking: Looking) -> Request:
    """A note, a decision or an action; a point counts only for the meeting whose points were offered."""
    text, meeting = given.text("text"), given.text("meeting")
    if text is None:
        raise FieldError("text", _("What is to be written down?"))
    item_id = int(meeting or 0)
    point = given.text("point")
    point_id = int(point) if point and item_id == asked.item_id else None
    if point and item_id != asked.item_id:
        raise FieldError("point", _("That point is of another meeting: leave it empty."))
    kind = given.one_of("kind", SavedAs) or SavedAs.NOTE
    if kind is SavedAs.DECISION:
        return AddDecision(item_id, point_id, text)
    if kind is SavedAs.NOTE:
        return NotePoint(item_id, point_id, text)
    person, due = given.text("owner"), given.text("due")
    owner = f"<@{person}>" if person else given.text("agency")
    return AddAction(item_id, point_id, date.fromisoformat(due) if due else None, text, owner)
