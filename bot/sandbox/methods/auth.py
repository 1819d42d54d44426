"""auth.* and oauth.*: who the token is."""

from __future__ import annotations

from bot.sandbox.installing import InvalidRefreshToken, install_in_organisation, rotate
from bot.sandbox.methods.base import ApiError, Call, method
from bot.sandbox.standing_in import Slack
from bot.sandbox.state import ALL_SCOPES, JSON, Bot


@method("auth.test")
def auth_test(call: Call) -> JSON:
    """Tell whose token this is."""
    organisation = call.bot.organisation
    return {
        "url": f"https://{call.workspace.domain}.slack.com/",
        "team": call.slack.organisations[organisation].name if organisation else call.workspace.name,
        "user": call.workspace.users[call.bot.user_id].name,
        "team_id": organisation or call.workspace.id,
        "user_id": call.bot.user_id,
        "bot_id": call.bot.id,
        **({"enterprise_id": call.workspace.organisation} if call.workspace.organisation else {}),
        "is_enterprise_install": bool(organisation),
    }


def oauth_access(slack: Slack, given: dict[str, str]) -> JSON:
    """Exchange a code or a refresh token for a bot token, once (`oauth.v2.access`)."""
    if given.get("client_id") != slack.client_id:
        raise ApiError("invalid_client_id")
    if given.get("client_secret") != slack.client_secret:
        raise ApiError("bad_client_secret")
    if given.get("grant_type") == "refresh_token":
        try:
            return _granted(slack, rotate(slack, given.get("refresh_token", "")))
        except InvalidRefreshToken:
            raise ApiError("invalid_refresh_token") from None
    if given.get("code", "") not in slack.codes:
        raise ApiError("invalid_code")
    place, installer = slack.codes.pop(given["code"])
    if place in slack.organisations:
        bot = install_in_organisation(slack, place)
    else:
        bot = slack.install(place, scopes=ALL_SCOPES)
    return {**_granted(slack, bot), "authed_user": {"id": installer}}


def _granted(slack: Slack, bot: Bot) -> JSON:
    """A token as Slack hands it out."""
    workspace = slack.tokens[bot.token][0]
    owner = slack.organisations.get(workspace.organisation)
    expiring: JSON = {}
    if bot.expires_at is not None:
        seconds = int((bot.expires_at - slack.clock.now()).total_seconds())
        expiring = {"refresh_token": bot.refresh_token, "expires_in": seconds}
    return {
        "app_id": slack.app_id,
        "scope": ",".join(sorted(bot.scopes)),
        "token_type": "bot",
        "access_token": bot.token,
        "bot_user_id": bot.user_id,
        "team": None if bot.organisation else {"id": workspace.id, "name": workspace.name},
        "enterprise": {"id": owner.id, "name": owner.name} if owner else None,
        "is_enterprise_install": bool(bot.organisation),
        **expiring,
    }
