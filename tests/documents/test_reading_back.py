"""The bot's own files are read back into the group that they came from, and into a new one."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from bot.core.i18n import LANGUAGES, speaking
from bot.dates.texts import when_words
from bot.dates.when import Precision, When
from bot.documents.exporting import collect_plan
from bot.documents.importing import preview_import
from bot.documents.performing import import_document
from bot.documents.writing import FORMATS
from bot.documents.writing.as_json import items_to_json
from bot.documents.writing.plan import Wording
from bot.groups.tables import Person
from bot.plan.acts import AddItem
from bot.plan.rules.items import Kind, Status
from bot.plan.texts.naming import status_words
from tests.documents.test_word_table import draft_of
from tests.stage import COORDINATOR, LEAD1, NOW, SETUP, Stage, exact, month, new_stage, on


@pytest.fixture
def group(sqlite_url: str, plan_seed: Path) -> Stage:
    """A group whose plan came from its Word document, and has lived since."""
    stage = new_stage(sqlite_url)
    take(stage, (plan_seed / "e-waste-timeline.docx").read_bytes(), "plan.docx")
    with stage.database.writing() as session:
        session.query(Person).filter_by(user_id=LEAD1).one().name = "Anna Lead"
    stage.set_date(COORDINATOR, "WS1-M1", exact("2017-11-20", "14:00", "17:30"))
    stage.set_date(COORDINATOR, "WS1-D1", month("2018-08"))
    stage.set_date(COORDINATOR, "WS2-D1", When(Precision.PART_MONTH, "2018-06-mid"))
    stage.set_status(LEAD1, "WS1-D2", Status.AT_RISK, "a note among us")
    stage.set_status(COORDINATOR, "IMG-M7", Status.CANCELLED)
    stage.edit(COORDINATOR, "WS1-M1", {"agenda": ["First: it", "Second, 3. of it"], "venue": "Room 7"})
    for act in (
        AddItem(Kind.SUBMISSION, "A new paper: well, it is -- so to say", ("WS1",), month("2018-04")),
        AddItem(Kind.ACTIVITY, "Call the others by 5 May 2018", ("WS2",), on("2018-04-03")),
    ):
        stage.do(act, stage.as_(COORDINATOR))
    fields = {"notes": "One\nTwo", "actor": "the leads", "owner": f"<@{LEAD1}>", "recipient": "SOM"}
    stage.edit(COORDINATOR, "WS1-D4", fields)
    return stage


def take(stage: Stage, data: bytes, name: str) -> None:
    result = preview_import(stage.work, stage.cli(), draft_of(data, name))
    import_document(stage.work, stage.cli(), result, data, name, NOW, start_reminders=False)


def written(stage: Stage, form: str) -> bytes:
    plan = collect_plan(stage.work, stage.cli(), NOW, with_original=form == "docx")
    return FORMATS[form](plan, Wording(when_words, status_words))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("form", FORMATS)
def test_a_file_of_the_plan_holds_no_difference_to_it(group: Stage, form: str, code: str) -> None:
    with speaking(code):
        result = preview_import(group.work, group.cli(), draft_of(written(group, form), f"plan.{form}"))
    assert [one.to_json() for one in result.differences if one.change != "same"] == []
    assert {one.key for one in result.differences} == set(group.items())


@pytest.mark.parametrize("form", FORMATS)
def test_taking_it_in_changes_nothing(group: Stage, form: str) -> None:
    def items() -> dict[str, Any]:
        """The plan; that a row now knows what the document said counts as a version of the row."""
        return {key: replace(item, row_version=1, position=0) for key, item in group.items().items()}

    before = items()
    take(group, written(group, form), f"plan.{form}")
    assert items() == before


def test_a_file_of_values_makes_the_same_plan_elsewhere(
    group: Stage, tmp_path: Path, sqlite_template: Path
) -> None:
    def told(stage: Stage) -> list[dict[str, Any]]:
        items = items_to_json(collect_plan(stage.work, stage.cli(), NOW).items)
        return [
            {name: value for name, value in item.items() if name not in ("source", "baseline")}
            for item in items
        ]

    (tmp_path / "new.db").write_bytes(sqlite_template.read_bytes())
    other = new_stage(
        f"sqlite:///{tmp_path}/new.db", change=lambda setup: replace(setup, name="Another group")
    )
    take(other, written(group, "json"), "plan.json")
    assert told(other) == [item | {"when": timed(item["when"])} for item in told(group)]
    other.database.close()


def timed(when: dict[str, Any]) -> dict[str, Any]:
    """A time without a zone is one of the group's, and is kept with it."""
    has_hours = when["precision"] in ("exact", "half-day")
    return when | {"zone": when["zone"] or SETUP.zone if has_hours else when["zone"]}


def test_an_edited_page_says_only_what_was_edited(group: Stage) -> None:
    text = written(group, "md").decode().replace("August 2018, planned", "September 2018, planned")
    result = preview_import(group.work, group.cli(), draft_of(text.encode(), "plan.md"))
    [changed] = [one for one in result.differences if one.change != "same"]
    assert (changed.key, set(changed.fields) | set(changed.kept)) == ("WS1-D1", {"when"})


def test_a_row_that_the_bot_wrote_keeps_its_key_when_its_words_change(group: Stage) -> None:
    document = Document(BytesIO(written(group, "docx")))
    [text] = [one for one in document.element.body.iter("{*}t") if one.text.startswith("Call the others")]
    text.text = "Call all the others by 5 May 2018"
    file = BytesIO()
    document.save(file)
    result = preview_import(group.work, group.cli(), draft_of(file.getvalue(), "plan.docx"))
    [changed] = [one for one in result.differences if one.change != "same"]
    assert changed.key == "WS2-D3"
    assert dict(changed.fields) | dict(changed.kept) == {
        "title": ("Call the others by 5 May 2018", "Call all the others by 5 May 2018")
    }
