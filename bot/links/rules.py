"""What a secret link is, and what it opens: values."""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.group import GroupFacts

TOKEN_BYTES = 32
EMPTY_FOR = timedelta(days=30)
"""How long the calendar of an ended link stays there, empty, so that programs clear what they hold."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
MINE, GROUP = "mine", "group"


class LinkKind(StrEnum):
    """What a link opens."""

    CALENDAR = "calendar"
    PAGE = "page"
    ANSWER = "answer"


class LinkOption(StrEnum):
    """What refines a calendar: what has to be handed in as to-dos; meetings that mark their hours as busy."""

    TODOS = "to-dos"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link as it is listed: never its token."""

    id: int
    group_id: int
    person_id: int | None
    kind: LinkKind
    scope: str
    options: tuple[LinkOption, ...]
    made_at: datetime
    used_at: datetime | None = None
    ended_at: datetime | None = None
    until: datetime | None = None
    requests: tuple[str, ...] = ()

    @property
    def stream(self) -> str | None:
        """The stream that it opens; None where it opens more."""
        return stream_in(self.scope)

    def is_open(self, now: datetime) -> bool:
        """Whether it still opens something."""
        return self.ended_at is None and (self.until is None or now < self.until)


def stream_in(scope: str) -> str | None:
    """The stream that a scope names."""
    return scope[1:] if scope.startswith("=") else None


def new_token() -> str:
    """A token that nobody guesses."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def digest_of(token: str) -> str:
    """What is stored of a token; of what cannot be one, too, so that both take the same time."""
    shaped = token if _TOKEN.fullmatch(token) else ""
    return hashlib.sha256(shaped.encode()).hexdigest()


def is_of_group(link: LinkView, facts: GroupFacts) -> bool:
    """Whether its person is still of the group; a link of the command line is nobody's, and stays."""
    standing = facts.standing_of(link.person_id)
    return link.person_id is None or standing.is_owner or not standing.is_observer
