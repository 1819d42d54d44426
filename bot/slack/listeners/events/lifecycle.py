"""What happens around the bot: to the installation, to channels, and to people."""

from __future__ import annotations

from datetime import UTC, datetime

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.groups import around, installations, profiles
from bot.groups.around import Happening
from bot.privacy.carrying_out import grant_access, plan_after_uninstall, withdraw_access
from bot.slack.listeners.ports import Body, Ports

_HAPPENINGS = {
    "channel_archive": Happening.ARCHIVED,
    "group_archive": Happening.ARCHIVED,
    "channel_unarchive": Happening.UNARCHIVED,
    "group_unarchive": Happening.UNARCHIVED,
    "channel_rename": Happening.RENAMED,
    "group_rename": Happening.RENAMED,
    "channel_left": Happening.REMOVED,
    "group_left": Happening.REMOVED,
}
"""What an event tells of a channel; those of private ones have names of their own."""


def register(app: AsyncApp, ports: Ports) -> None:
    """Take the events of the installation; they come in any order, and more than once."""
    conversation = ports.conversation

    async def handle_gone(ack: AsyncAck, body: Body) -> None:
        # Tokens may be revoked of people alone; only the bot's own ends the installation.
        tokens = body["event"].get("tokens")
        if tokens is None or tokens.get("bot"):
            enterprise, team = _installed_in(body)
            at = _instant(body, conversation.now())
            await ports.run(installations.revoke, conversation.work, enterprise, team, at)
            await ports.run(plan_after_uninstall, conversation.work, enterprise, team, conversation.now())
            ports.forget_installation(team)
        await ack()

    async def handle_access(ack: AsyncAck, body: Body) -> None:
        # An organisation's administrators say which of its workspaces the installation serves.
        enterprise, teams = body.get("enterprise_id") or "", body["event"]["team_ids"]
        change = grant_access if body["event"]["type"] == "team_access_granted" else withdraw_access
        if enterprise:
            await ports.run(change, conversation.work, enterprise, teams, conversation.now())
        for team in teams:
            ports.forget_installation(team)
        await ack()

    async def handle_channel_id_changed(ack: AsyncAck, body: Body) -> None:
        event = body["event"]
        await ports.run(
            installations.rename_channel,
            conversation.work,
            body["team_id"],
            event["old_channel_id"],
            event["new_channel_id"],
        )
        await ack()

    async def handle_channel(ack: AsyncAck, body: Body) -> None:
        event = body["event"]
        about, what = event["channel"], _HAPPENINGS[event["type"]]
        channel, name = (about["id"], about.get("name")) if isinstance(about, dict) else (about, None)
        await ports.run(
            around.channel_changed,
            conversation.work,
            body["team_id"],
            channel,
            what,
            conversation.now(),
            name,
        )
        await ack()

    async def handle_joined(ack: AsyncAck, body: Body) -> None:
        event, installed = body["event"], (body.get("authorizations") or [{}])[0]
        if installed.get("is_bot") and event["user"] == installed.get("user_id"):
            await ports.run(
                around.bot_joined, conversation.work, body["team_id"], event["channel"], conversation.now()
            )
        await ack()

    async def handle_person(ack: AsyncAck, body: Body) -> None:
        user = body["event"]["user"]
        team = user.get("team_id") or body["team_id"]
        known = await ports.run(profiles.known_person, conversation.work, team, user["id"])
        if known is not None:
            await ports.run(profiles.store_profile, conversation.work, known, user, conversation.now())
        await ack()

    for kind in _HAPPENINGS:
        app.event(kind)(handle_channel)
    app.event("member_joined_channel")(handle_joined)
    app.event("user_change")(handle_person)
    app.event("app_uninstalled")(handle_gone)
    app.event("tokens_revoked")(handle_gone)
    app.event("team_access_granted")(handle_access)
    app.event("team_access_revoked")(handle_access)
    app.event("channel_id_changed")(handle_channel_id_changed)


def _installed_in(body: Body) -> tuple[str, str]:
    """Organisation and workspace of the installation; an organisation's own has no workspace."""
    first = (body.get("authorizations") or [{}])[0]
    enterprise = first.get("enterprise_id") or body.get("enterprise_id") or ""
    if first.get("is_enterprise_install") or body.get("is_enterprise_install"):
        return enterprise, ""
    return enterprise, first.get("team_id") or body.get("team_id") or ""


def _instant(body: Body, now: datetime) -> datetime:
    """When it happened; Slack tells whole seconds."""
    seconds = body.get("event_time")
    return now if seconds is None else min(now, datetime.fromtimestamp(seconds + 1, UTC))
