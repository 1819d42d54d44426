"""What happens to the installation: uninstalled, tokens revoked, a channel's id changed."""

from __future__ import annotations

from datetime import UTC, datetime

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.groups import installations
from bot.privacy.carrying_out import plan_after_uninstall
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
    app.event("channel_id_changed")(handle_channel_id_changed)


def _installed_in(body: Body) -> tuple[str, str]:
    """Organisation and workspace of the installation; an organisation's own has no workspace."""
    first = (body.get("authorizations") or [{}])[0]
    enterprise = first.get("enterprise_id") or body.get("enterprise_id") or ""
    if first.get("is_enterprise_install"):
        return enterprise, ""
    return enterprise, first.get("team_id") or body["team_id"]


def _instant(body: Body, now: datetime) -> datetime:
    """When it happened; Slack tells whole seconds."""
    seconds = body.get("event_time")
    return now if seconds is None else min(now, datetime.fromtimestamp(seconds + 1, UTC))
