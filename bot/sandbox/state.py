"""What a workspace consists of, in plain dataclasses; the ids look like Slack's."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

JSON = dict[str, Any]

ALL_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
        "users:read",
    }
)
"""What the bot asks for, the optional history scopes with it; take some away to try its modest ways."""


@dataclass
class User:
    """A person, a guest or a bot of one workspace."""

    id: str
    name: str
    real_name: str
    team_id: str
    tz: str = "Europe/Zurich"
    locale: str = "en-GB"
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_bot: bool = False
    deleted: bool = False


@dataclass
class Message:
    """A message in a channel, or one that only `ephemeral_to` sees."""

    ts: str
    user: str
    text: str
    team: str
    blocks: list[JSON] = field(default_factory=list)
    bot_id: str | None = None
    app_id: str | None = None
    metadata: JSON | None = None
    thread_ts: str | None = None
    edited: JSON | None = None
    files: list[str] = field(default_factory=list)
    ephemeral_to: str | None = None
    accepted_at: datetime | None = None
    inputs: JSON = field(default_factory=dict)
    """What people chose in its menus so far: block id → action id → state."""

    def shows(self, now: datetime, lag: timedelta) -> bool:
        """Whether the history has it already, when it lags behind."""
        return self.accepted_at is None or now - self.accepted_at >= lag


@dataclass
class Channel:
    """A public, private or direct (D…) conversation; a shared one lies in several workspaces."""

    id: str
    name: str
    is_private: bool = False
    is_archived: bool = False
    is_im: bool = False
    is_shared: bool = False
    topic: str = ""
    members: list[str] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    last_ts: int = 0
    paced_until: float = 0.0

    @property
    def kind(self) -> Literal["channels", "groups", "im"]:
        """The first half of the scopes that concern this conversation."""
        return "im" if self.is_im else "groups" if self.is_private else "channels"

    def admits(self, now: datetime, burst: int) -> bool:
        """Count a post against the pace of one a second after a burst; false, uncounted, if too fast."""
        moment = now.timestamp()
        reserved = min(max(self.paced_until, moment), moment + burst)
        if reserved - moment > burst - 1:
            return False
        self.paced_until = reserved + 1
        return True


@dataclass
class Bot:
    """The app as installed in one workspace, or in an organisation; with rotation, its token expires."""

    token: str
    id: str
    user_id: str
    scopes: set[str]
    state: Literal["active", "revoked", "uninstalled"] = "active"
    organisation: str = ""
    refresh_token: str = ""
    expires_at: datetime | None = None


@dataclass
class Workspace:
    """One team: its people, its conversations, its installations of the app (by token)."""

    id: str
    name: str
    domain: str
    users: dict[str, User] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    bots: dict[str, Bot] = field(default_factory=dict)
    organisation: str = ""

    @property
    def bot(self) -> Bot:
        """The newest installation; LookupError where the app was never installed."""
        if not self.bots:
            raise LookupError(f"the app is not installed in {self.id}")
        return list(self.bots.values())[-1]


@dataclass
class Organisation:
    """Several workspaces of one owner (Enterprise Grid), and the installations for all of them (by token)."""

    id: str
    name: str
    teams: list[str] = field(default_factory=list)
    bots: dict[str, Bot] = field(default_factory=dict)


@dataclass
class Trigger:
    """A `trigger_id`: opens one form within three seconds."""

    team: str
    user: str
    issued_at: datetime
    view_id: str | None = None
    used: bool = False


@dataclass
class ResponseUrl:
    """A `response_url`: five answers within half an hour."""

    team: str
    channel: str
    user: str
    issued_at: datetime
    message_ts: str | None = None
    ephemeral: bool = True
    uses: int = 0


@dataclass
class View:
    """A form or a Home tab as it stands in front of one person."""

    id: str
    team: str
    user: str
    hash: str
    content: JSON
    root_view_id: str
    previous_view_id: str | None = None
    errors: dict[str, str] = field(default_factory=dict)
    inputs: JSON = field(default_factory=dict)


@dataclass
class File:
    """An upload: its place is reserved, then filled, then completed (shared)."""

    id: str
    team: str
    user: str
    name: str
    length: int
    alt_txt: str | None = None
    title: str | None = None
    content: bytes | None = None
    channels: list[str] = field(default_factory=list)
    completed: bool = False
    url: str | None = None
    """Where its content lies, if that is not with Slack."""


def ts_of(micros: int) -> str:
    """A `ts` from microseconds since 1970: "1509494400.000100"."""
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def micros_of(ts: str) -> int:
    """Microseconds since 1970 from a `ts`; ValueError if it is none."""
    seconds, _, rest = ts.partition(".")
    return int(seconds) * 1_000_000 + int(rest.ljust(6, "0")[:6] or 0)


def copy_json(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A deep copy of a JSON value."""
    return json.loads(json.dumps(value))
