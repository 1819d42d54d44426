"""Carrying out acts on reminders: starting them, settling past items, skipping one, sharing an answer."""

from __future__ import annotations

import secrets

from bot.core.edit import Edit
from bot.core.errors import UserError
from bot.core.i18n import _, languages_of
from bot.core.notices import NewNotice
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need, Right
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.groups.store import groups
from bot.plan.performing.changing import change_row, row_of
from bot.plan.rules.items import Item, Status
from bot.plan.rules.views import PlannedNotice
from bot.reminders.acts import AnswerLost, PastForm, SettlePast, Share, SkipNotice, StartReminders
from bot.reminders.forecast import forecast_of
from bot.reminders.materialise import SHARED
from bot.reminders.notices.lost import LOST
from bot.reminders.reminding import begin_reminders, past_items
from bot.slack.message import in_languages
from bot.slack.submitted import Submitted

DAYS_TO_SKIP_IN = 400


def need_coordinator(_act: object, _loaded: object, _edit: Edit) -> Need:
    """What concerns the whole group is the coordinator's."""
    return Need(Right.GOVERN)


def need_reader(_act: object, _loaded: object, _edit: Edit) -> Need:
    """Whoever may read the plan."""
    return Need(Right.READ)


def load_nothing(_act: object, _edit: Edit) -> None:
    """There is nothing to load."""
    return None


def started_already(_act: StartReminders, edit: Edit, _nothing: None) -> bool | None:
    """False where reminders are on already."""
    return False if edit.group.reminders_started_at is not None else None


def start_reminders(_act: StartReminders, edit: Edit, _nothing: None) -> bool:
    """Begin to remind, for what lies ahead.

    Raises:
        UserError: an empty plan.
    """
    if edit.facts.group.is_empty:
        raise UserError(_("The plan is empty: there is nothing to remind of yet."))
    begin_reminders(edit.work, edit.session, edit.group.id, edit.now)
    edit.audit("start-reminders", edit.group.label, None)
    return True


def settle_past(act: SettlePast, edit: Edit, _nothing: None) -> tuple[Item, ...]:
    """Mark what lies in the past as done (meetings as held): some items, or all of it."""
    settled = []
    for item in past_items(edit.session, edit.facts.group, edit.now):
        if act.item_ids is None or item.id in act.item_ids:
            status = Status.HELD if item.is_meeting else Status.DONE
            change_row(edit, row_of(edit, item), "status", {"status": status.value})
            settled.append(item)
    return tuple(settled)


def load_notice(act: SkipNotice, edit: Edit) -> PlannedNotice:
    """The planned message of that key.

    Raises:
        UserError: it is not planned any more.
    """
    snapshot = edit.work.snapshots.read(edit.session, edit.facts)
    ahead = forecast_of(edit.registry, snapshot, edit.session, DAYS_TO_SKIP_IN, edit.now)
    notice = next((found for found in ahead if found.key == act.key), None)
    if notice is None:
        raise UserError(_("That message is not planned any more."))
    return notice


def need_for_notice(_act: SkipNotice, notice: PlannedNotice, edit: Edit) -> Need:
    """A message may be skipped by its recipient, and by those who may change the item it is about."""
    key = edit.caller.person_key
    if notice.to_person and key is not None and notice.recipient == key[1]:
        return Need(Right.EVERYBODY)
    return Need(Right.PLAN, notice.about[0] if notice.about and not notice.to_person else None)


def skip_notice(act: SkipNotice, edit: Edit, notice: PlannedNotice) -> PlannedNotice:
    """Leave one message out; one beyond the horizon is stored first, so that it stays left out."""
    stored = NewNotice(
        team_id=edit.group.team_id,
        key=act.key,
        kind=notice.kind,
        recipient=notice.recipient,
        due_at=notice.due_at,
        group_id=edit.group.id,
    )
    outbox.add_notice(edit.session, stored, now=edit.now)
    outbox.cancel_keys(edit.session, [act.key], reason=outbox.SKIPPED)
    edit.audit("skip", act.key, None)
    return notice


def load_lost(act: AnswerLost, edit: Edit) -> OutboxRow:
    """A message of the group's workspace whose fate is asked about.

    Raises:
        UserError: there is none.
    """
    row = outbox.get(edit.session, act.row_id)
    if row is None or row.team_id != edit.group.team_id or row.group_id not in (None, edit.group.id):
        raise UserError(_("There is no such message."))
    return row


def answer_lost(act: AnswerLost, edit: Edit, row: OutboxRow) -> bool:
    """Settle a message as posted or to be posted again; False if somebody has answered before."""
    settled = outbox.resolve_dead(edit.session, row.id, posted=act.posted, now=edit.now)
    if settled:
        edit.audit("posted" if act.posted else "post-again", row.key, None)
        edit.redraw(LOST, row.id)
    return settled


def load_channel(act: Share, edit: Edit) -> str:
    """The channel an answer is shared to: the group's one that the caller is in, else its own.

    Raises:
        UserError: the answer is for one person alone, or the group has no channel.
    """
    if not edit.registry.looks[type(act.look)].can_be_shared:
        raise UserError(_("That answer is for you alone; it cannot be shared to a channel."))
    group, here = edit.facts.group, edit.caller.channel_id
    owner = groups.channel_owner(edit.session, group.team_id, here or "")
    channel = here if owner is not None and owner.group_id == group.id else group.channel_id
    if channel is None:
        raise UserError(_("{group} has no channel yet.").format(group=group.name))
    return channel


def share(act: Share, edit: Edit, channel: str) -> str:
    """Show a look to a channel, as it is now; returns the channel."""
    snapshot = edit.work.snapshots.read(edit.session, edit.facts)
    looking = Looking(snapshot, edit.caller, edit.now, edit.session, edit.registry, shared=True)
    kind = edit.registry.looks[type(act.look)]
    shown = in_languages(lambda: kind.show(act.look, looking), languages_of(edit.facts.group.language))
    payload = {"text": shown.text, "blocks": shown.blocks}
    edit.notify(SHARED, f"shared:{secrets.token_hex(8)}", channel, payload=payload)
    edit.audit("share", channel, shown.text)
    return channel


def read_past_form(_form: PastForm, given: Submitted, _looking: Looking) -> Request:
    """Which of the past items are done: those that are ticked; the rest stays open."""
    ticked = [value for name in given.values if name.startswith("items_") for value in given.chosen(name)]
    return SettlePast(tuple(int(value) for value in ticked if value.isdecimal()))
