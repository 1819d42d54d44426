"""`restored`: the step between restoring a backup and starting the bot on it."""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.cli.common import open_work, read_slack_settings
from bot.core.clock import SystemClock
from bot.core.errors import UserError, slack_code
from bot.core.i18n import N_, _, ngettext
from bot.core.settings import Settings

if TYPE_CHECKING:
    from bot.core.work import Work
    from bot.delivery.restored import Person
    from bot.delivery.timing import DeliveryTiming

SUMMARY = N_("after a backup was restored, before the bot starts: look up what was posted since")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no options."""


def run(options: argparse.Namespace) -> None:
    """Make what may have been posted since the backup unclear, so that it is looked up before it is posted.

    Raises:
        SettingsError: Slack's settings are missing.
        UserError: the database or Slack does not answer; nothing has changed then.
    """
    from bot.delivery.restored import doubt_pending, people_to_reach
    from bot.delivery.timing import DeliveryTiming
    from bot.store.backup import confirm_restored

    settings = read_slack_settings()
    now, timing = datetime.now(UTC), DeliveryTiming()
    with open_work(settings) as work:
        with work.database.reading() as session:
            people = people_to_reach(session, now)
        directs = asyncio.run(_open_directs(settings, work, people, timing)) if people else {}
        with work.database.writing() as session:
            count = doubt_pending(session, directs, now, timing.settle)
        confirm_restored(work.database)
    if count:
        text = ngettext(
            "{count} notice was due before now. The bot looks for it in Slack before it posts it.",
            "{count} notices were due before now. The bot looks for them in Slack before it posts any.",
            count,
        )
        print(text.format(count=count))
    else:
        print(_("Nothing was due: the bot can start."))


async def _open_directs(
    settings: Settings, work: Work, people: Sequence[Person], timing: DeliveryTiming
) -> dict[Person, str]:
    """The direct conversations of these people, but for workspaces that have taken the bot away."""
    from aiohttp import ClientError
    from slack_sdk.errors import SlackApiError

    from bot.delivery.outcomes import NotInstalled
    from bot.delivery.requests import posting_session
    from bot.delivery.restored import open_directs
    from bot.slack.tokens import token_source

    found: dict[Person, str] = {}
    async with posting_session(timing) as session:
        tokens = token_source(lambda: session, settings, work, SystemClock(), asyncio.to_thread)
        for team in dict.fromkeys(team for team, _user in people):
            theirs = [person for person in people if person[0] == team]
            try:
                client = await tokens.client(team)
                found |= await open_directs(client, theirs, timeout=timing.timeout.total_seconds())
            except NotInstalled:
                continue
            except (SlackApiError, ClientError, TimeoutError) as error:
                reason = slack_code(error) if isinstance(error, SlackApiError) else type(error).__name__
                text = _("Slack does not answer: {reason}. Nothing has changed, try again.")
                raise UserError(text.format(reason=reason)) from error
    return found
