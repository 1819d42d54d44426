"""Sending a letter by SMTP, and what its answer means: 250 is sent, what is lost after DATA is unclear."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from aiosmtplib import (
    SMTP,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPResponseException,
    SMTPServerDisconnected,
    SMTPTimeoutError,
)

from bot.delivery.hooks import Mail
from bot.delivery.outcomes import Outcome, Refused, Sent, Unclear, Unsent

RETRY_SECONDS = 300.0
"""When a server that asks for patience (4xx, greylisting) is tried again."""


@dataclass(frozen=True)
class Server:
    """Where mail is handed over, from SMTP_URL."""

    host: str
    port: int
    user: str | None
    password: str | None
    is_tls: bool
    starttls: bool | None

    @classmethod
    def of(cls, url: str) -> Server:
        """``smtps://user:pass@host:465``, ``smtp://host?starttls=required``."""
        parts = urlsplit(url)
        is_tls = parts.scheme == "smtps"
        wish = parse_qs(parts.query).get("starttls", ["auto"])[0]
        starttls = {"required": True, "never": False}.get(wish)
        return cls(
            host=parts.hostname or "localhost",
            port=parts.port or (465 if is_tls else 25),
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
            is_tls=is_tls,
            starttls=False if is_tls else starttls,
        )


class Mailer:
    """Sends letters, each over a connection of its own."""

    def __init__(self, url: str, timeout: float) -> None:
        self._server = Server.of(url)
        self._timeout = timeout

    async def send(self, mail: Mail) -> Outcome:
        """Hand one letter over; what came of it, judged by how far it got."""
        server = self._server
        client = SMTP(
            hostname=server.host, port=server.port, use_tls=server.is_tls, start_tls=server.starttls,
            timeout=self._timeout,
        )  # fmt: skip
        try:
            await client.connect()
            if server.user is not None:
                await client.login(server.user, server.password or "")
            await client.mail(mail.sender)
            await client.rcpt(mail.to)
        except (SMTPException, OSError, TimeoutError) as error:
            client.close()
            return _before_data(error)
        try:
            await client.data(mail.data)
        except (SMTPException, OSError, TimeoutError) as error:
            client.close()
            return _in_data(error)
        try:
            await client.quit()
        except (SMTPException, OSError, TimeoutError):
            client.close()  # it was taken: how the conversation ends is of no interest
        return Sent(mail.message_id)


def _before_data(error: Exception) -> Outcome:
    """Nothing of the letter has left: tried again, unless it is refused for good."""
    if isinstance(error, SMTPResponseException) and not isinstance(error, SMTPConnectError):
        return _judged(error)
    if isinstance(error, SMTPConnectError | SMTPServerDisconnected | SMTPTimeoutError | OSError):
        return Unsent("smtp_away", retry_after=RETRY_SECONDS)
    if type(error).__name__ == "SMTPRecipientRefused":
        code = int(getattr(error, "code", 550))
        return _of_code(code)
    return Unsent(f"smtp_{type(error).__name__}", retry_after=RETRY_SECONDS)


def _in_data(error: Exception) -> Outcome:
    """An answer tells; without one, nobody knows whether the letter was taken."""
    return _judged(error) if isinstance(error, SMTPDataError) else Unclear("smtp_lost_after_data")


def _judged(error: SMTPResponseException) -> Outcome:
    return _of_code(int(error.code))


def _of_code(code: int) -> Outcome:
    if 500 <= code < 600:
        return Refused(f"smtp_{code}")
    return Unsent(f"smtp_{code}", retry_after=RETRY_SECONDS)
