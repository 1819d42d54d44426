from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from bot.core.registry import Registry
from bot.core.settings import SettingsError
from bot.features import FEATURES
from bot.slack.manifest import build_manifest

SCHEMA = Path(__file__).resolve().parents[3] / "shared" / "slack" / "manifest.schema.2.0.0.json"
SHORTCUTS = list(Registry(FEATURES).shortcuts.values())
HINT = "next | status | done KEY | help"

# What Slack asks for each event; one of the scopes is enough. The schema checks none of this.
SCOPES_OF_EVENTS: dict[str, set[str]] = {
    "app_mention": {"app_mentions:read"},
    "message.im": {"im:history"},
    "app_home_opened": set(),
    "tokens_revoked": set(),
    "app_uninstalled": set(),
    "channel_id_changed": {"channels:read", "groups:read"},
    **{f"channel_{what}": {"channels:read"} for what in ("archive", "unarchive", "rename", "left")},
    **{f"group_{what}": {"groups:read"} for what in ("archive", "unarchive", "rename", "left")},
    "member_joined_channel": {"channels:read", "groups:read"},
    "user_change": {"users:read"},
}
BOT_SCOPES = {
    *("app_mentions:read", "channels:history", "channels:read", "chat:write", "commands"),
    *("files:read", "files:write", "groups:history", "groups:read", "im:history", "im:write"),
    "users:read",
}


def over_http(url: str | None = "https://img.example.org") -> dict[str, Any]:
    return build_manifest(url=url, command="/img", socket=False, usage_hint=HINT, shortcuts=SHORTCUTS)


def over_socket() -> dict[str, Any]:
    return build_manifest(url=None, command="/img", socket=True, usage_hint=HINT)


def texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for each in value.values():
            yield from texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from texts(each)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("manifest", [over_http(), over_socket()], ids=["http", "socket"])
def test_slack_takes_the_manifest(manifest: dict[str, Any]) -> None:
    if not SCHEMA.is_file():
        pytest.skip("Slack's schema (../shared/slack) is not on this machine")
    problems = [
        error.message for error in Draft7Validator(json.loads(SCHEMA.read_text())).iter_errors(manifest)
    ]
    assert problems == []


@pytest.mark.parametrize("manifest", [over_http(), over_socket()], ids=["http", "socket"])
def test_each_event_is_covered_by_a_scope_that_nobody_can_leave_out(manifest: dict[str, Any]) -> None:
    scopes = set(manifest["oauth_config"]["scopes"]["bot"])
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert len(events) == len(set(events))
    for event in events:
        assert event in SCOPES_OF_EVENTS, f"{event}: say here which scope it needs"
        assert not SCOPES_OF_EVENTS[event] or SCOPES_OF_EVENTS[event] & scopes, event


def test_only_known_bot_scopes_are_asked_for_each_once() -> None:
    scopes = over_http()["oauth_config"]["scopes"]
    assert set(scopes) == {"bot", "bot_optional"}
    asked = scopes["bot"] + scopes["bot_optional"]
    assert len(asked) == len(set(asked))
    assert set(asked) == BOT_SCOPES


def test_history_may_be_left_out() -> None:
    scopes = over_http()["oauth_config"]["scopes"]
    assert {"channels:history", "groups:history"} <= set(scopes["bot_optional"])


def test_over_http_every_address_is_the_bots_own_and_https() -> None:
    manifest = over_http("https://img.example.org/bot/")
    addresses = [text for text in texts(manifest) if re.match(r"\w+://", text)]
    events = "https://img.example.org/bot/slack/events"
    redirect = "https://img.example.org/bot/slack/oauth_redirect"
    assert set(addresses) == {events, redirect}, "no other address is served"
    assert manifest["oauth_config"]["redirect_urls"] == [redirect]
    settings = manifest["settings"]
    assert settings["event_subscriptions"]["request_url"] == events
    assert settings["interactivity"]["request_url"] == events
    assert settings["interactivity"]["message_menu_options_url"] == events
    assert manifest["features"]["slash_commands"][0]["url"] == events
    assert settings["socket_mode_enabled"] is False


def test_over_a_socket_no_address_stands_in_it() -> None:
    manifest = over_socket()
    assert [text for text in texts(manifest) if "://" in text] == []
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert manifest["settings"]["interactivity"] == {"is_enabled": True}


@pytest.mark.parametrize(
    "url",
    [
        *(None, "", "http://img.example.org", "http://localhost:3000", "http://127.0.0.1:3000"),
        *("img.example.org", "https://", "https://h:port", "https://h/?a=b", "https://a b.org", "https://[x"),
    ],
)
def test_an_address_that_slack_would_not_call_is_refused(url: str | None) -> None:
    with pytest.raises(SettingsError, match="--socket"):
        over_http(url)


def test_people_can_write_to_the_bot_and_see_its_home() -> None:
    home = over_http()["features"]["app_home"]
    assert home["home_tab_enabled"] and home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]


def test_the_command_carries_its_name_and_hint_and_gets_mentions_as_ids() -> None:
    manifest = build_manifest(url=None, command="/img-test", socket=True, usage_hint=HINT)
    (command,) = manifest["features"]["slash_commands"]
    assert (command["command"], command["usage_hint"]) == ("/img-test", HINT)
    assert command["should_escape"] is True
