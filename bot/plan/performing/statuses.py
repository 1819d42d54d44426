"""Changing how an item stands: status, note, cancelling and dropping, being asked about."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.dates.texts import when_words
from bot.plan.acts import AskAbout, Cancel, KeepMonth, SetNote, SetStatus
from bot.plan.looks import DateForm, StatusForm
from bot.plan.notices import STOPPED
from bot.plan.performing.changing import announce, change_row, changed, row_of, same
from bot.plan.performing.following import follow, reckoned_again, when_in
from bot.plan.rules.items import CLOSED, Item, Status, meant_status, statuses_for
from bot.plan.rules.upcoming import today_in
from bot.plan.rules.views import Changed

QUIET_FOR = timedelta(weeks=2)
"""How long nobody is asked for the day of a meeting that stays in its month."""


def status_already(act: SetStatus, edit: Edit, item: Item) -> Changed | None:
    """That the item has that status, and the note is no new one."""
    is_same = meant_status(item, act.status) is item.status
    return same(edit, item, "status") if is_same and act.note in (None, item.status_note) else None


def set_status(act: SetStatus, edit: Edit, item: Item) -> Changed:
    """Give an item a status, with a note.

    Raises:
        UserError: a status that the item cannot have, or a meeting that lies ahead.
    """
    status = _possible(item, act.status, edit)
    was_cancelled = item.status is Status.CANCELLED and status is not Status.HELD
    return _write(edit, item, status, act.note, back=was_cancelled)


def cancel_already(act: Cancel, edit: Edit, item: Item) -> Changed | None:
    """That it is cancelled or dropped."""
    is_same = item.status in (Status.CANCELLED, Status.DROPPED)
    return same(edit, item, "status") if is_same and act.why in (None, item.status_note) else None


def cancel(act: Cancel, edit: Edit, item: Item) -> Changed:
    """Cancel a meeting, or drop another item."""
    return _write(edit, item, Status.CANCELLED if item.is_meeting else Status.DROPPED, act.why)


def _write(edit: Edit, item: Item, status: Status, note: str | None, *, back: bool = False) -> Changed:
    row = row_of(edit, item)
    new: dict[str, Any] = {"status": status.value, "status_note": note}
    if not item.is_open and status not in CLOSED:
        new |= reckoned_again(edit, item.counts_from)
    change = change_row(edit, row, "status", new, note=note)
    if change is not None and "when" in change.after:
        follow(edit, item.key, when_in(change.after))
    announced = None
    if (back or status is Status.CANCELLED) and item.when.is_dated:
        announced = announce(edit, row, was=item.when, note=note, back=back)
    return changed(edit, row, item, note=note, announced=announced)


def set_note(act: SetNote, edit: Edit, item: Item) -> Changed:
    """Give an item a note; its status stays."""
    row = row_of(edit, item)
    change_row(edit, row, "status", {"status_note": act.note}, note=act.note)
    return changed(edit, row, item, note=act.note)


def note_already(act: SetNote, edit: Edit, item: Item) -> Changed | None:
    """That it has that note."""
    return same(edit, item, "status") if act.note == item.status_note else None


def asking_already(act: AskAbout, edit: Edit, item: Item) -> Changed | None:
    """That people are asked about it, or are not."""
    return (
        same(edit, item, "edit")
        if _asked(act, edit, item) == (item.asking, item.asking_coordinator)
        else None
    )


def ask_about(act: AskAbout, edit: Edit, item: Item) -> Changed:
    """Ask nobody about an item any more, or ask again.

    What the coordinator is asked stays until they say so themselves; they hear of it at once.
    """
    row = row_of(edit, item)
    asking, asking_coordinator = _asked(act, edit, item)
    change_row(edit, row, "edit", {"asking": asking, "asking_coordinator": asking_coordinator})
    today = today_in(edit.group.zone, edit.now)
    for contact in edit.facts.roster.deciders(item, today) if not asking and asking_coordinator else ():
        if contact.id != edit.caller.person_id:
            edit.notify(
                STOPPED,
                f"stopped:{item.id}:{row.row_version}:{contact.id}",
                contact,
                item_id=item.id,
                payload={"by": edit.actor},
            )
    return changed(edit, row, item, edited=("asking",))


def kept_already(act: KeepMonth, edit: Edit, item: Item) -> Changed | None:
    """That nobody is asked for its date until then."""
    return same(edit, item, "edit") if item.quiet_until == _quiet_until(edit) else None


def keep_month(act: KeepMonth, edit: Edit, item: Item) -> Changed:
    """Ask nobody for the date of a meeting for two weeks; its month stays.

    Raises:
        UserError: it has a day, or is over.
    """
    if not item.is_open or item.when.is_dated or item.when.start is None:
        raise UserError(
            _("{key} “{title}” has no month that could stay: {when}.").format(
                key=item.key, title=item.title, when=when_words(item.when, edit.group.zone)
            )
        )
    row = row_of(edit, item)
    change_row(edit, row, "edit", {"quiet_until": _quiet_until(edit).isoformat()})
    return changed(edit, row, item, edited=("quiet_until",))


def _quiet_until(edit: Edit) -> date:
    return today_in(edit.group.zone, edit.now) + QUIET_FOR


def _asked(act: AskAbout, edit: Edit, item: Item) -> tuple[bool, bool]:
    """Whether people are asked about an item after an act, and whether the coordinator is."""
    if act.asking:
        return True, True
    return False, item.asking_coordinator and not edit.caller.standing.is_coordinator


def _possible(item: Item, status: Status, edit: Edit) -> Status:
    status = meant_status(item, status)
    allowed = statuses_for(item.kind)
    if status not in allowed:
        raise UserError(
            _("{key} “{title}” cannot be {status}: it can be {allowed}.").format(
                key=item.key,
                title=item.title,
                status=status.value,
                allowed=", ".join(s.value for s in allowed),
            ),
            offers=(StatusForm(item.id),),
        )
    start = item.when.starts_at(edit.group.zone)
    if status is Status.HELD and item.when.is_dated and start is not None and start > edit.now:
        raise UserError(
            _("{key} “{title}” has not begun yet. If it was held earlier, `move {key} DATE` first.").format(
                key=item.key, title=item.title
            ),
            offers=(DateForm(item.id, is_move=True),),
        )
    if status is Status.SCHEDULED and not item.when.is_dated:
        raise UserError(
            _("{key} “{title}” has no date yet: `schedule {key} DATE`.").format(
                key=item.key, title=item.title
            ),
            offers=(DateForm(item.id),),
        )
    return status
