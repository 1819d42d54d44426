"""The stand-in Slack without its network: workspaces, conversations, posting, triggers, answer addresses."""

from __future__ import annotations

import itertools
import secrets
from collections import deque
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from bot.core.clock import Clock
from bot.sandbox.block_rules import elements_of
from bot.sandbox.faults import FaultPlan
from bot.sandbox.installing import install_in_team
from bot.sandbox.journal import Attempt, Entry, Journal, Kind
from bot.sandbox.state import (
    ALL_SCOPES,
    JSON,
    Bot,
    Channel,
    File,
    Message,
    Organisation,
    ResponseUrl,
    Trigger,
    User,
    View,
    Workspace,
    ts_of,
)

APP_ID = "A0IMGB0T1"


class Slack:
    """All workspaces in which one app is installed, with the journal of what they accepted.

    With `rotation`, tokens expire after twelve hours. `pacing` answers 429 beyond one message per second and
    channel (by the clock, after a burst of `burst`);
    `history_lag` is how long a message stays out of `conversations.history`.
    `attempts` are the last calls that came, accepted or not.
    """

    def __init__(self, clock: Clock, *, signing_secret: str, app_id: str = APP_ID) -> None:
        self.clock = clock
        self.signing_secret = signing_secret
        self.app_id = app_id
        self.client_id = "1234567890.9876543210"
        self.client_secret = "sandbox-client-secret"
        self.rotation = False
        self.pacing = False
        self.burst = 3
        self.history_lag = timedelta(0)
        self.base_url = ""
        self.journal = Journal()
        self.faults = FaultPlan()
        self.attempts: deque[Attempt] = deque(maxlen=100_000)
        self.workspaces: dict[str, Workspace] = {}
        self.organisations: dict[str, Organisation] = {}
        self.tokens: dict[str, tuple[Workspace, Bot]] = {}
        self.triggers: dict[str, Trigger] = {}
        self.response_urls: dict[str, ResponseUrl] = {}
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[str]] = {}
        self.homes: dict[tuple[str, str], View] = {}
        self.ephemerals: dict[tuple[str, str], Message] = {}
        self.files: dict[str, File] = {}
        self.codes: dict[str, tuple[str, str]] = {}
        self._ids = itertools.count(1)

    def new_id(self, prefix: str) -> str:
        """A fresh id such as "U00000001F"."""
        return f"{prefix}{next(self._ids):09X}"

    def add_workspace(self, name: str, *, id: str = "", domain: str = "") -> Workspace:
        """A new, empty team."""
        workspace = Workspace(id or self.new_id("T"), name, domain or name.lower().replace(" ", "-"))
        self.workspaces[workspace.id] = workspace
        return workspace

    def add_user(self, team: str, name: str, real_name: str, *, id: str = "", **details: Any) -> User:  # noqa: ANN401
        """A new person; `details` are further fields of `User` (tz, locale, is_admin, is_restricted …)."""
        user = User(id or self.new_id("U"), name, real_name, team, **details)
        self.workspaces[team].users[user.id] = user
        return user

    def add_channel(
        self, *teams: str, name: str, id: str = "", is_private: bool = False, members: Iterable[str] = ()
    ) -> Channel:
        """A new conversation in one team, or shared by several."""
        channel = Channel(
            id or self.new_id("C"), name, is_private, is_shared=len(teams) > 1, members=list(members)
        )
        for team in teams:
            self.workspaces[team].channels[channel.id] = channel
        return channel

    def install(self, team: str, *, token: str = "", scopes: Iterable[str] = ALL_SCOPES) -> Bot:
        """Install the app in a team, or install it again: the bot user stays, the token is new."""
        return install_in_team(self, team, token, scopes)

    def issue_code(self, team: str, installer: str) -> str:
        """A code with which `oauth.v2.access` installs the app in a team (or an organisation), once."""
        code = secrets.token_hex(8)
        self.codes[code] = (team, installer)
        return code

    def user(self, user_id: str) -> User:
        """A person of any workspace; LookupError if there is none."""
        for workspace in self.workspaces.values():
            if user_id in workspace.users:
                return workspace.users[user_id]
        raise LookupError(f"no user {user_id}")

    def knows(self, workspace: Workspace, user_id: str) -> User | None:
        """A person as the workspace can see: its own, or a stranger met in a shared channel."""
        if user_id in workspace.users:
            return workspace.users[user_id]
        met = any(channel.is_shared and user_id in channel.members for channel in workspace.channels.values())
        return self.user(user_id) if met else None

    def open_dm(self, workspace: Workspace, user_id: str) -> Channel:
        """The direct conversation between the bot and a person, made when first needed."""
        pair = {workspace.bot.user_id, user_id}
        dm_id = "D" + user_id[1:]
        channel = workspace.channels.get(dm_id)
        if channel is None:
            channel = Channel(dm_id, "directmessage", is_private=True, is_im=True, members=sorted(pair))
            workspace.channels[dm_id] = channel
        return channel

    def alone(self, workspace: Workspace, channel: Channel) -> str | None:
        """The other person of a direct conversation, None for channels."""
        bot = workspace.bot.user_id
        return next((member for member in channel.members if member != bot), None) if channel.is_im else None

    def next_ts(self, channel: Channel) -> str:
        """A `ts` from the clock, greater than any before in this conversation."""
        now = self.clock.now()
        micros = int(now.timestamp()) * 1_000_000 + now.microsecond
        channel.last_ts = max(micros, channel.last_ts + 100)
        return ts_of(channel.last_ts)

    def new_trigger(self, team: str, user: str, view_id: str | None = None) -> str:
        """A `trigger_id` that the person's act brings with it."""
        trigger_id = f"{next(self._ids)}.{next(self._ids)}.{secrets.token_hex(16)}"
        self.triggers[trigger_id] = Trigger(team, user, self.clock.now(), view_id)
        return trigger_id

    def new_response_url(
        self, team: str, channel: str, user: str, message_ts: str | None = None, *, ephemeral: bool = True
    ) -> str:
        """An address at which the bot may answer five times within half an hour."""
        key = f"{team}/{next(self._ids)}/{secrets.token_hex(12)}"
        self.response_urls[key] = ResponseUrl(
            team, channel, user, self.clock.now(), message_ts, ephemeral=ephemeral
        )
        return f"{self.base_url}/actions/{key}"

    def complete(self, blocks: list[JSON]) -> list[JSON]:
        """Give ids to blocks and elements that came without, as Slack does."""
        for block in blocks:
            block.setdefault("block_id", f"b{next(self._ids):04x}")
            for _, element in elements_of(block):
                element.setdefault("action_id", f"a{next(self._ids):04x}")
        return blocks

    def post(
        self,
        workspace: Workspace,
        channel: Channel,
        text: str,
        blocks: list[JSON],
        *,
        method: str,
        ephemeral_to: str | None = None,
        metadata: JSON | None = None,
        thread_ts: str | None = None,
        files: Iterable[str] = (),
    ) -> Message:
        """Accept a message of the bot that was already checked, and write it into the journal."""
        bot = workspace.bot
        message = Message(
            ts=self.next_ts(channel),
            user=bot.user_id,
            text=text,
            team=workspace.id,
            blocks=self.complete(blocks),
            bot_id=bot.id,
            app_id=self.app_id,
            metadata=metadata,
            thread_ts=thread_ts,
            files=list(files),
            ephemeral_to=ephemeral_to,
            accepted_at=self.clock.now(),
        )
        if ephemeral_to is None:
            channel.messages[message.ts] = message
        else:
            self.ephemerals[channel.id, message.ts] = message
        self.record_message("ephemeral" if ephemeral_to else "message", method, workspace, channel, message)
        return message

    def say(
        self, workspace: Workspace, channel: Channel, user: str, text: str, thread_ts: str | None = None
    ) -> Message:
        """A message written by a person (not the bot's, so not in the journal)."""
        message = Message(self.next_ts(channel), user, text, workspace.id, thread_ts=thread_ts)
        message.accepted_at = self.clock.now()
        channel.messages[message.ts] = message
        return message

    def find_message(self, channel: Channel, ts: str) -> Message:
        """A message or ephemeral message; LookupError if there is none."""
        message = channel.messages.get(ts) or self.ephemerals.get((channel.id, ts))
        if message is None:
            raise LookupError(f"no message {ts} in {channel.id}")
        return message

    def record_message(
        self, kind: Kind, method: str, workspace: Workspace, channel: Channel, message: Message
    ) -> None:
        """Write a message's posting, change or removal into the journal."""
        self.record(
            kind,
            method,
            workspace.id,
            channel=channel.id,
            user=message.ephemeral_to or self.alone(workspace, channel),
            text=message.text,
            blocks=message.blocks,
            metadata=message.metadata,
            ts=message.ts,
            thread_ts=message.thread_ts,
            ephemeral=message.ephemeral_to is not None,
        )

    def record(self, kind: Kind, method: str, team: str, **details: Any) -> None:  # noqa: ANN401 - fields of Entry
        """Write one accepted effect into the journal."""
        self.journal.append(Entry(self.clock.now(), kind, method, team, **details))
