"""The mailbox that mail comes back to: what a calendar program replies, and letters that did not arrive.

All else is left there, unread, for people. What was handled is marked as read; it may be handled twice where
the process dies in between, which the id of the message makes harmless.
"""

from __future__ import annotations

import imaplib
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_log = logging.getLogger(__name__)
MOST_AT_ONCE, LARGEST = 50, 1_000_000


@dataclass(frozen=True, slots=True)
class Inbox:
    """Where mail comes in: ``imaps://user:password@host:port/folder``."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    is_tls: bool

    @classmethod
    def of(cls, url: str) -> Inbox:
        """The mailbox of an address that the settings have checked."""
        parts = urlsplit(url)
        is_tls = parts.scheme == "imaps"
        return cls(
            parts.hostname or "", parts.port or (993 if is_tls else 143), unquote(parts.username or ""),
            unquote(parts.password or ""), unquote(parts.path.strip("/")) or "INBOX", is_tls,
        )  # fmt: skip


Handle = Callable[[bytes], bool]
"""Does what a message says; False leaves it as it is, for people."""


def read_inbox(inbox: Inbox, handle: Handle, since_uid: int, timeout: float) -> int:
    """Hand over the unread messages after one; it blocks, so it runs in a worker thread.

    Returns:
        The highest number that was looked at: where to go on next time.

    Raises:
        OSError, imaplib.IMAP4.error: the server is away, or refuses.
    """
    with _opened(inbox, timeout) as server:
        _kind, found = server.uid("SEARCH", f"UID {since_uid + 1}:*", "UNSEEN")
        # Of a range beyond the last message the server names that last one.
        numbers = sorted(int(one) for one in (found[0] or b"").split() if int(one) > since_uid)
        for number in numbers[:MOST_AT_ONCE]:
            data = _message(server, number)
            if data is not None and handle(data):
                server.uid("STORE", str(number), "+FLAGS.SILENT", r"(\Seen)")
            since_uid = number
    return since_uid


@contextmanager
def _opened(inbox: Inbox, timeout: float) -> Iterator[imaplib.IMAP4]:
    kind = imaplib.IMAP4_SSL if inbox.is_tls else imaplib.IMAP4
    server = kind(inbox.host, inbox.port, timeout=timeout)
    try:
        server.login(inbox.user, inbox.password)
        answer, _told = server.select(f'"{inbox.folder}"')
        if answer != "OK":
            raise imaplib.IMAP4.error("no such folder")
        yield server
    finally:
        with suppress(OSError, imaplib.IMAP4.error):  # how the conversation ends is of no interest
            server.logout()


def _message(server: imaplib.IMAP4, number: int) -> bytes | None:
    """A message, without marking it as read; None of one that is too large for what is looked for."""
    _kind, told = server.uid("FETCH", str(number), "(RFC822.SIZE)")
    size = re.search(rb"RFC822\.SIZE (\d+)", told[0] if told and isinstance(told[0], bytes) else b"")
    if size is None or int(size[1]) > LARGEST:
        return None
    _kind, parts = server.uid("FETCH", str(number), "(BODY.PEEK[])")
    return next((part[1] for part in parts if isinstance(part, tuple)), None)
