"""Requests as the values of buttons, menus and forms: what was meant comes back, and nothing else is read."""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.codec import LARGEST_NUMBER, LONGEST_BUTTON, UnknownValue, Unsent, encode
from bot.core.offers import unsent_in
from bot.core.registry import Registry
from bot.core.requests import Act, Look, Request
from bot.dates.when import NO_DATE, Precision, When
from bot.features import FEATURES
from bot.plan.acts import EditItem, SetDate, SetStatus
from bot.plan.looks import Next, Show
from bot.plan.rules.items import Status
from bot.plan.rules.upcoming import Scope
from bot.proposals.acts import Propose
from bot.reminders.acts import Share
from bot.slack.blocks import press

REGISTRY = Registry(FEATURES)
KINDS = [*REGISTRY.types.values()]
WHENS = st.sampled_from(
    [
        NO_DATE,
        When(Precision.EXACT, "2017-10-05T15:30", "2017-10-05T17:30", "Europe/Zurich"),
        When(Precision.EXACT, "2017-10-05T15:30"),
        When(Precision.HALF_DAY, "2018-01-16TAM"),
        When(Precision.DAYS, "2018-01-16", "2018-01-18"),
        When(Precision.PART_MONTH, "2018-03-early"),
        When(Precision.MONTHS, "2018-05", "2018-06"),
        When(Precision.QUARTER, "2018-Q2"),
        When(Precision.RELATIVE, "+5m", anchor="IMG-M6"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    int: st.integers(-LARGEST_NUMBER, LARGEST_NUMBER),
    str: st.text(max_size=40),
    bool: st.booleans(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    When: WHENS,
    Act: st.builds(SetStatus, st.integers(1, 9), st.sampled_from(Status), st.none() | st.text(max_size=9)),
    Look: st.builds(Show, st.integers(1, 9)) | st.builds(Next, st.builds(Scope, stream=st.just("WS1"))),
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - the type of a field
    """Any value of a type that fields of requests have."""
    origin, inner = get_origin(hint), get_args(hint)
    if hint in PLAIN:
        return PLAIN[hint]
    if origin in (Union, types.UnionType):
        return st.one_of([st.none() if one is type(None) else values_of(one) for one in inner])
    if origin is tuple and inner[-1] is ...:
        return st.lists(values_of(inner[0]), max_size=3).map(tuple)
    if origin is tuple:
        return st.tuples(*map(values_of, inner))
    if origin is frozenset:
        return st.frozensets(values_of(inner[0]), max_size=3)
    if origin is dict:
        return st.dictionaries(st.text(max_size=9), JSON, max_size=3)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    assert is_dataclass(hint), hint
    return requests_of(hint)


def requests_of(kind: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401 - a dataclass
    """Any value of a dataclass; its basis, too, where it is an act."""
    hints = get_type_hints(kind)
    return st.builds(kind, **{one.name: values_of(hints[one.name]) for one in fields(kind)})


ANY_REQUEST = st.sampled_from(KINDS).flatmap(requests_of)


def test_every_act_look_and_form_has_a_name_and_is_a_type_of_its_own() -> None:
    assert len(KINDS) == sum(len(f.acts) + len(f.looks) + len(f.forms) for f in FEATURES)
    assert all(REGISTRY.types[kind.NAME] is kind for kind in KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_what_was_meant_comes_back(kind: type[Request]) -> None:
    @settings(max_examples=40)
    @given(requests_of(kind), st.integers(1, LARGEST_NUMBER))
    def check(request: Request, group_id: int) -> None:
        carried = REGISTRY.decode(encode(request, group_id))
        assert (carried.group_id, carried.request) == (group_id, request)
        assert type(carried.request) is type(request)
        # Two acts are equal whatever they were decided on: it has to be compared beside them.
        assert getattr(carried.request, "basis", None) == getattr(request, "basis", None)

    check()


@settings(max_examples=300)
@given(ANY_REQUEST)
def test_a_button_carries_what_is_short_and_open_and_the_number_of_all_else(request: Request) -> None:
    element = press("Do", 1, request)
    fits = len(encode(request, 1)) <= LONGEST_BUTTON
    assert isinstance(element["value"], Unsent) is (request.is_private or not fits)
    assert len(list(unsent_in([element]))) == int(isinstance(element["value"], Unsent))
    if isinstance(element["value"], str):
        assert REGISTRY.decode(element["value"]).request == request


@pytest.mark.parametrize(
    ("request_", "is_private"),
    [
        (SetStatus(1, Status.DONE), False),
        (SetStatus(1, Status.DONE, "a note"), True),
        (Propose(SetStatus(1, Status.DONE, "a note")), True),
        (EditItem(1, {"venue": "Room VII"}), True),
        (EditItem(1), False),
        (Show(1, (SetStatus(1, Status.DONE),)), True),
        (Share(Next()), False),
    ],
    ids=repr,
)
def test_what_somebody_wrote_is_private_however_deep_it_lies(request_: Request, is_private: bool) -> None:
    assert request_.is_private is is_private


def test_a_value_of_2000_characters_is_sent_and_one_of_2001_is_not() -> None:
    def of_length(length: int) -> Next:
        bare = len(encode(Next(Scope(stream="")), 1))
        return Next(Scope(stream="x" * (length - bare)))

    assert len(encode(of_length(2000), 1)) == 2000
    assert isinstance(press("Next", 1, of_length(2000))["value"], str)
    assert isinstance(press("Next", 1, of_length(2001))["value"], Unsent)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_other_versions_and_unknown_names_are_refused(kind: type[Request]) -> None:
    for head in (f"{kind.NAME}@{kind.VERSION + 1}", f"{kind.NAME}@0", kind.NAME, f"{kind.NAME}@", "x@1", ""):
        with pytest.raises(UnknownValue):
            REGISTRY.decode(json.dumps([head, 1, []]))


GARBAGE = [
    "",
    " ",
    "null",
    "0",
    "{}",
    "[]",
    '"set-status@1"',
    "done WS1-D1",
    '{"group": 1, "say": "done WS1-D1"}',
    '["set-status@1"]',
    '["set-status@1",1]',
    '["set-status@1",1,{}]',
    '["set-status@1","1",[1,"done"]]',
    '["set-status@1",true,[1,"done"]]',
    '["set-status@1",1.0,[1,"done"]]',
    '["set-status@1",1,[]]',
    '["set-status@1",1,[1]]',
    '["set-status@1",1,["1","done"]]',
    '["set-status@1",1,[true,"done"]]',
    '["set-status@1",1,[null,"done"]]',
    '["set-status@1",1,[1,"finished"]]',
    '["set-status@1",1,[1,["done"]]]',
    '["set-status@1",1,[1,{"a":1}]]',
    '["set-status@1",1,[1,"done",5]]',
    '["set-status@1",1,[1,"done",null,"more"]]',
    '["set-status@1",1,[1,"done"],5]',
    '["set-status@1",1,[1,"done"],[[1]]]',
    '["set-status@1",1,[1,"done"],[1],[1]]',
    '["set-status@1",1,[1180591620717411303424,"done"]]',
    '["set-status@1",1180591620717411303424,[1,"done"]]',
    '["set-date@1",1,[1,["exact","2018-13-45T99:00"]]]',
    '["set-date@1",1,[1,["day","2018-05-02","2018-05-01"]]]',
    '["set-date@1",1,[1,"2018-05-02"]]',
    '["set-date@1",1,[1,["day",5]]]',
    '["next@1",1,[],[1]]',
    '["share@1",1,[["set-status@1",0,[1,"done"]]]]',
    '["propose@1",1,[["next@1",0,[]]]]',
    '["propose@1",1,[["nothing@1",0,[]]]]',
    '["edit@1",1,[1,["title"]]]',
    "NaN",
    '["set-status@1",NaN,[1,"done"]]',
    "[" * 5000,
    "[" * 5000 + "]" * 5000,
    '{"a":' * 5000,
    '["propose@1",1,[' * 300 + "]]" * 300,
    '["propose@1",1,[' * 5000 + "]]" * 5000,
    "\x00",
    "\ud800",
]


@pytest.mark.parametrize("text", GARBAGE, ids=lambda text: repr(text[:40]))
def test_garbage_is_refused(text: str) -> None:
    with pytest.raises(UnknownValue):
        REGISTRY.decode(text)


@settings(max_examples=500)
@given(st.sampled_from(KINDS), st.lists(JSON, max_size=4), JSON)
def test_any_json_is_a_request_of_ours_or_refused(kind: type[Request], values: list[Any], basis: Any) -> None:  # noqa: ANN401
    text = json.dumps([f"{kind.NAME}@{kind.VERSION}", 1, values, *([basis] if basis is not None else [])])
    try:
        found = REGISTRY.decode(text).request
    except UnknownValue:
        return
    # Whatever is read is whole: it is written and read again without a loss.
    assert REGISTRY.decode(encode(found, 1)).request == found


@settings(max_examples=300)
@given(ANY_REQUEST, st.data())
def test_a_cut_value_is_refused(request: Request, data: st.DataObject) -> None:
    text = encode(request, 1)
    cut = data.draw(st.integers(0, len(text) - 1))
    with pytest.raises(UnknownValue):
        REGISTRY.decode(text[:cut])


def test_what_has_its_default_is_left_out() -> None:
    assert encode(Next(), 7) == '["next@1",7,[]]'
    assert encode(SetDate(3, NO_DATE), 7) == '["set-date@1",7,[3,["none"]]]'
    assert encode(replace(SetStatus(3, Status.DONE), basis=("planned", 1)), 7) == (
        '["set-status@1",7,[3,"done"],["planned",1]]'
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.NAME)
def test_a_field_without_default_may_not_be_missing(kind: type[Request]) -> None:
    needed = [one for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING]
    decode: Callable[[], object] = lambda: REGISTRY.decode(f'["{kind.NAME}@{kind.VERSION}",1,[]]')  # noqa: E731
    if needed:
        with pytest.raises(UnknownValue):
            decode()
    else:
        decode()
