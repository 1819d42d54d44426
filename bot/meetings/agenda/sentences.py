"""What each act on an agenda does, and what its looks and forms are called: plain text, not yet escaped."""

from __future__ import annotations

import re
from typing import Any

from bot.core.i18n import N_, _
from bot.core.people import Reader
from bot.core.snapshot import Snapshot
from bot.meetings.agenda.acts import (
    AcceptPoint,
    AddPoint,
    AgendaForm,
    CarryPoint,
    ChangePoint,
    DropPoint,
    GivePoint,
    OpenPoints,
    PlacePoint,
    PointForm,
    ProposePoint,
    SetStanding,
    SettleForm,
    StandingForm,
)
from bot.meetings.agenda.rules import AgendaBook, Meetings
from bot.plan.acts import ItemAct
from bot.plan.looks import Agenda
from bot.plan.texts.sentences import item_of, item_words, name_of, with_note
from bot.slack.escaping import one_line

POINT = 100
_OF_AGENDA = {
    "edit-agenda": N_("change the agenda of {item}"),
    "take-points": N_("take the open points of earlier meetings onto the agenda of {item}"),
    "add-standing": N_("put the standing points onto the agenda of {item}"),
    "publish-agenda": N_("publish the agenda of {item}"),
    "settle-points": N_("say what became of the points of {item}"),
}

_MENTION = re.compile(r"<@[UW~][A-Za-z0-9]+>")


def _point(snapshot: Snapshot, point_id: int) -> str:
    point = snapshot[AgendaBook].by_id.get(point_id)
    return one_line(point.text, POINT) if point is not None else _("a point that is not there")


def say_add_point(act: AddPoint, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``put “Data sets” onto the agenda of IMG-M6 “…”``."""
    told = _("put “{point}” onto the agenda of {item}")
    return told.format(point=one_line(act.line.text, POINT), item=item_words(snapshot, act.item_id))


def say_propose_point(act: ProposePoint, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``propose “Data sets” for the agenda of IMG-M6 “…”``."""
    told = _("propose “{point}” for the agenda of {item}")
    return told.format(point=one_line(act.line.text, POINT), item=item_words(snapshot, act.item_id))


def say_accept_point(act: AcceptPoint, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``take “Data sets” onto the agenda of IMG-M6 “…”``."""
    told = _("take “{point}” onto the agenda of {item}")
    return told.format(point=_point(snapshot, act.point_id), item=item_words(snapshot, act.item_id))


def say_drop_point(act: DropPoint, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``take “Data sets” off the agenda of IMG-M6 “…”: no time``."""
    told = _("take “{point}” off the agenda of {item}")
    said = told.format(point=_point(snapshot, act.point_id), item=item_words(snapshot, act.item_id))
    return with_note(said, act.why)


def say_carry_point(act: CarryPoint, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``carry “Data sets” from IMG-M6 “…” to IMG-M7 “…”``."""
    if act.to_item_id is None:
        told = _("carry “{point}” from {item} to the next meeting")
        return told.format(point=_point(snapshot, act.point_id), item=item_words(snapshot, act.item_id))
    told = _("carry “{point}” from {item} to {other}")
    return told.format(
        point=_point(snapshot, act.point_id),
        item=item_words(snapshot, act.item_id),
        other=item_words(snapshot, act.to_item_id),
    )


def say_give_point(act: GivePoint, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``make “Data sets” of IMG-M6 “…” an action of ITU``."""
    told = _("make “{point}” of {item} an action of {owner}")
    return told.format(
        point=_point(snapshot, act.point_id),
        item=item_words(snapshot, act.item_id),
        owner=owner_plain(act.owner, snapshot),
    )


def owner_plain(owner: str | None, snapshot: Snapshot) -> str:
    """A mention by the name of its person, where the group knows them; an agency as it is."""
    people = snapshot.facts.roster.people.values()
    named = [one.name for one in people if f"<@{one.user_id}>" == owner and one.name]
    if named or not owner:
        return named[0] if named else _("nobody yet")
    return owner if _MENTION.fullmatch(owner) else one_line(owner, 100)


def say_place_point(act: PlacePoint, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``make “Data sets” point 2 of the agenda of IMG-M6 “…”``."""
    told = _("make “{point}” point {number} of the agenda of {item}")
    return told.format(
        point=_point(snapshot, act.point_id), number=act.place, item=item_words(snapshot, act.item_id)
    )


def say_change_point(act: ChangePoint, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``change “Data sets” on the agenda of IMG-M6 “…”``."""
    told = _("change “{point}” on the agenda of {item}")
    return told.format(point=_point(snapshot, act.point_id), item=item_words(snapshot, act.item_id))


def say_of_agenda(act: ItemAct, snapshot: Snapshot, _reader: Reader | None) -> str:
    """What an act does to an agenda as a whole: ``publish the agenda of IMG-M6 “…”``."""
    return _(_OF_AGENDA[act.NAME]).format(item=item_words(snapshot, act.item_id))


def say_set_standing(act: SetStanding, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``set the standing points of plenaries``."""
    if act.meetings is Meetings.PLENARY:
        return _("set the standing points of plenaries")
    return _("set the standing points of team meetings")


def label_agenda(look: Agenda, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Agenda of IMG-M6``."""
    item = item_of(snapshot, look.item_id)
    return _("Agenda of {item}").format(item=item.key if item else "?")


def label_open_points(_look: OpenPoints, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Points that are still open``."""
    return _("Points that are still open")


def label_agenda_form(form: AgendaForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Edit the agenda of IMG-M6``."""
    item = item_of(snapshot, form.item_id)
    return _("Edit the agenda of {item}").format(item=item.key if item else "?")


def label_point_form(form: PointForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Propose a point for IMG-M6``."""
    item = item_of(snapshot, form.item_id)
    return _("Propose a point for {item}").format(item=item.key if item else "?")


def label_settle_form(form: SettleForm, snapshot: Snapshot, _reader: Reader | None) -> str:
    """``What became of the points of IMG-M6``."""
    item = item_of(snapshot, form.item_id)
    return _("What became of the points of {item}").format(item=item.key if item else "?")


def label_standing_form(form: StandingForm, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """``Standing points of plenaries``."""
    if form.meetings is Meetings.PLENARY:
        return _("Standing points of plenaries")
    return _("Standing points of team meetings")


def name_of_loaded(loaded: Any) -> str:  # noqa: ANN401 - a meeting and its points
    """The meeting, as refusals name it."""
    return name_of(loaded.item)
