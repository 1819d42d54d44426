"""Channels and people by their names in Slack, for whoever does not know their ids."""

from __future__ import annotations

from collections.abc import Iterator
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from bot.core.errors import UserError, slack_code
from bot.core.i18n import _

PAGE, TIMEOUT_SECONDS = 200, 10
CHANNEL, PERSON = "#", "@"
"""What begins a name in the place of an id."""
# The SDK lets through what the connection raises, and what an answer that is no JSON does.
_NO_ANSWER = (SlackClientError, OSError, HTTPException, ValueError)


def is_name(text: str) -> bool:
    """Whether it is a name, not an id."""
    return text.startswith((CHANNEL, PERSON))


class SlackNames:
    """Finds ids by names; each list is read once, when it is first needed.

    Args:
        token: the bot token of the workspace.
        api_url: the base of the Web API.
    """

    def __init__(self, token: str, api_url: str) -> None:
        self._client = WebClient(
            token=token,
            base_url=api_url,
            timeout=TIMEOUT_SECONDS,
            retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=3)],
        )
        self._channels: dict[str, set[str]] | None = None
        self._people: dict[str, set[str]] | None = None

    def id_of(self, text: str) -> str:
        """The id that a name stands for; an id stands for itself.

        Raises:
            UserError: nothing has that name, several have, or Slack does not answer.
        """
        if not is_name(text):
            return text
        found = self._channels_by_name() if text.startswith(CHANNEL) else self._people_by_name()
        ids = sorted(found.get(text[1:].strip().casefold(), ()))
        if len(ids) == 1:
            return ids[0]
        if ids:
            raise UserError(
                _("{name} is not one alone: {ids}. Give the id.").format(name=text, ids=", ".join(ids))
            )
        if text.startswith(CHANNEL):
            raise UserError(
                _("I see no channel {name}. Invite me there, if it is a private one.").format(name=text)
            )
        raise UserError(_("Slack knows nobody called {name}.").format(name=text))

    def _channels_by_name(self) -> dict[str, set[str]]:
        if self._channels is None:
            self._channels = {}
            kinds = {"types": "public_channel,private_channel", "exclude_archived": "true"}
            for channel in self._pages("conversations.list", "channels", kinds):
                self._channels.setdefault(str(channel.get("name", "")).casefold(), set()).add(channel["id"])
        return self._channels

    def _people_by_name(self) -> dict[str, set[str]]:
        if self._people is None:
            self._people = {}
            for user in self._pages("users.list", "members", {}):
                if user.get("deleted") or user.get("is_bot"):
                    continue
                profile = user.get("profile") or {}
                names = (user.get("name"), profile.get("display_name"), profile.get("real_name"))
                for name in {one.casefold() for one in names if one}:
                    self._people.setdefault(name, set()).add(user["id"])
        return self._people

    def _pages(self, method: str, key: str, given: dict[str, str]) -> Iterator[dict[str, Any]]:
        cursor = ""
        while True:
            try:
                answer = self._client.api_call(method, params={**given, "limit": PAGE, "cursor": cursor})
            except SlackApiError as error:
                text = _("Slack refuses to list its names ({code}). Give ids instead.")
                raise UserError(text.format(code=slack_code(error))) from error
            except _NO_ANSWER as error:
                text = _("Slack does not answer ({reason}). Check the network and SLACK_API_URL.")
                raise UserError(text.format(reason=type(error).__name__)) from error
            yield from answer.get(key) or ()
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return
