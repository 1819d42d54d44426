"""Reading the mail that came in, every other minute."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from bot.core.clock import Clock
from bot.core.work import Work

SECONDS = 20


class InboxJob:
    """Looks into the mailbox of MAIL_INBOX; where it got to is remembered as long as the process lives."""

    def __init__(self, url: str, work: Work, clock: Clock, in_thread: Callable[..., Awaitable[Any]]) -> None:
        from bot.mail.answering import answering  # here: most installations read no mail
        from bot.mail.inbox import Inbox, read_inbox

        self._inbox, self._read = Inbox.of(url), read_inbox
        self._handle = answering(work, clock.now)
        self._in_thread = in_thread
        self._uid = 0

    async def run(self) -> datetime | None:
        """Handle what is new.

        Raises:
            OSError, imaplib.IMAP4.error: the server is away, or refuses.
        """
        self._uid = await self._in_thread(self._read, self._inbox, self._handle, self._uid, SECONDS)
        return None
