"""History, people, uploads, answers, views and OAuth of the Web API, through the real SDK."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.core.clock import SimulatedClock
from bot.demo.world import BOT_TOKEN, FAR_MEMBER, GROUP_CHANNEL, MEMBER, OBSERVER, TEAM, WS1_CHANNEL, WS1_LEAD
from bot.sandbox.api_server import SlackServer
from tests.sandbox.kit import refused

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
KEY = {"event_type": "notice", "event_payload": {"key": "k1", "fence": 2}}


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
    whole = await api.conversations_history(channel=WS1_CHANNEL, latest=stamps[-1], inclusive=True, limit=25)
    assert (len(whole["messages"]), whole["has_more"]) == (25, False)
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
    server.slack.user(OBSERVER).deleted = True
    gone = (await api.users_info(user=OBSERVER))["user"]
    assert gone["deleted"] is True and not {"tz", "is_restricted", "is_admin"} & set(gone)


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
