from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.plan.rules.items import Item, Status
from bot.plan.rules.progress import Light, drift_days, last_plenary, light_of, progress
from tests.plan.samples import meeting, paper, when

NOW = datetime(2018, 6, 10, 8, tzinfo=UTC)
ZONE = "Europe/Zurich"


@pytest.mark.parametrize(
    ("items", "light"),
    [
        ([], Light.GREEN),
        ([paper("2018-07")], Light.GREEN),
        ([paper("2018-06")], Light.GREEN),
        ([paper("2018-05")], Light.AMBER),
        ([paper("2018-05-27")], Light.AMBER),
        ([paper("2018-05-26")], Light.RED),
        ([paper("2018-04", status=Status.DONE)], Light.GREEN),
        ([paper("2018-07", status=Status.AT_RISK)], Light.AMBER),
        ([paper("2018-07", status=Status.AT_RISK), paper("2018-07", status=Status.OFF_TRACK)], Light.RED),
        ([paper("2018-01", status=Status.DROPPED)], Light.GREEN),
    ],
)
def test_traffic_lights(items: list[Item], light: Light) -> None:
    assert light_of(items, NOW, ZONE) is light


def test_streams_are_counted_apart_and_empty_ones_left_out() -> None:
    items = [
        paper("2018-05", streams=("WS1",), status=Status.DONE),
        paper("2018-05", streams=("WS1", "WS2")),
        paper("2018-07", streams=("WS1",), status=Status.DROPPED),
        meeting("2018-07"),
    ]
    found = {part.label: part for part in progress(items, ("WS1", "WS2", "WS3"), NOW, ZONE)}
    assert {label: (part.done, part.total, len(part.overdue)) for label, part in found.items()} == {
        "WS1": (1, 2, 1), "WS2": (0, 1, 1), None: (0, 1, 0),
    }  # fmt: skip


def test_since_the_last_plenary() -> None:
    items = [
        meeting("2018-03-01T10:00", status=Status.HELD),
        meeting("2018-05-01T10:00", "2018-05-01T12:00", status=Status.HELD),
        meeting("2018-05-20T10:00", status=Status.HELD, streams=("WS1",)),
        meeting("2018-06-01T10:00", status=Status.CANCELLED),
        meeting("2018-07-01T10:00", status=Status.HELD),
    ]
    assert last_plenary(items, NOW, ZONE) is items[1]
    assert last_plenary([], NOW, ZONE) is None


@pytest.mark.parametrize(
    ("baseline", "now", "days"),
    [
        ("2018-05", "2018-07", 61),
        ("2018-05", "2018-05-10", 0),
        (None, "2018-05", None),
        ("2018-05", None, None),
    ],
)
def test_drift(baseline: str | None, now: str | None, days: int | None) -> None:
    first = when(baseline) if baseline else None
    assert drift_days(paper(now, baseline=first)) == days
