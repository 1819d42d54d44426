"""*Copy as e-mail*: a notice as somebody sends it by their own mail, complete, for those without Slack."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from bot.calendar.rules import holds, is_shown
from bot.calendar.writing import Outline, write_calendar
from bot.core.attached import Attached
from bot.core.errors import UserError
from bot.core.group import GroupView
from bot.core.i18n import _, ngettext
from bot.core.people import Contact, Reader
from bot.core.registry import Looking
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.links.acts import CalendarEntry
from bot.links.rules import MINE
from bot.mail.acts import CopyAsMail
from bot.mail.rendering import as_text, outside_slack
from bot.meetings.invited.views import body_at
from bot.plan.rules.items import CALLED_OFF, Item
from bot.plan.rules.plan import Plan
from bot.plan.showing import item_of
from bot.plan.texts.naming import item_plain, item_told
from bot.reminders.texts.announcements import build_meeting
from bot.reminders.views import MeetingNotice
from bot.slack.blocks import context, section
from bot.slack.escaping import escape
from bot.slack.message import Message, compose

LONGEST_PART = 2400


def show_copy(look: CopyAsMail, looking: Looking) -> Message:
    """The addresses, subject and text of a mail about an item, or of what a message says.

    Raises:
        UserError: it is not for this person to send, or there is nothing to send.
    """
    snapshot, group = looking.snapshot, looking.snapshot.facts.group
    item = item_of(looking, look.item_id) if look.item_id else _named_in(look.text, snapshot)
    looking.caller.require(Need(Right.PLAN, item) if item is not None else Need(Right.GOVERN))
    if looking.shared:
        raise UserError(_("Addresses are for whoever sends the mail, not for a channel."))
    if item is not None and item.is_meeting and (item.when.is_dated or item.status in CALLED_OFF):
        rung = "cancelled" if item.status in CALLED_OFF else "date-set"
        shown = build_meeting(
            MeetingNotice(group, item, looking.now, rung, to_channel=False), looking.command
        )
        subject, text = _plain(shown, looking.command)
    else:
        subject, _break, text = (look.text or (item_plain(item) if item is not None else "")).partition("\n")
        text = text or subject
    if not text.strip():
        raise UserError(_("There is nothing in that message to send."))
    people = _readers(item, snapshot)
    mails = list(dict.fromkeys(one.mail for one in people if one.mail))
    parts = [
        (_("Bcc"), ", ".join(mails) or _("nobody on the list has an address")),
        (_("Subject"), f"{group.label}: {subject}"),
        (_("Text"), text),
    ]
    blocks = [section(f"*{name}*\n```{_quotable(value)}```") for name, value in parts]
    left = len(people) - sum(1 for one in people if one.mail)
    if left:
        told = ngettext(
            "{count} of those invited has no address on the roster.",
            "{count} of those invited have no address on the roster.",
            left,
        )
        blocks.append(context(told.format(count=left)))
    shown = compose(_("Copy this into a mail: {subject}").format(subject=subject), blocks)
    file = _entry(item, group, is_personal=True) if item is not None and is_shown(item) else None
    return replace(shown, files=(file,)) if file is not None else shown


def _plain(shown: Message, command: str) -> tuple[str, str]:
    text = as_text(outside_slack(shown.blocks, command, None), {}, lambda _button: None)
    return shown.text.split("\n")[0].lstrip("🗓✖✔ "), text.strip()


def _named_in(text: str | None, snapshot: Snapshot) -> Item | None:
    """The first item whose key stands in a message."""
    by_key = snapshot[Plan].by_key
    words = (word.strip(".,:;*“”()") for word in (text or "").split())
    return next((by_key[word] for word in words if word in by_key), None)


def _readers(item: Item | None, snapshot: Snapshot) -> list[Contact]:
    """Who is invited to a meeting; of all else, and where nobody has said who is, the whole roster."""
    roster, body = snapshot.facts.roster, body_at(snapshot)
    if item is not None and item.is_meeting and body.has_list(item):
        leads = [lead.id for label in item.streams for lead in roster.leads.get(label, ())]
        ids = [one for party in body.invited_to(item, leads) for one in body.people_of(party)]
        return [roster.people[one] for one in dict.fromkeys(ids) if one in roster.people]
    return list(roster.people.values())


def _quotable(text: str) -> str:
    kept = text.replace("```", "'''")
    return escape(kept if len(kept) <= LONGEST_PART else f"{kept[:LONGEST_PART]}…")


def label_copy(_look: CopyAsMail, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The look, as a button names it."""
    return _("Copy as e-mail")


def show_entry(look: CalendarEntry, looking: Looking) -> Message:
    """One item as a calendar file: an entry to keep, which asks nobody for an answer.

    Raises:
        UserError: it has no date.
    """
    looking.caller.require_reading()
    item, group = item_of(looking, look.item_id), looking.snapshot.facts.group
    if not is_shown(item):
        raise UserError(_("{item} has no date yet.").format(item=item_told(item)))
    # Links to join are for those whom it concerns.
    standing = looking.caller.standing
    is_guest = looking.shared or (standing.is_observer and not standing.is_owner)
    is_theirs = not is_guest and holds(MINE, item, standing)
    text = _("{item} comes to you as a calendar file, in a moment.")
    file = _entry(item, group, is_personal=is_theirs)
    shown = compose(text.format(item=item_plain(item)), [section(text.format(item=item_told(item)))])
    return replace(shown, files=(file,))


def _entry(item: Item, group: GroupView, *, is_personal: bool) -> Attached:
    outline = Outline(group, group.name, is_personal=is_personal)
    return Attached(f"{item.key}.ics", item.key, partial(write_calendar, [item], outline))


def label_entry(_look: CalendarEntry, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The look, as a button names it."""
    return _("Calendar file")
