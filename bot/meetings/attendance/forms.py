"""The form of attendance: three lists by agency, the names, and a pasted list of Teams or Zoom."""

from __future__ import annotations

from typing import Any

from bot.core.codec import encode
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.groups.rules.agencies import Agencies
from bot.meetings.attendance.acts import AttendanceForm, RecordAttendance
from bot.meetings.attendance.expected import expected_at
from bot.meetings.attendance.rules import (
    AttendanceBook,
    How,
    key_named,
    match_list,
    read_list,
    who_counts,
)
from bot.meetings.attendance.store import record_of
from bot.meetings.attendance.texts import how_words
from bot.plan.forms.item_forms import about
from bot.plan.showing import item_of
from bot.slack.inputs import field, form, multi_select, text_input
from bot.slack.submitted import FieldError, Submitted

_FIELDS = {How.IN_PERSON: "in_person", How.REMOTE: "remote", How.REGRETS: "regrets"}


def open_attendance_form(asked: AttendanceForm, looking: Looking) -> dict[str, Any]:
    """Who was there, filled in with what is recorded, else with the replies.

    Raises:
        UserError: the group has nobody on its roster.
    """
    item, agencies = item_of(looking, asked.item_id), looking.snapshot[Agencies]
    choices = who_counts(agencies)
    if not choices:
        raise UserError(_("This group has no agencies yet, so nobody can be recorded."))
    recorded = AttendanceBook({item.id: record_of(looking.session, item.id)}).of(item.id, agencies)
    blocks = [about(item, looking.snapshot.facts.group)]
    known = {one.key: one.how for one in recorded} or expected_at(looking, item)
    for how, name in _FIELDS.items():
        chosen = [key for key, came in known.items() if came is how]
        blocks.append(field(name, how_words(how), multi_select(choices, chosen), optional=True))
    names = "\n".join(f"{one.name}: {one.names}" for one in recorded if one.names)
    hint = _("An agency a line: UNEP: Ms Otieno, Mr Keller.")
    blocks += [
        field("names", _("Names"), text_input(names, lines=True), optional=True, hint=hint),
        field(
            "list",
            _("Attendance list"),
            text_input(lines=True),
            optional=True,
            hint=_("Paste the list that Teams or Zoom gives: who is on it counts as remote."),
        ),
    ]
    carried = {
        "do": encode(asked, looking.snapshot.facts.group.id),
        "channel": looking.caller.channel_id,
    }
    return form(asked.NAME, _("Attendance"), blocks, carried, _("Save"))


def read_attendance_form(asked: AttendanceForm, given: Submitted, looking: Looking) -> Request:
    """Who was there, with the names; of a pasted list, who is in none of the three lists is remote."""
    agencies = looking.snapshot[Agencies]
    lists = {how: list(given.chosen(name)) for how, name in _FIELDS.items()}
    seen: set[str] = set()
    for how, name in _FIELDS.items():
        if seen & set(lists[how]):
            told = _("An agency comes in one way only: in person if any of its people does, else remote.")
            raise FieldError(name, told)
        seen |= set(lists[how])
    names = _names(given, agencies)
    found, unknown = match_list(read_list(given.text("list") or ""), agencies)
    for key, people in found.items():
        if key not in seen:
            lists[How.REMOTE].append(key)
        names.setdefault(key, ", ".join(people)[:500])
    return RecordAttendance(
        asked.item_id,
        tuple(lists[How.IN_PERSON]),
        tuple(lists[How.REMOTE]),
        tuple(lists[How.REGRETS]),
        names=tuple(names.items()),
        unknown=tuple(unknown[:50]),
    )


def _names(given: Submitted, agencies: Agencies) -> dict[str, str]:
    found = {}
    for line in (given.text("names") or "").splitlines():
        who, _colon, names = line.partition(":")
        if not line.strip():
            continue
        key = key_named(who, agencies)
        if key is None:
            told = _("“{name}” is no agency of this group. Write an agency, a colon, and the names.")
            raise FieldError("names", told.format(name=who.strip()[:60]))
        found[key] = names.strip()[:500]
    return found
