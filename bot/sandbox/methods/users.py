"""users.*: people."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.methods.base import Call, method
from bot.sandbox.methods.conversations import channel_json, chosen_kinds
from bot.sandbox.state import JSON, User


def user_json(user: User, now: datetime, *, with_locale: bool = False) -> JSON:
    """A person as the Web API and the events show them."""
    profile = {"real_name": user.real_name, "display_name": "", "team": user.team_id}
    shown: JSON = {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": user.deleted,
        "profile": profile,
        "is_bot": user.is_bot,
        "is_app_user": False,
        "updated": int(now.timestamp()),
    }
    if not user.deleted:
        # Of somebody who has left, Slack tells neither zone nor standing.
        moment = now.astimezone(ZoneInfo(user.tz))
        offset = moment.utcoffset()
        shown |= {
            "tz": user.tz,
            "tz_label": moment.tzname(),
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_admin": user.is_admin,
            "is_owner": user.is_owner,
            "is_primary_owner": False,
            "is_restricted": user.is_restricted,
            "is_ultra_restricted": False,
        }
    if with_locale:
        shown["locale"] = user.locale
    return shown


def _shown(call: Call, user: User) -> JSON:
    """A person, in the detail that the call asks for."""
    return user_json(
        user,
        call.slack.clock.now(),
        with_locale=bool(call.args.get("include_locale")),
    )


@method("users.info", "user! include_locale:bool", scope="users:read")
def info(call: Call) -> JSON:
    """Describe one person; strangers too, where a shared channel joins them."""
    return {"user": _shown(call, call.user())}


@method("users.list", "cursor limit:int include_locale:bool", scope="users:read")
def list_users(call: Call) -> JSON:
    """List the workspace's own people, page by page."""
    people, cursor = call.page(list(call.workspace.users.values()))
    return {
        "members": [_shown(call, user) for user in people],
        "response_metadata": {"next_cursor": cursor},
    }


@method("users.conversations", "user types exclude_archived:bool cursor limit:int")
def conversations(call: Call) -> JSON:
    """List the conversations that a person (the bot, if none is named) is in, as far as the bot sees them."""
    member = call.user().id if "user" in call.args else call.bot.user_id
    kinds = chosen_kinds(call)
    found = [
        channel
        for channel in call.workspace.channels.values()
        if channel.kind in kinds
        and member in channel.members
        and (not channel.is_private or call.bot.user_id in channel.members)
        and not (channel.is_archived and call.args.get("exclude_archived"))
    ]
    page, cursor = call.page(found)
    return {
        "channels": [channel_json(call, channel) for channel in page],
        "response_metadata": {"next_cursor": cursor},
    }
