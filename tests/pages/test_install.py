"""Installing by OAuth, with a whole bot: workspaces, organisations, tokens that expire or are taken back."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from aiohttp import ClientSession, CookieJar, web
from cryptography.fernet import Fernet

from bot.__main__ import main
from bot.app import Bot, create_bot
from bot.core.clock import SimulatedClock
from bot.core.settings import Settings
from bot.delivery.outcomes import NotInstalled
from tests.slack.samples import JSON, SECRET, sign

KEY, NEWER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()
CLIENT_SECRET = "0123456789abcdef0123456789abcdef"


@dataclass
class OAuthSlack:
    """The two methods that an installation takes; `grants` says what a code is good for, once."""

    grants: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""
    error: str = ""
    locale: str | None = None
    posted: list[dict[str, str]] = field(default_factory=list)

    async def access(self, request: web.Request) -> web.Response:
        given = {key: str(value) for key, value in (await request.post()).items()}
        given["Authorization"] = request.headers.get("Authorization", "")
        self.asked.append(given)
        grant = self.grants.pop(given.get("code") or given.get("refresh_token", ""), None)
        if self.error or grant is None:
            return web.json_response({"ok": False, "error": self.error or "invalid_code"})
        return web.json_response({"ok": True, **grant})

    async def test(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "bot_id": "B0BOT", "user_id": "U0BOT", "team_id": "T0ONE"})

    async def info(self, request: web.Request) -> web.Response:
        if self.locale is None:
            return web.json_response({"ok": False, "error": "missing_scope"})
        user = request.query["user"]
        return web.json_response({"ok": True, "user": {"id": user, "locale": self.locale}})

    async def open(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "channel": {"id": "D0ADMIN"}})

    async def post(self, request: web.Request) -> web.Response:
        given = await (request.json() if request.content_type == "application/json" else request.post())
        self.posted.append({key: str(value) for key, value in given.items()})
        return web.json_response({"ok": True, "channel": "D0ADMIN", "ts": f"1.{len(self.posted)}"})


def grant(
    token: str, team: str | None = "T0ONE", enterprise: str | None = None, **more: object
) -> dict[str, Any]:
    return {
        "access_token": token,
        "token_type": "bot",
        "scope": "commands,chat:write",
        "bot_user_id": "U0BOT",
        "app_id": "A0BOT",
        "team": {"id": team, "name": "One"} if team else None,
        "enterprise": {"id": enterprise, "name": "Org"} if enterprise else None,
        "is_enterprise_install": team is None,
        "authed_user": {"id": "U0ADMIN"},
        **more,
    }


@pytest.fixture
async def slack() -> AsyncIterator[OAuthSlack]:
    served = OAuthSlack()
    app = web.Application()
    app.router.add_post("/api/oauth.v2.access", served.access)
    app.router.add_post("/api/auth.test", served.test)
    app.router.add_get("/api/users.info", served.info)
    app.router.add_post("/api/conversations.open", served.open)
    app.router.add_post("/api/chat.postMessage", served.post)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    served.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    yield served
    await runner.cleanup()


@dataclass
class Site:
    bot: Bot
    clock: SimulatedClock
    slack: OAuthSlack
    client: ClientSession
    database: str
    url: str

    async def begin(self) -> dict[str, str]:
        """What Slack is asked for."""
        answer = await self.client.get("/slack/install", allow_redirects=False)
        assert answer.status == 302
        place = urlsplit(answer.headers["Location"])
        assert (place.netloc, place.path) == ("slack.com", "/oauth/v2/authorize")
        return {name: value for name, (value,) in parse_qs(place.query).items()}

    async def end(self, code: str, state: str) -> tuple[int, str]:
        answer = await self.client.get("/slack/oauth_redirect", params={"code": code, "state": state})
        return answer.status, await answer.text()

    async def install(self, granted: dict[str, Any]) -> None:
        self.slack.grants["code"] = granted
        status, text = await self.end("code", (await self.begin())["state"])
        assert (status, "installed" in text) == (200, True)

    async def token(self, enterprise: str | None, team: str) -> str | None:
        found = await self.bot.installations(enterprise, team)
        return found.bot_token if found else None

    async def event(self, event: dict[str, Any], **envelope: object) -> int:
        told = {"type": "event_callback", "event_id": f"Ev{time.monotonic_ns()}", "team_id": "T0ONE"}
        body = json.dumps({**told, "event": event, **envelope}).encode()
        stamp, signature = sign(body, at=self.clock.now().timestamp())
        sent = {"Content-Type": JSON, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}
        answer = await self.client.post("/slack/events", data=body, headers=sent)
        return answer.status


@pytest.fixture
async def site(database_url: str, slack: OAuthSlack) -> AsyncIterator[Site]:
    settings = Settings.read(
        {
            "SLACK_CLIENT_ID": "12.34",
            "SLACK_CLIENT_SECRET": CLIENT_SECRET,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.url,
            "ENCRYPTION_KEYS": KEY,
            "PUBLIC_URL": "https://img.example.org",
            "DATABASE_URL": database_url,
        }
    )
    clock = SimulatedClock(datetime.now(UTC))
    bot = create_bot(replace(settings, port=0), clock)
    port = await bot.start()
    # Cookies are for HTTPS alone, which a proxy speaks; here the client keeps them all the same.
    jar = CookieJar(unsafe=True, treat_as_secure_origin=f"http://127.0.0.1:{port}")
    async with ClientSession(f"http://127.0.0.1:{port}", cookie_jar=jar) as client:
        yield Site(bot, clock, slack, client, database_url, f"http://127.0.0.1:{port}")
    await bot.stop()


async def test_an_installation_serves_its_workspace(site: Site) -> None:
    asked = await site.begin()
    assert asked["client_id"] == "12.34" and "chat:write" in asked["scope"].split(",")
    assert asked["redirect_uri"] == "https://img.example.org/slack/oauth_redirect"
    assert await site.token(None, "T0ONE") is None
    await site.install(grant("xoxb-one"))
    await site.install(grant("xoxb-two", team="T0TWO", enterprise="E0ORG"))
    assert await site.token(None, "T0ONE") == "xoxb-one"
    assert await site.token("E0ORG", "T0TWO") == "xoxb-two"
    assert (await site.bot.tokens.client("T0TWO")).token == "xoxb-two"
    with pytest.raises(NotInstalled):
        await site.bot.tokens.client("T0OTHER")


async def test_only_the_browser_that_began_can_end_it(site: Site) -> None:
    site.slack.grants["code"] = grant("xoxb-one")
    state = (await site.begin())["state"]
    async with ClientSession() as another:
        answer = await another.get(
            f"{site.url}/slack/oauth_redirect", params={"code": "code", "state": state}
        )
        assert answer.status == 400
    assert (await site.end("code", state + "x"))[0] == 400
    assert site.slack.asked == []


async def test_a_code_is_good_for_once_and_a_refusal_changes_nothing(site: Site) -> None:
    await site.install(grant("xoxb-one"))
    state = (await site.begin())["state"]
    status, text = await site.end("code", state)
    assert status == 400 and "invalid_code" in text
    state = (await site.begin())["state"]
    answer = await site.client.get("/slack/oauth_redirect", params={"error": "access_denied", "state": state})
    assert answer.status == 400
    assert await site.token(None, "T0ONE") == "xoxb-one"


async def test_an_organisations_installation_serves_all_its_workspaces(site: Site) -> None:
    await site.install(grant("xoxb-org", team=None, enterprise="E0ORG"))
    with pytest.raises(NotInstalled):
        await site.bot.tokens.client("T0ONE")  # nobody knows yet whose workspace it is
    assert await site.token("E0ORG", "T0ONE") == "xoxb-org"
    assert (await site.bot.tokens.client("T0ONE")).token == "xoxb-org"
    assert await site.token("E0OTHER", "T0NINE") is None
    await site.install(grant("xoxb-one", team="T0ONE", enterprise="E0ORG"))
    site.bot.installations.forget("")
    assert await site.token("E0ORG", "T0ONE") == "xoxb-one"
    gone = {"enterprise_id": "E0ORG", "team_id": None, "is_enterprise_install": True}
    assert await site.event({"type": "app_uninstalled"}, authorizations=[gone], enterprise_id="E0ORG") == 200
    assert await site.token("E0ORG", "T0TWO") is None
    assert await site.token("E0ORG", "T0ONE") == "xoxb-one"


REVOKED = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}}
UNINSTALLED = {"type": "app_uninstalled"}


@pytest.mark.parametrize("order", [[REVOKED, UNINSTALLED], [UNINSTALLED, REVOKED]])
async def test_taken_back_in_either_order_and_installed_again(
    site: Site, order: list[dict[str, Any]]
) -> None:
    await site.install(grant("xoxb-one"))
    site.clock.advance(timedelta(minutes=1))
    happened = int(site.clock.now().timestamp())
    for event in order:
        assert await site.event(event, event_time=happened) == 200
        assert await site.token(None, "T0ONE") is None
    site.clock.advance(timedelta(minutes=1))
    await site.install(grant("xoxb-again"))
    # Slack repeats what it told before: it says nothing of the new installation.
    for event in order:
        await site.event(event, event_time=happened)
    assert await site.token(None, "T0ONE") == "xoxb-again"


async def test_tokens_of_people_alone_do_not_end_the_installation(site: Site) -> None:
    await site.install(grant("xoxb-one"))
    await site.event({"type": "tokens_revoked", "tokens": {"oauth": ["U0LEAD"], "bot": []}})
    assert await site.token(None, "T0ONE") == "xoxb-one"


async def test_a_token_that_expires_is_renewed_for_answers_and_for_posts(site: Site) -> None:
    await site.install(grant("xoxe.xoxb-1", refresh_token="xoxe-1", expires_in=43200))
    assert (await site.bot.tokens.client("T0ONE")).token == "xoxe.xoxb-1"
    site.clock.advance(timedelta(hours=10, minutes=1))
    site.slack.error = "internal_error"
    assert (await site.bot.tokens.client("T0ONE")).token == "xoxe.xoxb-1", "it is still good"
    site.slack.error = ""
    site.slack.grants["xoxe-1"] = grant("xoxe.xoxb-2", refresh_token="xoxe-2", expires_in=43200)
    assert (await site.bot.tokens.client("T0ONE")).token == "xoxe.xoxb-1", (
        "the next attempt is a minute later"
    )
    site.clock.advance(timedelta(minutes=1, seconds=1))
    assert (await site.bot.tokens.client("T0ONE")).token == "xoxe.xoxb-2"
    site.clock.advance(timedelta(hours=10, minutes=1))
    site.slack.grants["xoxe-2"] = grant("xoxe.xoxb-3", refresh_token="xoxe-3", expires_in=43200)
    assert await site.token(None, "T0ONE") == "xoxe.xoxb-3"
    assert [given["grant_type"] for given in site.slack.asked[1:]] == ["refresh_token"] * 3


async def test_tokens_are_encrypted_and_rekeyed(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    await site.install(grant("xoxe.xoxb-1", refresh_token="xoxe-1", expires_in=43200))
    before = stored(site)
    assert not any("xox" in token for token in before)
    monkeypatch.setenv("DATABASE_URL", site.database)
    monkeypatch.setenv("ENCRYPTION_KEYS", f"{NEWER_KEY},{KEY}")
    assert main(["rekey"]) == 0
    assert "1 installation " in capsys.readouterr().out
    after = stored(site)
    assert [Fernet(NEWER_KEY).decrypt(token).decode() for token in after] == ["xoxe.xoxb-1", "xoxe-1"]
    monkeypatch.setenv("ENCRYPTION_KEYS", KEY)
    assert main(["rekey"]) == 1
    assert stored(site) == after
    assert "add the key that was used before" in capsys.readouterr().err


def stored(site: Site) -> list[str]:
    with site.bot.database.engine.connect() as connection:
        row = connection.exec_driver_sql("SELECT bot_token, refresh_token FROM installations").one()
    return list(row)


def test_without_a_key_there_is_nothing_to_encrypt_with(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    monkeypatch.delenv("ENCRYPTION_KEYS", raising=False)
    assert main(["rekey"]) == 2
    assert "ENCRYPTION_KEYS is not set" in capsys.readouterr().err
