"""`restore`: bring back how an item was before one change (said by the buttons of `history`)."""

from __future__ import annotations

from bot.core import undo
from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.plan.texts.confirm import build_undone
from bot.talk.line import Answer, Command, Line, Outcome


def handle_restore(line: Line) -> Outcome:
    """Reverse the change of that number."""
    number = next((int(word) for word in line.words if word.isdecimal() and len(word) < 10), None)
    if number is None:
        raise UserError(
            _("`{command} history KEY` lists the changes, each with *Restore*.").format(command=line.command)
        )
    return Answer(build_undone(undo.restore(line.work, line.caller, number, line.now)))


COMMAND = Command(
    name="restore",
    usage="restore NUMBER",
    summary=N_("bring back how an item was before a change"),
    example="history WS1-D1",
    handle=handle_restore,
    hidden=True,
)
