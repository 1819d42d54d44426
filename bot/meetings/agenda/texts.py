"""What people read of agendas."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.i18n import N_, _, listing, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.requests import Request
from bot.core.rights import Right, may
from bot.core.undo_acts import Undo
from bot.dates.texts import when_words
from bot.meetings.agenda.acts import (
    AcceptPoint,
    AddStanding,
    AgendaForm,
    CarryPoint,
    DropPoint,
    PlacePoint,
    PointForm,
    PublishAgenda,
    SetStanding,
    SettleForm,
    TakePoints,
)
from bot.meetings.agenda.rules import (
    AgendaChanged,
    AgendaView,
    Meetings,
    Point,
    PointKind,
    Told,
    is_past,
    length_of,
    minutes_of,
)
from bot.plan.looks import Agenda
from bot.plan.rules.items import Item
from bot.plan.rules.point_states import PointState
from bot.plan.texts.naming import item_name, item_plain, item_told, title_plain
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
from bot.slack.saying import build_said

TEXT, MOST_LEFT = 600, 5
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
    parts += [link(url, language.upper() or _("paper")) for language, url in point.papers[:6]]
    return " · ".join(parts)


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
    points = "; ".join(f"{number}. {one_line(p.text, 100)}" for number, p in enumerate(view.points, 1))
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
    return line


def _point_menu(point: Point, number: int, view: AgendaView) -> Element | None:
    if not point.is_open:
        return None
    key = view.item.id
    choices: list[tuple[str, Request]] = []
    if point.can_be_carried and view.next_meeting is not None:
        told = _("Carry to {key}").format(key=view.next_meeting.key)
        choices.append((told, CarryPoint(key, point.id, view.next_meeting.id)))
    if number > 1:
        choices.append((_("Earlier"), PlacePoint(key, point.id, number - 1)))
    if number < len(view.points):
        choices.append((_("Later"), PlacePoint(key, point.id, number + 1)))
    choices.append((_("Take it off"), DropPoint(key, point.id)))
    return menu(view.group.id, choices)


def _proposed(view: AgendaView, may_plan: bool) -> list[Block]:
    if not view.proposed:
        return []
    blocks: list[Block] = [section("*" + _("Proposed") + "*")]
    for number, point in enumerate(view.proposed[:5], 1):
        blocks.append(section(f"p{number}. {point_words(point)}"))
        if may_plan:
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


def build_agenda_changed(done: Done, reader: Reader | None = None) -> Message:  # type: ignore[type-arg]
    """What was done to an agenda, how long it is now, and the way back; `done.result` is `AgendaChanged`."""
    changed: AgendaChanged = done.result
    shown = _told(changed, item_told(changed.item))
    lines = [shown]
    if changed.why:
        lines.append(f"“{quoted(changed.why, 500)}”")
    if changed.points and changed.told is not Told.SETTLED:
        lines.append(time_words(changed.points, changed.item))
    row = [press(_("Agenda"), changed.group.id, Agenda(changed.item.id))]
    if done.act_id is not None and done.undo_until is not None and done.undo_until > done.now:
        row.append(press(_("Undo"), changed.group.id, Undo(done.act_id)))
    return compose(_told(changed, item_plain(changed.item)), [section("\n".join(lines)), *actions(row)])


_SAME = {
    Told.ADDED: N_("“{point}” is on the agenda of {item} already."),
    Told.PROPOSED: N_("“{point}” is on the agenda of {item} already, or proposed for it."),
    Told.ACCEPTED: N_("“{point}” is on the agenda of {item} already."),
    Told.DROPPED: N_("“{point}” was taken off the agenda of {item} already."),
    Told.CARRIED: N_("“{point}” has gone on from the agenda of {item} already."),
    Told.GIVEN: N_("“{point}” has gone on from the agenda of {item} already."),
    Told.PLACED: N_("“{point}” is at that place of the agenda of {item} already."),
    Told.CHANGED: N_("“{point}” says that already, on the agenda of {item}."),
    Told.EDITED: N_("The agenda of {item} is like that already."),
    Told.TAKEN: N_("Nothing is open at the meetings before {item}."),
    Told.STANDING: N_("The standing points are on the agenda of {item} already."),
    Told.PUBLISHED: N_("The agenda of {item} is published already."),
    Told.SETTLED: N_("No point is open on the agenda of {item}."),
}
_DONE = {
    Told.ADDED: N_("✔ “{point}” is on the agenda of {item}, as point {number}"),
    Told.PROPOSED: N_("✔ “{point}” is proposed for the agenda of {item}; whoever leads it decides"),
    Told.ACCEPTED: N_("✔ “{point}” is on the agenda of {item}, as point {number}"),
    Told.DROPPED: N_("✔ “{point}” is off the agenda of {item}"),
    Told.CARRIED: N_("✔ “{point}” is carried from {item} to {other}"),
    Told.GIVEN: N_("✔ “{point}” of {item} is now action {action} of {owner}"),
    Told.PLACED: N_("✔ “{point}” is point {number} on the agenda of {item}"),
    Told.CHANGED: N_("✔ “{point}” is changed on the agenda of {item}"),
    Told.EDITED: N_("✔ The agenda of {item} is changed"),
    Told.TAKEN: N_("✔ The open points of earlier meetings are on the agenda of {item}: {points}"),
    Told.STANDING: N_("✔ The standing points are on the agenda of {item}"),
    Told.PUBLISHED: N_("✔ The agenda of {item} is published; changes are told in its channel from now on"),
}


def _told(changed: AgendaChanged, name: str) -> str:
    if changed.told is Told.SETTLED and not changed.is_same:
        return _settled(changed, name)
    touched = changed.touched[0] if changed.touched else None
    order = [point.id for point in changed.points]
    template = (_SAME if changed.is_same else _DONE)[changed.told]
    return _(template).format(
        item=name,
        point=quoted(touched.text, 150) if touched else "",
        number=order.index(touched.id) + 1 if touched and touched.id in order else "",
        other=changed.other.key if changed.other else "",
        owner=sentence(changed.owner or "", 120),
        action=changed.action or "",
        points=listing(f"“{quoted(point.text, 80)}”" for point in changed.touched[:MOST_LEFT]),
    )


def _settled(changed: AgendaChanged, name: str) -> str:
    done, carried, given, dropped = changed.counts
    parts = []
    if done:
        parts.append(ngettext("{count} dealt with", "{count} dealt with", done).format(count=done))
    if carried and changed.other is not None:
        told = ngettext("{count} carried to {key}", "{count} carried to {key}", carried)
        parts.append(told.format(count=carried, key=changed.other.key))
    if given:
        told = ngettext("{count} given to {owner}", "{count} given to {owner}", given)
        parts.append(told.format(count=given, owner=sentence(changed.owner or "", 120)))
    if dropped:
        parts.append(ngettext("{count} dropped", "{count} dropped", dropped).format(count=dropped))
    return _("✔ The points of {item}: {what}").format(item=name, what=listing(parts))


def build_standing_set(done: Done, _reader: Reader | None = None) -> Message:  # type: ignore[type-arg]
    """That the standing points were set; `done.result` is for which meetings, and how many."""
    meetings, count = done.result
    told = (
        ngettext(
            "✔ Plenaries have {count} standing point from now on.",
            "✔ Plenaries have {count} standing points from now on.",
            count,
        )
        if meetings is Meetings.PLENARY
        else ngettext(
            "✔ Team meetings have {count} standing point from now on.",
            "✔ Team meetings have {count} standing points from now on.",
            count,
        )
    )
    return build_said(told.format(count=count))


def build_open_points(
    items: Mapping[int, Item], left: Mapping[int, tuple[Point, ...]], group_id: int
) -> Message:
    """Every point that is open at a meeting that has been, meeting by meeting."""
    if not left:
        return build_said(_("No point is open at a meeting that has been."))
    units: list[Unit] = []
    for item_id, points in left.items():
        lines = [quoted(point.text, 200) for point in points[:10]]
        button = press(_("Agenda"), group_id, Agenda(item_id))
        told = f"{item_name(items[item_id])}\n{bullets(lines, len(points) - len(lines))}"
        units.append([section(told, button)])
    shown, more = fit(units, 40)
    title = _("Points that are still open")
    blocks = [section(f"*{title}*"), *shown]
    if more:
        blocks.append(context(ngettext("and {count} more", "and {count} more", more).format(count=more)))
    keys = listing(items[item_id].key for item_id in left)
    return compose(_("Points are still open from {keys}").format(keys=keys), blocks)


def name_of_standing(act: SetStanding) -> str:
    """For which meetings the standing points are."""
    return _("plenaries") if act.meetings is Meetings.PLENARY else _("team meetings")
