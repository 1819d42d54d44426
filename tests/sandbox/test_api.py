"""The Web API through the real SDK: ids, refusals and pages as Slack has them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.clock import SimulatedClock
from bot.sandbox.server import SlackServer
from bot.sandbox.world import (
    BOT_TOKEN,
    FAR_MEMBER,
    GROUP_CHANNEL,
    MEMBER,
    OBSERVER,
    TEAM,
    WS1_CHANNEL,
    WS1_LEAD,
)

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
KEY = {"event_type": "notice", "event_payload": {"key": "k1", "fence": 2}}


async def refused(code: str, call: Any) -> dict[str, Any]:  # noqa: ANN401 - any coroutine
    with pytest.raises(SlackApiError) as caught:
        await call
    answer = caught.value.response.data
    assert isinstance(answer, dict) and answer["error"] == code, answer
    return answer


@pytest.fixture
def bot(server: SlackServer) -> str:
    return server.slack.workspaces[TEAM].bot.user_id


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
    assert len(server.journal) == 0


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


async def test_history_in_pages_bounds_and_metadata(server: SlackServer, api: AsyncWebClient) -> None:
    stamps = [
        (await api.chat_postMessage(channel=WS1_CHANNEL, text=str(n), metadata=KEY))["ts"] for n in range(25)
    ]
    await api.chat_postMessage(channel=WS1_CHANNEL, text="reply", thread_ts=stamps[0])
    read: list[str] = []
    cursor = ""
    for page in range(3):
        part = await api.conversations_history(
            channel=WS1_CHANNEL, limit=10, cursor=cursor, include_all_metadata=True
        )
        read += [message["text"] for message in part["messages"]]
        assert all(message["metadata"] == KEY for message in part["messages"])
        assert part["has_more"] is (page < 2)
        cursor = part["response_metadata"]["next_cursor"]
        await api.chat_postMessage(channel=WS1_CHANNEL, text="arrives while reading")
    assert read == [str(n) for n in reversed(range(25))] and cursor == ""

    async def between(**bounds: Any) -> list[str]:  # noqa: ANN401
        found = await api.conversations_history(channel=WS1_CHANNEL, **bounds)
        return [message["text"] for message in found["messages"]]

    assert await between(oldest=stamps[3], latest=stamps[6]) == ["5", "4"]
    assert await between(oldest=stamps[3], latest=stamps[6], inclusive=True) == ["6", "5", "4", "3"]
    plain = await api.conversations_history(channel=WS1_CHANNEL, latest=stamps[0], inclusive=True)
    assert "event_payload" not in plain["messages"][0]["metadata"]
    thread = await api.conversations_replies(channel=WS1_CHANNEL, ts=stamps[0])
    assert [message["text"] for message in thread["messages"]] == ["reply", "0"]
    await refused("invalid_cursor", api.conversations_history(channel=WS1_CHANNEL, cursor="bad"))
    server.slack.workspaces[TEAM].bot.scopes.remove("channels:history")
    needed = await refused("missing_scope", api.conversations_history(channel=WS1_CHANNEL))
    assert needed["needed"] == "channels:history"
    direct = await api.chat_postMessage(channel=MEMBER, text="hi")
    assert (await api.conversations_history(channel=direct["channel"]))["messages"][0]["text"] == "hi"


async def test_conversations_and_people_in_pages(server: SlackServer, api: AsyncWebClient, bot: str) -> None:
    first = await api.conversations_list(limit=2, types="public_channel,private_channel")
    cursor = first["response_metadata"]["next_cursor"]
    second = await api.conversations_list(limit=2, types="public_channel,private_channel", cursor=cursor)
    names = [channel["name"] for page in (first, second) for channel in page["channels"]]
    assert names == ["img-ewaste", "ws1", "ws2"] and second["response_metadata"]["next_cursor"] == ""
    await refused("missing_scope", api.conversations_list(types="im"))
    members = (await api.conversations_members(channel=WS1_CHANNEL))["members"]
    assert WS1_LEAD in members and bot in members
    mine = (await api.users_conversations(user=OBSERVER))["channels"]
    assert [channel["id"] for channel in mine] == [GROUP_CHANNEL]
    assert (await api.conversations_info(channel=WS1_CHANNEL))["channel"]["is_member"] is True

    people = (await api.users_list(include_locale=True))["members"]
    assert {user["id"] for user in people} >= {WS1_LEAD, OBSERVER, bot}
    person = (await api.users_info(user=FAR_MEMBER, include_locale=True))["user"]
    assert (person["tz"], person["tz_offset"], person["locale"]) == ("Asia/Bangkok", 25200, "en-GB")
    assert (await api.users_info(user=OBSERVER))["user"]["is_restricted"] is True
    await refused("user_not_found", api.users_info(user="U0NOBODY"))


async def test_strangers_are_seen_through_shared_channels_only(
    server: SlackServer, api: AsyncWebClient
) -> None:
    slack = server.slack
    other = slack.add_workspace("Other agency")
    stranger = slack.add_user(other.id, "stranger", "Stranger")
    await refused("user_not_found", api.users_info(user=stranger.id))
    slack.add_channel(TEAM, other.id, name="joint", members=[stranger.id])
    assert (await api.users_info(user=stranger.id))["user"]["team_id"] == other.id


async def test_upload_in_three_steps(server: SlackServer, api: AsyncWebClient) -> None:
    await api.files_upload_v2(
        channel=WS1_CHANNEL,
        content=b"BEGIN:VCALENDAR",
        filename="plan.ics",
        title="Plan",
        initial_comment="here",
    )
    [post] = server.journal.messages(WS1_CHANNEL)
    [file] = server.journal.select("file")
    assert (post.text, post.metadata, file.text) == ("here", None, "Plan")
    assert file.file_id is not None and server.slack.files[file.file_id].content == b"BEGIN:VCALENDAR"
    assert (await api.files_info(file=file.file_id))["file"]["title"] == "Plan"
    place = await api.files_getUploadURLExternal(filename="x", length=3)
    early = api.files_completeUploadExternal(files=[{"id": place["file_id"]}], channel_id=WS1_CHANNEL)
    await refused("file_upload_not_complete", early)


async def test_response_url_five_times_within_half_an_hour(
    server: SlackServer, clock: SimulatedClock
) -> None:
    def hook() -> AsyncWebhookClient:
        return AsyncWebhookClient(server.slack.new_response_url(TEAM, WS1_CHANNEL, MEMBER), retry_handlers=[])

    many = hook()
    answers = [await many.send(text=f"{n}", response_type="in_channel") for n in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404] and answers[5].body == "used_url"
    late = hook()
    assert (await late.send(text="for you")).body == "ok"
    clock.advance(timedelta(minutes=31))
    assert (await late.send(text="late")).body == "expired_url"
    broken = await hook().send(blocks=[{"type": "header"}])
    assert (broken.status_code, broken.body) == (400, "invalid_blocks")
    kinds = [entry.kind for entry in server.journal]
    assert kinds == ["message"] * 5 + ["ephemeral"]


async def test_views_by_hash_and_external_id(server: SlackServer, api: AsyncWebClient) -> None:
    title = {"type": "plain_text", "text": "Form"}
    form = {"type": "modal", "title": title, "blocks": [SECTION], "external_id": "one"}
    await refused("invalid_trigger_id", api.views_open(trigger_id="1.2.abc", view=form))
    opened = await api.views_open(trigger_id=server.slack.new_trigger(TEAM, MEMBER), view=form)
    twin = api.views_open(trigger_id=server.slack.new_trigger(TEAM, WS1_LEAD), view=form)
    await refused("duplicate_external_id", twin)
    first = opened["view"]["hash"]
    await api.views_update(external_id="one", view=form, hash=first)
    await refused("hash_conflict", api.views_update(view_id=opened["view"]["id"], view=form, hash=first))
    await refused("not_found", api.views_update(view_id="V0NONE", view=form))
    unfit = await refused("invalid_arguments", api.views_publish(user_id=MEMBER, view=form))
    assert "home" in unfit["response_metadata"]["messages"][0]

    below = opened["view"]["id"]
    for number in range(2):
        trigger = server.slack.new_trigger(TEAM, MEMBER, below)
        pushed = await api.views_push(trigger_id=trigger, view={**form, "external_id": f"push {number}"})
        assert (
            pushed["view"]["previous_view_id"] == below
            and pushed["view"]["root_view_id"] == opened["view"]["id"]
        )
        below = pushed["view"]["id"]
    trigger = server.slack.new_trigger(TEAM, MEMBER, below)
    await refused(
        "push_limit_reached", api.views_push(trigger_id=trigger, view={**form, "external_id": "deep"})
    )


async def test_oauth_code_installs_once(server: SlackServer) -> None:
    slack = server.slack
    other = slack.add_workspace("Other agency")
    installer = slack.add_user(other.id, "admin", "Admin", is_admin=True)
    bare = AsyncWebClient(base_url=server.api_url)
    code = slack.issue_code(other.id, installer.id)
    wrong = bare.oauth_v2_access(client_id=slack.client_id, client_secret="no", code=code)
    await refused("bad_client_secret", wrong)
    done = await bare.oauth_v2_access(client_id=slack.client_id, client_secret=slack.client_secret, code=code)
    assert done["team"]["id"] == other.id and done["authed_user"]["id"] == installer.id
    known = await AsyncWebClient(token=done["access_token"], base_url=server.api_url).auth_test()
    assert known["team_id"] == other.id and done["access_token"] != BOT_TOKEN
    again = bare.oauth_v2_access(client_id=slack.client_id, client_secret=slack.client_secret, code=code)
    await refused("invalid_code", again)
