"""One item whole, and its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.i18n import _, ngettext
from bot.core.people import Reader
from bot.core.requests import Request
from bot.core.rights import Right, may
from bot.core.undo_acts import Restore
from bot.dates.texts import drift_words, say_when, when_words
from bot.dates.when import When
from bot.groups.texts import owner_words
from bot.plan.acts import ReturnItem
from bot.plan.looks import CancelForm, EditForm, History, Show
from bot.plan.rules.item_fields import FIELDS, Field
from bot.plan.rules.items import Item
from bot.plan.rules.views import ChangeView, ItemDetail
from bot.plan.texts.changes import change_line
from bot.plan.texts.counting import counted_words, days_left, moved_words
from bot.plan.texts.naming import (
    acts,
    format_words,
    item_name,
    item_plain,
    item_spoken,
    item_told,
    kind_words,
    length_words,
    state_words,
    title_plain,
)
from bot.slack.blocks import (
    Block,
    Unit,
    actions,
    context,
    fit,
    header,
    menu,
    offered,
    paragraphs,
    press,
    section,
    share,
)
from bot.slack.escaping import link, mention, paragraph, quoted
from bot.slack.message import Message, compose

LINE = 1200


def build_show(
    detail: ItemDetail,
    reader: Reader | None,
    look: Show,
    *,
    offers: Sequence[tuple[str, Request]] = (),
    more: Sequence[tuple[str, Request]] = (),
    shared_by: str | None = None,
) -> Message:
    """One item whole; without a `reader` it is for a channel.

    `offers` are the acts of `look` with their sentences: somebody asked about them without ordering them.
    `more` stands in the menu of the card: the poll, the agenda, the minutes and whatever else there is.
    """
    item, group = detail.item, detail.group
    blocks = [header(f"{item.key} · {title_plain(item)}")]
    if len(item.title) > len(title_plain(item)):
        blocks.append(section(paragraph(item.title, 2000)))
    first, *others = paragraphs(_facts(detail, reader))
    blocks.append(section(first, menu(group.id, more) if reader is not None else None))
    blocks += [section(text) for text in others]
    blocks += _lists(detail, slips=reader is not None)
    if reader is not None and detail.changes:
        latest = [change_line(change, group.zone, with_item=False) for change in detail.changes[:3]]
        blocks.append(context(f"{_('Last changes:')} " + " · ".join(latest)))
    if shared_by:
        blocks.append(context(_("Shared by {person}").format(person=mention(shared_by))))
    if reader is not None:
        blocks += offered(offers, group.id)
        row = [press(label, group.id, request) for label, request in _buttons(detail, reader)]
        # What somebody asked about is not the channel's business.
        shared = replace(look, offers=())
        blocks += actions([*row, share(_("Share to channel"), group.id, shared)])
    return compose(item_spoken(item, detail.now, group.zone), blocks)


def _buttons(detail: ItemDetail, reader: Reader) -> list[tuple[str, Request]]:
    item = detail.item
    buttons = acts(item, reader.standing, detail.now, detail.group.zone)
    if may(reader.standing, Right.PLAN, item):
        buttons.append((_("Edit"), EditForm(item.id)))
        if item.is_open and item.is_meeting:
            buttons.append((_("Cancel the meeting"), CancelForm(item.id)))
    return [*buttons, (_("History"), History(item.id))]


def _facts(detail: ItemDetail, reader: Reader | None) -> list[str]:
    item, group, now = detail.item, detail.group, detail.now
    what = [kind_words(item.kind), *item.streams]
    if item.format:
        what.append(format_words(item.format))
    if item.length:
        what.append(length_words(item.length))
    facts = [
        (_("What"), " · ".join(what)),
        (_("When"), say_when(item.when, now, group.zone, reader.zone if reader else None)),
        (_("Counts from"), _base(detail)),
        (_("Status"), state_words(item, now, group.zone, slips=reader is not None)),
        # Notes on a status and slips are for those who work on the plan, not for the channel.
        (_("Note"), paragraph(item.status_note or "", LINE) if reader else ""),
        (_("Drift"), _drift(detail) if reader else ""),
        (_("Owner"), owner_words(item, detail.roster, call=reader is not None)),
        *(_text_fact(field, item) for field in FIELDS if field.is_text and field.label),
    ]
    return [f"*{label}:* {value}" for label, value in facts if value]


def _base(detail: ItemDetail) -> str:
    """``6 weeks before 24th SOM (Mon 24 Sep 2018 · 83 days left)``; empty where it counts from nothing."""
    item, zone = detail.item, detail.group.zone
    if item.counts_from is None or detail.base is None:
        return ""
    name, when = detail.base
    facts = [when_words(when, zone), days_left(when, detail.now, zone)]
    told = quoted(counted_words(item.counts_from, name), LINE)
    return f"{told} ({' · '.join(fact for fact in facts if fact)})"


def _text_fact(field: Field, item: Item) -> tuple[str, str]:
    value = getattr(item, field.name) or ""
    if field.name == "link" and value:
        return _(field.label), link(value)
    return _(field.label), paragraph(value, LINE) if field.is_long else quoted(value, LINE)


def _drift(detail: ItemDetail) -> str:
    """``moved twice, 3 weeks later than first planned``; empty where it never moved."""
    if not detail.moves:
        return ""
    words = moved_words(detail.moves)
    if detail.drift_days is None:
        return words
    first: When | None = detail.item.baseline
    planned = f" ({when_words(first, detail.group.zone)})" if first and detail.drift_days else ""
    return f"{words}, {drift_words(detail.drift_days)}{planned}"


def _lists(detail: ItemDetail, *, slips: bool) -> list[Block]:
    """Agenda, recommendations and what it waits for."""
    item = detail.item
    numbered = [f"{number}. {quoted(point, LINE)}" for number, point in enumerate(item.agenda, 1)]
    wishes = [f"• {quoted(point, LINE)}" for point in item.recommendations]
    parts = [
        (_("Agenda"), numbered),
        (_("Recommendations"), wishes),
        (_("Needs"), _needs(detail.needs, detail, slips)),
        (_("Needed by"), _needs(detail.needed_by, detail, slips)),
    ]
    units: list[Unit] = []
    for title, lines in parts:
        if lines:
            units += [[section(text)] for text in paragraphs([f"*{title}*", *lines])]
    return fit(units, 36)[0]


def _needs(needs: Sequence[tuple[Item, bool]], detail: ItemDetail, slips: bool) -> list[str]:
    lines = []
    for item, inferred in needs:
        parts = [
            item_name(item, 120),
            when_words(item.when, detail.group.zone),
            state_words(item, detail.now, detail.group.zone, slips=slips),
        ]
        if inferred:
            parts.append(_("suggested"))
        lines.append("• " + " · ".join(parts))
    return lines


def can_be_restored(change: ChangeView, item: Item, reader: Reader) -> bool:
    """Whether a reader can bring back the state of an item before a change."""
    return may(reader.standing, Right.PLAN, item) and bool(change.before) and not change.undone


def build_history(
    item: Item,
    changes: Sequence[ChangeView],
    group_id: int,
    reader: Reader,
    now: datetime,
    zone: str,
    *,
    is_removed: bool = False,
) -> Message:
    """Who changed what, latest first; those who may plan can bring an earlier state back.

    An item that has left the plan (`is_removed`) can be put back as a whole.
    """
    told = item_told(item)
    if not changes:
        return compose(
            _("Nothing has changed yet: {item}").format(item=item_plain(item)),
            [section(_("{item}: nothing has changed yet.").format(item=told))],
        )
    restorable = [change for change in changes if not is_removed and can_be_restored(change, item, reader)]
    units: list[Unit] = []
    for change in changes:
        button = None
        if change in restorable:
            button = press(_("Restore"), group_id, Restore(change.id))
        units.append([section(change_line(change, zone, with_item=False, long=True), button)])
    shown, left = fit(units, 40)
    blocks = [section(_("History of {item}").format(item=told)), *shown]
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    hint = _("*Restore* brings back the state before that change; it is a new entry here.")
    if restorable:
        blocks.append(context(hint))
    if is_removed:
        blocks.append(section(_("It is no longer in the plan.")))
        if may(reader.standing, Right.PLAN, item):
            blocks += actions([press(_("Put it back"), group_id, ReturnItem(item.id))])
    count = ngettext("{count} change", "{count} changes", len(changes)).format(count=len(changes))
    text = f"{_('History of {item}').format(item=item_plain(item))}: {count}"
    return compose(text, blocks)
