"""One example of each act on rosters from files and on pauses, and the words that make it."""

from __future__ import annotations

from bot.core.requests import Act
from bot.documents.rosters.acts import ImportRoster
from bot.documents.rosters.comparing import difference
from bot.documents.rosters.roster_reading import read_roster
from bot.documents.store import keep_draft
from bot.reminders.acts import Snooze
from tests.core.meeting_examples import Made
from tests.stage import COORDINATOR, NOW, Stage, at

ROSTER = b"agency,name,e-mail,slack,role\nUNU,Ms A. Otieno,otieno@example.org,,focal point\nITU,,,U0NEW1,\n"


def _import_roster(stage: Stage) -> Act:
    caller = stage.as_(COORDINATOR)
    number = keep_draft(stage.work, caller.person_id, "people.csv", ROSTER, NOW)
    file = read_roster(ROSTER, "people.csv", caller.group.labels)
    with stage.database.reading() as session:
        seal = difference(session, caller.facts, file).seal
    return ImportRoster(number, basis=(seal,))


def _snooze(stage: Stage) -> Act:
    return Snooze(stage.item("WS1-D1").id, at("2017-10-09", 7))


PEOPLE_EXAMPLES: dict[type[Act], Made] = {
    ImportRoster: (_import_roster,),
    Snooze: (_snooze, "snooze WS1-D1 until 9 October 2017 09:00"),
}
