"""`settle past`: what lies in the past was done (said by the question after an import)."""

from __future__ import annotations

from bot.core.i18n import N_, _, ngettext
from bot.dates.typed_text import fold
from bot.plan.forms.item_forms import build_past_form
from bot.reminders import reminding
from bot.talk.answers import build_said
from bot.talk.line import Answer, Command, Line, OpenForm, Outcome


def handle_settle(line: Line) -> Outcome:
    """`all` settles everything, keys settle those; bare, a form to choose from."""
    words = [fold(word).strip(",") for word in line.words]
    if not words:
        past = reminding.past_of(line.work, line.caller, line.now)
        return OpenForm(build_past_form(past, line.carry), "settle past", _("What is done?"))
    keys = None if words == ["all"] else tuple(word.upper() for word in words)
    settled = reminding.settle_past(line.work, line.caller, keys, line.now)
    names = ", ".join(item.key for item in settled)
    text = ngettext("✔ {count} item is done: {keys}.", "✔ {count} items are done: {keys}.", len(settled))
    said = text.format(count=len(settled), keys=names)
    if not settled and keys is None:
        said = _("Nothing lies in the past and is open.")
    elif not settled:
        said = _("None of these lies in the past and is open: {keys}. `settle past` lists those that do.")
        said = said.format(keys=", ".join(keys or ()))
    return Answer(build_said(said, group_id=line.group.id))


COMMAND = Command(
    name="settle past",
    usage="settle past all|KEY…",
    summary=N_("what lies in the past was done"),
    example="settle past all",
    handle=handle_settle,
    hidden=True,
)
