"""The forms: for a status, a date, a reason and a new item.

Each is built from its value, which comes back with the submission as ``do``, beside what the listener
wants back in `carry`, for example ``{"channel": …}``. Its `callback_id` is ``form:`` and the name of
its value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.codec import encode
from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.requests import Form
from bot.dates.texts import city, month_words, when_words
from bot.dates.when import NO_DATE, Precision, When
from bot.plan.looks import AddForm, CancelForm, DateForm, StatusForm
from bot.plan.rules.items import ITEM_STATUSES, Item, Kind, Status
from bot.plan.texts.naming import item_told, kind_words, status_words
from bot.slack.blocks import Block, context, section
from bot.slack.inputs import (
    Choice,
    date_input,
    field,
    form,
    multi_select,
    radio,
    select,
    text_input,
    time_input,
)
from bot.slack.submitted import NOT_KNOWN

MONTHS_AHEAD = 24
Carry = Mapping[str, Any] | None
View = dict[str, Any]


def metadata(group: GroupView, asked: Form, carry: Carry) -> dict[str, Any]:
    """What comes back with a submission: which form it was, of which group, and what was carried."""
    return {"do": encode(asked, group.id), **(carry or {})}


def about(item: Item, group: GroupView) -> Block:
    """Which item a form is about, so that a wrong key shows."""
    return section(f"{item_told(item)}\n{when_words(item.when, group.zone)} · {status_words(item.status)}")


def build_status_form(asked: StatusForm, group: GroupView, item: Item, carry: Carry = None) -> View:
    """`status` and `note`."""
    statuses = (Status.HELD, Status.CANCELLED) if item.is_meeting else ITEM_STATUSES
    choices = [(status.value, status_words(status)) for status in statuses]
    blocks = [
        about(item, group),
        field("status", _("How does it stand?"), radio(choices, item.status.value)),
        field("note", _("Note"), text_input(lines=True), optional=True, hint=_("A word on why.")),
    ]
    return form(asked.NAME, _("Change status"), blocks, metadata(group, asked, carry), _("Save"))


def build_date_form(
    asked: DateForm,
    group: GroupView,
    item: Item,
    today: date,
    *,
    suggested: When | None = None,
    zones: Sequence[str] = (),
    carry: Carry = None,
) -> View:
    """`day`, `start`, `end`, `month`, `zone`, for a move also `why`.

    Either `day` or `month` has to be given, which Slack cannot check; `month` is ``2018-01`` or ``TBC``.
    `suggested` is a time to begin with where the item has no day; `zones` are offered beside the group's.
    """
    when = item.when if item.when.is_dated or suggested is None else suggested
    blocks = [about(item, group), *when_fields(when, today), _zone_field(when, group, zones)]
    if asked.is_move:
        why = text_input(lines=True, most=500)
        hint = _("It is told with the new date.")
        blocks.append(field("why", _("Why"), why, optional=True, hint=hint))
    title = _("Move") if asked.is_move else _("Set a date")
    return form(asked.NAME, title, blocks, metadata(group, asked, carry), _("Save"))


def when_fields(when: When, today: date) -> list[Block]:
    """`day`, `start`, `end`, `month`: where a date is given, see `bot.slack.submitted.when_of`."""
    day = when.first_day if when.is_dated else None
    start, end = _times(when)
    months = _months(today, when)
    known = None if when.is_dated or when.start is None else when.start[:7]
    return [
        field("day", _("Day"), date_input(day.isoformat() if day else None), optional=True),
        field("start", _("From"), time_input(start), optional=True),
        field("end", _("To"), time_input(end), optional=True),
        field(
            "month",
            _("Or only the month"),
            select(months, known, _("If the day is not known")),
            optional=True,
            hint=_("It counts only where no day is given. A month stays a month; nobody is shown a day."),
        ),
    ]


def _times(when: When) -> tuple[str | None, str | None]:
    if when.precision is not Precision.EXACT or when.start is None:
        return None, None
    return when.start[11:16], when.end[11:16] if when.end else None


def _months(today: date, when: When) -> list[Choice]:
    """Two years of months from this one, and the one the item has, if it lies elsewhere."""
    count = today.year * 12 + today.month - 1
    months = [date((count + ahead) // 12, (count + ahead) % 12 + 1, 1) for ahead in range(MONTHS_AHEAD)]
    own = when.first_day
    if own is not None and own.replace(day=1) not in months:
        months = sorted([own.replace(day=1), *months])
    return [(f"{month:%Y-%m}", month_words(month)) for month in months] + [(NOT_KNOWN, _("Not known yet"))]


def _zone_field(when: When, group: GroupView, zones: Sequence[str]) -> Block:
    names = list(dict.fromkeys([when.zone or group.zone, group.zone, *zones, "UTC"]))
    choices = [(zone, f"{city(zone)} ({zone})" if city(zone) != zone else zone) for zone in names]
    return field("zone", _("Whose clock"), select(choices, when.zone or group.zone), optional=True)


def build_add_form(asked: AddForm, group: GroupView, today: date, carry: Carry = None) -> View:
    """`kind`, `title`, `streams` (if there are any), the date as above, `notes`; known ones are filled in.

    `zone` is asked only where the known date is on another clock than the group's.
    """
    when = asked.when or NO_DATE
    foreign = when.zone is not None and when.zone != group.zone
    title = text_input(asked.title, placeholder=_("3rd WS1 Team Meeting"), most=1000)
    kinds = [(one.value, kind_words(one).capitalize()) for one in Kind]
    blocks = [
        field("kind", _("What is it?"), select(kinds, asked.kind.value)),
        field("title", _("Title"), title),
        *streams_field(group, asked.streams),
        *when_fields(when, today),
        *([_zone_field(when, group, ())] if foreign else []),
        field("notes", _("Notes"), text_input(lines=True), optional=True),
    ]
    # What the fields hold comes back in them.
    known = replace(asked, title=None, when=None)
    return form(asked.NAME, _("Add an item"), blocks, metadata(group, known, carry), _("Add"))


def streams_field(group: GroupView, chosen: Sequence[str]) -> list[Block]:
    """The work streams of the group; no field where it has none."""
    if not group.streams:
        return []
    choices = [
        (stream.label, f"{stream.label} {stream.name}" if stream.name else stream.label)
        for stream in group.streams
    ]
    hint = _("None means the group as a whole.")
    return [field("streams", _("Work streams"), multi_select(choices, chosen), optional=True, hint=hint)]


def build_cancel_form(asked: CancelForm, group: GroupView, item: Item, carry: Carry = None) -> View:
    """`why`: of what is no meeting, why it is dropped."""
    if item.is_meeting:
        told = _("The meeting is cancelled, and its channels are told.")
        if not item.when.is_dated:
            told = _("The meeting is cancelled. It had no date, so its channels are not told.")
        title, submit = _("Cancel a meeting"), _("Cancel meeting")
    else:
        told, title, submit = _("It leaves the open plan; its history stays."), _("Drop an item"), _("Drop")
    why = field("why", _("Why"), text_input(lines=True, most=500), optional=True)
    blocks = [about(item, group), why, context(told)]
    return form(asked.NAME, title, blocks, metadata(group, asked, carry), submit)
