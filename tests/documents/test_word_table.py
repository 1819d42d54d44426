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
from bot.exports.acts import PublishPlan
from bot.plan.acts import AddItem
from bot.plan.rules.items import Kind, Status
from bot.plan.texts.naming import status_words
from tests.meetings.talking import People
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


def test_what_changed_since_the_last_edition_is_marked_where_asked(group: Stage) -> None:
    people = People(group)
    assert "nothing to compare with" in people.say(COORDINATOR, "export docx marked")
    group.do(PublishPlan("for the 5th IMG"), group.as_(COORDINATOR))
    live(group)
    group.do(AddItem(Kind.DELIVERABLE, "A new paper", ("WS1",), month("2018-04")), group.as_(COORDINATOR))
    shown: Any = people.answer(COORDINATOR, "export docx marked")
    data = shown.files[0].make()
    comments = {task: comment for comment, task in marked_rows(data)}
    by_title = {
        title: next(c for t, c in comments.items() if title in t) for title in ("1st WS1", "A new paper")
    }
    assert by_title == {
        "1st WS1": "Was November 2017 in edition 1|Monday 20 November 2017, 14:00-17:30",
        "A new paper": "New since edition 1|",
    }
    assert differences(group, data) == {}  # the marks are the bot's own words
    plain: Any = people.answer(COORDINATOR, "export docx")
    assert b"edition 1" not in plain.files[0].make() and "edition 1" not in str(
        marked_rows(plain.files[0].make())
    )


def marked_rows(data: bytes) -> list[tuple[str, str]]:
    """The same as `rows`, with what the bot says of itself."""
    found = []
    for row in Document(BytesIO(data)).element.body.iter("{*}tr"):
        cells = [
            "|".join("".join(t.text or "" for t in p.iter("{*}t")) for p in c.iter("{*}p"))
            for c in row.iter("{*}tc")
        ]
        found.append((cells[0], cells[-1]))
    return found
