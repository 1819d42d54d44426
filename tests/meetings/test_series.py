"""Meetings that come again: rules in words, dates before they are made, each meeting alone, the end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from bot.calendar.invitations import invitation
from bot.core.errors import UserError
from bot.core.i18n import speaking
from bot.dates.texts import say_when
from bot.dates.when import Precision, When
from bot.delivery.tables import OutboxRow
from bot.features import create_work
from bot.groups.tables import Person
from bot.meetings.invited.acts import Invite
from bot.meetings.series.acts import EndSeries, MakeSeries, SeriesForm
from bot.meetings.series.rule_words import rule_words
from bot.meetings.series.rules import MOST_MEETINGS, Pattern, SeriesBook, SeriesView, dates_of, pattern_of
from bot.meetings.series.words import read_pattern
from bot.plan.rules.items import Item, Status
from bot.store.database import Database
from tests.core.examples import unep
from tests.meetings.rig import Rig, Said
from tests.meetings.test_poll_notices import worded
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, WS1, Stage, at

CALLS = 'series WS1 "Team call" every second Tuesday 14:00-15:30 from 9 jan until 20 march'
CALL = When(Precision.EXACT, "2018-01-09T14:00", "2018-01-09T15:30")
RULE = "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20180320T235959"


def made(rig: Rig) -> Said:
    return rig.press(COORDINATOR, rig.say(COORDINATOR, CALLS), "Make these")


def series(rig: Rig) -> tuple[SeriesView, ...]:
    with rig.stage.looking(rig.stage.cli(), rig.now) as looking:
        return looking.snapshot[SeriesBook].all


def meetings(rig: Rig, label: str = "WS1") -> list[Item]:
    """The dated meetings of a stream, in order."""
    items = rig.stage.items().values()
    found = [one for one in items if one.is_meeting and one.streams == (label,) and one.when.is_dated]
    return sorted(found, key=Item.sort_key)


def days(rig: Rig, label: str = "WS1") -> list[str]:
    return [str(one.when.first_day) for one in meetings(rig, label) if one.is_open]


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("every tuesday", "FREQ=WEEKLY;BYDAY=TU"),
        ("every second tuesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every other tue", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("every 3rd friday", "FREQ=WEEKLY;INTERVAL=3;BYDAY=FR"),
        ("every thursday and tuesday", "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("every 4 weeks on monday", "FREQ=WEEKLY;INTERVAL=4;BYDAY=MO"),
        ("every fortnight on wednesday", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"),
        ("weekly on mondays", "FREQ=WEEKLY;BYDAY=MO"),
        ("mondays", "FREQ=WEEKLY;BYDAY=MO"),
        ("first thursday of the month", "FREQ=MONTHLY;BYDAY=1TH"),
        ("every second tuesday of the month", "FREQ=MONTHLY;BYDAY=2TU"),
        ("the last friday of each month", "FREQ=MONTHLY;BYDAY=-1FR"),
        ("on the 15th of each month", "FREQ=MONTHLY;BYMONTHDAY=15"),
        ("every month on the 3rd", "FREQ=MONTHLY;BYMONTHDAY=3"),
        ("chaque mardi", "FREQ=WEEKLY;BYDAY=TU"),
        ("tous les mardis", "FREQ=WEEKLY;BYDAY=TU"),
        ("un mardi sur deux", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"),
        ("toutes les 4 semaines le lundi", "FREQ=WEEKLY;INTERVAL=4;BYDAY=MO"),
        ("le premier jeudi du mois", "FREQ=MONTHLY;BYDAY=1TH"),
        ("le dernier vendredi de chaque mois", "FREQ=MONTHLY;BYDAY=-1FR"),
    ],
)
def test_a_rule_is_read_from_words_and_kept_as_a_calendar_writes_it(words: str, rule: str) -> None:
    said = read_pattern(words)
    assert said is not None and said.pattern.rule == rule
    assert pattern_of(rule) == said.pattern


@pytest.mark.parametrize(
    "words", ["tuesday", "every item", "the plan", "fifth monday of the month", "every 0 weeks"]
)
def test_what_is_no_rule_is_not_taken_for_one(words: str) -> None:
    assert read_pattern(words) is None


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=1TU",
        "FREQ=WEEKLY;BYDAY=TU;COUNT=0", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20181399T235959",
        "FREQ=SECONDLY;INTERVAL=1", "x" * 5000, "",
    ],
)  # fmt: skip
def test_a_rule_that_is_none_of_ours_is_refused(rig: Rig, rule: str) -> None:
    assert pattern_of(rule) is None
    with pytest.raises(UserError, match="How often do they meet"):
        rig.stage.do(MakeSeries(rule, CALL, ("WS1",), "Calls"), rig.stage.as_(COORDINATOR))


def test_a_rule_is_worded_in_the_language_of_the_reader() -> None:
    assert rule_words(RULE) == "every second Tuesday, until Tue 20 Mar 2018"
    assert rule_words("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3") == "the last Friday of the month, 3 times"
    with speaking("fr"):
        assert rule_words("FREQ=WEEKLY;BYDAY=TU") == "chaque mardi"
        assert rule_words("FREQ=MONTHLY;BYDAY=1TH") == "le premier jeudi du mois"


def test_the_first_day_is_the_next_that_the_rule_names_and_weeks_are_counted_from_it() -> None:
    wednesday = When(Precision.EXACT, "2018-01-10T14:00", "2018-01-10T15:30")
    found = dates_of(Pattern(2, (1,), count=3), wednesday)
    assert [one.start for one in found] == ["2018-01-16T14:00", "2018-01-30T14:00", "2018-02-13T14:00"]


def test_a_series_without_an_end_reaches_a_year_and_none_is_endless() -> None:
    assert dates_of(Pattern(4, (1,)), CALL)[-1].first_day == date(2019, 1, 8)
    assert len(dates_of(Pattern(1, (0, 1, 2, 3, 4)), CALL)) == MOST_MEETINGS


def test_a_month_without_such_a_day_is_left_out() -> None:
    found = dates_of(Pattern(monthday=31, count=3), replace(CALL, start="2018-01-31T14:00", end=None))
    assert [one.start for one in found] == ["2018-01-31T14:00", "2018-03-31T14:00", "2018-05-31T14:00"]


def test_all_dates_are_shown_before_a_meeting_is_made(rig: Rig) -> None:
    rig.say(COORDINATOR, "holidays add 20 Feb 2018")
    before = rig.stage.items()
    said = rig.say(LEAD1, CALLS)
    assert "*Team call* · WS1 · every second Tuesday, until Tue 20 Mar 2018 · 14:00–15:30 Geneva" in said.all
    assert "• Tue 9 Jan 2018 · gives WS1-M2 its day" in said.all and "Nothing has been made yet." in said.all
    assert "• Tue 20 Feb 2018 · ⚠ holiday" in said.all and "6 meetings" in said.all
    assert rig.stage.items() == before
    rig.press(LEAD1, said, "Make them without holidays")
    assert days(rig) == ["2018-01-09", "2018-01-23", "2018-02-06", "2018-03-06", "2018-03-20"]


def test_each_meeting_is_an_item_of_its_own_and_undo_takes_all_back(both: Rig) -> None:
    before = both.stage.items()
    said = made(both)
    assert said.text == "✔ Team call: 6 meetings are made"
    keys = [one.key for one in meetings(both)]
    assert keys == ["WS1-M2", "WS1-M3", "WS1-M4", "WS1-M5", "WS1-M6", "WS1-M7"]
    assert {one.status for one in meetings(both)} == {Status.SCHEDULED}
    both.press(COORDINATOR, said, "Undo")
    after = both.stage.items()
    assert series(both) == () and set(after) == set(before)
    assert after["WS1-M2"].when == before["WS1-M2"].when
    assert after["WS1-M2"].status == before["WS1-M2"].status


def test_pressing_twice_makes_nothing_twice(rig: Rig) -> None:
    card = rig.say(COORDINATOR, CALLS)
    rig.press(COORDINATOR, card, "Make these")
    assert "were made already" in rig.press(COORDINATOR, card, "Make these").text
    assert len(days(rig)) == 6 and len(series(rig)) == 1


def test_a_meeting_that_is_in_the_plan_on_such_a_day_is_not_made_twice(rig: Rig) -> None:
    card = rig.say(COORDINATOR, CALLS)
    rig.say(COORDINATOR, 'add meeting "Extra" WS1 6 feb 2018 10:00')
    said = rig.press(COORDINATOR, card, "Make these")
    assert "In the plan already, and left as they are: WS1-M3" in said.all
    assert days(rig).count("2018-02-06") == 1 and len(days(rig)) == 6
    again = rig.say(COORDINATOR, 'series WS1 "Others" every second Tuesday 16:00 from 9 jan until 20 march')
    assert "0 meetings" in again.all and "Make these" not in again.labels


def test_an_old_card_makes_only_what_still_lies_ahead(rig: Rig) -> None:
    rig.now = at("2018-01-08")
    card = rig.say(COORDINATOR, CALLS)
    rig.now = at("2018-02-06", 20)
    rig.press(COORDINATOR, card, "Make these")
    assert days(rig) == ["2018-02-20", "2018-03-06", "2018-03-20"]
    rig.now = at("2018-04-01")
    rig.say(COORDINATOR, "undo")
    said = rig.press(COORDINATOR, rig.say(COORDINATOR, CALLS.replace("Team", "Old")), "Another rule")
    assert said.view is not None
    act = MakeSeries(RULE, CALL, ("WS1",), "Late")
    with pytest.raises(UserError, match="All these dates are over"):
        rig.stage.do(act, rig.stage.as_(COORDINATOR), rig.now)


def test_one_is_moved_and_one_cancelled_alone_and_the_end_leaves_what_was_moved(rig: Rig) -> None:
    made(rig)
    rig.say(COORDINATOR, "move WS1-M4 8 feb 10-11am")
    rig.say(COORDINATOR, 'cancel WS1-M5 "holidays"')
    assert days(rig) == ["2018-01-09", "2018-01-23", "2018-02-08", "2018-03-06", "2018-03-20"]
    rig.now = at("2018-01-20")
    said = rig.say(COORDINATOR, "series WS1 end")
    # What is over stays, and what somebody moved is asked about.
    assert days(rig) == ["2018-01-09", "2018-02-08"]
    assert "These were moved by hand, and stay:\n• *WS1-M4* · Thu 8 Feb 2018" in said.all
    more = rig.press(COORDINATOR, said, "Cancel these too")
    assert days(rig) == ["2018-01-09"]
    rig.press(COORDINATOR, more, "Undo")
    assert days(rig) == ["2018-01-09", "2018-02-08"]
    assert "has ended" in rig.say(MEMBER, "series").all


def test_the_end_is_taken_back_whole(both: Rig) -> None:
    made(both)
    before = days(both)
    said = both.say(COORDINATOR, "series WS1 end")
    assert days(both) == [] and series(both)[0].is_ended
    both.press(COORDINATOR, said, "Undo")
    assert days(both) == before and not series(both)[0].is_ended


def test_of_several_series_it_is_asked_which_ends(rig: Rig) -> None:
    made(rig)
    rig.press(
        COORDINATOR, rig.say(COORDINATOR, 'series WS1 "Leads" first Monday of the month 9:00'), "Make these"
    )
    said = rig.say(COORDINATOR, "series WS1 end")
    assert said.text.startswith("Which series ends?") and said.labels == ["Team call", "Leads"]
    rig.press(COORDINATOR, said, "Leads")
    assert [one.is_ended for one in series(rig)] == [False, True]


def test_those_who_may_not_are_told_who_may(rig: Rig) -> None:
    assert "You cannot change this" in rig.told(LEAD2, CALLS)
    assert "You cannot change this" in rig.told(MEMBER, CALLS)
    with pytest.raises(UserError):
        rig.stage.do(MakeSeries(RULE, CALL, ("WS1",), "Calls"), rig.stage.as_(LEAD2))
    made(rig)
    assert "You cannot change Team call" in rig.told(LEAD2, "series WS1 end")
    assert rig.say(MEMBER, "series").labels == ["New series"]


def test_a_form_asks_the_same_and_shows_the_dates(rig: Rig) -> None:
    view = rig.say(LEAD1, "series new")
    said = rig.submit(
        LEAD1, view, streams=["WS1"], title="Leads' call", often="2", day="2018-01-09", start="14:00",
        end="15:30", until="2018-03-20",
    )  # fmt: skip
    assert "every second Tuesday, until Tue 20 Mar 2018 · 14:00–15:30 Geneva" in said.all
    rig.press(LEAD1, said, "Make these")
    assert len(days(rig)) == 6
    said = rig.submit(
        LEAD1, rig.say(LEAD1, "series new"), streams=["WS1"], often="last", day="2018-01-26", start="09:00"
    )
    assert "the last Friday of the month" in said.all


def test_a_date_that_cannot_be_read_costs_a_sentence_and_nothing_else(rig: Rig) -> None:
    assert "From which day on?" in rig.told(COORDINATOR, "series WS1 every 4 weeks at 14:00")
    assert "How often?" in rig.told(COORDINATOR, "series WS1 now and then")
    assert "Which series? There are: none." in rig.told(COORDINATOR, "series WS1 end")


def test_words_alone_and_french_words_mean_the_same(rig: Rig) -> None:
    said = rig.say(COORDINATOR, "every second tuesday 14:00-15:30 from 9 jan until 20 march")
    assert "every second Tuesday, until Tue 20 Mar 2018 · 14:00–15:30 Geneva" in said.all
    said = rig.say(
        LEAD1, "série WS1 « Appel » un mardi sur deux 14h-15h30 du 9 janvier jusqu'au 20 mars 2018"
    )
    assert "*Appel* · WS1 · every second Tuesday, until Tue 20 Mar 2018 · 14:00–15:30 Geneva" in said.all


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


def test_channels_hear_once_of_all_meetings_and_of_the_end(rig: Rig) -> None:
    rig.stage.import_plan(start=True)
    said = made(rig)
    assert "The channel hears of them together, in 2 minutes." in said.all
    made_ids = {one.id for one in meetings(rig)}
    dated = [row for row in rig.stage.notices() if row.kind == "date" and row.item_id in made_ids]
    assert {row.item_id for row in dated} == {rig.stage.item("WS1-M2").id}  # it was in the plan before
    [row] = [row for row in rig.stage.notices() if row.kind == "series"]
    shown = worded(rig.stage, row, at("2017-12-04", 9))
    assert row.recipient == WS1 and "🗓 *Team call*: 5 meetings" in shown and "WS1-M7" in shown
    # An end before they heard of it is nothing to tell.
    said = rig.say(COORDINATOR, "series WS1 end")
    assert [row for row in rig.stage.notices() if row.kind == "series"] == []


def test_an_end_that_was_heard_and_is_taken_back_is_heard_of_again(rig: Rig) -> None:
    rig.stage.import_plan(start=True)
    made(rig)
    _sent(rig)
    said = rig.say(COORDINATOR, "series WS1 end")
    [row] = [row for row in rig.stage.notices() if row.kind == "series"]
    assert "✖ *Team call* has ended: 6 meetings are cancelled" in worded(rig.stage, row, at("2017-12-04", 9))
    _sent(rig)
    rig.now += timedelta(minutes=5)
    rig.press(COORDINATOR, said, "Undo")
    [row] = [row for row in rig.stage.notices() if row.kind == "series"]
    assert "🗓 *Team call*: 6 meetings" in worded(rig.stage, row, at("2017-12-04", 9))


def _sent(rig: Rig) -> None:
    with rig.stage.database.writing() as session:
        pending = update(OutboxRow).where(OutboxRow.kind == "series", OutboxRow.state == "pending")
        session.execute(pending.values(state="sent"))


def test_a_document_that_names_a_meeting_of_a_series_brings_no_second_one(bare: Stage) -> None:
    rig = Rig(bare, at("2017-12-01"))
    made(rig)
    before = len(bare.items())
    plan = "| Date | Item |\n| --- | --- |\n| 23 January 2018, 14:00-15:30 | WS1 call on data |\n"
    bare.import_plan(plan.replace("call on data", "meeting on data"))
    assert len(bare.items()) == before
    assert days(rig).count("2018-01-23") == 1


def test_two_leads_make_the_same_series_at_once_and_it_is_there_once(stage: Stage) -> None:
    act = MakeSeries(RULE, CALL, ("WS1",), "Team call")
    callers = [stage.as_(COORDINATOR), stage.as_(LEAD1)]
    url = stage.database.url.render_as_string(hide_password=False)
    others = [replace(stage, work=create_work(Database(url))) for _ in callers]

    def make(number: int) -> bool:
        return bool(others[number].do(act, callers[number], NOW).result.is_same)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(make, range(2))) == [False, True]
    rig = Rig(stage, NOW)
    assert len(series(rig)) == 1 and len(days(rig)) == 6


def test_ending_and_moving_at_once_loses_neither(stage: Stage) -> None:
    rig = Rig(stage, NOW)
    number = stage.do(MakeSeries(RULE, CALL, ("WS1",), "Team call"), stage.as_(COORDINATOR)).result.series.id
    stage.set_date(LEAD1, "WS1-M4", When(Precision.EXACT, "2018-02-08T10:00", "2018-02-08T11:00"))
    stage.do(EndSeries(number), stage.as_(COORDINATOR))
    assert days(rig) == ["2018-02-08"]


def test_the_form_is_refused_to_those_who_may_not(rig: Rig) -> None:
    said = rig.say(MEMBER, "series new")
    assert said.view is None and "You cannot" in said.text
    with rig.stage.looking(rig.stage.as_(LEAD1), rig.now) as looking:
        assert rig.stage.work.registry.forms[SeriesForm].need(SeriesForm(), looking.snapshot)
