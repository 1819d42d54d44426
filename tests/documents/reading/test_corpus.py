"""The corpus of plans in all shapes, and how long many rows take."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bot.documents.reading import read_plan
from tests.reading import documents, grade

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_a_plan_of_the_corpus_is_read_as_its_table_says(path: Path) -> None:
    counts, told = grade(path)
    assert (counts["wrong"], counts["lost"], counts["invented"]) == (0, 0, 0), told


def test_few_items_of_the_corpus_are_asked_about() -> None:
    counts = [grade(path)[0] for path in documents()]
    asked = sum(count["asked"] for count in counts)
    assert asked <= sum(count["right"] for count in counts) // 3


@pytest.mark.parametrize("form", ["| {} | {} |", "- {}: {}"])
def test_time_grows_with_the_rows_and_no_faster(form: str) -> None:
    def seconds(count: int) -> float:
        rows = (f"{n % 28 + 1} {MONTHS[n % 10]} {2026 + n % 3}" for n in range(count))
        lines = [form.format(row, f"Prepare the report {n}") for n, row in enumerate(rows)]
        text = (
            "# Plan 2026-2028\n\n| Date | Task |\n|---|---|\n"
            if form.startswith("|")
            else "# Plan 2026-2028\n\n"
        )
        begun = time.process_time()
        assert len(read_plan((text + "\n".join(lines)).encode(), "plan.md").items) == count
        return time.process_time() - begun

    small, large = seconds(500), seconds(5_000)
    assert large < 8  # one and a half on an idle machine
    assert large < 25 * small


def test_a_plan_of_a_hundred_items_asks_ten_questions_at_most() -> None:
    odd = (
        "3/4/2026", "TBC", "31/11/2026", "every Monday", "not before May 2026", "10:00 QQT, 3 May 2026",
        "early 2026", "3 or 4 May 2026", "Friday 4 May 2026", "from 3 May 2026 on", "2nd week of May 2026",
    )  # fmt: skip
    rows = "".join(f"| {odd[n % len(odd)]} | Prepare paper {n} |\n" for n in range(100))
    plan = read_plan(f"| Date | Task |\n|---|---|\n{rows}".encode(), "plan.md")
    assert len(plan.items) == 100
    assert len(plan.questions) <= 10
    assert len({key for question in plan.questions for key in question.keys}) >= 80
