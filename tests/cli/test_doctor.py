from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from slack_sdk.web import SlackResponse
from sqlalchemy import text

from bot.__main__ import main
from bot.cli.doctor_slack import scopes_found
from bot.core.clock import SystemClock
from bot.core.notices import NewNotice
from bot.delivery.store import outbox
from bot.demo import world
from bot.features import create_work
from bot.groups.setup import Setup, set_up_group
from bot.sandbox.api_server import SlackServer
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES
from bot.store.database import Database

GROUP = Setup(
    team=world.TEAM,
    label="IMG",
    name="E-waste IMG",
    channel=world.GROUP_CHANNEL,
    stream_channels=(("WS1", world.WS1_CHANNEL),),
    coordinators=(world.SECRETARIAT,),
    leads=(("WS1", world.WS1_LEAD),),
)


class Patient:
    """A bot's surroundings: the stand-in Slack, a database, and what `doctor` says of them."""

    def __init__(self, url: str, capsys: pytest.CaptureFixture[str], environment: pytest.MonkeyPatch) -> None:
        self.url = url
        self.server: SlackServer = world.build_world(SystemClock())
        self.environment = environment
        self.settings: dict[str, str] = {}
        self._capsys = capsys

    async def doctor(self) -> tuple[int, dict[str, str]]:
        """The exit code, and the lines by what they are about, mark and text."""
        await self.server.start()
        for name, value in {
            "SLACK_BOT_TOKEN": world.BOT_TOKEN,
            "SLACK_SIGNING_SECRET": world.SIGNING_SECRET,
            "SLACK_API_URL": self.server.api_url,
            "DATABASE_URL": self.url,
            **self.settings,
        }.items():
            self.environment.setenv(name, value)
        code = await asyncio.to_thread(main, ["doctor"])
        await self.server.stop()
        said = self._capsys.readouterr()
        for secret in (world.BOT_TOKEN, world.SIGNING_SECRET, "hunter2"):
            assert secret not in said.out + said.err
        assert "Traceback" not in said.err
        lines = [line.split(": ", 1) for line in said.out.splitlines()]
        return code, {about[2:]: f"{about[0]} {text}" for about, text in lines}


@pytest.fixture
def patient(
    sqlite_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Patient:
    monkeypatch.chdir(tmp_path)
    database = Database(sqlite_url)
    set_up_group(create_work(database), GROUP, datetime.now(UTC))
    database.close()
    return Patient(sqlite_url, capsys, monkeypatch)


def ill(lines: dict[str, str]) -> dict[str, str]:
    return {about: text for about, text in lines.items() if text.startswith("✘")}


async def test_all_is_well(patient: Patient) -> None:
    code, lines = await patient.doctor()
    assert code == 0 and ill(lines) == {}
    assert set(lines) == {
        "settings", "files", "token", "scopes", "clock", "database", "migrations", "delivery", "audit",
        "people of IMG",
        f"channel {world.GROUP_CHANNEL} of IMG", f"channel {world.WS1_CHANNEL} of IMG",
    }  # fmt: skip


async def test_a_token_that_slack_refuses(patient: Patient) -> None:
    patient.server.slack.tokens.clear()
    code, lines = await patient.doctor()
    assert code == 1 and set(ill(lines)) == {"token", "channels"} and "invalid_auth" in lines["token"]
    assert lines["database"].startswith("✔"), "the rest is looked at all the same"


async def test_slack_is_not_there(patient: Patient) -> None:
    patient.server.faults.down = True
    code, lines = await patient.doctor()
    assert code == 1 and "does not answer" in lines["token"]


async def test_missing_scopes(patient: Patient) -> None:
    patient.server.slack.install(world.TEAM, token=world.BOT_TOKEN, scopes=set(SCOPES) - {"im:write"})
    code, lines = await patient.doctor()
    assert code == 1 and set(ill(lines)) == {"scopes"} and "im:write missing" in lines["scopes"]


def test_an_answer_that_lists_no_scopes_is_no_fault() -> None:
    answer = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="auth.test",
        req_args={},
        data={"ok": True},
        headers={},
        status_code=200,
    )
    found = scopes_found(answer)
    assert found.is_well and "did not list them" in found.text


async def test_optional_scopes_may_be_missing(patient: Patient) -> None:
    patient.server.slack.install(world.TEAM, token=world.BOT_TOKEN, scopes=SCOPES)
    code, lines = await patient.doctor()
    assert code == 0 and all(scope in lines["scopes"] for scope in OPTIONAL_SCOPES)


async def test_a_channel_without_the_bot(patient: Patient) -> None:
    workspace = patient.server.slack.workspaces[world.TEAM]
    workspace.channels[world.WS1_CHANNEL].members.remove(workspace.bot.user_id)
    del workspace.channels[world.GROUP_CHANNEL]
    code, lines = await patient.doctor()
    assert code == 1
    assert set(ill(lines)) == {
        f"channel {world.WS1_CHANNEL} of IMG",
        f"channel {world.GROUP_CHANNEL} of IMG",
    }
    assert all("/invite @img" in text for text in ill(lines).values())


async def test_people_whom_slack_does_not_know(patient: Patient) -> None:
    users = patient.server.slack.workspaces[world.TEAM].users
    users.pop(world.WS1_LEAD)
    code, lines = await patient.doctor()
    assert code == 1 and set(ill(lines)) == {"people of IMG"}
    assert world.WS1_LEAD in lines["people of IMG"] and "bot setup" in lines["people of IMG"]
    users[world.SECRETARIAT].deleted = True
    _code, lines = await patient.doctor()
    assert all(user in lines["people of IMG"] for user in (world.WS1_LEAD, world.SECRETARIAT))


async def test_nobody_coordinates(patient: Patient) -> None:
    database = Database(patient.url)
    gone = Setup(team=world.TEAM, label="IMG", removed_coordinators=(world.SECRETARIAT,))
    set_up_group(create_work(database), gone, datetime.now(UTC))
    database.close()
    code, lines = await patient.doctor()
    assert code == 1 and set(ill(lines)) == {"people of IMG"}
    assert "--coordinator" in lines["people of IMG"]


async def test_the_address_for_slack(patient: Patient) -> None:
    _code, lines = await patient.doctor()
    assert "PUBLIC_URL is not set" in lines["settings"] and "Slack reaches" not in lines["settings"]
    patient.settings = {"PUBLIC_URL": "https://img.example.org"}
    _code, lines = await patient.doctor()
    assert lines["settings"] == "✔ Slack reaches /img at https://img.example.org/slack/events"


async def test_a_group_of_another_workspace(patient: Patient) -> None:
    database = Database(patient.url)
    other = Setup(team="T0OTHER", label="ESM", name="ESM", channel="C0ESM")
    set_up_group(create_work(database), other, datetime.now(UTC))
    database.close()
    code, lines = await patient.doctor()
    assert code == 1 and "T0OTHER" in ill(lines)["channel C0ESM of ESM"]


async def test_a_clock_that_is_wrong(patient: Patient, monkeypatch: pytest.MonkeyPatch) -> None:
    class Wrong(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.now(UTC) - timedelta(seconds=40)

    monkeypatch.setattr("bot.cli.doctor_slack.datetime", Wrong)
    code, lines = await patient.doctor()
    assert code == 1 and set(ill(lines)) == {"clock"} and "seconds away" in lines["clock"]


async def test_a_database_that_is_not_there(patient: Patient, tmp_path: Path) -> None:
    patient.url = f"sqlite:///{tmp_path / 'nowhere' / 'img.db'}"
    code, lines = await patient.doctor()
    assert code == 1 and "bot migrate" in ill(lines)["database"]
    assert not (tmp_path / "nowhere").exists()


async def test_a_database_that_does_not_answer(patient: Patient) -> None:
    patient.url = "postgresql+psycopg://img:hunter2@127.0.0.1:1/img"
    code, lines = await patient.doctor()
    assert code == 1 and "does not answer" in ill(lines)["database"]


async def test_a_schema_that_is_old(patient: Patient, tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    sqlite3.connect(path).execute("CREATE TABLE other (x)").connection.close()
    path.chmod(0o600)
    patient.url = f"sqlite:///{path}"
    code, lines = await patient.doctor()
    assert code == 1 and set(ill(lines)) == {"migrations"} and "bot migrate" in lines["migrations"]


async def test_a_schema_of_a_newer_version(patient: Patient) -> None:
    database = Database(patient.url)
    with database.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    code, lines = await patient.doctor()
    assert code == 1 and set(ill(lines)) == {"migrations"} and "newer version" in lines["migrations"]


@pytest.mark.parametrize("name", ["", "below"])
async def test_a_database_that_may_not_be_looked_at(patient: Patient, tmp_path: Path, name: str) -> None:
    file = tmp_path / "file"
    file.write_text("neither a folder nor a database")
    patient.url = f"sqlite:///{tmp_path if not name else file / name}"
    code, lines = await patient.doctor()
    assert code == 1 and "bot migrate" not in ill(lines)["database"]


async def test_no_group_yet(patient: Patient, sqlite_template: Path) -> None:
    patient.url = f"sqlite:///{sqlite_template}"
    code, lines = await patient.doctor()
    assert code == 1 and "bot setup" in ill(lines)["channels"]


@pytest.mark.parametrize(
    ("state", "age", "words"),
    [("pending", 14, None), ("pending", 16, "the oldest waits"), ("dead", 1, "1 undeliverable")],
)
async def test_delivery(patient: Patient, state: str, age: int, words: str | None) -> None:
    now = datetime.now(UTC)
    database = Database(patient.url)
    notice = NewNotice(
        world.TEAM, "k", "shared", world.GROUP_CHANNEL, now - timedelta(minutes=age), group_id=1
    )
    with database.writing() as session:
        outbox.add_notice(session, notice, now=now)
        session.execute(text("UPDATE outbox SET state = :state"), {"state": state})
    database.close()
    code, lines = await patient.doctor()
    assert code == (0 if words is None else 1)
    assert words is None or words in ill(lines)["delivery"]


async def test_an_audit_chain_that_was_tampered_with(patient: Patient) -> None:
    database = Database(patient.url)
    with database.writing() as session:
        session.execute(text("UPDATE audit_entries SET action = 'nothing'"))
    database.close()
    code, lines = await patient.doctor()
    assert code == 1 and "IMG" in ill(lines)["audit"]


def test_without_slack_settings_the_rest_is_looked_at(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert main(["doctor"]) == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and said.err.startswith("✘ settings: ") and "SLACK_BOT_TOKEN" in said.err
    marks = {line[2:].partition(":")[0]: line[0] for line in said.out.splitlines()}
    assert marks == {
        "files": "✔", "token": "✘", "database": "✔", "migrations": "✔", "channels": "✘", "delivery": "✔",
        "audit": "✔",
    }  # fmt: skip


async def test_without_a_signing_secret_slack_is_asked_all_the_same(patient: Patient) -> None:
    patient.settings = {"SLACK_SIGNING_SECRET": ""}
    code, lines = await patient.doctor()
    assert code == 2 and ill(lines) == {} and {"token", "scopes", "clock", "database"} < set(lines)


def test_a_malformed_setting_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "many")
    assert main(["doctor"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "PORT" in said.err


async def test_files_that_others_can_read(patient: Patient, tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("LOG_LEVEL=INFO\n")
    env.chmod(0o640)
    code, lines = await patient.doctor()
    assert code == 1 and ill(lines) == {"files": "✘ others can read what is secret. Run: chmod 600 .env"}
