"""No secret setting is printed, logged or stored, whatever the command and however it fails.

Each command runs as a process of its own with a canary in each secret setting, once well and then with each
thing broken that a secret takes part in; Slack quotes the token it was given wherever it refuses.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.delivery.tables import OutboxRow
from bot.demo import world
from bot.store.database import Database
from tests.running.process import Office, open_office, until

BIRD = "canary0bird"
TOKEN = f"xoxb-100-200-{BIRD}"
KEY = urlsafe_b64encode(f"{BIRD:.<32}".encode()).decode()
SECRETS = {
    "SLACK_BOT_TOKEN": TOKEN,
    "SLACK_SIGNING_SECRET": f"{BIRD}{BIRD}{BIRD}",
    "ENCRYPTION_KEYS": KEY,
    "HEARTBEAT_URL": f"http://127.0.0.1:9/{BIRD}",
    "METRICS_TOKEN": f"{BIRD}-of-metrics",
}
NEEDLES = (BIRD.encode(), KEY.encode())
PASSWORD_URL = f"postgresql+psycopg://img:{BIRD}@127.0.0.1:9/img"
# Each is refused with one line that names the variable.
MALFORMED: Mapping[str, str] = {
    "SLACK_BOT_TOKEN": f"xoxp-{BIRD}",
    "SLACK_SIGNING_SECRET": f"xoxb-{BIRD}",
    "SLACK_APP_TOKEN": f"xoxb-{BIRD}",
    "SLACK_CLIENT_SECRET": BIRD,
    "ENCRYPTION_KEYS": BIRD,
    "DATABASE_URL": f"mysql://img:{BIRD}@db/img",
    "HEARTBEAT_URL": BIRD,
    "METRICS_TOKEN": f"{BIRD} {BIRD}",
    "SLACK_API_URL": f"http://user:{BIRD}@slack.example.org",
    "SMTP_URL": f"ftp://img:{BIRD}@mail.example.org",
}
MAIL = {
    "SMTP_URL": f"smtp://img:{BIRD}@127.0.0.1:9?starttls=never",
    "MAIL_FROM": "img@example.org",
    "MAIL_INBOX": f"imaps://img:{BIRD}@127.0.0.1:9",
}
COMMANDS = {
    "doctor": ["doctor"],
    "migrate": ["migrate"],
    "setup": [
        "setup",
        "--team",
        world.TEAM,
        "--label",
        "TWO",
        "--name",
        "Two",
        "--channel",
        world.WS2_CHANNEL,
    ],
    "import": ["import", "bot/demo/plans/e-waste-year.txt", "--group", "IMG", "--yes"],
    "export": ["export", "--group", "IMG", "--format", "json"],
    "manifest": ["manifest", "--url", "https://img.example.org"],
    "demo": ["demo", "--script"],
    "restored": ["restored"],
    "rekey": ["rekey"],
}


async def quote(request: web.Request) -> web.Response:
    """A Slack that refuses everything and quotes what it was given, in one of three ways."""
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    how = request.match_info["how"]
    if how == "code":
        return web.json_response({"ok": False, "error": token, "needed": token, "provided": token})
    if how == "page":
        return web.Response(text=f"<html>who is {token}?</html>", content_type="text/html")
    return web.Response(text=f"{{broken {token}", status=500)


@asynccontextmanager
async def quoting_slack() -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_route("*", "/{how}/{method}", quote)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def empty_office(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(sqlite_url, tmp_path) as opened:
        opened.server.slack.install(world.TEAM, token=TOKEN)
        opened.server.slack.signing_secret = SECRETS["SLACK_SIGNING_SECRET"]
        opened.env |= SECRETS
        yield opened


@pytest.fixture
async def office(empty_office: Office) -> Office:
    await empty_office.set_up()
    return empty_office


def hits(folder: Path, *said: str) -> Iterator[str]:
    """Where a canary is found: what was said, and every file of the folder, database and logs among them."""
    for number, text in enumerate(said):
        if any(needle in text.encode() for needle in NEEDLES):
            yield f"said {number}: {text[-500:]}"
    for path in folder.rglob("*"):
        if path.is_file() and any(needle in path.read_bytes() for needle in NEEDLES):
            yield path.name


async def check(office: Office, *words: str, **env: str) -> int:
    code, out, err = await office.run(*words, env=env)
    assert list(hits(office.folder, out, err)) == [], words
    return code


async def test_every_command_when_all_is_well(office: Office) -> None:
    codes = {name: await check(office, *words) for name, words in COMMANDS.items()}
    assert codes == dict.fromkeys(COMMANDS, 0)
    assert await check(office, "backup", str(office.folder / "copy.db")) == 0


@pytest.mark.parametrize("name", MALFORMED)
async def test_a_malformed_setting(empty_office: Office, name: str) -> None:
    for command in ("run", "doctor"):
        assert await check(empty_office, command, **{name: MALFORMED[name]}) == 2


async def test_a_database_that_is_away(empty_office: Office) -> None:
    # The demo knows no setting.
    commands = [words for name, words in COMMANDS.items() if name != "demo"]
    for words in [*commands, ["run"], ["web"], ["worker"], ["backup", str(empty_office.folder / "x")]]:
        await check(empty_office, *words, DATABASE_URL=PASSWORD_URL)
    for command in ("doctor", "run"):
        url = f"postgresql+psycopg://127.0.0.1:9/img?user=img&password={BIRD}"
        await check(empty_office, command, DATABASE_URL=url)


@pytest.mark.parametrize("how", ["code", "page", "broken"])
async def test_a_slack_that_quotes_the_token(office: Office, how: str) -> None:
    async with quoting_slack() as url:
        api = f"{url}/{how}/"
        assert await check(office, "doctor", SLACK_API_URL=api) == 1
        await check(office, "restored", SLACK_API_URL=api)
        office.add("due", recipient=world.GROUP_CHANNEL)
        office.add("due to a person", recipient=world.MEMBER)
        running = await office.start("run", env={"SLACK_API_URL": api, "LOG_LEVEL": "DEBUG"})
        await until(lambda: all_tried(office))
        await office.command("next")
        await running.end()
        assert list(hits(office.folder)) == []


def all_tried(office: Office) -> bool:
    """Whether each of the two notices was tried, as the database says."""
    database = Database(office.env["DATABASE_URL"])
    with database.reading() as session:
        attempts = session.scalars(select(OutboxRow.attempts).where(OutboxRow.key.like("test:%"))).all()
    database.close()
    return len(attempts) == 2 and all(attempts)


async def test_mail_settings_of_which_nobody_answers(office: Office) -> None:
    for name, words in COMMANDS.items():
        if name != "demo":  # it knows no setting
            await check(office, *words, **MAIL)


async def test_a_process_at_work(office: Office) -> None:
    running = await office.start("run", env={"LOG_LEVEL": "DEBUG"})
    office.add("said", recipient=world.GROUP_CHANNEL)
    await until(lambda: "said" in office.said())
    assert "Who is who" in await office.command("who")
    for path in ("/metrics", "/readyz", "/healthz", f"/slack/install?state={BIRD}", f"/{BIRD}"):
        await running.get(path)
    await running.end()
    assert list(hits(office.folder)) == []


async def test_many_workspaces(office: Office) -> None:
    client = {
        "SLACK_BOT_TOKEN": "",
        "SLACK_CLIENT_ID": office.server.slack.client_id,
        "SLACK_CLIENT_SECRET": f"{BIRD}{BIRD}",
        "PUBLIC_URL": "https://img.example.org",
    }
    office.server.slack.client_secret = client["SLACK_CLIENT_SECRET"]
    assert await check(office, "doctor", **client) == 1  # nobody has installed it yet
    running = await office.start("run", env={**client, "LOG_LEVEL": "DEBUG"})
    began = await office.session.get(f"{office.url}/slack/install", allow_redirects=False)
    state = began.headers["Set-Cookie"].partition(";")[0]
    for code in (office.server.slack.issue_code(world.TEAM, world.SECRETARIAT), BIRD):
        ended = await office.session.get(
            f"{office.url}/slack/oauth_redirect",
            params={"code": code, "state": state.partition("=")[2]},
            headers={"Cookie": state},
        )
        assert ended.status == (400 if code == BIRD else 200)
    token = office.server.slack.workspaces[world.TEAM].bot.token
    office.add("said", recipient=world.GROUP_CHANNEL)
    await until(lambda: "said" in office.said())
    await check(office, "doctor", **client)
    assert await check(office, "rekey", **client) == 0
    await running.end()
    assert list(hits(office.folder)) == []
    assert not any(token.encode() in path.read_bytes() for path in office.folder.rglob("*") if path.is_file())
