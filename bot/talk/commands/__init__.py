"""The words of the conversation: one file each, listed here in the order of the help."""

from __future__ import annotations

from importlib import import_module

from bot.talk.line import Command

_FILES = (
    "next",
    "plan",
    "show",
    "status",
    "history",
    "who",
    "me",
    "update",
    "done",
    "undo",
    "schedule",
    "move",
    "cancel",
    "add",
    "edit",
    "drop",
    "reminders",
    "start",
    "stop",
    "help",
    "skip",
    "announce",
    "restore",
    "propose",
    "accept",
    "decline",
    "pick",
    "settle",
)
COMMANDS: tuple[Command, ...] = tuple(import_module(f"{__name__}.{name}").COMMAND for name in _FILES)
BY_WORD: dict[str, Command] = {
    word: command for command in COMMANDS for word in (command.name, *command.aliases)
}
SHOWN: tuple[Command, ...] = tuple(command for command in COMMANDS if not command.hidden)
