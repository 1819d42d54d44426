"""What happens to the installation: uninstalled, tokens revoked, a channel's id changed."""

from __future__ import annotations

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.groups import installations
from bot.slack.listeners.ports import Body, Ports


def register(app: AsyncApp, ports: Ports) -> None:
    """Take the events of the installation; they come in any order, and more than once."""
    conversation = ports.conversation

    async def handle_gone(ack: AsyncAck, body: Body) -> None:
        # Tokens may be revoked of people alone; only the bot's own ends the installation.
        tokens = body["event"].get("tokens")
        if tokens is None or tokens.get("bot"):
            await ports.run(installations.revoke, conversation.work, body["team_id"], conversation.now())
            ports.forget_installation(body["team_id"])
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
