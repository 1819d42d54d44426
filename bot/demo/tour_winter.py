"""What the whole year adds: the meetings of the winter."""

from __future__ import annotations

from datetime import date

from bot.core.i18n import _
from bot.dates.texts import day_words
from bot.demo.guide import Guide
from bot.demo.world import WS1_LEAD, WS2_CO_LEAD, WS2_LEAD


async def team_meetings(guide: Guide) -> None:
    """Both first team meetings are held."""
    guide.chapter(_("The first team meetings"))
    await guide.until("2017-11-20 11:00")
    await guide.presses(WS1_LEAD, day_words(date(2018, 1, 18), with_year=False), "WS1-M2")
    await guide.until("2017-11-20 15:30")
    guide.tell(_("The WS2 lead is busy, and lets it lie."))
    await guide.until("2017-11-23 07:30")
    await guide.presses(WS1_LEAD, "It was held", "WS1-M1")
    await guide.until("2017-11-24 15:30")
    await guide.presses(WS2_LEAD, "It was held", "WS2-M1")


async def winter(guide: Guide) -> None:
    """A team meeting for which nobody finds a date."""
    guide.chapter(
        _("A meeting without a date"),
        _("WS2-M2 has no date: its lead is asked every second week; then the Secretariat hears."),
    )
    await guide.until("2018-01-15 15:30")
    guide.tell(_("The co-lead helps out, in a message to the bot."))
    await guide.writes(WS2_CO_LEAD, "schedule ws2-m2 tue 30 jan 14h-17h30")
    await guide.minutes(3)
    await guide.until("2018-01-19 07:30")
    await guide.presses(WS1_LEAD, "It was held", "WS1-M2")
    await guide.until("2018-01-31 15:30")
    await guide.presses(WS2_LEAD, "It was held", "WS2-M2")
