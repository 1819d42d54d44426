"""Corrections of adopted minutes by numbered addenda, and files that are kept as their text."""

from __future__ import annotations

from sqlalchemy import func, select

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.meetings.minutes import store
from bot.meetings.minutes.acts import AddAddendum, ShowMinutes
from bot.meetings.minutes.performing import minutes_changes, outcome
from bot.meetings.minutes.rules import MinutesChanged, MinutesState, state_of
from bot.meetings.minutes.tables import MinutesFile
from bot.plan.rules.items import Item


def addendum_already(act: AddAddendum, edit: Edit, item: Item) -> MinutesChanged | None:
    """That an addendum says so."""
    known = [one.note for one in store.record_of(edit.session, item.id).addenda]
    return outcome(edit, item, "addendum", act.text, same=True) if act.text in known else None


def add_addendum(act: AddAddendum, edit: Edit, item: Item) -> MinutesChanged:
    """Correct adopted minutes.

    Raises:
        UserError: they are not adopted: then they are changed themselves; or it says nothing.
    """
    record = store.record_of(edit.session, item.id)
    if state_of(record, edit.facts.rules.days, edit.group.zone, edit.now) is not MinutesState.ADOPTED:
        raise UserError(
            _("The minutes of {key} are not adopted yet: change them themselves.").format(key=item.key),
            offers=(ShowMinutes(item.id),),
        )
    if not act.text.strip():
        raise UserError(_("What does the addendum say?"))
    keep_file(edit, item, "", act.text.strip(), None, is_addendum=True)
    return outcome(edit, item, "addendum", act.text.strip())


def keep_file(
    edit: Edit, item: Item, name: str, note: str | None, content: bytes | None, *, is_addendum: bool = False
) -> MinutesFile:
    """Keep a file (or a note) as the text of the minutes, or as their next addendum."""
    number = 0
    if is_addendum:
        highest = select(func.max(MinutesFile.number)).where(MinutesFile.item_id == item.id)
        number = int(edit.session.scalar(highest) or 0) + 1
    row = MinutesFile(
        item_id=item.id,
        number=number,
        name=name,
        note=note,
        content=content,
        is_removed=False,
        at=edit.now,
    )
    with minutes_changes(edit, item, "addendum" if is_addendum else "file"):
        store.row_of(edit.session, item.id)
        edit.session.add(row)
    return row
