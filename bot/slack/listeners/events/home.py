"""The Home tab: drawn when it is opened, after a press on it, and again when what it shows has changed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import datetime

from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.i18n import speaking
from bot.core.registry import Shown
from bot.delivery.outcomes import NotInstalled
from bot.groups.arrivals import Arrival
from bot.home.home_views import VISIT, home_view, note_visit, revisions_of
from bot.home.texts import build_home
from bot.slack.listeners import arriving
from bot.slack.listeners.ports import Body, Ports, run_in
from bot.talk.conversation import Conversation

_log = logging.getLogger(__name__)
LOOK_AGAIN_SECONDS = 3


@dataclass
class _Visit:
    """Somebody who has Home open, probably: until when, and what they were shown of which groups."""

    arrival: Arrival
    until: datetime
    revisions: dict[int, int]


@dataclass
class Homes:
    """Draws Home, and draws it again for whoever opened it in the last minutes; one call for many changes."""

    conversation: Conversation
    executor: Executor
    client_of: Callable[[str], Awaitable[AsyncWebClient]]
    _visits: dict[tuple[str, str, str], _Visit] = field(default_factory=dict)

    async def publish(
        self, client: AsyncWebClient, arrival: Arrival, said: Shown | None = None, page: int = 1
    ) -> None:
        """Draw a person's Home as things stand now, with the answer to what they pressed there."""
        conversation, now = self.conversation, self.conversation.now()
        view = await run_in(
            self.executor, home_view, conversation.work, arrival, now, page, conversation.command
        )
        with speaking(view.note.contact.reads):
            drawn = build_home(view, said)
        await client.views_publish(user_id=arrival.person_user, view=drawn)
        key = (arrival.team_id, arrival.person_team, arrival.person_user)
        self._visits[key] = _Visit(arrival, now + VISIT, dict(view.revisions))

    async def open(self, client: AsyncWebClient, arrival: Arrival) -> None:
        """Draw Home for somebody who opens it, and remember when they did."""
        await self.publish(client, arrival)
        await run_in(self.executor, note_visit, self.conversation.work, arrival, self.conversation.now())

    async def refresh(self) -> int:
        """Draw each Home that is open and has changed again; returns how many.

        Each with the token that its workspace has by then; where that fails, the visit is over.
        """
        conversation, now = self.conversation, self.conversation.now()
        self._visits = {key: visit for key, visit in self._visits.items() if visit.until > now}
        ids = {group_id for visit in self._visits.values() for group_id in visit.revisions}
        if not ids:
            return 0
        latest = await run_in(self.executor, revisions_of, conversation.work, ids)
        changed = [
            visit
            for visit in self._visits.values()
            if any(latest.get(group_id) != known for group_id, known in visit.revisions.items())
        ]
        for visit in changed:
            arrival = visit.arrival
            key = (arrival.team_id, arrival.person_team, arrival.person_user)
            try:
                await self.publish(await self.client_of(arrival.team_id), arrival)
            except (NotInstalled, SlackClientError, ClientError, TimeoutError) as error:
                self._visits.pop(key, None)
                _log.warning("Home was not drawn again: %s", type(error).__name__)
            else:
                self._visits[key].until = visit.until
        return len(changed)

    async def keep_fresh(self) -> None:
        """Look for changes every few seconds, until it is cancelled."""
        while True:
            await asyncio.sleep(LOOK_AGAIN_SECONDS)
            try:
                await self.refresh()
            except Exception as error:
                _log.warning("Home was not drawn again: %s", type(error).__name__)


def register(app: AsyncApp, ports: Ports) -> None:
    """Take openings of the Home tab."""

    async def handle_home_opened(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        if body["event"].get("tab") == "home":
            await ports.homes.open(client, arriving.of_event(body))
        await ack()

    app.event("app_home_opened")(handle_home_opened)
