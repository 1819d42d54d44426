"""`history`: who changed what of an item."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.plan import looks
from bot.plan.texts.detail import build_history
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.references import name_item


def handle_history(line: Line) -> Outcome:
    """List an item's changes, newest first, each with *Restore*."""
    named = name_item(line, "history")
    detail = looks.item_detail(line.work, line.caller, named.item.key, line.now)
    return Answer(
        build_history(
            detail.item, detail.changes, line.group.id, line.caller.reader, line.now, line.group.zone
        )
    )


COMMAND = Command(
    name="history",
    usage="history KEY",
    summary=N_("who changed what, when and why; brings an earlier state back"),
    example="history WS1-D1",
    handle=handle_history,
    section=N_("Look"),
    roles=N_("everybody in the group's channels"),
    aliases=("log", "changes"),
)
