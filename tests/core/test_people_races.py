"""Two at once about people: a roster that two coordinators read in, an item that somebody puts off twice."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Event

import pytest
from sqlalchemy import text

from bot.core import history
from bot.core.caller import Caller
from bot.core.errors import UserError
from bot.core.requests import Act
from bot.documents import store
from bot.documents.rosters.acts import ImportRoster
from bot.documents.rosters.comparing import difference
from bot.documents.rosters.roster_reading import read_roster
from bot.reminders.acts import Snooze
from tests.stage import COORDINATOR, LEAD2, NOW, Stage, new_stage

TWO = (COORDINATOR, LEAD2)
FILE = (
    b"Agency;Name;E-mail;Role;Streams\n"
    b"UNU;Ms A. Otieno;otieno@example.org;focal point;\n"
    b"WHO;Mr B. Sow;sow@example.org;alternate;\n"
)


@pytest.fixture
def stage(database_url: str) -> Stage:
    stage = new_stage(database_url, change=lambda setup: replace(setup, coordinators=TWO))
    stage.import_plan(start=True)
    return stage


def at_once(stage: Stage, acts: Sequence[tuple[Act, Caller]]) -> list[str]:
    """Several wait for the group and go on together; what each is told, in alphabetical order."""
    begun = [Event() for _ in acts]

    def race(place: int) -> str:
        begun[place].set()
        act, caller = acts[place]
        try:
            done = stage.do(act, caller)
        except UserError as error:
            return error.text
        return stage.work.registry.acts[type(act)].told(done, caller.reader).text

    with ThreadPoolExecutor(len(acts)) as pool:
        with stage.database.writing() as session:
            history.lock_group(session, stage.group_id)
            running = [pool.submit(race, place) for place in range(len(acts))]
            assert all(event.wait(5) for event in begun)
        return sorted(one.result(timeout=10) for one in running)


def rows(stage: Stage, statement: str) -> list[tuple[object, ...]]:
    with stage.database.reading() as session:
        return [tuple(row) for row in session.execute(text(statement))]


def test_a_roster_that_two_coordinators_read_in_at_once_is_written_once(stage: Stage) -> None:
    callers = [stage.as_(user) for user in TWO]
    with stage.database.reading() as session:
        file = read_roster(FILE, "people.csv", callers[0].group.labels)
        seal = difference(session, callers[0].facts, file).seal
    drafts = [store.keep_draft(stage.work, one.person_id, "people.csv", FILE, NOW) for one in callers]
    acts = [(ImportRoster(draft, basis=(seal,)), one) for draft, one in zip(drafts, callers, strict=True)]
    done, refused = reversed(at_once(stage, acts))
    assert done == "✔ The roster is as in people.csv: 2 new people and 1 new agency."
    assert refused == (
        "The roster has changed since that was shown: the file would change nothing any more."
        " Nothing was done."
    )
    assert rows(stage, "select mail from people where mail is not null order by mail") == [
        ("otieno@example.org",),
        ("sow@example.org",),
    ]
    assert rows(stage, "select name from agencies group by name having count(*) > 1") == []
    assert rows(stage, "select count(*) from acts where name = 'import-roster'") == [(1,)]


def test_an_item_that_is_put_off_twice_at_once_waits_for_one_of_both(stage: Stage) -> None:
    item_id = stage.item("WS2-M2").id
    ends = [NOW + timedelta(days=days) for days in (1, 2)]
    told = at_once(stage, [(Snooze(item_id, until), stage.as_(LEAD2)) for until in ends])
    assert all(one.startswith("✔ I ask you about WS2-M2") for one in told)
    [(until,)] = rows(stage, "select until from pauses where item_id is not null")
    assert str(until)[:10] in {str(end.date()) for end in ends}


def test_the_same_pause_twice_at_once_is_one(stage: Stage) -> None:
    act = Snooze(None, NOW + timedelta(days=1))
    told = at_once(stage, [(act, stage.as_(LEAD2)) for _ in range(2)])
    assert told[0] == "That is so already." and told[1].startswith("✔ I ask you nothing before")
    assert rows(stage, "select count(*) from pauses") == [(1,)]
    assert rows(stage, "select count(*) from acts where name = 'snooze'") == [(1,)]
