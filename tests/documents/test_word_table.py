"""The group's own Word table comes back with the changes in their places, and is read again as the same."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from bot.dates.texts import when_words
from bot.dates.when import Precision, When
from bot.documents.drafting import read_draft
from bot.documents.exporting import collect_plan
from bot.documents.importing import preview_import
from bot.documents.performing import import_document
from bot.documents.writing import FORMATS
from bot.documents.writing.plan import Wording
from bot.plan.acts import AddItem
from bot.plan.rules.items import Kind, Status
from bot.plan.texts.naming import status_words
from tests.stage import COORDINATOR, LEAD1, NOW, Stage, exact, month, new_stage, on

FILE = "plan.docx"


@pytest.fixture
def group(sqlite_url: str, plan_seed: Path) -> Stage:
    """A group whose plan was read from its own Word document."""
    stage = new_stage(sqlite_url)
    take(stage, (plan_seed / "e-waste-timeline.docx").read_bytes())
    return stage


def take(stage: Stage, data: bytes) -> None:
    result = preview_import(stage.work, stage.cli(), draft_of(data))
    import_document(stage.work, stage.cli(), result, data, FILE, NOW, start_reminders=False)


def draft_of(data: bytes, name: str = FILE) -> Any:  # noqa: ANN401
    return read_draft(data, name, label="IMG", zone="Europe/Zurich", streams=("WS1", "WS2"))


def written(stage: Stage) -> bytes:
    plan = collect_plan(stage.work, stage.cli(), NOW, with_original=True)
    return FORMATS["docx"](plan, Wording(when_words, status_words))


def differences(stage: Stage, data: bytes) -> dict[str, str]:
    result = preview_import(stage.work, stage.cli(), draft_of(data))
    assert result.draft.unread == ()
    return {one.key: one.change for one in result.differences if one.change != "same"}


def rows(data: bytes) -> list[tuple[str, str]]:
    """What stands in both columns of each row."""
    table = Document(BytesIO(data)).tables[0]
    return [(row.cells[0].text.strip(), row.cells[1].text.strip()) for row in table.rows]


def live(stage: Stage) -> None:
    """Dates and statuses change, in every way that a table has to show."""
    stage.set_date(COORDINATOR, "WS1-M1", exact("2017-11-20", "14:00", "17:30"))
    stage.set_date(COORDINATOR, "IMG-M6", exact("2018-01-16", "14:00", "17:30"))
    stage.set_date(COORDINATOR, "WS1-D1", month("2018-08"))
    stage.set_date(COORDINATOR, "WS2-D1", When(Precision.PART_MONTH, "2018-06-mid"))
    stage.set_date(COORDINATOR, "IMG-M5", on("2017-10-06"))
    stage.set_status(LEAD1, "WS1-D2", Status.AT_RISK, "a note among us")
    stage.set_status(COORDINATOR, "IMG-M7", Status.CANCELLED)


def test_without_changes_the_table_is_as_it_was(group: Stage, plan_seed: Path) -> None:
    assert rows(written(group)) == rows((plan_seed / "e-waste-timeline.docx").read_bytes())


def test_changes_stand_in_their_places_and_all_else_as_it_stood(group: Stage, plan_seed: Path) -> None:
    before = rows((plan_seed / "e-waste-timeline.docx").read_bytes())
    live(group)
    data = written(group)
    after = rows(data)
    assert {task for _comment, task in before} - {task for _comment, task in after} == {"DECEMBER 2017"}
    assert {task for _comment, task in after} - {task for _comment, task in before} == {"AUGUST 2018"}
    by_task = {task: comment for comment, task in after}
    by_title = {title: next(c for t, c in by_task.items() if title in t) for title in ("1st WS1", "6th IMG")}
    assert by_title == {
        "1st WS1": "Monday 20 November 2017, 14:00-17:30",
        "6th IMG": "Tuesday 16 January 2018, 14:00-17:30",
    }
    tasks = [task for _comment, task in after]
    january, march = tasks.index("JANUARY 2018"), tasks.index("MARCH 2018")
    assert any("6th IMG" in task for task in tasks[january:march])
    assert b"a note among us" not in data


def test_reading_it_again_shows_no_difference(group: Stage) -> None:
    live(group)
    data = written(group)
    assert differences(group, data) == {}
    take(group, data)
    assert differences(group, written(group)) == {}
    assert rows(written(group)) == rows(data)


def test_what_was_added_in_chat_gets_a_row_under_its_month(group: Stage) -> None:
    act = AddItem(Kind.DELIVERABLE, "A new paper", ("WS1",), month("2018-04"))
    group.do(act, group.as_(COORDINATOR))
    tasks = [task for _comment, task in rows(written(group))]
    assert tasks[tasks.index("APRIL 2018") + 1] == "A new paper"
    assert tasks.index("MARCH 2018") < tasks.index("APRIL 2018") < tasks.index("MAY 2018")
