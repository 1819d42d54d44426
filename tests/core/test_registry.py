"""What features declare is complete: each act, look and form says all that is asked of it, in one place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import pytest

from bot.core.codec import encode
from bot.core.edit import Edit
from bot.core.people import Reader
from bot.core.registry import ActKind, Feature, Registry
from bot.core.requests import Act
from bot.core.rights import Need, Right
from bot.core.snapshot import Snapshot
from bot.core.undo_acts import Undo
from bot.features import FEATURES, create_work
from bot.groups.arrivals import Arrival
from bot.plan.acts import ItemAct
from bot.plan.performing.changing import change_row, changed, load_item, row_of
from bot.plan.rules.items import Item
from bot.plan.rules.plan import Plan
from bot.plan.rules.views import Changed
from bot.plan.texts.confirm import build_changed
from bot.plan.texts.sentences import name_of
from bot.proposals.acts import Accept, Propose
from bot.talk.conversation import Conversation
from bot.talk.outcomes import Answer
from tests.core.declared import BUTTONS, complaints, complaints_of_act, complaints_of_label
from tests.stage import CHANNEL, LEAD1, MEMBER, NOW, TEAM, Stage

REGISTRY = Registry(FEATURES)


def with_features(stage: Stage, features: Sequence[Feature]) -> Stage:
    """The same group in a process with other features."""
    work = create_work(stage.database)
    work.registry = Registry(features)
    return Stage(work, stage.group_id, requests=1000 + stage.requests)


def test_everything_is_declared(lite: Stage) -> None:
    assert complaints(lite) == []


def test_acts_without_words_are_those_of_which_buttons_are_shown() -> None:
    assert {kind for kind, act in REGISTRY.acts.items() if not act.words} == set(BUTTONS)


def declarations() -> Iterator[tuple[str, str]]:
    """Each thing that a feature says of an act."""
    for kind in REGISTRY.acts.values():
        decided_on = getattr(kind.type, "DECIDED_ON", ())
        for one in fields(kind)[1:]:
            is_declared = getattr(kind, one.name) != one.default
            # An act that is decided on nothing has no basis to lose.
            if is_declared and (decided_on or one.name not in ("basis", "state")):
                yield kind.type.NAME, one.name


ABOUT_OTHERS = {
    "stop-mail": {"already"},  # it says the same, see the tests of mail
    "prefer-feed": {"already"},  # nor does this one
    "mail-again": {"already"},
    "end-link": {"already"},  # a second ending says the same, see the tests of links
    "start-reminders": {"already"},  # whether it says so is told in its message
    "accept": {"already"},  # what is decided is refused, see the tests of proposals
    "decline": {"already"},
    "represent": {"no_undo"},  # the proposal could be taken back; that it is not is a choice
    "edit-agenda": {"already"},  # writing the same lines changes nothing, see the tests of agendas
    "close-action": {"already"},  # nor does closing it alike, see the tests of actions
    "change-action": {"already"},
    # Whether it says so is told in its message.
    "ask-to-erase": {"already"},
    "agree-to-erase": {"already"},
}
DROPPED = [(name, field) for name, field in declarations() if field not in ABOUT_OTHERS.get(name, ())]


@pytest.mark.parametrize(("name", "field"), DROPPED, ids=[f"{name}-{field}" for name, field in DROPPED])
def test_an_act_that_leaves_one_thing_out_is_noticed(lite: Stage, name: str, field: str) -> None:
    kind = next(kind for kind in REGISTRY.acts.values() if name == kind.type.NAME)
    default = next(one.default for one in fields(kind) if one.name == field)
    left: Any = None if not isinstance(default, str | bool) and not callable(default) else default
    poorer = replace(kind, **{field: left})
    features = [
        replace(feature, acts=tuple(poorer if act is kind else act for act in feature.acts))
        for feature in FEATURES
    ]
    assert complaints_of_act(with_features(lite, features), poorer) != []


@pytest.mark.parametrize(
    "kind", [*REGISTRY.looks.values(), *REGISTRY.forms.values()], ids=lambda kind: kind.type.NAME
)
def test_a_look_or_form_that_leaves_one_thing_out_is_noticed(lite: Stage, kind: Any) -> None:  # noqa: ANN401
    assert complaints_of_label(lite, kind) == []
    for one in fields(kind)[1:]:
        if one.name not in ("name_of", "can_be_shared", "proposed"):
            assert complaints_of_label(lite, replace(kind, **{one.name: None})) != [], one.name
    assert complaints_of_label(lite, replace(kind, label=lambda *_: "")) != []


@pytest.mark.parametrize("name", ["acts", "looks", "forms"])
def test_what_stands_in_no_feature_is_noticed(lite: Stage, name: str) -> None:
    plan = next(feature for feature in FEATURES if feature.name == "plan")
    last = getattr(plan, name)[-1]
    features = [replace(one, **{name: getattr(one, name)[:-1]}) if one is plan else one for one in FEATURES]
    assert f"{last.type.__name__}: in no feature" in complaints(with_features(lite, features))


def test_two_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="taken"):
        Registry((MARKING, Feature("again", acts=(AGAIN,))))


# All that a new act takes: the value, what it does, and its kind; and one line in the list of features.


@dataclass(frozen=True)
class Mark(ItemAct):
    """Say of an item whether it is certain."""

    NAME = "mark-certain"
    RIGHT = Right.PLAN

    certain: bool = True


@dataclass(frozen=True)
class Again(Act):
    """An act that takes the name of another."""

    NAME = "mark-certain"


def mark(act: Mark, edit: Edit, item: Item) -> Changed:
    row = row_of(edit, item)
    change_row(edit, row, "edit", {"tentative": not act.certain})
    return changed(edit, row, item, edited=("tentative",))


def say_mark(act: Mark, snapshot: Snapshot, _reader: Reader | None) -> str:
    return f"call {snapshot[Plan].by_id[act.item_id].key} certain"


MARK = ActKind(
    Mark,
    load=load_item,
    need=Mark.need,
    carry_out=mark,
    say=say_mark,
    told=build_changed,
    name_of=name_of,
    can_be_proposed=True,
)
MARKING = Feature("marking", acts=(MARK,))
AGAIN: ActKind[Again] = ActKind(
    Again,
    load=lambda _act, _edit: None,
    need=lambda _act, _nothing, _edit: Need(Right.GOVERN),
    carry_out=lambda _act, _edit, _nothing: None,
    say=lambda _act, _snapshot, _reader: "do it again",
    told=build_changed,
)


@pytest.fixture
def marking(stage: Stage) -> Stage:
    return with_features(stage, (*FEATURES, MARKING))


def press(stage: Stage, user: str, act: Act) -> str:
    """Press a button that holds an act; returns what is told."""
    conversation = Conversation(stage.work, "/img", lambda: NOW)
    stage.requests += 1
    arrival = Arrival(TEAM, CHANNEL, TEAM, user, f"Ev{stage.requests}")
    outcome = conversation.press(arrival, encode(act, stage.group_id))
    assert isinstance(outcome, Answer)
    return outcome.message.text


def test_a_new_act_is_pressed_told_recorded_and_taken_back(marking: Stage) -> None:
    act = Mark(marking.item("WS1-D1").id)
    assert marking.work.registry.decode(encode(act, 1)).request == act
    assert "WS1-D1" in press(marking, LEAD1, act)
    assert not marking.item("WS1-D1").tentative
    entry = marking.detail("WS1-D1").changes[0]
    assert (entry.who, dict(entry.after)) == (f"<@{LEAD1}>", {"tentative": False})
    press(marking, LEAD1, Undo())
    assert marking.item("WS1-D1").tentative


def test_a_new_act_is_refused_and_proposed_like_any_other(marking: Stage) -> None:
    act = Mark(marking.item("WS1-D1").id)
    assert press(marking, MEMBER, act).startswith("You cannot change WS1-D1")
    proposed = marking.do(Propose(act), marking.as_(MEMBER)).result
    assert proposed.sentence == "call WS1-D1 certain"
    marking.do(Accept(proposed.proposal_id), marking.as_(LEAD1))
    assert not marking.item("WS1-D1").tentative


def test_a_process_without_the_new_act_refuses_its_button(marking: Stage) -> None:
    without = with_features(marking, FEATURES)
    assert "older version" in press(without, LEAD1, Mark(marking.item("WS1-D1").id))
    assert marking.item("WS1-D1").tentative
