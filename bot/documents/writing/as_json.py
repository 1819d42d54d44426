"""The plan as JSON, for people's programs: the shape of an import's, with status and history.

Beside the keys that ``import --dry-run --format json`` prints (all of them are there; what belongs to a
document alone is empty) the file holds

- ``group``: ``{"label", "name", "zone"}`` and ``exported_at``, an instant in UTC;
- for each item ``status`` (never null), ``status_note``, ``venue``, ``link``, ``baseline`` (its first date,
  in the shape of ``when``, or null) and ``history``: ``[{"at", "who", "name", "action", "before", "after",
  "note", "undone"}]``, oldest first. ``who`` is a Slack user id, ``cli``, ``bot`` or null (erased);
  ``action`` is add, import, status, when or edit; ``before`` and ``after`` hold the fields that changed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.documents.draft import DraftDependency, DraftItem, when_to_json
from bot.documents.writing.plan import ExportedChange, ExportedItem, PlanExport, Wording
from bot.plan.rules.item_fields import NAMES_OF_TEXTS, names_compared


def write_json(plan: PlanExport, _wording: Wording) -> bytes:
    """The plan as a JSON object in UTF-8, see the top of this file."""
    found = {
        "group": {"label": plan.group.label, "name": plan.group.name, "zone": plan.group.zone},
        "exported_at": _instant(plan.now),
        "items": [_item(exported) for exported in plan.items],
        **{of_document: [] for of_document in ("headings", "questions", "unread", "changes")},
    }
    return (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode()


def items_to_json(items: Sequence[ExportedItem]) -> list[dict[str, Any]]:
    """The items alone, in the shape that an export gives them, without their history."""
    return [{name: value for name, value in _item(one).items() if name != "history"} for one in items]


def _item(exported: ExportedItem) -> dict[str, Any]:
    item = exported.item
    draft = DraftItem(
        key=item.key,
        kind=item.kind,
        title=item.title,
        when=item.when,
        ordinal=item.ordinal,
        streams=item.streams,
        agenda=item.agenda,
        recommendations=item.recommendations,
        owner=exported.owner,
        status=item.status,
        tentative=item.tentative,
        depends_on=tuple(DraftDependency(key, inferred) for key, inferred in exported.needs),
        lines=exported.source_lines,
        source_text=exported.source_text,
        **{name: getattr(item, name) for name in NAMES_OF_TEXTS if name in names_compared()},
    )
    return draft.to_json() | {
        "status_note": item.status_note,
        **{name: getattr(item, name) for name in NAMES_OF_TEXTS if name not in names_compared()},
        "baseline": when_to_json(item.baseline) if item.baseline is not None else None,
        "history": [_change(change) for change in exported.history],
    }


def _change(change: ExportedChange) -> dict[str, Any]:
    return {
        "at": _instant(change.at),
        "who": change.who,
        "name": change.name,
        "action": change.action,
        "before": dict(change.before),
        "after": dict(change.after),
        "note": change.note,
        "undone": change.undone,
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
