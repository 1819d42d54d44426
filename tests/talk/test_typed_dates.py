"""Dates as people type them, at 20 November 2017, in the group's zone unless one is named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.plan.acts import SetDate
from tests.talk.stage import SECRETARIAT, WS1_LEAD, Stage

DATES = [
    # what is typed, precision, start, end, zone, what the answer says
    (
        "2018-01-16 14:00-17:30",
        "exact",
        "2018-01-16T14:00",
        "2018-01-16T17:30",
        None,
        "Tue 16 Jan 2018, 14:00–17:30 Geneva",
    ),
    ("Tue 16 Jan 2-5pm", "exact", "2018-01-16T14:00", "2018-01-16T17:00", None, "14:00–17:00 Geneva"),
    ("16 Jan, 14h-17h30", "exact", "2018-01-16T14:00", "2018-01-16T17:30", None, "14:00–17:30 Geneva"),
    ("on 16 January at 2 pm", "exact", "2018-01-16T14:00", None, None, "14:00 Geneva"),
    ("16 jan am", "half-day", "2018-01-16TAM", None, None, "Tue 16 Jan 2018, morning"),
    ("16 jan afternoon", "half-day", "2018-01-16TPM", None, None, "Tue 16 Jan 2018, afternoon"),
    ("16/1", "day", "2018-01-16", None, None, "Tue 16 Jan 2018"),
    ("16.1.", "day", "2018-01-16", None, None, "Tue 16 Jan 2018"),
    ("Jan 16th", "day", "2018-01-16", None, None, "Tue 16 Jan 2018"),
    ("tomorrow", "day", "2017-11-21", None, None, "Tue 21 Nov 2017"),
    ("mid-March", "part-month", "2018-03-mid", None, None, "mid March 2018"),
    ("March", "month", "2018-03", None, None, "March 2018"),
    ("May 2018", "month", "2018-05", None, None, "May 2018"),
    ("16-17 Jan", "days", "2018-01-16", "2018-01-17", None, "16"),
    (
        "2018-01-16 14:00-17:30 Nairobi",
        "exact",
        "2018-01-16T14:00",
        "2018-01-16T17:30",
        "Africa/Nairobi",
        "14:00–17:30 Nairobi = 12:00 for you",
    ),
    (
        "16 jan 9am New York time",
        "exact",
        "2018-01-16T09:00",
        None,
        "America/New_York",
        "09:00 New York = 15:00 for you",
    ),
]


@pytest.mark.parametrize(
    ("typed", "precision", "start", "end", "zone", "told"), DATES, ids=lambda v: str(v)[:30]
)
async def test_dates(
    stage: Stage, typed: str, precision: str, start: str, end: str | None, zone: str | None, told: str
) -> None:
    said = await stage.told(SECRETARIAT, f"schedule ws1-m2 {typed}")
    stored = tuple(stage.stored("WS1-M2", column) for column in ("precision", "start", "end", "zone"))
    assert stored == (precision, start, end, zone), said.text
    assert "WS1-M2 2nd WS1 Team Meeting" in said.text
    assert told in said.text


@pytest.mark.parametrize(
    "line",
    [
        "schedule ws1-m2 16 jan 2-5pm",
        "ws1-m2 16 jan 2-5pm",
        "schedule 16 jan 2-5pm ws1-m2",
        "date ws1 m2 16 jan 2-5pm",
        "move ws1-m2 to 16 jan 2-5pm",
        "postpone 2nd ws1 meeting to 16 jan 2-5pm",
        "please reschedule ws1-m2 for 16 jan 2-5pm",
        "IMG/ws1-m2 16 jan 2-5pm",
        "ws1 january 16 jan 2-5pm",
    ],
)
async def test_a_date_is_set_in_whatever_order(stage: Stage, line: str) -> None:
    said = await stage.told(SECRETARIAT, line)
    assert stage.stored("WS1-M2", "start") == "2018-01-16T14:00", said.text
    assert stage.stored("WS1-M2") == "scheduled"


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("3/4", ["Tue 3 Apr 2018", "Sun 4 Mar 2018"]),
        ("monday 16 jan 2pm", ["Mon 15 Jan 2018, 14:00 Geneva", "Tue 16 Jan 2018, 14:00 Geneva"]),
        ("next Tuesday", ["Tue 21 Nov 2017", "Tue 28 Nov 2017"]),
    ],
)
async def test_a_date_of_two_meanings_asks_with_two_buttons(
    stage: Stage, typed: str, labels: list[str]
) -> None:
    asked = await stage.told(SECRETARIAT, f'schedule ws1-m2 {typed} "room taken"')
    assert asked.labels == labels
    assert stage.changes() == 0
    said = (await stage.press(asked, labels[1])).said
    assert labels[1] in said.text
    assert stage.changes() == 1
    assert "room taken" in said


@pytest.mark.parametrize("typed", ["31 feb", "blah", "25:00", "16 jan 17h-14h", "99/99", "0/0/0"])
async def test_what_is_no_date_is_refused_with_examples(stage: Stage, typed: str) -> None:
    said = await stage.told(SECRETARIAT, f"schedule ws1-m2 {typed}")
    assert stage.changes() == 0
    assert "16 Jan 2-5pm" in said.text or "mean" in said.text


async def test_no_date_any_more(stage: Stage) -> None:
    await stage.told(SECRETARIAT, "schedule ws1-m2 16 jan")
    said = await stage.told(SECRETARIAT, "schedule ws1-m2 TBC")
    assert (stage.stored("WS1-M2", "precision"), stage.stored("WS1-M2")) == ("none", "to-schedule")
    assert "Tue 16 Jan 2018" in said.text


async def test_a_reason_may_follow_a_date_in_quotes_or_not(stage: Stage) -> None:
    for line in ("move ws1-m2 16 jan “room taken”", "move ws1-m2 23 jan room taken"):
        assert "room taken" in await stage.told(SECRETARIAT, line)
    assert "room taken" in await stage.told(SECRETARIAT, "history ws1-m2")


@pytest.mark.parametrize(
    "line", ["move ws1-m2 30 jan whatif", "ws1-m2 whatif 30 jan", "schedule ws1-m2 30 jan what-if"]
)
async def test_whatif_looks_and_changes_nothing(stage: Stage, line: str) -> None:
    said = await stage.told(SECRETARIAT, line)
    assert "Tue 30 Jan 2018" in said.text
    assert stage.changes() == 0
    await stage.press(said, "Move it")
    assert stage.stored("WS1-M2", "start") == "2018-01-30"


async def test_the_readers_own_clock_is_told_where_it_differs(stage: Stage) -> None:
    said = await stage.told(WS1_LEAD, "ws1-m2 16 jan 2pm")
    assert "14:00 Geneva = 16:00 for you" in said.text
    assert "for you" not in (await stage.told(SECRETARIAT, "show ws1-m2")).all


async def test_a_proposed_time_is_taken_only_by_the_first(stage: Stage) -> None:
    """Two are asked for the same date; the note of the second is older than the answer of the first."""
    first = stage.meaning("ws1-m2 16 jan 14:00-17:30")
    second = stage.meaning("ws1-m2 18 jan 14:00-17:30")
    assert isinstance(first, SetDate) and isinstance(second, SetDate)
    stage.do(WS1_LEAD, replace(first, only_first=True))
    said = stage.do(SECRETARIAT, replace(second, only_first=True))
    assert "stands as it was: Tue 16 Jan 2018, 14:00–17:30 Geneva" in said and "by" in said
    assert stage.stored("WS1-M2", "start") == "2018-01-16T14:00"
