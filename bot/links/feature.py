"""Secret links: calendars and pages for people and programs outside Slack."""

from __future__ import annotations

from bot.core.i18n import N_
from bot.core.kinds import HomeSection
from bot.core.registry import ActKind, Feature, LookKind
from bot.links import home, performing, showing, texts
from bot.links.acts import Calendars, EndLink, Links, MakeLink
from bot.links.words import COMMANDS

LINKS = Feature(
    name="links",
    acts=(
        ActKind(
            MakeLink,
            load=performing.load_scope,
            need=performing.need_to_make,
            carry_out=performing.make_link,
            say=texts.say_make_link,
            told=texts.build_made,
            words="calendar",
            no_undo="A link is ended instead; its address was told and cannot be untold.",
        ),
        ActKind(
            EndLink,
            load=performing.load_link,
            need=performing.need_to_end,
            carry_out=performing.end_link,
            already=performing.ended_already,
            say=texts.say_end_link,
            told=texts.build_ended,
            words="end link",
            no_undo="What used the link has let go of it; a new one is made instead.",
        ),
    ),
    looks=(
        LookKind(Links, showing.show_links, texts.label_links),
        LookKind(Calendars, showing.show_calendars, texts.label_calendars),
    ),
    home=(HomeSection("links", home.home_units, N_("Calendar and links")),),
    commands=COMMANDS,
    pass_on=performing.end_links,
)
