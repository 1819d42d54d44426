"""Home: a page of it can be asked for."""

from __future__ import annotations

from bot.core.i18n import _
from bot.core.registry import Feature, Looking, LookKind
from bot.core.snapshot import Part
from bot.home.asks_ahead import AsksAhead
from bot.home.looks import HomePage
from bot.home.texts import label_home_page
from bot.slack.message import Message
from bot.slack.saying import build_said


def show_home_page(look: HomePage, looking: Looking) -> Message:
    """Where the page is to be seen: a message cannot hold it."""
    told = _("Page {number} is in your Home tab.").format(number=look.page)
    return build_said(told, group_id=looking.snapshot.facts.group.id)


HOME = Feature(
    name="home",
    parts=(Part(AsksAhead, lambda _session, _group_id: AsksAhead()),),
    looks=(LookKind(HomePage, show_home_page, label_home_page),),
)
