"""From bytes on the wire to plain values: signature, character set, form and JSON, each within bounds."""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Mapping
from typing import NoReturn
from urllib.parse import parse_qsl

from multidict import CIMultiDictProxy

MAX_BODY_BYTES = 1024 * 1024
"""Slack's largest payload brings a view back, of 250 kB at most: less than 100 sections of 3,000 letters. In
a form, JSON takes at most four bytes for one of them (é, two bytes, becomes `%5Cu00e9`): a million in all."""
READ_BYTES = 32 * 1024
"""The most that one read takes from a socket."""
MAX_FORM_FIELDS = 64
MAX_DEPTH = 64
"""Slack's deepest payloads (rich text inside a message inside an action) stay below twenty levels."""
MAX_SKEW_SECONDS = 300

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"

_TIMESTAMP = re.compile(r"[0-9]{1,12}")
_SIGNATURE = re.compile(r"v0=[0-9a-f]{64}")
_CONTENT_TYPE = re.compile(r"([a-z/-]{1,64})(?:;charset=\"?([a-z0-9_-]{1,32})\"?)?")
# A NUL cannot be stored as text in PostgreSQL, half a surrogate pair cannot be encoded: both would surface as
# our own failure far from here.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Refusal(Exception):
    """A request that is not let in.

    Args:
        status: the HTTP status to answer, always 4xx.
        reason: a few words for the answer and the log; never a part of the request.
    """

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def read_signature(headers: CIMultiDictProxy[str], now: float) -> tuple[str, str]:
    """Take the timestamp and the signature from the headers before the body is read.

    Args:
        headers: of the request.
        now: the time as a POSIX timestamp in seconds.

    Returns:
        The timestamp and the signature, both ASCII.

    Raises:
        Refusal: 401 when one is missing, repeated, not of Slack's form, or more than five minutes off.
    """
    timestamp = _single(headers, "X-Slack-Request-Timestamp", _TIMESTAMP)
    signature = _single(headers, "X-Slack-Signature", _SIGNATURE)
    if abs(now - int(timestamp)) > MAX_SKEW_SECONDS:
        raise Refusal(401, "stale request")
    return timestamp, signature


def _single(headers: CIMultiDictProxy[str], name: str, form: re.Pattern[str]) -> str:
    values = headers.getall(name, [])
    if len(values) != 1 or not form.fullmatch(values[0]):
        raise Refusal(401, "no valid signature")
    return values[0]


def verify_signature(secret: bytes, timestamp: str, signature: str, body: bytes) -> None:
    """Compare the signature with the HMAC-SHA256 of the raw body, in constant time.

    Raises:
        Refusal: 401 when they differ.
    """
    expected = hmac.digest(secret, b"v0:%s:%s" % (timestamp.encode(), body), "sha256")
    if not hmac.compare_digest(f"v0={expected.hex()}", signature):
        raise Refusal(401, "no valid signature")


def read_content_type(headers: CIMultiDictProxy[str]) -> str:
    """Tell whether the body is a form or JSON.

    Raises:
        Refusal: 415 for anything else, another character set than UTF-8, or a compressed body.
    """
    values = headers.getall("Content-Type", [])
    match = _CONTENT_TYPE.fullmatch(values[0].lower().replace(" ", "")) if len(values) == 1 else None
    if match is None or match[1] not in (FORM, JSON):
        raise Refusal(415, "unsupported content type")
    if match[2] not in (None, "utf-8", "utf8"):
        raise Refusal(415, "unsupported character set")
    if headers.get("Content-Encoding", "identity").lower() != "identity":
        raise Refusal(415, "unsupported content encoding")
    return match[1]


def decode_form(body: bytes) -> Mapping[str, str]:
    """Decode a form into its fields.

    Raises:
        Refusal: 400 when it is not UTF-8, not a form, too long, or names a field twice.
    """
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=MAX_FORM_FIELDS,
        )
    except ValueError:
        raise Refusal(400, "malformed form") from None
    fields = dict(pairs)
    if len(fields) != len(pairs) or _UNSTORABLE.search("".join(fields.values())):
        raise Refusal(400, "malformed form")
    return fields


def decode_json(text: str | bytes) -> object:
    """Decode JSON into plain values.

    Raises:
        Refusal: 400 when it is not UTF-8, not strict JSON, nested too deeply, or holds text or numbers that
            cannot be stored.
    """
    try:
        value = json.loads(
            text.decode("utf-8") if isinstance(text, bytes) else text, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError):
        raise Refusal(400, "malformed JSON") from None
    check_tree(value)
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def check_tree(value: object) -> None:
    """Make sure that decoded JSON is of bounded depth and holds no text that cannot be stored.

    Raises:
        Refusal: 400 when it is not so.
    """
    # Level by level, since what is too deep must not recurse here either.
    level = [value]
    for _ in range(MAX_DEPTH):
        deeper: list[object] = []
        for node in level:
            if isinstance(node, str):
                if _UNSTORABLE.search(node):
                    raise Refusal(400, "malformed JSON")
            elif isinstance(node, dict):
                deeper.extend(node)
                deeper.extend(node.values())
            elif isinstance(node, list):
                deeper.extend(node)
        if not deeper:
            return
        level = deeper
    raise Refusal(400, "JSON nested too deeply")
