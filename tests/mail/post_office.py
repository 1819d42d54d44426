"""A mail server that can refuse, put off, and break off: what was handed to it stands in `letters`."""

from __future__ import annotations

import asyncio
import email
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import Message
from types import SimpleNamespace

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class PostOffice:
    """How letters are met: `meets` gives for each attempt one of ok, refuse, greylist, lose, drop."""

    meets: list[str] = field(default_factory=list)
    letters: list[bytes] = field(default_factory=list)
    attempts: int = 0
    port: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?starttls=never"

    @property
    def parsed(self) -> list[Message]:
        """The letters, by the older of the parsers, which did not write them."""
        return [email.message_from_bytes(one) for one in self.letters]

    @property
    def ids(self) -> Counter[str]:
        return Counter(str(one["Message-ID"]) for one in self.parsed)

    def _next(self) -> str:
        self.attempts += 1
        return self.meets.pop(0) if self.meets else "ok"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        session.meets = self._next()  # type: ignore[attr-defined]
        if session.meets == "refuse":  # type: ignore[attr-defined]
            return "550 5.1.1 nobody of that name"
        if session.meets == "greylist":  # type: ignore[attr-defined]
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        meets = session.meets  # type: ignore[attr-defined]
        if meets in ("ok", "lose"):
            assert isinstance(envelope.content, bytes)
            self.letters.append(envelope.content)
        if meets in ("lose", "drop"):
            # Taken, or not, and the connection is gone before anybody says so.
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
            await asyncio.sleep(0)
        return "554 5.6.0 not like that" if meets == "reject" else "250 OK"


@asynccontextmanager
async def open_post_office(*meets: str) -> AsyncIterator[PostOffice]:
    office = PostOffice(list(meets))
    loop = asyncio.get_running_loop()
    # The server looks at all that its handler has, at each connection: it need not read all letters for that.
    counter = SimpleNamespace(handle_RCPT=office.handle_RCPT, handle_DATA=office.handle_DATA)
    server = await loop.create_server(lambda: SMTP(counter, hostname="mail", loop=loop), "127.0.0.1", 0)
    office.port = server.sockets[0].getsockname()[1]
    try:
        yield office
    finally:
        server.close()
