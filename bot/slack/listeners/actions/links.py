"""Buttons that are links: Slack opens them and tells us, which needs no answer."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack.listeners.ports import Ports


def register(app: AsyncApp, _ports: Ports) -> None:
    """Take note of pressed links."""

    async def handle_link(ack: AsyncAck) -> None:
        await ack()

    app.action(re.compile(r"link:.+"))(handle_link)
