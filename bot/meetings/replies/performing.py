"""Carrying replies out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _, quote
from bot.core.requests import Basis
from bot.core.rights import Need, Right
from bot.dates.texts import when_words
from bot.meetings import recorded
from bot.meetings.invited.performing import may_speak_for
from bot.meetings.invited.rules import Body, Party, Voice
from bot.meetings.invited.store import body_in, voice_of
from bot.meetings.polls.rules import Poll
from bot.meetings.replies import store
from bot.meetings.replies.acts import SendReply, ShowReplies
from bot.meetings.replies.notices import tell_of_reply
from bot.meetings.replies.rules import Reply, attending
from bot.meetings.replies.tables import ReplyRow
from bot.meetings.replies.views import Replied, RepliesView
from bot.plan import fields
from bot.plan.looks import DateForm
from bot.plan.performing.changing import item_of
from bot.plan.rules.items import Item
from bot.plan.tables import Item as ItemRow
from bot.slack.escaping import one_line

FIELDS = ("item_id", "coming", "alternate", "note")


@dataclass(frozen=True)
class LoadedReplies:
    """A meeting with the replies to it, as they stand in the transaction."""

    item: Item
    body: Body
    rows: tuple[ReplyRow, ...]


def load_replies(act: SendReply, edit: Edit) -> LoadedReplies:
    """The meeting of a reply, and what was replied before.

    Raises:
        UserError: the group has no such meeting.
    """
    row = edit.session.get(ItemRow, act.item_id, populate_existing=True)
    if row is None or row.group_id != edit.group.id or row.removed:
        raise UserError(_("That item is not in this plan any more."))
    edit.hold(row)
    item = item_of(edit, row)
    if not item.is_meeting:
        raise UserError(
            _("{key} “{title}” is no meeting: nobody has to come.").format(
                key=item.key, title=one_line(item.title)
            )
        )
    rows = tuple(store.rows_to(edit.session, item.id))
    for one in rows:
        edit.hold(one)
    return LoadedReplies(item, body_in(edit), rows)


def need_to_reply(act: SendReply, loaded: LoadedReplies, edit: Edit) -> Need:
    """Everybody on the roster replies for themselves; for others who may plan it, or speaks for them."""
    if act.voice is None or may_speak_for(act.voice, loaded.body, edit.caller.person_id):
        return Need(Right.REPLY)
    return Need(Right.PLAN, loaded.item)


def basis_of(loaded: LoadedReplies) -> Basis:
    """A reply is to a date."""
    return (loaded.item.schedule_version,)


def replied_already(act: SendReply, edit: Edit, loaded: LoadedReplies) -> Replied | None:
    """That they have said so of this date.

    Raises:
        UserError: the meeting does not concern them, whatever date it has by now.
    """
    voice = act.voice or Voice(person_id=edit.caller.person_id)
    _require_party(voice, act, edit, loaded)
    known = _known(loaded, voice)
    is_same = known is not None and not known.removed
    if known is None or not is_same or known.coming != act.coming.value or known.alternate != act.alternate:
        return None
    if act.note not in (None, known.note):
        return None
    reply = store.reply_of(known)
    return Replied(view_of(edit, loaded, loaded.rows), reply, voice, reply, act.voice is None, is_same=True)


def send_reply(act: SendReply, edit: Edit, loaded: LoadedReplies) -> Replied:
    """Write what somebody said.

    Raises:
        UserError: the meeting has no date, or is over or cancelled.
    """
    item = loaded.item
    _require_date(item, edit)
    voice = act.voice or Voice(person_id=edit.caller.person_id)
    known = _known(loaded, voice)
    before = store.reply_of(known) if known is not None and not known.removed else None
    new = {
        "coming": act.coming.value,
        "alternate": act.alternate,
        "note": act.note,
        "entered_by": edit.caller.person_id if act.voice is not None else None,
        "at": edit.now,
    }
    rows = loaded.rows
    if known is None:
        known = ReplyRow(
            group_id=edit.group.id, item_id=item.id, schedule_version=item.schedule_version, version=1,
            voice_key=voice.key, person_id=voice.person_id, agency_id=voice.agency_id, guest=voice.guest,
            removed=False, said_for=fields.when_value(item.when), **new,
        )  # fmt: skip
        recorded.add(edit, known, item.key, FIELDS)
        rows = (*rows, known)
    else:
        recorded.change(edit, known, item.key, new)
    view = view_of(edit, loaded, rows)
    replied = Replied(view, store.reply_of(known), voice, before, act.voice is None)
    tell_of_reply(edit, replied, known)
    return replied


def _require_party(voice: Voice, act: SendReply, edit: Edit, loaded: LoadedReplies) -> None:
    if _party(voice, edit, loaded) is not None:
        return
    who = _("You are not among those invited to {key} “{title}”. Its coordinator or lead can add you.")
    if act.voice is not None:
        who = _("The list of {key} “{title}” does not name them. `invite {key} …` adds somebody.")
    raise UserError(who.format(key=loaded.item.key, title=one_line(loaded.item.title)))


def _require_date(item: Item, edit: Edit) -> None:
    told = {"key": item.key, "title": item.title, "when": when_words(item.when, edit.group.zone)}
    if not item.is_open:
        raise UserError(_("{key} “{title}” is over or cancelled: no reply is needed.").format(**told))
    if not item.when.is_dated:
        text = _("{key} “{title}” has no day yet ({when}): you are asked when it has one.")
        raise UserError(text.format(**told), offers=(DateForm(item.id),))
    end = item.when.ends_at(edit.group.zone)
    if end is not None and end <= edit.now:
        raise UserError(_("{key} “{title}” is over: no reply is needed.").format(**told))


def _known(loaded: LoadedReplies, voice: Voice) -> ReplyRow | None:
    same = [
        one for one in loaded.rows if store.reply_of(one).holds_for(loaded.item) and voice_of(one) == voice
    ]
    return max(same, key=lambda one: one.at, default=None)


def _party(voice: Voice, edit: Edit, loaded: LoadedReplies) -> Party | None:
    """For whom the reply counts; whoever is on the roster may say that they come to a team meeting too."""
    party = loaded.body.party_of(voice) if voice != Voice() else None
    has_list = loaded.body.has_list(loaded.item)
    return party if party is not None and (not has_list or party in asked_to(edit, loaded)) else None


def asked_to(edit: Edit, loaded: LoadedReplies) -> tuple[Party, ...]:
    """Who is invited to the meeting."""
    roster = edit.facts.roster
    leads = [lead.id for label in loaded.item.streams for lead in roster.leads.get(label, ())]
    return loaded.body.invited_to(loaded.item, leads)


def view_of(
    edit: Edit, loaded: LoadedReplies, rows: Iterable[ReplyRow], poll: Poll | None = None
) -> RepliesView:
    """Who comes, as texts show it."""
    replies = [store.reply_of(row) for row in rows if not row.removed]
    asked = asked_to(edit, loaded) or tuple(dict.fromkeys(_parties(loaded.body, replies)))
    found = attending(loaded.item, replies, loaded.body, asked, poll)
    return RepliesView(edit.facts.group, loaded.item, found, loaded.body, edit.facts.roster, edit.now)


def _parties(body: Body, replies: Iterable[Reply]) -> Iterable[Party]:
    parties = (body.party_of(one.voice) for one in replies)
    return (party for party in parties if party is not None)


def name_of(loaded: LoadedReplies) -> str:
    """The meeting, as refusals name it."""
    return f"{loaded.item.key} {quote(loaded.item.title)}"


def state(edit: Edit, loaded: LoadedReplies) -> str:
    """The date that the meeting has by now."""
    return when_words(loaded.item.when, edit.group.zone)


def look_at(row: ReplyRow) -> ShowReplies:
    """What shows a reply."""
    return ShowReplies(row.item_id)
