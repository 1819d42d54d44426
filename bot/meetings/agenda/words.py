"""The words of agendas: ``agenda KEY``, and what can be done to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.core.i18n import N_, _
from bot.core.requests import Request
from bot.dates.folding import fold
from bot.meetings.actions.words.assigning import due_at_end, owner_named
from bot.meetings.agenda.acts import (
    AcceptPoint,
    AddPoint,
    AddStanding,
    AgendaForm,
    CarryPoint,
    ChangePoint,
    DropPoint,
    GivePoint,
    OpenPoints,
    PlacePoint,
    ProposePoint,
    PublishAgenda,
    SettleForm,
    StandingForm,
    TakePoints,
)
from bot.meetings.agenda.agenda_lines import read_line, read_minutes
from bot.meetings.agenda.forms import speakers_of
from bot.meetings.agenda.rules import AgendaBook, Meetings, Point, PointLine
from bot.meetings.progress.acts import ReportForm, ReportOnStream
from bot.meetings.progress.rules import reported_streams
from bot.plan.looks import Agenda
from bot.plan.rules.items import Item
from bot.talk.line import Command, Line, NotUnderstood
from bot.talk.references import name_item, note_of, split_item
from bot.talk.tokens import Token, TokenKind, nearest

_STANDING = {
    "plenary": Meetings.PLENARY, "plenaries": Meetings.PLENARY, "pleniere": Meetings.PLENARY,
    "team": Meetings.TEAM, "teams": Meetings.TEAM, "equipe": Meetings.TEAM,
}  # fmt: skip


def read_agenda(line: Line) -> Request:
    """The agenda of a meeting, or what is done to it."""
    first = fold(line.tokens[0].text) if line.tokens else ""
    if first in ("standing", "permanents") and len(line.tokens) > 1:
        return StandingForm(_STANDING.get(fold(line.tokens[1].text), Meetings.PLENARY))
    if first == "open" and len(line.tokens) == 1:
        return OpenPoints()
    line = _item_first(line)
    named = name_item(line, "agenda")
    item, rest = named.item, named.rest
    if not rest:
        return Agenda(item.id)
    verb = fold(rest[0].text) if not rest[0].quoted else ""
    if verb in _VERBS:
        return _VERBS[verb](line, item, rest[1:])
    known = nearest(verb, sorted(_VERBS))
    raise NotUnderstood(
        _(
            "“{word}” is nothing that can be done to an agenda. Say `agenda {key} add TEXT`, or one of"
            " propose, move, drop, carry, time, change, publish, edit."
        ).format(word=rest[0].text[:40], key=item.key),
        words=(f"agenda {item.key} {known}" if known else f"agenda {item.key}",),
    )


def _item_first(line: Line) -> Line:
    """``agenda add img6 …`` as ``agenda img6 add …``."""
    if len(line.tokens) < 2 or line.tokens[0].quoted or fold(line.tokens[0].text) not in _VERBS:
        return line
    matches, rest = split_item(line.having(line.tokens[1:]))
    if matches.item is None or not matches.exact:
        return line
    return line.having([Token(matches.item.key), line.tokens[0], *rest])


def typed(tokens: Sequence[Token]) -> str:
    """Tokens as the text of a point: mentions stay mentions."""
    return " ".join(f"<@{one.id}>" if one.kind is TokenKind.USER else one.text for one in tokens)


def _line_of(line: Line, item: Item, tokens: Sequence[Token], verb: str) -> PointLine:
    found = read_line(typed(tokens), speakers_of(line.snapshot))
    if found is None:
        raise NotUnderstood(
            _("What is the point? `agenda {key} {verb} Data sets (15 min, ITU)`").format(
                key=item.key, verb=verb
            ),
            words=(f"agenda {item.key}",),
        )
    return found


def _add(line: Line, item: Item, rest: Sequence[Token]) -> Request:
    return AddPoint(item.id, _line_of(line, item, rest, "add")) if rest else AgendaForm(item.id)


def _propose(line: Line, item: Item, rest: Sequence[Token]) -> Request:
    return ProposePoint(item.id, _line_of(line, item, rest, "propose"))


def _point(line: Line, item: Item, rest: Sequence[Token], verb: str) -> tuple[Point, Sequence[Token]]:
    """The point that a number names (``p1``: the first that is proposed), and the words behind it."""
    point = point_numbered(line, item, rest[0].text) if rest else None
    if point is not None:
        return point, rest[1:]
    raise NotUnderstood(
        _("Which point? `agenda {key}` numbers them: say for example `agenda {key} {verb} 2`.").format(
            key=item.key, verb=verb
        ),
        words=(f"agenda {item.key}",),
    )


def point_numbered(line: Line, item: Item, word: str) -> Point | None:
    """The point of a meeting by the number that its agenda shows; None where there is none such."""
    book, word = line.snapshot[AgendaBook], fold(word).strip("#.:,")
    points = book.of(item.id)
    if word[:1] == "p" and word[1:].isdecimal():
        points, word = book.proposed(item.id), word[1:]
    if not word.isdecimal() or not 0 < int(word[:6]) <= len(points):
        return None
    return points[int(word) - 1]


def _accept(line: Line, item: Item, rest: Sequence[Token]) -> Request:
    proposed = line.snapshot[AgendaBook].proposed(item.id)
    if not rest and len(proposed) == 1:
        return AcceptPoint(item.id, proposed[0].id)
    if not rest and not proposed:
        return TakePoints(item.id)
    if rest and rest[0].text.isdecimal():
        rest = [Token(f"p{rest[0].text}"), *rest[1:]]
    return AcceptPoint(item.id, _point(line, item, rest, "accept p1 #")[0].id)


def _drop(line: Line, item: Item, rest: Sequence[Token]) -> Request:
    point, rest = _point(line, item, rest, "drop")
    return DropPoint(item.id, point.id, note_of(line, rest))


def _carry(line: Line, item: Item, rest: Sequence[Token]) -> Request:
    point, rest = _point(line, item, rest, "carry")
    rest = rest[1:] if rest and fold(rest[0].text) in ("to", "a", "vers") else rest
    if not rest or [fold(token.text) for token in rest] in (["next"], ["next", "meeting"], ["the", "next"]):
        return CarryPoint(item.id, point.id)
    matches, left = split_item(line.having(rest))
    if matches.item is not None and matches.exact and not left:
        return CarryPoint(item.id, point.id, matches.item.id)
    words, due = due_at_end(line, rest)
    owner, others = owner_named(line, words)
    if owner is None or others:
        raise NotUnderstood(
            _("Where does it go? `agenda {key} carry 2 to IMG-M7`, or to @somebody or an agency.").format(
                key=item.key
            ),
            words=(f"agenda {item.key}",),
        )
    return GivePoint(item.id, point.id, due, owner)


def _move(line: Line, item: Item, rest: Sequence[Token]) -> Request:
    point, rest = _point(line, item, rest, "move 2 to #")
    rest = rest[1:] if rest and fold(rest[0].text) in ("to", "a", "vers") else rest
    words = {"up": -1, "down": 1, "earlier": -1, "later": 1}
    order = [one.id for one in line.snapshot[AgendaBook].of(item.id)]
    said = fold(rest[0].text) if rest else ""
    if said in words and point.id in order:
        return PlacePoint(item.id, point.id, max(1, order.index(point.id) + 1 + words[said]))
    if said in ("first", "last"):
        return PlacePoint(item.id, point.id, 1 if said == "first" else max(1, len(order)))
    if not said.isdecimal() or not 0 < int(said[:4]) <= 1000:
        raise NotUnderstood(
            _("To which place? `agenda {key} move 4 to 2`").format(key=item.key),
            words=(f"agenda {item.key}",),
        )
    return PlacePoint(item.id, point.id, int(said))


def _time(line: Line, item: Item, rest: Sequence[Token]) -> Request:
    point, rest = _point(line, item, rest, "time")
    minutes = read_minutes(typed(rest)) if rest else None
    if minutes is None:
        raise NotUnderstood(
            _("How long? `agenda {key} time 2 15 min`").format(key=item.key), words=(f"agenda {item.key}",)
        )
    return ChangePoint(item.id, point.id, replace(point.line, minutes=minutes))


def _change(line: Line, item: Item, rest: Sequence[Token]) -> Request:
    point, rest = _point(line, item, rest, "change")
    if not rest:
        return AgendaForm(item.id)
    said = _line_of(line, item, rest, "change 2")
    known = point.line
    return ChangePoint(
        item.id,
        point.id,
        replace(
            said,
            minutes=said.minutes or known.minutes,
            speaker=said.speaker or known.speaker,
            kind=said.kind or known.kind,
            papers=said.papers or known.papers,
            point_id=point.id,
        ),
    )


def _paper(line: Line, item: Item, rest: Sequence[Token]) -> Request:
    point, rest = _point(line, item, rest, "paper")
    said = read_line(f"x {typed(rest)}", speakers_of(line.snapshot))
    if said is None or not said.papers:
        raise NotUnderstood(
            _("Where is the paper? `agenda {key} paper 2 en https://…`").format(key=item.key),
            words=(f"agenda {item.key}",),
        )
    languages = {paper.language for paper in said.papers}
    kept = tuple(paper for paper in point.papers if paper.language not in languages)
    return ChangePoint(item.id, point.id, replace(point.line, papers=(*kept, *said.papers)))


def _report(line: Line, item: Item, rest: Sequence[Token]) -> Request:
    """``agenda img6 report 4 ws1 TEXT``; without a stream the one of the point that the speaker leads."""
    point, rest = _point(line, item, rest, "report")
    labels = reported_streams(point.text, line.group.labels) or line.group.labels
    named = [label for label in line.group.labels if rest and fold(label) == fold(rest[0].text).strip(":")]
    mine = [label for label in labels if line.caller.standing.leads((label,))]
    streams, rest = (named, rest[1:]) if named else (mine, rest)
    if len(streams) != 1:
        raise NotUnderstood(
            _("Of which stream? `agenda {key} report 4 {stream} TEXT`").format(
                key=item.key, stream=labels[0]
            ),
            words=(f"agenda {item.key}",),
        )
    text = note_of(line, rest)
    if text is None:
        return ReportForm(item.id, point.id, streams[0])
    return ReportOnStream(item.id, point.id, streams[0], text)


Verb = Callable[[Line, Item, Sequence[Token]], Request]
_VERBS: Mapping[str, Verb] = {
    **dict.fromkeys(("add", "ajouter", "ajoute"), _add),
    **dict.fromkeys(("propose", "proposer", "suggest"), _propose),
    **dict.fromkeys(("accept", "take", "accepter"), _accept),
    **dict.fromkeys(("drop", "remove", "decline", "retirer"), _drop),
    **dict.fromkeys(("carry", "give", "reporter"), _carry),
    **dict.fromkeys(("move", "place", "deplacer"), _move),
    **dict.fromkeys(("time", "duree"), _time),
    **dict.fromkeys(("change", "changer"), _change),
    **dict.fromkeys(("paper", "link", "document"), _paper),
    **dict.fromkeys(("report", "rapport"), _report),
    **dict.fromkeys(("edit", "modifier"), lambda _line, item, _rest: AgendaForm(item.id)),
    **dict.fromkeys(("publish", "publier", "final"), lambda _line, item, _rest: PublishAgenda(item.id)),
    **dict.fromkeys(("standing", "permanents"), lambda _line, item, _rest: AddStanding(item.id)),
    **dict.fromkeys(("open", "leftover", "leftovers"), lambda _line, item, _rest: TakePoints(item.id)),
    **dict.fromkeys(("settle", "points", "done"), lambda _line, item, _rest: SettleForm(item.id)),
}

COMMANDS = (
    Command(
        name="agenda",
        usage="agenda KEY [add|propose|move|drop|carry|time|change|publish|edit …]",
        summary=N_("the agenda of a meeting: its points, their times, where each goes"),
        example="agenda IMG-M6 add Data sets (15 min, ITU)",
        handle=read_agenda,
        section=N_("Meetings"),
        roles=N_("everybody sees it and members propose; coordinator, leads in their streams"),
        aliases=("ordre du jour",),
    ),
)
