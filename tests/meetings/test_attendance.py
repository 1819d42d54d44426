"""Attendance: by agency, by words and by form, and from a list of Teams or Zoom."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.core.people import Contact
from bot.groups.rules.agencies import Agencies, AgencyView, Membership, SpeaksAs
from bot.meetings.attendance.rules import match_list, read_list
from bot.meetings.attendance.store import book_of
from bot.slack.submitted import FieldError
from tests.meetings.rig import Rig
from tests.stage import COORDINATOR, LEAD1, MEMBER

TEAMS = (
    "1. Summary\nMeeting title\tIMG\nAttended participants\t3\n\n2. Participants\n"
    "Name\tFirst Join\tEmail\tRole\nAnn Otieno\t1/16/18\tANN@unep.org\tPresenter\n"
    "Ben Low (Guest)\t1/16/18\t\tAttendee\nX\t1/16/18\tx@x.org\tAttendee\n\n"
    "3. In-Meeting Activities\nName\tJoin\n"
)
ZOOM = "Name (original name),Email,Duration\nITU - Cara Diaz,cara@itu.int,60\nBen Low,,30\n"
AGENCIES = Agencies(
    (AgencyView(1, "UNEP"), AgencyView(2, "WHO"), AgencyView(3, "ITU")),
    (
        Membership(Contact(1, "T", "U1", "Ann Otieno", mail="ann@unep.org"), 1, SpeaksAs.FOCAL_POINT),
        Membership(Contact(2, "T", "U2", "Ben Low"), 2, SpeaksAs.REPRESENTATIVE),
    ),
)


@pytest.mark.parametrize(
    ("text", "found", "unknown"),
    [
        (TEAMS, {"a1": ["Ann Otieno"], "a2": ["Ben Low"]}, ["X"]),
        (ZOOM, {"a3": ["ITU - Cara Diaz"], "a2": ["Ben Low"]}, []),
        ("Ben Low\nSomebody\n", {"a2": ["Ben Low"]}, ["Somebody"]),
        ("", {}, []),
    ],
    ids=["teams", "zoom", "names", "empty"],
)
def test_lists_of_others_are_read(text: str, found: dict[str, list[str]], unknown: list[str]) -> None:
    assert match_list(read_list(text), AGENCIES) == (found, unknown)


@pytest.fixture
def meeting(rig: Rig) -> Rig:
    rig.say(LEAD1, "schedule ws1-m2 16 jan 2018 14:00-16:00")
    rig.now = datetime(2018, 1, 17, 8, tzinfo=UTC)
    return rig


def recorded(rig: Rig) -> dict[str, tuple[str, str | None]]:
    with rig.stage.looking(rig.stage.cli(), rig.now) as looking:
        book, agencies = book_of(looking.session, 1), looking.snapshot[Agencies]
    return {one.name: (one.how.value, one.names) for one in book.of(rig.stage.item("WS1-M2").id, agencies)}


def test_by_words_it_adds_up(meeting: Rig) -> None:
    assert meeting.told(LEAD1, "attendance ws1-m2 UNEP in person").endswith("1 took part")
    meeting.say(LEAD1, "attendance ws1-m2 regrets WHO")
    assert recorded(meeting) == {"UNEP": ("in-person", None), "WHO": ("regrets", None)}
    assert "recorded like that already" in meeting.told(LEAD1, "attendance ws1-m2 WHO regrets")
    assert meeting.told(LEAD1, "undo") == "↩ Taken back: the attendance of WS1-M2 is as it was before."
    assert recorded(meeting) == {"UNEP": ("in-person", None)}
    assert "has no agency “NASA”" in meeting.told(LEAD1, "attendance ws1-m2 NASA remote")
    assert "How did they take part?" in meeting.told(LEAD1, "attendance ws1-m2 UNEP")


def test_by_form_with_names_and_a_pasted_list(meeting: Rig) -> None:
    form = meeting.say(LEAD1, "attendance ws1-m2")
    with pytest.raises(FieldError) as refused:
        meeting.submit(LEAD1, form, in_person=["a1"], remote=["a1"])
    assert refused.value.field == "remote"
    with pytest.raises(FieldError) as refused:
        meeting.submit(LEAD1, form, in_person=["a1"], names="NASA: Buzz")
    assert refused.value.field == "names"
    said = meeting.submit(
        LEAD1, form, in_person=["a1"], names="UNEP: Ms Otieno", list="Name,Email\nWHO - Jo,\nX,\n"
    )
    assert recorded(meeting) == {"UNEP": ("in-person", "Ms Otieno"), "WHO": ("remote", "WHO - Jo")}
    assert "⚠ Not on the roster, and not recorded: X" in said.all


def test_the_matrix_is_for_those_who_lead(meeting: Rig) -> None:
    meeting.say(LEAD1, "attendance ws1-m2 UNEP in person, WHO remote")
    assert meeting.told(COORDINATOR, "attendance").startswith("Attendance (WS1-M2): UNEP 1/1; WHO 1/1")
    assert "`●` UNEP · 1 of 1" in meeting.say(LEAD1, "attendance ws1").all
    assert "annot change" in meeting.told(MEMBER, "attendance")
    assert "annot change" in meeting.told(MEMBER, "attendance ws1-m2")
    # Whoever reads the minutes sees who took part.
    assert "Remote: WHO" in meeting.say(MEMBER, "minutes ws1-m2").all


def test_nobody_was_at_a_meeting_that_lies_ahead(rig: Rig) -> None:
    rig.say(LEAD1, "schedule ws1-m2 16 jan 2018 14:00-16:00")
    assert "has not begun yet" in rig.told(LEAD1, "attendance ws1-m2 UNEP in person")


def test_the_form_begins_with_the_replies(rig: Rig) -> None:
    rig.say(LEAD1, "schedule ws1-m2 16 jan 2018 14:00-16:00")
    assert "remote 1" in rig.say(MEMBER, "remote ws1-m2").all
    rig.now = datetime(2018, 1, 17, 8, tzinfo=UTC)
    form = rig.say(LEAD1, "attendance ws1-m2")
    rig.submit(LEAD1, form)
    assert recorded(rig) == {"UNEP": ("remote", None)}
