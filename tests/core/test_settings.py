from __future__ import annotations

import os
from base64 import urlsafe_b64encode
from dataclasses import fields
from ipaddress import ip_network
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot.core.settings import Settings, SettingsError

ROOT = Path(__file__).resolve().parents[2]
# Fixed, since they stand in the names of tests, which have to be the same in every process.
KEY = urlsafe_b64encode(bytes(32)).decode()
OTHER_KEY = urlsafe_b64encode(b"k" * 32).decode()
SECRET = "0123456789abcdef0123456789abcdef"
OAUTH = {
    "SLACK_CLIENT_ID": "123.456",
    "SLACK_CLIENT_SECRET": SECRET,
    "ENCRYPTION_KEYS": KEY,
    "PUBLIC_URL": "https://img.example.org",
}


def test_without_any_variable_the_defaults_hold() -> None:
    settings = Settings.read({})
    assert settings == Settings()
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.slack_command == "/img"
    assert settings.database_url == "sqlite:///data/img.db"
    assert (settings.host, settings.port, settings.base_url) == ("127.0.0.1", 3000, "http://127.0.0.1:3000")
    assert (settings.timezone, settings.log_level, settings.log_format) == ("Europe/Zurich", "INFO", "text")
    assert settings.encryption_keys == ()


@pytest.mark.parametrize(
    ("name", "raw", "expected"),
    [
        ("SLACK_BOT_TOKEN", " xoxb-12-34-aB ", "xoxb-12-34-aB"),
        ("SLACK_SIGNING_SECRET", SECRET, SECRET),
        ("SLACK_SIGNING_SECRET", "a-secret-of-another-shape", "a-secret-of-another-shape"),
        ("SLACK_APP_TOKEN", "xapp-1-A-2-b", "xapp-1-A-2-b"),
        ("SLACK_API_URL", "http://127.0.0.1:8080/api", "http://127.0.0.1:8080/api/"),
        ("SLACK_API_URL", "https://slack.com/api/", "https://slack.com/api/"),
        ("SLACK_COMMAND", "/img-test", "/img-test"),
        ("DATABASE_URL", "sqlite:////var/lib/img.db", "sqlite:////var/lib/img.db"),
        ("DATABASE_URL", "postgres://u:p@h:5432/d", "postgresql+psycopg://u:p@h:5432/d"),
        (
            "DATABASE_URL",
            "postgresql://u:p@h/d?sslmode=require",
            "postgresql+psycopg://u:p@h/d?sslmode=require",
        ),
        ("DATABASE_URL", "postgresql+psycopg://@/d?host=/run", "postgresql+psycopg://@/d?host=/run"),
        ("HOST", "0.0.0.0", "0.0.0.0"),
        ("HOST", "::1", "::1"),
        ("PORT", "1", 1),
        ("PORT", "65535", 65535),
        ("PUBLIC_URL", "https://img.example.org/bot/", "https://img.example.org/bot"),
        ("SLACK_API_URL", "http://localhost:1/api", "http://localhost:1/api/"),
        ("TRUSTED_PROXIES", "10.0.0.0/8, ::1", (ip_network("10.0.0.0/8"), ip_network("::1"))),
        ("METRICS_TOKEN", "0123456789abcdef", "0123456789abcdef"),
        ("TIMEZONE", "Africa/Nairobi", "Africa/Nairobi"),
        ("ENCRYPTION_KEYS", KEY, (KEY,)),
        ("ENCRYPTION_KEYS", f"{KEY}, {OTHER_KEY}", (KEY, OTHER_KEY)),
        ("HEARTBEAT_URL", "https://ping.example.org/a?b=c", "https://ping.example.org/a?b=c"),
        ("LOG_LEVEL", "debug", "DEBUG"),
        ("LOG_FORMAT", "JSON", "json"),
    ],
)
def test_good_values_are_taken(name: str, raw: str, expected: object) -> None:
    assert getattr(Settings.read({name: raw}), name.lower()) == expected


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-12-34"),
        ("SLACK_BOT_TOKEN", "xapp-12-34"),
        ("SLACK_BOT_TOKEN", "xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-12 34"),
        ("SLACK_BOT_TOKEN", "xoxb-…"),
        ("SLACK_API_URL", "http://slack.example.org/api/"),
        ("SLACK_API_URL", "http://127.0.0.1.example.org/api/"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("TRUSTED_PROXIES", "proxy.example.org"),
        ("METRICS_TOKEN", "0123456789abcde"),
        ("METRICS_TOKEN", "0123456789 abcdef"),
        ("SLACK_SIGNING_SECRET", "short"),
        ("SLACK_SIGNING_SECRET", "xoxb-123456789012-abcdef"),
        ("SLACK_SIGNING_SECRET", "with a space in the middle of it"),
        ("SLACK_APP_TOKEN", "xoxb-12-34"),
        ("SLACK_CLIENT_ID", "12 34"),
        ("SLACK_API_URL", "slack.com/api/"),
        ("SLACK_API_URL", "ftp://slack.com/api/"),
        ("SLACK_API_URL", "https://slack.com/api/?token=x"),
        ("SLACK_COMMAND", "img"),
        ("SLACK_COMMAND", "/"),
        ("SLACK_COMMAND", "/Img"),
        ("SLACK_COMMAND", "/two words"),
        ("SLACK_COMMAND", "/" + "x" * 32),
        ("DATABASE_URL", "mysql://u:p@h/d"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql+asyncpg://u:p@h/d"),
        ("DATABASE_URL", "postgresql://u:p@h:port/d"),
        ("DATABASE_URL", "postgresql://h"),
        ("DATABASE_URL", "data/img.db"),
        ("HOST", "http://127.0.0.1"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "-1"),
        ("PORT", "3000.0"),
        ("PORT", "http"),
        ("PORT", "٣٠٠٠"),
        ("PUBLIC_URL", "img.example.org"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://h:99999"),
        ("PUBLIC_URL", "https://[broken"),
        ("PUBLIC_URL", "https://h/#top"),
        ("TIMEZONE", "Geneva"),
        ("TIMEZONE", "Europe"),
        ("TIMEZONE", "../../etc/passwd"),
        ("TIMEZONE", "/etc/localtime"),
        ("ENCRYPTION_KEYS", "not-a-key"),
        ("ENCRYPTION_KEYS", f"{KEY},short"),
        ("ENCRYPTION_KEYS", "é" * 44),
        ("ENCRYPTION_KEYS", ","),
        ("HEARTBEAT_URL", "ping"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
def test_malformed_values_are_refused_in_one_line_that_names_the_variable(name: str, raw: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read({name: raw})
    text = caught.value.text
    assert text.startswith(f"{name} has to ")
    assert "\n" not in text


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("SLACK_BOT_TOKEN", "token-77aa"),
        ("SLACK_SIGNING_SECRET", "secret-77aa"),
        ("SLACK_APP_TOKEN", "token-77aa"),
        ("SLACK_CLIENT_SECRET", "secret 77aa"),
        ("DATABASE_URL", "mysql://user:password-77aa@host/database"),
        ("DATABASE_URL", "postgresql://user:password-77aa@host:port/database"),
        ("ENCRYPTION_KEYS", f"{KEY},key-77aa"),
        ("HEARTBEAT_URL", "ping-77aa"),
    ],
)
def test_a_refusal_does_not_show_the_secret(name: str, raw: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read({name: raw})
    assert "77aa" not in caught.value.text and KEY not in caught.value.text


def test_the_file_is_read_and_real_variables_win(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(
        "PORT=4000\nTIMEZONE=Africa/Nairobi\nLOG_LEVEL='ERROR' # loud\nHEARTBEAT_URL=https://h/${HOME}\n"
    )
    settings = Settings.read({"PORT": "5000", "LOG_LEVEL": ""}, file)
    assert settings.port == 5000
    assert settings.timezone == "Africa/Nairobi"
    assert settings.log_level == "INFO", "an empty real variable means: not set"
    assert settings.heartbeat_url == "https://h/${HOME}", "nothing is expanded"


def test_a_missing_file_is_no_error_and_an_unreadable_one_is(tmp_path: Path) -> None:
    assert Settings.read({}, tmp_path / "none") == Settings()
    broken = tmp_path / ".env"
    broken.write_bytes(b"PORT=4000\nHOST=\xff\xfe\n")
    with pytest.raises(SettingsError, match="UTF-8"):
        Settings.read({}, broken)


def test_reading_the_process_environment_changes_nothing_in_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / ".env"
    file.write_text("TIMEZONE=Africa/Nairobi\n")
    monkeypatch.setenv("PORT", "4321")
    monkeypatch.delenv("TIMEZONE", raising=False)
    before = dict(os.environ)
    assert Settings.read(env_file=file).port == 4321
    assert dict(os.environ) == before


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ("SLACK_CLIENT_ID", "SLACK_CLIENT_ID"),
        ("SLACK_CLIENT_SECRET", "SLACK_CLIENT_SECRET"),
        ("ENCRYPTION_KEYS", "ENCRYPTION_KEYS"),
        ("PUBLIC_URL", "PUBLIC_URL"),
    ],
)
def test_many_workspaces_need_all_of_their_settings(missing: str, named: str) -> None:
    assert Settings.read(OAUTH).many_workspaces
    with pytest.raises(SettingsError, match=f"^{named} is not set"):
        Settings.read({name: value for name, value in OAUTH.items() if name != missing})


def test_a_bot_token_beside_a_client_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"SLACK_BOT_TOKEN .* SLACK_CLIENT_ID"):
        Settings.read({**OAUTH, "SLACK_BOT_TOKEN": "xoxb-1"})


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"]),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"]),
        ({"SLACK_SIGNING_SECRET": SECRET}, ["SLACK_BOT_TOKEN"]),
        (OAUTH, ["SLACK_SIGNING_SECRET"]),
    ],
)
def test_talking_with_slack_names_all_that_is_missing(given: dict[str, str], named: list[str]) -> None:
    with pytest.raises(SettingsError) as caught:
        Settings.read(given).require_slack()
    assert all(name in caught.value.text for name in named)
    assert ("SLACK_BOT_TOKEN" in caught.value.text) == ("SLACK_BOT_TOKEN" in named)
    assert "\n" not in caught.value.text


@pytest.mark.parametrize(
    ("given", "socket"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": SECRET}, False),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}, True),
        ({**OAUTH, "SLACK_SIGNING_SECRET": SECRET}, False),
    ],
)
def test_each_way_to_reach_slack_is_enough(given: dict[str, str], socket: bool) -> None:
    settings = Settings.read(given)
    settings.require_slack()
    assert settings.socket_mode is socket


def test_no_secret_shows_in_the_representation() -> None:
    heartbeat, password = "https://ping.example.org/5f1a", "hunter22"
    settings = Settings.read(
        {
            **OAUTH,
            "SLACK_SIGNING_SECRET": "signing-secret-0123",
            "SLACK_APP_TOKEN": "xapp-77",
            "DATABASE_URL": f"postgresql://u:{password}@h/d",
            "HEARTBEAT_URL": heartbeat,
        }
    )
    shown = repr(settings) + repr(Settings.read({"SLACK_BOT_TOKEN": "xoxb-88"}))
    for secret in (SECRET, KEY, "signing-secret-0123", "xapp-77", "xoxb-88", heartbeat, password):
        assert secret not in shown


def test_the_base_url_is_the_public_one_or_where_it_listens() -> None:
    assert Settings.read({"PUBLIC_URL": "https://a.org/"}).base_url == "https://a.org"
    assert Settings.read({"HOST": "::1", "PORT": "80"}).base_url == "http://[::1]:80"


def test_the_example_file_names_every_setting_with_its_default() -> None:
    example = dotenv_values(ROOT / ".env.example")
    assert list(example) == [each.name.upper() for each in fields(Settings) if each.name != "timing"]
    assert Settings.read({}, ROOT / ".env.example") == Settings()
    # Where there is a default, the file shows it.
    shown = {name.lower() for name, value in example.items() if value}
    assert shown == {each.name for each in fields(Settings) if each.default} - {"timing"}


def test_each_line_of_the_example_file_is_explained() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    for number, line in enumerate(lines):
        if "=" in line and not line.startswith("#"):
            assert lines[number - 1].startswith("# "), line
