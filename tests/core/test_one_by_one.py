"""What is done for many groups: a fault in one does not hold up the others, the end comes in time."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from bot.core.one_by_one import do_in_turn
from bot.core.tables import Group
from bot.groups.store import groups
from bot.reminders import reminding
from tests.stage import NOW, Stage


def test_a_fault_in_one_plan_does_not_hold_up_the_next(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []

    def plan(_work: object, group_id: int, _now: object) -> int:
        done.append(group_id)
        if len(done) == 1:
            raise ZeroDivisionError
        return 3

    monkeypatch.setattr(reminding, "_sweep_group", plan)
    monkeypatch.setattr(groups, "groups_to_sweep", lambda *_: [7, 8])
    with pytest.raises(ExceptionGroup) as caught:
        reminding.sweep(stage.work, NOW)
    assert done == [7, 8] and isinstance(caught.value.exceptions[0], ZeroDivisionError)


def test_a_broken_zone_does_not_hold_up_the_sweep(stage: Stage) -> None:
    with stage.database.writing() as session:
        session.execute(update(Group).values(zone_data="an older one", zone="Europe/Nowhere"))
    with pytest.raises(ExceptionGroup):
        reminding.sweep(stage.work, NOW)


def test_what_takes_too_long_is_left_for_the_next_time() -> None:
    done: list[int] = []

    def task() -> int:
        done.append(1)
        return 2

    assert do_in_turn([task, task], -1) == 0 and done == []
    assert do_in_turn([task, task], 60) == 4 and done == [1, 1]


def test_only_a_database_that_is_away_ends_the_round() -> None:
    """A row that one group may not write is that group's fault alone."""
    done: list[int] = []

    def task(error: DBAPIError | None = None) -> int:
        done.append(1)
        if error is not None:
            raise error
        return 2

    ours = IntegrityError("insert", None, sqlite3.IntegrityError("unique"))
    with pytest.raises(ExceptionGroup):
        do_in_turn([partial(task, ours), task], 60)
    assert len(done) == 2
    away = OperationalError("insert", None, sqlite3.OperationalError("locked"))
    with pytest.raises(OperationalError):
        do_in_turn([partial(task, away), task], 60)
    assert len(done) == 3


def test_who_was_left_out_comes_first_the_next_time(stage: Stage) -> None:
    with stage.database.writing() as session:
        mine = session.get_one(Group, stage.group_id)
        mine.materialised_until = NOW
        for number, planned in ((1, NOW - timedelta(days=1)), (2, None)):
            session.add(
                Group(
                    team_id=mine.team_id, label=f"G{number}", name="Another", zone=mine.zone, created_at=NOW,
                    reminders_started_at=NOW, materialised_until=planned,
                )
            )  # fmt: skip
    with stage.database.reading() as session:
        due = groups.groups_to_sweep(session, NOW + timedelta(days=1))
        assert [session.get_one(Group, found).label for found in due] == ["G2", "G1", "IMG"]
