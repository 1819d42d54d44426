from __future__ import annotations

import pytest

from tests.mail.many import send_many


@pytest.mark.parametrize("seed", [1, 2])
async def test_each_letter_is_taken_once_or_twice_or_somebody_is_told(sqlite_url: str, seed: int) -> None:
    found = await send_many(sqlite_url, 60, seed)
    assert set(found.states) <= {"sent", "dead"} and sum(found.states.values()) == 60
    assert set(found.accepted) <= {0, 1, 2} and found.unnamed == 0
    # What nobody took is dead, and somebody is asked about it.
    assert found.accepted[0] <= found.states["dead"]
