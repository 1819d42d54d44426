"""What keeps a process from starting is said in one line, with the right exit code."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.running.process import Office, open_office


@pytest.fixture
async def office(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    async with open_office(sqlite_url, tmp_path) as opened:
        yield opened


async def refusal(office: Office, *words: str, **env: str) -> tuple[int, str]:
    code, _out, err = await office.run(*words, env=env)
    assert err.count("\n") == 1 and "Traceback" not in err, err
    return code, err


async def test_settings(office: Office) -> None:
    for words, env, code, text in [
        (["run"], {"SLACK_BOT_TOKEN": ""}, 2, "SLACK_BOT_TOKEN"),
        (["run"], {"SLACK_SIGNING_SECRET": ""}, 2, "SLACK_SIGNING_SECRET"),
        (["run"], {"PORT": "many"}, 2, "PORT has to be a number"),
        (["run"], {"DATABASE_URL": "mysql://x"}, 2, "DATABASE_URL has to be like"),
        (["web"], {}, 2, "`web` and `worker` need PostgreSQL"),
        (["worker"], {}, 2, "`web` and `worker` need PostgreSQL"),
    ]:
        found, err = await refusal(office, *words, **env)
        assert found == code and text in err, err


async def test_databases(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("this is no database, whatever its name may say " * 50)
    for url, text in [
        (f"sqlite:///{file}/below/img.db", "cannot be made"),
        (f"sqlite:///{tmp_path}", "unable to open database file. Who runs the bot has to be able to read"),
        (f"sqlite:///{file}", "file is not a database. The file is damaged: keep it, and restore the last"),
        ("postgresql+psycopg://nobody:geheim@127.0.0.1:9/none", "Check DATABASE_URL and that the database"),
    ]:
        code, err = await refusal(office, "run", DATABASE_URL=url)
        assert code == 1 and text in err and "geheim" not in err, err


async def test_an_old_schema_on_postgresql(office: Office, postgres_url: str) -> None:
    database = Database(postgres_url)
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    database.close()
    for command in ("run", "web", "worker"):
        code, err = await refusal(office, command, DATABASE_URL=postgres_url)
        assert code == 1 and "Run `python -m bot migrate` first" in err


async def test_a_schema_of_a_newer_version(office: Office, postgres_url: str) -> None:
    for url, commands in [
        (office.env["DATABASE_URL"], (["run"], ["migrate"], ["export", "--format", "md"])),
        (postgres_url, (["run"], ["web"], ["worker"], ["migrate"], ["export", "--format", "md"])),
    ]:
        database = Database(url)
        with database.writing() as session:
            session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        database.close()
        for words in commands:
            code, err = await refusal(office, *words, DATABASE_URL=url)
            assert code == 1 and "a newer version of the bot has made" in err and "restore a backup" in err


async def test_a_port_that_is_taken(office: Office) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, err = await refusal(office, "run", PORT=str(other.getsockname()[1]))
    assert code == 1 and "Address already in use. Does the bot run already? Else set another PORT." in err
