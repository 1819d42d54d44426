"""The bot is installed, its tokens renewed, revoked, uninstalled and installed again, in every order.

Two workspaces whose channels and people have the same ids, and an organisation. What Slack took is held
against its own journal: each notice in its own workspace, and no request with a token that was known to be of
no use. The same for a seed.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count, permutations
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientSession, CookieJar
from cryptography.fernet import Fernet

from bot.app import Bot, create_bot
from bot.core.clock import SimulatedClock
from bot.core.notices import NewNotice
from bot.core.settings import Settings
from bot.delivery.store import outbox
from bot.sandbox import faults
from bot.sandbox.api_server import SlackServer
from bot.sandbox.client import SlackClient
from bot.sandbox.installing import add_organisation
from bot.sandbox.sender import Reply

SECRET = "0123456789abcdef0123456789abcdef"
ONE, TWO, THREE, FOUR, ORGANISATION = "T0ONE", "T0TWO", "T0THREE", "T0FOUR", "E0ORG"
SAME = "C0SAME"
CHANNELS = {ONE: SAME, TWO: SAME, THREE: "C0THREE", FOUR: "C0FOUR"}
PEOPLE = {ONE: "U0SAME", TWO: "U0SAME", THREE: f"U0{THREE}", FOUR: f"U0{FOUR}"}
SERVED = {ONE: (ONE,), TWO: (TWO,), THREE: (THREE,), ORGANISATION: (THREE, FOUR)}
"""The workspaces of each place that installs the bot; the third belongs to the organisation as well."""
STEPS = ("renew", "expire", "revoke", "uninstall", "install")
USELESS = {
    "token_expired", "token_revoked", "account_inactive", "invalid_auth", "not_authed",
    "invalid_refresh_token",
}  # fmt: skip


@dataclass
class Places:
    """A bot and the places that install it."""

    bot: Bot
    clock: SimulatedClock
    server: SlackServer
    client: SlackClient
    pages: ClientSession
    dice: random.Random
    ended: list[Reply]
    numbers: count[int]

    async def install(self, place: str) -> None:
        """Somebody agrees to the installation, and comes back to the bot's page."""
        code = self.server.slack.issue_code(place, "U0ADMIN")
        began = await self.pages.get("/slack/install", allow_redirects=False)
        [state] = parse_qs(urlsplit(began.headers["Location"]).query)["state"]
        done = await self.pages.get("/slack/oauth_redirect", params={"code": code, "state": state})
        assert done.status == 200, await done.text()
        if place == ORGANISATION:
            granted = {"type": "team_access_granted", "team_ids": list(SERVED[place])}
            await self.client.organisation_event(place, granted)

    async def step(self, name: str, place: str) -> None:
        """Let something happen to an installation."""
        holder = self.server.slack.organisations.get(place) or self.server.slack.workspaces[place]
        if name == "install" or not holder.bots:
            await self.install(place)
        elif name == "renew":
            self.clock.advance(timedelta(hours=10, minutes=30))
            if self.dice.random() < 0.3:  # the first attempt fails
                self.server.faults.add(faults.http_503(), "oauth.v2.access", times=1)
        elif name == "expire":
            self.clock.advance(timedelta(hours=self.dice.choice((12, 13, 40))))
        else:
            end = self.client.tokens_revoked if name == "revoke" else self.client.app_uninstalled
            reply = await end(place)
            assert reply.status == 200
            self.ended.append(reply)

    async def look(self) -> None:
        """Everywhere something falls due, people ask, and old events come once more; then all is judged."""
        mark, asked = len(self.server.journal), len(self.server.slack.attempts)
        for old in self.dice.sample(self.ended, min(2, len(self.ended))):
            await self.client.redeliver(old)
        keys = {team: self._add(team) for team in CHANNELS}
        for team in self.dice.sample(sorted(CHANNELS), 2):
            await self.client.app_home_opened(f"U0{team}")
        for _ in range(4):
            await self.bot.tick()
            self.clock.advance(timedelta(seconds=61))
        posted = {(entry.team, entry.text) for entry in self.server.journal.since(mark) if entry.text}
        expected = {(team, key) for team, own in keys.items() if self._is_good(team) for key in own}
        assert {one for one in posted if one[1].startswith("for ")} == expected
        self.server.faults.clear()
        outcomes = {attempt.outcome for attempt in list(self.server.slack.attempts)[asked:]}
        assert not outcomes & USELESS, outcomes

    def _add(self, team: str) -> list[str]:
        now, number = self.clock.now(), next(self.numbers)
        keys = {f"for {team} in {to}: {number}": to for to in (CHANNELS[team], PEOPLE[team])}
        with self.bot.database.writing() as session:
            for key, to in keys.items():
                payload = {"text": key, "blocks": []}
                outbox.add_notice(session, NewNotice(team, key, "shared", to, now, payload=payload), now=now)
        return list(keys)

    def _is_good(self, team: str) -> bool:
        """Whether Slack still takes the tokens of an installation that serves a workspace."""
        workspace = self.server.slack.workspaces[team]
        return any(bot.state == "active" for bot in workspace.bots.values())


def _build(clock: SimulatedClock) -> SlackServer:
    server = SlackServer(clock, signing_secret=SECRET)
    slack = server.slack
    slack.rotation = True
    for team in CHANNELS:
        slack.add_workspace(team, id=team)
        slack.add_user(team, "admin", "Admin", id="U0ADMIN", is_admin=True)
        slack.add_user(team, "own", "Own", id=f"U0{team}")
    for team in (ONE, TWO):  # ids of people are the same all over an organisation
        slack.add_user(team, "same", "Same", id="U0SAME")
    add_organisation(slack, "Organisation", THREE, FOUR, id=ORGANISATION)
    return server


@asynccontextmanager
async def open_places(url: str, seed: int) -> AsyncIterator[Places]:
    clock = SimulatedClock(datetime.now(UTC))
    server = _build(clock)
    await server.start()
    settings = Settings.read(
        {
            "SLACK_CLIENT_ID": server.slack.client_id,
            "SLACK_CLIENT_SECRET": server.slack.client_secret,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": server.api_url,
            "ENCRYPTION_KEYS": Fernet.generate_key().decode(),
            "PUBLIC_URL": "https://img.example.org",
            "DATABASE_URL": url,
        }
    )
    bot = create_bot(replace(settings, port=0), clock)
    address = f"http://127.0.0.1:{await bot.start()}"
    jar = CookieJar(unsafe=True, treat_as_secure_origin=address)
    try:
        async with SlackClient(server, address) as client, ClientSession(address, cookie_jar=jar) as pages:
            yield Places(bot, clock, server, client, pages, random.Random(seed), [], count())
    finally:
        await bot.stop()
        await server.stop()


def orders(dice: random.Random, most: int | None) -> list[tuple[str, Sequence[str]]]:
    """Places, each with an order of all that can happen to an installation; all of them, or so many."""
    found: list[tuple[str, Sequence[str]]] = [
        (place, order) for place in SERVED for order in permutations(STEPS)
    ]
    dice.shuffle(found)
    return found[:most]


async def change_installations(url: str, *, most: int | None, seed: int = 20180116) -> str:
    """Go through orders one after another with the same bot, and judge after each step."""
    async with open_places(url, seed) as places:
        chosen = orders(places.dice, most)
        for place in SERVED:
            await places.install(place)
        for team, channel in CHANNELS.items():
            bot_user = places.server.slack.workspaces[team].bot.user_id
            places.server.slack.add_channel(team, name="img", id=channel, members=[bot_user])
        await places.look()
        for place, order in chosen:
            for step in order:
                try:
                    await places.step(step, place)
                    await places.look()
                except AssertionError as error:
                    raise AssertionError(f"{step} of {order} in {place}: {error}") from error
        renewed = sum(1 for one in places.server.slack.attempts if one.method == "oauth.v2.access")
        posts = sum(1 for entry in places.server.journal.messages() if entry.text.startswith("for "))
        return f"{len(chosen)} orders, {renewed} exchanges of tokens, {posts} posts, each where it belongs"
