"""Whose token serves a workspace: the one of the settings, or that of its installation."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

from aiohttp import ClientError, ClientSession
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import Clock
from bot.core.encryption import Cipher
from bot.core.errors import slack_code
from bot.core.settings import Settings
from bot.core.work import Work, once_more
from bot.delivery.outcomes import NotInstalled, NotRenewed
from bot.delivery.requests import posting_client
from bot.groups import installations
from bot.groups.installations import Installed, Tokens
from bot.slack.authorize import KEEP_SECONDS

_log = logging.getLogger(__name__)
_LOST = frozenset({"invalid_refresh_token", "token_revoked"})
"""Slack never gives another token for the one that was shown: somebody has to install the bot again."""
Result = TypeVar("Result")


class InThread(Protocol):
    """Runs a function in a worker thread."""

    def __call__(self, function: Callable[..., Result], /, *arguments: Any) -> Awaitable[Result]:  # noqa: ANN401
        """The result of the function."""
        ...


class TokenSource(Protocol):
    """Where tokens come from; how long one of them may be remembered, in seconds (None: for ever)."""

    keep_seconds: float | None

    async def look_up(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """Whose token answers a request from a workspace; None where the bot is not installed."""
        ...

    async def client(self, team_id: str) -> AsyncWebClient:
        """The client for what the bot does by itself in a workspace.

        Raises:
            NotInstalled: there is no token for it.
        """
        ...


class OneToken:
    """One workspace, by the bot token of the settings.

    Args:
        session: gives the HTTP session for calls to Slack.
        token: the bot token.
        api_url: the base of the Web API.
    """

    keep_seconds: float | None = None

    def __init__(self, session: Callable[[], ClientSession], token: str | None, api_url: str) -> None:
        self._session = session
        self._token = token
        self._api_url = api_url

    async def look_up(self, _enterprise_id: str | None, _team_id: str | None) -> AuthorizeResult | None:
        """Ask Slack who the token is: the same for whoever asks."""
        client = await self.client("")
        answer = await client.auth_test()
        return AuthorizeResult(
            enterprise_id=answer.get("enterprise_id"),
            team_id=answer["team_id"],
            bot_user_id=answer["user_id"],
            bot_id=answer["bot_id"],
            bot_token=client.token,
        )

    async def client(self, _team_id: str) -> AsyncWebClient:
        """The client for all that the bot does by itself."""
        assert self._token is not None, "settings.require_slack() was not asked"
        return posting_client(self._session(), self._token, self._api_url)


class StoredTokens:
    """Many workspaces, by the installations in the database; tokens that expire are renewed in time.

    Args:
        session: gives the HTTP session for calls to Slack.
        settings: of the app: client id and secret, keys, Slack's address.
        work: the database.
        clock: the time that expiries are compared with.
        in_thread: runs what asks the database.
    """

    keep_seconds: float | None = KEEP_SECONDS

    def __init__(
        self,
        session: Callable[[], ClientSession],
        settings: Settings,
        work: Work,
        clock: Clock,
        in_thread: InThread,
    ) -> None:
        self._session = session
        self._settings = settings
        self._work = work
        self._clock = clock
        self._in_thread = in_thread
        self._cipher = Cipher(settings.encryption_keys)
        self._renewals: dict[int, asyncio.Task[None]] = {}

    async def look_up(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """Find the installation: the workspace's own, else its organisation's."""
        try:
            found = await self._find(enterprise_id, team_id)
        except NotInstalled:
            return None
        return AuthorizeResult(
            enterprise_id=enterprise_id or found.enterprise_id or None,
            team_id=team_id,
            bot_user_id=found.bot_user_id,
            bot_id=found.bot_id or None,
            bot_token=found.tokens.bot_token,
        )

    async def client(self, team_id: str) -> AsyncWebClient:
        """The client of a workspace.

        Raises:
            NotInstalled: there is no installation, or it is revoked.
            NotRenewed: its token has expired, and Slack gives no other one now.
        """
        found = await self._find(None, team_id)
        return posting_client(self._session(), found.tokens.bot_token, self._settings.slack_api_url)

    async def _find(self, enterprise_id: str | None, team_id: str | None) -> Installed:
        """The installation with a token that is good; of a token that expires soon, the next one."""
        where = (self._work, self._cipher, enterprise_id, team_id)
        found = await self._in_thread(installations.find, *where)
        if found is not None and found.is_due(self._clock.now()):
            renewal = self._renewals.get(found.id)
            if renewal is None or found.is_over(self._clock.now()):
                await asyncio.shield(renewal or self._begin_renewal(found.id))
                found = await self._in_thread(installations.find, *where)
        if found is None:
            raise NotInstalled(team_id)
        if found.is_over(self._clock.now()):
            raise NotRenewed(team_id)
        return found

    def _begin_renewal(self, id: int) -> asyncio.Task[None]:
        task = self._renewals[id] = asyncio.create_task(self._renew(id))
        task.add_done_callback(lambda _task: self._renewals.pop(id))
        return task

    async def _renew(self, id: int) -> None:
        """Renew a token, unless another process does, or has just tried."""
        now = self._clock.now()
        due = await self._in_thread(installations.claim_renewal, self._work, self._cipher, id, now)
        if due is None:
            return
        try:
            tokens = await self._ask_for_next(due)
        except SlackApiError as error:
            _log.warning("a token of %s was not renewed: %s", due.place, slack_code(error))
            if slack_code(error) in _LOST and due.is_over(now):
                await self._in_thread(installations.end, self._work, id, now)
        except (ClientError, TimeoutError) as error:
            _log.warning("a token of %s was not renewed: %s", due.place, type(error).__name__)
        else:
            stored = (self._work, self._cipher, id, now, tokens)
            # It is granted once: where it were not stored, somebody would have to install the bot again.
            await self._in_thread(once_more, installations.store_renewal, stored)

    async def _ask_for_next(self, due: Installed) -> Tokens:
        client = AsyncWebClient(
            base_url=self._settings.slack_api_url, session=self._session(), retry_handlers=[]
        )
        answer = await client.oauth_v2_access(
            client_id=self._settings.slack_client_id or "",
            client_secret=self._settings.slack_client_secret or "",
            grant_type="refresh_token",
            refresh_token=due.tokens.refresh_token,
        )
        return granted_tokens(answer.data, self._clock.now())


def token_source(
    session: Callable[[], ClientSession], settings: Settings, work: Work, clock: Clock, in_thread: InThread
) -> TokenSource:
    """Where the tokens come from, by the settings: one workspace or many."""
    if settings.many_workspaces:
        return StoredTokens(session, settings, work, clock, in_thread)
    return OneToken(session, settings.slack_bot_token, settings.slack_api_url)


def granted_tokens(answer: object, now: datetime) -> Tokens:
    """The tokens in an answer of `oauth.v2.access`; without rotation, one that does not expire."""
    assert isinstance(answer, dict)
    refresh, seconds = answer.get("refresh_token"), answer.get("expires_in")
    expires_at = now + timedelta(seconds=int(seconds)) if refresh and seconds else None
    return Tokens(answer["access_token"], refresh, expires_at)
