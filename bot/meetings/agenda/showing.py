"""What is shown of agendas: pure in the look, the snapshot, the reader and the time."""

from __future__ import annotations

from bot.core.registry import Looking
from bot.core.requests import Request
from bot.meetings.actions.rules import ActionItem, Outcomes, in_order
from bot.meetings.agenda.acts import OpenPoints, StandingForm
from bot.meetings.agenda.agenda_told import build_open_points
from bot.meetings.agenda.rules import (
    AgendaBook,
    AgendaView,
    Meetings,
    has_standing,
    is_past,
    left_open,
    next_meeting,
)
from bot.meetings.agenda.texts import build_agenda
from bot.plan.looks import Agenda
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.showing import item_of
from bot.slack.message import Message


def agenda_view(looking: Looking, item: Item) -> AgendaView:
    """The agenda of a meeting, with all that its message says."""
    snapshot = looking.snapshot
    plan, book, outcomes = snapshot[Plan], snapshot[AgendaBook], snapshot[Outcomes]
    points = book.of(item.id)
    went = {
        point.id: plan.by_id[there.item_id].key
        for point in points
        if (there := book.carried_to.get(point.id)) is not None and there.item_id in plan.by_id
    }
    went |= {one.point_id: one.key for one in outcomes.actions if one.is_carried and one.point_id is not None}
    came = {
        point.carried_from: plan.by_id[source.item_id].key
        for point in points
        if (source := book.by_id.get(point.carried_from or 0)) is not None and source.item_id in plan.by_id
        if point.carried_from is not None
    }
    zone = snapshot.facts.group.zone
    return AgendaView(
        group=snapshot.facts.group,
        item=item,
        points=points,
        proposed=book.proposed(item.id),
        now=looking.now,
        is_published=item.id in book.published,
        has_standing=has_standing(points),
        next_meeting=next_meeting(plan, item),
        left=left_open(plan, book, item, looking.now, zone) if item.is_open else (),
        came_from=came,
        went_to=went,
        to_review=_to_review(outcomes, item) if item.is_open else (),
    )


def _to_review(outcomes: Outcomes, item: Item) -> tuple[ActionItem, ...]:
    """The open actions that come from meetings of the same kind, and are due by the day of the meeting."""
    day = item.when.last_day
    return tuple(
        one
        for one in in_order(outcomes.actions)
        if one.is_open and one.is_plenary is item.is_plenary and one.streams == item.streams
        if day is None or one.due is None or one.due <= day
    )


def show_agenda(look: Agenda, looking: Looking) -> Message:
    """The agenda of a meeting."""
    item = item_of(looking, look.item_id)
    view = agenda_view(looking, item)
    return build_agenda(view, looking.reader, look, shared_by=looking.shared_by)


def of_item(item: Item, _looking: Looking) -> list[Request]:
    """The agenda of a meeting."""
    return [Agenda(item.id)] if item.is_meeting else []


def standing_forms(looking: Looking) -> list[tuple[str, Request]]:
    """The forms about the points that agendas begin with, for the settings of a group."""
    return [(looking.label(StandingForm(meetings)), StandingForm(meetings)) for meetings in Meetings]


def show_open_points(_look: OpenPoints, looking: Looking) -> Message:
    """What is open at meetings that have been, so that nothing is forgotten."""
    looking.caller.require_reading()
    plan, book, group = looking.snapshot[Plan], looking.snapshot[AgendaBook], looking.snapshot.facts.group
    left = {
        item.id: points
        for item in sorted(plan.items, key=Item.sort_key)
        if item.is_meeting and is_past(item, looking.now, group.zone)
        if (points := book.open_at(item.id))
    }
    return build_open_points(plan.by_id, left, group.id, shared_by=looking.shared_by)
