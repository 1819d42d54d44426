from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Table, select, text

from bot.core.errors import UserError
from bot.core.undo_acts import Restore, Undo
from bot.documents.drafting import ImportResult
from bot.documents.importing import preview_import
from bot.plan.acts import AddItem
from bot.plan.looks import WholePlan
from bot.plan.rules.items import Kind, Status
from bot.reminders.acts import StartReminders
from bot.tables import Base
from tests.stage import COORDINATOR, LEAD1, PLAN, Stage, at, exact, month, on


def dump(stage: Stage) -> dict[str, list[Any]]:
    """Every row of every table."""
    with stage.database.reading() as session:
        tables: list[Table] = Base.metadata.sorted_tables
        return {table.name: [tuple(row) for row in session.execute(select(table))] for table in tables}


def changes(result: ImportResult, *kinds: str) -> dict[str, dict[str, Any]]:
    return {
        d.key: {name: new for name, (_old, new) in d.fields.items()}
        for d in result.differences
        if d.change in (kinds or ("added", "changed", "gone"))
    }


def preview(stage: Stage, text: str) -> ImportResult:
    return preview_import(stage.work, stage.cli(), stage.read(text))


def edited(*pairs: tuple[str, str]) -> str:
    found = PLAN.read_text()
    for old, new in pairs:
        assert old in found
        found = found.replace(old, new, 1)
    return found


NEW_ITEM = "\t<b><u>Work Stream 1 – Publish a glossary:</u></b>\n"
MAY = "MAY 2018\t\n"


def test_a_first_import_is_silent_and_starts_nothing(bare: Stage) -> None:
    result = bare.import_plan(now=at("2018-03-15"))
    assert len(bare.items()) == 16 and bare.notices() == []
    assert not bare.cli().group.reminders_on
    assert [item.key for item in result.past] == [
        "IMG-M5", "WS1-M1", "WS2-M1", "IMG-D1", "IMG-M6", "WS1-M2", "WS2-M2",
    ]  # fmt: skip
    assert all(item.schedule_version == 1 and item.baseline == item.when for item in bare.items().values())


def test_importing_again_changes_nothing_at_all(stage: Stage) -> None:
    before = dump(stage)
    result = stage.import_plan(now=at("2017-10-03"), start=True)
    assert not result.changes_anything and changes(result) == {}
    assert dump(stage) == before


def test_a_later_start_of_reminders_is_a_change(bare: Stage) -> None:
    bare.import_plan()
    bare.import_plan(start=True)
    assert bare.cli().group.reminders_on


def test_past_items_are_asked_about_once(bare: Stage) -> None:
    bare.import_plan(now=at("2017-12-04"), start=True)
    past = [row for row in bare.notices() if row.kind == "past-items"]
    assert [(row.recipient, row.due_at) for row in past] == [(COORDINATOR, at("2017-12-04"))]
    bare.import_plan(now=at("2017-12-05"), start=True)
    assert len([row for row in bare.notices() if row.kind == "past-items"]) == 1


def test_an_item_in_the_middle_leaves_the_other_keys_alone(stage: Stage) -> None:
    before = stage.items()
    result = stage.import_plan(edited((MAY, MAY + NEW_ITEM)), now=at("2017-10-03"))
    assert changes(result, "added").keys() == {"WS1-D4"}
    assert changes(result, "gone") == {}
    after = stage.items()
    assert after["WS1-D4"].title == "Publish a glossary" and after["WS1-D4"].when == month("2018-05")
    assert {key: item.title for key, item in before.items()} == {key: after[key].title for key in before}


def test_a_change_is_shown_by_item_and_field(stage: Stage) -> None:
    result = preview(stage, edited(("MARCH 2018", "APRIL 2018"), ("Begin adding to", "Start adding to")))
    shown = changes(result, "changed")
    assert shown.keys() == {"IMG-M7", "WS2-D1"}
    assert shown["IMG-M7"]["when"]["start"] == "2018-04"
    assert shown["WS2-D1"]["title"].startswith("Start adding")
    assert stage.item("IMG-M7").when == month("2018-03"), "a preview writes nothing"


def test_the_documents_change_is_taken_over(stage: Stage) -> None:
    stage.import_plan(edited(("MARCH 2018", "APRIL 2018")), now=at("2017-10-03"))
    item = stage.item("IMG-M7")
    assert (item.when, item.baseline, item.schedule_version) == (month("2018-04"), month("2018-03"), 2)


def test_what_chat_said_stays(stage: Stage) -> None:
    stage.set_date(COORDINATOR, "IMG-M7", exact("2018-03-20"))
    stage.set_status(LEAD1, "WS1-D1", Status.DONE, "all in")
    stage.set_status(LEAD1, "WS1-M1", Status.CANCELLED)
    before = stage.items()
    result = stage.import_plan(now=at("2017-10-03"))
    assert changes(result) == {} and stage.items() == before

    moved = edited(
        ("MARCH 2018", "APRIL 2018"), ("NOVEMBER 2017", "DECEMBER 2017"), ("MAY 2018", "JUNE 2018")
    )
    result = stage.import_plan(moved, now=at("2017-10-04"))
    asked = [(q.key, q.about) for q in result.draft.questions]
    assert ("IMG-M7", "date") in asked, "the document and chat disagree: a person decides"
    assert stage.item("IMG-M7").when == exact("2018-03-20")
    assert stage.item("WS1-D1").status is Status.DONE and stage.item("WS1-D1").status_note == "all in"
    assert stage.item("WS1-M1").status is Status.CANCELLED
    after = dump(stage)
    again = stage.import_plan(moved, now=at("2017-10-05"))
    assert ("IMG-M7", "date") not in [(q.key, q.about) for q in again.draft.questions], "it was asked"
    assert dump(stage) == after


def test_an_item_added_in_chat_is_recognised_and_keeps_its_date(stage: Stage) -> None:
    new = AddItem(Kind.MEETING, "3rd WS1 Team Meeting", ("WS1",), exact("2018-02-06"), ordinal=3)
    stage.do(new, stage.as_(LEAD1))
    row = "\t<b><u>3<sup>rd</sup> WS1 Team Meeting (in-person half-day):</u></b>\n"
    text = edited(("MARCH 2018\t\n", "FEBRUARY 2018\t\n" + row + "MARCH 2018\t\n"))
    result = stage.import_plan(text, now=at("2017-10-03"))
    item = stage.item("WS1-M3")
    assert changes(result, "added") == {}
    assert item.when == exact("2018-02-06") and item.length == "half-day"
    assert ("WS1-M3", "date") in [(q.key, q.about) for q in result.draft.questions]


def test_items_added_in_chat_are_not_gone_and_what_is_gone_stays(stage: Stage) -> None:
    stage.do(AddItem(Kind.ACTIVITY, "Own idea", ("WS1",)), stage.as_(LEAD1))
    line = next(line for line in PLAN.read_text().splitlines() if "Report on what has been shared" in line)
    text = edited((line, ""))
    result = stage.import_plan(text, now=at("2017-10-03"))
    assert changes(result, "gone").keys() == {"WS2-D2"}
    # The closure waited for it, and does not any more.
    assert changes(result, "added", "changed").keys() == {"IMG-D4"}
    assert stage.item("WS2-D2").is_open
    after = dump(stage)
    stage.import_plan(text, now=at("2017-10-04"))
    assert dump(stage) == after


def test_a_renamed_item_keeps_its_key(lite: Stage) -> None:
    result = lite.import_plan(
        edited(("Finalise the results of the programme", "Finalise results of programme"))
    )
    assert changes(result).keys() == {"WS1-D1"}


def test_a_key_that_chat_took_is_not_given_twice(lite: Stage) -> None:
    lite.do(AddItem(Kind.ACTIVITY, "Own idea", ("WS1",)), lite.as_(LEAD1))
    result = lite.import_plan(edited((MAY, MAY + NEW_ITEM)))
    assert changes(result, "added").keys() == {"WS1-D5"}
    assert lite.item("WS1-D4").title == "Own idea"


def test_recurring_titles_keep_their_keys(bare: Stage) -> None:
    rows = "".join(f"{day} May 2018\t<b><u>Call of the editors:</u></b>\n" for day in (3, 10, 17, 24, 31))
    text = "Comments\tTask\n<b>MAY 2018</b>\t\n" + rows
    bare.import_plan(text)
    days = {key: item.when for key, item in bare.items().items()}
    assert len(days) == 5
    before = dump(bare)
    bare.import_plan(text)
    assert dump(bare) == before
    result = bare.import_plan(
        text.replace("3 May 2018", "2 May 2018\t<b><u>Call of the editors:</u></b>\n3 May 2018", 1)
    )
    assert len(changes(result, "added")) == 1 and changes(result, "gone") == {}
    assert {key: bare.items()[key].when for key in days} == days
    assert on("2018-05-02") in [item.when for item in bare.items().values()]


def test_only_the_coordinator_imports(lite: Stage) -> None:
    with pytest.raises(UserError):
        preview_import(lite.work, lite.as_(LEAD1), lite.read())


def test_new_streams_are_made_known(bare: Stage) -> None:
    row = "\t<b><u>Work Stream 3 – Draw a map:</u></b>\n"
    bare.import_plan(edited((MAY, MAY + row)))
    with bare.database.reading() as session:
        labels = session.execute(text("SELECT label FROM streams ORDER BY position, label")).scalars().all()
    assert labels == ["WS1", "WS2", "WS3"]


def take_out(stage: Stage, key: str) -> None:
    """Take an item out of the plan, as the oldest entry of its history offers."""
    stage.do(Restore(stage.detail(key).changes[-1].id), stage.as_(COORDINATOR))
    assert key not in stage.items()


def test_what_was_taken_out_stays_out_whatever_needs_it(stage: Stage) -> None:
    take_out(stage, "WS1-M1")
    before = dump(stage)
    assert changes(stage.import_plan(now=at("2017-10-03"))) == {}
    assert dump(stage) == before
    assert stage.detail("WS1-M2").needs == () and "IMG-M6" in stage.look(WholePlan(), stage.cli()).text


def test_an_item_of_the_document_gets_no_key_that_one_taken_back_had(stage: Stage) -> None:
    added = stage.do(AddItem(Kind.ACTIVITY, "Own idea", ("WS1",)), stage.as_(LEAD1)).result.item.key
    stage.do(Undo(), stage.as_(LEAD1))
    same_title = NEW_ITEM.replace("Publish a glossary", "Own idea")
    result = stage.import_plan(edited((MAY, MAY + same_title)), now=at("2017-10-03"))
    assert added == "WS1-D4" and changes(result, "added").keys() == {"WS1-D5"}
    assert stage.item("WS1-D5").title == "Own idea"


def test_a_plan_whose_only_item_was_taken_back_is_empty(bare: Stage) -> None:
    bare.do(AddItem(Kind.ACTIVITY, "Own idea"), bare.as_(COORDINATOR))
    bare.do(Undo(), bare.as_(COORDINATOR))
    with pytest.raises(UserError, match="plan is empty"):
        bare.do(StartReminders(), bare.as_(COORDINATOR))
