"""Small builders of blocks and forms, and the check for a refusal."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

Payload = dict[str, Any]


def button(action_id: str, value: str = "v") -> Payload:
    return {
        "type": "button",
        "action_id": action_id,
        "text": {"type": "plain_text", "text": action_id},
        "value": value,
    }


def actions(*elements: Payload, block_id: str = "acts") -> Payload:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def menu(*values: str) -> Payload:
    options = [{"text": {"type": "plain_text", "text": v.title()}, "value": v} for v in values]
    return {"type": "static_select", "action_id": "pick", "options": options}


def field(block_id: str, *, optional: bool = False, **details: object) -> Payload:
    element = {"type": "plain_text_input", "action_id": f"{block_id}_text", **details}
    label = {"type": "plain_text", "text": block_id}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, "optional": optional}


def form(*blocks: Payload, **details: object) -> Payload:
    title = {"type": "plain_text", "text": "Form"}
    return {
        "type": "modal",
        "callback_id": "form",
        "title": title,
        "submit": title,
        "blocks": list(blocks),
        **details,
    }


async def refused(code: str, call: Awaitable[object]) -> Payload:
    """Await a call that is to be refused with this code, and return the answer."""
    with pytest.raises(SlackApiError) as caught:
        await call
    answer = caught.value.response.data
    assert isinstance(answer, dict) and answer["error"] == code, answer
    return answer
