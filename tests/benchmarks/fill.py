"""Data for the benchmarks: one plan written with care, then copied to many groups by plain SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, insert, literal, select, update
from sqlalchemy import cast as sql_cast
from sqlalchemy import types as sql

from bot.dates.when import Precision, When
from bot.plan.rules.items import Item, Kind, first_status
from bot.store.database import Database
from bot.tables import Base

ZONE = "Europe/Zurich"
ITEMS_PER_GROUP = 100
CHANNEL_PREFIX = "C0GROUP"


def fill(
    database: Database,
    *,
    groups: int,
    items: int,
    team: str,
    channel: str,
    coordinator: str,
    members: Sequence[str] = (),
) -> None:
    """Fill an empty database whose schema is there.

    Args:
        database: where.
        groups: how many groups, all of one workspace.
        items: how many items, at most 100 to a group and spread evenly.
        team: the workspace.
        channel: the channel of the group in the middle; the others have channels of their own.
        coordinator: the user who coordinates that group.
        members: users who are in it as well.
    """
    now = datetime.now(UTC)
    tables = Base.metadata.tables
    with database.writing() as session:
        connection = session.connection()
        connection.execute(insert(tables["workspaces"]).values(team_id=team, name="Bench", created_at=now))
        connection.execute(
            insert(tables["groups"]), [_group(number, team, now) for number in range(1, groups + 1)]
        )
        connection.execute(insert(tables["streams"]), [_stream(1, "WS1"), _stream(1, "WS2")])
        connection.execute(insert(tables["items"]), list(_items(items // groups, now)))
        for name in ("streams", "items"):
            _copy_to_all_groups(connection, tables[name])
        _open_channels(connection, tables, team)
        middle = groups // 2 + 1
        connection.execute(
            update(tables["channels"])
            .where(tables["channels"].c.group_id == middle)
            .values(channel_id=channel)
        )
        people = [
            {"id": number, "team_id": team, "user_id": user, "name": user, "profile_read_at": now,
             "locale": "en-GB", "zone": ZONE}
            for number, user in enumerate([coordinator, *members], start=1)
        ]  # fmt: skip
        connection.execute(insert(tables["people"]), people)
        joined = [{"group_id": middle, "person_id": person["id"], "joined_at": now} for person in people]
        connection.execute(insert(tables["members"]), joined)
        place = {"group_id": middle, "person_id": 1}
        connection.execute(insert(tables["role_assignments"]).values(**place))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")


def _group(number: int, team: str, now: datetime) -> dict[str, Any]:
    return {
        "id": number,
        "team_id": team,
        "label": f"G{number}",
        "name": f"Group {number}",
        "zone": ZONE,
        "created_at": now,
    }


def _stream(group: int, label: str) -> dict[str, Any]:
    return {"group_id": group, "label": label, "position": int(label[-1])}


def _when(position: int, today: datetime) -> When:
    day = today + timedelta(days=7 * position)
    if position % 4 == 0:
        return When(Precision.DAY, day.date().isoformat())
    return When(Precision.MONTH, f"{day:%Y-%m}")


def _items(count: int, now: datetime) -> Iterator[dict[str, Any]]:
    """The items of the first group: every fourth with a day, the others with a month, from today on."""
    for position in range(count):
        stream = ("WS1", "WS2", None)[position % 3]
        kind = Kind.MEETING if position % 2 == 0 else Kind.DELIVERABLE
        when = _when(position, now)
        item = Item(
            id=position + 1,
            key=f"{stream or 'IMG'}-{'M' if kind is Kind.MEETING else 'D'}{position + 1}",
            kind=kind,
            title=f"Meeting {position + 1} of the team"
            if kind is Kind.MEETING
            else f"Draft {position + 1} of the study",
            when=when,
            status=first_status(kind, when),
            streams=(stream,) if stream else (),
            position=position,
        )
        yield {
            "group_id": 1,
            "key": item.key,
            "kind": item.kind.value,
            "title": item.title,
            "ordinal": position + 1 if item.is_meeting else None,
            "streams": f",{stream}," if stream else "",
            "position": position,
            "precision": when.precision.value,
            "start": when.start,
            "sort_key": item.sort_key(),
            "starts_at": when.starts_at(ZONE),
            "ends_at": when.ends_at(ZONE),
            "status": item.status.value,
            "is_open": item.is_open,
            "created_at": now,
        }


def _copy_to_all_groups(connection: Connection, table: Table) -> None:
    """Copy the rows of the first group to all others, in one statement."""
    groups = Base.metadata.tables["groups"]
    copied = [column for column in table.columns if column.name not in ("id", "group_id")]
    others = table.join(groups, groups.c.id > table.c.group_id)
    rows = select(groups.c.id, *copied).select_from(others).where(table.c.group_id == 1)
    connection.execute(insert(table).from_select(["group_id", *(column.name for column in copied)], rows))


def _open_channels(connection: Connection, tables: Mapping[str, Table], team: str) -> None:
    groups, channels = tables["groups"], tables["channels"]
    rows = select(
        literal(team), literal(CHANNEL_PREFIX).concat(sql_cast(groups.c.id, sql.String)), groups.c.id
    )
    connection.execute(insert(channels).from_select(["team_id", "channel_id", "group_id"], rows))
