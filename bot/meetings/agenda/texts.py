"""What people read of agendas."""

from __future__ import annotations

from bot.core.i18n import N_, _, in_a_row, ngettext
from bot.core.people import Reader
from bot.core.requests import Request
from bot.core.rights import Right, may
from bot.dates.texts import when_words
from bot.dates.wall_time import local
from bot.meetings.agenda.acts import (
    AcceptPoint,
    AddStanding,
    AgendaForm,
    CarryPoint,
    DropPoint,
    PlacePoint,
    PointForm,
    PublishAgenda,
    SettleForm,
    TakePoints,
)
from bot.meetings.agenda.rules import (
    AgendaView,
    Duty,
    Point,
    PointKind,
    PointPaper,
    is_past,
    length_of,
    minutes_of,
)
from bot.plan.looks import Agenda
from bot.plan.rules.items import Item
from bot.plan.rules.point_states import PointState
from bot.plan.texts.naming import item_plain, title_plain
from bot.slack.blocks import (
    Block,
    Element,
    Unit,
    actions,
    context,
    fit,
    header,
    menu,
    press,
    section,
    share,
)
from bot.slack.escaping import bullets, link, one_line, paragraph, quoted, sentence
from bot.slack.message import Message, compose

TEXT, MOST_LEFT, MOST_REVIEWED = 600, 5, 8
_KINDS = {
    PointKind.INFORMATION: N_("for information"),
    PointKind.DISCUSSION: N_("for discussion"),
    PointKind.DECISION: N_("for decision"),
}


def kind_words(kind: PointKind) -> str:
    """What a point is for."""
    return _(_KINDS[kind])


def point_words(point: Point) -> str:
    """A point in one line: ``Data sets · 15 min · ITU · for decision · en``."""
    parts = [quoted(point.text, TEXT)]
    if point.minutes is not None:
        parts.append(_("{count} min").format(count=point.minutes))
    if point.speaker:
        parts.append(sentence(point.speaker, 120))
    if point.kind is not None:
        parts.append(kind_words(point.kind))
    parts += [_paper_words(paper) for paper in point.papers[:6]]
    return " · ".join(parts)


def _paper_words(paper: PointPaper) -> str:
    shown = link(paper.url, paper.language.upper() or _("paper"))
    return _("{paper} (public)").format(paper=shown) if paper.is_open else shown


def time_words(points: tuple[Point, ...], item: Item) -> str:
    """How long the points take together, of how long the meeting has."""
    taken, length = minutes_of(points), length_of(item)
    untimed = sum(point.minutes is None for point in points)
    if not taken:
        told = _("no times yet")
    elif length is None:
        told = _("{taken} minutes").format(taken=taken)
    elif taken > length:
        told = _("⚠ {taken} minutes of {length}: {over} too many").format(
            taken=taken, length=length, over=taken - length
        )
    else:
        told = _("{taken} of {length} minutes").format(taken=taken, length=length)
    if taken and untimed:
        told += " · " + ngettext(
            "{count} point without a time", "{count} points without a time", untimed
        ).format(count=untimed)
    return told


def build_agenda(
    view: AgendaView, reader: Reader | None, look: Agenda, *, shared_by: str | None = None
) -> Message:
    """The agenda of a meeting; without a `reader` it is for a channel."""
    item, group = view.item, view.group
    may_plan = reader is not None and may(reader.standing, Right.PLAN, item)
    title = _("Agenda of {key} · {title}").format(key=item.key, title=title_plain(item))
    state = _("published") if view.is_published else _("draft")
    facts = f"{when_words(item.when, group.zone)} · {state} · {time_words(view.points, item)}"
    units: list[Unit] = [
        [section(_point_line(number, point, view), _point_menu(point, number, view) if may_plan else None)]
        for number, point in enumerate(view.points, 1)
    ]
    shown, left = fit(units, 34)
    blocks: list[Block] = [header(title), section(facts), *shown]
    if not view.points:
        blocks.append(section(_("It has no points yet.")))
    if left:
        blocks.append(context(ngettext("and {count} more", "and {count} more", left).format(count=left)))
    if reader is not None:
        blocks += _proposed(view, may_plan)
        blocks += _left(view) if may_plan else []
        blocks += actions(_buttons(view, look, reader, may_plan))
    elif shared_by is not None:
        blocks.append(context(_("Shared by {person}").format(person=f"<@{shared_by}>")))
    points = in_a_row(f"{number}. {one_line(p.text, 100)}" for number, p in enumerate(view.points, 1))
    text = _("Agenda of {item} ({state}): {points}").format(
        item=item_plain(item), state=state, points=quoted(points, 1500) or _("no points yet")
    )
    return compose(text, blocks)


def _point_line(number: int, point: Point, view: AgendaView) -> str:
    line = f"{number}. {point_words(point)}"
    if point.carried_from is not None and point.carried_from in view.came_from:
        line += "\n" + _("↩ from {key}").format(key=view.came_from[point.carried_from])
    if point.state is PointState.DONE:
        line += " ✔"
    if point.state is PointState.CARRIED:
        line += "\n" + _("→ {where}").format(where=view.went_to.get(point.id, _("carried on")))
    if point.note:
        line += f"\n{paragraph(point.note, 800)}"
    if point.standing == Duty.ACTIONS and view.to_review:
        line += f"\n{_to_review(view)}"
    return line


def _to_review(view: AgendaView) -> str:
    """The actions that are looked at under a standing point: what they are, not whose."""
    today = local(view.now, view.group.zone).date()
    lines = []
    for action in view.to_review[:MOST_REVIEWED]:
        told = _("{key} {text}") if not action.is_overdue(today) else _("{key} {text} · ⚠ overdue")
        lines.append(told.format(key=action.key, text=quoted(action.text, 120)))
    return bullets(lines, len(view.to_review) - len(lines))


def _point_menu(point: Point, number: int, view: AgendaView) -> Element | None:
    if not point.is_open:
        return None
    key = view.item.id
    choices: list[tuple[str, Request]] = []
    if point.can_be_carried and view.next_meeting is not None:
        told = _("Carry to {key}").format(key=view.next_meeting.key)
        choices.append((told, CarryPoint(key, point.id, view.next_meeting.id)))
    if not is_past(view.item, view.now, view.group.zone):
        if number > 1:
            choices.append((_("Earlier"), PlacePoint(key, point.id, number - 1)))
        if number < len(view.points):
            choices.append((_("Later"), PlacePoint(key, point.id, number + 1)))
        choices.append((_("Take it off"), DropPoint(key, point.id)))
    return menu(view.group.id, choices) if choices else None


def _proposed(view: AgendaView, may_plan: bool) -> list[Block]:
    if not view.proposed:
        return []
    blocks: list[Block] = [section("*" + _("Proposed") + "*")]
    for number, point in enumerate(view.proposed[:5], 1):
        blocks.append(section(f"p{number}. {point_words(point)}"))
        if may_plan and not is_past(view.item, view.now, view.group.zone):
            blocks += actions(
                [
                    press(_("Take it"), view.group.id, AcceptPoint(view.item.id, point.id), style="primary"),
                    press(_("Decline"), view.group.id, DropPoint(view.item.id, point.id)),
                ]
            )
    return blocks


def _left(view: AgendaView) -> list[Block]:
    if not view.left:
        return []
    lines = [quoted(point.text, 150) for point in view.left[:MOST_LEFT]]
    told = _("*Still open from earlier meetings*")
    return [section(f"{told}\n{bullets(lines, len(view.left) - len(lines))}")]


def _buttons(view: AgendaView, look: Agenda, reader: Reader, may_plan: bool) -> list[Element]:
    group_id, item = view.group.id, view.item
    if not may_plan:
        row = []
        if item.is_open and not reader.standing.is_observer:
            row.append(press(_("Propose a point"), group_id, PointForm(item.id)))
        return [*row, share(_("Share to channel"), group_id, look)]
    has_been = is_past(item, view.now, view.group.zone)
    row = []
    if has_been and any(point.is_open for point in (*view.points, *view.proposed)):
        row.append(press(_("What became of them"), group_id, SettleForm(item.id), style="primary"))
    if view.left and item.is_open:
        row.append(press(_("Take last meeting's open points"), group_id, TakePoints(item.id)))
    row.append(press(_("Edit"), group_id, AgendaForm(item.id)))
    if not view.has_standing and item.is_open:
        row.append(press(_("Add the standing points"), group_id, AddStanding(item.id)))
    if not view.is_published and view.points and not has_been:
        row.append(press(_("Publish"), group_id, PublishAgenda(item.id)))
    return [*row[:4], share(_("Share to channel"), group_id, look)]
