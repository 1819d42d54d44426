"""The tour: a year of the built-in plan, played by its people, from the first question to the closure."""

from __future__ import annotations

from datetime import date

from bot.core.i18n import _
from bot.dates.texts import day_words
from bot.demo.guide import Guide
from bot.demo.tour_cycle import minutes, poll, replies, round_of_comments, the_day
from bot.demo.tour_summer import closure, spring, summer
from bot.demo.tour_winter import team_meetings, winter
from bot.demo.world import (
    GROUP_CHANNEL,
    MEMBER,
    SECRETARIAT,
    WS1_CHANNEL,
    WS1_LEAD,
    WS2_CHANNEL,
    WS2_LEAD,
)


async def first_monday(guide: Guide) -> None:
    """A question, and the nudges of the first Monday are answered."""
    guide.chapter(
        _("The first Monday"),
        _("The Secretariat asks what is next. Nobody else sees the answer."),
        watching=(SECRETARIAT, WS1_LEAD, WS1_CHANNEL, WS2_LEAD, WS2_CHANNEL),
    )
    await guide.says(SECRETARIAT, "next", GROUP_CHANNEL)
    guide.tell(
        _("At nine, everybody's own nine, come the Monday notes. The WS1 lead presses a proposed time.")
    )
    await guide.until("2017-10-02 08:30")
    await guide.presses(WS1_LEAD, day_words(date(2017, 11, 21), with_year=False))
    await guide.until("2017-10-02 15:10")
    guide.tell(_("The WS2 lead wants another date, and gets a form."))
    await guide.presses(WS2_LEAD, "Another date", "WS2-M1")
    await guide.fills({"day": "2017-11-23", "start": "14:00", "end": "17:30"})
    await guide.minutes(3)


async def slip(guide: Guide) -> None:
    """A wrong key is undone."""
    guide.chapter(_("A slip of the finger"))
    await guide.until("2017-11-01 09:30")
    guide.tell(_("The Secretariat types WS1-D1 and means IMG-D1. The title in the answer shows the mistake."))
    await guide.says(SECRETARIAT, "finished ws1-d1", GROUP_CHANNEL)
    await guide.presses(SECRETARIAT, "Undo")
    await guide.says(SECRETARIAT, "img-d1 green the drafts are with the agencies", GROUP_CHANNEL)


async def proposal(guide: Guide) -> None:
    """A member's wish becomes a proposal, and the meeting moves."""
    guide.chapter(
        _("A proposal"),
        _("A member cannot move a meeting, but can propose it. The lead accepts; the channel hears."),
    )
    await guide.until("2017-11-07 11:00")
    await guide.says(MEMBER, 'move ws1-m1 to 22 nov 14:00-17:30 "clash with our board"', WS1_CHANNEL)
    await guide.presses(MEMBER, "Send as proposal")
    await guide.minutes(1)
    await guide.presses(WS1_LEAD, "Accept")
    await guide.minutes(5)


SCENES = (first_monday, poll, round_of_comments, replies, the_day, minutes)
"""The short tour: each goes on where any of those before it ended."""

YEAR = (
    first_monday, poll, slip, proposal, round_of_comments, replies, team_meetings, the_day, winter, minutes,
    spring, summer, closure,
)  # fmt: skip
"""The whole year."""


async def play_tour(guide: Guide) -> None:
    """Play the scenes of the short tour, or all of the year."""
    for scene in YEAR if guide.is_whole else SCENES:
        await scene(guide)
