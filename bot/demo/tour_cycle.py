"""The heart of the tour: the 6th plenary, from a month in a table to adopted minutes."""

from __future__ import annotations

from bot.core.i18n import _
from bot.demo.guide import Guide
from bot.demo.world import (
    ECLAC_MEMBER,
    FAR_MEMBER,
    GROUP_CHANNEL,
    ILO_MEMBER,
    MEMBER,
    SECRETARIAT,
    WS1_CHANNEL,
    WS1_CO_LEAD,
    WS1_LEAD,
    WS2_CO_LEAD,
    WS2_LEAD,
)

OUTSIDE = "UNU"


async def poll(guide: Guide) -> None:
    """Nine agencies in five zones find the date of the 6th plenary."""
    guide.chapter(
        _("A date that nine agencies can make"),
        _("The plan says “December 2017”. The Secretariat lets the invited choose: one press."),
        watching=(SECRETARIAT, GROUP_CHANNEL, FAR_MEMBER, ILO_MEMBER),
    )
    guide.tell(_("UNU is not in this Slack; its focal point takes part by mail."))
    await guide.says(
        SECRETARIAT, f'people add "Ms A. Otieno" otieno@unu.example {OUTSIDE} as focal point', GROUP_CHANNEL
    )
    await guide.presses(SECRETARIAT, "Poll these", "IMG-M6")
    guide.tell(_("Everybody answers as they like: one press, a form with their own hours, or words."))
    await guide.presses(MEMBER, "All work")
    await guide.presses(FAR_MEMBER, "Vote")
    await guide.fills({"works": ["1"], "maybe": ["2", "3"]})
    await guide.says(WS1_LEAD, "vote img6 1 yes, 2 no, 3 if need be", GROUP_CHANNEL)
    await guide.says(SECRETARIAT, f"vote img6 for {OUTSIDE} 1 yes, 2 if need be", GROUP_CHANNEL)
    await guide.until("2017-10-06 09:30")
    await guide.presses(SECRETARIAT, "It was held", "IMG-M5")
    guide.tell(_("Two working days before the deadline those who are silent are reminded, and nobody else."))
    await guide.until("2017-10-12 16:00")
    await guide.presses(WS2_LEAD, "All work")
    for person in (WS1_CO_LEAD, WS2_CO_LEAD, ECLAC_MEMBER, ILO_MEMBER):
        await guide.writes(person, "vote img6 1 yes, 3 if need be")
    guide.tell(_("All nine have answered, so the Secretariat hears at once which date is best."))
    await guide.until("2017-10-13 09:30")
    await guide.presses(SECRETARIAT, "Choose")
    await guide.minutes(3)


async def round_of_comments(guide: Guide) -> None:
    """The mandates are read by the agencies in writing; silence is consent."""
    guide.chapter(
        _("A round of comments"),
        _("The draft mandates go round in writing. Who is silent agrees."),
        watching=(SECRETARIAT, GROUP_CHANNEL, WS1_CHANNEL, WS1_CO_LEAD),
    )
    await guide.skip_to("2017-11-08 10:00")
    await guide.says(
        SECRETARIAT,
        'ask img-d1 "comments on the draft mandates" https://files.example/mandates until 17 nov '
        "silence is consent",
        GROUP_CHANNEL,
    )
    await guide.minutes(3)
    await guide.presses(MEMBER, "No comments")
    await guide.says(
        FAR_MEMBER, 'answer img-d1 comments "section 2 should name the regional centres"', GROUP_CHANNEL
    )
    await guide.says(SECRETARIAT, f"answer img-d1 for {OUTSIDE} no comments", GROUP_CHANNEL)
    guide.tell(_("Three working days before the end, the silent agencies are asked once more."))
    await guide.until("2017-11-14 18:00")
    await guide.presses(WS1_CO_LEAD, "No comments")
    await guide.until("2017-11-17 18:30")
    guide.tell(
        _("ESCAP had a comment, so silence is no consent. The Secretariat mends the text, and is done.")
    )
    await guide.says(SECRETARIAT, 'img-d1 done "section 2 names the regional centres now"', GROUP_CHANNEL)


async def replies(guide: Guide) -> None:
    """Who comes, and a date that moves once."""
    guide.chapter(
        _("Who comes, and a date that moves"),
        _("Whoever is invited replies by a word or a press; the channel sees numbers, not names."),
        watching=(SECRETARIAT, GROUP_CHANNEL, WS2_LEAD),
    )
    await guide.skip_to("2017-11-20 10:00")
    await guide.says(MEMBER, "in person img6", GROUP_CHANNEL)
    guide.tell(_("The room is taken on that day. First the Secretariat asks what a move would do."))
    await guide.says(SECRETARIAT, "move img6 14 dec 14:00-16:00 whatif", GROUP_CHANNEL)
    await guide.says(
        SECRETARIAT, 'move img6 14 dec 14:00-16:00 "the room is taken on the 12th"', GROUP_CHANNEL
    )
    await guide.minutes(3)
    guide.tell(_("A reply counts for the date it was given for. So people reply anew."))
    await guide.presses(MEMBER, "In person", "IMG-M6")
    await guide.says(FAR_MEMBER, "remote img6", GROUP_CHANNEL)
    await guide.says(SECRETARIAT, f'regrets img6 for {OUTSIDE} "by mail"', GROUP_CHANNEL)
    await guide.presses(WS2_LEAD, "Alternate…", "IMG-M6")
    await guide.fills({"coming": "remote", "alternate": "Mr J. Ortega"})
    await guide.says(SECRETARIAT, "replies img6", GROUP_CHANNEL)


async def the_day(guide: Guide) -> None:
    """The agenda, the week before, the meeting, and the day after."""
    guide.chapter(
        _("The agenda and the day"),
        _("What the 5th plenary left open comes back by itself; a lead proposes one more point."),
        watching=(SECRETARIAT, GROUP_CHANNEL, WS1_LEAD),
    )
    await guide.skip_to("2017-11-27 16:30")
    await guide.says(
        WS1_LEAD, 'agenda img6 propose "A common list of e-waste projects" 15 min', GROUP_CHANNEL
    )
    await guide.presses(SECRETARIAT, "Take it")
    await guide.says(SECRETARIAT, "agenda img6", GROUP_CHANNEL)
    await guide.presses(SECRETARIAT, "Take last meeting's open points")
    await guide.presses(SECRETARIAT, "Add the standing points")
    await guide.presses(SECRETARIAT, "Publish")
    guide.tell(_("A week before, the channel reads all of it in one message."))
    await guide.until("2017-12-07 12:00")
    guide.tell(_("During the meeting the Secretariat notes what is said, decided and taken on."))
    await guide.until("2017-12-14 14:30")
    await guide.says(SECRETARIAT, "note img6 6 UNEP has a list of 40 projects", GROUP_CHANNEL)
    await guide.says(SECRETARIAT, "decision img6 5 The study of the UN's own e-waste begins", GROUP_CHANNEL)
    await guide.says(
        SECRETARIAT, "action img6 6 UNEP send the list of projects to all by 9 feb", GROUP_CHANNEL
    )
    await guide.says(
        SECRETARIAT, f"action img6 5 <@{WS1_LEAD}> draft the terms of the study by 16 mar", GROUP_CHANNEL
    )
    guide.tell(_("The next morning: was it held, who was there, and what became of each point?"))
    await guide.until("2017-12-15 09:30")
    await guide.presses(SECRETARIAT, "It was held", "IMG-M6")
    await guide.says(SECRETARIAT, "attendance img6", GROUP_CHANNEL)
    await guide.fills({"in_person": ["UNEP", "ILO", "ITU"], "remote": ["ESCAP", "UNDP", "UNESCO"]})
    await guide.presses(SECRETARIAT, "Agenda")
    await guide.presses(SECRETARIAT, "What became of them")
    await guide.fills({"to_next": ["Work Stream 2: Open exchange on ways to share what each agency knows."]})
    await guide.says(SECRETARIAT, "img7 tue 20 mar 2-4pm", GROUP_CHANNEL)
    await guide.minutes(3)


async def minutes(guide: Guide) -> None:
    """The minutes go round, the 7th plenary adopts them; of two actions one is done, one goes on."""
    guide.chapter(
        _("Minutes, decisions and actions"),
        _("Notes, decisions and actions have become minutes. Before the 7th plenary they go round."),
        watching=(SECRETARIAT, GROUP_CHANNEL, MEMBER, WS1_LEAD),
    )
    await guide.skip_to("2018-02-05 10:30")
    guide.tell(_("An agency is asked for its action in the week of its day, and reports it done."))
    await guide.says(MEMBER, "done a1", GROUP_CHANNEL)
    await guide.skip_to("2018-03-12 11:00")
    await guide.says(SECRETARIAT, "agenda img7", GROUP_CHANNEL)
    await guide.presses(SECRETARIAT, "Add the standing points")
    await guide.says(SECRETARIAT, "minutes img6", GROUP_CHANNEL)
    await guide.presses(SECRETARIAT, "Send round")
    await guide.fills({"until": "2018-03-19"})
    await guide.minutes(3)
    guide.tell(_("At the 7th plenary the standing point adopts them. The other action needs more time."))
    await guide.skip_to("2018-03-21 09:30")
    await guide.presses(SECRETARIAT, "It was held", "IMG-M7")
    await guide.presses(SECRETARIAT, "Agenda")
    await guide.presses(SECRETARIAT, "What became of them")
    await guide.fills({})
    await guide.says(SECRETARIAT, "actions", GROUP_CHANNEL)
    await guide.presses(SECRETARIAT, "Change")
    await guide.fills({"due": "2018-05-18"})
    await guide.says(SECRETARIAT, "history img6", GROUP_CHANNEL)
    guide.tell(_("From the poll to the adopted minutes nobody was told more than this."))
    guide.counts("IMG-M6")
