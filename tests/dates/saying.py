"""Dates and readings in one line, as the tables of tests write them."""

from __future__ import annotations

import re
from datetime import date, datetime

from bot.dates.reading import DOCUMENTS, Context, Reading
from bot.dates.when import Precision, When

GROUP = "Europe/Zurich"
NOW = datetime.fromisoformat("2018-03-07T09:00+00:00")
KEYS = {"img-m7": "IMG-M7", "som": "SOM", "the som": "SOM"}


def anchor(words: str) -> str | None:
    """The keys of two things to count from."""
    return KEYS.get(words.lower())


def chat(item: str = "", *, now: datetime = NOW, zone: str = GROUP, is_due: bool = False) -> Context:
    """A person in `zone` speaks of an item with that date."""
    return Context(
        now=now,
        zone=GROUP,
        speaker_zone=zone,
        current=value(item),
        is_due=is_due,
        anchors=anchor,
        is_holiday=lambda day: day == date(2018, 5, 1),
    )


def cell(heading: str = "", years: tuple[int, int] | None = (2018, 2019)) -> Context:
    """A cell of a plan, beneath a heading of that period."""
    return Context(
        now=NOW,
        zone=GROUP,
        years=years,
        within=value(heading),
        languages=DOCUMENTS,
        is_document=True,
        is_due=True,
        anchors=anchor,
    )


def value(text: str) -> When | None:
    """``precision start[..end]``; an end within the same day may be its time alone. None for ""."""
    if not text:
        return None
    found = re.fullmatch(r"([\w-]+) (\S+?)(?:\.\.(\S+))?(?: (\S+))?", text)
    assert found, text
    precision, start, end, zone = found.groups()
    if precision == "exact" and end and "T" not in end:
        end = f"{start[:11]}{end}"
    return When(Precision(precision), start, end, zone)


def said(when: When) -> str:
    """The same, from a value."""
    if when.start is None:
        return "none"
    end = when.end
    if when.has_time and end and end[:10] == when.start[:10]:
        end = end[11:]
    parts = [f"{when.precision.value} {when.start}{'..' + end if end else ''}", when.zone]
    return " ".join([*filter(None, parts), *([f"@{when.anchor}"] if when.anchor else [])])


def understood(reading: Reading) -> str:
    """A whole reading: the date, or what is asked, with what goes with it."""
    choices = " | ".join(said(choice.when) for choice in reading.choices)
    text = choices
    if reading.cause is not None:
        text = f"ask {reading.cause.value}{': ' + choices if choices else ''}"
    if reading.baseline is not None:
        text += f" -> was {said(reading.baseline)}"
    if reading.reason is not None:
        text += f" -> because {reading.reason}"
    return text + (f" -> rest {reading.rest}" if reading.rest and reading.cause is None else "")
