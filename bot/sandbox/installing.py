"""Installing the app in a workspace or in a whole organisation; tokens are renewed and taken back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bot.sandbox.state import ALL_SCOPES, Bot, Organisation, Workspace

if TYPE_CHECKING:
    from bot.sandbox.standing_in import Slack

TOKEN_LIFE = timedelta(hours=12)
MOST_ACTIVE = 2
"""So many tokens of one installation are good at the same time: the newest ones."""


class InvalidRefreshToken(Exception):
    """It was used before, is none, or of an installation that has ended."""


def add_organisation(slack: Slack, name: str, *teams: str, id: str = "") -> Organisation:
    """A new organisation that owns these workspaces."""
    organisation = Organisation(id or slack.new_id("E"), name, list(teams))
    slack.organisations[organisation.id] = organisation
    for team in teams:
        slack.workspaces[team].organisation = organisation.id
    return organisation


def install_in_team(slack: Slack, team: str, token: str, scopes: Iterable[str]) -> Bot:
    """Install the app in a workspace, or again: the bot user stays, the token is new."""
    workspace = slack.workspaces[team]
    return _issue(slack, _bot_of(slack, [workspace], scopes), [workspace], token)


def install_in_organisation(slack: Slack, id: str, scopes: Iterable[str] = ALL_SCOPES) -> Bot:
    """Install the app in all workspaces of an organisation, or again: one token serves them all."""
    organisation = slack.organisations[id]
    workspaces = [slack.workspaces[team] for team in organisation.teams]
    return _issue(slack, _bot_of(slack, workspaces, scopes, organisation=id), workspaces, "")


def rotate(slack: Slack, refresh_token: str) -> Bot:
    """Exchange a refresh token, once, for the next token; the one before stays good until it expires.

    Raises:
        InvalidRefreshToken: there is nothing to get for it.
    """
    known = (bot for _workspace, bot in slack.tokens.values() if refresh_token)
    old = next((bot for bot in known if bot.refresh_token == refresh_token), None)
    if old is None or old.state != "active":
        raise InvalidRefreshToken
    old.refresh_token = ""
    new = Bot("", old.id, old.user_id, set(old.scopes), organisation=old.organisation)
    workspaces = list(_served(slack, old))
    active = [bot for bot in _bots(slack, workspaces, old) if bot.state == "active"]
    for bot in active[: len(active) - MOST_ACTIVE + 1]:
        bot.state = "revoked"
    return _issue(slack, new, workspaces, "")


def team_of(slack: Slack, workspace: Workspace, bot: Bot, given: Mapping[str, Any]) -> Workspace:
    """Which workspace a call means: an organisation's token finds it by what the call names."""
    if not bot.organisation:
        return workspace
    served = list(_served(slack, bot))
    channel, user = given.get("channel") or given.get("channel_id"), given.get("user") or given.get("user_id")
    for one in served:
        if given.get("team_id") == one.id or channel in one.channels:
            return one
    people = {channel, user, *str(given.get("users") or "").split(",")}
    return next((one for one in served if people & one.users.keys()), served[0])


def end_tokens(slack: Slack, place: str, state: str) -> list[Bot]:
    """End the tokens of a workspace's own installation, or of an organisation's; returns the bots."""
    holder = slack.organisations.get(place) or slack.workspaces[place]
    ended = [bot for bot in holder.bots.values() if bool(bot.organisation) == (place in slack.organisations)]
    for bot in ended:
        if state == "uninstalled" or bot.state == "active":
            bot.state = "uninstalled" if state == "uninstalled" else "revoked"
    return ended


def _bot_of(
    slack: Slack, workspaces: list[Workspace], scopes: Iterable[str], *, organisation: str = ""
) -> Bot:
    """A new installation: an app has one bot user in a workspace, and the same one in an organisation."""
    known = next((bot for workspace in workspaces for bot in workspace.bots.values()), None)
    id, user_id = (known.id, known.user_id) if known else (slack.new_id("B"), slack.new_id("U"))
    for workspace in workspaces:
        if user_id not in workspace.users:
            slack.add_user(workspace.id, "img", "IMG", id=user_id, is_bot=True)
    return Bot("", id, user_id, set(scopes), organisation=organisation)


def _issue(slack: Slack, bot: Bot, workspaces: list[Workspace], token: str) -> Bot:
    place = bot.organisation or workspaces[0].id
    rotating = slack.rotation and not token
    bot.token = token or f"{'xoxe.' if rotating else ''}xoxb-{place}-{secrets.token_hex(8)}"
    if rotating:
        bot.refresh_token = f"xoxe-1-{place}-{secrets.token_hex(8)}"
        bot.expires_at = slack.clock.now() + TOKEN_LIFE
    for workspace in workspaces:
        workspace.bots[bot.token] = bot
    if bot.organisation:
        slack.organisations[bot.organisation].bots[bot.token] = bot
    slack.tokens[bot.token] = (workspaces[0], bot)
    return bot


def _served(slack: Slack, bot: Bot) -> Iterator[Workspace]:
    teams = (
        slack.organisations[bot.organisation].teams if bot.organisation else [slack.tokens[bot.token][0].id]
    )
    yield from (slack.workspaces[team] for team in teams)


def _bots(slack: Slack, workspaces: list[Workspace], like: Bot) -> list[Bot]:
    """The tokens of the same installation, from the oldest to the newest."""
    return [bot for bot in workspaces[0].bots.values() if bot.organisation == like.organisation]
