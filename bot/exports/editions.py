"""Editions of the plan: published once, compared, fetched again."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.notices import NewNotice
from bot.core.rights import Need, Right
from bot.dates.texts import when_words
from bot.dates.when import NO_DATE, When
from bot.delivery.store import outbox
from bot.documents.reading.own import own_items
from bot.documents.tables import Edition
from bot.documents.writing.as_json import items_to_json
from bot.documents.writing.plan import ExportedItem, PlanExport
from bot.exports.acts import Export, PublishPlan
from bot.plan.rules.items import CALLED_OFF, SUCCEEDED, Item, Status
from bot.plan.rules.plan import Plan
from bot.reminders.materialise import SHARED

LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one item between two editions: added, moved, done, dropped; `was` is its old date."""

    change: str
    item: Item
    was: When = NO_DATE


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition: its number, name and day, its items, and what it changed against the one before it."""

    number: int
    name: str
    at: datetime
    items: tuple[Item, ...]
    changes: tuple[Difference, ...] = ()
    since: tuple[Difference, ...] = ()
    """What has changed by now."""


def load_name(act: PublishPlan, edit: Edit) -> str:
    """The name under which the plan is published.

    Raises:
        UserError: no name, or an empty plan.
    """
    name = " ".join(act.name.split())[:LONGEST_NAME]
    if not name:
        raise UserError(_('An edition needs a name: `publish plan "for the 6th IMG"`.'))
    if edit.facts.group.is_empty:
        raise UserError(_("The plan is empty: there is nothing to publish yet."))
    return name


def need_to_publish(_act: PublishPlan, _name: str, _edit: Edit) -> Need:
    """The plan is the coordinator's to publish."""
    return Need(Right.GOVERN)


def publish(_act: PublishPlan, edit: Edit, name: str) -> EditionView:
    """Freeze the plan, and let the group's channel hear what is new in it."""
    plan = edit.work.snapshots.read(edit.session, edit.facts)[Plan]
    before = last_edition(edit.session, edit.group.id)
    number = before.number + 1 if before is not None else 1
    frozen = items_to_json([ExportedItem(item) for item in plan.items])
    edit.session.add(
        Edition(group_id=edit.group.id, number=number, name=name, at=edit.now, actor=edit.actor, items=frozen)
    )
    edit.session.flush()
    edit.audit("publish", str(number), [name, frozen])
    changes = compare(items_of(before), plan.items) if before is not None else ()
    view = EditionView(number, name, edit.now, plan.items, changes)
    if edit.group.channel_id is not None:
        from bot.exports.texts import build_change_notice  # here: texts see this module's views

        shown = build_change_notice(edit.facts.group, view)
        notice = NewNotice(
            team_id=edit.group.team_id,
            key=f"shared:{secrets.token_hex(8)}",
            kind=SHARED,
            recipient=edit.group.channel_id,
            due_at=edit.now,
            group_id=edit.group.id,
            payload={"text": shown.text, "blocks": shown.blocks},
        )
        outbox.add_notice(edit.session, notice, now=edit.now)
    return view


def last_edition(session: Session, group_id: int) -> Edition | None:
    """The newest edition of a group."""
    highest = select(func.max(Edition.number)).where(Edition.group_id == group_id).scalar_subquery()
    return session.scalar(select(Edition).where(Edition.group_id == group_id, Edition.number == highest))


def editions_of(session: Session, group_id: int) -> list[tuple[int, str, datetime]]:
    """Number, name and day of a group's editions, newest first."""
    statement = select(Edition.number, Edition.name, Edition.at).where(Edition.group_id == group_id)
    return [(row[0], row[1], row[2]) for row in session.execute(statement.order_by(Edition.number.desc()))]


def edition_of(session: Session, group_id: int, number: int, now_items: Sequence[Item]) -> EditionView:
    """One edition with what it changed, and what has changed since.

    Raises:
        UserError: there is none of that number.
    """
    found = _edition(session, group_id, number)
    if found is None:
        raise UserError(_("There is no edition {number}. `editions` lists them.").format(number=number))
    items = items_of(found)
    before = _edition(session, group_id, number - 1)
    changes = compare(items_of(before), items) if before is not None else ()
    return EditionView(number, found.name, found.at, items, changes, compare(items, now_items))


def _edition(session: Session, group_id: int, number: int) -> Edition | None:
    if not 0 < number < 2**31:
        return None
    return session.scalar(select(Edition).where(Edition.group_id == group_id, Edition.number == number))


def items_of(edition: Edition) -> tuple[Item, ...]:
    """The items of an edition as they stood."""
    return tuple(_item(number, fields) for number, fields in enumerate(edition.items, start=1))


def _item(number: int, fields: Mapping[str, Any]) -> Item:
    draft = own_items(fields, (), "")
    return Item(
        id=number, key=draft.key, kind=draft.kind, title=draft.title, when=draft.when,
        status=draft.status or Status.PLANNED, streams=draft.streams, ordinal=draft.ordinal, position=number,
        tentative=draft.tentative, actor=draft.actor, recipient=draft.recipient, forum=draft.forum,
        purpose=draft.purpose, notes=draft.notes, format=draft.format, length=draft.length, venue=draft.venue,
        link=draft.link, agenda=draft.agenda, recommendations=draft.recommendations, baseline=draft.baseline,
        status_note=draft.status_note,
    )  # fmt: skip


def export_of(group: GroupView, edition: EditionView) -> PlanExport:
    """An edition as a plan to be written to a file."""
    return PlanExport(group, edition.at, tuple(ExportedItem(item) for item in edition.items))


def marks_since(session: Session, group: GroupView, items: Sequence[Item]) -> dict[str, str]:
    """By key, what has changed in an item since the last edition, in words.

    Raises:
        UserError: there is no edition yet.
    """
    last = last_edition(session, group.id)
    if last is None:
        text = _("No edition of the plan has been published yet: there is nothing to compare with.")
        raise UserError(text, offers=(Export("docx"),))
    words = {"added": _("New since edition {number}"), "moved": _("Was {was} in edition {number}")}
    other = _("Changed since edition {number}")
    return {
        one.item.key: words.get(one.change, other).format(
            number=last.number, was=when_words(one.was, group.zone)
        )
        for one in compare(items_of(last), items)
    }


def compare(before: Sequence[Item], after: Sequence[Item]) -> tuple[Difference, ...]:
    """What has changed from one state of the plan to another: added, moved, done, dropped."""
    old = {item.key: item for item in before}
    found = []
    for item in after:
        was = old.get(item.key)
        if was is None:
            found.append(Difference("added", item))
        elif item.status in CALLED_OFF and was.status not in CALLED_OFF:
            found.append(Difference("dropped", item))
        elif item.status in SUCCEEDED and was.status not in SUCCEEDED:
            found.append(Difference("done", item))
        elif was.when != item.when:
            found.append(Difference("moved", item, was.when))
    return tuple(found)
