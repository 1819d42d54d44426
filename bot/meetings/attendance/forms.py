"""The form of attendance: three lists by agency, the names, and a pasted list of Teams or Zoom."""

from __future__ import annotations

from dataclasses import replace
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
    name_of,
    read_list,
    who_counts,
)
from bot.meetings.attendance.store import record_of
from bot.meetings.attendance.texts import how_words
from bot.plan.forms.item_forms import about
from bot.plan.showing import item_of
from bot.slack.blocks import context
from bot.slack.inputs import field, form, multi_select, select, text_input
from bot.slack.submitted import FieldError, Submitted

MOST_ASKED = 30
"""How many unknown names of a list one form asks about."""
_WHO = "who:"
"""What the id of a field begins with that asks who somebody is; their name follows."""
_FIELDS = {How.IN_PERSON: "in_person", How.REMOTE: "remote", How.REGRETS: "regrets"}


def open_attendance_form(asked: AttendanceForm, looking: Looking) -> dict[str, Any]:
    """Who was there, filled in with a list that was read, else what is recorded, else with the replies.

    Each name of the list that nobody is known by is asked about, in a field that bears it.

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
    named = {one.name: one.names for one in recorded}
    if asked.record is not None:
        known, named = _of_record(asked.record, agencies)
    for how, name in _FIELDS.items():
        chosen = [key for key, came in known.items() if came is how]
        blocks.append(field(name, how_words(how), multi_select(choices, chosen), optional=True))
    names = "\n".join(f"{name}: {people}" for name, people in named.items() if people)
    hint = _("An agency a line: UNEP: Ms Otieno, Mr Keller.")
    blocks.append(field("names", _("Names"), text_input(names, lines=True), optional=True, hint=hint))
    if asked.record is not None:
        unknown = asked.record.unknown[:MOST_ASKED]
        blocks += [field(f"{_WHO}{name[:200]}", name, select(choices), optional=True) for name in unknown]
        blocks.append(context(_("Whom you leave open is not recorded.")))
    else:
        pasted = field(
            "list",
            _("Attendance list"),
            text_input(lines=True),
            optional=True,
            hint=_("Paste the list that Teams or Zoom gives: who is on it counts as remote."),
        )
        blocks.append(pasted)
    carried = {
        "do": encode(replace(asked, record=None), looking.snapshot.facts.group.id),
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
    unknown += _those_known(given, lists, names)
    return RecordAttendance(
        asked.item_id,
        tuple(lists[How.IN_PERSON]),
        tuple(lists[How.REMOTE]),
        tuple(lists[How.REGRETS]),
        names=tuple(names.items()),
        unknown=tuple(unknown[:50]),
    )


def _of_record(record: RecordAttendance, agencies: Agencies) -> tuple[dict[str, How], dict[str, str | None]]:
    """How each took part by key, and the people by the name of whom they came for."""
    ways = ((How.IN_PERSON, record.in_person), (How.REMOTE, record.remote), (How.REGRETS, record.regrets))
    names = ((name_of(key, agencies), people) for key, people in record.names)
    known = {key: how for how, keys in ways for key in keys}
    return known, {name: people for name, people in names if name is not None}


def _those_known(given: Submitted, lists: dict[How, list[str]], names: dict[str, str]) -> list[str]:
    """Record whoever somebody knew of the names on a list; returns the names that nobody knew."""
    unknown = []
    for field_name in given.values:
        if not field_name.startswith(_WHO):
            continue
        name, key = field_name.removeprefix(_WHO), given.text(field_name)
        if key is None:
            unknown.append(name)
            continue
        names[key] = ", ".join(filter(None, (names.get(key), name)))[:500]
        if key in lists[How.REGRETS]:
            lists[How.REGRETS].remove(key)
        if key not in lists[How.IN_PERSON] + lists[How.REMOTE]:
            lists[How.REMOTE].append(key)
    return unknown


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
