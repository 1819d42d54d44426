"""One example of each act on the built-in plan, and the words that make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, update

from bot.core.notices import NewNotice
from bot.core.requests import Act
from bot.core.tables import Group
from bot.core.undo_acts import Restore, Undo
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.groups.store.rosters import agencies_of
from bot.links.acts import EndLink, MakeLink
from bot.links.rules import GROUP, LinkKind
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
from bot.meetings.invited.acts import Invite, TakeOver
from bot.meetings.polls.acts import CancelPoll, ChangePoll, Choose, OpenPoll, PollAct, Vote
from bot.meetings.polls.rules import Poll
from bot.meetings.polls.store import polls_of
from bot.meetings.replies.acts import SendReply
from bot.meetings.replies.rules import Coming
from bot.plan.acts import AddItem, AnnounceNow, AskAbout, Cancel, EditItem, SetDate, SetNote, SetStatus
from bot.plan.looks import Next
from bot.plan.rules.items import Kind, Status
from bot.privacy.acts import AgreeToErase, AskToErase, KeepMyData
from bot.privacy.tables import Erasure
from bot.proposals.acts import Accept, Decline, Propose
from bot.reminders.acts import AnswerLost, SettlePast, Share, SkipNotice, StartReminders
from tests.stage import CHANNEL, COORDINATOR, LEAD1, MEMBER, NOW, TEAM, WS1, Stage, exact, month


@dataclass(frozen=True)
class Example:
    """An act that can be done: `build` makes it (and what it needs), `words` say it (of its numbers)."""

    build: Callable[[Stage], Act]
    words: str = ""


def _undo(stage: Stage) -> Act:
    return Undo(stage.set_status(LEAD1, "WS1-D1", Status.AT_RISK).act_id)


def _restore(stage: Stage) -> Act:
    stage.set_status(COORDINATOR, "WS1-D1", Status.AT_RISK)
    return Restore(stage.detail("WS1-D1").changes[0].id)


def _proposal(stage: Stage) -> int:
    act = SetStatus.of(stage.item("WS1-D1"), Status.AT_RISK)
    number: int = stage.do(Propose(act), stage.as_(MEMBER)).result.proposal_id
    return number


def _announce(stage: Stage) -> Act:
    stage.set_date(COORDINATOR, "WS1-M1", exact("2017-11-20"))
    return AnnounceNow.of(stage.item("WS1-M1"))


def _start(stage: Stage) -> Act:
    with stage.database.writing() as session:
        session.execute(update(Group).values(reminders_started_at=None, revision=Group.revision + 1))
    return StartReminders()


def _past(stage: Stage) -> Act:
    stage.set_date(COORDINATOR, "WS1-M1", exact("2017-09-20"))
    return SettlePast()


def _lost(stage: Stage) -> Act:
    lost = NewNotice(TEAM, "lost:1", "rung", WS1, NOW, group_id=stage.group_id)
    with stage.database.writing() as session:
        outbox.add_notice(session, lost, now=NOW)
        session.execute(update(OutboxRow).where(OutboxRow.key == "lost:1").values(state="dead"))
    return AnswerLost(stage.notice("lost:1").id, posted=True)


def _asked(stage: Stage) -> Act:
    stage.do(AskToErase(), stage.as_(MEMBER))
    with stage.database.reading() as session:
        return AgreeToErase(session.scalars(select(Erasure.id).order_by(Erasure.id)).first() or 0)


def _regret(stage: Stage) -> Act:
    stage.do(AskToErase(), stage.as_(COORDINATOR))
    return KeepMyData()


def _line(text: str = "Data sets") -> PointLine:
    return PointLine(text, 15)


def _meeting(stage: Stage) -> int:
    """A meeting of the first stream, with a point."""
    item = stage.item("WS1-M1").id
    if not any(one.is_on_agenda and one.is_open for one in _points(stage)):
        stage.do(AddPoint(item, _line()), stage.as_(LEAD1))
    return item


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


def _held(stage: Stage) -> Act:
    """A meeting of the second stream that was held, with a point that is open."""
    item = stage.item("WS2-M1")
    if item.is_open:
        stage.set_date(COORDINATOR, "WS2-M1", exact("2017-09-20"))
        stage.set_status(COORDINATOR, "WS2-M1", Status.HELD)
        stage.do(AddPoint(item.id, _line()), stage.as_(COORDINATOR))
    return SettlePoints(item.id)


def _later(stage: Stage) -> int:
    """The second meeting, or one that takes its place where it was cancelled."""
    later = stage.item("WS1-M2")
    if later.is_open:
        return later.id
    added: int = stage.do(AddItem(Kind.MEETING, "Another", ("WS1",)), stage.as_(COORDINATOR)).result.item.id
    return added


def _take(stage: Stage) -> Act:
    """A meeting that follows on one that was cancelled with a point on its agenda."""
    cancelled = stage.item("WS1-M2")
    if cancelled.is_open:
        stage.do(AddPoint(cancelled.id, _line("Left")), stage.as_(COORDINATOR))
        stage.do(Cancel.of(cancelled), stage.as_(COORDINATOR))
    return TakePoints(stage.item("WS1-M1").id)


def _action(stage: Stage) -> int:
    added = AddAction(stage.item("WS1-M1").id, None, None, "Send the list", "<@U0OWNER>")
    number: int = stage.do(added, stage.as_(LEAD1)).result.action.id
    return number


def unep(stage: Stage) -> int:
    """The id of the agency that the member represents."""
    with stage.database.reading() as session:
        return next(one.id for one in agencies_of(session, stage.group_id).agencies if one.name == "UNEP")


def running_poll(stage: Stage) -> Poll:
    """A poll of WS1-M2 that is open."""
    with stage.database.reading() as session:
        polls = polls_of(session, stage.group_id).by_item
    item = stage.item("WS1-M2")
    if item.id in polls and polls[item.id].is_running(item):
        return polls[item.id]
    if not item.is_open:
        stage.set_status(COORDINATOR, "WS1-M2", Status.TO_SCHEDULE)
    stage.do(Invite(stream="WS1", agencies=(unep(stage),)), stage.as_(COORDINATOR))
    whens = exact("2018-01-16"), exact("2018-01-18")
    poll: Poll = stage.do(OpenPoll(stage.item("WS1-M2").id, whens), stage.as_(COORDINATOR)).result.view.poll
    return poll


def _poll_act(kind: type[PollAct], **fields: Any) -> Callable[[Stage], Act]:  # noqa: ANN401
    def build(stage: Stage) -> Act:
        poll = running_poll(stage)
        return kind(poll.id, **fields, basis=PollAct.basis_of(poll, stage.item("WS1-M2")))

    return build


def _open(stage: Stage) -> Act:
    stage.do(Invite(stream="WS1", agencies=(unep(stage),)), stage.as_(COORDINATOR))
    return OpenPoll.of(stage.item("WS1-M1"), (exact("2017-11-21"), exact("2017-11-23")))


def _link(stage: Stage) -> Act:
    return EndLink(stage.do(MakeLink(LinkKind.CALENDAR, GROUP), stage.as_(COORDINATOR)).result.link_id)


def _reply(stage: Stage) -> Act:
    stage.do(Invite(stream="WS1", agencies=(unep(stage),)), stage.as_(COORDINATOR))
    if not stage.item("WS1-M1").when.is_dated:
        stage.set_date(COORDINATOR, "WS1-M1", exact("2017-11-20"))
    return SendReply(stage.item("WS1-M1").id, Coming.REGRETS, basis=(stage.item("WS1-M1").schedule_version,))


EXAMPLES: dict[type[Act], Example] = {
    SetStatus: Example(lambda s: SetStatus.of(s.item("WS1-D1"), Status.AT_RISK), "update WS1-D1 at risk"),
    SetNote: Example(lambda s: SetNote.of(s.item("WS1-D1"), "soon"), "note WS1-D1 soon"),
    Cancel: Example(lambda s: Cancel.of(s.item("WS1-D1"), "no need"), 'drop WS1-D1 "no need"'),
    SetDate: Example(lambda s: SetDate.of(s.item("WS1-D1"), month("2018-08")), "move WS1-D1 to August 2018"),
    AnnounceNow: Example(_announce, "announce WS1-M1"),
    AskAbout: Example(lambda s: AskAbout.of(s.item("WS1-D1")), "stop asking WS1-D1"),
    EditItem: Example(
        lambda s: EditItem.of(s.item("WS1-D1"), {"notes": "in two parts"}), 'edit WS1-D1 notes "in two parts"'
    ),
    AddItem: Example(
        lambda _s: AddItem(Kind.DELIVERABLE, "A paper", ("WS1",), month("2018-08")),
        'add deliverable "A paper" WS1 August 2018',
    ),
    AddPoint: Example(
        lambda s: AddPoint(s.item("WS1-M1").id, _line()), "agenda WS1-M1 add Data sets (15 min)"
    ),
    ProposePoint: Example(
        lambda s: ProposePoint(s.item("WS1-M1").id, _line()), "agenda WS1-M1 propose Data sets (15 min)"
    ),
    AcceptPoint: Example(_proposed, "agenda WS1-M1 accept p1"),
    DropPoint: Example(
        lambda s: DropPoint(_meeting(s), _point(s), "no time"), 'agenda WS1-M1 drop 1 "no time"'
    ),
    CarryPoint: Example(
        lambda s: CarryPoint(_meeting(s), _point(s), _later(s)), "agenda WS1-M1 carry 1 to WS1-M2"
    ),
    GivePoint: Example(
        lambda s: GivePoint(_meeting(s), _point(s), None, "UNEP"), "agenda WS1-M1 carry 1 to UNEP"
    ),
    PlacePoint: Example(_place, "agenda WS1-M1 move 2 to 1"),
    ChangePoint: Example(
        lambda s: ChangePoint(_meeting(s), _point(s), PointLine("Data sets", 20)),
        "agenda WS1-M1 time 1 20 min",
    ),
    EditAgenda: Example(
        lambda s: EditAgenda(_meeting(s), (_line("Budget"),), (_point(s),)),
    ),
    TakePoints: Example(_take, "agenda WS1-M1 leftovers"),
    AddStanding: Example(lambda s: AddStanding(s.item("WS1-M1").id), "agenda WS1-M1 standing"),
    PublishAgenda: Example(lambda s: PublishAgenda(_meeting(s)), "agenda WS1-M1 publish"),
    SettlePoints: Example(_held),
    SetStanding: Example(lambda _s: SetStanding(Meetings.TEAM, (_line("Review of actions"),))),
    AddAction: Example(
        lambda s: AddAction(s.item("WS1-M1").id, None, None, "Send the list", "UNEP"),
        "action WS1-M1 UNEP Send the list",
    ),
    CloseAction: Example(lambda s: CloseAction(_action(s)), "done A1"),
    ChangeAction: Example(lambda s: ChangeAction(_action(s), None, "UNEP"), "action A1 to UNEP"),
    AddDecision: Example(
        lambda s: AddDecision(s.item("WS1-M1").id, None, "The template is adopted"),
        "decision WS1-M1 The template is adopted",
    ),
    Undo: Example(_undo, "undo"),
    Restore: Example(_restore, "restore {change_id}"),
    Propose: Example(
        lambda s: Propose(SetStatus.of(s.item("WS2-D1"), Status.AT_RISK)), "propose update WS2-D1 at risk"
    ),
    Accept: Example(lambda s: Accept(_proposal(s)), "accept {proposal_id}"),
    Decline: Example(lambda s: Decline(_proposal(s)), "decline {proposal_id}"),
    StartReminders: Example(_start, "start reminders now"),
    SettlePast: Example(_past, "settle past all"),
    SkipNotice: Example(lambda _s: SkipNotice(f"month:1:2017-11:{CHANNEL}")),
    AnswerLost: Example(_lost),
    Share: Example(lambda _s: Share(Next())),
    AskToErase: Example(lambda _s: AskToErase(), "erase my data"),
    KeepMyData: Example(_regret, "keep my data"),
    AgreeToErase: Example(_asked),
    Invite: Example(lambda s: Invite(stream="WS1", agencies=(unep(s),)), "invite WS1 UNEP"),
    TakeOver: Example(lambda s: TakeOver.of(s.item("WS1-M2")), "organise WS1-M2"),
    OpenPoll: Example(_open, "poll WS1-M1 21 Nov 2017 15:00-17:00, 23 Nov 2017 15:00-17:00"),
    Vote: Example(lambda s: Vote(running_poll(s).id, works=(1,), cannot=(2,)), "vote WS1-M2 1 yes, 2 no"),
    Choose: Example(_poll_act(Choose, number=2), "choose WS1-M2 2"),
    SendReply: Example(_reply, "regrets WS1-M1"),
    ChangePoll: Example(_poll_act(ChangePoll, closes_on=date(2017, 11, 30)), "poll WS1-M2 until 30 Nov 2017"),
    CancelPoll: Example(_poll_act(CancelPoll), "poll WS1-M2 cancel"),
    MakeLink: Example(lambda _s: MakeLink(LinkKind.CALENDAR, GROUP), "calendar IMG"),
    EndLink: Example(_link, "end link {link_id}"),
}
