"""The Bolt app: what it must not read, and what it must still do."""

from __future__ import annotations

import logging
import os
from typing import Any

import pytest
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.bolt import create_bolt_app

from .conftest import authorize, build_bolt
from .samples import COMMAND, EVENTS, INTERACTIONS, event

TRAPS = {
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "secret",
    "SLACK_BOT_TOKEN": "xoxb-of-the-environment",
    "SLACK_SIGNING_SECRET": "secret",
}


def request(payload: dict[str, Any]) -> AsyncBoltRequest:
    return AsyncBoltRequest(body=payload, mode="socket_mode")


async def test_environment_is_out_of_its_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in TRAPS.items():
        monkeypatch.setenv(name, value)
    asked: list[tuple[str | None, str | None]] = []

    async def look_up(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        asked.append((enterprise_id, team_id))
        return await authorize(enterprise_id, team_id)

    bolt = create_bolt_app(authorize=look_up, client=AsyncWebClient(), logger=logging.getLogger("test"))
    tokens: list[str | None] = []

    @bolt.command("/img")
    async def note(ack: AsyncAck, client: AsyncWebClient) -> None:
        tokens.append(client.token)
        await ack()

    assert bolt.oauth_flow is None
    assert bolt.installation_store is None
    assert {name: os.environ[name] for name in TRAPS} == TRAPS
    assert (await bolt.async_dispatch(request(COMMAND))).status == 200
    assert asked == [(None, "T0GENEVA")]
    assert tokens == ["xoxb-1"]


async def test_each_request_gets_the_shared_session_and_base_url() -> None:
    session: Any = object()
    client = AsyncWebClient(base_url="http://127.0.0.1:9/api/", session=session, retry_handlers=[])
    bolt = create_bolt_app(authorize=authorize, client=client, logger=logging.getLogger("test"))
    seen: list[AsyncWebClient] = []

    @bolt.command("/img")
    async def note(ack: AsyncAck, client: AsyncWebClient) -> None:
        seen.append(client)
        await ack()

    await bolt.async_dispatch(request(COMMAND))
    assert seen[0] is not client
    assert (seen[0].session, seen[0].base_url, seen[0].retry_handlers) == (session, client.base_url, [])


async def test_ignores_what_the_bot_says_itself() -> None:
    reached: list[dict[str, Any]] = []
    bolt = build_bolt(reached)
    said = {"type": "message", "channel": "C0IMG", "ts": "1.2", "text": "x", "team": "T0GENEVA"}
    for own in (event(**said, user="U0BOT"), event(**said, bot_id="B0BOT")):
        assert (await bolt.async_dispatch(request(own))).status == 200
    assert reached == []
    await bolt.async_dispatch(request(EVENTS["message"]))
    assert len(reached) == 1


@pytest.mark.parametrize("payload", [COMMAND, INTERACTIONS["block_actions"], INTERACTIONS["view_submission"]])
async def test_unknown_workspace_is_told_in_the_acknowledgement(payload: dict[str, Any]) -> None:
    async def nobody(enterprise_id: str | None, team_id: str | None) -> None:
        return None

    bolt = create_bolt_app(authorize=nobody, client=AsyncWebClient(), logger=logging.getLogger("test"))
    # Nothing listens there: an attempt to post would fail.
    answer = await bolt.async_dispatch(request({**payload, "response_url": "http://127.0.0.1:9/"}))
    assert answer.status == 200
    assert answer.body.startswith("I am not installed in this workspace")


async def test_unhandled_is_404_and_quotes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    bolt = create_bolt_app(authorize=authorize, client=AsyncWebClient(), logger=logging.getLogger("test"))
    with caplog.at_level(logging.DEBUG):
        answer = await bolt.async_dispatch(request(INTERACTIONS["block_suggestion"]))
    assert answer.status == 404
    assert "pick.item" not in caplog.text
