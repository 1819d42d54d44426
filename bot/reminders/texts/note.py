"""A person's note of a day: all they are asked, gathered, with the acts that answer it."""

from __future__ import annotations

from bot.core.i18n import _, in_a_row, labelled, listing, ngettext
from bot.core.requests import Request
from bot.core.rights import Right, may
from bot.dates.texts import day_words
from bot.dates.wall_time import local
from bot.meetings.actions.due_actions import ActionsAsked
from bot.meetings.actions.notices import asked_units, asked_words
from bot.plan.acts import AskAbout
from bot.plan.texts.changes import change_line
from bot.plan.texts.naming import item_plain
from bot.reminders.acts import SnoozeForm
from bot.reminders.rules.ladders import LONG_OVERDUE, To
from bot.reminders.rules.notice_views import Woken
from bot.reminders.texts.asks import AskView, ask_unit, long_overdue_units
from bot.reminders.views import PersonNote
from bot.reports.looks import Me
from bot.slack.blocks import (
    Block,
    Element,
    Unit,
    actions,
    chooser,
    context,
    fit,
    header,
    paragraphs,
    press,
    section,
)
from bot.slack.escaping import bullets, one_line, quoted
from bot.slack.message import Message, compose

ROOM, MOST_CHANGES, MOST_MENUS, MOST_STOPPED = 42, 5, 4, 15


def headings() -> dict[str, str]:
    """The headlines of a note in their order: what is most pressing first."""
    return {
        "decide": _("To decide"),
        "just-over": _("Just over"),
        "overdue": _("Overdue"),
        "due": _("Due"),
        "needs-date": _("Needs a date"),
        "prepare": _("To prepare"),
        "begins": _("Begins"),
        "closing": _("Closing"),
        LONG_OVERDUE: _("Long overdue"),
        "other": _("Also"),
    }


def build_note(note: PersonNote, _command: str = "/img") -> Message:
    """The Monday note, or on another day the note of that day."""
    views = ask_views(note)
    title = _title(note)
    blocks: list[Block] = [header(title)]
    if note.late:
        blocks.append(context(_("This comes late: I was not running when it was due. I am sorry.")))
    if note.woken is Woken.RETURNED:
        blocks.append(context(_("Others were asked meanwhile; this is still open.")))
    shown, left = fit([*ask_units(views), *_action_units(note)], ROOM)
    blocks += shown
    if left:
        more = ngettext("and {count} more question", "and {count} more questions", left).format(count=left)
        group = views[0].group if views else note.actions[0].group
        blocks.append(section(more, press(_("Show all"), group.id, Me())))
    blocks += _changes(note)
    if views:
        blocks += actions([press(_("Ask me later"), views[0].group.id, SnoozeForm()), *_stop_asking(views)])
    blocks.append(context(_why(views, note)))
    spoken = [summary(views)] if views else []
    spoken += [f"{asked_words(one)} {_keys(one)}" for one in note.actions]
    return compose(f"{title}. {'; '.join(spoken)}", blocks)


def _action_units(note: PersonNote) -> list[Unit]:
    """What the person has to do out of meetings, and as the coordinator what others have left undone."""
    return [unit for one in note.actions for unit in ([section(f"*{asked_words(one)}*")], *asked_units(one))]


def _keys(asked: ActionsAsked) -> str:
    return ", ".join(f"{one.key} {one_line(one.text, 60)}" for one in asked.actions[:4])


def _title(note: PersonNote) -> str:
    if note.woken is Woken.RETURNED:
        return _("Welcome back: what came while you were away")
    if note.woken is Woken.ASKED_FOR:
        return _("You wanted to hear of this today")
    title = _("Your week from {day}") if note.opens_week else _("For you, {day}")
    return title.format(day=day_words(note.day))


def ask_views(note: PersonNote) -> list[AskView]:
    """One view an item: who is both its owner and the coordinator is asked once, to decide if anything."""
    several = len({group.id for group, _ask in note.asks}) > 1
    found: dict[int, AskView] = {}
    for group, ask in note.asks:
        known = found.get(ask.item.id)
        if known is not None and (known.ask.decide or not ask.decide):
            continue
        found[ask.item.id] = AskView(
            group=group,
            ask=ask,
            today=local(note.now, note.contact.zone or group.zone).date(),
            reader_zone=note.contact.zone,
            slots=note.slots.get(ask.item.id, ()),
            zones=note.zones.get(group.id, ()),
            standing=note.standings.get(group.id),
            still_open=note.still_open.get(group.id, ()),
            lacking=note.lacking.get(ask.item.id),
            with_group=several,
        )
    return list(found.values())


def _by_heading(views: list[AskView]) -> dict[str, list[AskView]]:
    titles = headings()
    found: dict[str, list[AskView]] = {name: [] for name in titles}
    for view in views:
        found[view.heading if view.heading in titles else "other"].append(view)
    return {name: under for name, under in found.items() if under}


def ask_units(views: list[AskView]) -> list[Unit]:
    """The asks under their headlines; a headline is part of its first ask, so that none stands alone."""
    units: list[Unit] = []
    for name, under in _by_heading(views).items():
        if name == LONG_OVERDUE:
            units += long_overdue_units(under)
            continue
        for index, view in enumerate(sorted(under, key=lambda view: view.ask.item.sort_key())):
            head = [section(f"*{headings()[name]}*")] if index == 0 else []
            units.append([*head, *ask_unit(view)])
    return units


def summary(views: list[AskView]) -> str:
    """The asks of a note in one line of plain text."""
    parts = []
    for name, under in _by_heading(views).items():
        items = ", ".join(item_plain(view.ask.item, 60) for view in under[:4])
        more = f" {_('and {count} more').format(count=len(under) - 4)}" if len(under) > 4 else ""
        parts.append(labelled(headings()[name], f"{items}{more}"))
    return in_a_row(parts)


def _changes(note: PersonNote) -> list[Block]:
    if not note.changed:
        return []
    lines = [change_line(change, group.zone) for group, change in note.changed[:MOST_CHANGES]]
    listed = bullets(lines, len(note.changed) - len(lines))
    return [section(text) for text in paragraphs([f"*{_('What has changed')}*", *listed.split("\n")])]


def _stop_asking(views: list[AskView]) -> list[Element]:
    """A menu a group of what a person can be asked no more about."""
    by_group: dict[int, list[tuple[str, Request]]] = {}
    for view in views[:MOST_STOPPED]:
        item = view.ask.item
        if view.standing is None or may(view.standing, Right.PLAN, item):
            by_group.setdefault(view.group.id, []).append(
                (item_plain(item, 50), AskAbout(item.id, asking=False))
            )
    menus = [chooser(_("Stop asking about…"), group_id, items) for group_id, items in by_group.items()]
    return [one for menu in menus[:MOST_MENUS] for one in menu]


def _why(views: list[AskView], note: PersonNote) -> str:
    """Why you got this."""
    if not views:
        return _("You are asked about an action in the week of its day, and two and four weeks later.")
    reasons = list(dict.fromkeys(_reason(view, note) for view in views))
    return _("You get this because {reasons}.").format(reasons=listing(reasons))


def _reason(view: AskView, note: PersonNote) -> str:
    """The part in which a person is asked about an item."""
    item, standing = view.ask.item, note.standings.get(view.group.id)
    if view.ask.to is not To.COORDINATOR and item.owner_id == note.contact.id:
        return _("{key} is yours").format(key=item.key)
    if view.ask.to is not To.COORDINATOR and standing is not None:
        led = [label for label in item.streams if standing.leads((label,))]
        if led:
            return _("you lead {streams}").format(streams=listing([quoted(label, 40) for label in led]))
        if item.owner_agency and not standing.is_coordinator:
            return _("you represent {agency}").format(agency=quoted(item.owner_agency, 80))
    return _("you coordinate {group}").format(group=quoted(view.group.name, 60))
