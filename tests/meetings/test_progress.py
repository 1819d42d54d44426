"""Points that report on streams: which they are, who is asked when, and where the lines go."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.meetings.progress.rules import lines_of, reported_streams, with_lines
from bot.reminders.reminding import sweep
from tests.meetings.rig import Rig
from tests.meetings.test_unasked import rows, said, settled
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER

LABELS = ("WS1", "WS2")


@pytest.mark.parametrize(
    ("text", "streams"),
    [
        ("Report and update on progress of WS1 and WS2", LABELS),
        ("Where Work Stream 1 and 2 stand, for the whole IMG.", LABELS),
        ("Update on Work Stream 2", ("WS2",)),
        ("Progress of WS1", ("WS1",)),
        ("Work Stream 1: open exchange", ()),
        ("Report on the budget", ()),
        ("Progress of WS12", ()),
        ("Point sur l'avancement de WS1", ("WS1",)),
    ],
)
def test_points_that_report_on_streams(text: str, streams: tuple[str, ...]) -> None:
    assert reported_streams(text, LABELS) == streams


def test_the_lines_of_a_stream_take_the_place_of_those_before() -> None:
    note = with_lines(None, "WS2", "on track.\nsecond line", LABELS)
    note = with_lines(note, "WS1", "late", LABELS)
    assert note == "WS1: late\nWS2: on track.\nsecond line"
    assert with_lines(note, "WS2", "done", LABELS) == "WS1: late\nWS2: done"
    assert lines_of(note, "WS2") == "on track.\nsecond line" and lines_of(note, "WS3") is None


def test_leads_are_asked_two_weeks_before_and_their_lines_are_compiled(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img6 20 dec 2017 14:00-16:00")
    sweep(rig.stage.work, rig.now)
    asks = rows(rig, "three-lines")
    assert {row.recipient: row.due_at for row in asks} == {
        LEAD1: datetime(2017, 12, 6, 8, tzinfo=UTC), LEAD2: datetime(2017, 12, 6, 8, tzinfo=UTC),
    }  # fmt: skip
    message = said(rig, asks[0])
    assert message is not None and "Three lines from you are enough." in message.text
    assert "stand in" in rig.told(LEAD1, "agenda img6 report 1 two agencies are late")
    form = rig.say(LEAD2, "agenda img6 report 1")
    rig.submit(LEAD2, form, text="The platform is up.\nAll is well.")
    assert rig.points("IMG-M6")[0].note == (
        "WS1: 🟡 at risk. two agencies are late\nWS2: 🟡 at risk. The platform is up.\nAll is well."
    )
    assert all(said(rig, row) is None for row in asks)
    assert settled(rig, asks[0]).text.startswith("✔ The lines on WS")
    assert "already" in rig.told(LEAD1, "agenda img6 report 1 two agencies are late")
    rig.say(LEAD1, "agenda img6 report 1 three agencies are late")
    assert rig.told(LEAD1, "undo").startswith("↩ Taken back")
    assert "two agencies are late" in (rig.points("IMG-M6")[0].note or "")


def test_only_a_stream_s_lead_reports_on_it(rig: Rig) -> None:
    for user, words in ((MEMBER, "ws1 hello"), (LEAD2, "ws1 hello")):
        assert "cannot change" in rig.told(user, f"agenda img6 report 1 {words}").lower()
    assert "Of which stream?" in rig.told(COORDINATOR, "agenda img6 report 1 hello")
    assert rig.points("IMG-M6")[0].note is None


def test_a_meeting_that_moves_asks_anew_and_the_old_question_is_gone(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img6 20 dec 2017 14:00-16:00")
    sweep(rig.stage.work, rig.now)
    old = rows(rig, "three-lines")
    rig.say(COORDINATOR, "move img6 21 dec 2017 14:00-16:00")
    assert all(said(rig, row) is None for row in old)
    new = [row for row in rows(rig, "three-lines") if row.schedule_version != old[0].schedule_version]
    assert {row.recipient for row in new} == {LEAD1, LEAD2}
