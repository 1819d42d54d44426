"""Slash commands."""

from __future__ import annotations

from collections.abc import Mapping

from bot.slack.shapes.payloads import URL, Kind, Payload
from bot.slack.shapes.vocabulary import like, name, one_of, slack_id, text

COMMAND = Kind(
    {
        "command": like(r"/\S{1,64}"),
        "text": text,
        "team_id": slack_id,
        "channel_id": slack_id,
        "user_id": slack_id,
        "trigger_id": name,
    },
    {
        "response_url": URL,
        "api_app_id": slack_id,
        "team_domain": text,
        "channel_name": text,
        "user_name": text,
        "enterprise_id": slack_id,
        "enterprise_name": text,
        "is_enterprise_install": one_of("true", "false"),
        "token": text,
    },
)


def accept_command(fields: Mapping[str, str]) -> Payload:
    """Check a slash command.

    Raises:
        Refusal: 400 naming the field at fault.
    """
    return COMMAND.accept(fields)
