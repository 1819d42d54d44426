"""The Home tab: what needs you, what comes next, how it stands, your settings."""

from __future__ import annotations

from typing import Any

from bot.core.i18n import _
from bot.core.people import Reader
from bot.dates.texts import day_words
from bot.home.rules import HomeGroup, HomeView
from bot.plan.looks import Next, WholePlan
from bot.plan.texts.changes import change_line
from bot.plan.texts.naming import item_units
from bot.reminders.texts.note import ask_units, ask_views
from bot.reports.texts import light_line
from bot.slack.blocks import (
    VIEW_LETTERS,
    Block,
    actions,
    context,
    divider,
    fit,
    header,
    number_actions,
    paragraphs,
    press,
    section,
)
from bot.slack.escaping import quoted
from bot.slack.message import MOST_BLOCKS_OF_VIEW

MOST_NEWS, MOST_UPCOMING = 4, 5
ROOM_FOR_ASKS, ROOM_FOR_GROUPS = 40, 45


def build_home(home: HomeView) -> dict[str, Any]:
    """The view for `views.publish`."""
    blocks = [*_news(home), *_needs_you(home)]
    units = [_group_blocks(group, home) for group in home.groups]
    shown, left = fit(units, ROOM_FOR_GROUPS, VIEW_LETTERS)
    blocks += shown
    if left:
        blocks.append(context(_("and {count} more groups").format(count=left)))
    if not home.groups:
        blocks.append(section(_("You are on no group's roster yet. Its coordinator can add you.")))
    blocks += _settings(home)
    kept = blocks[:MOST_BLOCKS_OF_VIEW]
    number_actions(kept)
    return {"type": "home", "blocks": kept}


def _news(home: HomeView) -> list[Block]:
    if not home.news:
        return []
    lines = [f"• {change_line(change, group.zone)}" for group, change in home.news[:MOST_NEWS]]
    title = _("Since you were last here")
    return [section(text) for text in paragraphs([f"*{title}*", *lines])]


def _needs_you(home: HomeView) -> list[Block]:
    blocks = [header(_("What needs you"))]
    views = ask_views(home.note)
    if not views:
        text = _("Nothing needs you.")
        if home.quiet_until is not None:
            text = _("Nothing needs you until {day}.").format(day=day_words(home.quiet_until))
        return [*blocks, section(text)]
    shown, left = fit(ask_units(views), ROOM_FOR_ASKS, VIEW_LETTERS)
    if left:
        shown.append(context(_("and {count} more").format(count=left)))
    return [*blocks, *shown]


def _group_blocks(view: HomeGroup, home: HomeView) -> list[Block]:
    group = view.group
    reader = Reader(view.standing, home.note.contact.zone, home.note.contact.name)
    lights = [light_line(stream, group) for stream in view.streams]
    upcoming = [
        block
        for unit in item_units(view.upcoming[:MOST_UPCOMING], home.note.now, group, reader)
        for block in unit
    ]
    buttons = [
        press(_("What is next"), group.id, Next()),
        press(_("Whole plan"), group.id, WholePlan()),
    ]
    return [
        divider(),
        header(group.name),
        *(section(text) for text in paragraphs(lights)[:3]),
        *(upcoming or [section(_("Nothing is ahead."))]),
        *actions(buttons),
    ]


def _settings(home: HomeView) -> list[Block]:
    lines = [f"{quoted(name, 60)}: {quoted(value, 150)}" for name, value in home.settings.items()]
    if not lines:
        return []
    return [divider(), context(*paragraphs([f"*{_('Your settings')}*", *lines], 1900))]
