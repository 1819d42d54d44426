"""The order of items: by date, then by stream, with months after the dates they contain."""

from __future__ import annotations

from random import Random

from bot.plan.rules.items import Item
from tests.plan.samples import meeting, paper


def test_the_order_of_items() -> None:
    order = [
        meeting("2017-11-20", streams=("WS1",)),
        meeting("2017-11", streams=("WS1",)),
        meeting("2017-11", streams=("WS2",)),
        meeting("2017-11", streams=("WS10",)),
        meeting("2017-11"),
        paper("2017-11", streams=("WS1",), position=9),
        paper("2017-11", position=10),
        meeting("2017-12-01", streams=("WS1",)),
        meeting(),
    ]
    shuffled = order.copy()
    Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=Item.sort_key) == order
