"""The tour: a year of the group's plan, played by its people."""

from __future__ import annotations

from datetime import timedelta

from bot.sandbox.counting import counts_table
from bot.sandbox.stage import Stage


async def play_tour(stage: Stage) -> None:
    """Play the year of the built-in plan."""
    await play_year(stage)


async def play_year(stage: Stage) -> None:
    """Play the year of any plan in which nobody reacts: only the bot speaks."""
    await stage.say("next")
    await stage.say("status")
    await stage.pass_time(stage.life.clock.now() + timedelta(days=400))
    stage.console.print(counts_table(stage.life.server.journal))
