"""Observers who may read the plan see dates, who moved them and statuses; no notes, no reasons."""

from __future__ import annotations

import pytest

from bot.core.requests import Look
from bot.plan.acts import SetNote
from bot.plan.looks import History, Next, Show, WholePlan
from bot.plan.rules.items import Status
from bot.plan.rules.upcoming import Scope
from bot.reports.looks import Me, StatusReport
from tests.stage import LEAD1, MEMBER, NOW, OBSERVER, Stage, exact

SECRETS = ("waiting for figures", "the room is taken", "nobody can come", "a bare note")


@pytest.fixture
def told(lite: Stage) -> Stage:
    """WS1's lead has said why, of four things."""
    lite.set_status(LEAD1, "WS1-D1", Status.AT_RISK, SECRETS[0])
    lite.set_date(LEAD1, "WS1-M1", exact("2017-11-20"), SECRETS[1])
    lite.set_status(LEAD1, "WS1-M2", Status.CANCELLED, SECRETS[2])
    lite.do(SetNote(lite.item("WS1-D2").id, SECRETS[3]), lite.as_(LEAD1))
    return lite


def looks(stage: Stage) -> list[Look]:
    ids = [stage.item(key).id for key in ("WS1-D1", "WS1-M1", "WS1-M2", "WS1-D2")]
    of_items = [look(item_id) for item_id in ids for look in (Show, History)]
    return [*of_items, WholePlan(Scope()), Next(Scope()), StatusReport(Scope()), Me()]


def seen(stage: Stage, user: str, *, shared: bool = False) -> str:
    caller = stage.as_(user)
    shown = [stage.look(look, caller, NOW, shared=shared) for look in looks(stage)]
    return " ".join(f"{one.text} {one.blocks}" for one in shown)


def test_an_observer_sees_no_note_and_no_reason(told: Stage) -> None:
    text = seen(told, OBSERVER)
    assert [secret for secret in SECRETS if secret in text] == []
    assert "Mon 20 Nov 2017" in text and "cancelled" in text and "at risk" in text


def test_a_channel_sees_none_either(told: Stage) -> None:
    text = seen(told, LEAD1, shared=True)
    assert [secret for secret in SECRETS if secret in text] == []


def test_a_member_sees_them_all(told: Stage) -> None:
    text = seen(told, MEMBER)
    assert [secret for secret in SECRETS if secret not in text] == []


def test_an_entry_that_was_nothing_but_a_note_is_left_out(told: Stage) -> None:
    look = History(told.item("WS1-D2").id)
    assert "2 changes" in told.look(look, told.as_(MEMBER)).text
    assert "1 change" in told.look(look, told.as_(OBSERVER)).text
