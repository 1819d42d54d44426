"""Forms and buttons that Slack signed and that are none of ours: nothing changes, and nothing fails."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from bot.sandbox.sender import Repeat, Reply, interaction_delivery
from bot.sandbox.values import Choice
from tests.talk.stage import APOLOGY, SECRETARIAT, TEAM, Stage

PREPARED = Repeat(copies=0)
Forge = Callable[[dict[str, Any]], None]


async def submit_forged(stage: Stage, words: str, values: dict[str, Choice], forge: Forge) -> Reply:
    """Open a form by words, fill it in, and send it with its view changed on the way."""
    opened = await stage.say(SECRETARIAT, words)
    prepared = await stage.client.submit_view(SECRETARIAT, opened.view_id, values, PREPARED)
    payload = copy.deepcopy(prepared.delivery.payload)
    forge(payload["view"])
    return await stage.client.send(interaction_delivery(payload))


def check(stage: Stage, reply: Reply) -> None:
    assert reply.status == 200 or 400 <= reply.status < 500
    assert APOLOGY not in reply.text
    assert stage.changes() == 0


STATUS = '"do":"[\\"status-form@1\\",1,[1]]"'
CARRIED = [
    f'{{{STATUS},"basis":"x"}}', f'{{{STATUS},"basis":"5"}}', f'{{{STATUS},"basis":"[[]]"}}',
    "", "x", "{", "null", "[]", "1", '"x"', "{}", '{"group":null}', '{"group":"x"}',
    '{"group":[]}', '{"group":1e999}',
    '{"group":NaN}', '{"group":true}', '{"group":999}', '{"group":1,"key":[]}',
    '{"group":1,"key":"WS1-D1","channel":5}',
    '{"group":1,"key":"\\u0000"}', '{"group":1,"key":"\\ud800"}', "[" * 3000, '{"group":' + "9" * 2900 + "}",
]  # fmt: skip


@pytest.mark.parametrize("carried", CARRIED, ids=lambda text: ascii(text)[:30])
async def test_what_a_form_carries_is_not_ours(stage: Stage, carried: str) -> None:
    def forge(view: dict[str, Any]) -> None:
        view["private_metadata"] = carried

    check(stage, await submit_forged(stage, "update ws1-d1", {"status": "done"}, forge))


@pytest.mark.parametrize("word", ["form:nope", "form:", "form:update:1", "form:undo"])
async def test_a_form_that_there_is_not(stage: Stage, word: str) -> None:
    def forge(view: dict[str, Any]) -> None:
        view["callback_id"] = word

    check(stage, await submit_forged(stage, "update ws1-d1", {"status": "done"}, forge))


FOREIGN: list[tuple[str, dict[str, Choice], str, str, Any]] = [
    # opened by, filled in, the field, the name of its value, what it says instead
    ("update ws1-d1", {"status": "done"}, "status", "selected_option", {"value": "nope"}),
    ("update ws1-d1", {"status": "done"}, "status", "selected_option", {"value": "scheduled"}),
    ("add", {"title": "Annex"}, "kind", "selected_option", {"value": "party"}),
    ("add", {"title": "Annex"}, "streams", "selected_options", [{"value": "WS9"}]),
    ("schedule ws1-m2", {"day": "2018-01-16"}, "day", "selected_date", "2018-02-30"),
    ("schedule ws1-m2", {"day": "2018-01-16"}, "day", "selected_date", "0000-01-01"),
    ("schedule ws1-m2", {"day": "2018-01-16", "start": "14:00"}, "start", "selected_time", "24:00"),
    ("schedule ws1-m2", {"day": "2018-01-16", "start": "14:00"}, "start", "selected_time", "14:61"),
    ("schedule ws1-m2", {"month": "2018-03"}, "month", "selected_option", {"value": "2018-13"}),
    ("schedule ws1-m2", {"month": "2018-03"}, "month", "selected_option", {"value": "May"}),
    ("schedule ws1-m2", {"month": "2018-03"}, "zone", "selected_option", {"value": "Mars/Olympus"}),
    ("schedule ws1-m2", {"month": "2018-03"}, "zone", "selected_option", {"value": "../../etc/passwd"}),
    ("schedule ws1-m2", {"month": "2018-03"}, "zone", "selected_option", {"value": "Europe"}),
    ("schedule ws1-m2", {"month": "2018-03"}, "zone", "selected_option", {"value": "x" * 400}),
    ("edit ws1-m2", {"title": "New"}, "format", "selected_option", {"value": "underwater"}),
    ("edit ws1-m2", {"title": "New"}, "streams", "selected_options", [{"value": "WS9"}]),
    ("settle past", {}, "items_1", "selected_options", [{"value": "WS9-M1"}]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "values", "field", "name", "value"), FOREIGN, ids=lambda part: str(part)[:30]
)
async def test_a_choice_that_the_form_does_not_offer(
    stage: Stage,
    words: str,
    values: dict[str, Choice],
    field: str,
    name: str,
    value: Any,  # noqa: ANN401
) -> None:
    def forge(view: dict[str, Any]) -> None:
        [element] = view["state"]["values"][field].values()
        element[name] = value

    if words.startswith("settle"):
        values = {"items_1": []}
    check(stage, await submit_forged(stage, words, values, forge))
    assert "WS1-M2" in await stage.told(SECRETARIAT, "show ws1-m2")


def _no_blocks(view: dict[str, Any]) -> None:
    view["blocks"] = []


def _no_state(view: dict[str, Any]) -> None:
    view["state"]["values"] = {}


def _nothing_chosen(view: dict[str, Any]) -> None:
    for block in view["state"]["values"].values():
        for element in block.values():
            for name in element:
                if name != "type":
                    element[name] = None


def _empty_elements(view: dict[str, Any]) -> None:
    for block in view["state"]["values"].values():
        for name in block:
            block[name] = {"type": "x"}


def _bare_blocks(view: dict[str, Any]) -> None:
    view["blocks"] = [{"type": "input"} for _ in view["blocks"]]


def _foreign_elements(view: dict[str, Any]) -> None:
    for block in view["blocks"]:
        block["element"] = "x"


def _foreign_beginnings(view: dict[str, Any]) -> None:
    for block in view["blocks"]:
        if block["type"] == "input":
            block["element"] |= {"initial_option": "x", "initial_options": 7, "initial_value": {}}


FORGERIES = [
    _no_blocks, _no_state, _nothing_chosen, _empty_elements, _bare_blocks, _foreign_elements,
    _foreign_beginnings,
]  # fmt: skip


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
@pytest.mark.parametrize("words", ["update ws1-d1", "schedule ws1-m2", "add", "edit ws1-d1", "settle past"])
async def test_a_form_in_pieces(stage: Stage, words: str, forge: Forge) -> None:
    values: dict[str, Choice] = {"title": "Annex"} if words == "add" else {}
    if words == "settle past":
        values = {"items_1": []}
    check(stage, await submit_forged(stage, words, values, forge))


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("choose:1", "999|next"),
        ("choose:1", f"{2**63}|next"),
        ("outbox:was_posted:999", ""),
        (f"outbox:post_again:{10**17}", ""),
        (f"outbox:post_again:{2**63}", ""),
        (f"outbox:was_posted:{'9' * 200}", ""),
        ("outbox:was_posted:\u0663", ""),
        ("pick:1", "1|next"),
    ],
    ids=lambda text: ascii(text)[:30],
)
async def test_a_button_that_there_is_not(stage: Stage, action_id: str, value: str) -> None:
    shown = await stage.told(SECRETARIAT, "show ws1-d1")
    [button, *_] = shown.buttons
    prepared = await stage.client.click(
        TEAM,
        SECRETARIAT,
        shown.channel,
        shown.ts,
        button.action_id,
        block_id=button.block_id,
        repeat=PREPARED,
    )
    payload = copy.deepcopy(prepared.delivery.payload)
    payload["actions"][0] |= {"action_id": action_id, "value": value}
    check(stage, await stage.client.send(interaction_delivery(payload)))
    assert stage.rows("select count(*) from people where default_group_id is not null") == [(0,)]
