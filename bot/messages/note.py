"""A person's note of a day: all they are asked, gathered, with the acts that answer it."""

from __future__ import annotations

from bot.i18n import _, ngettext
from bot.messages.asks import AskView, ask_unit
from bot.messages.blocks import Block, Unit, context, fit, header, paragraphs, say, section
from bot.messages.changes import change_line
from bot.messages.dates import day_words
from bot.messages.items import item_plain
from bot.messages.message import Message, compose
from bot.messages.text import bullets, quoted
from bot.workplan.ladders import To
from bot.workplan.views import PersonNote

ROOM, MOST_CHANGES = 42, 8


def headings() -> dict[str, str]:
    """The headlines of a note in their order: what is most pressing first."""
    return {
        "decide": _("To decide"),
        "just-over": _("Just over"),
        "overdue": _("Overdue"),
        "due": _("Due"),
        "needs-date": _("Needs a date"),
        "begins": _("Begins"),
        "closing": _("Closing"),
        "other": _("Also"),
    }


def build_note(note: PersonNote, command: str = "/img") -> Message:
    """The Monday note, or on another day the note of that day."""
    views = ask_views(note)
    title = _title(note)
    blocks: list[Block] = [header(title)]
    if note.late:
        blocks.append(context(_("This comes late: I was not running when it was due. I am sorry.")))
    shown, left = fit(ask_units(views), ROOM)
    blocks += shown
    if left:
        more = ngettext("and {count} more question", "and {count} more questions", left).format(count=left)
        blocks.append(section(more, say(_("Show all"), views[0].group.id, "me")))
    blocks += _changes(note)
    blocks.append(context(_why(views, command)))
    return compose(f"{title}. {summary(views)}", blocks)


def _title(note: PersonNote) -> str:
    day = day_words(note.day)
    return (_("Your week from {day}") if note.day.weekday() == 0 else _("For you, {day}")).format(day=day)


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
            slots=note.slots.get(ask.item.id, ()),
            zones=note.zones.get(group.id, ()),
            standing=note.standings.get(group.id),
            still_open=note.still_open.get(group.id, ()),
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
        for index, view in enumerate(sorted(under, key=lambda view: view.ask.item.sort_key())):
            head = [section(f"*{headings()[name]}*")] if index == 0 else []
            units.append([*head, *ask_unit(view)])
    return units


def summary(views: list[AskView]) -> str:
    """What is asked, in one line of plain text."""
    parts = []
    for name, under in _by_heading(views).items():
        items = ", ".join(item_plain(view.ask.item, 60) for view in under[:4])
        more = f" {_('and {count} more').format(count=len(under) - 4)}" if len(under) > 4 else ""
        parts.append(f"{headings()[name]}: {items}{more}")
    return "; ".join(parts)


def _changes(note: PersonNote) -> list[Block]:
    if not note.changed:
        return []
    lines = [change_line(change, group.zone) for group, change in note.changed[:MOST_CHANGES]]
    more = max(len(note.changed) - MOST_CHANGES, 0)
    texts = paragraphs([f"*{_('What has changed')}*", *bullets(lines, more).split("\n")])
    return [section(text) for text in texts[:3]]


def _why(views: list[AskView], command: str) -> str:
    """Why you got this and how to stop it."""
    coordinated = {v.group.id: v.group for v in views if v.ask.to is To.COORDINATOR}
    names = ", ".join(quoted(group.name, 60) for group in coordinated.values())
    reasons = []
    if any(view.ask.to is To.OWNER for view in views):
        reasons.append(_("these items are yours to see to"))
    if names:
        reasons.append(_("you coordinate {group}").format(group=names))
    because = _("You get this because {reason}.").format(reason=_(" and ").join(reasons))
    stop = _("To hear no more about one: `{command} stop asking {key}`.")
    return f"{because} {stop.format(command=command, key=views[0].ask.item.key)}" if views else because
