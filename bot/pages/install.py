"""Installing by OAuth: a person goes to Slack and comes back with a code; for it, the bot gets its token."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import urlencode

from aiohttp import ClientError, ClientSession, web
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.state_store.stateless import StatelessOAuthStateStore
from slack_sdk.oauth.state_utils import OAuthStateUtils
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import Clock
from bot.core.encryption import Cipher
from bot.core.errors import slack_code
from bot.core.i18n import _
from bot.core.settings import Settings
from bot.core.work import Work
from bot.groups.installations import Granted, install
from bot.privacy.carrying_out import keep_after_install
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.slack.tokens import InThread, granted_tokens

AUTHORIZE_URL = "https://slack.com/oauth/v2/authorize"
STATE_SECONDS = 300
_log = logging.getLogger(__name__)


class InstallPages:
    """Handles `GET /slack/install` and `GET /slack/oauth_redirect`.

    The state that goes to Slack and back is signed, good for five minutes, and also kept in a cookie: only
    the browser that began an installation can end it. A code is good for once, as Slack sees to.

    Args:
        settings: of the app.
        work: the database.
        clock: the time of an installation.
        session: gives the HTTP session for calls to Slack.
        in_thread: runs what asks the database.
        installed: is told the team ("" for an organisation) whose remembered token is of no use any more.
    """

    def __init__(
        self,
        settings: Settings,
        work: Work,
        clock: Clock,
        session: Callable[[], ClientSession],
        in_thread: InThread,
        installed: Callable[[str], None],
    ) -> None:
        assert settings.slack_client_id and settings.slack_client_secret, "only with a client"
        self._id, self._secret = settings.slack_client_id, settings.slack_client_secret
        self._api_url = settings.slack_api_url
        self._redirect_url = f"{settings.base_url}/slack/oauth_redirect"
        self._cipher = Cipher(settings.encryption_keys)
        self._work = work
        self._clock = clock
        self._session = session
        self._in_thread = in_thread
        self._installed = installed
        self._states = StatelessOAuthStateStore(
            expiration_seconds=STATE_SECONDS, signing_secret=self._secret, logger=_log.getChild("state")
        )
        self._cookies = OAuthStateUtils(expiration_seconds=STATE_SECONDS)

    def add_to(self, app: web.Application) -> None:
        """Add the two pages."""
        app.router.add_get("/slack/install", self.begin)
        app.router.add_get("/slack/oauth_redirect", self.end)

    async def begin(self, request: web.Request) -> web.Response:
        """Send the person to Slack, to choose a workspace and agree."""
        state = self._states.issue()
        asked = {
            "client_id": self._id,
            "scope": ",".join([*SCOPES, *OPTIONAL_SCOPES]),
            "redirect_uri": self._redirect_url,
            "state": state,
        }
        cookie = self._cookies.build_set_cookie_for_new_state(state)
        return web.Response(
            status=302,
            headers={
                "Location": f"{AUTHORIZE_URL}?{urlencode(asked)}",
                # Lax, since Slack sends the person back by a link.
                "Set-Cookie": f"{cookie}; SameSite=Lax",
                "Cache-Control": "no-store",
            },
        )

    async def end(self, request: web.Request) -> web.Response:
        """Take the code that Slack sends along, and store what it is good for."""
        state, code = request.query.get("state", ""), request.query.get("code", "")
        cookies: dict[str, str | Sequence[str]] = {"cookie": request.headers.get("Cookie", "")}
        if not self._cookies.is_valid_browser(state, cookies) or not self._states.consume(state):
            return self._page(
                400, _("This link is old, or was opened in another browser. Please begin again.")
            )
        if not code:
            return self._page(400, _("The installation was not agreed to. Nothing has changed."))
        try:
            granted = await self._exchange(code)
        except SlackApiError as error:
            reason = slack_code(error)
            _log.warning("an installation failed: %s", reason)
            text = _("Slack did not accept the installation ({reason}). Please begin again.")
            return self._page(400, text.format(reason=reason))
        except (ClientError, TimeoutError) as error:
            _log.warning("an installation failed: %s", type(error).__name__)
            return self._page(503, _("Slack does not answer. Please begin again in a while."))
        await self._in_thread(install, self._work, self._cipher, granted, self._clock.now())
        await self._in_thread(keep_after_install, self._work, granted.enterprise_id, granted.team_id)
        self._installed(granted.team_id)
        _log.info("installed in %s", granted.team_id or granted.enterprise_id)
        return self._page(200, _("The bot is installed. You can close this page and go to Slack."))

    async def _exchange(self, code: str) -> Granted:
        """Raises what the SDK raises where Slack refuses, or does not answer."""
        client = AsyncWebClient(base_url=self._api_url, session=self._session(), retry_handlers=[])
        answer = await client.oauth_v2_access(
            client_id=self._id, client_secret=self._secret, code=code, redirect_uri=self._redirect_url
        )
        tokens = granted_tokens(answer.data, self._clock.now())
        # The answer names the bot's user, not the bot, by which its own messages are recognised.
        who = await client.auth_test(token=tokens.bot_token)
        team, enterprise = answer.get("team") or {}, answer.get("enterprise") or {}
        installer = (answer.get("authed_user") or {}).get("id")
        return Granted(
            enterprise_id=enterprise.get("id") or "",
            team_id="" if answer.get("is_enterprise_install") else team["id"],
            tokens=tokens,
            bot_id=who["bot_id"],
            bot_user_id=answer["bot_user_id"],
            app_id=answer.get("app_id"),
            scopes=answer.get("scope") or "",
            installer_user_id=installer,
            installer_locale=await self._locale(client, tokens.bot_token, installer),
        )

    async def _locale(self, client: AsyncWebClient, token: str, installer: str | None) -> str | None:
        """The language of whoever installed the bot: the greeting is in that; None where it is not told."""
        if installer is None:
            return None
        try:
            answer = await client.users_info(user=installer, include_locale=True, token=token)
        except (SlackApiError, ClientError, TimeoutError) as error:
            # The installation stands without it: the greeting is in the language of the settings then.
            _log.warning("the language of the installer was not read: %s", type(error).__name__)
            return None
        locale = (answer.get("user") or {}).get("locale")
        return locale if isinstance(locale, str) else None

    def _page(self, status: int, text: str) -> web.Response:
        return web.Response(
            status=status,
            text=f'<!doctype html><meta charset="utf-8"><title>IMG bot</title><p>{escape(text)}</p>\n',
            content_type="text/html",
            headers={
                "Set-Cookie": self._cookies.build_set_cookie_for_deletion(),
                "Cache-Control": "no-store",
                "Content-Security-Policy": "default-src 'none'",
                "Referrer-Policy": "no-referrer",
            },
        )
