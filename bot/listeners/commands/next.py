"""`next`: the next meetings and due items."""

from __future__ import annotations

from bot.errors import UserError
from bot.i18n import N_, _
from bot.listeners.line import Answer, Command, Line, Outcome
from bot.listeners.scopes import ScopeReading, read_scope
from bot.messages.lists import build_next
from bot.services import reading

SHOWN = 5


def handle_next(line: Line) -> Outcome:
    """List the next open items of a scope, five or as many as asked for."""
    read = known_scope(line, "next")
    page = reading.next_items(line.work, line.caller, read.scope, read.most or SHOWN, line.now, read.said)
    words = " ".join(filter(None, ("next", read.said, str(read.most or ""))))
    return Answer(build_next(page, line.reader, words, shared_by=line.shared_by))


def known_scope(line: Line, word: str) -> ScopeReading:
    """The scope of a line.

    Raises:
        UserError: some words name no scope.
    """
    read = read_scope(line, line.tokens)
    if read.unknown:
        scopes = ", ".join(f"`{label}`" for label in (*line.group.labels, line.group.label))
        raise UserError(
            _(
                "I don't know “{words}”. After `{word}` say {scopes}, `mine`, `week`, `today` or a month."
            ).format(words=" ".join(read.unknown)[:80], word=word, scopes=scopes),
            words=(word,),
        )
    return read


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
