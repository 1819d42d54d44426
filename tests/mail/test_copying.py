"""A notice as a mail to send oneself, and one item as a calendar file."""

from __future__ import annotations

from typing import Any

import icalendar
import pytest

from bot.core.errors import UserError
from bot.groups.tables import Person
from bot.links.acts import CalendarEntry
from bot.mail.acts import CopyAsMail
from bot.plan.acts import Cancel
from tests.mail.test_mail import add_outsider
from tests.meetings.talking import People
from tests.stage import COORDINATOR, LEAD1, MEMBER, OBSERVER, Stage, exact


@pytest.fixture
def dated(lite: Stage) -> Stage:
    """A group with a meeting that has a date, and somebody without Slack."""
    lite.set_date(COORDINATOR, "IMG-M6", exact("2017-12-11"))
    lite.edit(COORDINATOR, "IMG-M6", {"link": "https://meet.example.org/x"})
    add_outsider(lite)
    with lite.database.writing() as session:
        session.query(Person).filter_by(user_id=MEMBER).one().mail = "member@example.org"
    return lite


def parts(shown: Any) -> dict[str, str]:  # noqa: ANN401
    texts = [block["text"]["text"] for block in shown.blocks if block["type"] == "section"]
    return {text.split("*")[1]: text.split("```")[1] for text in texts}


def test_a_mail_is_complete(dated: Stage) -> None:
    shown: Any = dated.look(CopyAsMail(dated.item("IMG-M6").id), dated.as_(COORDINATOR))
    told = parts(shown)
    assert set(told["Bcc"].split(", ")) == {"a.otieno@example.org", "member@example.org"}
    assert (
        told["Subject"]
        == "IMG: IMG-M6 6th IMG E-waste meeting has a date: Mon 11 Dec 2017, 15:00–17:00 Geneva"
    )
    assert "Join: https://meet.example.org/x" in told["Text"] and "/img" not in told["Text"]
    [file] = shown.files
    [event] = icalendar.Calendar.from_ical(file.make()).walk("VEVENT")
    assert event["URL"] == "https://meet.example.org/x" and "ATTENDEE" not in event
    assert "3 of those invited have no address" in str(shown.blocks[-1])


def test_what_a_message_says_is_found_by_its_key(dated: Stage) -> None:
    shown: Any = dated.look(CopyAsMail(text="🗓 IMG-M6 6th IMG: it has moved"), dated.as_(COORDINATOR))
    assert "15:00–17:00 Geneva" in parts(shown)["Subject"]
    other: Any = dated.look(CopyAsMail(text="October 2017: ```x``` <!channel>"), dated.as_(COORDINATOR))
    assert parts(other)["Text"] == "October 2017: '''x''' &lt;!channel&gt;"


def test_a_cancelled_meeting_is_called_off_by_mail_too(dated: Stage) -> None:
    dated.do(Cancel(dated.item("IMG-M6").id), dated.as_(COORDINATOR))
    shown: Any = dated.look(CopyAsMail(dated.item("IMG-M6").id), dated.as_(COORDINATOR))
    assert "is cancelled" in parts(shown)["Subject"]
    [file] = shown.files
    assert b"STATUS:CANCELLED" in file.make()


@pytest.mark.parametrize("user", [MEMBER, LEAD1, OBSERVER])
def test_addresses_are_for_whoever_sends_the_mail(dated: Stage, user: str) -> None:
    with pytest.raises(UserError):
        dated.look(CopyAsMail(dated.item("IMG-M6").id), dated.as_(user))
    with pytest.raises(UserError):
        dated.look(CopyAsMail(dated.item("IMG-M6").id), dated.as_(COORDINATOR), shared=True)


def test_one_item_is_a_file_by_words(dated: Stage) -> None:
    people = People(dated)
    shown: Any = people.answer(MEMBER, "calendar img-m6")
    [file] = shown.files
    assert (
        file.name == "IMG-M6.ics" and b"METHOD:PUBLISH" in file.make() and b"meet.example.org" in file.make()
    )
    assert "Copy this into a mail" in people.say(COORDINATOR, "copy img6")


def test_an_observer_gets_no_link_to_join(dated: Stage) -> None:
    shown: Any = dated.look(CalendarEntry(dated.item("IMG-M6").id), dated.as_(OBSERVER))
    assert b"meet.example.org" not in shown.files[0].make()
    with pytest.raises(UserError, match="no date yet"):
        dated.edit(
            COORDINATOR, "WS1-D1", {"when": {"precision": "none", "start": None, "end": None, "zone": None}}
        )
        dated.look(CalendarEntry(dated.item("WS1-D1").id), dated.as_(MEMBER))
