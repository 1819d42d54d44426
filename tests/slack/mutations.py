"""Broken requests by the thousand: valid ones, each with something done to it; the same for a seed."""

from __future__ import annotations

import copy
import json
import random
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from multidict import CIMultiDict

from .samples import COMMAND, EVENTS, FORM, INTERACTIONS, JSON, NOW, sign, valid_requests

JUNK: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    7,
    2**70,
    1e308,
    "",
    "x",
    " ",
    "\0",
    "\ud800",
    "💥" * 20,
    "U0LEAD",
    "x" * 2_000,
    [],
    {},
    [None],
    [[]],
    [{}],
    {"id": None},
    {"id": []},
    {"x": {}},
    [0] * 100,
    {"type": "block_actions"},
    {"id": "T0GENEVA"},
    {"id": {"id": "x"}},
    "block_actions",
    "event_callback",
    "/img",
    ["U0LEAD"],
    "../../etc",
    "9" * 5_000,
    "99999999999999999999|next",
    "0|next",
    "{",
    "[]",
    '{"group":null}',
    '{"group":"x"}',
    '{"group":1e999}',
    '{"group":1,"key":"\\u0000"}',
    "[" * 3_000,
    "form:nope",
    "outbox:was_posted:9223372036854775808",
    "2018-02-30",
    "9999-12-31",
    "0001-01-01",
    "24:00",
]
NAMES = [
    "actions",
    "authorizations",
    "enterprise",
    "event",
    "command",
    "view",
    "channel",
    "user",
    "team",
    "message",
    "type",
    "payload",
    "function_data",
    "response_url",
    "response_urls",
    "callback_id",
    "is_ext_shared_channel",
    "item",
    "bot_id",
    "assistant_thread",
    "previous_message",
    "thread_ts",
    "subtype",
    "ssl_check",
    "bot_access_token",
    "actor",
    "text",
]
CONTENT_TYPES = [
    FORM,
    JSON,
    "",
    "text/plain",
    "application/xml",
    "multipart/form-data",
    "multipart/form-data; boundary=a",
    f"{FORM}; charset=utf-7",
    f"{FORM}; charset=klingon",
    f"{JSON}; charset=utf-16",
    f"{JSON};;;",
    "/",
    ";",
    "é",
    "a" * 999,
]
RAW_BODIES = [
    b"",
    b"{",
    b"}",
    b"[",
    b"null",
    b"[]",
    b"payload",
    b"payload=",
    b"payload=%",
    b"payload=null",
    b"payload=[]",
    b"=",
    b"&",
    b"payload={",
    b"\xff\xfe\x00",
    b"\x00" * 50,
    b"[" * 5000,
    b"[" * 5000 + b"]" * 5000,
    b'{"a":' * 5000,
    b"payload=" + b"[" * 5000,
    b'{"type":' + b"9" * 5000 + b"}",
    b"a=1&" * 3000,
    b"%ED%A0%80=%FF",
    b"{'type': 1}",
    b"NaN",
    b"command=/img",
    b"\xef\xbb\xbf{}",
    b'{"type":"event_callback"}',
    b'{"type":"url_verification"}',
    b"payload=%00",
    b"ssl_check=1",
    b'"' + b"\\" * 999 + b'"',
]


VALID = list(valid_requests().values())


@dataclass(frozen=True)
class Broken:
    """A broken request: its headers and its body."""

    headers: CIMultiDict[str]
    body: bytes


def _containers(value: Any, found: list[Any]) -> list[Any]:  # noqa: ANN401 - any JSON
    if isinstance(value, dict | list):
        if value:
            found.append(value)
        for member in value.values() if isinstance(value, dict) else value:
            _containers(member, found)
    return found


def distort(payload: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """Replace, remove, add or move something anywhere in the tree."""
    payload = copy.deepcopy(payload)
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        containers = _containers(payload, [])
        if not containers:
            break
        place = dice.choice(containers)
        spot = dice.choice(list(place) if isinstance(place, dict) else range(len(place)))
        act = dice.random()
        if act < 0.5:
            place[spot] = copy.deepcopy(dice.choice(JUNK))
        elif act < 0.7:
            del place[spot]
        elif act < 0.9 and isinstance(place, dict):
            place[dice.choice(NAMES)] = copy.deepcopy(dice.choice(JUNK))
        else:
            place[spot] = copy.deepcopy(dice.choice(containers))
    return payload


def scramble(body: bytes, dice: random.Random) -> bytes:
    """Cut, double, flip or insert bytes."""
    data = bytearray(body)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        act = dice.randrange(4)
        if act == 0:
            del data[at : at + dice.randint(1, 40)]
        elif act == 1:
            data[at:at] = dice.randbytes(dice.randint(1, 8))
        elif act == 2:
            data[at:at] = data[: dice.randint(0, 60)]
        elif at < len(data):
            data[at] ^= 1 << dice.randrange(8)
    return bytes(data)


def _body(dice: random.Random) -> tuple[str, bytes]:
    act = dice.random()
    if act < 0.35:
        payload = distort(dice.choice(list(INTERACTIONS.values())), dice)
        return FORM, urlencode({"payload": json.dumps(payload)}).encode()
    if act < 0.65:
        return JSON, json.dumps(distort(dice.choice(list(EVENTS.values())), dice)).encode()
    if act < 0.75:
        fields = {
            name: str(value).encode("utf-8", "replace") for name, value in distort(COMMAND, dice).items()
        }
        return FORM, urlencode(fields).encode()
    content_type, body = dice.choice(VALID)
    if act < 0.9:
        return content_type, scramble(body, dice)
    return dice.choice((FORM, JSON)), dice.choice(RAW_BODIES)


def broken_request(dice: random.Random) -> Broken:
    """One request with something wrong: in its payload, its bytes, its headers or its signature."""
    content_type, body = _body(dice)
    timestamp, signature = sign(body)
    act = dice.random()
    if act < 0.06:
        content_type = dice.choice(CONTENT_TYPES)
    elif act < 0.09:
        timestamp, signature = sign(body, at=NOW.timestamp() + dice.choice((-301, 301, 10**8)))
    elif act < 0.12:
        timestamp = dice.choice(("", "x", "-1", "1e9", "٣", "9" * 400, timestamp + " x"))
    elif act < 0.15:
        signature = dice.choice(("", "v0=", "v0=é", signature[:-1], signature.upper(), "v0=" + "0" * 64))
    headers = CIMultiDict({"Content-Type": content_type})
    if not 0.15 < act < 0.18:
        headers.add("X-Slack-Request-Timestamp", timestamp)
        headers.add("X-Slack-Signature", signature)
    if 0.18 < act < 0.2:
        headers.add("X-Slack-Signature", signature)
    return Broken(headers, body)
