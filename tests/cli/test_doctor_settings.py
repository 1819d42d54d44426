"""`doctor` where the settings themselves are missing or malformed."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main


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


def test_a_malformed_setting_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "many")
    assert main(["doctor"]) == 2
    said = capsys.readouterr()
    assert said.out == "" and said.err.count("\n") == 1 and "PORT" in said.err
