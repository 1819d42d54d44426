"""The table of what the bot says unasked, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.group import Ladder, Rules
from bot.dates.working_days import WorkingDays
from bot.plan.rules.items import Item, Kind, Status
from bot.reminders.rules import ladders
from bot.reminders.rules.ladders import Ask, To, asks, month_ahead_at, presumed_held_on, rungs, share_out
from tests.plan.samples import item, meeting, paper

RULES = Rules("Europe/Zurich")
XMAS = Rules(
    "Europe/Zurich", WorkingDays(lambda day: (day.month, day.day) in {(12, 25), (12, 26), (1, 1), (1, 2)})
)
FAR = date(2019, 12, 31)


def days(found: Item, to: To, about: str | None = None, until: date = FAR, rules: Rules = RULES) -> list[str]:
    """Days of asks (decisions with a ``!``)."""
    return [
        ask.day.isoformat()[5:] + ("!" if ask.decide else "")
        for ask in asks(found, rules, until)
        if ask.to is to and about in (None, ask.about)
    ]


def test_a_team_meeting_without_a_date() -> None:
    """January 2018: from 20 November, six weeks before, in weeks 0, 2, 4, 6 and 8."""
    team = meeting("2018-01", streams=("WS1",))
    assert days(team, To.OWNER, "needs-date") == ["11-20", "12-04", "12-18", "01-01", "01-15"]
    assert days(team, To.OWNER, "needs-date", rules=XMAS) == ["11-20", "12-04", "12-18", "01-03", "01-15"]
    assert days(team, To.COORDINATOR, "needs-date") == ["12-18", "01-15!"]


def test_a_plenary_without_a_date_is_asked_about_earlier() -> None:
    plenary = meeting("2018-03")
    assert days(plenary, To.OWNER, "needs-date") == ["01-01", "01-15", "01-29", "02-12", "02-26"]
    assert days(plenary, To.COORDINATOR, "needs-date") == ["01-29", "02-26!", "03-19!"]


def test_a_deliverable_of_a_month() -> None:
    """May 2018 begins on a Tuesday and ends on a Thursday."""
    found = paper("2018-05")
    assert days(found, To.OWNER, "begins") == ["04-30"]
    assert days(found, To.OWNER, "ends") == ["05-28"]
    assert days(found, To.OWNER, "overdue") == ["06-04", "07-02", "07-30"]
    assert days(found, To.OWNER_AGAIN, "overdue") == ["06-18", "07-16"]
    assert days(found, To.COORDINATOR, until=date(2018, 10, 31)) == [
        "07-02!",
        "07-30!",
        "08-27",
        "09-24",
        "10-29",
    ]


def test_a_deliverable_with_a_day() -> None:
    found = paper("2018-05-07")
    assert days(found, To.OWNER, until=date(2018, 5, 21)) == ["05-04", "05-07", "05-14"]


def test_a_closure_is_told_eight_weeks_before() -> None:
    found = item(Kind.CLOSURE, "2018-09")
    assert days(found, To.COORDINATOR, "closing") == ["07-02"]


def test_a_meeting_just_over_is_asked_about_the_next_working_day() -> None:
    assert days(meeting("2017-10-06T15:30"), To.OWNER)[-1] == "10-09"
    assert presumed_held_on(meeting("2017-10-06T15:30"), RULES) == date(2017, 10, 11)
    assert presumed_held_on(meeting("2017-10"), RULES) is None


@pytest.mark.parametrize("status", [Status.DONE, Status.DROPPED])
def test_nobody_is_asked_about_what_is_over(status: Status) -> None:
    assert asks(paper("2018-05", status=status), RULES, FAR) == []


def test_nobody_is_asked_where_asking_was_stopped_or_nothing_is_known() -> None:
    assert {ask.to for ask in asks(paper("2018-05", asking=False), RULES, FAR)} == {To.COORDINATOR}
    assert asks(paper("2018-05", asking=False, asking_coordinator=False), RULES, FAR) == []
    assert asks(paper(None), RULES, FAR) == []


def at(day: str, hour: int, minute: int = 0) -> datetime:
    return datetime.fromisoformat(day).replace(hour=hour, minute=minute, tzinfo=UTC)


def test_a_dated_meeting_has_two_posts() -> None:
    found = {rung.name: rung.due_at for rung in rungs(meeting("2018-01-16T14:00"), RULES)}
    assert found == {"week-before": at("2018-01-09", 8), "hour-before": at("2018-01-16", 12)}
    half_day = {rung.name: rung.due_at for rung in rungs(meeting("2018-01-09TPM"), XMAS)}
    # 2 January is a holiday, and so is the day before it; then comes a weekend.
    assert half_day == {"week-before": at("2017-12-29", 8), "hour-before": at("2018-01-09", 12)}
    assert [rung.name for rung in rungs(meeting("2018-01-16"), RULES)] == ["week-before"]
    assert rungs(meeting("2018-01"), RULES) == rungs(paper("2018-01-16"), RULES) == []


def test_a_group_can_switch_rungs_off_and_change_them() -> None:
    own = replace(RULES, ladder=Ladder(days_before_meeting=None, minutes_before_meeting=15))
    assert [rung.due_at for rung in rungs(meeting("2018-01-16T14:00"), own)] == [at("2018-01-16", 12, 45)]


def test_the_month_ahead_is_posted_on_its_first_working_day() -> None:
    assert month_ahead_at(date(2018, 9, 30), RULES) == at("2018-09-03", 7)
    assert month_ahead_at(date(2018, 1, 1), XMAS) == at("2018-01-03", 8)


some_item = st.builds(
    lambda kind, start, streams: item(kind, start, streams=streams),
    st.sampled_from(list(Kind)),
    st.one_of(
        st.dates(date(2017, 10, 1), date(2018, 12, 31)).map(lambda day: day.isoformat()[:7]),
        st.dates(date(2017, 10, 1), date(2018, 12, 31)).map(lambda day: f"{day.isoformat()}T10:00"),
        st.sampled_from(["2018", "2018-Q1", "2018-Q4"]),
    ),
    st.sampled_from([(), ("WS1",), ("WS1", "WS2")]),
)
some_rules = st.sampled_from([RULES, XMAS])


@given(some_item, some_rules, st.dates(date(2017, 1, 1), date(2019, 6, 30)))
def test_a_shorter_look_ahead_sees_the_same_asks(found: Item, rules: Rules, until: date) -> None:
    whole = [ask for ask in ladders._asks(found, rules, until) if ask.day <= until]
    seen = asks(found, rules, until)
    assert {(ask.day, ask.to) for ask in seen} == {(ask.day, ask.to) for ask in whole}
    assert seen == [ask for ask in asks(found, rules, until + timedelta(days=200)) if ask.day <= until]


@given(some_item, some_rules)
def test_all_asks_are_on_working_days_and_one_a_day(found: Item, rules: Rules) -> None:
    seen = asks(found, rules, FAR)
    assert all(rules.days.works(ask.day) for ask in seen)
    assert len({(ask.day, ask.to) for ask in seen}) == len(seen)
    last = found.when.last_day
    assert last is not None and all(ask.day > last for ask in seen if ask.looks_back)


def ask(about: str, day: date, key: str = "WS1-D1") -> Ask:
    return Ask(item(Kind.DELIVERABLE, "2018-01", key=key), about, day, To.OWNER)


MON, TUE, WED, THU, FRI = (date(2018, 1, day) for day in range(15, 20))


def test_asks_of_a_full_week_come_earlier_or_wait_as_their_matter_allows() -> None:
    monday, ahead, back = ask("ends", MON), ask("due-soon", TUE), ask("just-over", WED)
    friday = ask("just-over", FRI)
    assert share_out([monday, ahead, back, friday], 2) == {MON: [monday, ahead], FRI: [back, friday]}
    assert share_out([back, ahead, monday], 3) == {MON: [monday], TUE: [ahead], WED: [back]}


def test_what_was_said_this_week_counts() -> None:
    today, friday = ask("due-today", WED), ask("just-over", FRI)
    assert share_out([today, friday], 2, said={MON}) == {MON: [today], FRI: [friday]}
    assert share_out([today, friday], 2, said={MON, TUE}) == {TUE: [today]}


some_ask = st.builds(
    ask, st.sampled_from(["due-soon", "just-over"]), st.sampled_from([MON, TUE, WED, THU, FRI])
)


@given(
    st.lists(some_ask, max_size=8),
    st.integers(1, 3),
    st.sets(st.sampled_from([MON, TUE, WED, THU]), max_size=3),
)
def test_notes_keep_the_quota_and_nothing_is_asked_before_its_time(
    found: list[Ask], most: int, said: set[date]
) -> None:
    notes = share_out(found, most, said)
    assert len(notes.keys() | said) <= max(most, len(said))
    placed = [(day, each) for day, note in notes.items() for each in note]
    assert all(day >= each.day if each.looks_back else day <= each.day for day, each in placed)
    if most > 1 and not said:
        assert sorted(map(repr, found)) == sorted(repr(each) for _day, each in placed)
