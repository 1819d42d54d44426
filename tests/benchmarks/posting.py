"""The bot as a process that posts to the lean stand-in: due notices in, times of arrival out."""

from __future__ import annotations

import json
import os
import secrets
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import insert

from bot.reminders.materialise import SHARED
from bot.store.database import Database
from bot.store.migrate import upgrade
from bot.tables import Base
from tests.benchmarks.process import ServerProcess, free_port, running

TOKEN = "xoxb-1-1-benchmark"
TEXT = "In 7 days: *WS1-M2* 2nd WS1 Team Meeting · Tue 16 Jan 2018, 14:00-17:30 Geneva"
BLOCKS: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": TEXT}},
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "You get this because you lead WS1."}]},
]
SECONDS_TO_ARRIVE = 180.0
_LOCALHOST = ip_address("127.0.0.1")


@dataclass(frozen=True)
class Arrived:
    """One message: to which channel, and when its request came, in Unix seconds."""

    channel: str
    at: float


@dataclass(frozen=True)
class Slack:
    """The running stand-in."""

    api_url: str
    control_url: str
    authority: Path

    def arrived(self, expected: int) -> list[Arrived]:
        """Wait until that many messages came, and take them.

        Raises:
            RuntimeError: they did not come in time.
        """
        end = time.monotonic() + SECONDS_TO_ARRIVE
        while self._get("count") < expected:
            if time.monotonic() > end:
                raise RuntimeError(f"only {self._get('count')} of {expected} messages came")
            time.sleep(0.1)
        return [Arrived(channel, at) for channel, at in self._get("arrived")]

    def _get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        with urllib.request.urlopen(f"{self.control_url}{path}", timeout=30) as answer:
            return json.load(answer)


@contextmanager
def slack(folder: Path, *, delay_ms: float = 80) -> Iterator[Slack]:
    """The lean stand-in, as a process of its own."""
    certificate, authority = _certificate(folder)
    port, control_port = free_port(), free_port()
    command = (
        sys.executable, "-m", "tests.benchmarks.posting_app", "--port", str(port), "--control-port",
        str(control_port), "--certificate", str(certificate), "--delay-ms", str(delay_ms),
    )  # fmt: skip
    log = folder / "slack.log"
    with running(command, port=control_port, environment={}, ready_path="/count", log=log):
        yield Slack(f"https://127.0.0.1:{port}/api/", f"http://127.0.0.1:{control_port}/", authority)


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate for this machine: the file with its key, and the one to trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(_LOCALHOST)]), critical=False)
        .sign(key, hashes.SHA256())
        .public_bytes(serialization.Encoding.PEM)
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both, trusted = folder / "slack.pem", folder / "authority.pem"
    both.write_bytes(secret + built)
    trusted.write_bytes(built)
    return both, trusted


@contextmanager
def posting_bot(database_url: str, slack: Slack, log: Path) -> Iterator[ServerProcess]:
    """The whole bot, `run` or (on PostgreSQL) `worker`, ready."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "SLACK_BOT_TOKEN": TOKEN,
        "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
        "SLACK_API_URL": slack.api_url,
        "SSL_CERT_FILE": str(slack.authority),
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "LOG_LEVEL": "WARNING",
    }
    command = (sys.executable, "-m", "bot", "run")
    with running(command, port=port, environment=environment, ready_path="/readyz", log=log) as process:
        yield process


@contextmanager
def posting_rig(folder: Path, *, delay_ms: float = 80) -> Iterator[tuple[Database, Slack, ServerProcess]]:
    """A database, the stand-in, and the bot between them."""
    with ExitStack() as stack:
        database = Database(f"sqlite:///{folder}/bot.db")
        stack.callback(database.close)
        upgrade(database)
        server = stack.enter_context(slack(folder, delay_ms=delay_ms))
        process = stack.enter_context(posting_bot(str(database.url), server, folder / "bot.log"))
        yield database, server, process


def add_due(database: Database, places: Sequence[tuple[str, str]], due: Sequence[datetime]) -> None:
    """Add a notice for each (workspace, channel), due at the time that stands at its index."""
    now = datetime.now(UTC)
    rows = [
        {
            "team_id": team,
            "key": secrets.token_hex(12),
            "kind": SHARED,
            "recipient": channel,
            "payload": {"text": TEXT, "blocks": BLOCKS},
            "state": "pending",
            "due_at": at,
            "retry_at": at,
            "fence": 0,
            "attempts": 0,
            "nonce": secrets.token_urlsafe(12),
            "created_at": now,
        }
        for (team, channel), at in zip(places, due, strict=True)
    ]
    with database.writing() as session:
        session.connection().execute(insert(Base.metadata.tables["outbox"]), rows)


def places(channels: int, workspaces: int) -> list[tuple[str, str]]:
    """So many channels, spread evenly over so many workspaces."""
    return [(f"T0TEAM{number % workspaces:05d}", f"C0BENCH{number:06d}") for number in range(channels)]
