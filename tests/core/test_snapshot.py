"""A look sees a group as it was at one moment, and what has not changed is read once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.core import history
from bot.core.snapshot import Part, Snapshot, Snapshots
from bot.core.tables import Group
from bot.core.work import Work
from bot.features import create_work
from bot.groups.tables import Workspace
from bot.plan.rules.plan import Plan
from bot.plan.store.plans import plan_of
from bot.plan.tables import Item
from bot.store.database import Database
from tests.stage import selects_of

NOW = datetime(2017, 10, 2, 8, tzinfo=UTC)
TEAM = "T0"
ReadPlan = Callable[[Session, int], Plan]


def new_work(database: Database, read: ReadPlan = plan_of) -> Work:
    """The means of one process, whose snapshots hold the plan alone."""
    work = create_work(database)
    work.snapshots = Snapshots(work.facts, [Part(Plan, read, weight=lambda plan: len(plan.items))])
    return work


def add_group(database: Database, label: str = "IMG") -> int:
    """A group with one item."""
    with database.writing() as session:
        if session.get(Workspace, TEAM) is None:
            session.add(Workspace(team_id=TEAM, created_at=NOW))
            session.flush()
        group = Group(team_id=TEAM, label=label, name=label, zone="Europe/Zurich", created_at=NOW)
        session.add(group)
        session.flush()
        session.add(_item(group.id, f"{label}-D1"))
        return group.id


def _item(group_id: int, key: str) -> Item:
    return Item(
        group_id=group_id,
        key=key,
        kind="deliverable",
        title="Draft report",
        position=1,
        precision="none",
        sort_key="",
        status="planned",
        is_open=True,
        created_at=NOW,
    )


def change(database: Database, group_id: int, key: str) -> None:
    """Add an item as an act does: with the group locked, and the revision counted in the same transaction."""
    with database.writing() as session:
        group = history.lock_group(session, group_id)
        session.add(_item(group_id, key))
        group.revision += 1


def look(work: Work, group_id: int) -> Snapshot:
    """What somebody sees who looks now."""
    with work.database.reading() as session:
        found = work.snapshot(session, group_id)
        assert found[Plan] is found[Plan]
        return found


def keys_of(snapshot: Snapshot) -> list[str]:
    return [item.key for item in snapshot[Plan].items]


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    found = Database(database_url)
    yield found
    found.close()


@pytest.fixture
def lite_database(sqlite_url: str) -> Iterator[Database]:
    found = Database(sqlite_url)
    yield found
    found.close()


def test_a_change_between_the_reads_of_facts_and_plan_is_seen_whole_or_not_at_all(
    database: Database, database_url: str
) -> None:
    group_id = add_group(database)
    other = Database(database_url)
    pending = ["IMG-D2"]

    def read(session: Session, read_id: int) -> Plan:
        if pending:
            change(other, read_id, pending.pop())
        return plan_of(session, read_id)

    work = new_work(database, read)
    during, after = look(work, group_id), look(work, group_id)
    other.close()
    assert (during.facts.revision, keys_of(during)) == (0, ["IMG-D1"])
    assert (after.facts.revision, sorted(keys_of(after))) == (1, ["IMG-D1", "IMG-D2"])


def test_an_unchanged_group_is_read_once(database: Database) -> None:
    group_id = add_group(database)
    work = new_work(database)
    first = look(work, group_id)
    with selects_of(database) as asked:
        second = look(work, group_id)
    assert second[Plan] is first[Plan]
    assert len(asked) == 1
    assert "groups.revision" in asked[0]


def test_nothing_is_asked_where_the_revision_is_known_already(database: Database) -> None:
    group_id = add_group(database)
    work = new_work(database)
    first = look(work, group_id)
    with selects_of(database) as asked, database.reading() as session:
        assert work.snapshot(session, group_id, first.facts.revision)[Plan] is first[Plan]
    assert asked == []


def test_a_change_by_another_process_is_seen_at_the_next_look(database: Database, database_url: str) -> None:
    group_id = add_group(database)
    work, other = new_work(database), Database(database_url)
    before = look(work, group_id)
    change(other, group_id, "IMG-D2")
    other.close()
    assert sorted(keys_of(look(work, group_id))) == ["IMG-D1", "IMG-D2"]
    assert keys_of(before) == ["IMG-D1"]


def test_a_change_of_one_group_lets_the_snapshots_of_others_stay(database: Database) -> None:
    one, two = add_group(database, "ONE"), add_group(database, "TWO")
    work = new_work(database)
    kept = look(work, one)
    look(work, two)
    change(database, two, "TWO-D2")
    assert sorted(keys_of(look(work, two))) == ["TWO-D1", "TWO-D2"]
    assert look(work, one)[Plan] is kept[Plan]


def test_a_transaction_that_began_before_a_change_neither_sees_it_nor_drives_it_out(
    database: Database, database_url: str
) -> None:
    group_id = add_group(database)
    work, other = new_work(database), Database(database_url)
    with database.reading() as early:
        early.scalar(select(Group.revision).where(Group.id == group_id))
        change(other, group_id, "IMG-D2")
        newer = look(work, group_id)
        older = work.snapshot(early, group_id)
        assert (older.facts.revision, keys_of(older)) == (0, ["IMG-D1"])
    other.close()
    assert newer.facts.revision == 1
    assert look(work, group_id)[Plan] is newer[Plan]


@dataclass
class Counted:
    """A part of the snapshot that weighs as much as is wanted, and counts how often each group is read."""

    weight: int
    reads: list[int] = field(default_factory=list)

    def read(self, _session: Session, group_id: int) -> Plan:
        self.reads.append(group_id)
        return Plan(())

    def snapshots(self, work: Work) -> Snapshots:
        return Snapshots(work.facts, [Part(Plan, self.read, weight=lambda _plan: self.weight)])


def test_of_more_than_20_000_items_in_all_those_looked_at_longest_ago_go_first(
    lite_database: Database,
) -> None:
    one, two, three, four = (add_group(lite_database, label) for label in ("A", "B", "C", "D"))
    counted = Counted(weight=6_000)
    snapshots = counted.snapshots(new_work(lite_database))
    with lite_database.reading() as session:
        for group_id in (one, two, three, one, four, one, three, four, two):
            snapshots.of(session, group_id)[Plan]
    # The fourth group was one too many: the second went, as the first had been looked at since.
    assert counted.reads == [one, two, three, four, two]


def test_20_000_items_are_kept_to_the_last_one(lite_database: Database) -> None:
    one, two = add_group(lite_database, "A"), add_group(lite_database, "B")
    # Each snapshot counts for itself, too.
    fits, too_heavy = Counted(weight=9_999), Counted(weight=10_000)
    for counted, reads in ((fits, [one, two]), (too_heavy, [one, two, one])):
        snapshots = counted.snapshots(new_work(lite_database))
        with lite_database.reading() as session:
            for group_id in (one, two, one):
                snapshots.of(session, group_id)[Plan]
        assert counted.reads == reads


def test_a_group_of_more_than_20_000_items_is_kept_while_nobody_looks_at_another(
    lite_database: Database,
) -> None:
    one, two = add_group(lite_database, "A"), add_group(lite_database, "B")
    counted = Counted(weight=30_000)
    snapshots = counted.snapshots(new_work(lite_database))
    with lite_database.reading() as session:
        for group_id in (one, one, two, one):
            snapshots.of(session, group_id)[Plan]
    assert counted.reads == [one, two, one]


def test_a_change_replaces_the_weight_of_the_snapshot_before_it(lite_database: Database) -> None:
    changing, quiet = add_group(lite_database, "A"), add_group(lite_database, "B")
    counted = Counted(weight=9_000)
    snapshots = counted.snapshots(new_work(lite_database))
    for number in range(3):
        with lite_database.reading() as session:
            snapshots.of(session, quiet)[Plan]
            snapshots.of(session, changing)[Plan]
        change(lite_database, changing, f"A-D{number + 2}")
    assert counted.reads == [quiet, changing, changing, changing]


def test_a_look_waits_for_no_change_that_is_under_way(database: Database, database_url: str) -> None:
    group_id = add_group(database)
    work, other = new_work(database), Database(database_url)
    with other.writing() as session:
        history.lock_group(session, group_id).revision += 1
        session.add(_item(group_id, "IMG-D2"))
        session.flush()
        assert keys_of(look(work, group_id)) == ["IMG-D1"]
    other.close()
    assert sorted(keys_of(look(work, group_id))) == ["IMG-D1", "IMG-D2"]


def test_a_look_writes_nothing(lite_database: Database) -> None:
    group_id = add_group(lite_database)
    work = new_work(lite_database)
    with lite_database.reading() as session:
        connection = session.connection().connection.driver_connection
        assert connection is not None
        before = connection.total_changes
        work.snapshot(session, group_id)[Plan]
        assert connection.total_changes == before


def test_postgresql_lets_no_look_write(postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.reading() as session:
        assert session.scalar(text("SHOW transaction_read_only")) == "on"
        assert session.scalar(text("SHOW transaction_isolation")) == "repeatable read"
    database.close()


def test_a_part_is_read_when_it_is_asked_for_and_not_after_its_moment(lite_database: Database) -> None:
    group_id = add_group(lite_database)
    counted = Counted(weight=1)
    snapshots = counted.snapshots(new_work(lite_database))
    with lite_database.reading() as session:
        unread = snapshots.of(session, group_id)
        assert counted.reads == []
    with pytest.raises(RuntimeError, match="after the transaction"):
        unread[Plan]
    with lite_database.reading() as session:
        snapshots.of(session, group_id)[Plan]
    assert unread[Plan].items == ()
