"""The bot as `python -m bot` starts it, but with short waiting times: `python -m tests.running.launch`."""

from __future__ import annotations

import sys
from datetime import timedelta

import bot.cli.serving
import bot.delivery.timing
from bot.__main__ import main
from bot.app import Bot, create_bot
from bot.core.clock import Clock
from bot.core.settings import Settings
from bot.delivery.timing import DeliveryTiming

SHORT = DeliveryTiming(
    lease=timedelta(seconds=3),
    timeout=timedelta(seconds=2),
    settle=timedelta(seconds=1),
    retry=timedelta(seconds=0.5),
    channel_interval=timedelta(seconds=0.05),
    team_interval=timedelta(seconds=0.01),
    breaker_wait=timedelta(seconds=0.5),
    breaker_longest=timedelta(seconds=1),
)


def create_impatient_bot(settings: Settings, clock: Clock) -> Bot:
    return create_bot(settings, clock, SHORT)


if __name__ == "__main__":
    bot.cli.serving.create_bot = create_impatient_bot  # type: ignore[assignment, attr-defined]
    bot.delivery.timing.DeliveryTiming = lambda: SHORT  # type: ignore[assignment, misc]
    sys.exit(main())
