"""What people are told of what they did to agendas, and of the points that are still open."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.i18n import N_, _, listing, ngettext, quote
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.undo_acts import Undo
from bot.meetings.agenda.rules import AgendaChanged, Meetings, Point, Told
from bot.meetings.agenda.texts import time_words
from bot.plan.looks import Agenda
from bot.plan.rules.items import Item
from bot.plan.texts.naming import item_name, item_plain, item_told
from bot.slack.blocks import Unit, actions, context, fit, press, section
from bot.slack.escaping import bullets, mention_or_quoted, quoted
from bot.slack.message import Message, compose
from bot.slack.saying import build_said

MOST_LISTED = 5


def build_agenda_changed(done: Done, reader: Reader | None = None) -> Message:  # type: ignore[type-arg]
    """What was done to an agenda, how long it is now, and the way back; `done.result` is `AgendaChanged`."""
    changed: AgendaChanged = done.result
    shown = _told(changed, item_told(changed.item))
    lines = [shown]
    if changed.why:
        lines.append(quote(quoted(changed.why, 500)))
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
        owner=mention_or_quoted(changed.owner or "", 120),
        action=changed.action or "",
        points=listing(quote(quoted(point.text, 80)) for point in changed.touched[:MOST_LISTED]),
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
        parts.append(told.format(count=given, owner=mention_or_quoted(changed.owner or "", 120)))
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
    items: Mapping[int, Item],
    left: Mapping[int, tuple[Point, ...]],
    group_id: int,
    *,
    shared_by: str | None = None,
) -> Message:
    """Every point that is open at a meeting that has been, meeting by meeting."""
    if not left:
        return build_said(_("No point is open at a meeting that has been."))
    units: list[Unit] = []
    for item_id, points in left.items():
        lines = [quoted(point.text, 200) for point in points[:10]]
        button = press(_("Agenda"), group_id, Agenda(item_id)) if shared_by is None else None
        told = f"{item_name(items[item_id])}\n{bullets(lines, len(points) - len(lines))}"
        units.append([section(told, button)])
    shown, more = fit(units, 40)
    title = _("Points that are still open")
    blocks = [section(f"*{title}*"), *shown]
    if more:
        blocks.append(context(ngettext("and {count} more", "and {count} more", more).format(count=more)))
    if shared_by is not None:
        blocks.append(context(_("Shared by {person}").format(person=f"<@{shared_by}>")))
    keys = listing(items[item_id].key for item_id in left)
    return compose(_("Points are still open from {keys}").format(keys=keys), blocks)
