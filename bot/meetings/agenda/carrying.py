"""Where points go: to another meeting, to somebody, or nowhere; and the points that come back every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.meetings.actions.performing import new_action
from bot.meetings.agenda import store
from bot.meetings.agenda.acts import (
    CarryPoint,
    GivePoint,
    SettlePoints,
    TakePoints,
)
from bot.meetings.agenda.performing import (
    Loaded,
    insert,
    load_agenda,
    new_row,
    outcome,
    require_open,
    unchanged,
)
from bot.meetings.agenda.rules import (
    AgendaChanged,
    Duty,
    Point,
    Told,
    left_open,
    next_meeting,
)
from bot.meetings.lineage import agenda_changes
from bot.meetings.minutes.performing import adopt_last
from bot.plan.looks import Agenda
from bot.plan.rules.items import Item, Status
from bot.plan.rules.plan import Plan
from bot.plan.rules.point_states import OPEN_POINT, PointState
from bot.plan.store.plans import items_of
from bot.plan.tables import AgendaPoint


def load_carry(act: CarryPoint, edit: Edit) -> Loaded:
    """The meeting of a point, and the one that it goes to.

    Raises:
        UserError: there is none that it could go to.
    """
    loaded = load_agenda(act, edit)
    if act.to_item_id is None:
        return replace(loaded, others=(_next(edit, loaded),))
    target = load_agenda(CarryPoint(act.to_item_id), edit).item
    if target.id == loaded.item.id or not target.is_open:
        raise UserError(_("{key} is not open, or is the same meeting.").format(key=target.key))
    return replace(loaded, others=(target,))


def _next(edit: Edit, loaded: Loaded) -> Item:
    found = next_meeting(_plan(edit), loaded.item)
    if found is None:
        raise UserError(
            _(
                "There is no later meeting like {key} that is still to be held. Carry the point to"
                " another one (`agenda {key} carry 2 to IMG-M7`), give it to somebody, or drop it with"
                " a reason."
            ).format(key=loaded.item.key),
            offers=(Agenda(loaded.item.id),),
        )
    return found


def _plan(edit: Edit) -> Plan:
    return Plan(tuple(items_of(edit.session, edit.group.id)))


def carried_already(act: CarryPoint, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That it has gone on."""
    point = loaded.point(act.point_id)
    is_carried = point.state is PointState.CARRIED
    return unchanged(edit, loaded, Told.CARRIED, point, other=loaded.others[0]) if is_carried else None


def carry_point(act: CarryPoint, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Carry a point to another meeting.

    Raises:
        UserError: it is not open, or is a standing point.
    """
    point, target = loaded.point(act.point_id), loaded.others[0]
    require_open(loaded, point)
    if point.standing is not None:
        raise UserError(_("A standing point is made anew for each meeting; it is not carried."))
    gone = carry(edit, loaded.item.id, [point], target)
    return outcome(edit, loaded, Told.CARRIED, gone, other=target)


def carry(edit: Edit, item_id: int, points: Sequence[Point], target: Item) -> list[AgendaPoint]:
    """Carry points of one meeting to another; returns their rows there."""
    with agenda_changes(edit, item_id, "carry") as rows:
        for row in rows:
            if row.id in {point.id for point in points}:
                row.state = PointState.CARRIED
    return arrive(edit, points, target)


def arrive(edit: Edit, points: Sequence[Point], target: Item) -> list[AgendaPoint]:
    """Put carried points onto the agenda of another meeting."""
    new = []
    for point in points:
        row = new_row(target.id, point.line)
        row.carried_from_id = point.id
        new.append(row)
    with agenda_changes(edit, target.id, "carry") as rows:
        insert(rows, new)
    return new


def given_already(act: GivePoint, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That it has gone on."""
    point = loaded.point(act.point_id)
    is_carried = point.state is PointState.CARRIED
    return unchanged(edit, loaded, Told.GIVEN, point, owner=act.owner) if is_carried else None


def give_point(act: GivePoint, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Let a point live on as an action of somebody.

    Raises:
        UserError: it is not open, is a standing point, or nobody is named.
    """
    point = loaded.point(act.point_id)
    require_open(loaded, point)
    if not act.owner:
        raise UserError(_("To whom do the points go? Name a person or an agency."))
    if point.standing is not None:
        raise UserError(_("A standing point is made anew for each meeting; it is not carried."))
    with agenda_changes(edit, loaded.item.id, "carry") as rows:
        row = next(row for row in rows if row.id == point.id)
        row.state = PointState.CARRIED
    action = new_action(
        edit,
        point.text,
        owner=act.owner,
        due=act.due,
        item_id=loaded.item.id,
        point_id=point.id,
        is_carried=True,
    )
    return outcome(edit, loaded, Told.GIVEN, [row], owner=act.owner, action=f"A{action.number}")


def _left(edit: Edit, loaded: Loaded) -> list[Point]:
    book = store.book_of(edit.session, edit.group.id)
    return list(left_open(_plan(edit), book, loaded.item, edit.now, edit.group.zone))


def taken_already(_act: TakePoints, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That nothing is left at earlier meetings."""
    return None if _left(edit, loaded) else unchanged(edit, loaded, Told.TAKEN)


def take_points(_act: TakePoints, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Take onto an agenda what is open at earlier meetings.

    Raises:
        UserError: the meeting is over itself.
    """
    if not loaded.item.is_open:
        raise UserError(_("{key} is over or cancelled: no points go there.").format(key=loaded.item.key))
    left = _left(edit, loaded)
    for item_id in dict.fromkeys(point.item_id for point in left):
        with agenda_changes(edit, item_id, "carry") as rows:
            for row in rows:
                if row.id in {point.id for point in left}:
                    row.state = PointState.CARRIED
    new = arrive(edit, left, loaded.item)
    return outcome(edit, loaded, Told.TAKEN, new)


def load_settle(act: SettlePoints, edit: Edit) -> Loaded:
    """The meeting, and the next one where points go there."""
    loaded = load_agenda(act, edit)
    return replace(loaded, others=(_next(edit, loaded),)) if act.to_next else loaded


def settled_already(act: SettlePoints, edit: Edit, loaded: Loaded) -> AgendaChanged | None:
    """That no point is open on the agenda."""
    wanted = {*act.to_next, *act.to_somebody, *act.dropped}
    is_open = any(point.is_open and (point.is_on_agenda or point.id in wanted) for point in loaded.points)
    return None if is_open else unchanged(edit, loaded, Told.SETTLED)


def settle_points(act: SettlePoints, edit: Edit, loaded: Loaded) -> AgendaChanged:
    """Say what became of each point of a meeting that has been.

    Raises:
        UserError: the meeting lies ahead, a point is to go to two places, or to nobody.
    """
    _check(act, edit, loaded)
    by_id = {point.id: point for point in loaded.points}
    ticked = {*act.to_next, *act.to_somebody, *act.dropped}
    done = [
        point.id for point in loaded.points if point.is_on_agenda and point.is_open and point.id not in ticked
    ]
    states = {
        **dict.fromkeys(done, PointState.DONE),
        **dict.fromkeys((*act.to_next, *act.to_somebody), PointState.CARRIED),
        **dict.fromkeys(act.dropped, PointState.DROPPED),
    }
    with agenda_changes(edit, loaded.item.id, "settle", act.why) as rows:
        for row in rows:
            if row.id in states and row.state in OPEN_POINT:
                row.state = states[row.id]
                row.why = act.why if row.id in act.dropped else None
    if act.to_next:
        arrive(edit, [by_id[one] for one in act.to_next], loaded.others[0])
    for point_id in act.to_somebody:
        new_action(
            edit,
            by_id[point_id].text,
            owner=act.owner,
            due=act.due,
            item_id=loaded.item.id,
            point_id=point_id,
            is_carried=True,
        )
    rows = [row for row in _rows(edit, loaded) if row.id in states]
    if any(row.standing == Duty.MINUTES and row.state == PointState.DONE for row in rows):
        adopt_last(edit, loaded.item)
    counts = (len(done), len(act.to_next), len(act.to_somebody), len(act.dropped))
    other = loaded.others[0] if loaded.others else None
    return outcome(edit, loaded, Told.SETTLED, rows, other=other, owner=act.owner, counts=counts, why=act.why)


def _rows(edit: Edit, loaded: Loaded) -> list[AgendaPoint]:
    return [edit.session.get_one(AgendaPoint, point.id) for point in loaded.points]


def _check(act: SettlePoints, edit: Edit, loaded: Loaded) -> None:
    start = loaded.item.when.starts_at(edit.group.zone)
    has_begun = start is not None and start <= edit.now
    if loaded.item.status is not Status.HELD and not has_begun:
        raise UserError(_("{key} has not begun yet.").format(key=loaded.item.key))
    ticked = [*act.to_next, *act.to_somebody, *act.dropped]
    if len(set(ticked)) < len(ticked):
        raise UserError(_("A point can go to one place only. Nothing was changed."))
    for point_id in ticked:
        point = loaded.point(point_id)
        require_open(loaded, point)
        if point.standing is not None and point_id not in act.dropped:
            raise UserError(_("A standing point is made anew for each meeting; it is not carried."))
    if act.to_somebody and not act.owner:
        raise UserError(_("To whom do the points go? Name a person or an agency."))
    if act.dropped and not act.why:
        raise UserError(_("A point that is dropped needs a reason."))
