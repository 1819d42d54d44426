"""A long plan is read in time that grows as the plan does."""

from __future__ import annotations

import time
from pathlib import Path

from tests.conftest import build_schema
from tests.stage import NOW, new_stage

MONTHS = (
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER",
    "NOVEMBER", "DECEMBER",
)  # fmt: skip
WARM_UP, SMALL, LARGE = 50, 300, 1200


def long_plan(count: int) -> str:
    """Deliverables over ten years, under month headings."""
    lines = ["# A long plan", ""]
    for number in range(count):
        if number * 120 // count != (number - 1) * 120 // count or not number:
            month = number * 120 // count
            lines.append(f"{MONTHS[month % 12]} {2018 + month // 12}")
        lines.append(f"- **Deliver report number {number} on topic {number % 97}**")
    return "\n".join(lines)


def seconds(url: str, count: int) -> float:
    """Processor time of importing a plan, and importing it again."""
    stage, plan = new_stage(url), long_plan(count)
    started = time.process_time()
    first = stage.import_plan(plan, now=NOW, start=True)
    again = stage.import_plan(plan, now=NOW, start=True)
    spent = time.process_time() - started
    assert len(first.draft.items) == count and not again.changes_anything
    stage.database.close()
    return spent


def test_importing_is_linear(tmp_path: Path) -> None:
    spent = {}
    for count in (WARM_UP, SMALL, LARGE):
        url = f"sqlite:///{tmp_path / f'{count}.db'}"
        build_schema(url)
        spent[count] = seconds(url, count)
    growth = spent[LARGE] / spent[SMALL] / (LARGE / SMALL)
    print(f"import and re-import: {spent}, {growth:.2f} times linear")
    # Quadratic would be 4; the machine is shared, so half of that is left for chance.
    assert growth < 2
