"""Carrying out a snooze: not to be asked for a while, and once more at its end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.rights import Need, Right
from bot.core.tables import Change
from bot.delivery.store import outbox
from bot.groups.rules.pauses import LONGEST
from bot.groups.store import pauses, people
from bot.groups.tables import Pause
from bot.plan.rules.items import Item
from bot.plan.store import plans
from bot.reminders.acts import Snooze
from bot.reminders.materialise import WOKEN, woken_key

AT_ONCE = timedelta(minutes=1)
PAUSE = "pause"
"""The subject of its entries in the history."""


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Until when somebody is not asked about an item (None: about nothing); None: they are asked again."""

    item: Item | None
    until: datetime | None
    zone: str
    is_same: bool = False


def need_nothing(_act: Snooze, _item: Item | None, _edit: Edit) -> Need:
    """Everybody says when they are asked themselves."""
    return Need(Right.EVERYBODY)


def load_item(act: Snooze, edit: Edit) -> Item | None:
    """The item that is meant; None where all are.

    Raises:
        UserError: a program says it, there is no such item, or the instant is past or far away.
    """
    if edit.caller.person_key is None:
        raise UserError(_("Say whose settings these are."))
    edit.caller.require_reading()
    if act.until is not None and act.until <= edit.now:
        raise UserError(_("That instant is over."))
    if act.until is not None and act.until - edit.now > LONGEST:
        raise UserError(_("For so long, say `away until` with a day, or `stop asking` with a key."))
    if act.item_id is None:
        return None
    item = next(iter(plans.items_by_id(edit.session, [act.item_id])), None)
    known = plans.row_by_id(edit.session, act.item_id) if item is not None else None
    if item is None or known is None or known.group_id != edit.group.id:
        raise UserError(_("There is no such item in this plan."))
    return item


def snooze(act: Snooze, edit: Edit, item: Item | None) -> Snoozed:
    """Ask the caller nothing about the item until then, and once more from then on."""
    assert edit.caller.person_key is not None
    person = people.get_person(edit.session, *edit.caller.person_key)
    zone = person.zone or edit.group.zone
    running = pauses.running(edit.session, person.id, act.item_id, edit.now, is_away=False)
    if (running.until if running is not None else None) == act.until:
        return Snoozed(item, act.until, zone, is_same=True)
    before = running.until.isoformat() if running is not None else None
    # A pause that ends early lets the questions it held back come at once.
    ends = act.until or edit.now + AT_ONCE
    pause = pauses.begin(edit.session, person.id, act.item_id, edit.now, ends)
    _record(edit, pause, before, act.until, ends)
    return Snoozed(item, act.until, zone)


def _record(
    edit: Edit, pause: Pause, before: str | None, until: datetime | None, ends: datetime | None
) -> None:
    after = until.isoformat() if until is not None else None
    edit.record(
        PAUSE,
        pause.id,
        people.pseudonym_of(edit.session, pause.person_id),
        "snooze",
        {"until": before},
        {"until": after},
        version=edit.group.revision + 1,
    )
    if before is not None:
        outbox.cancel_keys(
            edit.session, [woken_key(pause.id, datetime.fromisoformat(before))], reason="moved"
        )
    if ends is not None:
        contact = people.contact_of(people.person_by_id(edit.session, pause.person_id))
        edit.notify(
            WOKEN,
            woken_key(pause.id, ends),
            contact,
            due_at=ends,
            payload={"person": pause.person_id, "pause": pause.id, "ended": until is None},
            revive=True,
        )


def need_of_entry(edit: Edit, change: Change) -> Need:
    """A pause is one's own."""
    pause = pauses.pause_by_id(edit.session, change.subject_id)
    is_own = pause is not None and pause.person_id == edit.caller.person_id
    return Need(Right.EVERYBODY if is_own else Right.GOVERN)


def name_of_entry(edit: Edit, change: Change) -> str:
    """Whose pause an entry is about."""
    pause = pauses.pause_by_id(edit.session, change.subject_id)
    if pause is None:
        return _("a pause")
    return edit.work.means.who(edit.session, people.pseudonym_of(edit.session, pause.person_id))


def reverse_entry(edit: Edit, change: Change) -> str:
    """Give a pause the end that it had before an entry; one that began with it is over.

    Raises:
        UserError: it is over by now.
    """
    pause = pauses.pause_by_id(edit.session, change.subject_id)
    before, now = change.before["until"], change.after["until"]
    if pause is None or (now is not None and pause.until <= edit.now):
        raise UserError(_("That pause is over already."))
    until = datetime.fromisoformat(before) if before is not None else None
    # As if it had never begun, nothing was held back.
    pause.until = until or pause.since
    _record(edit, pause, now, until, until)
    return _("↩ You are asked as before.")
