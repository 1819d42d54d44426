"""Whose token serves a workspace: the one of the settings, or that of its installation."""

from __future__ import annotations

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
from bot.core.work import Work
from bot.delivery.outcomes import NotInstalled
from bot.delivery.requests import posting_client
from bot.groups import installations
from bot.groups.installations import Installed, Tokens
from bot.slack.authorize import KEEP_SECONDS

_log = logging.getLogger(__name__)
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

    async def look_up(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """Find the installation: the workspace's own, else its organisation's."""
        found = await self._find(enterprise_id, team_id)
        if found is None:
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
        """
        found = await self._find(None, team_id)
        if found is None:
            raise NotInstalled(team_id)
        return posting_client(self._session(), found.tokens.bot_token, self._settings.slack_api_url)

    async def _find(self, enterprise_id: str | None, team_id: str | None) -> Installed | None:
        found = await self._in_thread(installations.find, self._work, self._cipher, enterprise_id, team_id)
        if found is None or not found.is_due(self._clock.now()):
            return found
        if not await self._in_thread(installations.claim_renewal, self._work, found.id, self._clock.now()):
            return found  # another one renews it, and this token is still good
        tokens = await self._renew(found)
        if tokens is None:
            return found
        await self._in_thread(installations.store_renewal, self._work, self._cipher, found.id, tokens)
        return await self._in_thread(installations.find, self._work, self._cipher, enterprise_id, team_id)

    async def _renew(self, found: Installed) -> Tokens | None:
        client = AsyncWebClient(
            base_url=self._settings.slack_api_url, session=self._session(), retry_handlers=[]
        )
        try:
            answer = await client.oauth_v2_access(
                client_id=self._settings.slack_client_id or "",
                client_secret=self._settings.slack_client_secret or "",
                grant_type="refresh_token",
                refresh_token=found.tokens.refresh_token,
            )
        except SlackApiError as error:
            _log.warning("a token of %s was not renewed: %s", found.team_id, slack_code(error))
            return None
        except (ClientError, TimeoutError) as error:
            _log.warning("a token of %s was not renewed: %s", found.team_id, type(error).__name__)
            return None
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
