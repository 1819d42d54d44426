"""The settings of one process: the only reader of the environment.

A value comes from the real environment, else from the `.env` file, else it is the default. An empty
value means "not set", also where it hides a value of the file. Values are taken as they stand: nothing
in them is expanded. Malformed ones are refused whatever the command; missing ones only where needed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values

from bot.core.addresses import Network, is_loopback, parse_networks
from bot.core.encryption import key_cure
from bot.core.errors import SettingsError as SettingsError
from bot.core.i18n import LANGUAGES, _
from bot.core.mail_settings import MAIL, check_mail

ENV_FILE = Path(".env")


@dataclass(frozen=True)
class Timing:
    """How patient the bot is, beside delivery's own durations. Set in code only; tests shorten them."""

    tick: timedelta = timedelta(seconds=5)
    """The longest sleep between two looks at what is due."""
    announce_after: timedelta = timedelta(minutes=2)
    """How long a change of date can be undone before the channel hears of it."""


@dataclass(frozen=True)
class Settings:
    """What the environment says, checked. The fields are named like the variables, in lower case."""

    slack_bot_token: str | None = field(default=None, repr=False)
    slack_signing_secret: str | None = field(default=None, repr=False)
    slack_app_token: str | None = field(default=None, repr=False)
    slack_client_id: str | None = None
    slack_client_secret: str | None = field(default=None, repr=False)
    slack_api_url: str = "https://slack.com/api/"
    slack_command: str = "/img"
    database_url: str = field(default="sqlite:///data/img.db", repr=False)
    host: str = "127.0.0.1"
    port: int = 3000
    public_url: str | None = None
    trusted_proxies: tuple[Network, ...] = ()
    metrics_token: str | None = field(default=None, repr=False)
    timezone: str = "Europe/Zurich"
    language: str = "en"
    encryption_keys: tuple[str, ...] = field(default=(), repr=False)
    heartbeat_url: str | None = field(default=None, repr=False)
    smtp_url: str | None = field(default=None, repr=False)
    mail_from: str | None = None
    mail_inbox: str | None = field(default=None, repr=False)
    log_level: str = "INFO"
    log_format: str = "text"
    timing: Timing = Timing()

    @classmethod
    def read(cls, env: Mapping[str, str] | None = None, env_file: Path | None = None) -> Self:
        """The settings of an environment (default: the process's own), which wins over the file's.

        Raises:
            SettingsError: a variable is malformed, or does not go with another one.
        """
        values = {**_read_file(env_file), **(os.environ if env is None else env)}
        given: dict[str, Any] = {}
        for name, parse in _PARSERS.items():
            raw = values.get(name.upper(), "").strip()
            if raw:
                given[name] = parse(name.upper(), raw)
        settings = cls(**given)
        settings._check_together()
        return settings

    @property
    def base_url(self) -> str:
        """How people reach the bot, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public_url or f"http://{host}:{self.port}"

    @property
    def socket_mode(self) -> bool:
        """Whether Slack's traffic comes through a connection of ours instead of HTTP requests."""
        return self.slack_app_token is not None

    @property
    def many_workspaces(self) -> bool:
        """Whether workspaces install the bot by OAuth."""
        return self.slack_client_id is not None

    def require_slack(self) -> None:
        """Make sure that the bot can talk with Slack.

        Raises:
            SettingsError: names all that is missing.
        """
        missing = []
        if not self.slack_bot_token and not self.slack_client_id:
            missing.append(_("SLACK_BOT_TOKEN (the bot token, from OAuth & Permissions)"))
        if not self.slack_signing_secret and not self.slack_app_token:
            missing.append(
                _("SLACK_SIGNING_SECRET (from Basic Information), or SLACK_APP_TOKEN for Socket Mode")
            )
        if missing:
            text = _("Not set: {names}. Put it into .env; `python -m bot manifest` makes the Slack app.")
            raise SettingsError(text.format(names="; ".join(missing)))

    def _check_together(self) -> None:
        check_mail(self.smtp_url, self.mail_from, self.mail_inbox)
        if not self.slack_client_id and not self.slack_client_secret:
            return
        if not self.slack_client_id or not self.slack_client_secret:
            absent = "SLACK_CLIENT_SECRET" if self.slack_client_id else "SLACK_CLIENT_ID"
            text = _("{name} is not set: the client id and the client secret only work together.")
            raise SettingsError(text.format(name=absent))
        if self.slack_bot_token:
            raise SettingsError(
                _(
                    "SLACK_BOT_TOKEN is for one workspace, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET for many:"
                    " remove the one or the others."
                )
            )
        if not self.encryption_keys:
            raise SettingsError(
                _(
                    "ENCRYPTION_KEYS is not set: tokens of installed workspaces are stored encrypted. {cure}"
                ).format(cure=key_cure())
            )
        if not self.public_url:
            raise SettingsError(
                _("PUBLIC_URL is not set: Slack sends people back to it when they install the bot.")
            )


def _read_file(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        return {name: value or "" for name, value in dotenv_values(path, interpolate=False).items()}
    except (OSError, UnicodeDecodeError) as error:
        text = _("{path} cannot be read: it has to be a readable file of UTF-8 text.")
        raise SettingsError(text.format(path=path)) from error


def _matching(pattern: str, cure: Callable[[], str]) -> Callable[[str, str], str]:
    """A parser of texts that match a whole pattern; the cure is translated when it is needed."""

    def parse(name: str, raw: str) -> str:
        if not re.fullmatch(pattern, raw):
            raise SettingsError(f"{name} {cure()}")
        return raw

    return parse


def _one_of(*choices: str) -> Callable[[str, str], str]:
    def parse(name: str, raw: str) -> str:
        for choice in choices:
            if raw.casefold() == choice.casefold():
                return choice
        text = _("{name} has to be one of {choices}.")
        raise SettingsError(text.format(name=name, choices=", ".join(choices)))

    return parse


def _parse_url(name: str, raw: str) -> str:
    try:
        parts = urlsplit(raw)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        valid = False
    if not valid or re.search(r"\s", raw):
        raise SettingsError(
            _("{name} has to be an address such as https://img.example.org.").format(name=name)
        )
    return raw


def _parse_base(name: str, raw: str) -> str:
    """An address that paths are appended to."""
    if re.search(r"[?#]", _parse_url(name, raw)):
        raise SettingsError(
            _("{name} has to end before any ? or #: paths are added to it.").format(name=name)
        )
    return raw.rstrip("/")


def _parse_api(name: str, raw: str) -> str:
    base = _parse_base(name, raw)
    # The tokens go there: nobody on the way may read them.
    if not base.startswith("https:") and not is_loopback(urlsplit(base).hostname or ""):
        raise SettingsError(_("{name} has to begin with https://, except on this machine.").format(name=name))
    return f"{base}/"


def _parse_proxies(name: str, raw: str) -> tuple[Network, ...]:
    try:
        return parse_networks(raw)
    except ValueError:
        text = _("{name} has to be addresses or networks, such as 127.0.0.1, 10.0.0.0/8.")
    raise SettingsError(text.format(name=name))


def _parse_port(name: str, raw: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", raw) or not 1 <= int(raw) <= 65535:
        raise SettingsError(_("{name} has to be a number from 1 to 65535.").format(name=name))
    return int(raw)


def _parse_zone(name: str, raw: str) -> str:
    try:
        return ZoneInfo(raw).key
    except (KeyError, ValueError, OSError) as error:
        text = _("{name} has to be the name of a time zone, such as Europe/Zurich.")
        raise SettingsError(text.format(name=name)) from error


def _parse_keys(name: str, raw: str) -> tuple[str, ...]:
    from cryptography.fernet import Fernet  # here: most commands never decrypt anything

    keys = tuple(key.strip() for key in raw.split(","))
    try:
        for key in keys:
            Fernet(key)
    except ValueError as error:
        text = _("{name} has to be one or more Fernet keys, separated by commas. {cure}")
        raise SettingsError(text.format(name=name, cure=key_cure())) from error
    return keys


def _parse_database(name: str, raw: str) -> str:
    from sqlalchemy import make_url  # here: reading a plan without a database does not load it
    from sqlalchemy.exc import ArgumentError

    # Hosting services hand out addresses that name the database, not the driver.
    url = re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", raw)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        parsed = None
    if parsed is not None and parsed.drivername == "postgresql+psycopg" and parsed.database:
        return url
    if parsed is not None and parsed.drivername == "sqlite" and parsed.database not in (None, "", ":memory:"):
        return url
    text = _(
        "{name} has to be like sqlite:///data/img.db or postgresql+psycopg://user:password@host/database."
    )
    raise SettingsError(text.format(name=name))


_PARSERS: Mapping[str, Callable[[str, str], object]] = {
    "slack_bot_token": _matching(
        r"xoxb-[\w.-]+", lambda: _("has to be a bot token: it starts with xoxb- (OAuth & Permissions).")
    ),
    # Slack's own are 32 hexadecimal digits; that is not promised, so only the plainly wrong is refused.
    "slack_signing_secret": _matching(
        r"(?!xox|xapp-)[!-~]{16,128}",
        lambda: _("has to be the signing secret of the app, 32 characters (Basic Information)."),
    ),
    "slack_app_token": _matching(
        r"xapp-[\w.-]+",
        lambda: _("has to be an app-level token: it starts with xapp- (Basic Information)."),
    ),
    "slack_client_id": _matching(
        r"[\w.-]+", lambda: _("has to be the client id of the app (Basic Information).")
    ),
    "slack_client_secret": _matching(
        r"[!-~]+", lambda: _("has to be the client secret of the app (Basic Information).")
    ),
    "slack_api_url": _parse_api,
    "slack_command": _matching(
        r"/[a-z0-9_-]{1,31}",
        lambda: _("has to be a slash and up to 31 small letters, digits, - or _, such as /img."),
    ),
    "database_url": _parse_database,
    "host": _matching(r"[\w.:-]+", lambda: _("has to be a host name or an IP address, such as 127.0.0.1.")),
    "port": _parse_port,
    "public_url": _parse_base,
    "trusted_proxies": _parse_proxies,
    "metrics_token": _matching(r"[!-~]{16,256}", lambda: _("has to be 16 signs or more, without spaces.")),
    "timezone": _parse_zone,
    "language": _one_of(*LANGUAGES),
    "encryption_keys": _parse_keys,
    "heartbeat_url": _parse_url,
    **{name: _matching(*shape) for name, shape in MAIL.items()},
    "log_level": _one_of("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"),
    "log_format": _one_of("text", "json"),
}
