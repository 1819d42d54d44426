"""What a database says of a group's life, read in plain SQL, so that two schemas can be compared.

Each fact has a query, whose column names are those of the expected facts. Where a table or a column gets
another name, or moves, its name changes here and the expected facts stay as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, text

Facts = dict[str, list[dict[str, Any]]]
GENESIS = "0" * 64

TABLES = {
    "workspaces": "workspaces",
    "installations": "installations",
    "received": "received_events",
    "groups": "groups",
    "streams": "streams",
    "channels": "channels",
    "ladder_steps": "ladder_steps",
    "holidays": "holidays",
    "imports": "imports",
    "people": "people",
    "pseudonyms": "pseudonyms",
    "agencies": "agencies",
    "members": "members",
    "roles": "role_assignments",
    "items": "items",
    "agenda": "agenda_points",
    "dependencies": "dependencies",
    "acts": "acts",
    "history": "changes",
    "audit": "audit_entries",
    "proposals": "proposals",
    "outbox": "outbox",
    "direct_channels": "direct_channels",
}
"""The tables by the names that the queries use, with the names they have in the newest schema."""

QUERIES = {
    "workspaces": "SELECT team_id, name, created_at FROM {workspaces} ORDER BY team_id",
    "installations": "SELECT team_id, bot_token, bot_user_id, app_id, scopes, installer_user_id,"
    " installed_at, revoked_at FROM {installations} ORDER BY team_id",
    "received": "SELECT id, received_at FROM {received} ORDER BY id",
    "groups": "SELECT id, team_id, label, name, channel_id, zone, holiday_region, revision,"
    " reminders_started_at, past_settled_at, materialised_until, zone_data, created_at, closed_at"
    " FROM {groups} ORDER BY id",
    "streams": "SELECT group_id, label, name, channel_id, position FROM {streams} ORDER BY id",
    "channels": "SELECT team_id, channel_id, group_id FROM {channels} ORDER BY team_id, channel_id",
    "ladder_steps": 'SELECT group_id, ladder, rung, "offset" FROM {ladder_steps} ORDER BY id',
    "holidays": "SELECT group_id, day, name FROM {holidays} ORDER BY id",
    "imports": "SELECT id, group_id, at, actor, file_name, sha256, counts, questions"
    " FROM {imports} ORDER BY id",
    "people": "SELECT id, team_id, user_id, name, locale, zone, is_workspace_admin, is_guest, is_gone,"
    " level, away_until, default_group_id FROM {people} ORDER BY id",
    "pseudonyms": "SELECT token, person_id FROM {pseudonyms} ORDER BY token",
    "agencies": "SELECT id, group_id, name, aliases FROM {agencies} ORDER BY id",
    "members": "SELECT group_id, person_id, agency_id, represents_as, joined_at"
    " FROM {members} ORDER BY group_id, person_id",
    "roles": "SELECT r.group_id, r.person_id, s.label AS stream, r.rank FROM {roles} AS r"
    " LEFT JOIN {streams} AS s ON s.id = r.stream_id ORDER BY r.id",
    "items": "SELECT id, group_id, key, kind, title, ordinal, streams, position, precision, start,"
    ' "end", zone, when_text, starts_at, ends_at, status, status_note, is_open, tentative, owner_id,'
    " owner_agency_id, actor, recipient, forum, purpose, notes, format, length, venue, link,"
    " recommendations, asking, schedule_version, row_version, baseline_precision, baseline_start,"
    " baseline_end, baseline_zone, imported, source_lines, source_text, created_at, closed_at"
    " FROM {items} ORDER BY id",
    "agenda": "SELECT id, item_id, position, text, carried_from_id FROM {agenda} ORDER BY id",
    "dependencies": "SELECT item_id, needs_id, inferred, confirmed_at"
    " FROM {dependencies} ORDER BY item_id, needs_id",
    "history": "SELECT c.id, a.group_id, c.subject_id AS item_id, a.at, a.actor, c.action, c.before, c.after,"
    " a.note, c.version AS row_version, a.undoes_id FROM {history} AS c JOIN {acts} AS a ON a.id = c.act_id"
    " WHERE c.subject = 'item' ORDER BY c.id",
    "audit": "SELECT id, group_id, at, actor, action, subject, digest, previous_hash, hash"
    " FROM {audit} ORDER BY id",
    "proposals": "SELECT p.id, p.group_id, p.item_id, p.person_id, u.team_id, u.user_id, p.words, p.at,"
    " p.state, p.decided_by, p.decided_at FROM {proposals} AS p JOIN {people} AS u ON u.id = p.person_id"
    " ORDER BY p.id",
    # Not `lease_until`: it is a reading of a clock that starts anew with the machine.
    "outbox": "SELECT id, team_id, group_id, item_id, key, kind, schedule_version, recipient,"
    " recipient_team, channel_id, payload, state, due_at, expires_at, retry_at, fence, claimed_at,"
    " attempts, unclear_at, nonce, thread_ts, ts, sent_at, heal_at, healed_at, digest_id, error"
    " FROM {outbox} ORDER BY id",
    "direct_channels": "SELECT team_id, user_id, channel_id FROM {direct_channels} ORDER BY team_id, user_id",
}

_JSON = {"counts", "questions", "aliases", "recommendations", "imported", "source_lines", "before", "after",
         "payload"}  # fmt: skip
_FLAGS = {"is_workspace_admin", "is_guest", "is_gone", "is_open", "tentative", "asking", "inferred"}
_INSTANTS = {"at", "materialised_until"}


def read_facts(connection: Connection) -> Facts:
    """All facts of a database on either engine, in terms of JSON; instants are in UTC."""
    return {name: read_fact(connection, name) for name in QUERIES}


def read_fact(connection: Connection, name: str) -> list[dict[str, Any]]:
    """The rows of one fact, by the names of its columns."""
    rows = connection.execute(text(QUERIES[name].format_map(TABLES))).mappings()
    return [{column: _plain(column, value) for column, value in row.items()} for row in rows]


def _plain(column: str, value: Any) -> Any:  # noqa: ANN401 - what a driver gives
    """A value as JSON has it, whatever the engine stores: SQLite keeps JSON, flags and times otherwise."""
    if value is None:
        return None
    if column in _JSON:
        return json.loads(value) if isinstance(value, str) else value
    if column in _FLAGS:
        return bool(value)
    if column.endswith("_at") or column in _INSTANTS:
        instant = datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value
        return instant.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def broken_audit_entries(entries: Sequence[Mapping[str, Any]]) -> list[int]:
    """The ids of the entries whose hash does not follow from the entry before it in the same group."""
    broken, last = [], dict[int, str]()
    for entry in entries:
        named = ("previous_hash", "group_id", "at", "actor", "action", "subject", "digest")
        content = json.dumps([entry[name] for name in named], separators=(",", ":"), ensure_ascii=False)
        follows = entry["previous_hash"] == last.get(entry["group_id"], GENESIS)
        if not follows or entry["hash"] != hashlib.sha256(content.encode()).hexdigest():
            broken.append(entry["id"])
        last[entry["group_id"]] = entry["hash"]
    return broken


def written(facts: Facts) -> str:
    """Facts as a file keeps them: one row a line."""
    parts = []
    for name, rows in facts.items():
        lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f"  {json.dumps(name)}: [\n{lines}\n  ]")
    return "{\n" + ",\n".join(parts) + "\n}\n"
