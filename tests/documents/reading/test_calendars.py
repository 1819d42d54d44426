"""Calendars that are not quite calendars: what can be read is read, the rest is asked or refused."""

from __future__ import annotations

import contextlib
import random
from pathlib import Path

import pytest

from bot.core.errors import UserError
from bot.documents.reading import read_plan
from tests.conftest import TESTS
from tests.documents.reading.plans import lines_of

CALENDARS = sorted((TESTS / "fixtures").rglob("*.ics"))


def calendar(*lines: str) -> str:
    event = "\n".join(("BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT"))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}\nEND:VCALENDAR\n"


@pytest.mark.parametrize(
    "line",
    [
        "DTSTART:20260504T080000Z", "DTEND:20260504T090000Z", "DURATION:PT1H", "SUMMARY:Call",
        "STATUS:CONFIRMED", "RRULE:FREQ=WEEKLY;COUNT=1", "RECURRENCE-ID:20260504T080000Z",
    ],
)  # fmt: skip
def test_what_an_event_says_twice_counts_once(line: str) -> None:
    lines = [one for one in ("DTSTART:20260504T080000Z", "SUMMARY:Call") if one != line]
    once, twice = calendar(*lines, line), calendar(*lines, line, line)
    assert lines_of(twice, "plan.ics") == lines_of(once, "plan.ics") != []


def test_a_time_that_cannot_be_read_is_asked_about() -> None:
    text = calendar("DTSTART:2026-05-041T080000Z", "SUMMARY:Board meeting")
    draft = read_plan(text.encode(), "plan.ics")
    assert [item.title for item in draft.items] == ["Board meeting"]
    assert "-05-041T080000Z" in "".join(one.text for one in draft.questions if one.about == "date")


@pytest.mark.parametrize("rule", ["FREQ=SOMETIMES", "FREQ=MONTHLY;COUNT=4;BZYDAY=2TU", "COUNT=4"])
def test_a_rule_that_cannot_be_followed_is_kept_where_somebody_sees_it(rule: str) -> None:
    draft = read_plan(
        calendar("DTSTART:20260504T080000Z", "SUMMARY:Call", f"RRULE:{rule}").encode(), "plan.ics"
    )
    [item] = draft.items
    assert (item.title, "RRULE" in (item.notes or "")) == ("Call", True)


@pytest.mark.parametrize(
    ("start", "end", "seen"),
    [
        ("DTSTART:20260504T080000", "DTEND:20260504T090000Z", "2026-05-04"),
        ("DTSTART:20260504T080000Z", "DTEND;VALUE=DATE:20260505", "2026-05-04"),
        ("DTSTART;VALUE=DATE:20260504", "DTEND:20260505T090000Z", "2026-05-04"),
    ],
)  # fmt: skip
def test_an_end_of_another_sort_than_its_start_is_never_guessed(start: str, end: str, seen: str) -> None:
    draft = read_plan(calendar(start, end, "SUMMARY:Call").encode(), "plan.ics")
    assert [item.title for item in draft.items] == ["Call"]
    assert seen in str(draft.items[0].when) or draft.questions


@pytest.mark.parametrize("path", CALENDARS, ids=lambda path: path.stem)
def test_a_calendar_with_broken_lines_is_read_or_refused(path: Path) -> None:
    chance = random.Random(path.stem)
    for _ in range(15):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for _ in range(chance.randint(1, 4)):
            at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            cut = chance.randrange(len(lines[at]) + 1)
            lines[at : at + 1] = chance.choice(
                (
                    [lines[at], lines[at]], [lines[other], lines[at]], [], [lines[at][:cut]],
                    [lines[at][:cut] + chance.choice("Z;=,:-9") + lines[at][cut:]],
                )
            )  # fmt: skip
            lines = lines or [""]
        # Anything but a refusal in words is a fault.
        with contextlib.suppress(UserError):
            read_plan("\n".join(lines).encode(), "plan.ics")
