"""One example of each act on the built-in plan, and the words that make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import update

from bot.core.requests import Act
from bot.core.tables import Group
from bot.core.undo_acts import Restore, Undo
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
from bot.groups.acts import HandOver, MergeAgencies, PutOnRoster, SetAgency, SetRole, TakeOffRoster
from bot.groups.rules.agencies import Agencies, SpeaksAs
from bot.groups.settings_acts import ChangeSettings, FoundGroup, SetChannel, SetHolidays
from bot.links.acts import EndLink, MakeLink
from bot.links.rules import GROUP, LinkKind
from bot.plan.acts import AddItem, AnnounceNow, AskAbout, Cancel, EditItem, SetDate, SetNote, SetStatus
from bot.plan.looks import Next
from bot.plan.rules.items import Kind, Status
from bot.proposals.acts import Accept, Decline, Propose
from bot.reminders.acts import AnswerLost, SettlePast, Share, SkipNotice, StartReminders
from tests.stage import (
    CHANNEL,
    COORDINATOR,
    LEAD1,
    LEAD2,
    MEMBER,
    NOW,
    OBSERVER,
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


def _past(stage: Stage) -> Act:
    stage.set_date(COORDINATOR, "WS1-M1", exact("2017-09-20"))
    return SettlePast()


def _lost(stage: Stage) -> Act:
    lost = outbox.NewNotice(TEAM, "lost:1", "rung", WS1, NOW, group_id=stage.group_id)
    with stage.database.writing() as session:
        outbox.add_notice(session, lost, now=NOW)
        session.execute(update(OutboxRow).where(OutboxRow.key == "lost:1").values(state="dead"))
    return AnswerLost(stage.notice("lost:1").id, posted=True)


def _id_of(stage: Stage, user: str) -> int:
    found = stage.as_(user).person_id
    assert found is not None
    return found


def _agency(stage: Stage, name: str) -> int:
    with stage.looking(stage.as_(COORDINATOR)) as looking:
        found = looking.snapshot[Agencies].find(name)
    assert found is not None
    return found.id


def _link(stage: Stage) -> Act:
    return EndLink(stage.do(MakeLink(LinkKind.CALENDAR, GROUP), stage.as_(COORDINATOR)).result.link_id)


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
    MakeLink: Example(lambda _s: MakeLink(LinkKind.CALENDAR, GROUP), "calendar IMG"),
    EndLink: Example(_link, "end link {link_id}"),
}
