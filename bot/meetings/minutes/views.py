"""From a group's snapshot to all that the minutes of a meeting say."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.snapshot import Snapshot
from bot.groups.rules.agencies import Agencies
from bot.meetings.actions.rules import ActionItem, Outcomes
from bot.meetings.actions.store import decisions_of
from bot.meetings.agenda.rules import AgendaBook, next_meeting
from bot.meetings.attendance.rules import AttendanceBook
from bot.meetings.attendance.store import record_of
from bot.meetings.minutes.rules import MinutesBook, MinutesView, silence_day, state_of
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan


def minutes_view(snapshot: Snapshot, session: Session, item: Item, now: datetime) -> MinutesView:
    """The minutes of a meeting as they stand; `session` reads what few looks need, at the same moment."""
    plan, book = snapshot[Plan], snapshot[AgendaBook]
    facts, record = snapshot.facts, snapshot[MinutesBook].of(item.id)
    decisions, actions = decisions_of(session, item.id), snapshot[Outcomes].of(item.id)
    attendance = AttendanceBook({item.id: record_of(session, item.id)})
    points = book.of(item.id)
    went = {
        point.id: plan.by_id[there.item_id].key
        for point in points
        if (there := book.carried_to.get(point.id)) is not None and there.item_id in plan.by_id
    }
    went |= {one.point_id: one.key for one in actions if one.is_carried and one.point_id is not None}
    taker = facts.roster.people.get(record.note_taker_id or 0)
    adopted_by = plan.by_id.get(record.adopted_by or 0)
    return MinutesView(
        group=facts.group,
        item=item,
        now=now,
        record=record,
        state=state_of(record, facts.rules.days, facts.group.zone, now),
        silence_day=silence_day(record, facts.rules.days, facts.group.zone),
        participants=attendance.of(item.id, snapshot[Agencies]),
        points=points,
        decisions=decisions,
        actions=actions,
        owners={action.id: _owner(action, snapshot) for action in actions},
        went_to=went,
        following=next_meeting(plan, item),
        adopted_by=adopted_by.key if adopted_by is not None else None,
        note_taker=f"<@{taker.user_id}>" if taker is not None else None,
    )


def _owner(action: ActionItem, snapshot: Snapshot) -> str:
    """Whose an action is, by name, so that nobody is called by it."""
    person = snapshot.facts.roster.people.get(action.owner_id or 0)
    return (person.name or "") if person is not None else action.owner_agency or ""
