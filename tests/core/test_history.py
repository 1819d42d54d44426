from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from bot.core import history, received
from bot.core.errors import UserError
from bot.core.tables import AuditEntry
from bot.groups.tables import Member, Person, Pseudonym, RoleAssignment
from bot.plan.acts import SetStatus
from bot.plan.rules.items import Status
from tests.stage import COORDINATOR, LEAD1, MEMBER, NOW, Stage


def whole(stage: Stage) -> bool:
    with stage.database.reading() as session:
        return history.broken_audit_entry(session, stage.group_id) is None


def change_much(stage: Stage) -> None:
    for user, status in ((LEAD1, Status.AT_RISK), (COORDINATOR, Status.OFF_TRACK), (LEAD1, Status.DONE)):
        stage.set_status(user, "WS1-D1", status, "ü 漢")


def second(session: Session) -> int:
    return session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)).all()[1]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda s: s.execute(update(AuditEntry).where(AuditEntry.id == second(s)).values(actor="nobody")),
        lambda s: s.execute(
            update(AuditEntry).where(AuditEntry.id == second(s)).values(at=NOW - timedelta(1))
        ),
        lambda s: s.execute(update(AuditEntry).where(AuditEntry.id == second(s)).values(digest="0" * 64)),
        lambda s: s.execute(update(AuditEntry).where(AuditEntry.id == second(s)).values(subject="WS2-D1")),
        lambda s: s.execute(delete(AuditEntry).where(AuditEntry.id == second(s))),
    ],
    ids=["actor", "time", "content", "subject", "deleted"],
)
def test_tampering_breaks_the_chain(stage: Stage, tamper: Callable[[Session], object]) -> None:
    change_much(stage)
    assert whole(stage)
    with stage.database.writing() as session:
        tamper(session)
    assert not whole(stage)


def test_every_change_is_in_the_chain_under_a_pseudonym(stage: Stage) -> None:
    change_much(stage)
    with stage.database.reading() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        tokens = {row.token for row in session.scalars(select(Pseudonym))}
    assert [entry.action for entry in entries][-3:] == ["status"] * 3
    assert {entry.actor for entry in entries} == {"cli"} | tokens and len(tokens) == 2
    assert not any("U0" in token for token in tokens)


def test_erasing_a_person_leaves_the_chain_whole(stage: Stage) -> None:
    change_much(stage)
    person = stage.as_(LEAD1).person_id
    with stage.database.writing() as session:
        session.execute(update(Pseudonym).where(Pseudonym.person_id == person).values(person_id=None))
        for table in (Member, RoleAssignment):
            session.execute(delete(table).where(table.person_id == person))
        session.execute(delete(Person).where(Person.id == person))
        session.execute(text("UPDATE groups SET revision = revision + 1"))
    assert whole(stage)
    assert [entry.who for entry in stage.detail("WS1-D1").changes][:2] == [
        "a former member",
        f"<@{COORDINATOR}>",
    ]


def test_events_are_remembered_for_a_week(stage: Stage) -> None:
    assert not received.was_received(stage.work, "EvX")
    received.mark_received(stage.work, "EvX", NOW)
    received.mark_received(stage.work, "EvX", NOW)
    assert received.was_received(stage.work, "EvX")
    assert received.forget_old_events(stage.work, NOW + timedelta(days=7)) == 0
    assert received.forget_old_events(stage.work, NOW + timedelta(days=8)) == 1
    assert not received.was_received(stage.work, "EvX")


def test_an_event_counts_with_its_change_or_not_at_all(stage: Stage) -> None:
    caller = stage.as_(MEMBER)
    with pytest.raises(UserError):
        stage.do(SetStatus(stage.item("WS1-D1").id, Status.DONE), caller)
    assert caller.request_id is not None and not received.was_received(stage.work, caller.request_id)
