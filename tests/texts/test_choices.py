"""Questions between a few choices, offers beside an error, and what their buttons carry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import orjson
import pytest

from bot.core.codec import Unsent, decode, encode
from bot.core.errors import UserError
from bot.core.registry import Registry
from bot.core.requests import Request
from bot.features import FEATURES
from bot.plan.acts import Cancel
from bot.plan.looks import Next, Show
from bot.plan.rules.items import Item, Status
from bot.plan.texts.naming import state_words
from bot.talk.answers import Option, build_choice, build_error
from tests.texts.gallery import FORMS, MESSAGES
from tests.texts.samples import CLOSING, NOW, PLENARY, TEAM_1, ZONE

KINDS = Registry(FEATURES).types


def elements(blocks: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        yield from (one for one in (block.get("accessory"), *block.get("elements", ())) if one)


def carried(blocks: list[dict[str, Any]]) -> Iterator[str | Unsent]:
    for element in elements(blocks):
        if "action_id" in element:
            yield from (one["value"] for one in element.get("options", [element]))


def options(count: int, detail: str = "") -> list[Option]:
    return [Option(f"WS1-M{number}", Show(number), detail) for number in range(count)]


def shapes(count: int, detail: str = "") -> list[str]:
    return [block["type"] for block in build_choice("Which?", options(count, detail), 12).blocks]


def test_a_few_choices_stand_in_a_row_and_more_below_each_other() -> None:
    assert shapes(5) == ["section", "actions"]
    assert shapes(6) == ["section"] * 7
    assert shapes(2, "in May") == ["section"] * 3
    assert shapes(20, "in May") == ["section"] * 21


def test_choices_that_do_not_fit_are_counted() -> None:
    message = build_choice("Which?", options(23), 12)
    assert message.blocks[-1]["elements"][0]["text"] == "and 3 more"
    assert len(message.blocks) == 22


def test_an_answer_that_is_remembered_is_of_its_own_group() -> None:
    message = build_choice(
        "Which group?", [Option("A", Next(), group_id=4), Option("B", Next())], 12, remember=True
    )
    row = message.blocks[1]["elements"]
    assert [(one["action_id"], decode(one["value"], KINDS).group_id) for one in row] == [
        ("choose:1", 4),
        ("choose:2", 12),
    ]


def test_an_error_offers_five_things_at_most_and_writes_out_the_long_ones() -> None:
    def label(request: Request) -> str:
        return "show it" if isinstance(request, Show) else "cancel " + "a long title " * 9

    offers = (*(Show(number) for number in range(6)), Cancel(3))
    message = build_error(UserError("No.", offers=offers), label, 12)
    assert [one["text"]["text"] for one in elements(message.blocks)] == ["Show it"] * 5
    message = build_error(UserError("No.", offers=offers[-2:]), label, 12)
    assert [block["type"] for block in message.blocks] == ["section", "section", "actions"]
    assert message.blocks[1]["text"]["text"] == ("Cancel " + "a long title " * 9).strip()
    assert message.blocks[1]["accessory"]["text"]["text"] == "Do it"


@pytest.mark.parametrize("name", MESSAGES)
def test_whatever_a_button_carries_is_read_back_as_the_same(name: str) -> None:
    for value in carried(MESSAGES[name]().blocks):
        if isinstance(value, Unsent):
            assert value.request.is_private
        else:
            assert _again(value) == value


@pytest.mark.parametrize("name", [name for name in FORMS if name.startswith("form-")])
def test_a_form_comes_back_with_its_value(name: str) -> None:
    view = FORMS[name]()
    carried_form = decode(orjson.loads(view["private_metadata"])["do"], KINDS)
    assert carried_form.group_id == 12
    assert view["callback_id"] == f"form:{carried_form.request.NAME}"


def _again(value: str) -> str:
    found = decode(value, KINDS)
    return encode(found.request, found.group_id)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (CLOSING, "planned · not certain yet"),
        (replace(CLOSING, status=Status.DONE), "✔ done"),
        (replace(TEAM_1, tentative=True), "no date yet"),
        (replace(PLENARY, tentative=True), "scheduled"),
        (replace(PLENARY, tentative=True, status=Status.HELD), "✔ held"),
    ],
)
def test_only_what_is_open_and_has_no_day_is_called_proposed(item: Item, words: str) -> None:
    assert state_words(item, NOW, ZONE) == words
