"""One example of each act on agendas, minutes, attendance and actions, and the words that make it."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.requests import Act
from bot.dates.when import Precision, When
from bot.meetings.actions.acts import AddAction, AddDecision, ChangeAction, CloseAction
from bot.meetings.agenda.acts import (
    AcceptPoint,
    AddPoint,
    AddStanding,
    CarryPoint,
    ChangePoint,
    DropPoint,
    EditAgenda,
    GivePoint,
    PlacePoint,
    ProposePoint,
    PublishAgenda,
    SetStanding,
    SettlePoints,
    TakePoints,
)
from bot.meetings.agenda.rules import AgendaBook, Meetings, Point, PointLine
from bot.meetings.anchors.acts import RemoveAnchor, SetAnchor
from bot.meetings.attendance.acts import RecordAttendance
from bot.meetings.minutes.acts import (
    AddAddendum,
    AdoptMinutes,
    CirculateMinutes,
    NameNoteTaker,
    NotePoint,
)
from bot.meetings.minutes.word import build_template
from bot.meetings.preparing.acts import TickChecklist
from bot.meetings.progress.acts import ReportOnStream
from bot.meetings.series.acts import EndSeries, MakeSeries
from bot.meetings.templates.acts import UseShipped
from bot.meetings.templates.performing import keep_template
from bot.plan.acts import AddItem, Cancel, SetDate
from bot.plan.rules.anchors import Anchors
from bot.plan.rules.items import Kind, Status
from tests.stage import COORDINATOR, LEAD1, MEMBER, NOW, Stage, exact, on

Made = tuple[Callable[[Stage], Act], *tuple[str, ...]]
"""What makes the act, and the words that say it, if there are any."""


def _line(text: str = "Data sets") -> PointLine:
    return PointLine(text, 15)


def _meeting(stage: Stage) -> int:
    """A meeting of the first stream, with a point."""
    item = stage.item("WS1-M1").id
    if not any(one.is_on_agenda and one.is_open for one in _points(stage)):
        stage.do(AddPoint(item, _line()), stage.as_(LEAD1))
    return item


def _own_template(stage: Stage) -> UseShipped:
    """A group with a template of its own for its minutes."""
    data = build_template()
    keep_template(stage.work, stage.as_(COORDINATOR), "minutes", "own.docx", data, NOW)
    return UseShipped("minutes")


def _points(stage: Stage) -> tuple[Point, ...]:
    with stage.looking(stage.as_(COORDINATOR)) as looking:
        return looking.snapshot[AgendaBook].points.get(stage.item("WS1-M1").id, ())


def _point(stage: Stage) -> int:
    _meeting(stage)
    return next(one.id for one in _points(stage) if one.is_on_agenda and one.is_open)


def _proposed(stage: Stage) -> Act:
    item = stage.item("WS1-M1").id
    stage.do(ProposePoint(item, _line("Budget")), stage.as_(MEMBER))
    return AcceptPoint(item, next(one.id for one in _points(stage) if one.text == "Budget"))


def _place(stage: Stage) -> Act:
    item = _meeting(stage)
    stage.do(AddPoint(item, _line("Another point")), stage.as_(LEAD1))
    return PlacePoint(item, next(one.id for one in _points(stage) if one.text == "Another point"), 1)


def _sent_round(stage: Stage) -> Act:
    item_id = _held(stage).item_id
    stage.do(CirculateMinutes(item_id), stage.as_(COORDINATOR))
    return AdoptMinutes(item_id)


def _adopted(stage: Stage) -> Act:
    act = _sent_round(stage)
    stage.do(act, stage.as_(COORDINATOR))
    return AddAddendum(_held(stage).item_id, "UNDP was there")


def _held(stage: Stage) -> SettlePoints:
    """A meeting of the second stream that was held, with a point that is open."""
    item = stage.item("WS2-M1")
    if item.is_open:
        stage.set_date(COORDINATOR, "WS2-M1", exact("2017-09-20"))
        stage.set_status(COORDINATOR, "WS2-M1", Status.HELD)
        stage.do(AddPoint(item.id, _line()), stage.as_(COORDINATOR))
    return SettlePoints(item.id)


def _take(stage: Stage) -> Act:
    """A meeting of a stream of which another was cancelled with a point on its agenda."""
    added = AddItem(Kind.MEETING, "Another meeting", ("WS1",))
    cancelled = stage.do(added, stage.as_(COORDINATOR)).result.item
    stage.do(AddPoint(cancelled.id, _line("Left")), stage.as_(COORDINATOR))
    stage.do(Cancel(cancelled.id), stage.as_(COORDINATOR))
    return TakePoints(stage.item("WS1-M1").id)


CALL = exact("2018-01-09")


def _calls() -> MakeSeries:
    return MakeSeries("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=3", CALL, ("WS1",), "Team call")


def _calls_made(stage: Stage) -> Act:
    made = stage.do(_calls(), stage.as_(COORDINATOR))
    return EndSeries(made.result.series.id)


def an_anchor(stage: Stage) -> int:
    """A date of another body that is set, on which something hangs; its number."""
    with stage.looking(stage.as_(COORDINATOR)) as looking:
        known = looking.snapshot[Anchors].find("24th SOM")
    if known is not None:
        return known.id
    set_it = SetAnchor(on("2018-09-24"), None, "24th SOM")
    number: int = stage.do(set_it, stage.as_(COORDINATOR)).result.anchor.id
    offset = When(Precision.RELATIVE, "-6w", anchor="24TH-SOM")
    stage.do(SetDate(stage.item("WS1-D1").id, offset), stage.as_(COORDINATOR))
    return number


def _action(stage: Stage) -> int:
    added = AddAction(stage.item("WS1-M1").id, None, None, "Send the list", "<@U0OWNER>")
    number: int = stage.do(added, stage.as_(LEAD1)).result.action.id
    return number


MEETING_EXAMPLES: dict[type[Act], Made] = {
    AddPoint: (lambda s: AddPoint(s.item("WS1-M1").id, _line()), "agenda WS1-M1 add Data sets (15 min)"),
    ProposePoint: (
        lambda s: ProposePoint(s.item("WS1-M1").id, _line()),
        "agenda WS1-M1 propose Data sets (15 min)",
    ),
    AcceptPoint: (_proposed, "agenda WS1-M1 accept p1"),
    DropPoint: (lambda s: DropPoint(_meeting(s), _point(s), "no time"), 'agenda WS1-M1 drop 1 "no time"'),
    CarryPoint: (
        lambda s: CarryPoint(_meeting(s), _point(s), s.item("WS1-M2").id),
        "agenda WS1-M1 carry 1 to WS1-M2",
    ),
    GivePoint: (lambda s: GivePoint(_meeting(s), _point(s), None, "UNEP"), "agenda WS1-M1 carry 1 to UNEP"),
    PlacePoint: (_place, "agenda WS1-M1 move 2 to 1"),
    ChangePoint: (
        lambda s: ChangePoint(_meeting(s), _point(s), PointLine("Data sets", 20)),
        "agenda WS1-M1 time 1 20 min",
    ),
    EditAgenda: (lambda s: EditAgenda(_meeting(s), (_line("Budget"),), (_point(s),)),),
    TakePoints: (_take, "agenda WS1-M1 leftovers"),
    AddStanding: (lambda s: AddStanding(s.item("WS1-M1").id), "agenda WS1-M1 standing"),
    PublishAgenda: (lambda s: PublishAgenda(_meeting(s)), "agenda WS1-M1 publish"),
    SettlePoints: (_held,),
    SetStanding: (lambda _s: SetStanding(Meetings.TEAM, (_line("Review of actions"),)),),
    SetAnchor: (
        lambda s: SetAnchor(on("2018-09-17"), an_anchor(s), None, "the hall is taken", basis=(1,)),
        'anchor "24th SOM" 17 sep 2018 "the hall is taken"',
    ),
    MakeSeries: (lambda _s: _calls(),),
    EndSeries: (_calls_made, "series WS1 end"),
    RemoveAnchor: (lambda s: RemoveAnchor(an_anchor(s)), 'anchor remove "24th SOM"'),
    AddAction: (
        lambda s: AddAction(s.item("WS1-M1").id, None, None, "Send the list", "UNEP"),
        "action WS1-M1 UNEP Send the list",
    ),
    CloseAction: (lambda s: CloseAction(_action(s)), "done A1"),
    ChangeAction: (lambda s: ChangeAction(_action(s), None, "UNEP"), "action A1 to UNEP"),
    UseShipped: (_own_template, "templates minutes reset"),
    AddDecision: (
        lambda s: AddDecision(s.item("WS1-M1").id, None, "The template is adopted"),
        "decision WS1-M1 The template is adopted",
    ),
    NotePoint: (
        lambda s: NotePoint(_held(s).item_id, None, "two agencies disagree"),
        "note WS2-M1 two agencies disagree",
    ),
    NameNoteTaker: (
        lambda s: NameNoteTaker(s.item("WS1-M1").id, f"<@{MEMBER}>"),
        f"minutes WS1-M1 note-taker <@{MEMBER}>",
    ),
    CirculateMinutes: (lambda s: CirculateMinutes(_held(s).item_id),),
    AdoptMinutes: (_sent_round, "minutes WS2-M1 adopt"),
    AddAddendum: (_adopted, "minutes WS2-M1 addendum UNDP was there"),
    ReportOnStream: (
        lambda s: ReportOnStream(_meeting(s), _point(s), "WS1", "all is well"),
        "agenda WS1-M1 report 1 ws1 all is well",
    ),
    TickChecklist: (
        lambda s: TickChecklist(s.item("WS1-M1").id, ("room", "link")),
        "checklist WS1-M1 room, link",
    ),
    RecordAttendance: (
        lambda s: RecordAttendance(_held(s).item_id, ("a1",)),
        "attendance WS2-M1 UNEP in person",
    ),
}
