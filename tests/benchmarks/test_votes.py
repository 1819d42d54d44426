"""A short form of the votes that are measured: whoever votes when, the cards come right."""

from __future__ import annotations

import pytest

from tests.benchmarks.bench_votes import cast


@pytest.mark.parametrize("seed", [1, 2])
async def test_the_cards_are_right_three_minutes_after_many_votes(seed: int) -> None:
    found = await cast(polls=6, votes=48, seed=seed)
    assert len(found.waits) == 48 and found.wrong == []
    # Votes are gathered: a card is not drawn anew for each of them.
    assert 6 <= found.updates < 48
