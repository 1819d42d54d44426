"""Bringing a plan in line with a document: the difference to what is stored, and writing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot.core.caller import Caller
from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.core.tables import Change, Group
from bot.core.work import Work
from bot.dates.when import Precision, When
from bot.documents.differences import StoredItem, comparable, compare
from bot.documents.draft import DraftItem, DraftPlan, Question
from bot.documents.drafting import ImportResult, read_draft
from bot.documents.matching import rekey
from bot.documents.tables import Import
from bot.documents.writing.plan import Original
from bot.groups.store import groups, rosters
from bot.groups.tables import Stream
from bot.plan import fields
from bot.plan.history_views import ITEM
from bot.plan.performing.changing import change_row
from bot.plan.performing.following import dated_fields, when_in
from bot.plan.rules.item_fields import FIELDS, names_compared
from bot.plan.rules.items import Status, first_status
from bot.plan.store import plans
from bot.plan.store.agendas import agendas
from bot.plan.store.needs import dependencies_of
from bot.plan.tables import AgendaPoint, Dependency
from bot.plan.tables import Item as ItemRow

_WITH_HOURS = frozenset({Precision.EXACT, Precision.HALF_DAY})
"""Precisions whose hours are those of a zone: the group's where none is named."""


def preview_import(work: Work, caller: Caller, result: ImportResult) -> ImportResult:
    """The same document against what is stored in the caller's group; nothing is written.

    Raises:
        UserError: no right.
    """
    caller.require(Need(Right.GOVERN))
    with work.database.reading() as session:
        return against(session, caller.group, result)


def against(session: Session, group: Group | GroupView, result: ImportResult) -> ImportResult:
    """A document against what a group has stored: the keys of what it has already, and the differences."""
    stored = _stored(session, plans.imported_rows_of(session, group.id), group.id, group.zone)
    drafts = _in_terms_of_group(session, group, result.draft.items, stored)
    items = rekey(stored, drafts, group.label, plans.keys_of(session, group.id))
    renamed = {old.key: new.key for old, new in zip(result.draft.items, items, strict=True)}
    items = [_counting(item, renamed) for item in items]
    differences = compare(stored, items)
    asked = [_renamed(q, renamed) for q in result.draft.questions]
    for difference in differences:
        for name, (now, new) in difference.kept.items():
            text = _("{field}: the document now says {new}, but {now} was set in chat and stays.").format(
                field=name, new=_plain(new), now=_plain(now)
            )
            about = {"when": "date", "title": "title", "streams": "stream", "kind": "kind"}.get(
                name, "contradiction"
            )
            asked.append(Question(difference.key, about, text))
    draft = replace(result.draft, items=tuple(items), questions=tuple(asked))
    known = {item.key for item in stored if item.is_open and not item.is_undone}
    return replace(
        result, draft=draft, differences=tuple(differences), open_before=len(known),
        shared=len(known & {item.key for item in items}),
    )  # fmt: skip


def _in_terms_of_group(
    session: Session, group: Group | GroupView, drafts: Sequence[DraftItem], stored: Sequence[StoredItem]
) -> list[DraftItem]:
    """The drafts with the group's zone where a time has none, and with people in place of their names.

    A name that two people have is taken for the one who owns the item already, else left as it is.
    """
    named: dict[str, set[str]] = {}
    for contact in rosters.roster_of(session, group.id)[0].people.values():
        for name in filter(None, (contact.name, contact.user_id)):
            named.setdefault(name.casefold(), set()).add(f"<@{contact.user_id}>")
    owners = {item.key: str(item.now.get("owner")) for item in stored}
    found = []
    for draft in drafts:
        when, owner = draft.when, draft.owner
        if when.precision in _WITH_HOURS and when.zone is None:
            when = replace(when, zone=group.zone)
        people = named.get(owner.casefold(), set()) if owner is not None else set()
        known = people if len(people) == 1 else people & {owners.get(draft.key)}
        owner = next(iter(known), owner)
        is_same = when is draft.when and owner == draft.owner
        found.append(draft if is_same else replace(draft, when=when, owner=owner))
    return found


def _renamed(question: Question, renamed: Mapping[str, str]) -> Question:
    """The question with the keys that its items have in the plan."""
    key = renamed.get(question.key, question.key) if question.key else None
    return replace(question, key=key, keys=tuple(renamed.get(k, k) for k in question.keys))


def _counting(item: DraftItem, renamed: Mapping[str, str]) -> DraftItem:
    """The item, counting from another one by the key that that has in the plan."""
    key = item.when.anchor
    return replace(item, when=replace(item.when, anchor=renamed.get(key, key))) if key else item


def _plain(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if isinstance(value, Mapping):
        return " – ".join(str(value[part]) for part in ("start", "end") if value.get(part)) or _("no date")
    if isinstance(value, list):
        return "; ".join(_plain(entry) for entry in value) or "–"
    return str(value) if value not in (None, "") else "–"


def _stored(session: Session, rows: Sequence[ItemRow], group_id: int, zone: str) -> list[StoredItem]:
    """The stored items with all compared fields, in a fixed number of queries.

    A time without a zone of its own is one of the group's, as a document's is.
    """
    points = agendas(session, [row.id for row in rows])
    keys = {row.id: row.key for row in rows}
    needs: dict[int, list[dict[str, Any]]] = {}
    for item_id, needs_id, inferred in dependencies_of(session, group_id):
        needs.setdefault(item_id, []).append({"key": keys[needs_id], "inferred": inferred})
    position = {row.key: row.position for row in rows}
    found = []
    for row in rows:
        now = {
            name: fields.value_of(session, row, name)
            for name in names_compared()
            if name not in ("agenda", "depends_on")
        }
        if row.precision in _WITH_HOURS and row.zone is None:
            now["when"] = now["when"] | {"zone": zone}
        now["agenda"] = list(points.get(row.id, ()))
        now["depends_on"] = sorted(needs.get(row.id, []), key=lambda need: position[need["key"]])
        found.append(StoredItem(row.key, now, row.imported, row.is_open))
    return found


def write(edit: Edit, final: ImportResult, *, replaces: bool) -> None:
    """Bring the plan in line with a document; what chat said stays, and nothing is sent.

    What the document has no longer stays too, unless it `replaces` the plan.
    """
    rows = {row.key: row for row in plans.imported_rows_of(edit.session, edit.group.id)}
    _add_streams(edit, final.draft)
    _write(edit, final, rows)
    for difference in final.differences if replaces else ():
        if difference.change == "gone":
            change_row(edit, rows[difference.key], "import", {"removed": True})


def original_of(session: Session, group: GroupView) -> Original | None:
    """The group's own Word document that was read last, with the rows in which its items stand."""
    statement = select(Import).where(Import.group_id == group.id, Import.document.is_not(None))
    found = session.scalar(statement.order_by(Import.id.desc()).limit(1))
    if found is None or found.document is None:
        return None
    draft = read_draft(
        found.document, found.file_name, label=group.label, zone=group.zone, streams=group.labels
    )
    items = against(session, group, draft).draft.items
    return Original(found.document, {item.key: (item.lines[0], item.when) for item in items if item.lines})


def _add_streams(edit: Edit, draft: DraftPlan) -> None:
    known = {stream.label for stream in groups.streams_of(edit.session, edit.group.id)}
    wanted = dict.fromkeys(label for item in draft.items for label in item.streams)
    for label in sorted(set(wanted) - known):
        name = draft.stream_names.get(label)
        edit.session.add(Stream(group_id=edit.group.id, label=label, name=name, position=len(known)))
        known.add(label)
    edit.session.flush()


def _write(edit: Edit, result: ImportResult, rows: Mapping[str, ItemRow]) -> None:
    drafts = {draft.key: (position, draft) for position, draft in enumerate(result.draft.items)}
    added: list[DraftItem] = []
    for difference in result.differences:
        if difference.key not in drafts:
            continue
        _position, draft = drafts[difference.key]
        row = rows.get(difference.key)
        if row is None:
            added.append(draft)
            continue
        new = {name: value for name, (_old, value) in difference.fields.items()}
        if "when" in new:
            new |= _dated(edit, draft.key, draft.when)
            status = fields.status_for(draft.kind, Status(row.status), when_in(new))
            new["status"] = status.value
        if difference.change == "added":  # it was taken back with the import that had brought it
            new["removed"] = False
        said = {**(row.imported or {}), **comparable(draft)} if draft.unsaid else comparable(draft)
        if new:
            change_row(edit, row, "import", {**new, "imported": said})
        if row.imported != said:
            row.imported = said
            row.source_lines, row.source_text = list(draft.lines), draft.source_text
    _insert(edit, added, drafts)


def _insert(edit: Edit, added: Sequence[DraftItem], drafts: Mapping[str, tuple[int, DraftItem]]) -> None:
    """Add many items, with what hangs on them, together: a plan may have 10,000."""
    if not added:
        return
    session, base = edit.session, plans.next_position(edit.session, edit.group.id)
    rows = [_row(edit, draft, base + drafts[draft.key][0]) for draft in added]
    session.add_all(rows)
    session.flush()
    _reckon(edit, {draft.key: draft.when for draft in added if draft.when.anchor is not None})
    ids = dict(plans.ids_by_key(session, edit.group.id))
    points = [
        {"item_id": ids[draft.key], "position": position, "text": text}
        for draft in added
        for position, text in enumerate(draft.agenda)
    ]
    needs = [
        {"item_id": ids[draft.key], "needs_id": ids[need.key], "inferred": need.inferred}
        for draft in added
        for need in draft.depends_on
        if need.key in ids and need.key != draft.key
    ]
    entry = edit.begin("import")
    changes = [
        {
            "act_id": entry.id, "subject": ITEM, "subject_id": ids[draft.key], "action": "import",
            "before": {}, "after": {"title": draft.title}, "version": 1,
        }
        for draft in added
    ]  # fmt: skip
    for table, values in ((AgendaPoint, points), (Dependency, needs), (Change, changes)):
        if values:
            session.execute(insert(table), values)
    edit.touch(rows)
    edit.changes_people = True


def _dated(edit: Edit, key: str, when: When) -> dict[str, Any]:
    """The fields of a date; what would count from something unknown stays as the document has it."""
    try:
        return dated_fields(edit, when, key)
    except UserError:
        return dated_fields(edit, replace(when, anchor=None), key)


def _reckon(edit: Edit, waiting: dict[str, When]) -> None:
    """Give items that count from others their dates, what others count from first."""
    while ready := [key for key, when in waiting.items() if when.anchor not in waiting]:
        for key in ready:
            row = plans.row_by_key(edit.session, edit.group.id, key)
            assert row is not None
            dated = _dated(edit, key, waiting.pop(key))
            row.counts_from = dated["counts_from"]
            row.baseline_precision, row.schedule_version = None, 0
            fields.apply_when(row, when_in(dated))
            plans.derive_columns(row, edit.group.zone)


def _row(edit: Edit, draft: DraftItem, position: int) -> ItemRow:
    row = fields.new_row(edit.group, draft.key, draft.kind, draft.title, draft.when)
    row.position, row.created_at, row.changed_at = position, edit.now, edit.now
    row.streams = plans.streams_text(draft.streams)
    row.status = (draft.status or first_status(draft.kind, draft.when)).value
    for field in FIELDS:
        if field.is_compared and field.is_column and field.name not in ("kind", "title"):
            setattr(row, field.name, getattr(draft, field.name))
    row.venue, row.link, row.status_note = draft.venue, draft.link, draft.status_note
    row.recommendations = list(draft.recommendations)
    if draft.owner is not None:
        fields.apply(edit.session, row, "owner", draft.owner, edit.group)
    row.imported = comparable(draft)
    row.source_lines, row.source_text = list(draft.lines), draft.source_text
    plans.derive_columns(row, edit.group.zone)
    return row
