"""`done`: an item is finished; a meeting was held."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.plan.rules.items import Status
from bot.talk.commands.update import set_status
from bot.talk.line import Command, Line, Outcome
from bot.talk.references import name_item, note_of


def handle_done(line: Line) -> Outcome:
    """Mark an item done (a meeting: held); the rest of the line is a note."""
    named = name_item(line, "done")
    return set_status(line, named.item, Status.DONE, note_of(line, named.rest))


COMMAND = Command(
    name="done",
    usage='done KEY ["note"]',
    summary=N_("an item is finished; a meeting was held"),
    example="done WS1-D1",
    handle=handle_done,
    section=N_("Update"),
    roles=N_("coordinator, leads in their streams, owners"),
    aliases=("finished", "complete", "completed", "held"),
)
