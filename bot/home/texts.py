"""The Home tab: open questions first, then news, next meetings, traffic lights and settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.i18n import _
from bot.core.people import Reader
from bot.core.registry import Shown
from bot.core.snapshot import Snapshot
from bot.dates.texts import day_words
from bot.home.looks import HomePage
from bot.home.views import HomeGroup, HomeView, Titled
from bot.plan.looks import Next, WholePlan
from bot.plan.texts.changes import change_line
from bot.plan.texts.naming import item_units
from bot.reminders.texts.note import ask_units, ask_views
from bot.reports.looks import Me, StatusReport
from bot.reports.texts import light_line
from bot.slack.blocks import (
    VIEW_LETTERS,
    Block,
    Unit,
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

MOST_NEWS, MOST_UPCOMING = 4, 5
BLOCKS_ON_A_PAGE = 57
"""With the buttons that turn pages, and a line above, a page has at most 60."""
ROOM_FOR_ANSWER = 20


def build_home(home: HomeView, said: Shown | None = None) -> dict[str, Any]:
    """The view for `views.publish`; `said` is the answer to a button that was pressed in Home."""
    units = [_answer(said)] if said is not None else []
    units += _needs_you(home)
    units += [_news(home)] if home.news else []
    for group in home.groups:
        units += _group_units(group, home)
    if not home.groups:
        units.append(_nowhere())
    pages = _pages([unit for unit in units if unit])
    page = min(max(home.page, 1), len(pages)) if said is None else 1
    blocks = [*pages[page - 1], *_turning(page, len(pages), home)]
    number_actions(blocks)
    return {"type": "home", "blocks": blocks}


def _answer(said: Shown) -> Unit:
    """The answer to a button that was pressed in Home; it stands at the top."""
    shown, left = fit([[block] for block in said.blocks], ROOM_FOR_ANSWER)
    more = [context(_("and {count} more").format(count=left))] if left else []
    return [*shown, *more, divider()]


def _pages(units: Sequence[Unit]) -> list[list[Block]]:
    """The blocks of each page; what belongs together stays together."""
    pages: list[list[Block]] = []
    rest = list(units)
    while rest or not pages:
        blocks, left = fit(rest, BLOCKS_ON_A_PAGE, VIEW_LETTERS)
        taken = len(rest) - left
        pages.append(blocks if taken else rest[0][:BLOCKS_ON_A_PAGE])
        rest = rest[max(taken, 1) :]
    return pages


def _turning(page: int, pages: int, home: HomeView) -> list[Block]:
    if pages == 1:
        return []
    group_id = home.groups[0].group.id if home.groups else 0
    row = [
        press(_("Page {number}").format(number=number), group_id, HomePage(number))
        for number in (page - 1, page + 1)
        if 1 <= number <= pages
    ]
    return [context(_("Page {number} of {pages}").format(number=page, pages=pages)), *actions(row)]


def _needs_you(home: HomeView) -> list[Unit]:
    units = [*ask_units(ask_views(home.note))]
    for group in home.groups:
        units += _titled(group.needs)
    title = header(_("What needs you"))
    if units:
        return [[title, *units[0]], *units[1:]]
    text = _("Nothing needs you.")
    if home.quiet_until is not None:
        text = _("Nothing needs you until {day}.").format(day=day_words(home.quiet_until))
    return [[title, section(text)]] if home.groups else []


def _news(home: HomeView) -> Unit:
    lines = [f"• {change_line(change, group.zone)}" for group, change in home.news[:MOST_NEWS]]
    title = _("Since you were last here")
    return [section(text) for text in paragraphs([f"*{title}*", *lines])]


def _group_units(view: HomeGroup, home: HomeView) -> list[Unit]:
    group = view.group
    reader = Reader(view.standing, home.note.contact.zone, home.note.contact.name)
    lights = paragraphs(light_line(stream, group) for stream in view.streams)[:3]
    head: Unit = [divider(), header(group.name), *(section(text) for text in lights)]
    upcoming = item_units(view.upcoming[:MOST_UPCOMING], home.note.now, group, reader)
    if not group.reminders_on and not group.is_empty:
        head.append(context(_("Reminders have not been started.")))
    if group.is_empty:
        upcoming = [[section(_("The workplan is still empty."))]]
    units: list[Unit] = [head, *(upcoming or [[section(_("Nothing is ahead."))]])]
    units += _titled(view.sections)
    buttons = [
        press(_("What is next"), group.id, Next()),
        press(_("Whole plan"), group.id, WholePlan()),
        press(_("How it stands"), group.id, StatusReport()),
        press(_("What concerns me"), group.id, Me()),
    ]
    return [*units, _settings(home), actions(buttons)]


def _titled(sections: Sequence[Titled]) -> list[Unit]:
    """Sections one after the other, each headline with the first thing below it."""
    found: list[Unit] = []
    for title, units in sections:
        found += [[section(f"*{_(title)}*"), *units[0]], *units[1:]]
    return found


def _settings(home: HomeView) -> Unit:
    """Facts about the reader that decide what Home shows."""
    contact = home.note.contact
    lines = [
        _("Your clock: {zone}").format(zone=quoted(contact.zone, 60)) if contact.zone else "",
        _("You are away until {day}").format(day=day_words(contact.away_until)) if contact.away_until else "",
    ]
    known = [line for line in lines if line]
    return [context(" · ".join(known))] if known else []


def _nowhere() -> Unit:
    """The first state: somebody whom no group knows yet."""
    return [
        header(_("Welcome")),
        section(
            _(
                "I keep the workplan of a group: its meetings, who does what by when, and how it stands."
                " You are on no group's roster yet; its coordinator can add you."
            )
        ),
    ]


def label_home_page(look: HomePage, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """A page of Home, as a button names it."""
    return _("Home, page {number}").format(number=look.page)
