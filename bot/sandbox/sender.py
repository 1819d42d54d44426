"""How Slack sends to the bot: signed requests over HTTP, repeated or doubled on demand."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlencode

import aiohttp

from bot.sandbox.api_server import SlackServer
from bot.sandbox.journal import Entry
from bot.sandbox.state import JSON, Channel, Message, User, Workspace


class InvalidAnswer(Exception):
    """The bot's acknowledgement holds something that Slack would refuse; the argument says what."""


@dataclass(frozen=True)
class Repeat:
    """How often a delivery is sent at once, and whether it says to be a retry.

    With no copies it is only prepared: `redeliver` sends it later, after others.
    """

    copies: int = 1
    retry_num: int | None = None
    retry_reason: str = "http_timeout"


ONCE = Repeat()


@dataclass(frozen=True)
class Delivery:
    """One request of Slack to the bot, ready to be sent (again)."""

    body: bytes
    content_type: str
    payload: JSON


@dataclass
class Reply:
    """What came of a delivery: the acknowledgement and all that the journal gained until it arrived.

    `statuses` has one HTTP status per copy (0: no answer); `body` is the acknowledgement's JSON, else None;
    `message` is the message that the acknowledgement of a command became.
    """

    status: int
    text: str
    body: JSON | None
    delivery: Delivery
    statuses: list[int]
    seconds: float
    entries: list[Entry] = field(default_factory=list)
    message: Message | None = None

    @property
    def errors(self) -> dict[str, str]:
        """What a form complains about, by block id."""
        return dict((self.body or {}).get("errors") or {})

    @property
    def view_id(self) -> str:
        """The form that was shown last meanwhile; LookupError if none was."""
        for entry in reversed(self.entries):
            if entry.view_id is not None and entry.kind != "view_publish":
                return entry.view_id
        raise LookupError("no form was opened")


def form_delivery(fields: JSON) -> Delivery:
    """A slash command: a form."""
    return Delivery(urlencode(fields).encode(), "application/x-www-form-urlencoded", fields)


def interaction_delivery(payload: JSON) -> Delivery:
    """A click, form or shortcut: JSON in the form field `payload`."""
    body = urlencode({"payload": json.dumps(payload)}).encode()
    return Delivery(body, "application/x-www-form-urlencoded", payload)


def event_delivery(payload: JSON) -> Delivery:
    """An event: JSON."""
    return Delivery(json.dumps(payload).encode(), "application/json", payload)


class Sender:
    """Sends deliveries to `bot_url` + "/slack/events", signed with the clock and the secret of `server`.

    `timeout` is how many (real) seconds an answer may take before its status counts as 0.
    """

    def __init__(self, server: SlackServer, bot_url: str, *, timeout: float = 10.0) -> None:
        self.server = server
        self.slack = server.slack
        self.url = bot_url.rstrip("/") + "/slack/events"
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    def headers(self, delivery: Delivery, repeat: Repeat = ONCE) -> dict[str, str]:
        """The headers of a delivery, with a fresh signature."""
        stamp = str(int(self.slack.clock.now().timestamp()))
        # Over the bytes as they are: a broken body need not be text, which the SDK's own signer expects.
        signed = f"v0:{stamp}:".encode() + delivery.body
        signature = hmac.new(self.slack.signing_secret.encode(), signed, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": delivery.content_type,
            "X-Slack-Request-Timestamp": stamp,
            "X-Slack-Signature": f"v0={signature}",
        }
        if repeat.retry_num is not None:
            headers |= {
                "X-Slack-Retry-Num": str(repeat.retry_num),
                "X-Slack-Retry-Reason": repeat.retry_reason,
            }
        return headers

    async def send(self, delivery: Delivery, repeat: Repeat = ONCE) -> Reply:
        """Send a delivery as often as `repeat` says, all copies at once; the first good answer counts."""
        mark = len(self.server.journal)
        started = time.monotonic()
        headers = self.headers(delivery, repeat)
        answers = await asyncio.gather(*(self._post(delivery, headers) for _ in range(repeat.copies)))
        status, text = next((answer for answer in answers if answer[0] == 200), (*answers, (0, ""))[0])
        try:
            content: Any = json.loads(text) if text.startswith("{") else None
        except ValueError as broken:
            raise InvalidAnswer(f"broken JSON: {text[:100]}") from broken
        reply = Reply(status, text, content, delivery, [a[0] for a in answers], time.monotonic() - started)
        reply.entries = self.server.journal.since(mark)
        return reply

    async def redeliver(self, reply: Reply, repeat: Repeat | None = None) -> Reply:
        """Send the same delivery again, with the same ids; as a first retry unless told otherwise."""
        return await self.send(reply.delivery, repeat or Repeat(retry_num=1))

    async def _post(self, delivery: Delivery, headers: dict[str, str]) -> tuple[int, str]:
        """One request; status 0 when no answer came."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout)
        try:
            async with self._session.post(self.url, data=delivery.body, headers=headers) as response:
                return response.status, await response.text()
        except (aiohttp.ClientError, TimeoutError) as silence:
            return 0, str(silence)

    def place(self, team: str, channel: str) -> tuple[Workspace, Channel]:
        """A workspace and one of its conversations; LookupError if either is unknown."""
        workspace = self.slack.workspaces[team]
        return workspace, workspace.channels[channel]

    def own_place(self, team: str, channel: str, user: str) -> tuple[Workspace, Channel]:
        """The same, if the person is in there."""
        workspace, place = self.place(team, channel)
        if user not in place.members:
            raise LookupError(f"{user} is not in {place.name}")
        return workspace, place

    def person(self, user: str) -> User:
        """A person of any workspace."""
        return self.slack.user(user)

    def home_team(self, user: str, team: str | None) -> str:
        """The workspace of a delivery: the one named, else the person's own."""
        return team or self.person(user).team_id

    def interaction(self, kind: str, team: str, user: str, view_id: str | None = None) -> JSON:
        """The parts that the payloads of all interactions share, with a fresh trigger."""
        person = self.person(user)
        workspace = self.slack.workspaces[team]
        owner = self.slack.organisations.get(workspace.organisation)
        names = {"id": user, "username": person.name, "name": person.name, "team_id": person.team_id}
        return {
            "type": kind,
            "user": names,
            "api_app_id": self.slack.app_id,
            "token": "verification-token",
            "trigger_id": self.slack.new_trigger(team, user, view_id),
            "team": {"id": team, "domain": workspace.domain},
            "enterprise": {"id": owner.id, "name": owner.name} if owner else None,
            "is_enterprise_install": bool(workspace.bot.organisation),
        }

    def action_ts(self) -> str:
        """The moment of an act."""
        return f"{self.slack.clock.now().timestamp():.6f}"
