"""A document is read while somebody acts on one of its items: one order holds, and chat's word stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from bot.core import history
from bot.features import create_work
from bot.store.database import Database
from tests.core.test_races import ACTS, KEY, Outcome, both, outcome, prepared, raced, tell
from tests.documents.test_importing import edited
from tests.stage import Stage

__all__ = ["prepared", "raced"]
MOVED = ("MAY 2018", "JUNE 2018")


def read_document(stage: Stage) -> str:
    """Import the plan with another date for the item; returns what the import says of it."""
    result = stage.import_plan(edited(MOVED))
    found = next(difference for difference in result.differences if difference.key == KEY)
    return f"{found.change} {sorted(found.fields)} {sorted(found.kept)}"


def in_turn(prepared: Path, copy: Path, name: str, is_import_first: bool) -> Outcome:
    shutil.copyfile(prepared, copy)
    stage = Stage(create_work(Database(f"sqlite:///{copy}")), 1, requests=100)
    act, caller = both(stage, (name, name))[0]
    steps: list[Callable[[], str]] = [lambda: tell(stage, act, caller), lambda: read_document(stage)]
    told = [step() for step in (reversed(steps) if is_import_first else steps)]
    found = outcome(stage, (told[is_import_first], told[not is_import_first]))
    stage.database.close()
    return found


@pytest.mark.parametrize("name", ACTS)
def test_an_import_and_an_act_come_one_after_the_other(
    raced: Stage, prepared: Path, tmp_path: Path, name: str
) -> None:
    act, caller = both(raced, (name, name))[0]
    steps: list[Callable[[], str]] = [lambda: tell(raced, act, caller), lambda: read_document(raced)]
    begun = [Event(), Event()]

    def race(place: int) -> str:
        begun[place].set()
        return steps[place]()

    with ThreadPoolExecutor(2) as pool:
        # Both find the group locked, and go on when it is free.
        with raced.database.writing() as session:
            history.lock_group(session, raced.group_id)
            running = [pool.submit(race, place) for place in (0, 1)]
            assert all(event.wait(5) for event in begun)
        told = (running[0].result(timeout=10), running[1].result(timeout=10))
    found = outcome(raced, told)
    assert found in [in_turn(prepared, tmp_path / f"{first}.db", name, first) for first in (False, True)]
    assert found.is_chain_whole
