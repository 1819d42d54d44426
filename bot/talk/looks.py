"""What can be asked about the conversation itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Look


@dataclass(frozen=True)
class Welcome(Look):
    """What the bot offers to whoever says nothing in particular."""

    NAME = "welcome"


@dataclass(frozen=True)
class Help(Look):
    """The help: all words, or one in detail."""

    NAME = "help"

    word: str | None = None
