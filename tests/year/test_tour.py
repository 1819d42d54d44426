"""The tour as a reader sees it; `UPDATE_GOLDEN=1 pytest tests/year` writes its golden text anew."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from rich.console import Console

from bot.demo.playing import run_demo

GOLDEN = Path(__file__).with_name("tour.txt")
QUOTA = re.compile(r"^ (?P<name>\S.*?) {2,}(?P<total>\d+) +(?P<most>\d+) +(?P<allowed>\d+) *$", re.MULTILINE)


def played(*, is_whole: bool = False) -> str:
    """What the tour prints where no terminal is attached."""
    out = io.StringIO()
    console = Console(file=out, force_terminal=False, highlight=False)
    run_demo(None, script=True, is_whole=is_whole, console=console)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


def test_the_six_scenes_read_as_ever() -> None:
    transcript = played()
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(transcript, encoding="utf-8")
    assert transcript == GOLDEN.read_text(encoding="utf-8")


def test_the_whole_year_ends_with_everything_done_and_nobody_asked_too_often() -> None:
    transcript = played(is_whole=True)
    _year, closure = transcript.split("The closure")
    assert "Group-wide 🟢 on track · 6 of 6 done" in closure
    assert "Nothing is ahead: every item is over." in closure
    counted = [match.groupdict() for match in QUOTA.finditer(closure)]
    assert len(counted) == 13
    assert [one["name"] for one in counted if int(one["most"]) > int(one["allowed"])] == []


ABOUT_ONE = re.compile(
    r"^ (?P<name>\S.*?) {2,}(?P<posts>\d+) +(?P<allowed>\d)(?: and (?P<moves>\d) moves?)?"
    r"(?: +(?P<nudges>\d) +(?P<most>\d))?$",
    re.MULTILINE,
)


def test_the_table_of_a_meeting_keeps_to_its_quotas() -> None:
    table = GOLDEN.read_text(encoding="utf-8").split("What was said unasked about IMG-M6 alone")[1]
    rows = [one.groupdict("0") for one in ABOUT_ONE.finditer(table.split("What the bot said unasked")[0])]
    assert [one["name"] for one in rows][:1] == ["#img-ewaste"] and len(rows) == 8
    for one in rows:
        # By mail, the nudges come beside what a channel hears.
        by_mail = int(one["nudges"]) if one["moves"] != "0" else 0
        assert int(one["posts"]) <= int(one["allowed"]) + int(one["moves"]) + by_mail, one
        assert int(one["nudges"]) <= 2, one
