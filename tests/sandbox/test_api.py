"""Tokens, arguments and messages of the Web API, through the real SDK."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot.core.clock import SimulatedClock
from bot.demo.world import MEMBER, OBSERVER, TEAM, WS1_CHANNEL, WS1_LEAD
from bot.sandbox.api_server import SlackServer
from tests.sandbox.kit import refused

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
KEY = {"event_type": "notice", "event_payload": {"key": "k1", "fence": 2}}


async def test_tokens(server: SlackServer, api: AsyncWebClient, bot: str) -> None:
    known = await api.auth_test()
    assert (known["team_id"], known["user_id"]) == (TEAM, bot)
    assert "chat:write" in known.headers["x-oauth-scopes"]
    await refused("invalid_auth", AsyncWebClient(token="xoxb-no", base_url=server.api_url).auth_test())
    await refused("not_authed", AsyncWebClient(base_url=server.api_url).auth_test())
    server.slack.workspaces[TEAM].bot.state = "revoked"
    await refused("token_revoked", api.auth_test())
    server.slack.workspaces[TEAM].bot.state = "uninstalled"
    await refused("account_inactive", api.auth_test())


async def test_scope_method_and_arguments_are_checked(server: SlackServer, api: AsyncWebClient) -> None:
    await refused("unknown_method", api.api_call("chat.shout"))
    unknown = await refused(
        "invalid_arguments", api.chat_postMessage(channel=WS1_CHANNEL, text="x", colour="red")
    )
    assert "colour" in unknown["response_metadata"]["messages"][0]
    await refused(
        "invalid_arguments", api.api_call("chat.update", json={"channel": WS1_CHANNEL, "text": "x"})
    )
    server.slack.workspaces[TEAM].bot.scopes.remove("chat:write")
    missing = await refused("missing_scope", api.chat_postMessage(channel=WS1_CHANNEL, text="x"))
    assert missing["needed"] == "chat:write" and "users:read" in missing["provided"]


async def test_message_gets_a_rising_ts_from_the_clock(
    server: SlackServer, api: AsyncWebClient, clock: SimulatedClock
) -> None:
    clock.set(datetime(2017, 11, 1, 0, 0, tzinfo=UTC))
    stamps = [(await api.chat_postMessage(channel=WS1_CHANNEL, text="x"))["ts"] for _ in range(3)]
    assert stamps == ["1509494400.000000", "1509494400.000100", "1509494400.000200"]
    clock.set(datetime(2017, 10, 31, 0, 0, tzinfo=UTC))
    after = await api.chat_postMessage(channel=WS1_CHANNEL, text="x", blocks=[dict(SECTION)], metadata=KEY)
    assert after["ts"] == "1509494400.000300" and after["message"]["blocks"][0]["block_id"]
    entry = server.journal[-1]
    assert (entry.at, entry.payload, entry.user) == (clock.now(), KEY["event_payload"], None)
    assert server.journal.counts("key") == {"k1": 1}


async def test_where_the_bot_may_post(server: SlackServer, api: AsyncWebClient, bot: str) -> None:
    slack = server.slack
    slack.add_channel(TEAM, name="elsewhere", id="C0ELSEWHERE")
    slack.add_channel(TEAM, name="secret", id="G0SECRET", is_private=True)
    await refused("not_in_channel", api.chat_postMessage(channel="C0ELSEWHERE", text="x"))
    await refused("channel_not_found", api.chat_postMessage(channel="G0SECRET", text="x"))
    await refused("channel_not_found", api.chat_postMessage(channel="C0NOWHERE", text="x"))
    await refused("channel_not_found", api.chat_postMessage(channel="U0NOBODY", text="x"))
    await refused("missing_scope", api.conversations_join(channel="C0ELSEWHERE"))
    slack.workspaces[TEAM].bot.scopes.add("channels:join")
    await api.conversations_join(channel="C0ELSEWHERE")
    await api.chat_postMessage(channel="C0ELSEWHERE", text="x")
    slack.workspaces[TEAM].channels["C0ELSEWHERE"].is_archived = True
    await refused("is_archived", api.chat_postMessage(channel="C0ELSEWHERE", text="x"))


async def test_posting_to_a_person_opens_the_direct_conversation(
    server: SlackServer, api: AsyncWebClient
) -> None:
    server.slack.workspaces[TEAM].bot.scopes.remove("im:write")
    posted = await api.chat_postMessage(channel=WS1_LEAD, text="just you")
    assert re.fullmatch(r"D[A-Z0-9]{8,}", posted["channel"])
    assert server.journal[-1].user == WS1_LEAD
    await refused("missing_scope", api.conversations_open(users=WS1_LEAD))
    server.slack.workspaces[TEAM].bot.scopes.add("im:write")
    assert (await api.conversations_open(users=[WS1_LEAD]))["channel"]["id"] == posted["channel"]
    await refused("user_not_found", api.conversations_open(users="U0NOBODY"))
    server.slack.user(WS1_LEAD).deleted = True
    await refused("user_disabled", api.conversations_open(users=WS1_LEAD))
    await refused("channel_not_found", api.chat_postMessage(channel=WS1_LEAD, text="x"))


async def test_content_is_checked(api: AsyncWebClient, server: SlackServer) -> None:
    def post(**content: Any) -> Any:  # noqa: ANN401 - a coroutine
        return api.chat_postMessage(channel=WS1_CHANNEL, **content)

    await refused("no_text", post())
    await refused("msg_too_long", post(text="x" * 4001))
    broken = await refused("invalid_blocks", post(text="x", blocks=[SECTION, {"type": "header"}]))
    assert broken["response_metadata"]["messages"] == [
        "[ERROR] missing required field: text [json-pointer:/blocks/1]"
    ]
    await refused("invalid_metadata_format", post(text="x", metadata={"event_type": "t"}))
    await refused(
        "invalid_metadata_format", post(text="x", metadata={"event_type": "t", "event_payload": []})
    )
    big = {"event_type": "t", "event_payload": {"k": "x" * 9000}}
    await refused("metadata_too_large", post(text="x", metadata=big))
    await refused("thread_not_found", post(text="x", thread_ts="1.000001"))
    long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 2900}}
    await refused("msg_blocks_too_long", post(text="x", blocks=[long] * 5))
    assert len(server.journal) == 0


async def test_an_update_without_blocks_leaves_them(api: AsyncWebClient) -> None:
    posted = await api.chat_postMessage(channel=WS1_CHANNEL, text="one", blocks=[dict(SECTION)])
    texted = await api.chat_update(channel=WS1_CHANNEL, ts=posted["ts"], text="two")
    assert [block["text"]["text"] for block in texted["message"]["blocks"]] == ["hello"]
    bared = await api.chat_update(channel=WS1_CHANNEL, ts=posted["ts"], text="three", blocks=[])
    assert "blocks" not in bared["message"]


async def test_update_and_delete_only_own_messages(server: SlackServer, api: AsyncWebClient) -> None:
    workspace = server.slack.workspaces[TEAM]
    channel = workspace.channels[WS1_CHANNEL]
    theirs = server.slack.say(workspace, channel, WS1_LEAD, "mine")
    own = await api.chat_postMessage(channel=WS1_CHANNEL, text="one", metadata=KEY)
    await refused("cant_update_message", api.chat_update(channel=WS1_CHANNEL, ts=theirs.ts, text="x"))
    await refused("cant_delete_message", api.chat_delete(channel=WS1_CHANNEL, ts=theirs.ts))
    await refused("message_not_found", api.chat_update(channel=WS1_CHANNEL, ts="1.000001", text="x"))
    changed = await api.chat_update(channel=WS1_CHANNEL, ts=own["ts"], text="two")
    assert changed["message"]["metadata"] == KEY and changed["message"]["edited"]
    link = await api.chat_getPermalink(channel=WS1_CHANNEL, message_ts=own["ts"])
    assert link["permalink"].endswith(f"/{WS1_CHANNEL}/p{own['ts'].replace('.', '')}")
    await api.chat_delete(channel=WS1_CHANNEL, ts=own["ts"])
    await refused("message_not_found", api.chat_delete(channel=WS1_CHANNEL, ts=own["ts"]))
    assert [entry.kind for entry in server.journal] == ["message", "update", "delete"]


async def test_ephemeral_message_needs_both_in_the_channel(server: SlackServer, api: AsyncWebClient) -> None:
    await refused("user_not_in_channel", api.chat_postEphemeral(channel=WS1_CHANNEL, user=OBSERVER, text="x"))
    await api.chat_postEphemeral(channel=WS1_CHANNEL, user=MEMBER, text="for you")
    assert (server.journal[0].kind, server.journal[0].user) == ("ephemeral", MEMBER)
    assert (await api.conversations_history(channel=WS1_CHANNEL))["messages"] == []
