"""Carrying out comments on minutes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.people import Contact
from bot.core.rights import Need, Right
from bot.dates.wall_time import local
from bot.meetings import recorded
from bot.meetings.comments import store
from bot.meetings.comments.acts import CommentForm, CommentMinutes
from bot.meetings.comments.tables import MinutesComment
from bot.meetings.minutes.acts import ShowMinutes
from bot.meetings.minutes.rules import MinutesRecord, MinutesState, state_of
from bot.meetings.minutes.store import record_of
from bot.plan.performing.changing import item_with_id
from bot.plan.rules.items import Item
from bot.slack.escaping import one_line

COMMENT = "minutes-comment"


@dataclass(frozen=True, slots=True)
class Commented:
    """What was said of the minutes of which meeting."""

    group: GroupView
    item: Item
    text: str
    is_same: bool = False


def load_minutes(act: CommentMinutes, edit: Edit) -> Item:
    """The meeting.

    Raises:
        UserError: it is not there.
    """
    return item_with_id(act.item_id, edit)


def need_to_comment(_act: CommentMinutes, _item: Item, _edit: Edit) -> Need:
    """Everybody on the roster."""
    return Need(Right.REPLY)


def said_already(act: CommentMinutes, edit: Edit, item: Item) -> Commented | None:
    """That they have said so."""
    known = store.comments_on(edit.session, item.id)
    is_same = any((one.person_id, one.text) == (edit.caller.person_id, act.text.strip()) for one in known)
    return Commented(edit.facts.group, item, act.text.strip(), is_same=True) if is_same else None


def comment(act: CommentMinutes, edit: Edit, item: Item) -> Commented:
    """Keep a comment, and tell those who write the minutes.

    Raises:
        UserError: the minutes are not out for comments, or nothing is said.
    """
    record, text = record_of(edit.session, item.id), act.text.strip()
    if state_of(record, edit.facts.rules.days, edit.group.zone, edit.now) is not MinutesState.CIRCULATED:
        told = _("The minutes of {key} “{title}” are not out for comments.")
        offers = (ShowMinutes(item.id),) if item.is_meeting else ()
        raise UserError(told.format(key=item.key, title=one_line(item.title)), offers=offers)
    if not text:
        raise UserError(_("What is the comment?"), offers=(CommentForm(item.id),))
    if edit.caller.person_id is None:
        raise UserError(_("That is for people on the roster."))
    row = MinutesComment(
        item_id=item.id, person_id=edit.caller.person_id, text=text, at=edit.now, version=1, removed=False
    )
    recorded.add(edit, row, item.key, ("item_id", "text"))
    for contact in _writers(edit, item, record):
        key = f"{COMMENT}:{row.id}:{contact.id}"
        edit.notify(COMMENT, key, contact, item_id=item.id, payload={"comment": row.id})
    return Commented(edit.facts.group, item, text)


def _writers(edit: Edit, item: Item, record: MinutesRecord) -> list[Contact]:
    """Who leads the meeting and who takes its notes, without whoever comments."""
    roster, today = edit.facts.roster, local(edit.now, edit.group.zone).date()
    coordinator = roster.coordinator(today)
    leading = roster.leads_of(item.streams, today) or ((coordinator,) if coordinator is not None else ())
    taker = roster.people.get(record.note_taker_id or 0)
    found = [*leading, *([taker] if taker is not None else [])]
    return [one for one in dict.fromkeys(found) if one.is_on_slack and one.id != edit.caller.person_id]
