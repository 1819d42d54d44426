"""People's Slack profiles: name, zone and language, read when somebody is new and once a day."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from time import monotonic
from typing import Any

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.core.errors import slack_code
from bot.core.work import Work
from bot.delivery.delivery import Delivery
from bot.groups import profiles
from bot.slack.tokens import InThread, TokenSource

_log = logging.getLogger(__name__)


class ProfileReader:
    """Asks Slack for profiles. `count_error` counts what Slack answered, for the metrics."""

    def __init__(
        self,
        work: Work,
        tokens: TokenSource,
        delivery: Delivery,
        in_thread: InThread,
        count_error: Callable[[Exception], None],
    ) -> None:
        self._work = work
        self._tokens = tokens
        self._delivery = delivery
        self._in_thread = in_thread
        self._count_error = count_error

    async def read(self, now: datetime, seconds: float) -> None:
        """Read the profiles of people who are new or were not read for a day, for some seconds."""
        if self._delivery.is_slack_away:
            return
        end = monotonic() + seconds
        for stale in await self._in_thread(profiles.stale_profiles, self._work, now):
            if monotonic() > end:
                return
            user: Mapping[str, Any] | None = None
            try:
                client = await self._tokens.client(stale.team_id)
                answer = await client.users_info(user=stale.user_id, include_locale=True)
                user = answer.get("user")
            except SlackApiError as error:
                self._count_error(error)
                _log.warning("the profile of %s was not read: %s", stale.user_id, slack_code(error))
            except (ClientError, TimeoutError) as error:
                self._count_error(error)
                self._delivery.learn_failure()
                return
            await self._in_thread(profiles.store_profile, self._work, stale.person_id, user, now)
