"""New time zone data moves what lies ahead, and nothing else."""

from __future__ import annotations

import shutil
import zoneinfo
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.core.one_by_one import do_in_turn
from bot.core.tables import Group
from bot.dates import wall_time, when
from bot.delivery.tables import OutboxRow
from bot.plan.tables import Item
from bot.reminders.rederive import rederivations, zone_data_edition
from bot.reminders.reminding import sweep
from tests.stage import NOW, Stage, new_stage

HOURS = timedelta(hours=1)
NewData = Callable[[], None]


def _forget_zones() -> None:
    """As after a restart: nothing is remembered of the old data."""
    zoneinfo.ZoneInfo.clear_cache()
    zone_data_edition.cache_clear()
    for remembered in (*vars(wall_time).values(), *vars(when).values()):
        if hasattr(remembered, "cache_clear"):
            remembered.cache_clear()


@pytest.fixture
def new_data(tmp_path: Path) -> Iterator[NewData]:
    """Installs zone data in which Zurich has moved to Nairobi's clocks, as a restart would find it."""
    old = zoneinfo.TZPATH
    known = next(Path(folder) for folder in old if (Path(folder) / "Africa" / "Nairobi").is_file())

    def install() -> None:
        (tmp_path / "zones" / "Europe").mkdir(parents=True)
        shutil.copy(known / "Africa" / "Nairobi", tmp_path / "zones" / "Europe" / "Zurich")
        (tmp_path / "zones" / "tzdata.zi").write_text("# version 2199z\n")
        zoneinfo.reset_tzpath([str(tmp_path / "zones"), *old])
        _forget_zones()

    yield install
    zoneinfo.reset_tzpath(old)
    _forget_zones()


def instants(stage: Stage) -> dict[str, tuple[datetime | None, datetime | None, int]]:
    with stage.database.reading() as session:
        return {
            row.key: (row.starts_at, row.ends_at, row.row_version) for row in session.scalars(select(Item))
        }


def pending(stage: Stage) -> dict[str, OutboxRow]:
    with stage.database.reading() as session:
        rows = session.scalars(select(OutboxRow).where(OutboxRow.state == "pending"))
        return {row.key: row for row in rows}


def test_what_lies_ahead_moves_and_what_is_over_stays(stage: Stage, new_data: NewData) -> None:
    sweep(stage.work, NOW)
    now = datetime(2017, 11, 3, tzinfo=UTC)
    before = instants(stage)
    new_data()
    assert do_in_turn(rederivations(stage.work, now), 9) == 1
    after = instants(stage)
    over = {key for key, (_start, end, _version) in before.items() if end is not None and end <= now}
    assert over and all(after[key] == before[key] for key in over)
    # In winter Geneva is one hour ahead of UTC, Nairobi three: the same wall time comes two hours earlier.
    start, _end, version = before["WS1-M2"]
    assert start is not None and after["WS1-M2"][0] == start - 2 * HOURS
    assert after["WS1-M2"][2] == version
    assert do_in_turn(rederivations(stage.work, now), 9) == 0


def test_pending_rungs_follow_unless_they_wait_for_something_else(stage: Stage, new_data: NewData) -> None:
    sweep(stage.work, NOW)
    before = pending(stage)
    months = sorted(key for key in before if key.startswith("month:"))
    notes = sorted(key for key in before if key.startswith("note:"))
    assert notes
    with stage.database.writing() as session:
        held = session.scalars(select(OutboxRow).where(OutboxRow.key == notes[0])).one()
        held.retry_at = held.due_at + 5 * HOURS
    new_data()
    sweep(stage.work, NOW)
    after = pending(stage)
    assert set(after) == set(before) and months == sorted(key for key in after if key.startswith("month:"))
    # In October Geneva is two hours ahead of UTC: 09:00 comes one hour earlier by Nairobi's clocks.
    assert all(after[key].due_at == before[key].due_at - HOURS for key in notes)
    assert all(after[key].retry_at == after[key].due_at for key in notes[1:])
    assert after[notes[0]].retry_at == before[notes[0]].due_at + 5 * HOURS


def test_unchanged_data_changes_nothing(stage: Stage) -> None:
    sweep(stage.work, NOW)
    before, rows = instants(stage), {key: row.due_at for key, row in pending(stage).items()}
    sweep(stage.work, NOW)
    assert instants(stage) == before and {key: row.due_at for key, row in pending(stage).items()} == rows


def test_the_month_ahead_that_the_start_posts_at_once_is_not_made_late(sqlite_url: str) -> None:
    """Reminders start in the afternoon of the month's first working day; the first sweep follows."""
    stage, now = new_stage(sqlite_url, now=NOW), datetime(2017, 11, 1, 15, tzinfo=UTC)
    stage.import_plan(now=now, start=True)
    with stage.database.writing() as session:
        session.execute(update(Group).values(zone_data=None))
    sweep(stage.work, now)
    assert {row.due_at for key, row in pending(stage).items() if key.startswith("month:1:2017-11")} == {now}
    stage.database.close()
