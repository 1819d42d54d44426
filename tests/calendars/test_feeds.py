"""A calendar feed over the life of an item, and what becomes of its link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import ics  # type: ignore[import-untyped]
import pytest
import vobject  # type: ignore[import-untyped]

from bot.calendar.feeds import feed_of
from bot.calendar.writing import Outline, write_calendar
from bot.dates.when import Precision, When
from bot.groups.setup import set_up_group
from bot.links.acts import EndLink, MakeLink
from bot.links.rules import GROUP, MINE, LinkKind, LinkOption
from bot.links.store import open_links
from bot.meetings.polls.acts import Choose, Vote
from bot.plan.acts import Cancel
from bot.plan.rules.items import Status
from tests.calendars.reading import entries, in_calcurse, in_khal
from tests.meetings.polling import FIRST, SECOND, THIRD, opened
from tests.stage import COORDINATOR, LEAD1, LEAD2, MEMBER, NOW, SETUP, Stage, exact, month, on

KEY = "WS1-M1"


def token_of(stage: Stage, user: str = COORDINATOR, scope: str = GROUP, *options: LinkOption) -> str:
    url: str = stage.do(MakeLink(LinkKind.CALENDAR, scope, options), stage.as_(user)).result.url
    return url.rpartition("/")[2].removesuffix(".ics")


def body_of(stage: Stage, token: str, now: datetime = NOW) -> bytes:
    feed = feed_of(stage.work, token, now)
    assert feed is not None
    return feed.body


def test_an_entry_keeps_its_id_from_month_to_date_to_cancellation_and_back(
    lite: Stage, tmp_path: Path
) -> None:
    token = token_of(lite)

    def set_date(when: When) -> Callable[[], object]:
        return lambda: lite.set_date(COORDINATOR, KEY, when)

    at_three, spring = "20180323T150000", "20180326T150000"
    steps: list[tuple[str, Callable[[], object], str, str]] = [
        ("a month", lambda: None, "20171101", "TENTATIVE"),
        ("dated", set_date(exact("2017-11-20")), "20171120T150000", "CONFIRMED"),
        ("moved", set_date(exact("2018-03-23")), at_three, "CONFIRMED"),
        ("moved over a change of clocks", set_date(exact("2018-03-26")), spring, "CONFIRMED"),
        ("cancelled", lambda: lite.do(Cancel(lite.item(KEY).id), lite.as_(COORDINATOR)), spring, "CANCELLED"),
        ("restored", lambda: lite.set_status(COORDINATOR, KEY, Status.SCHEDULED), spring, "CONFIRMED"),
        ("read again", lite.import_plan, spring, "CONFIRMED"),
        ("a month again", set_date(month("2018-05")), "20180501", "CONFIRMED"),
    ]
    uid, last = "", -1
    for name, act, start, status in steps:
        act()
        body = body_of(lite, token)
        entry = entries(body)[KEY]
        assert str(entry["UID"]) == (uid := uid or str(entry["UID"])), name
        assert (entry["DTSTART"].to_ical().decode(), str(entry["STATUS"])) == (start, status), name
        assert str(entry["SUMMARY"]).startswith("Cancelled: ") is (status == "CANCELLED"), name
        assert (entry["SEQUENCE"] > last) is (name != "read again"), name
        last = entry["SEQUENCE"]
        if "T" in start:
            assert entry["DTSTART"].dt.astimezone(UTC) == exact_utc(start), name
        for listed in (in_khal(body, tmp_path / "khal"), in_calcurse(body, tmp_path)):
            assert sum(KEY in line for line in listed) == 1, (name, listed)


def exact_utc(start: str) -> datetime:
    """Three in the afternoon of Geneva, in UTC: an hour earlier from the last Sunday of March on."""
    summer = start[:8] >= "20180325"
    return datetime.strptime(start, "%Y%m%dT%H%M%S").replace(tzinfo=UTC) - timedelta(hours=2 if summer else 1)


def test_what_names_no_day_is_a_span_that_says_so(lite: Stage) -> None:
    entry = entries(body_of(lite, token_of(lite)))[KEY]
    assert str(entry["SUMMARY"]).endswith("(November 2017, no day yet)")
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2017, 11, 1), date(2017, 12, 1))
    assert str(entry["TRANSP"]) == "TRANSPARENT"


def test_days_end_where_the_next_one_begins(lite: Stage) -> None:
    lite.set_date(COORDINATOR, KEY, When(Precision.DAYS, "2018-02-05", "2018-02-07"))
    entry = entries(body_of(lite, token_of(lite)))[KEY]
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2018, 2, 5), date(2018, 2, 8))


def test_half_a_day_pretends_no_hours(lite: Stage) -> None:
    lite.set_date(COORDINATOR, KEY, When(Precision.HALF_DAY, "2018-02-05TAM"))
    entry = entries(body_of(lite, token_of(lite)))[KEY]
    assert entry["DTSTART"].dt == date(2018, 2, 5) and str(entry["SUMMARY"]).endswith("(morning)")


def test_deliverables_show_with_a_day_and_as_to_dos_by_option(lite: Stage) -> None:
    plain, tasks = token_of(lite), token_of(lite, COORDINATOR, GROUP, LinkOption.TODOS)
    assert "WS1-D1" not in entries(body_of(lite, plain))
    assert str(entries(body_of(lite, tasks))["WS1-D1"].name) == "VTODO"
    lite.set_date(COORDINATOR, "WS1-D1", on("2018-04-13"))
    assert entries(body_of(lite, plain))["WS1-D1"]["DTSTART"].dt == date(2018, 4, 13)
    assert entries(body_of(lite, tasks))["WS1-D1"]["DUE"].dt == date(2018, 4, 13)


def test_links_to_join_and_busy_hours_are_for_ones_own_calendar(lite: Stage) -> None:
    lite.set_date(COORDINATOR, KEY, exact("2018-03-23"))
    lite.edit(COORDINATOR, KEY, {"link": "https://meet.example.org/42", "venue": "Room 3; Geneva"})
    everybody = body_of(lite, token_of(lite, LEAD1))
    own = entries(body_of(lite, token_of(lite, LEAD1, MINE, LinkOption.BUSY)))[KEY]
    assert b"meet.example.org" not in everybody.replace(b"\r\n ", b"")
    assert str(entries(everybody)[KEY]["LOCATION"]) == "Room 3; Geneva"
    assert str(own["URL"]) == "https://meet.example.org/42" and str(own["TRANSP"]) == "OPAQUE"


def test_place_is_news_to_calendars_and_an_agenda_is_not(lite: Stage) -> None:
    token = token_of(lite)
    first = entries(body_of(lite, token))[KEY]["SEQUENCE"]
    lite.edit(COORDINATOR, KEY, {"agenda": ["Opening"]})
    assert entries(body_of(lite, token))[KEY]["SEQUENCE"] == first
    lite.edit(COORDINATOR, KEY, {"venue": "Geneva"})
    entry = entries(body_of(lite, token))[KEY]
    assert entry["SEQUENCE"] == first + 1 and str(entry["DESCRIPTION"]) == "1. Opening"


def test_a_feed_shows_what_its_link_is_for(lite: Stage) -> None:
    own = set(entries(body_of(lite, token_of(lite, LEAD1, MINE, LinkOption.TODOS))))
    stream = set(entries(body_of(lite, token_of(lite, MEMBER, "=WS2", LinkOption.TODOS))))
    assert stream == {key for key, item in lite.items().items() if "WS2" in item.streams}
    plenaries = {key for key, item in lite.items().items() if item.is_plenary}
    assert own == {key for key, item in lite.items().items() if "WS1" in item.streams} | plenaries


def test_two_other_libraries_read_every_entry(lite: Stage) -> None:
    lite.set_date(COORDINATOR, KEY, exact("2018-03-26"))
    lite.set_date(
        COORDINATOR, "WS2-M1", When(Precision.EXACT, "2018-01-16T14:00", "2018-01-16T17:30", "Asia/Bangkok")
    )
    body = body_of(lite, token_of(lite, COORDINATOR, GROUP, LinkOption.TODOS))
    known = entries(body)
    read = ics.Calendar(body.decode())
    titles = {str(entry["SUMMARY"]) for entry in known.values()}
    assert {one.name for one in [*read.events, *read.todos]} == titles
    tree = vobject.readOne(body.decode())
    tree.validate(raiseException=True)
    assert {one.summary.value for one in [*tree.vevent_list, *tree.vtodo_list]} == titles
    begins = {one.summary.value.split()[0]: one.dtstart.value for one in tree.vevent_list}
    assert begins["WS2-M1"].astimezone(UTC) == datetime(2018, 1, 16, 7, tzinfo=UTC)
    assert begins[KEY].astimezone(UTC) == datetime(2018, 3, 26, 13, tzinfo=UTC)


def test_an_empty_calendar_is_one_still(lite: Stage) -> None:
    body = write_calendar((), Outline(lite.cli().group, "x"))
    assert vobject.readOne(body.decode()).validate(raiseException=True)


def test_an_ended_link_is_an_empty_calendar_for_thirty_days_and_then_nothing(lite: Stage) -> None:
    token = token_of(lite)
    with lite.looking(lite.as_(COORDINATOR)) as looking:
        [link] = open_links(looking.session, 1)
    lite.do(EndLink(link.id), lite.as_(COORDINATOR))
    assert entries(body_of(lite, token, NOW + timedelta(days=29))) == {}
    assert feed_of(lite.work, token, NOW + timedelta(days=31)) is None


def test_whoever_leaves_the_roster_takes_their_calendar_along(lite: Stage) -> None:
    token = token_of(lite, LEAD2)
    assert entries(body_of(lite, token))
    set_up_group(lite.work, replace(SETUP, leads=(), removed_leads=(("WS2", LEAD2),)), NOW)
    assert entries(body_of(lite, token)) == {}
    assert feed_of(lite.work, token, NOW + timedelta(days=31)) is None


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 5000, "é" * 43])
def test_an_unknown_token_opens_nothing(lite: Stage, token: str) -> None:
    token_of(lite)
    assert feed_of(lite.work, token, NOW) is None


def test_dates_that_may_be_chosen_stand_in_the_calendar_of_whoever_can_make_them(lite: Stage) -> None:
    mine, all_of_it = token_of(lite, LEAD1, MINE), token_of(lite)
    poll = opened(lite, "IMG-M6", FIRST, SECOND, THIRD).poll
    assert b"To be decided" not in body_of(lite, mine)
    lite.do(Vote(poll.id, works=(1,), if_need_be=(3,), cannot=(2,)), lite.as_(LEAD1))
    read: Any = icalendar.Calendar.from_ical(body_of(lite, mine))
    found = [
        event for event in read.walk("VEVENT") if str(event["SUMMARY"]).startswith("To be decided: IMG-M6")
    ]
    assert [(event["DTSTART"].dt.date(), str(event["STATUS"]), str(event["TRANSP"])) for event in found] == [
        (date(2018, 1, 16), "TENTATIVE", "TRANSPARENT"), (date(2018, 1, 23), "TENTATIVE", "TRANSPARENT"),
    ]  # fmt: skip
    assert len({str(event["UID"]) for event in read.walk("VEVENT")}) == len(read.walk("VEVENT"))
    assert b"To be decided" not in body_of(lite, all_of_it)
    assert body_of(lite, mine, datetime(2018, 1, 17, tzinfo=UTC)).count(b"To be decided") == 1
    lite.do(Choose(poll.id, 3), lite.as_(COORDINATOR))
    after = body_of(lite, mine)
    assert b"To be decided" not in after and entries(after)["IMG-M6"]["DTSTART"].dt.date() == date(
        2018, 1, 23
    )
