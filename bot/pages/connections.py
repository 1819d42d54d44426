"""The open connections of the server: so many at once, each with so much time, all with so much memory.

aiohttp closes what is idle after an answer, but bounds neither how many connections are open nor what they
send before their first request is whole. Without a bound the process runs out of descriptors: then the
database and Slack are out of reach as well.
"""

from __future__ import annotations

import asyncio
import random
import resource
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.core.sparing import SparingLog
from bot.slack.wire import READ_BYTES

MOST_CONNECTIONS = 512
FIRST_REQUEST_SECONDS = 10.0
IDLE_SECONDS = 130.0
"""Longer than a proxy keeps an idle connection (nginx: 60 s, Caddy: 120 s): the proxy has to close first."""
LINGERING_SECONDS = 0.1
"""How long a refused request's connection stays open, unread, so that its sender gets to read the answer."""
BUFFER_BYTES = 2 * READ_BYTES
"""The most of a body that a connection holds unread: aiohttp stops reading at one half, after a last read."""
MOST_HEADER_BYTES = 32 * 1024 * 1024
"""The most that all connections together send before their requests have begun."""


def most_connections() -> int:
    """How many may be open: at most half of the process's descriptors, the rest is for database and Slack."""
    soft, _hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_CONNECTIONS if soft == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, soft // 2)


class Connections:
    """Knows all open connections and closes the least useful ones where there are too many.

    First goes one whose request was refused before its body was read, then one that never asked for anything,
    then one that is idle after an answer; of each the oldest. One with a request under way is never closed:
    if all are busy, the new one is turned away.

    Args:
        most: how many may be open.
        log: tells of what is closed.
    """

    def __init__(self, most: int, log: SparingLog) -> None:
        self._most = most
        self._log = log
        # Dictionaries keep the order of arrival; the values are the bytes received outside of requests.
        self._refused: dict[Connection, int] = {}
        self._silent: dict[Connection, int] = {}
        self._idle: dict[Connection, int] = {}
        self._busy: set[Connection] = set()
        self._unread = 0

    def __len__(self) -> int:
        """How many are open."""
        return len(self._refused) + len(self._silent) + len(self._idle) + len(self._busy)

    def add(self, connection: Connection) -> None:
        """Take a new one in, in place of another if need be."""
        if len(self) >= self._most:
            self._log.note(f"{self._most} connections are open: what asks for nothing is closed")
            victim = next(iter(self._refused or self._silent or self._idle), connection)
            self._drop(victim)
            if victim is connection:
                return
        self._silent[connection] = 0

    def remove(self, connection: Connection) -> None:
        """Forget one that is closed."""
        for waiting in (self._refused, self._silent, self._idle):
            self._unread -= waiting.pop(connection, 0)
        self._busy.discard(connection)

    def begin(self, connection: Connection) -> None:
        """The line and the headers of a request have come whole."""
        self.remove(connection)
        self._busy.add(connection)

    def end(self, connection: Connection, *, is_read: bool) -> None:
        """The request is answered: the connection is idle, unless its body is still coming."""
        if connection in self._busy:
            self._busy.remove(connection)
            (self._idle if is_read else self._refused)[connection] = 0

    def is_refused(self, connection: Connection) -> bool:
        """Whether its request was answered before its body was read."""
        return connection in self._refused

    def receive(self, connection: Connection, size: int) -> None:
        """Count what came outside of a request; where it is too much in all, whoever sent most is closed."""
        waiting = self._silent if connection in self._silent else self._idle
        if connection not in waiting:  # a request is under way, whose body is read under rules of its own
            return
        waiting[connection] += size
        self._unread += size
        if self._unread > MOST_HEADER_BYTES:
            self._log.note("headers take too much memory: the longest are dropped")
            everybody = {**self._silent, **self._idle}
            self._drop(max(everybody, key=everybody.__getitem__))

    def _drop(self, connection: Connection) -> None:
        self.remove(connection)
        connection.abort()


class Connection(web.RequestHandler):
    """One connection, which has to bring its first request in time.

    Args:
        server: what answers its requests.
        connections: knows all.
        seconds: the most time for the first request's line and headers, the least is half of it.
        logger: gets what aiohttp has to say.
    """

    __slots__ = ("_connections", "_deadline", "_seconds")

    def __init__(self, server: web.Server, connections: Connections, seconds: float, logger: object) -> None:
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            # An access log costs as much as the door itself, and the query strings of pages hold secrets.
            access_log=None,  # type: ignore[arg-type]
            logger=logger,  # type: ignore[arg-type]
            keepalive_timeout=IDLE_SECONDS,
            lingering_time=LINGERING_SECONDS,
            # aiohttp stops reading at twice this.
            read_bufsize=READ_BYTES // 2,
        )
        self._connections = connections
        self._seconds = seconds
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Wait for the first request."""
        # asyncio's own transport reads 256 kB at a time: too much for hundreds of strangers at once.
        transport.max_size = READ_BYTES  # type: ignore[attr-defined]
        super().connection_made(transport)
        # Not for all at the same moment, else hundreds that came together would go and come again together.
        seconds = random.uniform(self._seconds / 2, self._seconds)
        self._deadline = asyncio.get_running_loop().call_later(seconds, self.abort)
        self._connections.add(self)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to no request yet."""
        self._connections.receive(self, len(data))
        super().data_received(data)

    def resume_reading(self, resume_parser: bool = True) -> None:
        """Read on, unless the request was refused: hundreds of megabytes would be read to be dropped."""
        if not self._connections.is_refused(self):
            super().resume_reading(resume_parser)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Forget it."""
        self._stop_waiting()
        self._connections.remove(self)
        super().connection_lost(exc)

    def begin(self) -> None:
        """A request has come."""
        self._stop_waiting()
        self._connections.begin(self)

    def end(self, *, is_read: bool) -> None:
        """The request is answered, and its body was read or was not."""
        self._connections.end(self, is_read=is_read)
        if not is_read and self.transport is not None:
            self.pause_reading()

    def abort(self) -> None:
        """Close at once, whatever the other side does."""
        transport = self.transport
        self.force_close()
        if transport is not None:
            transport.abort()

    def _stop_waiting(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


@web.middleware
async def mark_requests(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Tell the connection when its request begins and ends."""
    connection = request.protocol
    if not isinstance(connection, Connection):
        return await handler(request)
    connection.begin()
    try:
        return await handler(request)
    finally:
        connection.end(is_read=request.content.is_eof())
