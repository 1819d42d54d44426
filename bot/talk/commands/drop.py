"""`drop`: an item will not be done."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.plan import looks
from bot.plan.forms.item_forms import build_reason_form
from bot.plan.rules.items import Status
from bot.talk.commands.update import set_status
from bot.talk.line import Command, Line, OpenForm, Outcome
from bot.talk.references import name_item, note_of


def handle_drop(line: Line) -> Outcome:
    """Drop an item (a meeting: cancel it); without a reason, open the form."""
    return give_up(line, "drop")


def give_up(line: Line, verb: str) -> Outcome:
    """Drop or cancel: destructive, so it asks first unless a reason was given with it."""
    named = name_item(line, verb)
    why = note_of(line, named.rest)
    if why is None:
        detail = looks.item_detail(line.work, line.caller, named.item.key, line.now)
        title = _("Cancel the meeting") if named.item.is_meeting else _("Drop the item")
        form = build_reason_form(line.group, detail.item, word=verb, carry=line.carry)
        return OpenForm(form, f"{verb} {named.item.key}", title)
    return set_status(line, named.item, Status.DROPPED, why)


COMMAND = Command(
    name="drop",
    usage='drop KEY ["why"]',
    summary=N_("an item will not be done; with KEY alone, a form"),
    example='drop IMG-D2 "taken over by another group"',
    handle=handle_drop,
    section=N_("Plan"),
    roles=N_("coordinator, leads in their streams"),
    aliases=("delete", "remove"),
)
