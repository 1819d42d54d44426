"""The composition root: `create_bot` wires everything; nothing is built at import."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from aiohttp import ClientSession
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import text

from bot.clock import Clock
from bot.delivery.delivery import Delivery, TickReport
from bot.delivery.plan import Drop, Post
from bot.delivery.replies import Replies
from bot.delivery.slack import posting_client, posting_session
from bot.delivery.timing import DeliveryTiming
from bot.listeners.conversation import Conversation
from bot.listeners.ports import Ports
from bot.listeners.register import register
from bot.models.database import Database
from bot.plan_hooks import PlanHooks
from bot.services import notices, profiles, reminding
from bot.services.work import Work
from bot.settings import Settings
from bot.web.bolt import create_bolt_app
from bot.web.installations import RememberedInstallations
from bot.web.server import WebServer, create_web_app, serve

_log = logging.getLogger(__name__)
THREADS = 4


class Bot:
    """One wired bot. `start` opens connections and the port, `tick` does what the clock would do."""

    def __init__(self, settings: Settings, clock: Clock, timing: DeliveryTiming) -> None:
        self.settings = settings
        self.clock = clock
        self.timing = timing
        self.database = Database(settings.database_url)
        self.work = Work(self.database, settings.timing)
        self.executor = ThreadPoolExecutor(THREADS, thread_name_prefix="work")
        self.hooks = PlanHooks(self.work, settings.slack_command)
        self.conversation = Conversation(self.work, settings.slack_command, clock.now)
        self.installations = RememberedInstallations(self._look_up, clock, keep_seconds=None)
        self.bolt = create_bolt_app(
            authorize=self.installations,
            client=AsyncWebClient(base_url=settings.slack_api_url, retry_handlers=[]),
            logger=_log,
        )
        self.delivery = Delivery(
            self.database, self._client, self.hooks, clock=clock, timing=timing, executor=self.executor
        )
        replies = Replies(lambda: self.session, self._card)
        register(self.bolt, Ports(self.conversation, replies, self.executor, self.installations.forget))
        self.server: WebServer | None = None
        self._session: ClientSession | None = None
        self._session_context = posting_session(timing)

    @property
    def session(self) -> ClientSession:
        """The one HTTP session for all calls to Slack."""
        assert self._session is not None, "the bot is not started"
        return self._session

    async def start(self) -> int:
        """Open the HTTP session and the port; returns the port."""
        self._session = await self._session_context.__aenter__()
        self.bolt.client.session = self._session
        app = create_web_app(
            bolt=self.bolt,
            signing_secret=self.settings.slack_signing_secret,
            clock=self.clock,
            readiness=self._readiness,
            metrics=bytes,
        )
        self.server = await serve(app, self.settings.host, self.settings.port)
        return self.server.port

    async def stop(self) -> None:
        """Take no more requests, finish what is under way, close everything."""
        if self.server is not None:
            await self.server.stop()
        await self.delivery.drain(10)
        await self._session_context.__aexit__(None, None, None)
        self.executor.shutdown()
        self.database.close()

    async def tick(self, now: datetime | None = None) -> TickReport:
        """Do all that is due: read new profiles, plan what comes near, post."""
        moment = now or self.clock.now()
        await self.read_profiles(moment)
        await self._in_thread(reminding.sweep, self.work, moment)
        return await self.delivery.tick(now)

    async def read_profiles(self, now: datetime) -> None:
        """Read the Slack profiles of people who are new or were not read for a day."""
        for stale in await self._in_thread(profiles.stale_profiles, self.work, now):
            user: Mapping[str, Any] | None = None
            try:
                client = await self._client(stale.team_id)
                answer = await client.users_info(user=stale.user_id, include_locale=True)
                user = answer.get("user")
            except SlackApiError as error:
                _log.warning("the profile of %s was not read: %s", stale.user_id, error.response.get("error"))
            await self._in_thread(profiles.store_profile, self.work, stale.person_id, user, now)

    async def _in_thread(self, function: Any, *arguments: Any) -> Any:  # noqa: ANN401
        return await asyncio.get_running_loop().run_in_executor(self.executor, function, *arguments)

    async def _look_up(self, _enterprise_id: str | None, _team_id: str | None) -> AuthorizeResult | None:
        """Whose token serves a workspace: that of the settings, asked once who it is."""
        token = self.settings.slack_bot_token
        assert token is not None, "settings.require_slack() was not asked"
        answer = await posting_client(self.session, token, self.settings.slack_api_url).auth_test()
        return AuthorizeResult(
            enterprise_id=answer.get("enterprise_id"),
            team_id=answer["team_id"],
            bot_user_id=answer["user_id"],
            bot_id=answer["bot_id"],
            bot_token=token,
        )

    async def _client(self, _team_id: str) -> AsyncWebClient:
        assert self.settings.slack_bot_token is not None
        return posting_client(self.session, self.settings.slack_bot_token, self.settings.slack_api_url)

    async def _card(self, team_id: str, channel: str, ts: str) -> Mapping[str, Any] | None:
        return await self._in_thread(self._card_now, team_id, channel, ts)

    def _card_now(self, team_id: str, channel: str, ts: str) -> Mapping[str, Any] | None:
        with self.database.reading() as session:
            row = notices.sent_notice(session, team_id, channel, ts)
            if row is None:
                return None
            decision = self.hooks.refresh(session, row, self.clock.now())
        if isinstance(decision, Post):
            return {"text": decision.text, "blocks": list(decision.blocks or ())}
        assert isinstance(decision, Drop)
        return None

    async def _readiness(self) -> list[str]:
        return await self._in_thread(self._problems)

    def _problems(self) -> list[str]:
        with self.database.reading() as session:
            session.execute(text("SELECT 1 FROM groups LIMIT 1"))
        return []


def create_bot(settings: Settings, clock: Clock, timing: DeliveryTiming | None = None) -> Bot:
    """Wire a bot from its settings and a clock; it does nothing until it is started."""
    return Bot(settings, clock, timing or DeliveryTiming())
