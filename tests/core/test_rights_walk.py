"""Who may do what, for each role, each act and each way in: by the act itself, by words, by a button."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.core.codec import encode
from bot.core.errors import UserError
from bot.core.history import changes_of
from bot.core.offers import store_offers
from bot.core.requests import Act
from bot.core.undo_acts import Restore, Undo
from bot.documents.acts import ImportPlan
from bot.documents.rosters.acts import ImportRoster
from bot.groups.setup import set_up_group
from bot.meetings.anchors.acts import SetAnchor
from bot.meetings.polls.acts import CancelPoll, ChangePoll, Choose, OpenPoll
from bot.meetings.replies.acts import SendReply
from bot.plan.acts import AddItem, AnnounceNow, Cancel, EditItem, ItemAct, KeepMonth, SetDate, SetStatus
from bot.plan.history_views import ITEM
from bot.plan.rules.items import Kind, Status
from bot.privacy.acts import AgreeToErase
from bot.proposals.acts import Accept, Decline, Propose
from bot.reminders.acts import AnswerLost, SettlePast, SkipNotice
from bot.slack.blocks import actions, press
from bot.slack.message import compose
from tests.core.examples import EXAMPLES, Example
from tests.core.meeting_examples import an_anchor
from tests.core.rights_listed import ABLE, GOVERNS, PLANS
from tests.core.world import ROLES, WAYS, Role, World
from tests.stage import COORDINATOR, LEAD2, NOW, SETUP, Stage, month, on

LARGEST = 2**31 - 1


def dropped(stage: Stage) -> Act:
    stage.do(Cancel.of(stage.item("WS1-D1")), stage.as_(COORDINATOR))
    return SetStatus.of(stage.item("WS1-D1"), Status.PLANNED)


def dated(stage: Stage) -> Act:
    stage.set_date(COORDINATOR, "WS1-D1", month("2018-08"))
    return Restore(stage.detail("WS1-D1").changes[0].id)


def status(key: str, status: Status) -> Example:
    return Example(lambda s: SetStatus.of(s.item(key), status), f"update {key} {status.value}")


# Acts of the same types that take another right.
FURTHER: dict[str, tuple[Example, set[str]]] = {
    "a status that drops": (status("WS1-D1", Status.DROPPED), PLANS),
    "a status of what was dropped": (Example(dropped, "update WS1-D1 planned"), PLANS),
    "other streams": (Example(lambda s: EditItem.of(s.item("WS1-D1"), {"streams": ["WS1", "WS2"]})), GOVERNS),
    "an item of no stream": (
        Example(lambda _s: AddItem(Kind.ACTIVITY, "A talk"), 'add activity "A talk"'), GOVERNS,
    ),
    "the status of a plenary": (status("IMG-M6", Status.POLLING), GOVERNS),
    "the status of the closure": (status("IMG-D4", Status.AT_RISK), GOVERNS),
    "an item of both streams": (status("IMG-D1", Status.AT_RISK), PLANS | {"other lead"}),
    "an earlier date": (Example(dated, "restore {change_id}"), PLANS),
}  # fmt: skip
CASES: dict[str, tuple[Example, set[str]]] = {
    **{kind.NAME: (example, ABLE[kind]) for kind, example in EXAMPLES.items()},
    **FURTHER,
}
TRIED = [(case, way) for case, (example, _able) in CASES.items() for way in WAYS
         if way != "by words" or example.words]  # fmt: skip


@pytest.fixture(scope="module")
def built(sqlite_planned: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file with a world that those of the tests are copied from."""
    path = tmp_path_factory.mktemp("world") / "img.db"
    shutil.copy(sqlite_planned, path)
    World.build(f"sqlite:///{path}")
    return path


@pytest.fixture
def world(built: Path, tmp_path: Path) -> Iterator[World]:
    shutil.copy(built, tmp_path / "img.db")
    world = World(f"sqlite:///{tmp_path / 'img.db'}")
    yield world
    world.stage.database.close()


def test_every_act_stands_in_the_table(lite: Stage) -> None:
    assert set(lite.work.registry.acts) == set(EXAMPLES) == set(ABLE)


@pytest.mark.parametrize(("case", "way"), TRIED, ids=[f"{case} {way}" for case, way in TRIED])
def test_only_who_may_can_and_what_is_refused_changes_nothing(world: World, case: str, way: str) -> None:
    example, able = CASES[case]
    assert world.who_can(example.build(world.stage), example, WAYS[way]) == able


# What happens to an item between the moment at which an act on it is offered and that at which it is done.
def _longer(stage: Stage) -> None:
    """Somebody leaves more time to vote."""
    stage.do(ChangePoll(1, closes_on=date(2017, 12, 5)), stage.as_(COORDINATOR))


MEANWHILE: dict[type[Act], Callable[[Stage], object]] = {
    SetStatus: lambda s: s.set_status(COORDINATOR, "WS1-D1", Status.OFF_TRACK),
    Cancel: lambda s: s.set_status(COORDINATOR, "WS1-D1", Status.OFF_TRACK),
    SetDate: lambda s: s.set_date(COORDINATOR, "WS1-D1", month("2018-09")),
    AnnounceNow: lambda s: s.set_date(COORDINATOR, "WS1-M1", month("2018-01")),
    ImportPlan: lambda s: s.set_date(COORDINATOR, "IMG-M7", month("2018-06")),
    OpenPoll: lambda s: s.set_date(COORDINATOR, "WS1-M1", month("2018-02")),
    SendReply: lambda s: s.set_date(COORDINATOR, "WS1-M1", month("2018-01")),
    Choose: _longer,
    ChangePoll: _longer,
    CancelPoll: _longer,
    KeepMonth: lambda s: s.set_date(COORDINATOR, "WS1-M2", month("2018-02")),
    SetAnchor: lambda s: s.do(
        SetAnchor(on("2018-09-20"), an_anchor(s), None, None, basis=(1,)), s.as_(COORDINATOR)
    ),
    ImportRoster: lambda s: set_up_group(s.work, replace(SETUP, members=(("U0NEW1", "ITU"),)), NOW),
}


@pytest.mark.parametrize("way", ["itself", "by a button"])
@pytest.mark.parametrize("kind", MEANWHILE, ids=lambda kind: kind.NAME)
def test_nobody_does_what_was_decided_on_something_else(world: World, kind: type[Act], way: str) -> None:
    act = EXAMPLES[kind].build(world.stage)
    MEANWHILE[kind](world.stage)
    assert world.who_can(act, EXAMPLES[kind], WAYS[way]) == set()
    # Whoever may is offered it anew, decided on what is there now; nobody else is.
    for name, role in ROLES.items():
        with pytest.raises(UserError) as refused:
            world.stage.do(act, world.caller(role))
        assert (refused.value.offers == (act,)) is (name in ABLE[kind]), name
        assert all(offer.basis != act.basis for offer in refused.value.offers if isinstance(offer, ItemAct))


def test_acts_with_a_basis_are_all_tried_with_another(lite: Stage) -> None:
    built = {kind: example.build(lite) for kind, example in EXAMPLES.items()}
    assert {kind for kind, act in built.items() if act.basis} == set(MEANWHILE)


def forged(world: World) -> dict[str, Act]:
    """Acts of the first group on what is the other's, or nobody's."""
    item, lead = world.other.item("OTH-D1"), world.other.as_(LEAD2, None)
    with world.stage.database.reading() as session:
        change = changes_of(session, ITEM, item.id)[0].id
    proposed = SetStatus.of(item, Status.AT_RISK)
    proposal = world.other.do(Propose(proposed), lead).result.proposal_id
    on_items = {
        f"{kind.NAME} {number}": replace(act, item_id=number)
        for kind, example in EXAMPLES.items()
        if isinstance(act := example.build(world.stage), ItemAct)
        for number in (item.id, 0, -1, LARGEST)
    }
    done = world.other.do(SetStatus.of(item, Status.ON_TRACK), world.other.as_(LEAD2, None)).act_id
    return {
        **on_items,
        "restore": Restore(change),
        "restore nothing": Restore(LARGEST),
        "undo": Undo(done),
        "undo nothing": Undo(LARGEST),
        "accept": Accept(proposal),
        "decline": Decline(proposal),
        "propose": Propose(proposed),
        "settle": SettlePast((item.id,)),
        "skip": SkipNotice("month:2:2017-11:C0OTH"),
        "lost": AnswerLost(LARGEST, posted=True),
        "erase": AgreeToErase(LARGEST),
    }


@pytest.mark.parametrize("way", ["itself", "by a button"])
def test_nobody_reaches_another_group_through_their_own(world: World, way: str) -> None:
    acts = forged(world)

    def try_all(role: str) -> None:
        for act in acts.values():
            WAYS[way](world, ROLES[role], act, Example(lambda _s: act))  # noqa: B023

    world.keep()
    before = world.dump()
    for role in ROLES:
        try_all(role)
        assert world.dump() == before, role


def test_a_button_of_another_group_is_judged_by_the_roles_there(world: World) -> None:
    value = encode(SetStatus.of(world.other.item("OTH-D1"), Status.AT_RISK), 2)
    # Whoever leads a stream here coordinates there.
    assert world.who(lambda role: world.press(role, value)) == {"other lead"}


def test_a_value_of_another_version_shows_its_item_and_does_nothing(world: World) -> None:
    item = world.stage.item("WS1-D1")
    value = encode(SetStatus.of(item, Status.AT_RISK), 1).replace("@1", "@2")
    shown: dict[str, bool] = {}

    def press_it(role: Role) -> None:
        shown[role.user + role.team] = item.title in str(world.press(role, value).blocks)

    assert world.who(press_it) == set()
    assert all(shown.values()) and len(shown) == len(ROLES)


def test_an_offer_serves_only_whom_it_was_made_for(world: World) -> None:
    """A button whose act holds a note carries a number: of all who may do the act, one may press it."""
    act = SetStatus.of(world.stage.item("WS1-D1"), Status.AT_RISK, "two late")
    message = compose("x", actions([press("Do", 1, act)]))
    store_offers(world.stage.work, message, world.caller(ROLES["lead"]).person_id, NOW)
    value = message.blocks[0]["elements"][0]["value"]
    assert world.who(lambda role: world.press(role, value)) == {"lead"}
