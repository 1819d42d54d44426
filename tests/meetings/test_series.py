"""Meetings that come again: rules in words, dates before they are made, each meeting alone, the end."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.core.errors import UserError
from bot.dates.when import Precision, When
from bot.delivery.tables import OutboxRow
from bot.features import create_work
from bot.meetings.series.acts import EndSeries, MakeSeries, SeriesForm
from bot.plan.rules.items import Status
from bot.store.database import Database
from tests.meetings.calling import CALL, CALLS, RULE, days, made, meetings, series
from tests.meetings.rig import Rig
from tests.meetings.test_poll_notices import worded
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, WS1, Stage, at


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
    assert rig.say(MEMBER, "series").labels == ["New series", "Share to channel"]


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


def test_a_series_that_is_taken_back_before_anybody_heard_of_it_is_told_to_nobody(rig: Rig) -> None:
    rig.stage.import_plan(start=True)
    before = {(row.kind, row.recipient, row.item_id) for row in rig.stage.notices()}
    rig.press(COORDINATOR, made(rig), "Undo")
    after = {(row.kind, row.recipient, row.item_id) for row in rig.stage.notices()}
    assert {one for one in after - before if one[0] in ("series", "date", "rung")} == set()


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
