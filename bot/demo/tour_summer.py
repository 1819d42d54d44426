"""What the whole year adds: what the group produces, and its closure."""

from __future__ import annotations

from bot.core.i18n import _
from bot.demo.guide import Guide
from bot.demo.world import GROUP_CHANNEL, SECRETARIAT, WS1_CHANNEL, WS1_LEAD, WS2_CHANNEL, WS2_LEAD


async def spring(guide: Guide) -> None:
    """A result is late; its lead says so from chat."""
    guide.chapter(_("A result is late"))
    await guide.until("2018-04-30 09:30")
    await guide.presses(WS1_LEAD, "On track", "WS1-D2")
    await guide.until("2018-05-14 11:00")
    await guide.says(WS1_LEAD, "ws1-d1 amber two agencies are late", WS1_CHANNEL)
    await guide.until("2018-05-16 10:00")
    guide.tell(_("The Secretariat looks at the traffic lights, and shares them."))
    await guide.says(SECRETARIAT, "status", GROUP_CHANNEL)
    await guide.presses(SECRETARIAT, "Share to channel")
    await guide.until("2018-05-28 08:30")
    await guide.presses(WS1_LEAD, "Mark done", "WS1-D2")
    await guide.until("2018-06-11 10:00")
    await guide.says(WS1_LEAD, 'ws1-d1 finished "all answers are in"', WS1_CHANNEL)


async def summer(guide: Guide) -> None:
    """Reports come in, one of them late."""
    guide.chapter(_("The reports"))
    await guide.until("2018-06-20 10:00")
    await guide.mentions(WS2_LEAD, "ws2-d1 done", WS2_CHANNEL)
    await guide.until("2018-06-25 09:30")
    await guide.presses(SECRETARIAT, "Mark done", "IMG-D2")
    await guide.until("2018-07-30 08:30")
    await guide.presses(WS1_LEAD, "Mark done", "WS1-D3")
    await guide.until("2018-07-30 09:30")
    await guide.presses(SECRETARIAT, "Mark done", "IMG-D3")
    await guide.until("2018-07-30 15:30")
    await guide.presses(WS2_LEAD, "Change status", "WS2-D2")
    await guide.fills({"status": "off-track", "note": "waiting for figures"})
    await guide.until("2018-08-20 15:30")
    guide.tell(_("The lead is asked every second week, until it is done."))
    await guide.presses(WS2_LEAD, "Mark done", "WS2-D2")


async def closure(guide: Guide) -> None:
    """The group closes; nothing more is said."""
    guide.chapter(_("The closure"))
    await guide.until("2018-09-24 09:30")
    await guide.presses(SECRETARIAT, "Mark done", "IMG-D4")
    await guide.says(SECRETARIAT, "status", GROUP_CHANNEL)
    await guide.says(SECRETARIAT, "next", GROUP_CHANNEL)
    await guide.until("2018-10-31 09:30")
    guide.tell(_("All is done, and the bot is silent."))
