"""What the door lets in and what it turns away, one case at a time."""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from slack_bolt.request.async_request import AsyncBoltRequest

from .conftest import Site
from .samples import (
    COMMAND,
    EVENTS,
    FORM,
    INTERACTIONS,
    JSON,
    NOW,
    SECRET,
    VIEW,
    event,
    form,
    headers,
    sign,
    valid_requests,
)

PATH = "/slack/events"
Next = Callable[[], Awaitable[None]]
VALID = valid_requests()


def changed(payload: dict[str, Any], **fields: object) -> dict[str, Any]:
    return {**payload, **fields}


def without(payload: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in payload.items() if name not in names}


CLICK = INTERACTIONS["block_actions"]
SUBMISSION = INTERACTIONS["view_submission"]
MENTION = EVENTS["app_mention"]


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
    body = form(changed(CLICK, command="/img", text="drop all"))
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


DEEP = b"[" * 5000 + b"]" * 5000
BAD_BODIES: dict[str, tuple[int, str, bytes]] = {
    "no type": (415, "", BODY),
    "multipart": (415, "multipart/form-data; boundary=x", BODY),
    "unknown charset": (415, f"{FORM}; charset=klingon", BODY),
    "latin-1": (415, f"{JSON}; charset=iso-8859-1", b"{}"),
    "two charsets": (415, f"{JSON}; charset=utf-8; charset=x", b"{}"),
    "empty form": (400, FORM, b""),
    "empty JSON": (400, JSON, b""),
    "not UTF-8": (400, JSON, b'{"type": "\xff"}'),
    "not UTF-8, form": (400, FORM, b"command=%FF&text=x"),
    "raw bytes, form": (400, FORM, b"command=\xff\xfe"),
    "open brace": (400, JSON, b"{"),
    "open brace, form": (400, FORM, b"{"),
    "brackets": (400, JSON, DEEP),
    "brackets in a form": (400, FORM, b"payload=" + DEEP),
    "brackets in an event": (
        400,
        JSON,
        b'{"type": "event_callback", "event": ' + b'{"a":' * 900 + b"1" + b"}" * 901,
    ),
    "braces as a form": (400, FORM, DEEP),
    "NaN": (400, JSON, b'{"type": NaN}'),
    "huge number": (400, JSON, b'{"type": ' + b"9" * 5000 + b"}"),
    "many fields": (400, FORM, b"&".join(b"f%d=1" % n for n in range(5000))),
    "repeated field": (400, FORM, BODY + b"&text=other"),
    "NUL": (400, FORM, BODY.replace(b"next", b"%00")),
    "NUL in JSON": (400, FORM, form(changed(CLICK, trigger_id="a\0"))),
    "half a surrogate": (400, FORM, form(changed(CLICK, trigger_id="\ud800"))),
    "both kinds": (400, FORM, BODY + b"&payload={}"),
    "payload and more": (400, FORM, form(CLICK) + b"&x=1"),
    "ssl_check": (400, FORM, b"ssl_check=1&token=x"),
    "too large": (413, FORM, b"text=" + b"x" * (1024 * 1024)),
    "event in a form": (400, FORM, form(MENTION)),
    "click as JSON": (400, JSON, json.dumps(CLICK).encode()),
    "challenge of another type": (400, JSON, b'{"type": "url_verification", "challenge": {}}'),
    **{
        f"JSON {text}": (400, JSON, text.encode())
        for text in ("null", "[]", "{}", "1", '"x"', "true", "[{}]")
    },
    **{
        f"payload {text}": (400, FORM, b"payload=" + text.encode())
        for text in ("", "null", "[]", "{}", "1", "%22x%22")
    },
}


@pytest.mark.parametrize("case", BAD_BODIES)
async def test_refuses_bad_bodies_although_signed(
    site: Site, case: str, caplog: pytest.LogCaptureFixture
) -> None:
    status, content_type, body = BAD_BODIES[case]
    with caplog.at_level(logging.INFO):
        answer = await site.client.post(PATH, data=body, headers=headers(body, content_type))
    assert answer.status == status
    assert site.reached == []
    assert [record.levelname for record in caplog.records] == ["INFO"]


BAD_COMMANDS: dict[str, dict[str, str]] = {
    **{
        f"no {name}": without(COMMAND, name)
        for name in ("team_id", "channel_id", "user_id", "text", "trigger_id")
    },
    "no slash": changed(COMMAND, command="img"),
    "ids of another form": changed(COMMAND, user_id="u0lead"),
    "empty team": changed(COMMAND, team_id=""),
    "long id": changed(COMMAND, channel_id="C" * 100),
    "no address": changed(COMMAND, response_url="file:///etc/passwd"),
}


@pytest.mark.parametrize("case", BAD_COMMANDS)
async def test_refuses_misshapen_commands(site: Site, case: str) -> None:
    body = urlencode(BAD_COMMANDS[case]).encode()
    assert (await site.client.post(PATH, data=body, headers=headers(body))).status == 400
    assert site.reached == []


BAD_INTERACTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "no actions": (changed(CLICK, actions=[]), "actions"),
    "actions null": (changed(CLICK, actions=None), "actions"),
    "action null": (changed(CLICK, actions=[None]), "actions.0"),
    "action id a number": (
        changed(CLICK, actions=[{"action_id": 7, "type": "button"}]),
        "actions.0.action_id",
    ),
    "action id empty": (changed(CLICK, actions=[{"action_id": "", "type": "button"}]), "actions.0.action_id"),
    "value a list": (
        changed(CLICK, actions=[changed(CLICK["actions"][0], value=["x"])]),
        "actions.0.value",
    ),
    "option without value": (
        changed(CLICK, actions=[changed(CLICK["actions"][0], selected_option={"text": "x"})]),
        "actions.0.selected_option.value",
    ),
    "date": (
        changed(CLICK, actions=[changed(CLICK["actions"][0], selected_date="tomorrow")]),
        "actions.0.selected_date",
    ),
    "team a word": (changed(CLICK, team="x"), "team"),
    "team null": (changed(CLICK, team=None, user={"id": "U0LEAD"}), "team"),
    "team id null": (changed(CLICK, team={"id": None}), "team.id"),
    "no team": (without(CLICK, "team"), "team"),
    "user a word": (changed(CLICK, user="U0LEAD"), "user"),
    "user without id": (changed(CLICK, user={}), "user.id"),
    "enterprise a number": (changed(CLICK, enterprise=7), "enterprise"),
    "channel a list": (changed(CLICK, channel=[]), "channel"),
    "no trigger": (without(CLICK, "trigger_id"), "trigger_id"),
    "view a word": (changed(SUBMISSION, view="x"), "view"),
    "no view": (without(SUBMISSION, "view"), "view"),
    "no state": (changed(SUBMISSION, view=without(VIEW, "state")), "view.state"),
    "state of lists": (changed(SUBMISSION, view=changed(VIEW, state={"values": []})), "view.state.values"),
    "state too flat": (
        changed(SUBMISSION, view=changed(VIEW, state={"values": {"day": {"value": "x"}}})),
        "view.state.values.*.*",
    ),
    "callback null": (changed(SUBMISSION, view=changed(VIEW, callback_id=None)), "view.callback_id"),
    "metadata a dict": (
        changed(SUBMISSION, view=changed(VIEW, private_metadata={})),
        "view.private_metadata",
    ),
    "response urls": (changed(SUBMISSION, response_urls=[None]), "response_urls.0"),
    "closed without view": (without(INTERACTIONS["view_closed"], "view"), "view"),
    "shortcut without callback": (without(INTERACTIONS["shortcut"], "callback_id"), "callback_id"),
    "message null": (changed(INTERACTIONS["message_action"], message=None), "message"),
    "options value a list": (changed(INTERACTIONS["block_suggestion"], value=[]), "value"),
}


@pytest.mark.parametrize("case", BAD_INTERACTIONS)
async def test_refuses_misshapen_interactions(site: Site, case: str) -> None:
    payload, path = BAD_INTERACTIONS[case]
    body = form(payload)
    answer = await site.client.post(PATH, data=body, headers=headers(body))
    assert (answer.status, await answer.text()) == (400, f"malformed payload: {path}")
    assert site.reached == []


@pytest.mark.parametrize(
    "kind", ["interactive_message", "dialog_submission", "workflow_step_edit", "x", None, [], {}]
)
async def test_refuses_unknown_kinds(site: Site, kind: object) -> None:
    body = form(changed(CLICK, type=kind, callback_id="x"))
    assert (await site.client.post(PATH, data=body, headers=headers(body))).status == 400


BAD_EVENTS: dict[str, tuple[dict[str, Any], str]] = {
    "no id": (without(MENTION, "event_id"), "event_id"),
    "id a number": (changed(MENTION, event_id=1), "event_id"),
    "no team": (without(MENTION, "team_id"), "team_id"),
    "event null": (changed(MENTION, event=None), "event"),
    "event a list": (changed(MENTION, event=[]), "event"),
    "event without type": (changed(MENTION, event={}), "event.type"),
    "type a list": (event(type=["message"]), "event.type"),
    "user a number": (event(**changed(MENTION["event"], user=7)), "event.user"),
    "user a list": (event(**changed(MENTION["event"], user=[])), "event.user"),
    "channel without id": (event(type="channel_rename", channel={}), "event.channel.id"),
    "text a dict": (event(**changed(MENTION["event"], text={})), "event.text"),
    "mention without text": (event(**without(MENTION["event"], "text")), "event.text"),
    "message without channel": (event(type="message", ts="1.2", user="U0LEAD", text="x"), "event.channel"),
    "message of nobody": (event(type="message", channel="C0IMG", ts="1.2", text="x"), "event.user"),
    "event in an event": (event(**changed(MENTION["event"], event={"user": 7})), "event.event"),
    "authorizations": (changed(MENTION, authorizations=[7]), "authorizations.0"),
    "revoked": (event(type="tokens_revoked", tokens={"bot": [None]}), "event.tokens.bot.0"),
}


@pytest.mark.parametrize("case", BAD_EVENTS)
async def test_refuses_misshapen_events(site: Site, case: str) -> None:
    payload, path = BAD_EVENTS[case]
    body = json.dumps(payload).encode()
    answer = await site.client.post(PATH, data=body, headers=headers(body, JSON))
    assert (answer.status, await answer.text()) == (400, f"malformed payload: {path}")
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
