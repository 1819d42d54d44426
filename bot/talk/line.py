"""A typed line as its command sees it, and what a command answers with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from bot.core.work import Work
from bot.groups.arrivals import Caller
from bot.plan import looks
from bot.plan.rules.items import Item
from bot.plan.rules.upcoming import today_in
from bot.plan.rules.views import GroupView, Reader
from bot.slack.message import Message
from bot.talk.tokens import Token


@dataclass(frozen=True)
class Answer:
    """A message for the one who asked."""

    message: Message


@dataclass(frozen=True)
class OpenForm:
    """A form to open; `words` reopen it where no form can be opened at once (mentions, messages)."""

    view: Mapping[str, Any]
    words: str
    title: str


Outcome = Answer | OpenForm


@dataclass(frozen=True)
class Line:
    """What someone typed, pressed or submitted, before one group.

    `tokens` are the words after the command's own; `typed` the whole line without slash command and
    label. `shared_by` is set (a user id) when the answer is for a channel: it then has no buttons.
    """

    work: Work
    caller: Caller
    tokens: tuple[Token, ...]
    typed: str
    now: datetime
    command: str = "/img"
    shared_by: str | None = None

    @property
    def group(self) -> GroupView:
        """The group spoken of."""
        return self.caller.group

    @property
    def reader(self) -> Reader | None:
        """Who reads the answer; None where a whole channel does."""
        return None if self.shared_by else self.caller.reader

    @property
    def today(self) -> date:
        """Today in the group's zone."""
        return today_in(self.group.zone, self.now)

    @property
    def words(self) -> list[str]:
        """The texts of the tokens."""
        return [token.text for token in self.tokens]

    @property
    def carry(self) -> dict[str, Any]:
        """What a form brings back with its submission."""
        return {"channel": self.caller.channel_id}

    @cached_property
    def items(self) -> list[Item]:
        """All items of the group, read once."""
        return looks.all_items(self.work, self.caller)

    def having(self, tokens: Sequence[Token]) -> Line:
        """The same line with other words after the command's own."""
        line = replace(self, tokens=tuple(tokens))
        if "items" in self.__dict__:
            line.__dict__["items"] = self.items
        return line


Handler = Callable[[Line], Outcome]


@dataclass(frozen=True)
class Command:
    """One word of the conversation, complete: help, hints and suggestions derive from it.

    `usage` and `example` are without the slash command; `roles` says in words who may; `section` groups
    the help; hidden words are those that buttons say and nobody needs to learn. The texts are marked for
    translation and translated when shown.
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
