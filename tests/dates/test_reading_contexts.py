"""What the circumstances add to a date: who speaks, of what, in which document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.dates.reading import AfterMonth, Context, Order, RemarkKind, explain, find, read
from tests.dates.saying import GROUP, cell, chat, understood

MEETING = "exact 2018-04-10T14:00..16:00"
IN_NAIROBI = f"{MEETING} Africa/Nairobi"
LATE = datetime.fromisoformat("2018-03-07T23:30+00:00")  # 8 March in Geneva, 7 March in New York


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow", "ask whose-day: day 2018-03-08 | day 2018-03-09"),
        ("in 3 days at 10:00", "ask whose-day: exact 2018-03-10T10:00 | exact 2018-03-11T10:00"),
        ("this afternoon", "ask whose-day: half-day 2018-03-07TPM | half-day 2018-03-08TPM"),
        ("friday", "day 2018-03-09"),
        ("next week", "days 2018-03-12..2018-03-18"),
        ("15 march", "day 2018-03-15"),
    ],
)
def test_today_is_the_speakers_and_asked_where_the_groups_differs(text: str, expected: str) -> None:
    assert understood(read(text, chat(now=LATE, zone="America/New_York"))) == expected


def test_the_answers_say_whose_day_they_are() -> None:
    reading = read("tomorrow", chat(now=LATE, zone="America/New_York"))
    assert [choice.label for choice in reading.choices] == ["where you are", "in the group"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("3/4", ["day first", "month first"]),
        ("Sep 19", ["a day", "a year"]),
        ("1 may 10:00 IST", ["Kolkata", "Jerusalem", "Dublin"]),
        ("thursday", ["in its week", "the next one"]),
        ("forward 2 days", ["later", "earlier"]),
        ("not before 2 may", ["no date yet; the words are kept", ""]),
    ],
)
def test_answers_say_what_sets_them_apart(text: str, labels: list[str]) -> None:
    assert [choice.label for choice in read(text, chat(MEETING)).choices] == labels


@pytest.mark.parametrize(
    ("text", "item", "kinds"),
    [
        ("12 april", MEETING, ["hours-kept"]),
        ("14 april", MEETING, ["hours-kept", "weekend"]),
        ("15:00", MEETING, ["day-kept", "length-kept"]),
        ("12 april 15:00", MEETING, ["length-kept"]),
        ("12 april 15:00-15:30", MEETING, []),
        ("may", MEETING, ["hours-dropped"]),
        ("12 april all day", MEETING, []),
        ("+1 week", MEETING, ["shifted"]),
        ("+1 month", "day 2018-03-31", ["shifted", "shorter-month"]),
        ("10 july", "days 2018-05-03..2018-05-05", ["length-kept"]),
        ("1 may", "", ["holiday"]),
        ("2 may 06:30", "", ["night"]),
        ("25 march 02:30", "", ["moved-forward", "night", "weekend"]),
        ("june (tbc)", "", ["tentative"]),
        ("summer 2018", "", ["season"]),
    ],
)
def test_the_answer_says_what_was_added_and_what_is_unusual(text: str, item: str, kinds: list[str]) -> None:
    reading = read(text, chat(item))
    assert [remark.kind.value for remark in reading.remarks] == kinds
    assert all(remark.text.endswith(".") for remark in reading.remarks)


@pytest.mark.parametrize(
    ("text", "item", "expected"),
    [
        ("10 july", "days 2018-05-03..2018-05-05", "days 2018-07-10..2018-07-12"),
        ("10 july", "half-day 2018-05-03TAM", "half-day 2018-07-10TAM"),
        ("10 july", "exact 2018-05-03T22:00..2018-05-04T01:00", "exact 2018-07-10T22:00..2018-07-11T01:00"),
        ("12 april", IN_NAIROBI, "exact 2018-04-12T14:00..16:00 Africa/Nairobi"),
        ("12 april 15:00 Geneva", IN_NAIROBI, "exact 2018-04-12T15:00..17:00"),
        ("+1 hour", IN_NAIROBI, "exact 2018-04-10T15:00..17:00 Africa/Nairobi"),
        ("15:00", IN_NAIROBI, "ask zone: exact 2018-04-10T15:00..17:00 Africa/Nairobi | "
         "exact 2018-04-10T15:00..17:00"),
        ("+1 month", "day 2018-03-31", "day 2018-04-30"),
        ("+1 quarter", "quarter 2018-Q4", "quarter 2019-Q1"),
        ("+2 years", "year 2018", "year 2020"),
        ("+1 month", "quarter 2018-Q4", "ask shift-too-fine"),
        ("an hour later", "day 2018-05-03", "ask shift-too-fine"),
        ("+1 month", "part-month 2018-12-mid", "part-month 2019-01-mid"),
        ("15:00", "days 2018-05-03..2018-05-05", "ask one-day: days 2018-05-03..2018-05-05"),
        ("16.10", MEETING, "ask date-or-time: exact 2018-10-16T14:00..16:00 | exact 2018-04-10T16:10..18:10"),
        ("same time next week", MEETING, "ask which-week: exact 2018-04-17T14:00..16:00 | "
         "exact 2018-03-13T14:00..16:00"),
        ("the week after", MEETING, "ask which-week: exact 2018-04-17T14:00..16:00 | "
         "days 2018-04-16..2018-04-22"),
        ("from 10 april to 12 april", MEETING, "ask two-dates: exact 2018-04-12T14:00..16:00 | "
         "days 2018-04-10..2018-04-12"),
        ("8 feb 2018", MEETING, "ask past: exact 2018-02-08T14:00..16:00"),
    ],
)  # fmt: skip
def test_the_items_date_gives_what_the_words_leave_out(text: str, item: str, expected: str) -> None:
    assert understood(read(text, chat(item))) == expected


@pytest.mark.parametrize(
    ("text", "due", "meeting"),
    [
        ("by 15 may", "day 2018-05-15", "ask before: day 2018-05-15"),
        ("by may", "month 2018-05", "month 2018-05"),
        ("before june", "day 2018-06-01", "ask before: day 2018-06-01"),
        ("avant fin juin", "month 2018-06", "ask before: month 2018-06"),
        ("within 2 weeks", "day 2018-03-21", "ask before: day 2018-03-21"),
        ("after may", "ask after: day 2018-06-01 | none", "ask after: day 2018-06-01 | none"),
    ],
)
def test_by_and_before_are_due_dates_and_no_days_of_meetings(text: str, due: str, meeting: str) -> None:
    assert understood(read(text, chat(is_due=True))) == due
    assert understood(read(text, chat())) == meeting


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("3/4/2018", Order.DAY_FIRST, "day 2018-04-03"),
        ("3/4/2018", Order.MONTH_FIRST, "day 2018-03-04"),
        ("16/4/2018", Order.DAY_FIRST, "day 2018-04-16"),
        ("4/16/2018", Order.DAY_FIRST, "ask order: day 2018-04-16"),
        ("31/11/2018", Order.DAY_FIRST, "ask no-such-date"),
    ],
)
def test_a_document_has_one_order_of_numbers(text: str, order: Order, expected: str) -> None:
    assert understood(read(text, replace(cell(), order=order))) == expected


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        ("Sep 19", replace(cell(), after_month=AfterMonth.YEAR), "month 2019-09"),
        ("Sep 19", replace(cell(years=(2018, 2018)), after_month=AfterMonth.DAY), "day 2018-09-19"),
        ("Sep 30", cell(years=(2018, 2018)), "day 2018-09-30"),
        ("January", replace(cell(), since=date(2018, 11, 1)), "month 2019-01"),
        ("Tue 13 November", cell(), "day 2018-11-13"),
        ("13 November", cell(), "ask year: day 2018-11-13 | day 2019-11-13"),
        ("13 November", cell(years=None), "ask year: day 2018-11-13"),
        ("2 May 2016", cell(), "day 2016-05-02"),
        ("2 May 2081", cell(), "ask far: day 2081-05-02"),
        ("end of the month", cell("month 2018-09"), "part-month 2018-09-late"),
        ("10:00", cell("day 2018-09-04"), "exact 2018-09-04T10:00"),
        ("2nd week", cell("month 2018-10"), "days 2018-10-08..2018-10-14"),
        ("the 31st", cell("month 2018-09"), "ask no-such-date"),
        ("15 December", cell("month 2018-11"), "day 2018-12-15"),
    ],
)
def test_a_document_tells_the_year_and_the_month(text: str, context: Context, expected: str) -> None:
    assert understood(read(text, context)) == expected


FOUND = [
    ("Deadline: 5 May 2018", ["day 2018-05-05"], ""),
    ("Forum, 12-14 June 2018, Lima", ["days 2018-06-12..2018-06-14"], "Forum, , Lima"),
    ("WS1-M2 (5 June 2018, 14:00-16:00 CET)", ["exact 2018-06-05T14:00..16:00"], "WS1-M2 ( )"),
    ("Report due June 2018, draft in May 2018", ["month 2018-06", "month 2018-05"], "Report due , draft"),
    ("Draft 15 June 2018 - Final 20 July 2018", ["day 2018-06-15", "day 2018-07-20"], "Draft - Final"),
    ("Réunion du 4 juin 2018", ["day 2018-06-04"], "Réunion du"),
    ("Minutes two weeks after IMG-M7", ["relative +2w @IMG-M7"], "Minutes"),
    ("Close the call: MONTH DAY, YEAR", ["ask no-date"], "Close the call:"),
    ("24th Senior Officials’ Meeting", [], "24th Senior Officials’ Meeting"),
    ("draft Work Plan 2017/18 for all", [], "draft Work Plan 2017/18 for all"),
    ("5th IMG meeting of WS1", [], "5th IMG meeting of WS1"),
    ("we may meet 3 times", [], "we may meet 3 times"),
    ("March of the penguins", [], "March of the penguins"),
    ("Review of section 3.4 and item 3/4", [], "Review of section 3.4 and item 3/4"),
    ("COP28 side event", [], "COP28 side event"),
    ("https://example.org/2018/03/05", [], "https://example.org/2018/03/05"),
    ("", [], ""),
]


@pytest.mark.parametrize(("text", "dates", "left"), FOUND)
def test_dates_are_found_in_titles(text: str, dates: list[str], left: str) -> None:
    found = find(text, cell())
    assert [understood(each.reading) for each in found.dates] == dates
    assert found.left == left


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("please schedule the 1st WS1 team meeting for 22 November", ["day 2018-11-22"]),
        ("ws1-d1 delayed to june", ["month 2018-06"]),
        ("img6 starts at 15:00", ["ask needs-day"]),
        ("I may be late on 3 may", ["day 2018-05-03"]),
        ("mark the second one", []),
    ],
)
def test_dates_are_found_in_what_people_type(text: str, dates: list[str]) -> None:
    assert [understood(each.reading) for each in find(text, chat()).dates] == dates


def test_what_is_found_lies_where_it_says() -> None:
    text = "Réunion\u00a0: mardi 5 juin 2018 à 14h, salle IX"
    found = find(text, cell())
    assert [text[each.start : each.end] for each in found.dates] == ["mardi 5 juin 2018 à 14h"]
    assert found.dates[0].reading.text == "mardi 5 juin 2018 à 14h"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("12 april", ""),
        ("3/4", "Is “3/4” day first, or month first?"),
        ("16 Januray", "I see no date in “16 Januray”; did you mean January?"),
        ("2 may or 3 may", "“2 may or 3 may” names more than one date. Which one holds?"),
    ],
)
def test_the_question_is_put_in_words(text: str, sentence: str) -> None:
    assert explain(read(text, chat())) == sentence


def test_a_refusal_shows_how_dates_are_written() -> None:
    assert "mid-March" in explain(read("31 June", chat()))


def test_words_that_no_value_can_hold_are_kept() -> None:
    reading = read("not before 3 May 2018", chat())
    assert reading.open_text == "not before 3 May 2018"
    assert reading.choices[0].when.text == "not before 3 May 2018"


def test_a_time_in_the_groups_own_zone_has_no_zone() -> None:
    context = Context(now=LATE, zone="Africa/Nairobi")
    assert understood(read("18 June 10:00 EAT", context)) == "exact 2018-06-18T10:00"
    assert understood(read("18 June 10:00 Geneva", context)) == f"exact 2018-06-18T10:00 {GROUP}"


def test_a_long_reason_is_kept_whole() -> None:
    reading = read("16 Jan, " + "x" * 5000, chat())
    assert reading.reason is not None and len(reading.reason) == 5000


def test_a_tentative_date_says_so() -> None:
    assert read("about 15 May", chat()).is_tentative
    assert RemarkKind.TENTATIVE not in {remark.kind for remark in read("15 May", chat()).remarks}
