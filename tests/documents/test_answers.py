"""Answers to the questions of a document change how it is read, for all that a question is about."""

from __future__ import annotations

from bot.documents.draft import DraftPlan
from bot.documents.reading import read_plan

NUMBERS = "Date;What\n5/6/2018;Publish the glossary\n7/8/2018;Board meeting\n"
TIMES = "| When | What |\n|---|---|\n| 5 March 2018, 10:00 | Kick-off |\n"
COUNTED = "| Due | What |\n|---|---|\n| M3 | Handbook |\n| M6 | Data plan |\n"
YEARLESS = "| When | What |\n|---|---|\n| 5 March | Send the letters |\n| 9 May | Collect the answers |\n"


def read(text: str, name: str, **answers: str) -> DraftPlan:
    return read_plan(
        text.encode(), name, answers={cause.replace("_", "-"): said for cause, said in answers.items()}
    )


def starts(plan: DraftPlan) -> list[str | None]:
    return [item.when.start for item in plan.items]


def causes(plan: DraftPlan) -> set[str]:
    return {question.cause for question in plan.questions}


def test_the_order_of_numbers() -> None:
    asked = next(question for question in read(NUMBERS, "x.csv").questions if question.cause == "order")
    assert asked.ids == ("0", "1") and len(asked.keys) == 2
    assert starts(read(NUMBERS, "x.csv", order="0")) == ["2018-06-05", "2018-08-07"]
    months = read(NUMBERS, "x.csv", order="1")
    assert starts(months) == ["2018-05-06", "2018-07-08"] and "order" not in causes(months)


def test_the_zone() -> None:
    plan = read(TIMES, "x.md", no_zone="Asia/Tokyo")
    assert plan.items[0].when.zone == "Asia/Tokyo" and "no-zone" not in causes(plan)
    assert read(TIMES, "x.md", no_zone="Mars/Olympus").items[0].when.zone == "Europe/Zurich"


def test_the_start_of_the_work() -> None:
    assert "no-start" in causes(read(COUNTED, "x.md"))
    plan = read(COUNTED, "x.md", no_start="2026-09-01")
    assert starts(plan) == ["2026-11", "2027-02"] and "no-start" not in causes(plan)


def test_the_year() -> None:
    assert "year" in causes(read(YEARLESS, "x.md"))
    assert starts(read(YEARLESS, "x.md", year="2026")) == ["2026-03-05", "2026-05-09"]


def test_the_kind_of_all_that_it_is_asked_of() -> None:
    asked = read("# Plan 2026\n\n- 3 March: Registration desk\n- 4 March: Early birds\n", "x.md")
    assert "kind" in causes(asked)
    plan = read(
        "# Plan 2026\n\n- 3 March: Registration desk\n- 4 March: Early birds\n", "x.md", kind="activity"
    )
    assert {item.kind.value for item in plan.items} == {"activity"} and "kind" not in causes(plan)
