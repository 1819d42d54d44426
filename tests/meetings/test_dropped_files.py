"""Files that people drop: edited minutes, the group's template, and the lists of Teams and Zoom."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from docx import Document

from bot.core.errors import UserError
from bot.core.kinds import Dropped
from bot.meetings.attendance.rules import How
from bot.meetings.attendance.store import record_of
from bot.talk.dropped_files import take_file
from bot.talk.outcomes import Answer
from tests.meetings.rig import Rig, Said, _said
from tests.stage import COORDINATOR, LEAD1, MEMBER, OBSERVER, Stage, at

DAY, NEXT = datetime(2018, 1, 16, 14, tzinfo=UTC), datetime(2018, 1, 17, 8, tzinfo=UTC)
TEAMS = (
    "1. Summary\r\nMeeting title\tData sets\r\n\r\n2. Participants\r\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\r\n"
    "Otieno (UNEP)\t1/16/18, 2:00 PM\t1/16/18, 4:00 PM\t2h\tfrances@unep.example\tPresenter\r\n"
    "Bo Lind (External)\t1/16/18, 2:05 PM\t1/16/18, 3:00 PM\t55m\t\tAttendee\r\n"
)


@pytest.fixture
def meeting(lite: Stage) -> Rig:
    """A team meeting that is over since yesterday."""
    rig = Rig(lite, at("2017-12-01"))
    rig.say(LEAD1, "schedule ws1-m2 16 jan 2018 14:00-16:00")
    rig.now = NEXT
    return rig


def drop(rig: Rig, user: str, name: str, content: bytes, words: str = "") -> Said | None:
    """Somebody drops a file in the conversation with the bot."""
    message = take_file(rig._conversation, rig._arrival(user, None), Dropped(name, content, words))
    return _said(Answer(message)) if message is not None else None


def word(text: str) -> bytes:
    document, saved = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(saved)
    return saved.getvalue()


def paper(rig: Rig, user: str = MEMBER) -> tuple[str, bytes]:
    """The file that comes to somebody who asks for the minutes in Word."""
    arrival = rig._arrival(user)
    outcome = rig._conversation.answer(arrival, "minutes ws1-m2 word")
    (file,) = outcome.message.files  # type: ignore[union-attr]
    return file.name, file.make()


def edited(data: bytes, text: str) -> bytes:
    """A Word file as somebody saves it who has added a line."""
    document, saved = Document(io.BytesIO(data)), io.BytesIO()
    document.add_paragraph(text)
    document.save(saved)
    return saved.getvalue()


def texts_of(data: bytes) -> str:
    return "\n".join(one.text for one in Document(io.BytesIO(data)).paragraphs)


def test_the_minutes_in_word_come_back_edited_under_any_name_and_are_the_text(meeting: Rig) -> None:
    meeting.say(LEAD1, "note ws1-m2 1 Two agencies have none")
    name, data = paper(meeting)
    assert name == "WS1-M2-minutes.docx" and "Minutes: 2nd WS1 Team Meeting" in texts_of(data)
    agreed = edited(data, "As agreed by all")
    told = drop(meeting, LEAD1, "final v3 (clean).docx", agreed)
    assert told is not None
    assert (
        told.text
        == "✔ The file “final v3 (clean).docx” is the text of the minutes of WS1-M2 2nd WS1 Team Meeting"
    )
    assert paper(meeting) == ("final v3 (clean).docx", agreed)
    meeting.press(LEAD1, told, "Undo")
    assert paper(meeting)[0] == "WS1-M2-minutes.docx"


def test_the_words_beside_a_file_say_of_which_meeting_it_is(meeting: Rig) -> None:
    assert drop(meeting, LEAD1, "notes.docx", word("Our notes")) is None  # a plan, as far as anybody knows
    told = drop(meeting, LEAD1, "notes.docx", word("Our notes"), "minutes ws1-m2")
    assert told is not None and "is the text of the minutes of WS1-M2" in told.text


def test_adopted_minutes_take_an_addendum_alone(meeting: Rig) -> None:
    for words in ("done ws1-m2", "minutes ws1-m2 circulate until 26 january 2018", "minutes ws1-m2 adopt"):
        meeting.say(LEAD1, words)
    with pytest.raises(UserError, match="Drop the file again with the words `addendum WS1-M2`"):
        drop(meeting, LEAD1, "WS1-M2-minutes.docx", word("late"))
    told = drop(meeting, LEAD1, "late.docx", word("late"), "addendum ws1-m2")
    assert told is not None and "“late.docx” is an addendum of the minutes of WS1-M2" in told.text


@pytest.mark.parametrize("user", [MEMBER, OBSERVER])
def test_who_may_not_write_the_minutes_changes_nothing_by_a_file(meeting: Rig, user: str) -> None:
    name, data = paper(meeting)
    if user == OBSERVER:
        assert drop(meeting, user, name, data) is None
    else:
        with pytest.raises(UserError, match="You cannot change WS1-M2"):
            drop(meeting, user, name, data)
    assert "The text is the file" not in meeting.say(MEMBER, "minutes ws1-m2").all


def recorded(rig: Rig) -> dict[str, How]:
    item = rig.stage.item("WS1-M2").id
    with rig.stage.database.reading() as session:
        return {key: how for key, (how, _names) in record_of(session, item).items()}


@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig"])
def test_a_list_of_teams_is_shown_by_agency_and_asks_who_the_others_are(meeting: Rig, coding: str) -> None:
    shown = drop(meeting, LEAD1, "meetingAttendanceReport.csv", TEAMS.encode(coding))
    assert shown is not None
    assert shown.text == "Attendance of WS1-M2 2nd WS1 Team Meeting, as that list has it:"
    assert "Remote: UNEP (Otieno)" in shown.all and "Nobody knows these names yet: Bo Lind" in shown.all
    assert recorded(meeting) == {}
    form = meeting.press(LEAD1, shown, "Say who they are…")
    assert form.view is not None and len(form.view["private_metadata"]) < 200
    told = meeting.submit(LEAD1, form, **{"who:Bo Lind": "a2"})
    assert "Remote: UNEP (Otieno), WHO (Bo Lind)" in told.all
    assert recorded(meeting) == {"a1": How.REMOTE, "a2": How.REMOTE}


def test_whom_nobody_knows_is_left_out_by_the_button(meeting: Rig) -> None:
    meeting.say(LEAD1, "attendance ws1-m2 WHO in person")
    shown = drop(meeting, LEAD1, "participants.csv", TEAMS.encode())
    assert shown is not None
    told = meeting.press(LEAD1, shown, "Record it")
    assert recorded(meeting) == {"a1": How.REMOTE, "a2": How.IN_PERSON}
    assert "Not on the roster, and not recorded: Bo Lind" in told.all
    meeting.press(LEAD1, told, "Undo")
    assert recorded(meeting) == {"a2": How.IN_PERSON}


def test_a_list_of_no_known_meeting_asks_for_its_key(meeting: Rig) -> None:
    meeting.now = datetime(2018, 2, 16, 14, tzinfo=UTC)
    with pytest.raises(UserError, match="Of which meeting is that list"):
        drop(meeting, LEAD1, "list.csv", TEAMS.encode())
    shown = drop(meeting, LEAD1, "list.csv", TEAMS.encode(), "attendance ws1-m2")
    assert shown is not None and shown.text.startswith("Attendance of WS1-M2")
    with pytest.raises(UserError, match="You cannot change WS1-M2"):
        drop(meeting, MEMBER, "list.csv", TEAMS.encode(), "attendance ws1-m2")


def test_a_plan_as_a_table_is_no_attendance_list(meeting: Rig) -> None:
    assert drop(meeting, COORDINATOR, "plan.csv", b"Name;When;Who\nBoard meeting;7/8/2018;WHO\n") is None
