"""From Slack's payloads to who speaks where."""

from __future__ import annotations

from bot.groups.arrivals import Arrival
from bot.slack.listeners.ports import Body


def of_command(body: Body) -> Arrival:
    """A slash command."""
    return Arrival(
        team_id=body["team_id"],
        channel_id=body["channel_id"],
        person_team=body["team_id"],
        person_user=body["user_id"],
        request_id=f"trigger:{body['trigger_id']}",
    )


def of_interaction(body: Body, channel_id: str | None = None) -> Arrival:
    """A button, a menu or a form; in a shared channel the person's team is not the workspace."""
    user = body["user"]
    # A form that a member of another workspace sends names their own team; its view, where the bot is.
    installed = (body.get("view") or {}).get("app_installed_team_id")
    team_id = installed or (body["team"]["id"] if body.get("team") else user["team_id"])
    channel = body.get("channel") or {}
    return Arrival(
        team_id=team_id,
        channel_id=channel_id or channel.get("id") or (body.get("container") or {}).get("channel_id"),
        person_team=user.get("team_id") or team_id,
        person_user=user["id"],
        request_id=f"trigger:{body['trigger_id']}",
    )


def of_event(body: Body) -> Arrival:
    """A mention or a direct message."""
    event = body["event"]
    authorizations = body.get("authorizations") or [{}]
    team_id = authorizations[0].get("team_id") or body["team_id"]
    return Arrival(
        team_id=team_id,
        channel_id=event.get("channel"),
        person_team=event.get("user_team") or event.get("team") or team_id,
        person_user=event["user"],
        request_id=f"event:{body['event_id']}",
    )
