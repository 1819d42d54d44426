"""What is said of agendas unasked: points that are proposed, and what changed of a published agenda."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.core.edit import Edit
from bot.core.group import POSTING_TIME, GroupView
from bot.core.i18n import _
from bot.core.notices import NoticeKind, Subject, Telling
from bot.dates.wall_time import local, to_utc
from bot.meetings.agenda import store
from bot.meetings.agenda.acts import AcceptPoint, DropPoint
from bot.meetings.agenda.rules import Point
from bot.meetings.agenda.texts import point_words
from bot.meetings.cards import date_card
from bot.meetings.lineage import AGENDA
from bot.plan.looks import Agenda
from bot.plan.rules.items import Item
from bot.plan.rules.point_states import PointState
from bot.plan.store.agendas import points_of
from bot.plan.store.plans import items_by_id
from bot.plan.texts.naming import item_plain, item_told
from bot.slack.blocks import actions, context, press, section
from bot.slack.escaping import bullets, quoted
from bot.slack.message import Message, compose
from bot.slack.saying import build_said

POINT, CHANGES = "agenda-point", "agenda-changes"
MOST_LISTED = 15


@dataclass(frozen=True, slots=True)
class ProposedPoint:
    """A point that waits for whoever leads the meeting; `by` proposed it."""

    group: GroupView
    item: Item
    point: Point
    by: str


@dataclass(frozen=True, slots=True)
class AgendaNews:
    """What a channel hears of an agenda: that it is published, or what came and went since then."""

    group: GroupView
    item: Item
    points: tuple[Point, ...]
    came: tuple[str, ...]
    went: tuple[str, ...]
    is_new: bool


def tell_of_proposal(edit: Edit, item: Item, point_id: int) -> None:
    """Ask whoever leads the meeting about a proposed point."""
    today = local(edit.now, edit.group.zone).date()
    for contact in edit.facts.roster.owners(item, today):
        if contact.is_on_slack and contact.id != edit.caller.person_id:
            edit.notify(
                POINT,
                f"agenda-point:{point_id}:{contact.id}",
                contact,
                item_id=item.id,
                payload={"point": point_id},
                shows=((AGENDA, item.id),),
            )


def tell_of_agenda(edit: Edit, item: Item, before: Sequence[str], *, is_new: bool = False) -> None:
    """Let the channel hear, in the thread of the date card, that an agenda is published or what changed.

    Changes are gathered until the next working morning: the first of them keeps what stood there before all.
    """
    rules, zone = edit.facts.rules, edit.group.zone
    day = rules.days.on_or_after(local(edit.now, zone).date() + timedelta(days=1))
    due_at = edit.now if is_new else to_utc(day, POSTING_TIME, zone)
    start = item.when.starts_at(zone)
    if not item.is_open or (start is not None and due_at >= start):
        return
    for channel in edit.facts.group.channels_of(item):
        name = "published" if is_new else day.isoformat()
        edit.notify(
            CHANGES,
            f"agenda:{item.id}:{name}:{channel}",
            channel,
            due_at=due_at,
            expires_at=start,
            item_id=item.id,
            payload={"before": list(before), "new": is_new},
            in_thread_of=date_card(edit.session, item.id, channel),
            revive=is_new,
        )


def _item(telling: Telling) -> Item | None:
    found = items_by_id(telling.session, [telling.row.item_id or 0])
    return found[0] if found else None


def view_point(telling: Telling) -> ProposedPoint | None:
    """A proposed point, until it is decided on."""
    item = _item(telling)
    row = store.point_row(telling.session, telling.row.item_id or 0, telling.row.payload["point"])
    if item is None or row is None or row.state != PointState.PROPOSED:
        return None
    people = telling.facts.roster.people
    by = people.get(row.proposed_by_id or 0)
    return ProposedPoint(
        telling.facts.group,
        item,
        store.point_of(row),
        f"<@{by.user_id}>" if by is not None else _("somebody"),
    )


def build_point(proposed: ProposedPoint, _command: str) -> Message:
    """The question whether a proposed point is taken."""
    item, point, group_id = proposed.item, proposed.point, proposed.group.id
    told = _("{person} proposes a point for {item}:")
    row = [
        press(_("Take it"), group_id, AcceptPoint(item.id, point.id), style="primary"),
        press(_("Decline"), group_id, DropPoint(item.id, point.id)),
        press(_("Agenda"), group_id, Agenda(item.id)),
    ]
    shown = f"{told.format(person=proposed.by, item=item_told(item))}\n{point_words(point)}"
    why = context(_("You get this because you lead the meeting."))
    text = f"{told.format(person=proposed.by, item=item_plain(item))} {quoted(point.text, 200)}"
    return compose(text, [section(shown), *actions(row), why])


def shows_point(proposed: ProposedPoint) -> Iterable[Subject]:
    """The agenda that the point is proposed for."""
    return ((AGENDA, proposed.item.id),)


def settled_point(telling: Telling) -> Message | None:
    """What became of a proposed point, for the card that asked about it."""
    row = store.point_row(telling.session, telling.row.item_id or 0, telling.row.payload["point"])
    if row is None:
        return build_said(_("That point was taken back by whoever proposed it."))
    told = {
        PointState.DROPPED: _("“{point}” was declined."),
    }.get(PointState(row.state), _("“{point}” is on the agenda."))
    return build_said(told.format(point=row.text[:200]))


def view_changes(telling: Telling) -> AgendaNews | None:
    """What the agenda lists now and did not before, or the other way round; None where nothing changed."""
    item = _item(telling)
    if item is None or not item.is_open or not store.is_published(telling.session, item.id):
        return None
    points = [store.point_of(row) for row in points_of(telling.session, item.id)]
    listed = tuple(point for point in points if point.is_on_agenda)
    before, now = telling.row.payload["before"], [point.text for point in listed]
    came = tuple(text for text in now if text not in before)
    went = tuple(text for text in before if text not in now)
    is_new = bool(telling.row.payload["new"])
    if not is_new and before == now:
        return None
    return AgendaNews(telling.facts.group, item, listed, came, went, is_new)


def build_changes(news: AgendaNews, _command: str) -> Message:
    """The agenda as it is published, or what changed of it."""
    item = news.item
    told = _("The agenda of {item} is published") if news.is_new else _("The agenda of {item} has changed")
    lines = [told.format(item=item_told(item))]
    if news.is_new:
        lines += [f"{at}. {point_words(point)}" for at, point in enumerate(news.points[:MOST_LISTED], 1)]
        left = len(news.points) - MOST_LISTED
        if left > 0:
            lines.append(_("and {count} more").format(count=left))
    elif news.came or news.went:
        lines += [_("New: {point}").format(point=quoted(text, 200)) for text in news.came[:MOST_LISTED]]
        lines += [_("Off: {point}").format(point=quoted(text, 200)) for text in news.went[:MOST_LISTED]]
    else:
        lines.append(bullets([_("The points stand in another order.")]))
    row = [press(_("Agenda"), news.group.id, Agenda(item.id))]
    return compose(told.format(item=item_plain(item)), [section("\n".join(lines)), *actions(row)])


def _called(payload: Mapping[str, Any]) -> str:
    return _("a published agenda") if payload.get("new") else _("what changed of an agenda")


NOTICES = (
    NoticeKind(
        POINT,
        view_point,
        build_point,
        lambda _payload: _("a proposed point"),
        shows=shows_point,
        settled=settled_point,
        waits_for_start=False,
    ),
    NoticeKind(CHANGES, view_changes, build_changes, _called, is_redrawn=False),
)
