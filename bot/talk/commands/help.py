"""`help`: what can be said."""

from __future__ import annotations

from bot.core.errors import UserError
from bot.core.i18n import N_, _
from bot.dates.typed_text import fold
from bot.talk.help import HelpRow, build_help, build_help_word
from bot.talk.line import Answer, Command, Line, Outcome
from bot.talk.tokens import nearest


def handle_help(line: Line) -> Outcome:
    """List all words, or explain one."""
    from bot.talk.commands import BY_WORD, SHOWN

    if not line.tokens:
        return Answer(build_help([_row(command) for command in SHOWN], line.command, line.group.id))
    word = fold(line.tokens[0].text)
    command = BY_WORD.get(word)
    if command is None:
        near = nearest(word, [command.name for command in SHOWN])
        text = _("There is no word “{word}”. `{command} help` lists them all.")
        raise UserError(
            text.format(word=word[:40], command=line.command), words=(f"help {near}",) if near else ("help",)
        )
    return Answer(build_help_word(_row(command), line.command, line.group.id))


def _row(command: Command) -> HelpRow:
    summary = _(command.summary)
    return HelpRow(
        name=command.name,
        usage=command.usage,
        summary=summary,
        example=command.example,
        group=_(command.section) if command.section else "",
    )


COMMAND = Command(
    name="help",
    usage="help [WORD]",
    summary=N_("what can be said, or one word in detail"),
    example="help schedule",
    handle=handle_help,
    section=N_("Help"),
    roles=N_("everybody"),
    aliases=("?", "commands", "usage"),
)
