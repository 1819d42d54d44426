"""All that is stored about one person, as JSON values: counted, or row by row."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, func, select
from sqlalchemy.orm import Session

from bot.core.tables import ActEntry, Change
from bot.delivery.tables import DirectChannel, OutboxRow
from bot.groups.store import people
from bot.groups.tables import Person, Pseudonym
from bot.privacy.reach import PEOPLE, references_to, table_of
from bot.privacy.store import addressed_to, conversations_with

# They are of no meaning outside, and some of them are keys.
_LEFT_OUT = ("token", "nonce", "hash", "secret", "fence", "lease")


def stored_rows(session: Session, person: Person) -> dict[str, list[dict[str, Any]]]:
    """Every row about a person, by the name of its table."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table, rows in _rows_about(session, person):
        for row in session.execute(select(table).where(rows)).mappings():
            found.setdefault(table.name, []).append(_plain(row))
    return found


def as_json(rows: dict[str, list[dict[str, Any]]], at: datetime) -> bytes:
    """The rows as a JSON document in UTF-8, with the time at which they were read."""
    return json.dumps({"at": at.isoformat(), "stored": rows}, ensure_ascii=False, indent=2).encode()


def count_stored(session: Session, person: Person) -> dict[str, int]:
    """How many rows there are about a person, by the name of their table."""
    counts: dict[str, int] = {}
    for table, rows in _rows_about(session, person):
        count = session.scalar(select(func.count()).select_from(table).where(rows)) or 0
        counts[table.name] = counts.get(table.name, 0) + count
    return {name: count for name, count in counts.items() if count}


def _rows_about(session: Session, person: Person) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    yield PEOPLE, PEOPLE.c.id == person.id
    for table, column in references_to(PEOPLE):
        if table is not table_of(Pseudonym):
            yield table, column == person.id
    pseudonym = people.known_pseudonym(session, person.id)
    if pseudonym is not None:
        acts = table_of(ActEntry)
        yield acts, acts.c.actor == pseudonym
        mine = select(acts.c.id).where(acts.c.actor == pseudonym)
        yield table_of(Change), table_of(Change).c.act_id.in_(mine)
    yield table_of(OutboxRow), addressed_to(person.team_id, person.user_id)
    yield table_of(DirectChannel), conversations_with(person.team_id, person.user_id)


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row as a mapping
    kept = {name: value for name, value in row.items() if not any(part in name for part in _LEFT_OUT)}
    return {name: _json_value(value) for name, value in kept.items() if value is not None}


def _json_value(value: Any) -> Any:  # noqa: ANN401 - a column's value
    return value.isoformat() if isinstance(value, date | datetime) else value
