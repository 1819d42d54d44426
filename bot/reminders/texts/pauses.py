"""What people read about a snooze, and about why they get a message."""

from __future__ import annotations

from bot.core.i18n import _
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.dates.texts import instant_words
from bot.groups.acts import PreferencesForm
from bot.plan.rules.plan import Plan
from bot.plan.texts.naming import item_plain
from bot.reminders.acts import Reminders, Snooze, SnoozeForm, WhyThis
from bot.slack.message import Message
from bot.slack.saying import build_said


def say_snooze(act: Snooze, snapshot: Snapshot, reader: Reader | None) -> str:
    """``ask me about WS1-D1 again from Mon 4 Dec 2017, 09:00``."""
    item = snapshot[Plan].by_id.get(act.item_id or 0)
    zone = (reader.zone if reader else None) or snapshot.facts.group.zone
    if act.until is None:
        return _("ask me about {item} as usual").format(item=item.key) if item else _("ask me as usual")
    when = instant_words(act.until, zone)
    if item is None:
        return _("ask me nothing before {when}").format(when=when)
    return _("ask me about {item} again from {when}").format(item=item.key, when=when)


def build_snoozed(done: Done[Snooze], _reader: Reader | None) -> Message:
    """From when on somebody is asked again."""
    found = done.result
    if found.is_same:
        return build_said(_("That is so already."), group_id=done.group_id)
    name = item_plain(found.item, 100) if found.item is not None else None
    if found.until is None:
        text = _("✔ You are asked as usual.")
    elif name is None:
        text = _("✔ I ask you nothing before {when}; then you hear what is yours to do.")
    else:
        text = _("✔ I ask you about {item} again from {when}.")
    if found.until is not None:
        text = text.format(item=name, when=instant_words(found.until, found.zone))
    row = [(_("Undo"), Undo(done.act_id))] if done.act_id is not None else []
    return build_said(text, buttons=row, group_id=done.group_id)


def build_why(group_id: int, called: str, reason: str) -> Message:
    """Why somebody gets a message, with what they can set about it."""
    text = _("You got this message ({called}) because {reason}.").format(called=called, reason=reason)
    buttons = [
        (_("My settings"), PreferencesForm()),
        (_("Ask me later"), SnoozeForm()),
        (_("What is coming to me"), Reminders(mine=True)),
    ]
    return build_said(text, buttons=buttons, group_id=group_id)


def label_why(_look: WhyThis, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """The reason of a message, as a button names it."""
    return _("Why do I get this?")


def label_snooze_form(form: SnoozeForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """The form that asks for a pause, as a button names it."""
    item = snapshot[Plan].by_id.get(form.item_id or 0)
    return _("Ask me later about {item}").format(item=item.key) if item is not None else _("Ask me later")
