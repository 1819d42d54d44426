"""The words about the conversation itself: help, and taking back."""

from __future__ import annotations

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.core.undo_acts import Undo
from bot.dates.folding import fold
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.looks import Help
from bot.talk.tokens import nearest

LARGEST_NUMBER = 2**31 - 1


def read_help(line: Line) -> Request:
    """`help`: all words, or one in detail."""
    if not line.tokens:
        return Help()
    word = fold(" ".join(line.words))
    command = line.commands.get(word) or line.commands.get(fold(line.words[0]))
    if command is None:
        shown = [one.name for one in line.commands.values() if not one.hidden]
        near = nearest(word, dict.fromkeys(shown))
        text = _("There is no word “{word}”. `{command} help` lists them all.")
        raise NotUnderstood(
            text.format(word=word[:40], command=line.command), words=(f"help {near}",) if near else ("help",)
        )
    return Help(command.name)


def read_undo(line: Line) -> Request:
    """Take one's own last change back; a number names the change that is meant."""
    said = (word.lstrip("#") for word in line.words)
    number = next((word for word in said if word.lstrip("-+").isdecimal()), None)
    if number is not None and (not number.isdecimal() or int(number[:20]) > LARGEST_NUMBER):
        raise NotUnderstood(_("There is no change {number}.").format(number=number[:30]), words=("undo",))
    return Undo(int(number) if number is not None else None)


COMMANDS = (
    Command(
        name="undo",
        usage="undo",
        summary=N_("take back your own last change, within ten minutes"),
        example="undo",
        handle=read_undo,
        section=N_("Update"),
        roles=N_("whoever made the change"),
    ),
    Command(
        name="help",
        usage="help [WORD]",
        summary=N_("what can be said, or one word in detail"),
        example="help schedule",
        handle=read_help,
        section=N_("Help"),
        roles=N_("everybody"),
        aliases=("?", "commands", "usage"),
    ),
)
