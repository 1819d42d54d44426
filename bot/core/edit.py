"""One transaction that changes a group's plan: lock, change, record, derive the notices, commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from bot.core import history
from bot.core.tables import Change
from bot.core.work import GroupFacts, Work, read_facts
from bot.groups.arrivals import BOT_ACTOR, CLI_ACTOR, Caller
from bot.groups.store import groups, people
from bot.groups.tables import Group
from bot.plan import fields
from bot.plan.rules import items as domain
from bot.plan.store import plans
from bot.plan.tables import Item
from bot.reminders.materialise import materialise_items


class AlreadyDone(Exception):
    """The same event has had its effect before: nothing is done a second time."""


class Edit:
    """An open change of a group's plan, see `editing`."""

    def __init__(self, session: Session, group: Group, facts: GroupFacts, actor: str, now: datetime) -> None:
        self.session = session
        self.group = group
        self.facts = facts
        self.actor = actor
        self.now = now
        self._touched: set[int] = set()
        self._is_audited = False

    def item(self, row: Item) -> domain.Item:
        """A row as the domain sees it, with its agenda."""
        return plans.items_by_id(self.session, [row.id])[0]

    def add(
        self, row: Item, after: Mapping[str, Any], *, action: str = "add", note: str | None = None
    ) -> Change:
        """Store a new item and its first entry of history."""
        plans.derive_columns(row, self.group.zone)
        self.session.add(row)
        self.session.flush()
        return self._record(row, action, {}, after, note, None)

    def change(
        self,
        row: Item,
        action: str,
        new: Mapping[str, Any],
        *,
        note: str | None = None,
        undoes: Change | None = None,
    ) -> Change | None:
        """Set fields (in the terms of the JSON interface); None where all had that value already."""
        before = {name: fields.value_of(self.session, row, name) for name in new}
        after = {name: value for name, value in new.items() if not fields.is_same(name, before[name], value)}
        if not after:
            return None
        # Agenda and dependencies have tables of their own, and yet they are this item's change.
        flag_modified(row, "status")
        if "when" in after:
            # Its wording is no difference, but it has to come back with what is undone.
            before["when"] |= {"text": row.when_text}
        for name, value in after.items():
            fields.apply(self.session, row, name, value, self.group)
        if "status" in after:
            row.closed_at = self.now if domain.Status(row.status) in domain.CLOSED else None
        plans.derive_columns(row, self.group.zone)
        self.session.flush()
        return self._record(row, action, {name: before[name] for name in after}, after, note, undoes)

    def _record(
        self,
        row: Item,
        action: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        note: str | None,
        undoes: Change | None,
    ) -> Change:
        self._touched.add(row.id)
        change = history.add_change(
            self.session, row, at=self.now, actor=self.actor, action=action, before=before, after=after,
            note=note, undoes_id=undoes.id if undoes else None,
        )  # fmt: skip
        self.audit(action, row.key, [before, after, note])
        return change

    def touch(self, item_ids: Iterable[int]) -> None:
        """Name items that were changed in bulk, so that their notices are derived too."""
        self._touched.update(item_ids)

    def untouch(self) -> None:
        """Forget which items were changed: the notices of all have just been derived."""
        self._touched.clear()

    def audit(self, action: str, subject: str, content: Any) -> None:  # noqa: ANN401 - any JSON value
        """Add to the group's audit chain; what is not in it has changed nothing that counts."""
        self._is_audited = True
        history.append_audit(self.session, self.group.id, self.now, self.actor, action, subject, content)

    def finish(self) -> None:
        """Count the revision, if anything was changed, and bring the outbox in line with the plan."""
        if not self._is_audited:
            return
        self.group.revision += 1
        self.session.flush()
        materialise_items(
            self.session, self.group, read_facts(self.session, self.group.id), self._touched, self.now
        )


@contextmanager
def editing(work: Work, caller: Caller, now: datetime) -> Iterator[Edit]:
    """Change a group's plan in one transaction; it commits when the block ends without an error.

    Raises:
        AlreadyDone: the caller's event has had its effect before.
    """
    with work.database.writing() as session:
        group = groups.lock_group(session, caller.group.id)
        if caller.event_id is not None and not history.record_event(session, caller.event_id, now):
            raise AlreadyDone(caller.event_id)
        actor = people.pseudonym_of(session, caller.person_id) if caller.person_id is not None else CLI_ACTOR
        edit = Edit(session, group, work.facts(session, group.id, group.revision), actor, now)
        yield edit
        edit.finish()
    work.on_commit()


@contextmanager
def editing_by_clock(work: Work, group_id: int, now: datetime) -> Iterator[Edit]:
    """The same for what the clock does, recorded as done by ``bot``."""
    with work.database.writing() as session:
        group = groups.lock_group(session, group_id)
        edit = Edit(session, group, work.facts(session, group.id, group.revision), BOT_ACTOR, now)
        yield edit
        edit.finish()
    work.on_commit()
