"""Collecting a group's whole plan for an export."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import history
from bot.core.caller import BOT_ACTOR, CLI_ACTOR, Caller
from bot.core.people import Contact
from bot.core.plain_text import clean_all
from bot.core.tables import Change
from bot.core.work import Work
from bot.documents.importing import original_of
from bot.documents.writing.plan import ExportedChange, ExportedItem, PlanExport
from bot.documents.writing.word_template import PLAN
from bot.groups.store import people
from bot.meetings.templates.store import content_of
from bot.plan import fields
from bot.plan.history_views import ITEM, shown_fields
from bot.plan.store import plans
from bot.plan.store.needs import dependencies_of


def collect_plan(work: Work, caller: Caller, now: datetime, *, with_original: bool = False) -> PlanExport:
    """The caller's group with all its items, what they depend on, and their history.

    Args:
        work: the means of the process.
        caller: who wants it.
        now: the time that it is of.
        with_original: whether the form of the group's own is wanted, too: its Word document, its template.

    Raises:
        UserError: the plan is not open to the caller.
    """
    caller.require_reading()
    with work.database.reading() as session:
        return collect_from(session, caller, now, with_original=with_original)


def collect_from(
    session: Session, caller: Caller, now: datetime, *, with_original: bool = False
) -> PlanExport:
    """The same in a transaction that is open, of somebody who may read the plan."""
    group_id = caller.group.id
    items = {item.id: item for item in plans.items_of(session, group_id, with_agenda=True)}
    needs: dict[int, list[tuple[str, bool]]] = {}
    for item_id, needs_id, inferred in dependencies_of(session, group_id):
        needs.setdefault(item_id, []).append((items[needs_id].key, inferred))
    changes = _changes(session, group_id)
    found = []
    for row in plans.rows_of(session, group_id):
        item = items[row.id]
        owner = caller.roster.people.get(item.owner_id or 0)
        found.append(
            ExportedItem(
                item=item,
                owner=fields.value_of(session, row, "owner"),
                owner_name=(owner.name or owner.user_id) if owner else item.owner_agency,
                needs=tuple(needs.get(row.id, ())),
                source_lines=tuple(row.source_lines),
                source_text=row.source_text,
                history=tuple(changes.get(row.id, ())),
            )
        )
    original = original_of(session, caller.group) if with_original else None
    template = content_of(session, group_id, PLAN) if with_original else None
    # What lies in the database from older versions, or comes from Slack, need not be clean.
    return PlanExport(clean_all(caller.group), now, tuple(map(clean_all, found)), original, template=template)


def _changes(session: Session, group_id: int) -> dict[int, list[ExportedChange]]:
    """All entries of a group's history by item, oldest first."""
    entries = history.changes_of_group(session, group_id, ITEM)
    contacts = people.contacts_of_tokens(session, {entry.act.actor for entry in entries})
    undone = {entry.act.undoes_id for entry in entries}
    found: dict[int, list[ExportedChange]] = {}
    for entry in entries:
        found.setdefault(entry.subject_id, []).append(_change(entry, contacts, undone=entry.act_id in undone))
    return found


def _change(entry: Change, contacts: Mapping[str, Contact], *, undone: bool) -> ExportedChange:
    contact = contacts.get(entry.act.actor)
    program = entry.act.actor if entry.act.actor in (CLI_ACTOR, BOT_ACTOR) else None
    return ExportedChange(
        at=entry.act.at,
        who=contact.user_id if contact else program,
        name=contact.name if contact else None,
        action=entry.action,
        before=shown_fields(entry.before),
        after=shown_fields(entry.after),
        note=entry.act.note,
        undone=undone,
    )
