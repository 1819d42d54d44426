"""The words of the conversation: one file each, listed here in the order of the help."""

from __future__ import annotations

from bot.listeners.commands import (
    add,
    announce,
    cancel,
    decide,
    done,
    drop,
    edit,
    help,
    history,
    me,
    move,
    next,
    plan,
    propose,
    reminders,
    restore,
    schedule,
    settle,
    show,
    skip,
    start,
    status,
    stop,
    undo,
    update,
    who,
)
from bot.listeners.line import Command

COMMANDS: tuple[Command, ...] = (
    next.COMMAND,
    plan.COMMAND,
    show.COMMAND,
    status.COMMAND,
    history.COMMAND,
    who.COMMAND,
    me.COMMAND,
    update.COMMAND,
    done.COMMAND,
    schedule.COMMAND,
    move.COMMAND,
    cancel.COMMAND,
    add.COMMAND,
    edit.COMMAND,
    drop.COMMAND,
    undo.COMMAND,
    reminders.COMMAND,
    help.COMMAND,
    start.COMMAND,
    stop.COMMAND,
    skip.COMMAND,
    announce.COMMAND,
    restore.COMMAND,
    propose.COMMAND,
    decide.ACCEPT,
    decide.DECLINE,
    settle.COMMAND,
)
BY_WORD: dict[str, Command] = {
    word: command for command in COMMANDS for word in (command.name, *command.aliases)
}
SHOWN: tuple[Command, ...] = tuple(command for command in COMMANDS if not command.hidden)
