"""The tour, second part: the meetings of the winter."""

from __future__ import annotations

from bot.core.i18n import _
from bot.demo.guide import Guide
from bot.demo.world import GROUP_CHANNEL, SECRETARIAT, WS1_LEAD, WS2_CO_LEAD, WS2_LEAD


async def team_meetings(guide: Guide) -> None:
    """Both first team meetings are held, and the mandates are done."""
    guide.chapter(_("The first team meetings"))
    await guide.until("2017-11-20 07:30")
    await guide.presses(WS1_LEAD, "Thu 18 Jan", "WS1-M2")
    await guide.until("2017-11-20 15:30")
    guide.tell(_("The WS2 lead is busy, and lets it lie."))
    await guide.until("2017-11-23 07:30")
    await guide.presses(WS1_LEAD, "It was held", "WS1-M1")
    await guide.until("2017-11-24 15:30")
    await guide.presses(WS2_LEAD, "It was held", "WS2-M1")
    await guide.until("2017-11-27 15:30")
    guide.tell(_("The Secretariat, which the plan says circulates the mandates, marks IMG-D1 done."))
    await guide.presses(SECRETARIAT, "Mark done", "IMG-D1")


async def winter(guide: Guide) -> None:
    """The 6th plenary, and a team meeting for which nobody finds a date."""
    guide.chapter(_("A meeting without a date"))
    await guide.until("2017-12-13 09:30")
    await guide.presses(SECRETARIAT, "It was held", "IMG-M6")
    guide.tell(_("WS2-M2 has no date: its lead is asked every second week; then the Secretariat hears."))
    await guide.until("2018-01-02 09:30")
    await guide.presses(SECRETARIAT, "Tue 20 Mar", "IMG-M7")
    await guide.until("2018-01-15 15:30")
    guide.tell(_("The co-lead helps out, in a message to the bot."))
    await guide.writes(WS2_CO_LEAD, "schedule ws2-m2 tue 30 jan 14h-17h30")
    await guide.minutes(3)
    await guide.until("2018-01-19 07:30")
    await guide.presses(WS1_LEAD, "It was held", "WS1-M2")
    await guide.until("2018-01-31 15:30")
    await guide.presses(WS2_LEAD, "It was held", "WS2-M2")


async def plenary_moves(guide: Guide) -> None:
    """The 7th plenary moves, and everybody in the channel reads what was and what is."""
    guide.chapter(
        _("A plenary moves"),
        _("The Secretariat first asks what a move would do; then it moves the meeting."),
    )
    await guide.until("2018-03-05 11:00")
    await guide.says(SECRETARIAT, "move img7 27 mar 14:00-16:00 whatif", GROUP_CHANNEL)
    await guide.says(SECRETARIAT, 'postpone img7 27 mar 14:00-16:00 "the room is taken"', GROUP_CHANNEL)
    await guide.minutes(3)
    await guide.until("2018-03-28 09:30")
    await guide.presses(SECRETARIAT, "It was held", "IMG-M7")
    await guide.says(SECRETARIAT, "history img7", GROUP_CHANNEL)
