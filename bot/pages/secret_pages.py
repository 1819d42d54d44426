"""What is behind secret links: calendars and pages, for programs and people outside Slack.

An answer is remembered for some seconds, so that whoever asks again and again costs nothing: that is also how
long a link that was ended may still answer. An unknown link gets the same 404 whatever is wrong with it, and
whoever tries many is held off for a while.
"""

from __future__ import annotations

import gzip
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiohttp import web

from bot.core.addresses import Network, client_address
from bot.core.clock import Clock
from bot.core.i18n import LANGUAGES
from bot.links.page import Page

REMEMBERED_SECONDS = 10.0
MOST_REMEMBERED_BYTES = 32_000_000
MOST_UNKNOWN, UNKNOWN_SECONDS, MOST_ADDRESSES = 30, 60.0, 10_000
SMALLEST_ZIPPED = 1000
PRIVATE = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Vary": "Accept-Encoding",
}


InThread = Callable[..., Awaitable[Any]]
Build = Callable[[str, datetime, str | None], Page | None]
"""Makes what a token opens at an instant, in the language that is wished for; None where it opens nothing."""


@dataclass(frozen=True)
class _Kept:
    until: float
    page: Page
    headers: Mapping[str, str]
    brief: Mapping[str, str]
    """What goes with the answer that nothing has changed: all else is known from before."""
    zipped: bytes | None

    @property
    def size(self) -> int:
        return len(self.page.body) + len(self.zipped or b"")


class SecretPages:
    """Handles `GET /calendar/<token>.ics` and its like.

    Args:
        clock: the time; `monotonic` for what is remembered.
        in_thread: runs what asks the database.
        trusted_proxies: are believed about whose request they pass on.
    """

    def __init__(
        self,
        clock: Clock,
        in_thread: InThread,
        trusted_proxies: Sequence[Network] = (),
    ) -> None:
        self._clock = clock
        self._in_thread = in_thread
        self._trusted = trusted_proxies
        self._kept: OrderedDict[tuple[str, str | None, str], _Kept] = OrderedDict()
        self._bytes = 0
        self._unknown: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def add_to(self, app: web.Application, path: str, build: Build) -> None:
        """Serve a kind of page at a path that holds ``{token}``."""

        async def handle(request: web.Request) -> web.Response:
            return await self._answer(request, path, build)

        app.router.add_get(path, handle)

    async def _answer(self, request: web.Request, path: str, build: Build) -> web.Response:
        token = request.match_info["token"]
        # The digest, so that a token lies nowhere in memory for longer than its request.
        wanted = request.query.get("language") if request.query_string else None
        wanted = wanted if wanted in LANGUAGES else None
        key = (path, wanted, hashlib.sha256(token.encode()).hexdigest())
        now = self._clock.monotonic()
        kept = self._kept.get(key)
        if kept is None or kept.until <= now:
            found = await self.find(request, build, token, self._clock.now(), wanted)
            if isinstance(found, web.Response):
                return found
            page: Page = found
            kept = self._keep(key, page, now)
        return _response(request, kept)

    async def find(
        self,
        request: web.Request,
        build: Callable[..., Any],
        *arguments: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """What is behind a link, made in a worker thread; a refusal for whoever guesses."""
        sender = client_address(
            request.remote or "", request.headers.getall("X-Forwarded-For", []), self._trusted
        )
        if self._is_held_off(sender, self._clock.monotonic()):
            return web.Response(status=429, text="too many requests", headers={"Retry-After": "60"})
        found = await self._in_thread(build, *arguments)
        if found is None:
            self._note_unknown(sender, self._clock.monotonic())
            return web.Response(status=404, text="404: Not Found", headers=PRIVATE)
        return found

    def _keep(self, key: tuple[str, str | None, str], page: Page, now: float) -> _Kept:
        zipped = gzip.compress(page.body, 6, mtime=0) if len(page.body) >= SMALLEST_ZIPPED else None
        headers = {**PRIVATE, **page.headers, "ETag": page.etag, "Content-Type": page.content_type}
        brief = {name: headers[name] for name in ("ETag", "Cache-Control", "Vary")}
        kept = _Kept(now + REMEMBERED_SECONDS, page, headers, brief, zipped)
        if (old := self._kept.pop(key, None)) is not None:
            self._bytes -= old.size
        self._kept[key] = kept
        self._bytes += kept.size
        while self._bytes > MOST_REMEMBERED_BYTES and len(self._kept) > 1:
            self._bytes -= self._kept.popitem(last=False)[1].size
        return kept

    def _is_held_off(self, sender: str, now: float) -> bool:
        since, count = self._unknown.get(sender, (now, 0))
        return count >= MOST_UNKNOWN and now - since < UNKNOWN_SECONDS

    def _note_unknown(self, sender: str, now: float) -> None:
        since, count = self._unknown.pop(sender, (now, 0))
        self._unknown[sender] = (since, count + 1) if now - since < UNKNOWN_SECONDS else (now, 1)
        if len(self._unknown) > MOST_ADDRESSES:
            self._unknown.popitem(last=False)


def _response(request: web.Request, kept: _Kept) -> web.Response:
    if kept.page.etag in request.headers.get("If-None-Match", ""):
        return web.Response(status=304, headers=kept.brief)
    if kept.zipped is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
        return web.Response(body=kept.zipped, headers={**kept.headers, "Content-Encoding": "gzip"})
    return web.Response(body=kept.page.body, headers=kept.headers)
