"""What a person can do about what is stored of them, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Look


@dataclass(frozen=True)
class AskToErase(Act):
    """Ask that all that is stored about oneself is erased; the coordinators hear of it."""

    NAME = "ask-to-erase"


@dataclass(frozen=True)
class KeepMyData(Act):
    """Take one's own request back."""

    NAME = "keep-my-data"


@dataclass(frozen=True)
class AgreeToErase(Act):
    """Have a person's request carried out now, and not at the end of its time."""

    NAME = "agree-to-erase"

    erasure_id: int


@dataclass(frozen=True)
class MyData(Look):
    """All that is stored about the reader, as a file for them alone."""

    NAME = "my-data"
