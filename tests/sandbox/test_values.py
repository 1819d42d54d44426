"""What is chosen in each kind of field arrives in Slack's shape."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.values import Choice, chosen_state, escape, find_element, form_values, initial_state

RED = {"text": {"type": "plain_text", "text": "Red"}, "value": "red"}
BLUE = {"text": {"type": "plain_text", "text": "Blue"}, "value": "blue"}
COLOURS: dict[str, Any] = {"options": [RED, BLUE]}
GROUPED: dict[str, Any] = {"option_groups": [{"options": [RED]}, {"options": [BLUE]}]}


@pytest.mark.parametrize(
    ("kind", "details", "choice", "key", "value", "untouched"),
    [
        ("plain_text_input", {"initial_value": "draft"}, "final", "value", "final", "draft"),
        ("static_select", COLOURS | {"initial_option": BLUE}, "red", "selected_option", RED, BLUE),
        ("static_select", GROUPED, "Blue", "selected_option", BLUE, None),
        ("multi_static_select", COLOURS, ["red", "blue"], "selected_options", [RED, BLUE], []),
        ("checkboxes", COLOURS | {"initial_options": [RED]}, [], "selected_options", [], [RED]),
        ("radio_buttons", COLOURS, "blue", "selected_option", BLUE, None),
        ("users_select", {"initial_user": "U1"}, "U2", "selected_user", "U2", "U1"),
        ("multi_users_select", {"initial_users": ["U1"]}, "U2", "selected_users", ["U2"], ["U1"]),
        ("conversations_select", {}, "C1", "selected_conversation", "C1", None),
        ("channels_select", {}, "C1", "selected_channel", "C1", None),
        (
            "datepicker",
            {"initial_date": "2018-01-16"},
            "2018-01-18",
            "selected_date",
            "2018-01-18",
            "2018-01-16",
        ),
        ("datepicker", {"initial_date": "2018-01-16"}, None, "selected_date", None, "2018-01-16"),
        ("timepicker", {}, "14:00", "selected_time", "14:00", None),
        ("datetimepicker", {}, 1516111200, "selected_date_time", 1516111200, None),
    ],
)
def test_state_of_an_element(
    kind: str, details: dict[str, Any], choice: Choice, key: str, value: object, untouched: object
) -> None:
    element = {"type": kind, "action_id": "a", **details}
    assert chosen_state(element, choice) == {"type": kind, key: value}
    assert initial_state(element) == {"type": kind, key: untouched}


def test_form_wants_what_is_required_and_knows_its_fields() -> None:
    def field(name: str, **block: object) -> dict[str, Any]:
        element = {"type": "plain_text_input", "action_id": f"{name}_a", "max_length": 5}
        label = {"type": "plain_text", "text": name}
        return {"type": "input", "block_id": name, "label": label, "element": element, **block}

    blocks = [field("must"), field("may", optional=True)]
    filled = form_values(blocks, {"must_a": "yes"}, {})
    assert filled["must"]["must_a"]["value"] == "yes" and filled["may"]["may_a"]["value"] is None
    with pytest.raises(ValueError, match="must"):
        form_values(blocks, {"may": "yes"}, {})
    with pytest.raises(ValueError, match="too long"):
        form_values(blocks, {"must": "abcdef"}, {})
    with pytest.raises(LookupError, match="typo"):
        form_values(blocks, {"must": "yes", "typo": "x"}, {})


def test_element_is_found_by_action_and_where_needed_by_block() -> None:
    def row(block_id: str) -> dict[str, Any]:
        return {"type": "actions", "block_id": block_id, "elements": [{"type": "button", "action_id": "go"}]}

    assert find_element([row("one")], "go")[0]["block_id"] == "one"
    assert find_element([row("one"), row("two")], "go", "two")[0]["block_id"] == "two"
    with pytest.raises(LookupError, match="2 times"):
        find_element([row("one"), row("two")], "go")
    with pytest.raises(LookupError, match=r"\['go'\]"):
        find_element([row("one")], "stop")


def test_typed_text_is_escaped_but_mentions_stay() -> None:
    assert escape("a<b & <@U1> <#C1|ws1> <!here>") == "a&lt;b &amp; <@U1> <#C1|ws1> <!here>"
