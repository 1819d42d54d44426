"""Whether people are asked about an item: what its acts came to, and what the coordinator hears."""

from __future__ import annotations

from typing import Any

from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.undo_acts import Undo
from bot.dates.texts import day_words, when_words
from bot.plan.acts import AskAbout
from bot.plan.looks import Show
from bot.plan.rules.items import Item
from bot.plan.rules.views import Changed
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import actions, context, press, section
from bot.slack.escaping import quoted, who
from bot.slack.message import Message, compose


def build_stopped(group: GroupView, item: Item, by: str, _command: str = "/img") -> Message:
    """For the coordinator: somebody wants to be asked no more about an item."""
    told = _("{person} wants no more questions about {item}. Only you are still asked about it.")
    buttons = [
        press(_("Ask again"), group.id, AskAbout(item.id, asking=True)),
        press(_("Ask nobody"), group.id, AskAbout(item.id, asking=False)),
        press(_("Details"), group.id, Show(item.id)),
    ]
    why = _("You get this because you coordinate {group}.").format(group=quoted(group.name, 100))
    shown = told.format(person=who(by), item=item_told(item))
    text = told.format(person=who(by), item=item_plain(item, 150))
    return compose(text, [section(shown), *actions(buttons), context(why)])


def build_stopped_settled(item: Item) -> Message:
    """What stands in its place once that is settled."""
    told = _("✔ Nobody is asked about {item} any more.")
    if item.asking or not item.is_open:
        told = _("✔ People are asked about {item} again.") if item.is_open else _("✔ {item} is closed.")
    return compose(told.format(item=item_plain(item, 150)), [section(told.format(item=item_told(item)))])


def build_kept(done: Done[Any], _reader: Reader | None = None) -> Message:
    """That a meeting stays in its month, and until when nobody is asked for its day."""
    changed: Changed = done.result
    item = changed.item
    told = _("✔ {item} stays in {when}. Nobody is asked for its day until {day}.")
    if changed.is_same:
        told = _("{item} stays in {when}: nobody is asked for its day until {day}.")
    facts = {
        "when": when_words(item.when, changed.group.zone),
        "day": day_words(item.quiet_until) if item.quiet_until is not None else "",
    }
    row = []
    if done.act_id is not None:
        row.append(press(_("Undo"), changed.group.id, Undo(done.act_id)))
    spoken = told.format(item=item_plain(item, 150), **facts)
    return compose(spoken, [section(told.format(item=item_told(item), **facts)), *actions(row)])


def build_asking(done: Done[Any], _reader: Reader | None = None) -> Message:
    """That nobody is asked about an item any more, or that people are asked again."""
    changed: Changed = done.result
    if changed.item.asking:
        told = _("People are asked about {item} already.")
        if not changed.is_same:
            told = _("✔ People are asked about {item} again.")
    else:
        told = _("Nobody is asked about {item} already.")
        if not changed.is_same:
            told = _("✔ Nobody is asked about {item} any more. Its dates and meeting notices stay.")
            if changed.item.asking_coordinator:
                told = _("✔ Only the coordinator is asked about {item} from now on, and hears of that.")
    shown = told.format(item=item_told(changed.item))
    row = []
    if done.act_id is not None:
        row.append(press(_("Undo"), changed.group.id, Undo(done.act_id)))
    return compose(told.format(item=item_plain(changed.item, 150)), [section(shown), *actions(row)])
