"""The forms of agendas: the agenda in one box, a proposed point, what became of points, standing points."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.codec import encode
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Form, Request
from bot.core.snapshot import Snapshot
from bot.meetings.agenda.acts import (
    AgendaForm,
    EditAgenda,
    PointForm,
    ProposePoint,
    SetStanding,
    SettleForm,
    SettlePoints,
    StandingForm,
)
from bot.meetings.agenda.agenda_lines import Speakers, match_lines, read_line, write_line
from bot.meetings.agenda.rules import (
    AgendaBook,
    Meetings,
    Point,
    PointKind,
    PointLine,
    next_meeting,
)
from bot.meetings.agenda.standing import default_standing
from bot.meetings.agenda.store import standing_of
from bot.meetings.agenda.texts import kind_words, time_words
from bot.plan.forms.item_forms import about
from bot.plan.looks import Agenda
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.showing import item_of
from bot.slack.blocks import Block, context
from bot.slack.inputs import (
    TYPED_LIMIT,
    date_input,
    field,
    form,
    multi_select,
    person_input,
    select,
    text_input,
)
from bot.slack.submitted import FieldError, Submitted

View = dict[str, Any]


def speakers_of(snapshot: Snapshot) -> Speakers:
    """Who may be named as a speaker: the group's agencies and people."""
    roster = snapshot.facts.roster
    people = {one.name: f"<@{one.user_id}>" for one in roster.people.values() if one.name}
    return Speakers(tuple(roster.representatives), people)


def written(line: PointLine, speakers: Speakers) -> str:
    """A point as one line of a form, in the reader's language."""
    kinds = {kind: kind_words(kind) for kind in PointKind}
    return write_line(line, speakers, kinds, _("{count} min"), _("public"))


def _metadata(looking: Looking, asked: Form) -> dict[str, Any]:
    return {"do": encode(asked, looking.snapshot.facts.group.id), "channel": looking.caller.channel_id}


def open_agenda_form(asked: AgendaForm, looking: Looking) -> View:
    """The agenda of a meeting, a point a line.

    Raises:
        UserError: it is longer than a form holds.
    """
    item = item_of(looking, asked.item_id)
    points = looking.snapshot[AgendaBook].of(item.id)
    speakers = speakers_of(looking.snapshot)
    text = "\n".join(written(point.line, speakers) for point in points)
    if len(text) > TYPED_LIMIT:
        raise UserError(
            _(
                "The agenda of {key} is longer than a form holds. Change its points one by one:"
                " `agenda {key} add TEXT`, `agenda {key} drop 3`."
            ).format(key=item.key),
            offers=(Agenda(item.id),),
        )
    hint = _(
        "For example: Data sets (15 min, ITU) [decision] https://…; a time, who speaks, what for, papers."
    )
    asked = replace(asked, known=tuple(point.id for point in points))
    blocks: list[Block] = [
        about(item, looking.snapshot.facts.group),
        field("lines", _("A point a line"), text_input(text, lines=True), optional=True, hint=hint),
        context(time_words(points, item)),
    ]
    return form(asked.NAME, _("Agenda"), blocks, _metadata(looking, asked), _("Save"))


def read_agenda_form(asked: AgendaForm, given: Submitted, looking: Looking) -> Request:
    """The agenda as it was written; without a change, the agenda."""
    if not given.is_changed("lines"):
        return Agenda(asked.item_id)
    book = looking.snapshot[AgendaBook]
    known = [book.by_id[point_id] for point_id in asked.known if point_id in book.by_id]
    return EditAgenda(asked.item_id, tuple(match_lines(_lines(given, looking), known)), tuple(asked.known))


def _lines(given: Submitted, looking: Looking) -> list[PointLine]:
    speakers = speakers_of(looking.snapshot)
    lines = (given.text("lines") or "").splitlines()
    return [line for typed in lines if (line := read_line(typed, speakers)) is not None]


def open_point_form(asked: PointForm, looking: Looking) -> View:
    """A point that somebody proposes."""
    item = item_of(looking, asked.item_id)
    kinds = [(kind.value, kind_words(kind)) for kind in PointKind]
    blocks = [
        about(item, looking.snapshot.facts.group),
        field("text", _("Point"), text_input(most=500)),
        field("minutes", _("How many minutes"), text_input(most=3), optional=True),
        field("speaker", _("Who speaks"), text_input(most=100), optional=True),
        field("kind", _("What for"), select(kinds), optional=True),
        field("papers", _("Papers"), text_input(lines=True, most=1000), optional=True,
              hint=_("Addresses, a language before each: en https://…; with “public:” before it all who see"
                     " the plan page can read it.")),
    ]  # fmt: skip
    return form(asked.NAME, _("Propose a point"), blocks, _metadata(looking, asked), _("Send"))


def read_point_form(asked: PointForm, given: Submitted, looking: Looking) -> Request:
    """One proposed point."""
    speakers = speakers_of(looking.snapshot)
    papers = " ".join((given.text("papers") or "").split())
    line = read_line(f"{given.text('text') or ''} {papers}", speakers)
    if line is None:
        raise FieldError("text", _("A point needs a text."))
    minutes = given.text("minutes")
    if minutes is not None and not (minutes.isdecimal() and int(minutes) > 0):
        raise FieldError("minutes", _("Give a number of minutes, such as 15."))
    speaker = given.text("speaker")
    return ProposePoint(
        asked.item_id,
        replace(
            line,
            minutes=int(minutes) if minutes else line.minutes,
            speaker=(speakers.known(speaker) or speaker) if speaker else line.speaker,
            kind=given.one_of("kind", PointKind) or line.kind,
        ),
    )


def open_settle_form(asked: SettleForm, looking: Looking) -> View:
    """What became of the points of a meeting: all dealt with, but those that are chosen.

    Raises:
        UserError: no point is open.
    """
    item, book = item_of(looking, asked.item_id), looking.snapshot[AgendaBook]
    going = book.open_at(item.id)
    still = tuple(point for point in book.of(item.id) if point.is_open)
    if not going and not still:
        raise UserError(
            _("No point is open on the agenda of {item}.").format(item=item.key), offers=(Agenda(item.id),)
        )
    asked = replace(asked, known=tuple(point.id for point in (*still, *going))[:100])
    blocks: list[Block] = [about(item, looking.snapshot.facts.group)]
    if going:
        blocks += _going_fields(item, going, looking)
    droppable = _choices((*going, *(point for point in still if point not in going)))
    blocks.append(field("dropped", _("Dropped"), multi_select(droppable), optional=True))
    blocks += [
        field("why", _("Why dropped"), text_input(lines=True, most=500), optional=True),
        context(_("All other points of the agenda are dealt with. Each point goes to one place.")),
    ]
    return form(asked.NAME, _("Points"), blocks, _metadata(looking, asked), _("Save"))


def _choices(points: tuple[Point, ...]) -> list[tuple[str, str]]:
    return [(str(point.id), point.text) for point in points]


def _going_fields(item: Item, going: tuple[Point, ...], looking: Looking) -> list[Block]:
    following = next_meeting(looking.snapshot[Plan], item)
    agencies = [(name, name) for name in sorted(looking.snapshot.facts.roster.representatives)]
    blocks = []
    if following is not None:
        label = _("Carried to {key}").format(key=following.key)
        blocks.append(field("to_next", label, multi_select(_choices(going)), optional=True))
    blocks.append(field("to_somebody", _("Given to somebody"), multi_select(_choices(going)), optional=True))
    blocks.append(field("owner", _("To whom"), person_input(), optional=True))
    if agencies:
        blocks.append(field("agency", _("Or to an agency"), select(agencies), optional=True))
    blocks.append(field("due", _("By when"), date_input(), optional=True))
    return blocks


def read_settle_form(asked: SettleForm, given: Submitted, looking: Looking) -> Request:
    """Which points go on, and where."""
    to_next, to_somebody, dropped = (
        tuple(int(one) for one in given.chosen(name)) for name in ("to_next", "to_somebody", "dropped")
    )
    for name, chosen, others in (
        ("to_somebody", to_somebody, to_next),
        ("dropped", dropped, (*to_next, *to_somebody)),
    ):
        if set(chosen) & set(others):
            raise FieldError(name, _("A point can go to one place only."))
    owner = f"<@{given.text('owner')}>" if given.text("owner") else given.text("agency")
    if to_somebody and owner is None:
        raise FieldError("owner", _("To whom do the points go? Name a person or an agency."))
    if dropped and given.text("why") is None:
        raise FieldError("why", _("A point that is dropped needs a reason."))
    due = given.text("due")
    return SettlePoints(
        asked.item_id,
        to_next,
        to_somebody,
        dropped,
        date.fromisoformat(due) if due else None,
        owner if to_somebody else None,
        given.text("why"),
    )


def open_standing_form(asked: StandingForm, looking: Looking) -> View:
    """The standing points of a kind of meeting, a point a line."""
    own = standing_of(looking.session, looking.snapshot.facts.group.id)
    known = own.get(asked.meetings) or default_standing(asked.meetings)
    speakers = speakers_of(looking.snapshot)
    text = "\n".join(written(PointLine(text, minutes), speakers) for text, minutes, _duty in known)
    label = (
        _("Points of every plenary")
        if asked.meetings is Meetings.PLENARY
        else _("Points of every team meeting")
    )
    blocks = [
        field("lines", label, text_input(text, lines=True), optional=True, hint=_("A point a line.")),
        context(_("Agendas that have theirs already stay as they are.")),
    ]
    return form(asked.NAME, _("Standing points"), blocks, _metadata(looking, asked), _("Save"))


def read_standing_form(asked: StandingForm, given: Submitted, looking: Looking) -> Request:
    """The standing points as they were written."""
    return SetStanding(asked.meetings, tuple(_lines(given, looking)))
