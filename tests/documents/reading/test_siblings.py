"""Siblings of the shared cases: three and more of each kind, in other words and shapes."""

from __future__ import annotations

import pytest

from tests.documents.reading.plans import lines_of

HEAD = "| Date | Task |\n|---|---|\n"


def rows(*pairs: str) -> str:
    return HEAD + "".join(f"| {pair} |\n" for pair in pairs)


SIBLINGS: dict[str, tuple[str, str, list[str]]] = {
    # Numbers after a month that are years
    "years in a table": ("a.md", "# Roadmap 2025-2027\n\n" + rows("Jan 26 | Pilot", "Jun 27 | Roll-out"), [
        "month 2026-01 | Pilot", "month 2027-06 | Roll-out"]),
    "years with a mark": ("a.txt", "Plan 2026\n\n- Mar ’26: Draft guide\n- Oct ’26: Final guide\n", [
        "month 2026-03 | Draft guide", "month 2026-10 | Final guide"]),
    "days after a month": ("a.md", "# Plan 2026\n\n- Mar 9: Draft guide\n- Mar 31: Final guide\n", [
        "day 2026-03-09 | Draft guide", "day 2026-03-31 | Final guide"]),
    "numbers in the order that others show": ("a.csv", "Date,Task\n04/05/2026,Draft\n28/05/2026,Final\n", [
        "day 2026-05-04 | Draft", "day 2026-05-28 | Final"]),
    "numbers that could be either": ("a.csv", "Date,Task\n04/05/2026,Draft\n05/06/2026,Final\n", [
        "day 2026-05-04 | Draft | ?", "day 2026-06-05 | Final | ?"]),
    # Colons in times, places between date and title
    "times with colons and a place": ("a.txt", "2026\n\n3 May 2026, 09:15-10:45, Room 4: Budget meeting\n", [
        "exact 2026-05-03T09:15 2026-05-03T10:45 | Budget meeting"]),
    "an am and pm time before a dash": ("a.txt", "3 May 2026, 2pm-4pm - Budget meeting\n4 May 2026 - "
    "Audit\n", [
        "exact 2026-05-03T14:00 2026-05-03T16:00 | Budget meeting", "day 2026-05-04 | Audit"]),
    "a French time": ("a.txt", "3 mai 2026, 14h30 : réunion du bureau\n", ["exact 2026-05-03T14:30 | "
    "réunion du bureau"]),
    # Zones
    "a zone for all times": ("a.md", "# Calls (all times in UTC)\n\n" + rows("3 May 2026, 10:00 | Call"), [
        "exact 2026-05-03T10:00 UTC | Call"]),
    "a zone of a city": ("a.md", rows("3 May 2026, 10:00 Nairobi time | Plenary meeting"), [
        "exact 2026-05-03T10:00 Africa/Nairobi | Plenary meeting"]),
    "letters that no zone has": ("a.md", rows("3 May 2026, 10:00 QQT | Plenary meeting"), [
        "exact 2026-05-03T10:00 | Plenary meeting | ?"]),
    # A month does not leak
    "an undated row stays undated": ("a.md", rows("May 2026 | Draft guide", "n/a | Publish guide"), [
        "month 2026-05 | Draft guide", "none | Publish guide | ?"]),
    "a table of needs is no plan": (
        "a.md", "## May 2026\n\n- Draft guide\n\n## Needs\n\n| What | Why |\n|---|---|\n| Staff | to "
        "write |\n", [
            "month 2026-05 | Draft guide"]),
    "before something that is no date": (
        "a.md", rows("3 June 2026 | Big forum", "10 days before the forum | Send the papers"), [
        "day 2026-06-03 | Big forum", "relative -10d after IMG-M1 | Send the papers"]),
    # Dates in more words
    "moved, with the old date": ("a.md", rows("20 May 2026 (moved from 6 May) | Audit"), [
        "day 2026-05-20 | Audit | was 2026-05-06"]),
    "a span over months": ("a.md", rows("20 Apr - 3 May 2026 | Survey"), ["days 2026-04-20 2026-05-03 | "
    "Survey"]),
    "a weekday in Spanish": ("a.md", rows("lunes 4 de mayo de 2026 | Survey"), ["day 2026-05-04 | Survey"]),
    "second half": ("a.md", rows("2H 2026 | Survey"), ["months 2026-07 2026-12 | Survey"]),
    # Start and end
    "from and to": ("a.md", "| From | To | Activity |\n|---|---|---|\n| 4 May 2026 | 8 May 2026 | Field "
    "trip |\n", [
        "days 2026-05-04 2026-05-08 | Field trip"]),
    "start without an end": ("a.md", "| Task | Start | End |\n|---|---|---|\n| Field trip | May 2026 | "
    "|\n| Report | May 2026 | July 2026 |\n", [
        "month 2026-05 | Field trip", "months 2026-05 2026-07 | Report"]),
    "an end before the start": ("a.md", "| Task | Start | End |\n|---|---|---|\n| Field trip | 8 May "
    "2026 | 4 May 2026 |\n", [
        "day 2026-05-08 | Field trip | ?"]),
    "French heads": ("a.md", "| Tâche | Date de début | Date de fin | Responsable |\n|---|---|---|---"
    "|\n| Visite | 4 mai 2026 | 8 mai 2026 | Léa |\n", [
        "days 2026-05-04 2026-05-08 | Visite | by Léa"]),
    # Baseline and forecast
    "original and revised": ("a.md", "| Milestone | Original date | Revised date |\n|---|---|---|\n| "
    "Open the hall | May 2026 | July 2026 |\n| Paint it | June 2026 | |\n", [
        "month 2026-07 | Open the hall | was 2026-05", "month 2026-06 | Paint it"]),
    "planned and actual": ("a.md", "| Milestone | Planned | Actual |\n|---|---|---|\n| Open the hall | "
    "4 May 2026 | 11 May 2026 |\n", [
        "day 2026-05-11 | Open the hall | done, was 2026-05-04"]),
    "the same date twice": ("a.md", "| Milestone | Baseline | Forecast |\n|---|---|---|\n| Open the "
    "hall | May 2026 | May 2026 |\n", [
        "month 2026-05 | Open the hall"]),
    # Matrix
    "a matrix with gaps": ("a.md", "| Module | Alpha | Beta | Release |\n|---|---|---|---|\n| Core | "
    "Jan 2026 | Mar 2026 | May 2026 |\n| Maps | - | Apr 2026 | Jun 2026 |\n", [
        "month 2026-01 | Core: alpha", "month 2026-03 | Core: beta", "month 2026-05 | Core: release",
        "month 2026-04 | Maps: beta", "month 2026-06 | Maps: release"]),
    "a matrix with owners": ("a.md", "| Paper | Owner | Draft | Final |\n|---|---|---|---|\n| Soil | "
    "Ann | 4 May 2026 | 8 June 2026 |\n", [
        "day 2026-05-04 | Soil: draft | by Ann", "day 2026-06-08 | Soil: final | by Ann"]),
    "a matrix in CSV": ("a.csv", "Document,Draft due,Final "
    "due\nSoil,2026-05-04,2026-06-08\nWater,2026-05-11,2026-06-15\n", [
        "day 2026-05-04 | Soil: draft due", "day 2026-06-08 | Soil: final due",
        "day 2026-05-11 | Water: draft due", "day 2026-06-15 | Water: final due"]),
    # Gantt
    "quarters with marks": ("a.md", "Plan 2026\n\n| Task | Q1 | Q2 | Q3 | Q4 |\n|---|---|---|---|---|\n"
    "| Dig | ■ | ■ | | |\n| Plant | | | ■ | |\n", [
        "quarter 2026-Q1 2026-Q2 | Dig", "quarter 2026-Q3 | Plant"]),
    "months of two years": ("a.md", "| Task | Nov 2026 | Dec 2026 | Jan 2027 |\n|---|---|---|---|\n| "
    "Dig | x | x | x |\n", [
        "months 2026-11 2027-01 | Dig"]),
    "marks with a gap are asked about": ("a.md", "Plan 2026\n\n| Task | Jan | Feb | Mar |\n|---|---|---"
    "|---|\n| Dig | x | | x |\n", [
        "months 2026-01 2026-03 | Dig | ?"]),
    # Dates, place and host without a title
    "dates and a city": ("a.md", "# Meetings\n\n| When | Where |\n|---|---|\n| 4-5 May 2026 | Riga |\n", [
        "days 2026-05-04 2026-05-05 | Meeting, Riga | ?"]),
    "French dates and places": ("a.md", "# Réunions\n\n| Dates | Lieu | Hôte |\n|---|---|---|\n| 4 mai "
    "2026 | Dakar | ANSD |\n", [
        "day 2026-05-04 | Meeting, Dakar | ?"]),
    "in HTML": ("a.html", "<h2>Sessions</h2><table><tr><th>Date</th><th>Venue</th></tr><tr><td>4 May "
    "2026</td><td>Quito</td></tr></table>", [
        "day 2026-05-04 | Meeting, Quito | ?"]),
    # No separator
    "days without a separator": ("a.txt", "Dates\n\n4 May 2026 Opening of the hall\n11 May 2026 Visit "
    "of the board\n", [
        "day 2026-05-04 | Opening of the hall", "day 2026-05-11 | Visit of the board"]),
    "quarters without a separator": ("a.txt", "Plan\n\nQ1 2026 Select the site\nQ3 2026 Build the hall\n", [
        "quarter 2026-Q1 | Select the site", "quarter 2026-Q3 | Build the hall"]),
    "ISO days without a separator": ("a.txt", "Plan\n\n2026-05-04 Select the site\n2026-05-11 Build the "
    "hall\n", [
        "day 2026-05-04 | Select the site", "day 2026-05-11 | Build the hall"]),
    # Sentences
    "a sentence with will be held": ("a.md", "# Plan\n\n* The spring school will be held on 4-8 May "
    "2026.\n", [
        "days 2026-05-04 2026-05-08 | The spring school"]),
    "a sentence from the middle": ("a.md", "# Plan\n\n* Before the summer, on 4 May 2026, the board "
    "visits the site.\n", [
        "day 2026-05-04 | Before the summer, on 4 May 2026, the board visits the site | ?"]),
    "prose tells no plan": ("a.md", "# Plan\n\nWe began on 4 May 2020. It went well.\n\n* 4 May 2026: "
    "Opening\n", [
        "day 2026-05-04 | Opening"]),
    # What is no date
    "words where dates stand": ("a.md", "# Plan\n\n* 4 May 2026: Opening\n* 8 May 2026: Tour\n* TBC: "
    "Closing\n* Later: Repairs\n", [
        "day 2026-05-04 | Opening", "day 2026-05-08 | Tour", "none | Closing | ?", "none | Repairs | ?"]),
    "a placeholder": ("a.md", rows("4 May 2026 | Opening", "DD/MM/YYYY | Closing"), [
        "day 2026-05-04 | Opening", "none | Closing | ?"]),
    "a French placeholder": ("a.md", rows("4 mai 2026 | Ouverture", "à confirmer | Clôture du groupe"), [
        "day 2026-05-04 | Ouverture", "none | Clôture du groupe | ?"]),
    # Cancelled
    "a French annulled meeting": ("a.txt", "4 mai 2026 : réunion du bureau (annulée)\n", [
        "day 2026-05-04 | réunion du bureau | cancelled"]),
    "a status column": ("a.md", "| Date | Task | Status |\n|---|---|---|\n| 4 May 2026 | Board meeting "
    "| Cancelled |\n| 5 May 2026 | Report | Cancelled |\n", [
        "day 2026-05-04 | Board meeting | cancelled", "day 2026-05-05 | Report | dropped"]),
    "struck in a list of months": ("a.md", "## May 2026\n- ~~Site visit~~\n- Audit\n", [
        "month 2026-05 | Site visit | dropped", "month 2026-05 | Audit"]),
    # Cards
    "a card in plain text": ("a.txt", "Meeting of the water board\n\nDate: 4 May 2026\nTime: "
    "10:00-12:00\nVenue: Town hall\n", [
        "exact 2026-05-04T10:00 2026-05-04T12:00 | Meeting of the water board"]),
    "a card as a table": ("a.html", "<h1>Water board</h1><table><tr><td>Date</td><td>4 May "
    "2026</td></tr><tr><td>Venue</td><td>Town hall</td></tr></table>", [
        "day 2026-05-04 | Water board"]),
    "a French card": ("a.md", "## Réunion du conseil\n\n- Date : 4 mai 2026\n- Lieu : mairie\n", [
        "day 2026-05-04 | Réunion du conseil"]),
    # What is no part of the plan
    "links and members": ("a.md", "# Plan\n\n* 4 May 2026: Opening\n\n## Links\n\n- "
    "[May 2026](x.md)\n\n## Contacts\n\n- Ann, since 4 May 2020\n", [
        "day 2026-05-04 | Opening"]),
    "a change log": ("a.md", "# Plan\n\n* 4 May 2026: Opening\n\n## Changelog\n\n- 2026-01-02: first "
    "version\n- 2026-01-09: dates added\n", [
        "day 2026-05-04 | Opening"]),
    "navigation in HTML": ("a.html", "<nav><a href=x>4 May 2026: news</a></nav><ul><li>4 May 2026: "
    "Opening</li></ul><footer>1 May 2026</footer>", [
        "day 2026-05-04 | Opening"]),
    # Calls
    "a call for papers": ("a.txt", "4 May 2026: Call for papers\n8 June 2026: Final call for posters\n9 "
    "June 2026: Conference call\n", [
        "day 2026-05-04 | Call for papers", "day 2026-06-08 | Final call for posters",
        "day 2026-06-09 | Conference call"]),
    # Titles stay whole
    "dashes in titles": ("a.md", "- 4 May 2026: Guide – print and send\n- 8 May 2026: Hall - open the "
    "doors\n", [
        "day 2026-05-04 | Guide – print and send", "day 2026-05-08 | Hall - open the doors"]),
    "colons in titles": ("a.md", "- 4 May 2026: Guide: first chapters\n- 8 May 2026: Guide: last "
    "chapters\n", [
        "day 2026-05-04 | Guide: first chapters", "day 2026-05-08 | Guide: last chapters"]),
    "a dash before words in small letters": ("a.csv", "Date,Task\n2026-05-04,Handbook - chapters one "
    "and two\n", [
        "day 2026-05-04 | Handbook - chapters one and two"]),
    # Titles that say nothing
    "a row to be determined": ("a.md", rows("4 May 2026 | TBD", "8 May 2026 | Tour"), [
        "day 2026-05-04 | TBD | ?", "day 2026-05-08 | Tour"]),
    "a point to be confirmed": ("a.md", "# Talks\n\n- 4 May 2026: Ann on tides\n- 11 May 2026: to be "
    "confirmed\n", [
        "day 2026-05-04 | Ann on tides", "day 2026-05-11 | to be confirmed | ?"]),
    # Periods in brackets
    "a sprint with its days": ("a.md", rows("Month 1 (May 2026) | Interviews", "Week 3 (18-22 May 2026) "
    "| Visits"), [
        "month 2026-05 | Interviews", "days 2026-05-18 2026-05-22 | Visits"]),
    # French
    "French months and a quarter": ("a.txt", "Feuille de route 2026\n\nfévrier 2026 : note de "
    "cadrage\nT3 2026 : atelier régional\nfin décembre 2026 : rapport final\n", [
        "month 2026-02 | note de cadrage", "quarter 2026-Q3 | atelier régional",
        "part-month 2026-12-late | rapport final"]),
    "French month headings": ("a.md", "# Plan de travail 2026\n\n## Février\n\n- Rédiger la note\n\n## "
    "Mars\n\n- Réunion du comité, 12 mars, 14h-16h\n", [
        "month 2026-02 | Rédiger la note", "exact 2026-03-12T14:00 2026-03-12T16:00 | Réunion du comité"]),
    # Statuses
    "statuses in French": ("a.md", "| Date | Tâche | Statut |\n|---|---|---|\n| mai 2026 | Note | "
    "Terminé |\n| juin 2026 | Guide | En retard |\n| juin 2026 | Réunion | Prévu |\n", [
        "month 2026-05 | Note | done", "month 2026-06 | Guide | at-risk", "month 2026-06 | Réunion | "
        "to-schedule"]),
    "a confirmed meeting": ("a.md", "| Date | Meeting | State |\n|---|---|---|\n| 4 May 2026 | Board "
    "meeting | Confirmed |\n", [
        "day 2026-05-04 | Board meeting | scheduled"]),
    "ticked boxes": ("a.md", "## May 2026\n\n- [x] Board meeting\n- [X] Report\n- [ ] Guide\n", [
        "month 2026-05 | Board meeting | held", "month 2026-05 | Report | done", "month 2026-05 | Guide"]),
    # Merged cells and spans
    "a row that spans the columns": ("a.html", "<table><tr><th>Date</th><th>Task</th></tr><tr><td "
    "colspan=2>4 May 2026: Board meeting</td></tr><tr><td>5 May 2026</td><td>Report</td></tr></table>", [
        "day 2026-05-04 | Board meeting", "day 2026-05-05 | Report"]),
    "a date that spans rows": ("a.html", "<table><tr><th>Date</th><th>Task</th></tr><tr><td "
    "rowspan=2>May 2026</td><td>Guide</td></tr><tr><td>Report</td></tr><tr><td>June "
    "2026</td><td>Tour</td></tr></table>", [
        "month 2026-05 | Guide", "month 2026-05 | Report", "month 2026-06 | Tour"]),
    "hidden cells": ("a.html", "<table><tr><th>Date</th><th>Task</th></tr><tr><td>May "
    "2026</td><td>Guide<span hidden> for the chair only</span></td></tr></table>", [
        "month 2026-05 | Guide"]),
}  # fmt: skip


@pytest.mark.parametrize("kind", SIBLINGS)
def test_a_sibling_is_read_right_or_asked_about(kind: str) -> None:
    name, text, right = SIBLINGS[kind]
    assert lines_of(text, name) == right
