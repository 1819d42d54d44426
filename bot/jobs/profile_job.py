"""Reading people's Slack profiles, a few at a time."""

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
    """Read the profiles of people who are new or were not read for a day, for some seconds.

    Returns whether Slack answered.

    Where the bot was removed nobody tells of them, and where Slack refuses neither: asked again tomorrow.
    """
    end = monotonic() + seconds
    for stale in await in_thread(profiles.stale_profiles, work, now):
        if monotonic() > end:
            break
        user: Mapping[str, Any] | None = None
        try:
            client = await client_of(stale.team_id)
            answer = await client.users_info(user=stale.user_id, include_locale=True)
            user = answer.get("user")
        except SlackApiError as error:
            count_error(error)
            _log.warning("the profile of %s was not read: %s", stale.user_id, slack_code(error))
        except NotInstalled:
            pass
        except (ClientError, TimeoutError) as error:
            count_error(error)
            return False
        await in_thread(profiles.store_profile, work, stale.person_id, user, now)
    return True
