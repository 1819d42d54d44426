"""The shared table of dates as people type them, each with what is right."""

from __future__ import annotations

import csv
import re
from datetime import datetime

import pytest

from bot.dates.reading import Reading, read
from tests.conftest import ROOT
from tests.dates.saying import chat, said, value

TABLE = ROOT.parent / "shared" / "cases" / "dates.tsv"
VALUE = re.compile(
    r"\b(exact|days|day|part-month|months|month|quarter|relative) ([\d+-][\w:.+-]*?)(?=[,;)]|\s|$)"
    r"(?: ([A-Z]\w+/\w+|UTC[+-]\d\d:\d\d))?"
)


def rows() -> list[dict[str, str]]:
    """The lines of the table; none where it is not on this machine."""
    if not TABLE.is_file():
        return []
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def is_right(reading: Reading, right: str) -> bool:
    """Whether a reading is the value that is named, or a question where that is as good."""
    if reading.cause is not None:
        return "asked" in right
    assert reading.when is not None
    values = [" ".join(filter(None, found)) for found in VALUE.findall(right)]
    plain = said(reading.when).partition(" @")[0]
    return plain in values and not right.startswith(("asked:", "asked\t"))


@pytest.mark.skipif(not rows(), reason="the shared cases (../shared/cases/dates.tsv) are not on this machine")
@pytest.mark.parametrize("row", rows(), ids=lambda row: row["said"])
def test_every_line_is_right_or_asked(row: dict[str, str]) -> None:
    item = f"exact {row['item_date']}" if row["item_date"] else ""
    now = datetime.fromisoformat(row["now"].replace("Z", "+00:00"))
    meeting, _semicolon, deliverable = row["right"].partition("; of a meeting:")
    if deliverable:  # two halves: of a deliverable, of a meeting
        due = read(row["said"], chat(item, now=now, zone=row["speaker_zone"], is_due=True))
        assert is_right(due, meeting), due
        row = {**row, "right": deliverable}
    reading = read(row["said"], chat(item, now=now, zone=row["speaker_zone"]))
    assert is_right(reading, row["right"]), (row["right"], reading)


def test_the_values_of_the_table_are_recognised() -> None:
    assert VALUE.findall("exact 2017-12-14T14:00..16:00, and more") == [
        ("exact", "2017-12-14T14:00..16:00", "")
    ]
    assert value("exact 2017-12-14T14:00..16:00") is not None
