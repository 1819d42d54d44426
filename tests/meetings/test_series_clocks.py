"""Series across the changes of clocks: local times in card, note and calendar."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from bot.calendar.invitations import invitation
from bot.dates.texts import say_when
from bot.groups.tables import Person
from bot.meetings.invited.acts import Invite
from tests.core.examples import unep
from tests.meetings.calling import meetings
from tests.meetings.rig import Rig, Said
from tests.stage import COORDINATOR

# Geneva changes its clocks on 25 March 2018, New York on 11 March, Nairobi never.
ZONES = {"U0GVA": "Europe/Zurich", "U0NYC": "America/New_York", "U0NBO": "Africa/Nairobi"}


def across_the_clocks(rig: Rig, words: str) -> Said:
    """People in three places, all invited to WS1; weekly meetings across both changes of clocks."""
    stage = rig.stage
    stage.do(Invite(stream="WS1", agencies=(unep(stage),)), stage.as_(COORDINATOR))
    for user, zone in ZONES.items():
        rig.say(COORDINATOR, f"people add <@{user}> UNEP")
        with stage.database.writing() as session:
            session.execute(update(Person).where(Person.user_id == user).values(zone=zone))
    rig.say(COORDINATOR, "holidays remove 30 march 2018")
    return rig.say(COORDINATOR, words)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Geneva", [("13:00", "08:00", "16:00"), ("13:00", "09:00", "16:00"), ("12:00", "08:00", "15:00")]),
        ("New York", [("19:00", "14:00", "22:00"), ("18:00", "14:00", "21:00"), ("18:00", "14:00", "21:00")]),
        ("Nairobi", [("11:00", "06:00", "14:00"), ("11:00", "07:00", "14:00"), ("11:00", "07:00", "14:00")]),
    ],
)
def test_hours_stay_on_the_clock_of_the_series_across_changes_of_clocks(
    rig: Rig, place: str, expected: list[tuple[str, str, str]]
) -> None:
    """On 6, 13 and 27 March: UTC hours follow from the local ones, in card, note and calendar."""
    card = across_the_clocks(
        rig, f"series WS1 weekly on tuesday 14:00-15:00 {place} from 6 march until 27 march"
    )
    rig.press(COORDINATOR, card, "Make these")
    found = [
        one for one in meetings(rig) if str(one.when.first_day) in ("2018-03-06", "2018-03-13", "2018-03-27")
    ]
    group = rig.stage.cli().group
    for item, (utc, new_york, nairobi) in zip(found, expected, strict=True):
        starts_at = item.when.starts_at(group.zone)
        assert starts_at is not None and f"{starts_at:%H:%M}" == utc
        assert item.when.start is not None and item.when.start[11:] == "14:00"
        shown = say_when(item.when, rig.now, group.zone, "America/New_York")
        assert (f"= {new_york} for you" in shown) is (place != "New York")
        shown = say_when(item.when, rig.now, group.zone, "Africa/Nairobi")
        assert (f"= {nairobi} for you" in shown) is (place != "Nairobi")
        _method, calendar = invitation(item, group, "img@example.org", "a@example.org", "A")
        zone = item.when.zone or group.zone
        assert (
            f"DTSTART;TZID={zone}:{item.when.start.replace('-', '').replace(':', '')}00" in calendar.decode()
        )


def test_the_card_tells_from_which_day_on_the_hours_elsewhere_are_others(rig: Rig) -> None:
    card = across_the_clocks(rig, "series WS1 weekly on tuesday 14:00-15:00 from 6 march until 27 march")
    assert "Geneva 14:00–15:00 · Nairobi 16:00–17:00 · New York 08:00–09:00" in card.all
    assert "from Tue 13 Mar 2018: Geneva 14:00–15:00 · Nairobi 16:00–17:00 · New York 09:00–10:00" in card.all
    assert "from Tue 27 Mar 2018: Geneva 14:00–15:00 · Nairobi 15:00–16:00 · New York 08:00–09:00" in card.all
