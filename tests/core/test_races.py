"""Two people act on one item at the same time: one order holds, and each is told what came of theirs."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations_with_replacement
from pathlib import Path
from threading import Event

import pytest

from bot.core import history
from bot.core.caller import Caller
from bot.core.errors import UserError
from bot.core.requests import Act
from bot.core.undo_acts import Undo
from bot.features import create_work
from bot.plan.acts import Cancel, SetDate, SetStatus
from bot.plan.rules.items import Item, Status
from bot.proposals.acts import Accept, Decline, Propose
from bot.proposals.tables import Proposal
from bot.store.database import Database
from tests.stage import CO_LEAD1, COORDINATOR, LEAD1, MEMBER, Stage, month, new_stage

KEY, PROPOSAL = "WS1-D1", 1
ACTS: dict[str, Callable[[Item], Act]] = {
    "accept": lambda _item: Accept(PROPOSAL),
    "decline": lambda _item: Decline(PROPOSAL, "not yet"),
    "move": lambda item: SetDate.of(item, month("2018-08")),
    "cancel": lambda item: Cancel.of(item, "not needed"),
    "done": lambda item: SetStatus.of(item, Status.DONE),
    "undo": lambda _item: Undo(),
}
PAIRS = list(combinations_with_replacement(ACTS, 2))


@dataclass(frozen=True)
class Outcome:
    """What the two are told, and how the item, its proposal and its history stand afterwards."""

    told: tuple[str, str]
    item: tuple[object, ...]
    proposal: tuple[object, ...]
    entries: tuple[tuple[str, str, str | None], ...]
    is_chain_whole: bool


def prepare(stage: Stage) -> None:
    """An item that one lead has just called at risk, and that a member proposes to date otherwise."""
    stage.import_plan(start=True)
    stage.set_status(LEAD1, KEY, Status.AT_RISK, "two agencies late")
    stage.do(Propose(SetDate.of(stage.item(KEY), month("2018-09"))), stage.as_(MEMBER))


def both(stage: Stage, names: tuple[str, str]) -> tuple[tuple[Act, Caller], tuple[Act, Caller]]:
    """Two acts decided on the same sight of the item, by two people; one takes back only what is theirs."""
    item, (first, second) = stage.item(KEY), names
    people = (LEAD1 if first == "undo" else COORDINATOR, LEAD1 if second == "undo" else CO_LEAD1)
    callers = [stage.as_(user) for user in people]
    return (ACTS[first](item), callers[0]), (ACTS[second](item), callers[1])


def tell(stage: Stage, act: Act, caller: Caller) -> str:
    """Do it, and read what the person reads."""
    try:
        done = stage.do(act, caller)
    except UserError as error:
        return error.text
    return stage.work.registry.acts[type(act)].told(done, caller.reader).text


def outcome(stage: Stage, told: tuple[str, str]) -> Outcome:
    item, changes = stage.item(KEY), stage.detail(KEY).changes
    with stage.database.reading() as session:
        proposal = session.get_one(Proposal, PROPOSAL)
        is_whole = history.broken_audit_entry(session, stage.group_id) is None
    return Outcome(
        told,
        (item.status, item.status_note, item.when, item.schedule_version, item.row_version),
        (proposal.state, proposal.decided_by, proposal.why),
        tuple((change.action, change.who, change.note) for change in changes),
        is_whole,
    )


@pytest.fixture(scope="module")
def prepared(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("races") / "img.db"
    shutil.copyfile(sqlite_template, path)
    stage = new_stage(f"sqlite:///{path}")
    prepare(stage)
    stage.database.close()
    return path


@pytest.fixture
def one_after_the_other(prepared: Path, tmp_path: Path) -> Callable[[tuple[str, str], bool], Outcome]:
    """What comes of two acts in one order or the other."""

    def run(names: tuple[str, str], is_reversed: bool) -> Outcome:
        path = tmp_path / f"{is_reversed}.db"
        shutil.copyfile(prepared, path)
        stage = Stage(create_work(Database(f"sqlite:///{path}")), 1, requests=100)
        acts = both(stage, names)
        told = [tell(stage, *one) for one in (reversed(acts) if is_reversed else acts)]
        found = outcome(stage, (told[-is_reversed], told[not is_reversed]))
        stage.database.close()
        return found

    return run


@pytest.fixture
def raced(database_url: str) -> Iterator[Stage]:
    stage = new_stage(database_url)
    prepare(stage)
    yield stage
    stage.database.close()


@pytest.mark.parametrize("names", PAIRS, ids=" and ".join)
def test_one_order_holds_and_each_is_told_the_truth(
    raced: Stage,
    one_after_the_other: Callable[[tuple[str, str], bool], Outcome],
    names: tuple[str, str],
) -> None:
    acts = both(raced, names)
    begun = [Event(), Event()]

    def race(place: int) -> str:
        begun[place].set()
        return tell(raced, *acts[place])

    with ThreadPoolExecutor(2) as pool:
        # Both find the group locked, and go on when it is free.
        with raced.database.writing() as session:
            history.lock_group(session, raced.group_id)
            running = [pool.submit(race, place) for place in (0, 1)]
            assert all(event.wait(5) for event in begun)
        told = (running[0].result(timeout=10), running[1].result(timeout=10))
    found = outcome(raced, told)
    assert found in [one_after_the_other(names, is_reversed) for is_reversed in (False, True)]
    assert found.is_chain_whole


def test_of_the_pairs_most_turn_out_otherwise_in_the_other_order(
    one_after_the_other: Callable[[tuple[str, str], bool], Outcome],
) -> None:
    """Else the comparison above would prove little."""
    differing = [
        names for names in PAIRS if one_after_the_other(names, False) != one_after_the_other(names, True)
    ]
    assert len(differing) >= 15
