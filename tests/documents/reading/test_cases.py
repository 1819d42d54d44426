"""The shared cases: small plans of many kinds, each as a careful person would understand it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.documents.reading import read_plan
from tests.documents.reading.plans import SEED, lines_of

CASES = SEED.parent / "cases" / "documents"
RIGHT: dict[str, list[str]] = {
    "f10-import-zones.txt": [
        "exact 2018-11-08T14:00 2018-11-08T16:00 Asia/Kolkata | 1st WS1 team meeting | ?",
        "exact 2018-11-09T14:00 2018-11-09T16:00 UTC+05:30 | 2nd WS1 team meeting",
        "exact 2018-12-10T14:00 2018-12-10T16:00 UTC+05:45 | 3rd WS1 team meeting",
        "exact 2018-12-11T14:00 2018-12-11T16:00 UTC+03:00 | 4th WS1 team meeting",
        "exact 2018-12-12T14:00 2018-12-12T16:00 Asia/Bangkok | 5th WS1 team meeting",
        "exact 2018-12-13T14:00 2018-12-13T16:00 America/Los_Angeles | 6th WS1 team meeting",
        "exact 2018-12-14T14:00 2018-12-14T16:00 Asia/Bangkok | 7th WS1 team meeting",
        "exact 2018-12-17T14:00 2018-12-17T16:00 Asia/Tokyo | 8th WS1 team meeting",
        "exact 2018-12-18T14:00 2018-12-18T16:00 Asia/Kathmandu | 9th WS1 team meeting",
        "exact 2018-12-19T14:00 | 10th WS1 team meeting",
        "exact 2018-12-20T14:00 2018-12-20T16:00 America/New_York | 11th WS1 team meeting",
        "exact 2018-12-21T14:00 2018-12-21T16:00 UTC-03:00 | 12th WS1 team meeting",
        "exact 2018-12-21T14:00 UTC | 13th WS1 team meeting",
        "exact 2018-12-22T14:00 UTC+05:30 | 14th WS1 team meeting",
        "exact 2018-12-23T14:00 UTC | 15th WS1 team meeting",
        "exact 2018-12-24T14:00 2018-12-24T16:00 Africa/Johannesburg | 16th WS1 team meeting",
        "exact 2018-12-27T14:00 2018-12-27T16:00 America/Chicago | 17th WS1 team meeting | ?",
        "exact 2018-12-28T14:00 2018-12-28T16:00 UTC-03:30 | 18th WS1 team meeting",
    ],
    "f10b-import-zones.md": [
        "exact 2018-11-09T14:00 2018-11-09T16:00 UTC+05:30 | 2nd WS1 team meeting",
        "exact 2018-12-28T14:00 2018-12-28T16:00 UTC-03:30 | 3rd WS1 team meeting",
        "exact 2018-12-14T14:00 2018-12-14T16:00 UTC+03:00 | 4th WS1 team meeting",
        "exact 2018-12-15T14:00 2018-12-15T16:00 | 5th WS1 team meeting",
        "exact 2018-12-16T14:00 | 6th WS1 team meeting",
        "day 2018-12-17 | 7th WS1 team meeting",
    ],
    "f11-import-unread-date.md": [
        "month 2018-06 | Circulate the draft report | by UNEP",
        "month 2018-12 | Finalise the guidance | by ITU",
        "month 2018-09 | Prepare the note | by ITU",
        "none | Maintain the inventory | on-track, by ITU, ?",
        "none | Prepare the second note | by ITU, ?",
        "none | Prepare the third note | by ITU, ?",
        "none | Publish the survey results | by WS1, ?",
        "days 2018-05-14 2018-05-20 | Draft the outline | by WS1, ?",
        "day 2018-09-15 | Review the outline | by WS1",
        "day 2018-11-15 | Print the outline | by WS1",
        "none | Publish the survey | by WS1, ?",
        "month 2018-09 | Publish the second survey | by WS1, was 2018-07",
        "month 2018-09 | Publish the third survey | by WS1, was 2018-07",
        "days 2018-10-01 2018-10-07 | Publish the fourth survey | by WS1",
        "none | Publish the fifth survey | by WS1, ?",
        "month 2018-11 | Publish the sixth survey | by WS1",
        "none | Publish the seventh survey | by WS1, ?",
        "part-month 2018-11-mid | Publish the eighth survey | by WS1",
    ],
    "f17-strike.docx": [
        "month 2018-05 | Circulate the draft report",
        "month 2018-06 | Prepare the toolkit | dropped",
        "exact 2018-06-21T10:00 2018-06-21T12:00 | 3rd WS1 Team Meeting | was 2018-06-14T14:00 "
        "2018-06-14T16:00",
    ],
    "f17b-strike-checkbox.md": [
        "month 2018-05 | Circulate the draft report | dropped",
        "month 2018-05 | Prepare the toolkit",
        "exact 2018-05-21T10:00 2018-05-21T12:00 | 3rd WS1 Team Meeting | was 2018-05-14T14:00",
        "month 2018-06 | Prepare the annex | done",
        "month 2018-06 | Prepare the cover note",
        "month 2018-06 | 4th WS1 Team Meeting | cancelled",
        "month 2018-09 | Prepare the index | was 2018-06",
        "month 2018-06 | Prepare the old index | dropped",
        "month 2018-06 | Prepare the glossary | was 2018-03",
    ],
    "f17c-strike-colspan.html": [
        "month 2018-05 | Circulate the draft report | dropped",
        "month 2018-06 | Prepare the handbook",
        "month 2018-09 | Prepare the annex | was 2018-07",
        "month 2018-10 | 3rd WS1 Team Meeting",
        "month 2018-11 | Prepare the cover note",
        "month 2018-11 | Prepare the index",
        "day 2018-12-15 | Publish the “summary” & annex",
    ],
    "f18-row-deleted.docx": [
        "month 2018-05 | Circulate the draft report",
        "month 2018-09 | Prepare the annex",
    ],
    "f19-gridbefore.docx": [
        "month 2018-05 | Circulate the draft report",
        "month 2018-05 | Prepare the toolkit",
        "month 2018-06 | Prepare the annex",
        "month 2018-07 | Publish the guidance",
        "none | Publish the summary | ?",
    ],
    "f20-hidden.docx": [
        "exact 2018-06-14T14:00 2018-06-14T16:00 | 3rd WS1 Team Meeting – “kick-off”",
        "day 2018-06-15 | Prepare the toolkit",
        "exact 2018-06-16T14:00 2018-06-16T16:00 | 4th WS1 Team Meeting",
        "month 2018-07 | Prepare the annex",
    ],
    "m01-two-digit-year.md": [
        "month 2026-09 | Kick-off meeting",
        "month 2027-03 | Final report",
        "month 2027-05 | Closing workshop",
    ],
    "m02-time-colon.txt": [
        "exact 2026-03-12T10:00 2026-03-12T11:30 | Board meeting",
        "exact 2026-03-13T10:00 Asia/Tokyo | Regional meeting",
        "exact 2026-04-09T10:00 2026-04-09T11:30 | Board meeting",
    ],
    "m03-zone-not-known.md": [
        "exact 2026-03-05T10:00 America/Los_Angeles | Plenary meeting | ?",
        "exact 2026-03-06T10:00 | Team meeting",
    ],
    "m04-month-leaks.md": [
        "month 2026-03 | Draft programme",
        "day 2026-05-20 | Forum meeting",
        "relative +6w after IMG-M1 | Report of the forum",
    ],
    "m05-bag-of-tokens.md": [
        "day 2026-09-15 | Draft compendium | was 2026-08-31",
        "days 2026-02-15 2027-03-31 | Invite speakers",
        "day 2026-04-14 | Board meeting",
        "day 2026-05-04 | Bureau meeting",
        "none | Ballot | ?",
        "exact 2026-05-04T10:00 UTC | Test event",
        "exact 2026-05-04T10:00 2026-05-04T11:30 UTC | Audit",
        "months 2026-01 2026-06 | Report",
    ],
    "m06-start-end.md": [
        "days 2026-03-01 2026-03-20 | Design the form | by Ann",
        "days 2026-03-21 2026-05-30 | Build the service | by Bo",
    ],
    "m07-baseline-forecast.md": [
        "day 2026-06-20 | Publish the handbook | was 2026-03-01",
    ],
    "m08-matrix.md": [
        "quarter 2026-Q1 | Glossary: first draft",
        "quarter 2026-Q2 | Glossary: final draft",
        "quarter 2026-Q4 | Glossary: publication",
        "quarter 2026-Q2 | Handbook: first draft",
        "quarter 2026-Q3 | Handbook: final draft",
        "quarter 2027-Q1 | Handbook: publication",
    ],
    "m09-gantt.md": [
        "months 2026-01 2026-02 | Set up the office",
        "months 2026-02 2026-04 | Survey of users",
    ],
    "m10-dates-place-host.md": [
        "days 2026-03-20 2026-03-22 | Meeting, Oslo | ?",
        "days 2026-06-02 2026-06-04 | Meeting, Lima | ?",
    ],
    "m11-no-separator.txt": [
        "month 2026-03 | Adopt the outline",
        "month 2026-06 | Submit the outline to the board",
        "month 2026-09 | Dissolve or recharter",
    ],
    "m12-sentence.md": [
        "days 2026-06-24 2026-06-25 | a school on parsing at Nantes | ?",
        "part-month 2026-05-late | The kick-off",
    ],
    "m13-date-words-as-title.md": [
        "day 2026-03-03 | Draft frozen",
        "none | Review closed | ?",
        "relative +3m | Outline | ?",
        "year 2027 | Second edition",
        "none | Open the call | ?",
        "none | Maintenance | ?",
    ],
    "m14-cancelled.md": [
        "day 2026-05-04 | Board meeting | cancelled",
        "day 2026-06-01 | Site visit | dropped",
        "day 2026-06-08 | Plenary meeting | cancelled",
        "day 2026-06-09 | Audit | dropped",
        "day 2026-06-10 | Review",
    ],
    "m15-meeting-card.md": [
        "days 2026-03-23 2026-03-25 | 12th meeting of the Permit Committee",
    ],
    "m16-not-a-plan-part.md": [
        "day 2026-03-03 | Publish the draft",
    ],
    "m17-call.txt": [
        "month 2026-03 | Last call for comments on the code list",
        "month 2026-04 | Group call for consensus to publish",
        "month 2026-05 | Ballot",
    ],
    "m18-title-cut.html": [
        "month 2026-03 | Handbook - publish the first chapters",
        "month 2026-06 | Handbook - publish the last chapters",
    ],
    "m19-sections.md": [
        "day 2026-03-03 | Draft frozen",
        "day 2026-05-05 | Note published",
        "day 2026-03-03 | Draft frozen",
        "day 2026-05-06 | Note published",
    ],
    "m20-tbd-line.md": [
        "day 2026-03-03 | Ann on tides",
        "day 2026-03-17 | TBD | ?",
        "day 2026-03-31 | Bo on reefs",
        "day 2026-04-14 | Cy on ports",
    ],
    "m21-week-with-date.md": [
        "days 2026-04-24 2026-04-30 | Collect feedback",
        "month 2026-06 | Write the report",
    ],
    "m22-french.txt": [
        "day 2026-01-15 | réunion de lancement",
        "month 2026-03 | projet de rapport",
        "day 2026-06-01 | date limite des commentaires",
    ],
    "m23-status-planned.md": [
        "day 2026-03-03 | Kick-off meeting | scheduled",
        "day 2026-05-05 | Draft | done",
    ],
}


@pytest.fixture(scope="module")
def cases() -> Path:
    if not CASES.is_dir():
        pytest.skip("the shared cases (../shared/cases) are not on this machine")
    return CASES


@pytest.mark.parametrize("name", RIGHT)
def test_a_case_is_read_right_or_asked_about(cases: Path, name: str) -> None:
    assert lines_of((cases / name).read_bytes(), name) == RIGHT[name]


def test_every_case_has_a_table(cases: Path) -> None:
    assert {path.name for path in cases.iterdir()} == set(RIGHT)


def test_what_no_plan_is_stays_unread_with_a_reason(cases: Path) -> None:
    plan = read_plan((cases / "m16-not-a-plan-part.md").read_bytes(), "m16.md")
    assert {line.line for line in plan.unread} >= {10, 11, 16, 17, 21, 23}
    assert all(line.why for line in plan.unread)


def test_a_case_with_two_sections_tells_them_apart(cases: Path) -> None:
    plan = read_plan((cases / "m19-sections.md").read_bytes(), "m19.md")
    assert [item.notes for item in plan.items] == ["Road transport"] * 2 + ["Rail transport"] * 2


def test_a_meetings_card_has_its_number_its_place_and_its_agenda(cases: Path) -> None:
    [item] = read_plan((cases / "m15-meeting-card.md").read_bytes(), "m15.md").items
    assert (item.ordinal, item.agenda) == (12, ("Opening", "Adoption of the agenda", "Fees"))
    assert item.notes == "Host: City of Porto\nTimes: 10:00 to 17:00\nLocation: Town hall"
