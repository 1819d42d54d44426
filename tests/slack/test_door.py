"""What the door lets in and what it turns away, one case at a time."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from .conftest import Site
from .samples import (
    COMMAND,
    FORM,
    INTERACTIONS,
    JSON,
    NOW,
    SECRET,
    changed,
    form,
    headers,
    sign,
    valid_requests,
)

PATH = "/slack/events"
Next = Callable[[], Awaitable[None]]
VALID = valid_requests()


@pytest.mark.parametrize("kind", VALID)
async def test_lets_in_every_kind(site: Site, kind: str) -> None:
    content_type, body = VALID[kind]
    answer = await site.client.post(PATH, data=body, headers=headers(body, content_type))
    assert answer.status == 200
    if kind != "message_changed":  # whoever edits, the last author is the bot here: its own events stay out
        assert len(site.reached) == 1


async def test_answer_of_a_command_rides_in_the_acknowledgement(site: Site) -> None:
    content_type, body = VALID["command"]
    answer = await site.client.post(PATH, data=body, headers=headers(body, content_type))
    assert await answer.text() == "noted command"
    assert site.reached[0]["text"] == "next ws1"


async def test_fields_that_are_not_checked_do_not_get_in(site: Site) -> None:
    fields = COMMAND | {"type": "block_actions", "actions": "x", "authorizations": "y", "team": "T0OTHER"}
    body = urlencode(fields).encode()
    answer = await site.client.post(PATH, data=body, headers=headers(body))
    assert answer.status == 200
    assert site.reached == [COMMAND]


async def test_a_click_cannot_pose_as_a_command(site: Site) -> None:
    body = form(changed(INTERACTIONS["block_actions"], command="/img", text="drop all"))
    answer = await site.client.post(PATH, data=body, headers=headers(body))
    assert await answer.text() == "noted block_actions"


async def test_bolts_own_header_cannot_skip_the_listener(site: Site) -> None:
    content_type, body = VALID["command"]
    sent = headers(body, content_type)
    sent["X-Slack-Bolt-Lazy-Only"] = "1"
    assert (await site.client.post(PATH, data=body, headers=sent)).status == 200
    assert len(site.reached) == 1


async def test_answers_url_verification_itself(site: Site) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "3eZbrw1aB", "token": "x"}).encode()
    answer = await site.client.post(PATH, data=body, headers=headers(body, JSON))
    assert (answer.status, await answer.text()) == (200, "3eZbrw1aB")
    unsigned = await site.client.post(PATH, data=body, headers={"Content-Type": JSON})
    assert unsigned.status == 401


async def test_retry_headers_pass(site: Site) -> None:
    seen: list[Any] = []

    @site.bolt.middleware
    async def look(request: AsyncBoltRequest, next: Next) -> None:
        seen.append(request.headers)
        await next()

    content_type, body = VALID["app_mention"]
    sent = headers(body, content_type)
    sent["X-Slack-Retry-Num"] = "2"
    sent["X-Slack-Retry-Reason"] = "http_timeout"
    await site.client.post(PATH, data=body, headers=sent)
    assert seen == [{"x-slack-retry-num": ["2"], "x-slack-retry-reason": ["http_timeout"]}]


@pytest.mark.parametrize("seconds", [-301, 301, 10**9])
async def test_refuses_what_is_stale_or_from_the_future(site: Site, seconds: int) -> None:
    content_type, body = VALID["command"]
    site.clock.set(NOW + timedelta(seconds=seconds))
    assert (await site.client.post(PATH, data=body, headers=headers(body, content_type))).status == 401
    assert site.reached == []


@pytest.mark.parametrize("seconds", [-300, 300])
async def test_five_minutes_either_way_are_fine(site: Site, seconds: int) -> None:
    content_type, body = VALID["command"]
    site.clock.set(NOW + timedelta(seconds=seconds))
    assert (await site.client.post(PATH, data=body, headers=headers(body, content_type))).status == 200


BODY = VALID["command"][1]
STAMP, SIGNATURE = sign(BODY)
BAD_HEADERS = {
    "no timestamp": [("X-Slack-Signature", SIGNATURE)],
    "no signature": [("X-Slack-Request-Timestamp", STAMP)],
    "repeated timestamp": [
        ("X-Slack-Request-Timestamp", STAMP),
        ("X-Slack-Request-Timestamp", STAMP),
        ("X-Slack-Signature", SIGNATURE),
    ],
    "repeated signature": [
        ("X-Slack-Request-Timestamp", STAMP),
        ("X-Slack-Signature", SIGNATURE),
        ("X-Slack-Signature", SIGNATURE),
    ],
    **{
        f"timestamp {value!r}": [("X-Slack-Request-Timestamp", value), ("X-Slack-Signature", SIGNATURE)]
        for value in (
            "",
            "now",
            "-1",
            "1e9",
            STAMP + ".0",
            "١٥١١١٦٨٤٠٠",
            "9" * 5000,
            f"+{STAMP}",
            "1_511_168_400",
        )
    },
    **{
        f"signature {value[:12]!r}": [("X-Slack-Request-Timestamp", STAMP), ("X-Slack-Signature", value)]
        for value in (
            "",
            "v0=",
            "v1" + SIGNATURE[2:],
            SIGNATURE.upper(),
            SIGNATURE[:-1],
            "v0=é" + SIGNATURE[4:],
        )
    },
    "other secret": [
        ("X-Slack-Request-Timestamp", STAMP),
        ("X-Slack-Signature", sign(BODY, secret=SECRET[::-1])[1]),
    ],
    "other body": [("X-Slack-Request-Timestamp", STAMP), ("X-Slack-Signature", sign(BODY + b" ")[1])],
}


@pytest.mark.parametrize("case", BAD_HEADERS)
async def test_refuses_bad_signatures(site: Site, case: str) -> None:
    sent = [("Content-Type", FORM), *BAD_HEADERS[case]]
    answer = await site.client.post(PATH, data=BODY, headers=sent)
    assert answer.status == 401
    assert site.reached == []


async def test_compressed_bodies_are_refused_unread(site: Site) -> None:
    sent = headers(BODY)
    sent["Content-Encoding"] = "gzip"
    assert (await site.client.post(PATH, data=BODY, headers=sent)).status in (400, 415)
    assert site.reached == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_only_post(site: Site, method: str) -> None:
    answer = await site.client.request(method, PATH)
    assert (answer.status, answer.headers["Allow"]) == (405, "POST")


async def test_own_failure_is_500_and_one_log_entry(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    @site.bolt.middleware
    async def fail(next: Next) -> None:
        raise RuntimeError("a fault of ours")

    content_type, body = VALID["command"]
    answer = await site.client.post(PATH, data=body, headers=headers(body, content_type))
    assert (answer.status, await answer.text()) == (500, "internal error")
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "next ws1" not in caplog.text


async def test_own_failure_outside_of_bolts_care(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    @site.bolt.middleware
    async def fail(next: Next) -> None:
        raise RuntimeError("a fault of ours")

    @site.bolt.error
    async def worse(error: Exception) -> None:
        raise error

    content_type, body = VALID["command"]
    answer = await site.client.post(PATH, data=body, headers=headers(body, content_type))
    assert (answer.status, await answer.text()) == (500, "internal error")
    assert [record.levelname for record in caplog.records] == ["ERROR"]
