"""The ends of things: holidays at the end of a poll or a round, and the minutes of the last meeting."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.meetings.rig import Rig
from tests.stage import COORDINATOR


def test_a_poll_and_a_round_that_would_close_on_a_holiday_close_on_the_next_working_day(rig: Rig) -> None:
    polled = rig.say(
        COORDINATOR, "poll img6 16 jan 2018 14:00-16:00, 18 jan 2018 14:00-16:00 until 25 dec 2017"
    )
    assert "They can answer until Tue 26 Dec 2017" in polled.all
    asked = rig.say(COORDINATOR, 'ask img-d1 "comments" until 25 dec 2017')
    assert "open until Tue 26 Dec 2017" in asked.all
    assert "The day you named is no working day, so it is open for longer." in asked.all


def test_the_minutes_of_the_last_meeting_are_adopted_by_silence_and_its_points_need_a_place(rig: Rig) -> None:
    rig.say(COORDINATOR, "schedule img7 14 march 2018 14:00-16:00")
    rig.say(COORDINATOR, "agenda img7 add Data sets (20 min)")
    rig.now = datetime(2018, 3, 15, 8, tzinfo=UTC)
    rig.say(COORDINATOR, "done img7")
    number = rig.texts("IMG-M7").index("Data sets") + 1
    assert "There is no later meeting like IMG-M7" in rig.told(COORDINATOR, f"agenda img7 carry {number}")
    rig.say(COORDINATOR, "minutes img7 circulate until 23 march 2018")
    rig.now = datetime(2018, 4, 20, 8, tzinfo=UTC)
    assert "Adopted: nobody objected by" in rig.say(COORDINATOR, "minutes img7").all
    # The point that is still open is not lost by it.
    assert rig.states("IMG-M7")["Data sets"].value == "accepted"
