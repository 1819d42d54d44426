"""Decisions and actions in the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from bot.groups.tables import Agency, Person
from bot.meetings.actions.rules import ActionItem, ActionState, DecisionItem, Outcomes
from bot.meetings.actions.tables import Action, Decision
from bot.plan.store.plans import labels
from bot.plan.tables import Item

_ACTIONS = (
    select(Action, Agency.name, Item.streams, Person.user_id)
    .outerjoin(Agency, Agency.id == Action.owner_agency_id)
    .outerjoin(Item, Item.id == Action.item_id)
    .outerjoin(Person, Person.id == Action.owner_id)
    .where(Action.group_id == bindparam("group_id"), Action.state != ActionState.REMOVED)
    .order_by(Action.number)
)


def outcomes_of(session: Session, group_id: int) -> Outcomes:
    """All actions of a group, without those that were taken back."""
    rows = session.execute(_ACTIONS, {"group_id": group_id})
    return Outcomes(tuple(_action(*row) for row in rows))


def decisions_of(session: Session, item_id: int) -> tuple[DecisionItem, ...]:
    """What a meeting decided, by number."""
    statement = select(Decision).where(Decision.item_id == item_id, ~Decision.is_removed)
    return tuple(decision_of(row) for row in session.scalars(statement.order_by(Decision.number)))


def key_of_decision(session: Session, group_id: int, decision_id: int) -> str | None:
    """What people call a decision of a group."""
    row = session.get(Decision, decision_id) if 0 < decision_id < 2**31 else None
    return f"D{row.number}" if row is not None and row.group_id == group_id else None


def action_of(session: Session, row: Action) -> ActionItem:
    """A row as a value."""
    agency = session.get_one(Agency, row.owner_agency_id).name if row.owner_agency_id is not None else None
    streams = session.get_one(Item, row.item_id).streams if row.item_id is not None else None
    user = session.get_one(Person, row.owner_id).user_id if row.owner_id is not None else None
    return _action(row, agency, streams, user)


def _action(row: Action, agency: str | None, streams: str | None, user: str | None) -> ActionItem:
    return ActionItem(
        id=row.id,
        number=row.number,
        text=row.text,
        state=ActionState(row.state),
        item_id=row.item_id,
        point_id=row.point_id,
        is_carried=row.is_carried,
        owner_id=row.owner_id,
        owner_user=user,
        owner_agency=agency,
        due=row.due,
        note=row.note,
        streams=labels(streams or ""),
        is_plenary=not streams,
        version=row.version,
    )


def decision_of(row: Decision) -> DecisionItem:
    """A row as a value."""
    return DecisionItem(row.id, row.number, row.text, row.item_id, row.point_id)


def next_number(session: Session, table: type[Action] | type[Decision], group_id: int) -> int:
    """The number after the highest that was ever given in a group; the caller holds the group's lock."""
    return int(session.scalar(select(func.max(table.number)).where(table.group_id == group_id)) or 0) + 1


def owner_value(session: Session, row: Action) -> str | None:
    """Whose an action is: a mention, the name of an agency, or nobody."""
    if row.owner_id is not None:
        return f"<@{session.get_one(Person, row.owner_id).user_id}>"
    if row.owner_agency_id is not None:
        return session.get_one(Agency, row.owner_agency_id).name
    return None


def held_of(session: Session, row: Action) -> dict[str, Any]:
    """What the history holds of an action."""
    return {
        "text": row.text,
        "owner": owner_value(session, row),
        "due": row.due.isoformat() if row.due is not None else None,
        "state": row.state,
        "note": row.note,
    }
