"""auth.* and oauth.*: who the token is."""

from __future__ import annotations

from bot.sandbox.methods.base import ApiError, Call, method
from bot.sandbox.standing_in import Slack
from bot.sandbox.state import ALL_SCOPES, JSON


@method("auth.test")
def auth_test(call: Call) -> JSON:
    """Tell whose token this is."""
    return {
        "url": f"https://{call.workspace.domain}.slack.com/",
        "team": call.workspace.name,
        "user": call.workspace.users[call.bot.user_id].name,
        "team_id": call.workspace.id,
        "user_id": call.bot.user_id,
        "bot_id": call.bot.id,
        "is_enterprise_install": False,
    }


def oauth_access(slack: Slack, given: dict[str, str]) -> JSON:
    """Exchange a code for a bot token, once (`oauth.v2.access`); needs the client's id and secret."""
    if given.get("client_id") != slack.client_id:
        raise ApiError("invalid_client_id")
    if given.get("client_secret") != slack.client_secret:
        raise ApiError("bad_client_secret")
    if given.get("code", "") not in slack.codes:
        raise ApiError("invalid_code")
    team, installer = slack.codes.pop(given["code"])
    bot = slack.install(team, scopes=ALL_SCOPES)
    return {
        "app_id": slack.app_id,
        "authed_user": {"id": installer},
        "scope": ",".join(sorted(bot.scopes)),
        "token_type": "bot",
        "access_token": bot.token,
        "bot_user_id": bot.user_id,
        "team": {"id": team, "name": slack.workspaces[team].name},
        "enterprise": None,
        "is_enterprise_install": False,
    }
