"""A point on one line: what is read of it, and that what is written is read as the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.meetings.agenda.agenda_lines import Speakers, match_lines, read_line, read_minutes, write_line
from bot.meetings.agenda.rules import Point, PointKind, PointLine, PointPaper

SPEAKERS = Speakers(("ITU", "UN Environment"), {"Ann Otieno": "<@U0ANN>"})
KINDS = {
    PointKind.INFORMATION: "for information",
    PointKind.DISCUSSION: "for discussion",
    PointKind.DECISION: "for decision",
}
DECIDE = PointKind.DECISION
LINES = [
    ("Data sets", PointLine("Data sets")),
    ("3. Data sets", PointLine("Data sets")),
    ("- Data sets", PointLine("Data sets")),
    ("Data sets 15 min", PointLine("Data sets", 15)),
    ("Data sets (15 min, ITU)", PointLine("Data sets", 15, "ITU")),
    ("Data sets (itu) [decision]", PointLine("Data sets", None, "ITU", DECIDE)),
    ("Data sets | 1h30 | Ann Otieno", PointLine("Data sets", 90, "<@U0ANN>")),
    ("Data sets | @ann otieno", PointLine("Data sets", None, "<@U0ANN>")),
    ("Data sets | Mr Keller of WIPO", PointLine("Data sets", None, "Mr Keller of WIPO")),
    ("14:00-14:20 Opening", PointLine("Opening", 20)),
    ("Vote (pour décision, 10 min)", PointLine("Vote", 10, None, DECIDE)),
    ("Draft plan (2017/18)", PointLine("Draft plan (2017/18)")),
    ("5 minutes of silence for all", PointLine("5 minutes of silence for all")),
    ("2017 in review", PointLine("2017 in review")),
    (
        "Paper en: https://x.org/en fr https://x.org/fr",
        PointLine(
            "Paper", papers=(PointPaper("en", "https://x.org/en"), PointPaper("fr", "https://x.org/fr"))
        ),
    ),
    ("Paper | open: https://x.org/a", PointLine("Paper", papers=(PointPaper("", "https://x.org/a", True),))),
    (
        "Revue ouvert : fr https://x.org/a",
        PointLine("Revue", papers=(PointPaper("fr", "https://x.org/a", True),)),
    ),
    (
        "What is open https://x.org/a",  # no word of the text makes a paper public
        PointLine("What is open", papers=(PointPaper("", "https://x.org/a"),)),
    ),
    ("Paper https://x.org/a.", PointLine("Paper", papers=(PointPaper("", "https://x.org/a"),))),
    ("Talk (by Ms Low)", PointLine("Talk", None, "Ms Low")),
]


@pytest.mark.parametrize(("typed", "meant"), LINES, ids=[typed for typed, _ in LINES])
def test_a_line_is_read(typed: str, meant: PointLine) -> None:
    assert read_line(typed, SPEAKERS) == meant


@pytest.mark.parametrize("typed", ["", "   ", "-", "4."])
def test_a_line_without_words_is_no_point(typed: str) -> None:
    assert read_line(typed, SPEAKERS) is None


@pytest.mark.parametrize("line", [meant for _typed, meant in LINES], ids=lambda line: line.text)
def test_what_is_written_is_read_as_the_same(line: PointLine) -> None:
    assert read_line(write_line(line, SPEAKERS, KINDS, "{count} min", "open"), SPEAKERS) == line


@given(st.text(max_size=200))
def test_any_line_is_read_and_stays_as_it_is_read(typed: str) -> None:
    line = read_line(typed, SPEAKERS)
    if line is not None:
        assert line.text and line.text == " ".join(line.text.split())
        assert line.minutes is None or 0 < line.minutes <= 600


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("20", 20), ("20 min", 20), ("1h", 60), ("2 h 15", 135), ("0", None), ("ten", None)],
)
def test_minutes(typed: str, minutes: int | None) -> None:
    assert read_minutes(typed) == minutes


def test_a_changed_line_is_the_point_that_it_was() -> None:
    known = [
        Point(1, 9, "Data sets"),
        Point(2, 9, "Budget of the platform"),
        Point(3, 9, "Any other business"),
    ]
    typed = ["Any other business", "Budget of the new platform", "Something else entirely", "Data sets"]
    found = match_lines([PointLine(text) for text in typed], known)
    assert [line.point_id for line in found] == [3, 2, None, 1]


def test_two_lines_of_one_text_are_two_points() -> None:
    found = match_lines([PointLine("Talk"), PointLine("Talk")], [Point(1, 9, "Talk")])
    assert [line.point_id for line in found] == [1, None]
