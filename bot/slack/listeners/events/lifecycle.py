"""What happens to the installation: uninstalled, revoked, for other workspaces; a channel's id changed."""

from __future__ import annotations

from datetime import UTC, datetime

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.groups import installations
from bot.privacy.carrying_out import grant_access, plan_after_uninstall, withdraw_access
from bot.slack.listeners.ports import Body, Ports


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
