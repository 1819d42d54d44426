"""`show`: one item whole."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.plan import looks
from bot.plan.texts.detail import build_show
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.references import name_item


def handle_show(line: Line) -> Outcome:
    """Show all that is known of an item."""
    named = name_item(line, "show")
    detail = looks.item_detail(line.work, line.caller, named.item.key, line.now)
    words = f"show {named.item.key}"
    return Answer(build_show(detail, line.reader, words, shared_by=line.shared_by))


COMMAND = Command(
    name="show",
    usage="show KEY",
    summary=N_("one item whole: date, agenda, who answers for it, what it needs"),
    example="show WS1-M2",
    handle=handle_show,
    section=N_("Look"),
    roles=N_("everybody in the group's channels"),
    aliases=("item", "details", "agenda of"),
)
