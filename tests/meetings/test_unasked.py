"""What is said unasked of agendas, minutes and actions: to whom, when, and when not any more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from bot.core.notices import Telling
from bot.delivery.tables import OutboxRow
from bot.reminders.reminding import sweep
from bot.slack.message import Message
from tests.meetings.rig import Rig
from tests.stage import CHANNEL, COORDINATOR, LEAD1, MEMBER, WS1


def rows(rig: Rig, kind: str) -> list[OutboxRow]:
    return [row for row in rig.stage.notices() if row.kind == kind]


def said(rig: Rig, row: OutboxRow, at: datetime | None = None) -> Message | None:
    """What a notice says at an instant; None where it does not hold any more."""
    work = rig.stage.work
    kind = work.registry.notices[row.kind]
    with work.database.reading() as session:
        view = kind.view(Telling(work, session, row, at or row.due_at))
        return kind.build(view, "/img") if view is not None else None  # type: ignore[return-value]


def settled(rig: Rig, row: OutboxRow) -> Any:  # noqa: ANN401 - a message or nothing
    work = rig.stage.work
    with work.database.reading() as session:
        return work.registry.notices[row.kind].settled(Telling(work, session, row, rig.now))


def test_a_proposed_point_is_asked_of_the_lead_until_it_is_decided(rig: Rig) -> None:
    rig.say(MEMBER, "agenda ws1-m2 propose Budget 20 min")
    (row,) = rows(rig, "agenda-point")
    assert row.recipient == LEAD1
    message = said(rig, row)
    assert message is not None
    assert message.text == f"<@{MEMBER}> proposes a point for WS1-M2 2nd WS1 Team Meeting: Budget"
    rig.say(LEAD1, "agenda ws1-m2 accept p1")
    assert said(rig, row) is None
    assert settled(rig, row).text == "“Budget” is on the agenda."


def test_a_published_agenda_is_told_at_once_and_changes_gathered_the_next_morning(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img6 20 dec 2017 14:00-16:00")
    rig.say(COORDINATOR, "agenda img6 publish")
    (first,) = rows(rig, "agenda-changes")
    assert (first.recipient, first.due_at, first.thread_of) == (
        CHANNEL, rig.now, next(row.key for row in rig.stage.notices() if row.kind == "date"),
    )  # fmt: skip
    rig.say(COORDINATOR, "agenda img6 add Data sets (15 min)")
    rig.say(COORDINATOR, 'agenda img6 drop 1 "no time"')
    news = [row for row in rows(rig, "agenda-changes") if row.id != first.id]
    assert [row.due_at for row in news] == [datetime(2017, 12, 4, 8, tzinfo=UTC)]  # the next working day
    message = said(rig, news[0])
    assert message is not None
    shown = message.blocks[0]["text"]["text"]
    assert "New: Data sets" in shown and "Off: Where Work Stream 1 and 2 stand" in shown


def test_changes_that_were_taken_back_are_not_told(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img6 20 dec 2017 14:00-16:00")
    rig.say(COORDINATOR, "agenda img6 publish")
    rig.say(COORDINATOR, "agenda img6 add Data sets (15 min)")
    row = rows(rig, "agenda-changes")[-1]
    rig.say(COORDINATOR, "undo")
    assert said(rig, row) is None


def test_a_draft_agenda_is_told_to_nobody(rig: Rig) -> None:
    rig.say(COORDINATOR, "agenda img6 add Data sets (15 min)")
    assert rows(rig, "agenda-changes") == []


def held(rig: Rig) -> None:
    rig.say(LEAD1, "schedule ws1-m2 16 jan 2018 14:00-16:00")
    rig.now = datetime(2018, 1, 17, 8, tzinfo=UTC)
    rig.say(LEAD1, "done ws1-m2")
    rig.say(LEAD1, "minutes ws1-m2 circulate until 26 january 2018")


def test_minutes_are_told_when_sent_round_and_when_nobody_objected(rig: Rig) -> None:
    held(rig)
    first, silence = rows(rig, "minutes")
    assert (first.recipient, first.due_at, silence.thread_of) == (WS1, rig.now, first.key)
    message = said(rig, first)
    assert message is not None and message.text.endswith("are here, for comments until Fri 26 Jan 2018")
    # Ten working days count, though comments were asked for in fewer.
    assert silence.due_at == datetime(2018, 2, 1, 8, tzinfo=UTC)
    message = said(rig, silence)
    assert message is not None and message.text.endswith("are adopted: nobody objected in time")
    assert said(rig, silence, datetime(2018, 1, 30, tzinfo=UTC)) is None


def test_minutes_that_are_sent_round_anew_wait_anew(rig: Rig) -> None:
    held(rig)
    first, silence = rows(rig, "minutes")
    rig.now = datetime(2018, 1, 25, 8, tzinfo=UTC)
    rig.say(LEAD1, "minutes ws1-m2 circulate until 9 february 2018")
    assert said(rig, first) is None and said(rig, silence) is None
    assert "2 Feb" not in rig.say(LEAD1, "minutes ws1-m2").text


def test_adopted_by_hand_the_silence_is_not_told(rig: Rig) -> None:
    held(rig)
    assert "are adopted" in rig.told(LEAD1, "minutes ws1-m2 adopt")
    notices = rows(rig, "minutes")
    assert [row.key.rpartition(":")[2] for row in notices] == [WS1, "adopted"]
    assert "adopted already" in rig.told(LEAD1, "minutes ws1-m2 adopt")


def notes(rig: Rig, weeks: int) -> dict[tuple[str, str], Message]:
    """The personal notes of some weeks from December on, by who gets them and the day."""
    for week in range(weeks):
        sweep(rig.stage.work, datetime(2017, 12, 2, 6, tzinfo=UTC) + timedelta(weeks=week))
    shown = ((row, said(rig, row)) for row in rows(rig, "note"))
    return {(row.recipient, row.payload["day"]): message for row, message in shown if message is not None}


def test_actions_stand_in_the_note_of_the_week_and_two_and_four_weeks_later_then_the_coordinators(
    rig: Rig,
) -> None:
    rig.say(LEAD1, f"action ws1-m1 <@{MEMBER}> send the list by 13 december 2017")
    asked = {key: message for key, message in notes(rig, 10).items() if "A1" in message.text}
    # Christmas is no working day.
    assert set(asked) == {
        (MEMBER, "2017-12-11"), (MEMBER, "2017-12-26"), (COORDINATOR, "2018-01-08"), (MEMBER, "2018-01-08"),
    }  # fmt: skip
    assert "1 action of yours is due: A1 send the list" in asked[MEMBER, "2017-12-11"].text
    told = asked[COORDINATOR, "2018-01-08"].text
    assert "1 action is overdue by four weeks, and nobody has said how it stands: A1" in told
    rig.now = datetime(2017, 12, 12, 8, tzinfo=UTC)
    rig.say(MEMBER, "done a1")
    assert [key for key, message in notes(rig, 0).items() if "A1" in message.text] == []


def test_a_note_about_actions_is_one_of_the_notes_of_its_week(rig: Rig) -> None:
    rig.say(LEAD1, "action ws1-m1 <@U0MEM> send the list by 13 december 2017")
    rig.stage.give("IMG-D1", MEMBER)
    rig.say(COORDINATOR, "edit img-d1 when 14 december 2017")
    rig.say(COORDINATOR, "schedule img-d1 14 december 2017")
    found = notes(rig, 2)
    week = [day for user, day in found if user == MEMBER and "2017-12-11" <= day <= "2017-12-17"]
    assert week == ["2017-12-11"]
    assert "IMG-D1" in found[MEMBER, "2017-12-11"].text and "A1" in found[MEMBER, "2017-12-11"].text
