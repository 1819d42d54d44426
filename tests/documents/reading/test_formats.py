"""Files of all formats: spreadsheets, calendars, PDF, encodings; and what is unseen in them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.errors import UserError
from bot.documents.reading import read_plan
from tests.documents.reading.files import pdf, sheet_xml, workbook
from tests.documents.reading.plans import lines_of


def days(text: str) -> int:
    return (date.fromisoformat(text) - date(1899, 12, 30)).days


def test_a_spreadsheet_has_real_dates_and_merged_cells() -> None:
    rows: list[list[str | int | None]] = [
        ["Due", "Activity", "Owner"],
        [days("2026-05-04"), "Board meeting", "Ann"],
        [days("2026-06-01"), "Draft guide", "Bo"],
        [None, "Final guide", "Bo"],
        ["Q4 2026", "Print it", None],
    ]
    data = workbook(("Plan", sheet_xml(rows, ["A3:A4"])), ("Notes", sheet_xml([["nothing"]])))
    plan = read_plan(data, "plan.xlsx")
    assert lines_of(data, "plan.xlsx") == [
        "day 2026-05-04 | Board meeting | by Ann",
        "day 2026-06-01 | Draft guide | by Bo",
        "day 2026-06-01 | Final guide | by Bo",
        "quarter 2026-Q4 | Print it",
    ]
    assert [item.lines for item in plan.items] == [(2,), (3,), (4,), (5,)]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_separated_values_are_told_by_their_mark(mark: str) -> None:
    text = "Date,Task,Owner\n2026-05-04,Board meeting,Ann\n2026-06-01,Draft guide,Bo\n".replace(",", mark)
    assert lines_of(text, "plan.csv") == [
        "day 2026-05-04 | Board meeting | by Ann", "day 2026-06-01 | Draft guide | by Bo",
    ]  # fmt: skip


def test_a_quoted_value_may_hold_lines_and_marks() -> None:
    text = 'Date,Meeting\n2026-05-04,"Board meeting\n- Budget, in full\n- Staff"\n'
    [item] = read_plan(text.encode(), "plan.csv").items
    assert (item.title, item.agenda) == ("Board meeting", ("Budget, in full", "Staff"))


@pytest.mark.parametrize(
    "code", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "latin-1", "cp1252"]
)
def test_a_text_is_decoded_where_its_encoding_is_certain(code: str) -> None:
    text = "Février 2026\n\n- Réunion du comité à Genève\n"
    assert lines_of(text.encode(code), "plan.txt") == ["month 2026-02 | Réunion du comité à Genève"]


@pytest.mark.parametrize("code", ["cp1251", "shift_jis"])
def test_an_encoding_that_is_not_certain_is_refused(code: str) -> None:
    words = {"cp1251": "Встреча", "shift_jis": "会議の計画"}[code]
    with pytest.raises(UserError, match="UTF-8"):
        read_plan(f"May 2026\n- {words}\n".encode(code), "plan.txt")


def test_a_pdf_is_read_by_its_lines() -> None:
    data = pdf(["Work plan 2026", "", "4 May 2026: Board meeting", "June 2026: Draft guide"])
    assert lines_of(data, "plan.pdf") == ["day 2026-05-04 | Board meeting", "month 2026-06 | Draft guide"]


def test_a_scan_is_refused_with_what_to_do() -> None:
    with pytest.raises(UserError, match="pictures of pages"):
        read_plan(pdf([]), "plan.pdf")


def test_a_series_of_a_calendar_is_an_item_a_time() -> None:
    times = "DTSTART:20260504T080000Z\nDTEND:20260504T090000Z\nRRULE:FREQ=WEEKLY;COUNT=3"
    event = f"BEGIN:VEVENT\nUID:1\n{times}\nSUMMARY:Call\nEND:VEVENT"
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{event}\nEND:VCALENDAR\n"
    plan = read_plan(text.encode(), "plan.ics")
    assert [item.when.start for item in plan.items] == [
        "2026-05-04T08:00",
        "2026-05-11T08:00",
        "2026-05-18T08:00",
    ]
    assert all(item.lines == tuple(range(3, 10)) for item in plan.items)


def test_an_endless_series_ends_after_sixty_and_one_a_second_is_one() -> None:
    def count(rule: str) -> int:
        event = f"BEGIN:VEVENT\nUID:1\nDTSTART:20260504T080000Z\nRRULE:{rule}\nSUMMARY:Call\nEND:VEVENT"
        return len(read_plan(f"BEGIN:VCALENDAR\n{event}\nEND:VCALENDAR\n".encode(), "a.ics").items)

    assert (count("FREQ=DAILY"), count("FREQ=SECONDLY")) == (60, 1)


def test_what_nobody_sees_goes_no_further() -> None:
    hidden = "May\u00ad 2026: \u202eBoard\u202c me\u200beting\x1b[31m red\x1b[0m \x07\u2066x\u2069"
    plan = read_plan(f"Plan\n\n- {hidden}\n- June 2026: Tour\n".encode(), "plan.txt")
    texts = [plan.items[0].title, plan.items[0].source_text, plan.items[0].when.text or ""]
    assert plan.items[0].title == "Board me eting red x"
    assert not any(ord(c) < 32 or c in "\u202e\u202c\u200b\u2066\u2069\xad" for text in texts for c in text)


def test_front_matter_comments_and_code_are_unread_with_a_reason() -> None:
    matter = "---\ntitle: x\ndate: 2026-01-01\n---\n"
    hidden = "<!-- 4 May 2026: secret -->\n\n```\n5 May 2026: code\n```\n"
    text = f"{matter}# Plan\n\n{hidden}\n- 6 May 2026: Tour\n"
    plan = read_plan(text.encode(), "plan.md")
    assert [item.title for item in plan.items] == ["Tour"]
    why = {line.line: line.why for line in plan.unread}
    assert set(why) == {1, 2, 3, 4, 7, 9, 10, 11} - {line.line for line in plan.headings} and all(
        why.values()
    )
