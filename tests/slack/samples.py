"""Valid payloads of every kind the door knows, as small as Slack sends them, and their signed wire form."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from multidict import CIMultiDict

NOW = datetime(2017, 11, 20, 9, 0, tzinfo=UTC)
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

TEAM = {"id": "T0GENEVA", "domain": "img"}
USER = {"id": "U0LEAD", "username": "lead", "name": "lead", "team_id": "T0GENEVA"}
CHANNEL = {"id": "C0IMG", "name": "img-ewaste"}
TRIGGER = "13345224609.738474920.8088930838d88f008e0"
VIEW = {
    "id": "V0FORM",
    "type": "modal",
    "callback_id": "schedule",
    "private_metadata": '{"key": "WS1-M2"}',
    "hash": "1511168400.abc",
    "blocks": [{"type": "input", "block_id": "day", "element": {"type": "datepicker", "action_id": "value"}}],
    "state": {"values": {"day": {"value": {"type": "datepicker", "selected_date": "2018-01-16"}}}},
    "root_view_id": "V0FORM",
    "previous_view_id": None,
    "app_installed_team_id": "T0GENEVA",
}
MESSAGE = {"type": "message", "user": "U0BOT", "ts": "1511168400.000100", "text": "hello", "blocks": []}

COMMAND: dict[str, str] = {
    "token": "unused",
    "team_id": "T0GENEVA",
    "team_domain": "img",
    "channel_id": "C0IMG",
    "channel_name": "img-ewaste",
    "user_id": "U0LEAD",
    "user_name": "lead",
    "command": "/img",
    "text": "next ws1",
    "api_app_id": "A0BOT",
    "is_enterprise_install": "false",
    "response_url": "https://hooks.slack.com/commands/T0GENEVA/1/abc",
    "trigger_id": TRIGGER,
}

_AROUND = {"team": TEAM, "user": USER, "api_app_id": "A0BOT", "token": "unused", "enterprise": None}
_PLACE = {
    "container": {"type": "message", "message_ts": "1511168400.000100", "channel_id": "C0IMG"},
    "channel": CHANNEL,
    "message": MESSAGE,
    "response_url": "https://hooks.slack.com/actions/T0GENEVA/1/abc",
}
INTERACTIONS: dict[str, dict[str, Any]] = {
    "block_actions": {
        "type": "block_actions",
        **_AROUND,
        **_PLACE,
        "trigger_id": TRIGGER,
        "actions": [
            {
                "action_id": "item.done",
                "block_id": "b1",
                "type": "button",
                "value": "WS1-M2",
                "action_ts": "1511168400.1",
            }
        ],
        "state": {"values": {}},
        "is_enterprise_install": False,
    },
    "view_submission": {
        "type": "view_submission",
        **_AROUND,
        "trigger_id": TRIGGER,
        "view": VIEW,
        "response_urls": [],
        "is_enterprise_install": False,
    },
    "view_closed": {"type": "view_closed", **_AROUND, "view": VIEW, "is_cleared": False},
    "shortcut": {
        "type": "shortcut",
        **_AROUND,
        "callback_id": "next",
        "trigger_id": TRIGGER,
        "action_ts": "1.2",
    },
    "message_action": {
        "type": "message_action",
        **_AROUND,
        **_PLACE,
        "callback_id": "make_action",
        "trigger_id": TRIGGER,
        "message_ts": "1511168400.000100",
        "action_ts": "1.2",
    },
    "block_suggestion": {
        "type": "block_suggestion",
        **_AROUND,
        "action_id": "pick.item",
        "block_id": "b1",
        "value": "ws1",
        "view": VIEW,
        "container": {"type": "view", "view_id": "V0FORM"},
    },
}


def event(**fields: object) -> dict[str, Any]:
    """An event in its envelope."""
    return {
        "token": "unused",
        "team_id": "T0GENEVA",
        "api_app_id": "A0BOT",
        "event": fields,
        "type": "event_callback",
        "event_id": "Ev0001",
        "event_time": 1511168400,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": "T0GENEVA",
                "user_id": "U0BOT",
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": "4-abc",
    }


_SAID = {"user": "U0LEAD", "text": "<@U0BOT> next", "ts": "1.2", "event_ts": "1.2", "team": "T0GENEVA"}
EVENTS: dict[str, dict[str, Any]] = {
    "app_mention": event(type="app_mention", channel="C0IMG", **_SAID),
    "message": event(type="message", channel="D0LEAD", channel_type="im", **_SAID),
    "message_changed": event(
        type="message",
        subtype="message_changed",
        channel="C0IMG",
        ts="1.3",
        message=MESSAGE,
        previous_message=MESSAGE,
    ),
    "app_home_opened": event(
        type="app_home_opened", user="U0LEAD", channel="D0LEAD", tab="home", event_ts="1.2"
    ),
    "member_joined_channel": event(
        type="member_joined_channel", user="U0LEAD", channel="C0IMG", team="T0GENEVA"
    ),
    "channel_id_changed": event(
        type="channel_id_changed", old_channel_id="G0OLD", new_channel_id="C0NEW", event_ts="1.2"
    ),
    "tokens_revoked": event(type="tokens_revoked", tokens={"oauth": ["U0LEAD"], "bot": ["U0BOT"]}),
    "app_uninstalled": event(type="app_uninstalled"),
    "user_change": event(type="user_change", user={"id": "U0LEAD", "team_id": "T0GENEVA"}),
    "channel_rename": event(type="channel_rename", channel={"id": "C0IMG", "name": "img", "created": 1}),
    "reaction_added": event(
        type="reaction_added", user="U0LEAD", item={"type": "message", "channel": "C0IMG", "ts": "1.2"}
    ),
}


def changed(payload: dict[str, Any], **fields: object) -> dict[str, Any]:
    """The payload with some fields changed or added."""
    return {**payload, **fields}


def without(payload: dict[str, Any], *names: str) -> dict[str, Any]:
    """The payload without some of its fields."""
    return {name: value for name, value in payload.items() if name not in names}


def form(payload: object) -> bytes:
    """An interaction as Slack sends it."""
    return urlencode({"payload": json.dumps(payload)}).encode()


def valid_requests() -> dict[str, tuple[str, bytes]]:
    """Content type and body of one valid request of each kind."""
    requests = {"command": (FORM, urlencode(COMMAND).encode())}
    requests |= {kind: (FORM, form(payload)) for kind, payload in INTERACTIONS.items()}
    return requests | {kind: (JSON, json.dumps(payload).encode()) for kind, payload in EVENTS.items()}


def sign(body: bytes, *, secret: str = SECRET, at: float = NOW.timestamp()) -> tuple[str, str]:
    """The timestamp and the signature that Slack would send with a body."""
    timestamp = str(int(at))
    digest = hmac.new(secret.encode(), f"v0:{timestamp}:".encode() + body, hashlib.sha256)
    return timestamp, f"v0={digest.hexdigest()}"


def headers(body: bytes, content_type: str = FORM) -> CIMultiDict[str]:
    """The headers of a request that is signed as it should be."""
    timestamp, signature = sign(body)
    return CIMultiDict(
        {
            "Content-Type": content_type,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": signature,
        }
    )
