"""One example of each act on the built-in plan, and the words that make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import update

from bot.core.notices import NewNotice
from bot.core.requests import Act
from bot.core.tables import Group
from bot.core.undo_acts import Restore, Undo
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.documents.acts import ImportPlan, UndoImport
from bot.documents.performing import read_for
from bot.documents.store import keep_draft
from bot.exports.acts import PublishPlan
from bot.groups.acts import (
    HandOver,
    MergeAgencies,
    PutOnRoster,
    SetAgency,
    SetPreferences,
    SetRole,
    TakeOffRoster,
)
from bot.groups.rules.agencies import Agencies, SpeaksAs
from bot.groups.settings_acts import ChangeSettings, FoundGroup, SetChannel, SetHolidays
from bot.groups.store.rosters import agencies_of
from bot.links.acts import EndLink, MakeLink
from bot.links.rules import GROUP, LinkKind
from bot.meetings.invited.acts import Invite, TakeOver
from bot.meetings.polls.acts import CancelPoll, ChangePoll, Choose, OpenPoll, PollAct, Vote
from bot.meetings.polls.rules import Poll
from bot.meetings.polls.store import polls_of
from bot.meetings.replies.acts import SendReply
from bot.meetings.replies.rules import Coming
from bot.meetings.rounds.acts import AnswerRound, CloseRound, OpenRound
from bot.meetings.rounds.rules import Kind as AnswerKind
from bot.meetings.rounds.store import rounds_of
from bot.plan.acts import (
    AddItem,
    AnnounceNow,
    AskAbout,
    Cancel,
    EditItem,
    KeepMonth,
    ReturnItem,
    SetDate,
    SetNote,
    SetStatus,
)  # fmt: skip
from bot.plan.looks import Next
from bot.plan.rules.items import Kind, Status
from bot.proposals.acts import Accept, Decline, Propose
from bot.proposals.representing import Represent
from bot.reminders.acts import AnswerLost, SettlePast, Share, SkipNotice, StartReminders
from tests.core.meeting_examples import MEETING_EXAMPLES
from tests.core.people_examples import PEOPLE_EXAMPLES
from tests.core.privacy_examples import PRIVACY_EXAMPLES
from tests.stage import (
    CHANNEL,
    COORDINATOR,
    LEAD1,
    LEAD2,
    MEMBER,
    NOW,
    OBSERVER,
    PLAN,
    TEAM,
    WS1,
    Stage,
    exact,
    month,
)


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


def _removed(stage: Stage) -> Act:
    added = stage.do(AddItem(Kind.DELIVERABLE, "A paper", ("WS1",), month("2018-08")), stage.as_(COORDINATOR))
    stage.do(Undo(added.act_id), stage.as_(COORDINATOR))
    return ReturnItem(added.result.item.id)


def _id_of(stage: Stage, user: str) -> int:
    found = stage.as_(user).person_id
    assert found is not None
    return found


def _agency(stage: Stage, name: str) -> int:
    with stage.looking(stage.as_(COORDINATOR)) as looking:
        found = looking.snapshot[Agencies].find(name)
    assert found is not None
    return found.id


def _import(stage: Stage) -> Act:
    changed = PLAN.read_text().replace("MARCH 2018", "APRIL 2018").encode()
    number = keep_draft(stage.work, stage.as_(COORDINATOR).person_id, "plan.txt", changed, NOW)
    group = stage.cli().group
    with stage.database.reading() as session:
        seal = read_for(session, group, changed, "plan.txt", ()).seal
    return ImportPlan(number, basis=(seal,))


def _undo_import(stage: Stage) -> Act:
    return UndoImport(stage.do(_import(stage), stage.as_(COORDINATOR)).act_id)


def _past(stage: Stage) -> Act:
    stage.set_date(COORDINATOR, "WS1-M1", exact("2017-09-20"))
    return SettlePast()


def _lost(stage: Stage) -> Act:
    lost = NewNotice(TEAM, "lost:1", "rung", WS1, NOW, group_id=stage.group_id)
    with stage.database.writing() as session:
        outbox.add_notice(session, lost, now=NOW)
        session.execute(update(OutboxRow).where(OutboxRow.key == "lost:1").values(state="dead"))
    return AnswerLost(stage.notice("lost:1").id, posted=True)


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


def running_round(stage: Stage) -> int:
    """A round about WS1-D1 that is open; its number."""
    with stage.database.reading() as session:
        known = rounds_of(session, stage.group_id).by_item.get(stage.item("WS1-D1").id)
    if known is not None and known.is_open:
        return known.id
    act = OpenRound(stage.item("WS1-D1").id, date(2017, 10, 20), "comments on the draft")
    number: int = stage.do(act, stage.as_(COORDINATOR)).result.view.round.id
    return number


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
    KeepMonth: Example(lambda s: KeepMonth.of(s.item("WS1-M2")), "still WS1-M2"),
    AddItem: Example(
        lambda _s: AddItem(Kind.DELIVERABLE, "A paper", ("WS1",), month("2018-08")),
        'add deliverable "A paper" WS1 August 2018',
    ),
    **{kind: Example(*one) for kind, one in (MEETING_EXAMPLES | PEOPLE_EXAMPLES | PRIVACY_EXAMPLES).items()},
    SetPreferences: Example(lambda _s: SetPreferences(level="active"), "level active"),
    Represent: Example(lambda _s: Represent("ITU"), "I represent ITU"),
    ChangeSettings: Example(
        lambda _s: ChangeSettings({"zone": "Africa/Nairobi"}), "settings zone Africa/Nairobi"
    ),
    SetHolidays: Example(
        lambda _s: SetHolidays(date(2017, 12, 22), date(2017, 12, 22)), "holidays add 22 December 2017"
    ),
    SetChannel: Example(lambda _s: SetChannel("C0NEW", "WS1"), "channel WS1 <#C0NEW>"),
    FoundGroup: Example(lambda _s: FoundGroup("NEW", "C0NEW", "Europe/Zurich", "A new one")),
    PutOnRoster: Example(
        lambda _s: PutOnRoster(OBSERVER, SpeaksAs.FOCAL_POINT, "UNU"),
        "people add <@U0OBS> UNU as focal point",
    ),
    TakeOffRoster: Example(lambda s: TakeOffRoster(_id_of(s, MEMBER)), "people remove <@U0MEM>"),
    SetRole: Example(lambda _s: SetRole(MEMBER, "WS1"), "lead WS1 <@U0MEM>"),
    HandOver: Example(lambda s: HandOver(MEMBER, _id_of(s, LEAD2)), "handover <@U0L2> <@U0MEM>"),
    SetAgency: Example(
        lambda _s: SetAgency(None, "UNU", ("United Nations University",)),
        'agency add UNU, "United Nations University"',
    ),
    MergeAgencies: Example(
        lambda s: MergeAgencies(_agency(s, "WHO"), _agency(s, "UNEP")), "agency merge WHO into UNEP"
    ),
    ImportPlan: Example(_import),
    UndoImport: Example(_undo_import, "undo import"),
    OpenRound: Example(
        lambda s: OpenRound(s.item("WS1-D1").id, date(2017, 10, 20), "comments on the draft"),
        'ask WS1-D1 "comments on the draft" until 20 Oct 2017',
    ),
    AnswerRound: Example(
        lambda s: AnswerRound(running_round(s), AnswerKind.NO_COMMENTS), "answer WS1-D1 no comments"
    ),
    CloseRound: Example(lambda s: CloseRound(running_round(s)), "ask WS1-D1 close"),
    ReturnItem: Example(_removed, "restore WS1-D4"),
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
    PublishPlan: Example(lambda _s: PublishPlan("for the 6th IMG"), 'publish plan "for the 6th IMG"'),
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
