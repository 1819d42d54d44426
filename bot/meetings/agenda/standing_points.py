"""The points that come back at every meeting: putting them onto an agenda, and setting them for a group."""

from __future__ import annotations

from sqlalchemy import delete

from bot.core.edit import Edit
from bot.core.rights import Need, Right
from bot.meetings.agenda import store
from bot.meetings.agenda.acts import AddStanding, SetStanding
from bot.meetings.agenda.performing import Loaded, listed, new_row, number, outcome, unchanged
from bot.meetings.agenda.rules import AgendaChanged, Duty, Meetings, PointLine, Told, meetings_kind
from bot.meetings.agenda.standing import default_standing
from bot.meetings.agenda.tables import StandingPoint
from bot.meetings.lineage import agenda_changes


def standing_already(_act: AddStanding, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That they are there."""
    is_there = any(point.standing is not None and point.is_on_agenda for point in loaded.points)
    return unchanged(edit, loaded, Told.STANDING) if is_there else None


def add_standing(_act: AddStanding, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Put the standing points around what an agenda lists: those up to the last with a duty before it."""
    kind = meetings_kind(loaded.item)
    points = store.standing_of(edit.session, edit.group.id).get(kind) or default_standing(kind)
    new = []
    for text, minutes, duty in points:
        row = new_row(loaded.item.id, PointLine(text, minutes))
        row.standing = duty.value
        new.append(row)
    at = max((place + 1 for place, row in enumerate(new) if row.standing), default=min(1, len(new)))
    with agenda_changes(edit, loaded.item.id, "agenda") as rows:
        number([*new[:at], *listed(rows), *new[at:]])
        rows += new
    return outcome(edit, loaded, Told.STANDING, new)


def load_standing(_act: SetStanding, _edit: Edit) -> None:
    """There is nothing to load."""


def need_to_govern(_act: SetStanding, _nothing: None, _edit: Edit) -> Need:
    """What all meetings of a kind have is the coordinator's."""
    return Need(Right.GOVERN)


def set_standing(act: SetStanding, edit: Edit, _nothing: None) -> tuple[Meetings, int]:
    """Write the standing points of a kind of meeting; a text that had a duty keeps it."""
    known = store.standing_of(edit.session, edit.group.id).get(act.meetings)
    duties = {text: duty for text, _minutes, duty in known or default_standing(act.meetings)}
    edit.session.execute(
        delete(StandingPoint).where(
            StandingPoint.group_id == edit.group.id, StandingPoint.meetings == act.meetings
        )
    )
    for position, line in enumerate(act.lines):
        edit.session.add(
            StandingPoint(
                group_id=edit.group.id,
                meetings=act.meetings.value,
                position=position,
                text=line.text,
                minutes=line.minutes,
                duty=duties.get(line.text, Duty.NONE).value,
            )
        )
    edit.audit("standing-points", act.meetings.value, [line.text for line in act.lines])
    return act.meetings, len(act.lines)
