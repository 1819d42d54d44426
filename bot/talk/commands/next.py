"""`next`: the next meetings and due items."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.plan import looks
from bot.plan.texts.lists import build_next
from bot.talk.commands import plan
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.scopes import known_scope
from bot.talk.tokens import Token

SHOWN = 5


def handle_next(line: Line) -> Outcome:
    """List the next open items of a scope, five or as many as asked for."""
    read = known_scope(line, "next")
    if read.scope.state:
        # What is overdue is not ahead; the plan lists it.
        return plan.handle_plan(line.having([Token(read.said)]))
    page = looks.next_items(line.work, line.caller, read.scope, read.most or SHOWN, line.now, read.told)
    words = " ".join(filter(None, ("next", read.said, str(read.most or ""))))
    return Answer(build_next(page, line.reader, words, shared_by=line.shared_by))


COMMAND = Command(
    name="next",
    usage="next [SCOPE] [N]",
    summary=N_("the next meetings and due items; SCOPE: a stream, the group, mine, a month, week, today"),
    example="next ws1",
    handle=handle_next,
    section=N_("Look"),
    roles=N_("everybody in the group's channels"),
    aliases=("upcoming", "what's next", "whats next"),
)
