"""Looks at the conversation itself: the welcome panel and the help."""

from __future__ import annotations

from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.rights import Need, Right
from bot.slack.message import Message
from bot.talk.help import HelpRow, build_help, build_help_word, build_welcome
from bot.talk.line import Command
from bot.talk.looks import Help


def show_welcome(_look: object, looking: Looking) -> Message:
    """What the bot offers to whoever says nothing in particular."""
    group = looking.snapshot.facts.group
    may_add = looking.caller.may(Need(Right.PLAN, None, group.labels))
    return build_welcome(group, looking.command, may_add=may_add)


def show_help(look: Help, looking: Looking) -> Message:
    """All words, or one in detail."""
    commands = {command.name: command for command in looking.registry.commands}
    group_id = looking.snapshot.facts.group.id
    asked = commands.get(look.word) if look.word is not None else None
    if asked is not None:
        return build_help_word(_row(asked), looking.command, group_id)
    rows = [_row(command) for command in commands.values() if not command.hidden]
    return build_help(_by_section(rows), looking.command, group_id)


def _row(command: Command) -> HelpRow:
    return HelpRow(
        name=command.name,
        usage=command.usage,
        summary=_(command.summary),
        example=command.example,
        group=_(command.section) if command.section else "",
    )


def _by_section(rows: list[HelpRow]) -> list[HelpRow]:
    """The rows with those of one section together, sections in the order in which they first come."""
    sections = list(dict.fromkeys(row.group for row in rows))
    return sorted(rows, key=lambda row: sections.index(row.group))
