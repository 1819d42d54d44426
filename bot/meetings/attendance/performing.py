"""Recording who was at a meeting, and taking that back."""

from __future__ import annotations

from typing import Any

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.requests import Look
from bot.core.rights import Need
from bot.core.tables import Change
from bot.groups.rules.agencies import Agencies
from bot.meetings.attendance import store
from bot.meetings.attendance.acts import Matrix, RecordAttendance
from bot.meetings.attendance.rules import AttendanceBook, AttendanceChanged, How, name_of
from bot.meetings.lineage import ATTENDANCE
from bot.meetings.minutes.rights import need_of_minutes
from bot.plan.performing.changing import item_of, item_with_id
from bot.plan.rules.items import Item, Status
from bot.plan.tables import Item as ItemRow


def load_meeting(act: RecordAttendance, edit: Edit) -> Item:
    """The meeting.

    Raises:
        UserError: there is none such, or it is no meeting.
    """
    item = item_with_id(act.item_id, edit)
    if not item.is_meeting:
        raise UserError(_("{key} is no meeting: only meetings have an attendance.").format(key=item.key))
    return item


def need_to_write(_act: RecordAttendance, item: Item, edit: Edit) -> Need:
    """Whoever may write the minutes of the meeting."""
    return need_of_minutes(edit, item)


def _wanted(act: RecordAttendance, known: store.Record, agencies: Agencies) -> store.Record:
    record = dict(known) if act.adds else {}
    names = dict(act.names)
    for how, keys in (
        (How.REGRETS, act.regrets),
        (How.REMOTE, act.remote),
        (How.IN_PERSON, act.in_person),
    ):
        for key in keys:
            if name_of(key, agencies) is None:
                raise UserError(_("One of those is not on the roster of this group any more."))
            record[key] = (how, names.get(key, known.get(key, (how, None))[1]))
    return record


def recorded_already(act: RecordAttendance, edit: Edit, item: Item) -> AttendanceChanged | None:
    """That it is recorded so."""
    known = store.record_of(edit.session, item.id)
    agencies = edit.known(Agencies)
    is_same = bool(known) and _wanted(act, known, agencies) == known
    return _outcome(edit, item, act, agencies, same=True) if is_same else None


def record_attendance(act: RecordAttendance, edit: Edit, item: Item) -> AttendanceChanged:
    """Write down who was there.

    Raises:
        UserError: the meeting lies ahead, or an agency is to have come in two ways.
    """
    start = item.when.starts_at(edit.group.zone)
    if item.status is not Status.HELD and (start is None or start > edit.now):
        raise UserError(_("{key} has not begun yet.").format(key=item.key))
    every = [*act.in_person, *act.remote, *act.regrets]
    if len(set(every)) < len(every):
        raise UserError(
            _("An agency comes in one way only: in person if any of its people does, else remote.")
        )
    known = store.record_of(edit.session, item.id)
    agencies = edit.known(Agencies)
    write(edit, item, _wanted(act, known, agencies))
    return _outcome(edit, item, act, agencies)


def write(edit: Edit, item: Item, record: store.Record) -> None:
    """Write who was at a meeting, and what changed into its history."""
    known = store.record_of(edit.session, item.id)
    store.replace_record(edit.session, item.id, record)
    changed = sorted({key for key in {*known, *record} if known.get(key) != record.get(key)})
    if changed:
        before, after = ({key: _held(one.get(key)) for key in changed} for one in (known, record))
        edit.record(ATTENDANCE, item.id, item.key, "attendance", before, after, version=1)


def _held(value: tuple[How, str | None] | None) -> list[Any] | None:
    return [value[0].value, value[1]] if value is not None else None


def _outcome(
    edit: Edit, item: Item, act: RecordAttendance, agencies: Agencies, *, same: bool = False
) -> AttendanceChanged:
    book = AttendanceBook({item.id: store.record_of(edit.session, item.id)})
    return AttendanceChanged(edit.facts.group, item, book.of(item.id, agencies), same, act.unknown)


def name_of_change(edit: Edit, change: Change) -> str:
    """The key of the meeting."""
    return edit.session.get_one(ItemRow, change.subject_id).key


def history_of_change(change: Change) -> Look:
    """Who was at the meeting."""
    return Matrix(change.subject_id)


def need_of_entry(edit: Edit, change: Change) -> Need:
    """As for recording it."""
    return need_of_minutes(edit, item_of(edit, edit.session.get_one(ItemRow, change.subject_id)))


def reverse_entry(edit: Edit, change: Change) -> str:
    """Write who was there as it was recorded before an entry, as far as it goes.

    Raises:
        UserError: it is like that already.
    """
    item = item_of(edit, edit.session.get_one(ItemRow, change.subject_id))
    known = store.record_of(edit.session, item.id)
    record = dict(known)
    for key, held in change.before.items():
        record.pop(key, None)
        if held is not None:
            record[key] = (How(held[0]), held[1])
    if record == known:
        raise UserError(_("The attendance of {key} is like that already.").format(key=item.key))
    write(edit, item, record)
    return _("↩ Taken back: the attendance of {key} is as it was before.").format(key=item.key)
