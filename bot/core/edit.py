"""One transaction that changes a group: lock, change, record, derive the notices, commit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.core import history
from bot.core.caller import Caller
from bot.core.group import NO_GROUP, GroupFacts
from bot.core.notices import ITEM, NewNotice, Subject
from bot.core.people import Contact
from bot.core.tables import ActEntry, Change, Group
from bot.core.work import Work

P = TypeVar("P")


class AlreadyDone(Exception):
    """The same request has had its effect before: nothing is done a second time."""


class Edit:
    """An open change of one group, see `editing`; the caller has the standing they have by now."""

    def __init__(self, work: Work, session: Session, group: Group, caller: Caller, now: datetime) -> None:
        self.work = work
        self.registry = work.registry
        self.session = session
        self.group = group
        self.caller = caller
        self.actor = work.means.actor_of(session, caller)
        self.now = now
        self.name = ""
        self.value: str | None = None
        self.undoes: ActEntry | None = None
        self.entry: ActEntry | None = None
        self.changes_people = False
        """Whether the act changes who is who, who owns what, whether the plan holds anything, or what else is
        kept with the facts of the group."""
        self._touched: dict[int, Any] = {}
        self._redrawn: set[Subject] = set()
        self._is_audited = False
        self._is_beyond_history = False
        self._held: list[Any] = []
        self._read: dict[type[Any], Any] = {}

    @property
    def facts(self) -> GroupFacts:
        """The group, its people and its rules, as they stand now."""
        return self.caller.facts

    def known(self, kind: type[P]) -> P:
        """A part of the snapshot that is of people, as it stands in the transaction."""
        part = self.work.snapshots.part(kind)
        if self.changes_people or self._is_beyond_history:
            return part.read(self.session, self.group.id)
        if kind not in self._read:
            if self.entry is None:
                self._read[kind] = self.work.snapshot(self.session, self.group.id, self.facts.revision)[kind]
            else:
                # What the act has written may yet be rolled back: what is read by now is not for others.
                self._read[kind] = part.read(self.session, self.group.id)
        found: P = self._read[kind]
        return found

    def record(
        self,
        subject: str,
        subject_id: int,
        label: str,
        action: str,
        before: Mapping[str, Any],
        after: Mapping[str, Any],
        *,
        version: int,
        note: str | None = None,
    ) -> Change:
        """Write an entry of the history of something, as a part of the act that is under way.

        Args:
            subject: the kind of thing, such as ``item``.
            subject_id: which one.
            label: what people call it, for the audit chain.
            action: what kind of change it is, such as ``status``.
            before: the changed fields as they were, in the terms of the JSON interface.
            after: the same as they are.
            version: the thing's version after the change.
            note: why.
        """
        entry = self._entry_of(action, note)
        change = history.add_change(self.session, entry, subject, subject_id, action, before, after, version)
        self._chain(action, label, [before, after, note])
        return change

    def begin(self, action: str, note: str | None = None) -> ActEntry:
        """The act that is under way, with its id; it is written at its first change."""
        entry = self._entry_of(action, note)
        self.session.flush()
        return entry

    def _entry_of(self, action: str, note: str | None) -> ActEntry:
        if self.entry is None:
            self.entry = history.add_act(
                self.session,
                self.group.id,
                request_id=self.caller.request_id,
                at=self.now,
                actor=self.actor,
                name=self.name or action,
                value=self.value,
                note=note,
                undoes=self.undoes,
            )
        elif note is not None and self.entry.note is None:
            self.entry.note = note
        return self.entry

    def hold(self, row: Any) -> None:  # noqa: ANN401 - any table's row
        """Keep a row that was loaded, so that it is not read again while the transaction is open."""
        self._held.append(row)

    def once(self, kind: type[P]) -> P:
        """What the act has read of some kind, kept until its end for whatever asks for it again."""
        found: P = self._read.setdefault(kind, kind())
        return found

    def touch(self, rows: Iterable[Any]) -> None:
        """Name the rows of items that were changed, so that their notices are derived at the end."""
        found = {row.id: row for row in rows}
        self._touched |= found
        self._redrawn |= {(ITEM, row_id) for row_id in found}

    def untouch(self) -> None:
        """Forget which items were changed: the notices of all have just been derived."""
        self._touched.clear()

    def notify(
        self,
        kind: str,
        key: str,
        to: Contact | str,
        *,
        due_at: datetime | None = None,
        expires_at: datetime | None = None,
        item_id: int | None = None,
        schedule_version: int | None = None,
        payload: Mapping[str, Any] | None = None,
        in_thread_of: str | None = None,
        shows: Iterable[Subject] = (),
        revive: bool = False,
    ) -> bool:
        """Put a notice into the outbox, in this transaction; one whose key is stored is not said again.

        Args:
            kind: the name of its `NoticeKind`.
            key: what makes it the same notice.
            to: a person (one without Slack hears by mail), or a channel's id.
            due_at: when it is said (default: at once).
            expires_at: from when on it would be pointless.
            item_id: the item it is about, if it is one.
            schedule_version: the date of that item that it speaks of.
            payload: facts for its text; nothing is decided by them.
            in_thread_of: the key of an earlier notice, in whose thread it answers.
            shows: what its message shows, such as ``("poll", 7)``: see `redraw`.
            revive: whether one that was taken back is said after all.

        Returns:
            Whether something will be said that would not have been said before.
        """
        notice = NewNotice(
            team_id=self.group.team_id,
            key=key,
            kind=self.registry.notices[kind].name,
            recipient=to.user_id if isinstance(to, Contact) else to,
            recipient_team=to.team_id if isinstance(to, Contact) else None,
            due_at=due_at or self.now,
            expires_at=expires_at,
            group_id=self.group.id,
            item_id=item_id,
            schedule_version=schedule_version,
            thread_of=in_thread_of,
            payload=dict(payload or {}),
            shows=tuple(shows),
        )
        return self.work.means.add_notice(self.session, notice, now=self.now, revive=revive)

    def take_back(self, *keys: str, reason: str) -> int:
        """Cancel those of these notices that wait; returns how many did."""
        return self.work.means.take_back(self.session, keys, reason)

    def redraw(self, subject: str, subject_id: int) -> None:
        """Let all posted messages that show something be redrawn after the commit, as it looks then."""
        self._redrawn.add((subject, subject_id))

    def audit(self, action: str, subject: str, content: Any) -> None:  # noqa: ANN401 - any JSON value
        """Add what is no entry of history to the group's audit chain; what is not in it changes nothing."""
        self._is_beyond_history = True
        self._chain(action, subject, content)

    def _chain(self, action: str, subject: str, content: Any) -> None:  # noqa: ANN401 - any JSON value
        self._is_audited = True
        history.append_audit(self.session, self.group.id, self.now, self.actor, action, subject, content)

    @property
    def keeps_facts(self) -> bool:
        """Whether the group's facts are as they were: only history was written, and of no owner."""
        return self._is_audited and not self._is_beyond_history and not self.changes_people

    def finish(self) -> None:
        """Count the revision, if anything was changed, and bring the outbox in line with the plan."""
        if self._is_audited:
            self.group.revision += 1
            self.session.flush()
            if self._touched:
                self.work.means.derive_notices(self, list(self._touched.values()))
        if self._redrawn:
            self.work.means.redraw(self.session, self._redrawn, self.now)


@contextmanager
def editing(work: Work, caller: Caller, now: datetime) -> Iterator[Edit]:
    """Change a group in one transaction; it commits when the block ends without an error.

    Raises:
        AlreadyDone: the caller's request has had its effect before.
    """
    with work.database.writing() as session:
        if caller.group.id == NO_GROUP:
            group = work.means.found(session, caller, now)
        else:
            group = history.lock_group(session, caller.group.id)
        if caller.request_id is not None and not history.record_event(session, caller.request_id, now):
            raise AlreadyDone(caller.request_id)
        facts = work.facts(session, group.id, group.revision)
        edit = Edit(work, session, group, caller.before(facts), now)
        yield edit
        edit.finish()
    if edit.keeps_facts:
        work.keep_as_they_were(replace(facts, revision=group.revision))
    work.on_commit()
