"""A typed line before one group, what it can mean, and how a command reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.core.caller import Caller
from bot.core.errors import UserError
from bot.core.group import GroupView
from bot.core.requests import Request
from bot.core.snapshot import Snapshot
from bot.dates.wall_time import local
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.talk.answers import Option
from bot.talk.tokens import Token


@dataclass(frozen=True)
class Choice:
    """A line that can mean several things: a question whose answers are whole requests."""

    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Refusal:
    """A line that means nothing that can be done; `offers` are what may have been meant."""

    text: str
    offers: tuple[Request, ...] = ()


Meaning = Request | Choice | Refusal


class Unclear(Exception):
    """A doubt that a question settles.

    Args:
        question: what is asked.
        answers: label, the line it stands for, and a line of detail; they are understood at once.
    """

    def __init__(self, question: str, answers: Sequence[tuple[str, str | Request, str]]) -> None:
        super().__init__(question)
        self.question = question
        self.answers = answers


class NotUnderstood(UserError):
    """Words that say nothing that can be done; `words` are lines that may have been meant."""

    def __init__(self, text: str, *, words: Sequence[str] = ()) -> None:
        super().__init__(text)
        self.words = tuple(words)


@dataclass(frozen=True)
class Line:
    """What someone typed before one group.

    `tokens` are the words after the command's own; `typed` the whole line without slash command and label.
    """

    snapshot: Snapshot
    caller: Caller
    tokens: tuple[Token, ...]
    typed: str
    now: datetime
    commands: Mapping[str, Command]
    command: str = "/img"

    @property
    def group(self) -> GroupView:
        """The group spoken of."""
        return self.caller.group

    @property
    def today(self) -> date:
        """Today in the group's zone."""
        return local(self.now, self.group.zone).date()

    @property
    def words(self) -> list[str]:
        """The texts of the tokens."""
        return [token.text for token in self.tokens]

    @property
    def items(self) -> Sequence[Item]:
        """All items of the group, in plan order."""
        return self.snapshot[Plan].items

    def having(self, tokens: Sequence[Token]) -> Line:
        """The same line with other words after the command's own."""
        return replace(self, tokens=tuple(tokens))


Handler = Callable[[Line], Request]


@dataclass(frozen=True)
class Command:
    """One word of the conversation, complete: help, hints and suggestions derive from it.

    `usage` and `example` are without the slash command; `roles` says in words who may; `section` groups
    the help; hidden words are those that nobody needs to learn. The texts are marked for translation and
    translated when shown.
    """

    name: str
    usage: str
    summary: str
    example: str
    handle: Handler
    section: str = ""
    roles: str = ""
    aliases: tuple[str, ...] = ()
    hidden: bool = False
