"""Items field by field, in the terms of the JSON interface: how each is read from and written to its row."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.core.tables import Group
from bot.dates.when import NO_DATE, Precision, When
from bot.groups.store import people, rosters
from bot.groups.tables import Person
from bot.plan.rules import items as domain
from bot.plan.rules.item_fields import field_named
from bot.plan.store import plans
from bot.plan.store.agendas import agendas, replace_agenda
from bot.plan.store.needs import needs_of, replace_dependencies
from bot.plan.tables import Item

_MENTION = re.compile(r"<@([UW][A-Z0-9]+|~[0-9a-f]+)(?:\|[^>]*)?>")


def value_of(session: Session, row: Item, name: str) -> Any:  # noqa: ANN401 - any JSON value
    """The JSON value of a field."""
    if _has_column(name):
        return getattr(row, name)
    if name == "when":
        return when_value(plans.when_of(row))
    if name == "streams":
        return list(plans.labels(row.streams))
    if name == "recommendations":
        return list(row.recommendations)
    if name == "agenda":
        return list(agendas(session, [row.id]).get(row.id, ()))
    if name == "owner":
        return _owner(session, row)
    if name == "depends_on":
        return _needs(session, row)
    raise KeyError(name)


def _has_column(name: str) -> bool:
    field = field_named(name)
    # What the last document said is no field of an item, but goes back with an import that is undone.
    return name == "imported" or (field is not None and field.is_column)


def when_value(when: When) -> dict[str, Any]:
    """A `When` as a JSON value, without its source text."""
    value = {"precision": when.precision.value, "start": when.start, "end": when.end, "zone": when.zone}
    return value | {"anchor": when.anchor} if when.anchor is not None else value


def when_from(value: dict[str, Any]) -> When:
    """The `When` of a JSON value."""
    return When(
        Precision(value["precision"]), value["start"], value["end"], value["zone"], value.get("text"),
        value.get("anchor"),
    )  # fmt: skip


def is_same(name: str, old: Any, new: Any) -> bool:  # noqa: ANN401
    """Whether two JSON values of a field mean the same; the wording of a date makes no difference."""
    return when_from(old) == when_from(new) if name == "when" else bool(old == new)


def apply(session: Session, row: Item, name: str, value: Any, group: Group) -> None:  # noqa: ANN401
    """Write a field; a new date raises the schedule version, the first one becomes the baseline."""
    if _has_column(name):
        setattr(row, name, value)
    elif name == "when":
        apply_when(row, when_from(value))
    elif name == "streams":
        row.streams = plans.streams_text(value)
    elif name == "recommendations":
        row.recommendations = list(value)
    elif name == "agenda":
        replace_agenda(session, row.id, value)
    elif name == "owner":
        set_owner(session, row, value, group)
    elif name == "depends_on":
        _set_needs(session, row, value)
    else:
        raise KeyError(name)


def apply_when(row: Item, when: When) -> None:
    """Give a row a new date."""
    row.precision, row.start, row.end, row.zone = when.precision.value, when.start, when.end, when.zone
    row.when_text = when.text
    row.schedule_version = (row.schedule_version or 0) + 1
    if row.baseline_precision is None and when.precision is not Precision.NONE:
        row.baseline_precision, row.baseline_zone = row.precision, row.zone
        row.baseline_start, row.baseline_end = row.start, row.end


def status_for(kind: domain.Kind, status: domain.Status, when: When) -> domain.Status:
    """The status a meeting has once its date is set or taken away; others keep theirs."""
    if kind is not domain.Kind.MEETING or status in domain.CLOSED:
        return status
    if when.is_dated:
        return domain.Status.SCHEDULED
    return domain.Status.TO_SCHEDULE if status is domain.Status.SCHEDULED else status


def new_row(group: Group, key: str, kind: domain.Kind, title: str, when: When = NO_DATE) -> Item:
    """A row with the fields that every item has; the caller sets position and the rest."""
    row = Item(
        group_id=group.id, key=key, kind=kind.value, title=title, streams="", position=0, schedule_version=0,
        status=domain.first_status(kind, when).value, recommendations=[], source_lines=[], source_text="",
        tentative=False, asking=True, asking_coordinator=True,
    )  # fmt: skip
    apply_when(row, when)
    return row


def _owner(session: Session, row: Item) -> str | None:
    if row.owner_id is not None:
        return f"<@{session.get_one(Person, row.owner_id).user_id}>"
    if row.owner_agency_id is not None:
        return rosters.agency_name(session, row.owner_agency_id)
    return None


def set_owner(session: Session, row: Any, value: str | None, group: Group) -> None:  # noqa: ANN401
    """Give any row that has the two columns its owner: a mention, the name of an agency, or nobody."""
    row.owner_id = row.owner_agency_id = None
    if value is None:
        return
    mention = _MENTION.fullmatch(value)
    if mention is None:
        row.owner_agency_id = rosters.get_agency(session, group.id, value).id
        return
    # A person is a team and a user: of another workspace only whoever is on this group's roster.
    known = session.scalars(select(Person).where(Person.user_id == mention[1])).all()
    own = next((found for found in known if found.team_id == group.team_id), None)
    guest = next((found for found in known if people.is_on_roster(session, group.id, found.id)), None)
    row.owner_id = (own or guest or people.get_person(session, group.team_id, mention[1])).id


def _needs(session: Session, row: Item) -> list[dict[str, Any]]:
    return [{"key": key, "inferred": inferred} for key, inferred in needs_of(session, row.id)]


def _set_needs(session: Session, row: Item, value: list[dict[str, Any]]) -> None:
    needs = []
    for entry in value:
        target = plans.row_by_key(session, row.group_id, entry["key"])
        if target is not None and target.id != row.id:
            needs.append((target.id, bool(entry["inferred"])))
    replace_dependencies(session, row.id, needs)
