"""Items: from rows to the domain's values, and the queries on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from bot.dates.when import Precision, When
from bot.groups.tables import Agency, MergedAgency
from bot.plan.rules import items as domain
from bot.plan.rules.item_fields import NAMES_OF_TEXTS
from bot.plan.rules.plan import Plan
from bot.plan.store.agendas import agendas, agendas_of_group
from bot.plan.tables import Item
from bot.store.base import UTCDateTime
from bot.store.chunks import in_chunks

_COLUMNS = (
    Item.id, Item.key, Item.kind, Item.title, Item.ordinal, Item.streams, Item.position, Item.precision,
    Item.start, Item.end, Item.zone, Item.when_text, Item.status, Item.status_note, Item.tentative,
    Item.owner_id, Item.recommendations, Item.asking, Item.asking_coordinator, Item.schedule_version,
    Item.row_version,
    Item.baseline_precision, Item.baseline_start, Item.baseline_end, Item.baseline_zone,
    Item.calendar_version, Item.changed_at, Item.counts_from,
    Item.quiet_until,
    *(getattr(Item, name) for name in NAMES_OF_TEXTS), Agency.name.label("owner_agency"),
)  # fmt: skip
_ITEMS = (
    select(*_COLUMNS)
    .outerjoin(MergedAgency, MergedAgency.agency_id == Item.owner_agency_id)
    .outerjoin(Agency, Agency.id == func.coalesce(MergedAgency.into_id, Item.owner_agency_id))
)
_BY_GROUP = _ITEMS.where(Item.group_id == bindparam("group_id"), ~Item.removed).order_by(Item.position)
_ALL_BY_GROUP = (
    _ITEMS.add_columns(Item.removed).where(Item.group_id == bindparam("group_id")).order_by(Item.position)
)
_OPEN_BY_GROUP = _BY_GROUP.where(Item.is_open)
_BY_ID = _ITEMS.where(Item.id.in_(bindparam("ids", expanding=True)))
_ROWS = select(Item).order_by(Item.position)
_table = Item.__table__
assert isinstance(_table, Table)
_SET_INSTANTS = (
    update(_table)
    .where(_table.c.id == bindparam("item_id"))
    .values(
        starts_at=bindparam("new_start", type_=UTCDateTime()),
        ends_at=bindparam("new_end", type_=UTCDateTime()),
    )
)


def labels(streams: str) -> tuple[str, ...]:
    """The stream labels of the column's text (``,WS1,WS2,``)."""
    return tuple(label for label in streams.split(",") if label)


def streams_text(streams: Iterable[str]) -> str:
    """The column's text for stream labels."""
    joined = ",".join(streams)
    return f",{joined}," if joined else ""


def when_of(row: Any) -> When:  # noqa: ANN401 - a row or an entity, both have the columns
    """The `When` of an item's columns."""
    if row.counts_from and row.precision == Precision.RELATIVE:
        return _relative(row.counts_from)
    return _when(row.precision, row.start, row.end, row.zone, row.when_text)


@lru_cache(maxsize=4096)
def _when(
    precision: str, start: str | None, end: str | None, zone: str | None, text: str | None = None
) -> When:
    return When(Precision(precision), start, end, zone, text)


def _relative(value: Mapping[str, Any]) -> When:
    return When(Precision.RELATIVE, value["start"], value.get("end"), anchor=value["anchor"])


def _value(row: Sequence[Any], agenda: tuple[str, ...] = ()) -> domain.Item:
    # Unpacked at once: a row's attributes are looked up one by one, at ten times the cost.
    (
        item_id, key, kind, title, ordinal, streams, position, precision, start, end, zone, when_text, status,
        status_note, tentative, owner_id, recommendations, asking, asking_coordinator, schedule_version,
        row_version,
        first_precision, first_start, first_end, first_zone, calendar_version, changed_at, counts_from,
        quiet_until,
        *texts, owner_agency,
    ) = row  # fmt: skip
    relative = _relative(counts_from) if counts_from else None
    return domain.Item(
        id=item_id,
        key=key,
        kind=domain.Kind(kind),
        title=title,
        when=(
            relative
            if relative is not None and precision == Precision.RELATIVE
            else _when(precision, start, end, zone, when_text)
        ),
        counts_from=relative,
        quiet_until=date.fromisoformat(quiet_until) if quiet_until else None,
        status=domain.Status(status),
        streams=labels(streams),
        ordinal=ordinal,
        position=position,
        tentative=tentative,
        owner_id=owner_id,
        owner_agency=owner_agency,
        agenda=agenda,
        recommendations=tuple(recommendations),
        schedule_version=schedule_version,
        row_version=row_version,
        baseline=(
            None if first_precision is None else _when(first_precision, first_start, first_end, first_zone)
        ),
        asking=asking,
        asking_coordinator=asking_coordinator,
        status_note=status_note,
        calendar_version=calendar_version,
        changed_at=changed_at,
        **dict(zip(NAMES_OF_TEXTS, texts, strict=True)),
    )


def value_of_row(row: Item, owner_agency: str | None) -> domain.Item:
    """A row that is held, as the rules see it, without asking the database."""
    return _value([*(getattr(row, column.key) for column in _COLUMNS[:-1]), owner_agency])


def _values(session: Session, statement: Select[Any], parameters: Mapping[str, Any]) -> list[domain.Item]:
    return [_value(row) for row in session.execute(statement, parameters)]


def items_of(session: Session, group_id: int, *, with_agenda: bool = False) -> list[domain.Item]:
    """All items of a group in plan order."""
    rows = session.execute(_BY_GROUP, {"group_id": group_id}).all()
    agenda = agendas_of_group(session, group_id) if with_agenda else {}
    return [_value(row, agenda.get(row.id, ())) for row in rows]


def open_items_of(session: Session, group_id: int) -> list[domain.Item]:
    """The items of a group that are still to happen, in plan order."""
    return _values(session, _OPEN_BY_GROUP, {"group_id": group_id})


def items_by_id(session: Session, ids: Sequence[int]) -> list[domain.Item]:
    """Some items, each with its agenda."""
    rows = [row for chunk in in_chunks(ids) for row in session.execute(_BY_ID, {"ids": chunk})]
    agenda = agendas(session, [row.id for row in rows])
    return [_value(row, agenda.get(row.id, ())) for row in rows]


def row_by_id(session: Session, item_id: int) -> Item:
    """The row to change; fresh from the database."""
    return session.get_one(Item, item_id, populate_existing=True)


def keys_of(session: Session, group_id: int) -> list[str]:
    """The keys of all items of a group."""
    return list(session.scalars(select(Item.key).where(Item.group_id == group_id)))


def row_by_key(session: Session, group_id: int, key: str) -> Item | None:
    """The row of a key, if there is one."""
    return session.scalar(select(Item).where(Item.group_id == group_id, Item.key == key))


def rows_owned_by(session: Session, group_id: int, person_id: int) -> list[Item]:
    """The rows of open items that a person owns by name, in plan order, to change."""
    mine = _ROWS.where(Item.group_id == group_id, Item.owner_id == person_id, Item.is_open, ~Item.removed)
    return list(session.scalars(mine))


def rows_of(session: Session, group_id: int) -> list[Item]:
    """All rows of a group in plan order, to change."""
    return list(session.scalars(_ROWS.where(Item.group_id == group_id, ~Item.removed)))


def imported_rows_of(session: Session, group_id: int) -> list[Item]:
    """The same with what a document brought and somebody has taken out of the plan: it stays out."""
    is_known = ~Item.removed | Item.imported.is_not(None)
    return list(session.scalars(_ROWS.where(Item.group_id == group_id, is_known)))


def ids_by_key(session: Session, group_id: int) -> list[tuple[str, int]]:
    """The key and id of every item of a group."""
    found = session.execute(select(Item.key, Item.id).where(Item.group_id == group_id))
    return [(row.key, row.id) for row in found]


def next_position(session: Session, group_id: int) -> int:
    """The position after the last item."""
    return int(session.scalar(select(func.max(Item.position)).where(Item.group_id == group_id)) or 0) + 1


def derive_columns(row: Item, group_zone: str) -> None:
    """Write the derived columns of a row from its own: order, instants, openness."""
    when = when_of(row)
    kind, streams = domain.Kind(row.kind), labels(row.streams)
    status = domain.Status(row.status)
    value = domain.Item(
        id=0,
        key=row.key,
        kind=kind,
        title="",
        when=when,
        status=status,
        streams=streams,
        position=row.position,
    )
    row.sort_key = value.sort_key()
    row.starts_at, row.ends_at = when.starts_at(group_zone), when.ends_at(group_zone)
    row.is_open = value.is_open and not row.removed


def rederive_instants(session: Session, group_id: int, group_zone: str, now: datetime) -> int:
    """Derive the instants of what is open and not over again; returns how many items moved.

    The items' row versions stay: nobody has changed them.
    """
    columns = (
        Item.precision, Item.start, Item.end, Item.zone, Item.when_text, Item.counts_from, Item.starts_at,
        Item.ends_at,
    )  # fmt: skip
    ahead = select(Item.id, *columns).where(
        Item.group_id == group_id, Item.is_open, (Item.ends_at > now) | Item.ends_at.is_(None)
    )
    moved = []
    for row in session.execute(ahead).all():
        when = when_of(row)
        starts_at, ends_at = when.starts_at(group_zone), when.ends_at(group_zone)
        if (starts_at, ends_at) != (row.starts_at, row.ends_at):
            moved.append({"item_id": row.id, "new_start": starts_at, "new_end": ends_at})
    if moved:
        session.connection().execute(_SET_INSTANTS, moved)
    return len(moved)


def plan_of(session: Session, group_id: int) -> Plan:
    """The whole plan of a group."""
    rows = session.execute(_ALL_BY_GROUP, {"group_id": group_id}).all()
    agenda = agendas_of_group(session, group_id)
    items = tuple(_value(row[:-1], agenda.get(row.id, ())) for row in rows if not row.removed)
    removed = tuple(_value(row[:-1]) for row in rows if row.removed)
    return Plan(items, removed)
