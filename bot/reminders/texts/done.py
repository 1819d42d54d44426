"""What acts about reminders came to."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import _, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.undo_acts import Undo
from bot.reminders.acts import Reminders
from bot.slack.escaping import channel
from bot.slack.message import Message
from bot.slack.saying import build_said


def build_started(done: Done[Any], _reader: Reader | None) -> Message:
    """That reminders are on, by this act or before."""
    text = _("Reminders are on already.")
    if done.result:
        text = _("Reminders are on. You can see what will be sent, to whom and when.")
    return build_said(text, buttons=[(_("Show"), Reminders())], group_id=done.group_id)


def build_settled_past(done: Done[Any], _reader: Reader | None) -> Message:
    """Which past items are done now."""
    settled = done.result
    if not settled:
        nothing = _("Nothing lies in the past and is open.")
        chosen = _("None of these lies in the past and is open; all stays as it is.")
        return build_said(nothing if done.act.item_ids is None else chosen, group_id=done.group_id)
    text = ngettext("✔ {count} item is done: {keys}.", "✔ {count} items are done: {keys}.", len(settled))
    said = text.format(count=len(settled), keys=", ".join(item.key for item in settled))
    row = [(_("Undo"), Undo(done.act_id))] if done.act_id is not None else []
    return build_said(said, buttons=row, group_id=done.group_id)


def build_skipped(done: Done[Any], _reader: Reader | None) -> Message:
    """That a planned message is left out."""
    about = ", ".join(item.key for item in done.result.about)
    if about:
        return build_said(_("✔ That message will not be sent. It was about {items}.").format(items=about))
    return build_said(_("✔ That message will not be sent."))


def build_lost_answered(done: Done[Any], _reader: Reader | None) -> Message:
    """What happens to a message whose fate was asked about."""
    if not done.result:
        return build_said(_("That was answered already."))
    posted, again = _("✔ Noted: it was posted."), _("✔ I will post it again.")
    return build_said(posted if done.act.posted else again)


def build_shared(done: Done[Any], _reader: Reader | None) -> Message:
    """Where an answer is shown."""
    return build_said(_("✔ Shared to {channel}.").format(channel=channel(done.result)))
