"""Block Kit's limits: what fits is taken, one more is refused with its place."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.block_rules import Surface, problems, view_problems, view_too_large

Json = dict[str, Any]


def plain(length: int = 3) -> Json:
    return {"type": "plain_text", "text": "x" * length}


def marked(length: int = 3) -> Json:
    return {"type": "mrkdwn", "text": "x" * length}


def section(**details: object) -> Json:
    return {"type": "section", "text": marked(), **details}


def button(**details: object) -> Json:
    return {"type": "button", "text": plain(), "action_id": "go", **details}


def option(value: str = "v", length: int = 3) -> Json:
    return {"text": plain(length), "value": value}


def acts(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def buttons(count: int) -> list[Json]:
    return [button(action_id=f"go{n}") for n in range(count)]


def static(**details: object) -> Json:
    return {"type": "static_select", "action_id": "pick", **details}


def asked(element: Json) -> Json:
    return {"type": "input", "label": plain(), "element": element}


def table(rows: int, cells: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "c"}] * cells for _ in range(rows)]}


LIMITS: list[tuple[str, Json, Json]] = [
    ("section text", section(text=marked(3000)), section(text=marked(3001))),
    ("empty text", section(text=marked(1)), section(text=marked(0))),
    ("fields", section(fields=[marked()] * 10), section(fields=[marked()] * 11)),
    ("field text", section(fields=[marked(2000)]), section(fields=[marked(2001)])),
    ("header", {"type": "header", "text": plain(150)}, {"type": "header", "text": plain(151)}),
    ("header kind", {"type": "header", "text": plain()}, {"type": "header", "text": marked()}),
    (
        "context",
        {"type": "context", "elements": [marked()] * 10},
        {"type": "context", "elements": [marked()] * 11},
    ),
    ("actions", acts(*buttons(25)), acts(*buttons(26))),
    ("button text", acts(button(text=plain(75))), acts(button(text=plain(76)))),
    ("button value", acts(button(value="x" * 2000)), acts(button(value="x" * 2001))),
    ("button style", acts(button(style="danger")), acts(button(style="green"))),
    ("action id", acts(button(action_id="x" * 255)), acts(button(action_id="x" * 256))),
    ("block id", section(block_id="x" * 255), section(block_id="x" * 256)),
    ("unknown key", section(expand=True), section(colour="red")),
    ("unknown block", {"type": "divider"}, {"type": "banner"}),
    (
        "select options",
        acts(static(options=[option()] * 100)),
        acts(static(options=[option()] * 101)),
    ),
    ("option text", acts(static(options=[option(length=75)])), acts(static(options=[option(length=76)]))),
    (
        "initial option",
        acts(static(options=[option("a")], initial_option=option("a"))),
        acts(static(options=[option("a")], initial_option=option("b"))),
    ),
    ("options needed", acts(static(options=[option()])), acts(static())),
    (
        "overflow",
        acts({"type": "overflow", "options": [option()] * 5}),
        acts({"type": "overflow", "options": [option()] * 6}),
    ),
    (
        "repeated action id",
        acts(button(action_id="a"), button(action_id="b")),
        acts(button(action_id="a"), button(action_id="a")),
    ),
    (
        "date",
        acts({"type": "datepicker", "initial_date": "2017-11-20"}),
        acts({"type": "datepicker", "initial_date": "20.11.2017"}),
    ),
    (
        "time",
        acts({"type": "timepicker", "initial_time": "09:30"}),
        acts({"type": "timepicker", "initial_time": "24:00"}),
    ),
    ("text field in actions", asked({"type": "plain_text_input"}), acts({"type": "plain_text_input"})),
    ("button in input", asked({"type": "users_select"}), asked(button())),
    (
        "radio buttons",
        asked({"type": "radio_buttons", "options": [option()] * 10}),
        asked({"type": "radio_buttons", "options": [option()] * 11}),
    ),
    (
        "confirm",
        acts(button(confirm={k: plain(30) for k in ("title", "text", "confirm", "deny")})),
        acts(button(confirm={k: plain(31) for k in ("title", "text", "confirm", "deny")})),
    ),
    (
        "image alt text",
        {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "x" * 2000},
        {"type": "image", "image_url": "https://example.org/x.png", "alt_text": "x" * 2001},
    ),
    ("table rows", table(100, 20), table(101, 20)),
    ("table cells", table(1, 20), table(1, 21)),
    ("text or fields", section(), {"type": "section"}),
]


@pytest.mark.parametrize(("fits", "breaks"), [case[1:] for case in LIMITS], ids=[case[0] for case in LIMITS])
def test_limit_is_where_slack_has_it(fits: Json, breaks: Json) -> None:
    assert problems([fits]) == []
    found = problems([breaks])
    assert found and all("[json-pointer:/blocks/0" in one for one in found)


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_number_of_blocks(surface: Surface, most: int) -> None:
    assert problems([section()] * most, surface) == []
    assert problems([section()] * (most + 1), surface) != []


def test_ids_of_blocks_are_unique_and_one_table_only_in_a_message() -> None:
    assert problems([section(block_id="a"), section(block_id="b")]) == []
    assert problems([section(block_id="a"), section(block_id="a")]) != []
    assert problems([table(1, 1), table(1, 1)]) != []
    assert problems([table(1, 1)], "modal") != []


@pytest.mark.parametrize(
    "junk", [None, {}, "text", [None], [[]], [{"type": 3}], [{"type": "section", "text": []}]]
)
def test_what_is_no_list_of_blocks_is_refused(junk: object) -> None:
    assert problems(junk) != []


def test_form_needs_title_and_with_inputs_a_submit() -> None:
    form = {
        "type": "modal",
        "title": plain(24),
        "blocks": [asked({"type": "plain_text_input"})],
        "submit": plain(),
    }
    assert view_problems(form) == []
    assert view_problems({**form, "title": plain(25)}) != []
    assert view_problems({**form, "private_metadata": "x" * 3001}) != []
    assert view_problems({**form, "color": "red"}) != []
    assert view_problems({key: value for key, value in form.items() if key != "title"}) != []
    assert view_problems({key: value for key, value in form.items() if key != "submit"}) != []
    assert view_problems({"type": "home", "blocks": [section()]}) == []
    assert view_problems({"type": "home", "blocks": [section()], "title": plain()}) != []
    assert not view_too_large(form)
    assert view_too_large({**form, "blocks": [section(text=marked(3000))] * 90})
