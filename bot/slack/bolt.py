"""How the Bolt app is built: everything it does twice or in vain is switched off."""

from __future__ import annotations

import logging
import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.i18n import _

Authorize = Callable[[str | None, str | None], Awaitable[AuthorizeResult | None]]
"""Finds the installation for (enterprise id, team id); None when there is none."""


class _Authorize(AsyncAuthorize):
    """Calls the lookup with two ids.

    A plain function would be wrapped by Bolt, which gathers everything a request holds to match the names of
    the function's parameters; an instance of this class is taken as it is.
    """

    def __init__(self, look_up: Authorize) -> None:
        self._look_up = look_up

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        actor_enterprise_id: str | None = None,
        actor_team_id: str | None = None,
        actor_user_id: str | None = None,
    ) -> AuthorizeResult | None:
        result = await self._look_up(enterprise_id, team_id)
        if result is None:
            # Bolt would post its apology to the response URL, with retries, and fail when that fails; without
            # one it puts it into the acknowledgement.
            context.pop("response_url", None)
        return result


@contextmanager
def _hidden_environment() -> Iterator[None]:
    """Take Slack's variables out of the environment for the length of the block.

    Bolt reads them by itself: a client id and secret make it an OAuth app with an installation store in files
    even when `authorize` is given, and a bot token found there is used beside the one of the settings.
    """
    hidden = {name: os.environ.pop(name) for name in list(os.environ) if name.startswith("SLACK_")}
    try:
        yield
    finally:
        os.environ.update(hidden)


def create_bolt_app(*, authorize: Authorize, client: AsyncWebClient, logger: logging.Logger) -> AsyncApp:
    """Build the Bolt app without listeners.

    Args:
        authorize: finds the installation of a workspace, on every request: `bot.slack.authorize` remembers.
            The result must name `bot_id` and `bot_user_id`, by which the bot's own events are ignored.
        client: without a token; its base URL, session and retry handlers are those of each request's client.
        logger: parent of the logger that Bolt writes its errors to.

    Returns:
        The app. Its requests must have passed `bot.slack.door`, or come by Socket Mode: it verifies nothing.
    """
    # Bolt's warnings quote payloads, and with a level of NOTSET it formats debug lines that nobody reads.
    bolt_logger = logger.getChild("bolt")
    bolt_logger.setLevel(logging.ERROR)
    with _hidden_environment():
        return AsyncApp(
            name="img-bot",  # else Bolt walks the stack for the name of the calling file
            logger=bolt_logger,
            client=client,
            authorize=_Authorize(authorize),  # type: ignore[arg-type]
            user_facing_authorize_error_message=_(
                "I am not installed in this workspace. Please ask an administrator to install me again."
            ),
            # Otherwise the listener becomes a task, and Bolt looks every 10 ms whether it has answered.
            process_before_response=True,
            # The door verifies the raw bytes; Bolt sees the parsed payload only.
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            # Custom workflow steps and assistants are not used; the former also let a payload bring a token.
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
            # The bot's own posts come back as events: it must not answer itself.
            ignoring_self_events_enabled=True,
        )
