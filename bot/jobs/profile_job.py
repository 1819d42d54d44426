"""Asking Slack about people and channels, a few at a time."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from time import monotonic
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.core.errors import slack_code
from bot.core.notices import is_person
from bot.core.work import Work
from bot.delivery.outcomes import NotInstalled
from bot.groups import profiles

_log = logging.getLogger(__name__)


async def read_profiles(
    work: Work,
    client_of: Callable[[str], Awaitable[AsyncWebClient]],
    in_thread: Callable[..., Awaitable[Any]],
    count_error: Callable[[Exception], None],
    now: datetime,
    seconds: float,
) -> bool:
    """Ask about people and channels that are new or were not asked about for a day, for some seconds.

    Returns whether Slack answered.

    Where the bot was removed nobody tells of them, and where Slack refuses neither: asked again tomorrow.
    """
    end = monotonic() + seconds
    try:
        for stale in await in_thread(profiles.stale_profiles, work, now):
            if monotonic() > end:
                return True
            user = await _told(client_of, stale.team_id, stale.user_id, count_error)
            await in_thread(profiles.store_profile, work, stale.person_id, user, now)
        for team_id, channel_id in await in_thread(profiles.stale_channels, work, now):
            if monotonic() > end:
                return True
            channel = await _told(client_of, team_id, channel_id, count_error)
            await in_thread(profiles.store_channel, work, team_id, channel_id, channel, now)
    except (ClientError, TimeoutError) as error:
        count_error(error)
        return False
    return True


async def _told(
    client_of: Callable[[str], Awaitable[AsyncWebClient]],
    team_id: str,
    about: str,
    count_error: Callable[[Exception], None],
) -> Mapping[str, Any] | None:
    """What Slack tells of a person or a channel; None where it refuses, or the bot was removed.

    Raises:
        ClientError, TimeoutError: Slack does not answer.
    """
    try:
        client = await client_of(team_id)
        if is_person(about):
            found = (await client.users_info(user=about, include_locale=True)).get("user")
        else:
            found = (await client.conversations_info(channel=about)).get("channel")
    except SlackApiError as error:
        count_error(error)
        _log.warning("Slack tells nothing of %s: %s", about, slack_code(error))
        return None
    except NotInstalled:
        return None
    told: Mapping[str, Any] | None = found
    return told
