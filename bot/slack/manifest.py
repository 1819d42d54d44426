"""The manifest of the Slack app: what Slack has to know to create it, in one piece of JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from bot.core.i18n import _
from bot.core.kinds import ShortcutKind
from bot.core.settings import SettingsError

SCOPES = (
    "commands",
    "chat:write",
    "users:read",
    "files:read",
    "files:write",
    "channels:read",
    "groups:read",
    "app_mentions:read",
    "im:history",
    "im:write",
)
"""What the bot cannot do without."""

OPTIONAL_SCOPES = ("channels:history", "groups:history")
"""What whoever installs the app may leave out; without history, a person looks up an unclear post."""

EVENTS = (
    "app_mention",
    "message.im",
    "app_home_opened",
    "tokens_revoked",
    "app_uninstalled",
    "channel_id_changed",
    "channel_archive",
    "channel_unarchive",
    "channel_rename",
    "channel_left",
    "group_archive",
    "group_unarchive",
    "group_rename",
    "group_left",
    "member_joined_channel",
    "user_change",
)
"""All of them are covered by the scopes that cannot be left out."""


def build_manifest(
    *,
    url: str | None,
    command: str,
    socket: bool,
    usage_hint: str,
    shortcuts: Sequence[ShortcutKind] = (),
) -> dict[str, Any]:
    """Describe the app for one of the two ways that Slack reaches it.

    Args:
        url: the bot's public address without a path; not needed for Socket Mode.
        command: the slash command, for example ``/img``.
        socket: Slack's traffic comes through a connection that the bot opens.
        usage_hint: shown while somebody types the command; at most 1,000 characters.
        shortcuts: entries in the menu of every message.

    Raises:
        SettingsError: the address is missing, or is none that Slack would call.
    """
    requests = {} if socket else {"request_url": f"{_check_url(url)}/slack/events"}
    slash = {
        "command": command,
        "description": _("The workplan: what is next, who does what, and how it stands"),
        "usage_hint": usage_hint,
        # Mentions of people and channels then arrive as ids, which no display name can imitate.
        "should_escape": True,
    }
    if not socket:
        slash["url"] = requests["request_url"]
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": _("IMG bot"),
            "description": _("Keeps the workplan of a group, reminds in time and takes updates from chat"),
            "background_color": "#1f5f8b",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "IMG", "always_online": True},
            "slash_commands": [slash],
            **({"shortcuts": [_shortcut(one) for one in shortcuts]} if shortcuts else {}),
        },
        "oauth_config": {
            **({} if socket else {"redirect_urls": [f"{_check_url(url)}/slack/oauth_redirect"]}),
            "scopes": {"bot": list(SCOPES), "bot_optional": list(OPTIONAL_SCOPES)},
        },
        "settings": {
            "event_subscriptions": {**requests, "bot_events": list(EVENTS)},
            "interactivity": {
                "is_enabled": True,
                **requests,
                **({} if socket else {"message_menu_options_url": requests["request_url"]}),
            },
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket,
            "token_rotation_enabled": False,
        },
    }


def _shortcut(kind: ShortcutKind) -> dict[str, str]:
    """An entry in the menu of every message."""
    return {
        "name": _(kind.title),
        "type": "message",
        "callback_id": kind.name,
        "description": _(kind.summary),
    }


def _check_url(url: str | None) -> str:
    """The address without a slash at its end, if Slack can call it."""
    if not url:
        raise SettingsError(
            _(
                "Slack needs the bot's public address: give --url or set PUBLIC_URL,"
                " or use --socket to need none."
            )
        )
    try:
        parts = urlsplit(url)
        valid = parts.scheme == "https" and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        valid = False
    if not valid or any(character.isspace() for character in url) or "?" in url or "#" in url:
        raise SettingsError(
            _(
                "Slack only calls addresses like https://img.example.org: give one that starts with https://,"
                " or use --socket to need none."
            )
        )
    return url.rstrip("/")
