from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, timedelta

from bot.calendar.writing import Outline, write_calendar
from bot.plan.rules.items import Item
from tests.stage import Stage, exact


def many(item: Item, count: int) -> list[Item]:
    """A thousand meetings, each with an agenda, on days of its own."""
    first = date(2018, 1, 1)
    agenda = ("Opening", "Report, and what is to be done; in short", "Any other business")
    return [
        replace(
            item, id=n, key=f"WS1-M{n}", agenda=agenda, venue="Palais, Geneva",
            when=exact((first + timedelta(days=n % 700)).isoformat()),
        )
        for n in range(count)
    ]  # fmt: skip


def test_a_thousand_entries_take_sixty_milliseconds(lite: Stage) -> None:
    items, outline = many(lite.item("WS1-M1"), 1000), Outline(lite.cli().group, "x")
    best = 1.0
    for _round in range(5):
        began = time.process_time()
        body = write_calendar(items, outline)
        best = min(best, time.process_time() - began)
    assert body.count(b"BEGIN:VEVENT") == 1000
    assert best <= 0.060
