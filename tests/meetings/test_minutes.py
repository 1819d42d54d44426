"""Minutes: notes during a meeting, who may write them, how far they are, and as files."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from docx import Document

from bot.core.errors import UserError
from bot.core.i18n import speaking
from bot.meetings.minutes.filing import keep_minutes, write_minutes
from bot.meetings.minutes.word import build_template, check_template
from bot.meetings.templates.performing import keep_template
from tests.meetings.rig import Rig
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, OBSERVER

DAY, NEXT = datetime(2018, 1, 16, 13, 30, tzinfo=UTC), datetime(2018, 1, 17, 8, tzinfo=UTC)


@pytest.fixture
def meeting(rig: Rig) -> Rig:
    """The second team meeting, half an hour after it began."""
    rig.say(LEAD1, "schedule ws1-m2 16 jan 2018 14:00-16:00")
    rig.say(LEAD1, "agenda ws1-m2 add Data sets (20 min)")
    rig.say(LEAD1, "agenda ws1-m2 standing")
    rig.now = DAY
    return rig


def notes(rig: Rig) -> list[str | None]:
    return [point.note for point in rig.points("WS1-M2") if point.note]


def test_notes_go_to_the_meeting_under_way_and_add_up(meeting: Rig) -> None:
    number = meeting.texts("WS1-M2").index("Data sets") + 1
    meeting.say(LEAD1, f"note {number} the first")
    meeting.say(LEAD1, f"note ws1-m2 {number} 6 agencies have none")
    meeting.say(LEAD1, "note ws1-m2 everybody was there")
    assert notes(meeting) == ["the first\n6 agencies have none"]
    assert "everybody was there" in meeting.say(LEAD1, "minutes ws1-m2").all
    assert "already" in meeting.told(LEAD1, "note ws1-m2 everybody was there")
    assert meeting.told(LEAD1, "undo") == "↩ Taken back: the minutes of WS1-M2 are as they were before."


def test_a_note_before_a_meeting_is_the_note_of_the_item(rig: Rig) -> None:
    rig.say(LEAD1, "note ws1-m2 we need a room")
    assert rig.stage.item("WS1-M2").status_note == "we need a room"
    rig.say(LEAD1, "note ws1-d1 the data came from ITU")
    assert rig.stage.item("WS1-D1").status_note == "the data came from ITU"


def test_only_who_leads_and_the_note_taker_write(meeting: Rig) -> None:
    for user in (MEMBER, LEAD2, OBSERVER):
        assert "annot change WS1-M2" in meeting.told(user, "note ws1-m2 hello") or user == OBSERVER
        assert "annot" in meeting.told(user, "decision ws1-m2 it is so") or user == OBSERVER
    assert notes(meeting) == [] and meeting.decisions("WS1-M2") == ()
    assert "takes the notes" in meeting.told(LEAD1, f"minutes ws1-m2 note-taker <@{MEMBER}>")
    assert meeting.told(MEMBER, "note ws1-m2 1 hello").startswith("✔ Noted")
    assert meeting.told(MEMBER, "decision ws1-m2 1 it is so").startswith("✔ Decision D1")
    assert meeting.told(MEMBER, "action ws1-m2 UNEP send it").startswith("✔ Action A1")
    assert meeting.told(MEMBER, "attendance ws1-m2 UNEP remote").startswith("✔ Attendance")
    # They take their own notes back, and may not plan the meeting.
    meeting.say(MEMBER, "note ws1-m2 1 wrong")
    assert meeting.told(MEMBER, "undo").startswith("↩ Taken back")
    assert meeting.told(MEMBER, "agenda ws1-m2 add More").startswith("You cannot change")
    assert "Nobody is named" in meeting.told(LEAD1, "minutes ws1-m2 note-taker nobody")
    assert "annot change" in meeting.told(MEMBER, "note ws1-m2 1 again")


def test_a_note_taker_has_to_be_on_the_roster(meeting: Rig) -> None:
    assert "is not on the roster" in meeting.told(LEAD1, f"minutes ws1-m2 note-taker <@{OBSERVER}>")


def test_minutes_go_round_only_after_the_meeting_began_and_once(rig: Rig) -> None:
    rig.say(LEAD1, "schedule ws1-m2 16 jan 2018 14:00-16:00")
    assert "has not begun yet" in rig.told(LEAD1, "minutes ws1-m2 circulate until 26 january 2018")
    assert "were not sent round yet" in rig.told(LEAD1, "minutes ws1-m2 adopt")
    rig.now = NEXT
    assert "for comments until Fri 26 Jan 2018" in rig.told(
        LEAD1, "minutes ws1-m2 circulate until 26 january 2018"
    )
    assert "sent round already" in rig.told(LEAD1, "minutes ws1-m2 circulate until 26 january 2018")
    assert "lies in the past" in rig.told(LEAD1, "minutes ws1-m2 circulate until 2 january 2018")


def test_adopted_minutes_are_corrected_by_numbered_addenda_alone(meeting: Rig) -> None:
    meeting.now = NEXT
    meeting.say(LEAD1, "minutes ws1-m2 circulate until 26 january 2018")
    assert "not adopted yet" in meeting.told(LEAD1, 'minutes ws1-m2 addendum "UNDP was there"')
    meeting.say(LEAD1, "minutes ws1-m2 adopt")
    assert "are adopted and stay as they are" in meeting.told(LEAD1, "note ws1-m2 1 too late")
    for number, text in enumerate(("UNDP was there", "ITU was not"), 1):
        assert f"have addendum {number}" in meeting.told(LEAD1, f'minutes ws1-m2 addendum "{text}"')
    assert "have that addendum already" in meeting.told(LEAD1, 'minutes ws1-m2 addendum "ITU was not"')
    meeting.say(LEAD1, "undo")
    assert "have addendum 3" in meeting.told(LEAD1, 'minutes ws1-m2 addendum "WHO came late"')
    shown = meeting.say(MEMBER, "minutes ws1-m2")
    assert "1. UNDP was there\n3. WHO came late" in shown.all and "Add an action" not in shown.labels


def test_french_days_are_read(meeting: Rig) -> None:
    meeting.say(LEAD1, "action ws1-m2 UNEP envoyer la liste d'ici le 31 janvier 2018")
    (action,) = meeting.outcomes().actions
    assert (action.text, str(action.due)) == ("envoyer la liste", "2018-01-31")
    meeting.now = NEXT
    assert "Fri 26 Jan 2018" in meeting.told(LEAD1, "minutes ws1-m2 circuler jusqu'au 26 janvier 2018")


def test_a_message_is_saved_as_what_it_is(meeting: Rig) -> None:
    form = meeting.shortcut(LEAD1, "WHO will lead the survey")
    assert form.view is not None
    fields = {
        block["block_id"]: block["element"] for block in form.view["blocks"] if block["type"] == "input"
    }
    assert fields["text"]["initial_value"] == "WHO will lead the survey"
    assert fields["meeting"]["initial_option"]["text"]["text"].startswith("WS1-M2")
    point = fields["point"]["options"][0]["value"]
    assert meeting.submit(LEAD1, form, point=point).text.startswith("✔ Noted for WS1-M2")
    again = meeting.submit(LEAD1, meeting.shortcut(LEAD1, "WHO leads"), kind="decision")
    assert again.text.startswith("✔ Decision D1 of WS1-M2")
    with pytest.raises(UserError, match="You cannot change WS1-M2"):
        meeting.submit(MEMBER, meeting.shortcut(MEMBER, "I say so"), kind="decision")
    assert "on the roster" in meeting.shortcut(OBSERVER, "x").text


def texts_of(data: bytes) -> str:
    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_minutes_as_word_and_markdown(meeting: Rig) -> None:
    meeting.say(LEAD1, "note ws1-m2 1 Tom & Jerry <b> disagree")
    meeting.say(LEAD1, "decision ws1-m2 1 The template is adopted")
    meeting.say(LEAD1, "action ws1-m2 UNEP send the list by 31 january 2018")
    meeting.say(LEAD1, "attendance ws1-m2 UNEP in person, WHO regrets")
    work, item = meeting.stage.work, meeting.stage.item("WS1-M2")
    name, data = write_minutes(work, meeting.stage.as_(LEAD1), item, "docx", meeting.now)
    text = texts_of(data)
    assert name == "WS1-M2-minutes.docx"
    for words in (
        "Minutes: 2nd WS1 Team Meeting", "In person: UNEP", "Regrets: WHO", "D1  The template is adopted",
        "A1", "send the list", "Wed 31 Jan 2018", "Tom & Jerry",
    ):  # fmt: skip
        assert words in text, words
    assert "{" not in text and "%}" not in text
    _name, markdown = write_minutes(work, meeting.stage.as_(LEAD1), item, "md", meeting.now)
    assert "| A1 | send the list | UNEP | Wed 31 Jan 2018 |" in markdown.decode()


def word(text: str) -> bytes:
    document, saved = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ titel }}", "names the field “titel”"),
        ("{% for one in points %}{{ one.tekst }}{% endfor %}", "names the field “tekst”"),
        ("{% for one in %}", "cannot be read"),
        ("{{ ''.__class__.__mro__ }}", "cannot be read"),
    ],
)
def test_a_template_with_a_wrong_field_is_refused_with_its_name(rig: Rig, text: str, told: str) -> None:
    with pytest.raises(UserError, match=told):
        keep_template(rig.stage.work, rig.stage.as_(COORDINATOR), "minutes", "own.docx", word(text), rig.now)
    with pytest.raises(UserError, match="no Word file"):
        check_template(b"not a file")


def test_the_uploaded_file_is_the_adopted_text(meeting: Rig) -> None:
    work, item = meeting.stage.work, meeting.stage.item("WS1-M2")
    meeting.now = NEXT
    meeting.say(LEAD1, "minutes ws1-m2 circulate until 26 january 2018")
    edited = word("As agreed by all")
    with pytest.raises(UserError):
        keep_minutes(work, meeting.stage.as_(MEMBER), item.id, "x.docx", edited, meeting.now)
    keep_minutes(work, meeting.stage.as_(LEAD1), item.id, "final.docx", edited, meeting.now)
    meeting.say(LEAD1, "minutes ws1-m2 adopt")
    assert write_minutes(work, meeting.stage.as_(MEMBER), item, "docx", meeting.now) == ("final.docx", edited)
    assert "The text is the file “final.docx”" in meeting.say(MEMBER, "minutes ws1-m2").all
    with pytest.raises(UserError, match="only be an addendum"):
        keep_minutes(work, meeting.stage.as_(LEAD1), item.id, "late.docx", edited, meeting.now)
    keep_minutes(work, meeting.stage.as_(LEAD1), item.id, "late.docx", edited, meeting.now, is_addendum=True)
    assert "1. late.docx" in meeting.say(MEMBER, "minutes ws1-m2").all


def test_the_template_that_ships_names_every_field_rightly() -> None:
    check_template(build_template())


def test_the_paper_in_word_has_widths_a_heading_for_notes_and_the_colon_of_its_language(meeting: Rig) -> None:
    meeting.say(LEAD1, "note ws1-m2 Opening remarks")
    meeting.say(LEAD1, "action ws1-m2 UNEP send the list")
    work, item = meeting.stage.work, meeting.stage.item("WS1-M2")
    with speaking("fr"):
        _name, data = write_minutes(work, meeting.stage.as_(LEAD1), item, "docx", meeting.now)
    document = Document(io.BytesIO(data))
    lines = [one.text for one in document.paragraphs]
    assert lines[0] == "Compte rendu\u202f: 2nd WS1 Team Meeting"
    assert lines[lines.index("Opening remarks") - 1] == "Remarques"
    [table] = document.tables
    # LibreOffice goes by the widths of the columns, Word by those of the cells.
    assert [round(column.width.cm, 1) for column in table.columns] == [1.3, 7.6, 3.4, 3.7]
    page = document.sections[0].page_width
    assert page is not None and round(page.cm, 1) == 21.0
