"""The simulation behind docs/scaling.md keeps the limits it is about."""

from __future__ import annotations

import pytest

from tests.benchmarks import bench_scale


def test_process_is_the_limit_of_many_workspaces() -> None:
    rush = bench_scale.simulate(workspaces=200, processes=1, posts_per_second=100)
    assert rush.last == pytest.approx(rush.notes / 100, rel=0.05)
    assert bench_scale.simulate(200, 4, posts_per_second=100).last == pytest.approx(rush.last / 4, rel=0.1)


def test_workspace_is_the_limit_of_a_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_scale, "GROUPS_PER_WORKSPACE", 100)
    rush = bench_scale.simulate(workspaces=1, processes=8)
    # A burst of 60, then five a second.
    assert rush.last == pytest.approx((rush.notes - 60) * 0.2, rel=0.1)
