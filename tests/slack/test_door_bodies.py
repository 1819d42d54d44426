"""Signed bodies that the door turns away: unreadable ones and those of another shape than Slack sends."""

from __future__ import annotations

import json
import logging
from typing import Any
from urllib.parse import urlencode

import pytest

from .conftest import Site
from .samples import (
    COMMAND,
    EVENTS,
    FORM,
    INTERACTIONS,
    JSON,
    VIEW,
    changed,
    event,
    form,
    headers,
    valid_requests,
    without,
)

PATH = "/slack/events"
BODY = valid_requests()["command"][1]
CLICK = INTERACTIONS["block_actions"]
SUBMISSION = INTERACTIONS["view_submission"]
MENTION = EVENTS["app_mention"]
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
