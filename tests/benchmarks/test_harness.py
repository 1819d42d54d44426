"""The harness itself: whether its figures are what they say."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks.bench_door import DOOR
from tests.benchmarks.load import Latencies
from tests.benchmarks.measure import FLOOR, Candidate, Figures, measure
from tests.benchmarks.process import free_port, running
from tests.benchmarks.report import render


def test_percentiles() -> None:
    latencies = Latencies(tuple(n / 1000 for n in range(1, 101)), elapsed=1.0)
    assert latencies.percentile(50) == pytest.approx(50)
    assert latencies.percentile(99) == pytest.approx(99)
    assert Latencies((0.002,), elapsed=1.0).percentile(99) == pytest.approx(2)


def test_report_shows_the_ratio_to_the_first() -> None:
    floor = Figures("floor", *([1.0] * 10))
    table = render([floor, replace(floor, name="bot", cpu=1.5)])
    assert "| | floor | bot |" in table
    assert "| CPU per request, alone | 1 ms | 1.5 ms (1.50 x) |" in table


def test_measures_real_servers() -> None:
    figures = measure([FLOOR, replace(DOOR, expects="6th IMG meeting")], rounds=1, requests=64)
    assert [f.name for f in figures] == [FLOOR.name, DOOR.name]
    for figure in figures:
        assert 0 < figure.cpu < 1000
        assert 0 < figure.p50 <= figure.p99
        assert 10 < figure.megabytes_idle < 1000
        assert 0 < figure.seconds_to_ready < 60


def test_an_apology_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="answered"):
        measure([replace(FLOOR, expects="something else")], rounds=1, requests=1)


def test_a_server_that_ends_is_reported(tmp_path: Path) -> None:
    broken = Candidate("broken", (sys.executable, "-c", "raise SystemExit(3)"), {})
    with (
        pytest.raises(RuntimeError, match="ended with code 3"),
        running(broken.command, port=free_port(), environment={}, ready_path="/", log=tmp_path / "log"),
    ):
        pass
