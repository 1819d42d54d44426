"""One example of each act on the built-in plan, and the words that make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select, update

from bot.core.requests import Act
from bot.core.tables import Group
from bot.core.undo_acts import Restore, Undo
from bot.delivery.store import outbox
from bot.delivery.tables import OutboxRow
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
    lost = outbox.NewNotice(TEAM, "lost:1", "rung", WS1, NOW, group_id=stage.group_id)
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
    AskToErase: Example(lambda _s: AskToErase(), "erase my data"),
    KeepMyData: Example(_regret, "keep my data"),
    AgreeToErase: Example(_asked),
}
