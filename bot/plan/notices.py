"""What the coordinator hears of the plan at once: that somebody wants to be asked no more about an item."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.notices import ITEM, NoticeKind, Subject, Telling
from bot.groups.facts import actor_words
from bot.groups.store import people
from bot.plan.rules.items import Item
from bot.plan.store import plans
from bot.plan.texts.asking import build_stopped, build_stopped_settled
from bot.slack.message import Message

STOPPED = "stopped-asking"


@dataclass(frozen=True, slots=True)
class Stopped:
    """An item about which only the coordinator is asked by now, and who wanted that."""

    group: GroupView
    item: Item
    by: str


def view(telling: Telling) -> Stopped | None:
    """The item, as long as that is so."""
    found = plans.items_by_id(telling.session, [telling.row.item_id])
    if not found or found[0].asking or not found[0].asking_coordinator or not found[0].is_open:
        return None
    token = telling.row.payload["by"]
    by = actor_words(token, people.contacts_of_tokens(telling.session, {token}))
    return Stopped(telling.facts.group, found[0], by)


def build(stopped: Stopped, command: str) -> Message:
    """Who wants to be asked no more, and what the coordinator can do about it."""
    return build_stopped(stopped.group, stopped.item, stopped.by, command)


def shows(stopped: Stopped) -> Iterable[Subject]:
    """The item."""
    return ((ITEM, stopped.item.id),)


def settled(telling: Telling) -> Message | None:
    """That people are asked again, that nobody is, or that it is over."""
    found = plans.items_by_id(telling.session, [telling.row.item_id])
    return build_stopped_settled(found[0]) if found else None


STOPPED_NOTICE = NoticeKind(
    STOPPED,
    view,
    build,
    lambda _payload: _("that somebody is asked no more"),
    shows=shows,
    settled=settled,
    waits_for_start=False,
    is_question=True,
)
