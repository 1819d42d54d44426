"""New time zone data: what lies ahead is said in wall-clock time, so its instants are derived again."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache, partial
from importlib import metadata
from pathlib import Path

from bot.core import history
from bot.core.notices import Planning
from bot.core.work import Work
from bot.delivery.store import outbox
from bot.groups.store import groups
from bot.plan.store import plans

_MARGIN = timedelta(days=1)
"""No country has moved its clocks by more."""


@lru_cache(maxsize=1)
def zone_data_edition() -> str:
    """Which edition of the time zone data this process works by: the system's, else the package's.

    Read once, as the zones are: a process that runs on through an update goes on by the old data.
    """
    for folder in map(Path, zoneinfo.TZPATH):
        for name in ("tzdata.zi", "+VERSION"):
            if (folder / name).is_file():
                with (folder / name).open(encoding="utf-8") as file:
                    return file.readline().strip("# \n")
        if (folder / "UTC").is_file():
            return f"{folder} {(folder / 'UTC').stat().st_mtime_ns}"
    return f"tzdata {metadata.version('tzdata')}"


def rederivations(work: Work, now: datetime) -> list[Callable[[], bool]]:
    """What brings each group up to this process's time zone data; each tells whether that changed its plan.

    What is over or closed stays as it was, and so does what was sent.
    """
    edition = zone_data_edition()
    with work.database.reading() as session:
        ids = groups.groups_of_other_zone_data(session, edition)
    return [partial(_rederive_group, work, group_id, edition, now) for group_id in ids]


def _rederive_group(work: Work, group_id: int, edition: str, now: datetime) -> bool:
    with work.database.writing() as session:
        group = history.lock_group(session, group_id)
        moved = plans.rederive_instants(session, group_id, group.zone, now)
        if group.materialised_until is not None:
            facts = work.facts(session, group_id, group.revision)
            items = plans.open_items_of(session, group_id)
            until = group.materialised_until + _MARGIN
            planning = Planning(session, facts, items, now, until, is_sweep=True)
            moved += outbox.retime(session, work.registry.plan_notices(planning))
        if moved:
            group.revision += 1
        group.zone_data = edition
    return bool(moved)
