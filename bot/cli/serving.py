"""A process of the bot from its start to its orderly end."""

from __future__ import annotations

import asyncio
import errno
import gc
import logging
import os
import signal
import sys
import threading

from bot.app import Bot, create_bot
from bot.cli.common import explained_faults, read_slack_settings
from bot.core.clock import SystemClock
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.logs import configure_logs
from bot.core.settings import Settings, SettingsError
from bot.jobs.watchdog import end_process
from bot.store.backup import is_fresh_copy
from bot.store.migrate import require_current, upgrade

_log = logging.getLogger(__name__)
LONGEST_END_SECONDS = 9.5
THREAD_SWITCH_SECONDS = 0.0005
"""Python lets a busy thread compute for 5 ms before another one's turn; a request takes several turns."""


def serve_until_signal(*, traffic: bool, notices: bool) -> None:
    """Start what is wanted and run until SIGTERM or SIGINT.

    Raises:
        SettingsError: Slack's settings are missing, or a split process would run on SQLite.
        UserError: the database or the port is not to be had.
    """
    sys.setswitchinterval(THREAD_SWITCH_SECONDS)
    settings = read_slack_settings()
    configure_logs(settings.log_level, settings.log_format)
    bot = create_bot(settings, SystemClock())
    is_split = not (traffic and notices)
    if is_split and bot.database.is_sqlite:
        bot.database.close()
        raise SettingsError(
            _("DATABASE_URL: `web` and `worker` need PostgreSQL; with SQLite, `run` does all in one process.")
        )
    _prepare_schema(bot)
    asyncio.run(_serve(bot, settings, traffic=traffic, notices=notices))


def _prepare_schema(bot: Bot) -> None:
    with explained_faults():
        if not bot.database.is_sqlite:
            require_current(bot.database)
            return
        upgrade(bot.database)
        if is_fresh_copy(bot.database):
            raise UserError(_("The database is a backup. Run `python -m bot restored` first."))


def _not_listening(error: OSError, settings: Settings) -> str:
    if error.errno == errno.EADDRINUSE:
        text = _("{where} cannot be listened on: {reason}. Does the bot run already? Else set another PORT.")
    else:
        text = _("{where} cannot be listened on: {reason}. Set another HOST or PORT.")
    # What asyncio raises repeats the address in words of its own.
    plain = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
    return text.format(where=f"{settings.host}:{settings.port}", reason=plain or type(error).__name__)


def _end_in_time() -> None:
    """A database that hangs would hold up the end for ever: what is not committed by then is looked up."""
    timer = threading.Timer(LONGEST_END_SECONDS, end_process, ("the end",))
    timer.daemon = True
    timer.start()


async def _serve(bot: Bot, settings: Settings, *, traffic: bool, notices: bool) -> None:
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, done.set)
    try:
        port = await bot.start(traffic=traffic, notices_by_clock=notices)
    except OSError as error:
        await bot.stop()
        raise UserError(_not_listening(error, settings)) from error
    except SettingsError:
        await bot.stop()
        raise
    # What was loaded stays: to look through all of it for garbage would hold everybody up for 100 ms.
    gc.freeze()
    gc.enable()
    _log.info("ready" if port is None else f"ready on port {port}")
    homes = asyncio.create_task(bot.homes.keep_fresh()) if traffic else None
    await done.wait()
    if homes is not None:
        homes.cancel()
    _log.info("ending: finishing what is under way")
    _end_in_time()
    await bot.stop()
