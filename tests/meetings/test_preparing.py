"""What a meeting lacks by its lead times, in the Monday note of whoever sees to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.notices import Telling
from bot.meetings.agenda.rules import Point, PointKind
from bot.meetings.preparing.rules import Task, lacking, ready, tasks_of
from bot.reminders.reminding import sweep
from tests.meetings.rig import Rig, Said
from tests.stage import COORDINATOR, LEAD1, MEMBER


def notes(rig: Rig, user: str, key: str) -> dict[str, Said]:
    """The notes of somebody in which a meeting is to be prepared, by day."""
    for week in range(14):
        sweep(rig.stage.work, rig.now + timedelta(weeks=week))
    found = {}
    work = rig.stage.work
    for row in rig.stage.notices():
        if row.kind != "note" or row.recipient != user:
            continue
        with work.database.reading() as session:
            kind = work.registry.notices[row.kind]
            view = kind.view(Telling(work, session, row, row.due_at))
            message = kind.build(view, "/img") if view is not None else None
        if message is not None and f"To prepare: {key}" in message.text:
            found[row.payload["day"]] = Said(message.text, message.blocks)
    return found


def test_a_plenary_is_prepared_four_three_and_two_weeks_before(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img6 18 jan 2018 14:00-17:00")
    found = notes(rig, COORDINATOR, "IMG-M6")
    assert list(found) == ["2017-12-18", "2017-12-26", "2018-01-02"]  # Mondays, or the working day after
    first, second, third = found.values()
    assert "Checklist: ☐ room · ☐ link" in first.all and "The agenda is not published yet" not in first.all
    assert "The agenda is not published yet" in second.all
    for line in ("☐ interpretation", "☐ papers translated", "☐ passes", "☐ chair's brief"):
        assert line not in second.all and line in third.all


def test_the_note_brings_the_meeting_on(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img6 18 jan 2018 14:00-17:00")
    note = notes(rig, COORDINATOR, "IMG-M6")["2018-01-02"]
    told = rig.press(COORDINATOR, note, "Take last meeting's open points")
    assert told.text.startswith("✔ The open points of earlier meetings are on the agenda of IMG-M6")
    told = rig.submit(COORDINATOR, rig.press(COORDINATOR, note, "Checklist…"), done=["room", "passes"])
    assert told.text == "✔ Checklist of IMG-M6 6th IMG E-waste meeting: 2 of 6 are done"
    rig.say(COORDINATOR, "agenda img6 add Data sets (20 min, WHO) [decision]")
    rig.say(COORDINATOR, "agenda img6 publish")
    after = notes(rig, COORDINATOR, "IMG-M6")["2018-01-02"]
    assert "✔ room · ✔ passes · ☐ link" in after.all and "not published" not in after.all
    assert "No paper yet for point" in after.all and "Take last meeting's open points" not in after.labels


def test_who_has_prepared_all_is_asked_nothing(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img6 18 jan 2018 14:00-17:00")
    every = "room, link, interpretation, translation, passes, brief"
    assert "6 of 6 are done" in rig.told(COORDINATOR, f"checklist img6 {every}")
    rig.say(COORDINATOR, "agenda img6 publish")
    assert notes(rig, COORDINATOR, "IMG-M6") == {}


def test_a_team_meeting_is_prepared_by_its_lead_and_asked_for_less(rig: Rig) -> None:
    rig.say(LEAD1, "schedule ws1-m2 18 jan 2018 14:00-15:00")
    found = notes(rig, LEAD1, "WS1-M2")
    assert list(found) == ["2017-12-18", "2017-12-26", "2018-01-08"]
    assert "passes" not in found["2018-01-08"].all
    assert notes(rig, MEMBER, "WS1-M2") == {}


def test_a_group_changes_its_lead_times(rig: Rig) -> None:
    rig.say(COORDINATOR, "settings agenda_weeks 5")
    rig.say(COORDINATOR, "schedule img6 18 jan 2018 14:00-17:00")
    found = notes(rig, COORDINATOR, "IMG-M6")
    assert list(found) == ["2017-12-11", "2017-12-18", "2018-01-02"]
    assert "The agenda is not published yet" in found["2017-12-11"].all


def test_the_checklist_by_words_and_back(both: Rig) -> None:
    both.say(COORDINATOR, "checklist img6 room, link and passes")
    told = both.say(COORDINATOR, "checklist img6 without link")
    assert "2 of 6 are done" in told.text and "Still open: link" in told.all
    assert "like that already" in both.told(COORDINATOR, "checklist img6 room")
    both.press(COORDINATOR, told, "Undo")
    assert "3 of 6" in both.told(COORDINATOR, "checklist img6 room")
    assert "is no line of the checklist" in both.told(COORDINATOR, "checklist img6 coffee")
    assert both.told(LEAD1, "checklist img6 room").startswith("You cannot change IMG-M6")
    assert both.told(COORDINATOR, "checklist img-d1 room").startswith("IMG-D1 is no meeting")


@pytest.mark.parametrize(
    ("form", "without"), [("remote", {"room", "passes"}), ("in-person", {"link"}), (None, set())]
)
def test_what_a_form_of_meeting_does_not_need_is_not_asked(
    rig: Rig, form: str | None, without: set[str]
) -> None:
    item = replace(rig.stage.item("IMG-M6"), format=form)
    assert {task.value for task in Task} - {task.value for task in tasks_of(item)} == without


def test_the_venue_and_the_papers_of_a_meeting_count(rig: Rig) -> None:
    item = replace(rig.stage.item("IMG-M6"), venue="Palais", link=None)
    assert ready(item, ()) == {Task.ROOM}
    points = (Point(1, item.id, "Data sets", kind=PointKind.DECISION), Point(2, item.id, "News"))
    found = lacking("prepare-papers", item, points, tuple(Task), is_published=True)
    assert found is not None and (found.agenda, found.papers, found.open) == (False, (1,), ())
    assert lacking("prepare-agenda", item, points, (Task.LINK,), is_published=True) is None


def test_overdue_actions_stand_on_the_next_agenda(rig: Rig) -> None:
    rig.say(COORDINATOR, "action img5 UNEP send the list by 13 december 2017")
    rig.say(COORDINATOR, "schedule img6 18 jan 2018 14:00-17:00")
    rig.say(COORDINATOR, "agenda img6 standing")
    rig.now = datetime(2018, 1, 17, 8, tzinfo=UTC)
    assert "A1 send the list · ⚠ overdue" in rig.say(MEMBER, "agenda img6").all
    rig.say(COORDINATOR, "done a1")
    assert "A1" not in rig.say(MEMBER, "agenda img6").all
