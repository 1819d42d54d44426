"""Changing items: status, dates, details; adding and dropping. Rights are checked here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.edit import Edit, editing
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.work import Work
from bot.dates.when import NO_DATE, When
from bot.groups.arrivals import Caller, require
from bot.groups.rules.rights import Act
from bot.plan import fields, results
from bot.plan.rules.items import CLOSED, Item, Kind, Status, statuses_for
from bot.plan.rules.keys import next_key, prefix_of
from bot.plan.rules.views import Changed
from bot.plan.store import plans
from bot.plan.tables import Item as ItemRow
from bot.reminders import announcing

_MEETING_FORM = {
    Status.DONE: Status.HELD,
    Status.DROPPED: Status.CANCELLED,
    Status.PLANNED: Status.TO_SCHEDULE,
}
_ITEM_FORM = {Status.HELD: Status.DONE, Status.CANCELLED: Status.DROPPED}


@dataclass(frozen=True, slots=True)
class NewItem:
    """What `add` is told of a new item."""

    kind: Kind
    title: str
    streams: tuple[str, ...] = ()
    when: When = NO_DATE
    ordinal: int | None = None
    notes: str | None = None


def update_status(
    work: Work, caller: Caller, key: str, status: Status, note: str | None, now: datetime
) -> Changed:
    """Give an item a status, with a note. `done` on a meeting means held, `dropped` cancelled.

    Raises:
        UserError: no right, a status that the item cannot have, or a meeting that lies ahead.
    """
    with editing(work, caller, now) as edit:
        row, item = _load(edit, key)
        status = _meant(item, status, work, now, edit)
        require(caller, _act_for(status), item, words=f"update {key} {status.value}" + _quoted(note))
        if status is item.status and (note is None or note == item.status_note):
            return results.same(edit, item, "status", now)
        new: dict[str, Any] = {"status": status.value, "status_note": note}
        change = edit.change(row, "status", new, note=note)
        announced = None
        if Status.CANCELLED in (status, item.status) and item.when.is_dated:
            announced = announcing.plan_announcement(
                edit,
                row,
                was=item.when,
                note=note,
                timing=work.timing,
                back=item.status is Status.CANCELLED and status is not Status.HELD,
            )
        return results.changed(edit, row, item, change.id if change else None, now, note, announced)


def set_when(
    work: Work, caller: Caller, key: str, when: When, why: str | None, now: datetime,
    *, only_first: bool = False,
) -> Changed:  # fmt: skip
    """Set or move the date of an item; the channels hear of it after the time for *Undo*.

    With `only_first` an item that has a day already keeps it.

    Raises:
        UserError: no right, or the item is over.
    """
    with editing(work, caller, now) as edit:
        row, item = _load(edit, key)
        require(caller, Act.PLAN, item, words=f"schedule {key} {when.typed()}" + _quoted(why))
        if item.status in CLOSED:
            raise UserError(
                _("{key} “{title}” is {status}. Reopen it first: `update {key} {open}`.").format(
                    key=item.key,
                    title=item.title,
                    status=item.status.value,
                    open=statuses_for(item.kind)[0].value,
                ),
                words=(f"update {key} {statuses_for(item.kind)[0].value}",),
            )
        if when == item.when or (only_first and item.when.is_dated):
            return results.same(edit, item, "when", now)
        new: dict[str, Any] = {"when": fields.when_value(when) | {"text": when.text}}
        if when.is_dated:
            # Somebody has decided on a day: the plan's "possible" no longer holds.
            new["tentative"] = False
        status = fields.status_for(item.kind, item.status, when)
        if status is not item.status:
            new["status"] = status.value
        change = edit.change(row, "when", new, note=why)
        announced = announcing.plan_announcement(edit, row, was=item.when, note=why, timing=work.timing)
        return results.changed(edit, row, item, change.id if change else None, now, why, announced)


def add_item(work: Work, caller: Caller, new: NewItem, now: datetime) -> Changed:
    """Add an item at the end of the plan; a meeting whose ordinal is taken gets the next free number.

    Raises:
        UserError: no right, no title, or an unknown stream.
    """
    title = " ".join(new.title.split())
    if not title:
        raise UserError(_('An item needs a title: `add deliverable "Draft report" WS1 May`.'))
    unknown = [label for label in new.streams if label not in caller.group.labels]
    if unknown:
        raise UserError(
            _("There is no stream {unknown}. This group has {known}.").format(
                unknown=", ".join(unknown), known=", ".join(caller.group.labels) or _("none")
            )
        )
    date = "" if new.when == NO_DATE else new.when.typed()
    words = " ".join(("add", new.kind.value + _quoted(title), *new.streams, date)).strip()
    if new.kind is Kind.CLOSURE and new.streams:
        raise UserError(
            _("A closure is of the whole group, not of a work stream."),
            words=(" ".join(("add", new.kind.value + _quoted(title), date)).strip(),),
        )
    require(caller, Act.PLAN if new.streams else Act.GOVERN, None, new.streams, words)
    with editing(work, caller, now) as edit:
        taken = {row.key for row in plans.rows_of(edit.session, edit.group.id)}
        prefix = prefix_of(new.streams, edit.group.label)
        key, collided = next_key(taken, prefix, new.kind, new.ordinal)
        row = fields.new_row(edit.group, key, new.kind, title, new.when)
        row.streams = plans.streams_text(new.streams)
        row.ordinal = int(key.rsplit("-M", 1)[1]) if new.kind is Kind.MEETING else None
        row.position = plans.next_position(edit.session, edit.group.id)
        row.created_at, row.notes = now, new.notes
        change = edit.add(row, {"title": title, "kind": new.kind.value, "when": fields.when_value(new.when)})
        announced = None
        if new.kind is Kind.MEETING and new.when.is_dated:
            announced = announcing.plan_announcement(edit, row, was=NO_DATE, note=None, timing=work.timing)
        return results.changed(
            edit, row, None, change.id, now, None, announced, taken_ordinal=new.ordinal if collided else None
        )


def edit_item(work: Work, caller: Caller, key: str, new: Mapping[str, Any], now: datetime) -> Changed:
    """Change details of an item: any of title, owner, format, length, venue, link, agenda, notes, recipient,
    forum, purpose, tentative, depends_on.

    Raises:
        UserError: no right, or an empty title.
    """  # noqa: D205
    with editing(work, caller, now) as edit:
        row, item = _load(edit, key)
        require(caller, Act.PLAN, item, words=_edit_words(key, new))
        if "streams" in new and list(item.streams) != list(new["streams"]):
            require(caller, Act.GOVERN, item)
            _check_streams(edit, new["streams"])
        if "title" in new and not str(new["title"] or "").strip():
            raise UserError(_("An item needs a title."))
        change = edit.change(row, "edit", new)
        if change is None:
            return results.same(edit, item, "edit", now)
        return results.changed(edit, row, item, change.id, now, None, None, edited=tuple(change.after))


def _check_streams(edit: Edit, labels: Sequence[str]) -> None:
    unknown = [label for label in labels if label not in edit.facts.group.labels]
    if unknown:
        raise UserError(_("There is no stream {unknown}.").format(unknown=", ".join(unknown)))


def stop_asking(work: Work, caller: Caller, key: str, now: datetime, *, stop: bool = True) -> Changed:
    """Ask nobody about an item any more (or again); its dates and posts in channels stay."""
    with editing(work, caller, now) as edit:
        row, item = _load(edit, key)
        require(caller, Act.STATUS, item)
        change = edit.change(row, "edit", {"asking": not stop})
        if change is None:
            return results.same(edit, item, "edit", now)
        return results.changed(edit, row, item, change.id, now, None, None, edited=tuple(change.after))


def _load(edit: Edit, key: str) -> tuple[ItemRow, Item]:
    row = plans.row_by_key(edit.session, edit.group.id, key)
    if row is None:
        raise UserError(_("There is no {key} in this plan any more.").format(key=key))
    return row, edit.item(row)


def _act_for(status: Status) -> Act:
    return Act.PLAN if status in (Status.DROPPED, Status.CANCELLED) else Act.STATUS


def _meant(item: Item, status: Status, work: Work, now: datetime, edit: Edit) -> Status:
    status = (_MEETING_FORM if item.is_meeting else _ITEM_FORM).get(status, status)
    if status is Status.TO_SCHEDULE and item.when.is_dated:
        status = Status.SCHEDULED
    allowed = statuses_for(item.kind)
    if status not in allowed:
        raise UserError(
            _("{key} “{title}” cannot be {status}: it can be {allowed}.").format(
                key=item.key,
                title=item.title,
                status=status.value,
                allowed=", ".join(s.value for s in allowed),
            ),
            words=(f"update {item.key}",),
        )
    start = item.when.starts_at(edit.group.zone)
    if status is Status.HELD and item.when.is_dated and start is not None and start > now:
        raise UserError(
            _("{key} “{title}” has not begun yet. If it was held earlier, `move {key} DATE` first.").format(
                key=item.key, title=item.title
            ),
            words=(f"move {item.key}",),
        )
    if status is Status.SCHEDULED and not item.when.is_dated:
        raise UserError(
            _("{key} “{title}” has no date yet: `schedule {key} DATE`.").format(
                key=item.key, title=item.title
            ),
            words=(f"schedule {item.key}",),
        )
    return status


def _quoted(note: str | None) -> str:
    """Words in quotes, as they are typed at the end of a command line."""
    return ' "{}"'.format(note.replace('"', "'")) if note else ""


def _edit_words(key: str, new: Mapping[str, Any]) -> str:
    """The command line for a change of one field; '' for several, which only the form can say."""
    [(name, value), *more] = new.items()
    if more or not isinstance(value, str | None):
        return ""
    said = value if value and value.startswith("<@") else _quoted(value or "none").strip()
    return f"edit {key} {name} {said}"
