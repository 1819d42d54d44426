"""Bodies of requests before anybody knows who sent them.

What is unverified takes at most 64 MB in all: each of 512 connections holds 64 kB in its buffer and reads
32 kB of a body of unknown length, and eight large bodies are read at the same time. At most 64 have a large
one: the others have to find a free connection.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiohttp import web
from aiohttp.web_protocol import RequestPayloadError

from bot.slack.wire import MAX_BODY_BYTES, READ_BYTES, Refusal

SMALL_BYTES = READ_BYTES
"""A slash command takes half a kilobyte, a press on a note ten, a form that is sent twenty."""
LARGE_AT_ONCE, MOST_LARGE = 8, 64
TURN_SECONDS = 2.5
"""Slack waits for three seconds: what has its turn later is of no use."""
READ_SECONDS = 5.0
FORGED_BYTES_A_SECOND = 8 * 1024 * 1024
"""To read and to hash strangers' large bodies takes time that people wait for: more are not read."""


class BodyReader:
    """Reads small bodies at once and large ones in turns, so that strangers' bodies hold nobody up."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(LARGE_AT_ONCE)
        self._large = 0
        self._rests_until = 0.0

    def rest(self, size: int) -> None:
        """A body was not Slack's: no more large ones are read for a while, the longer the larger it was."""
        if size > SMALL_BYTES:
            began = max(self._rests_until, time.monotonic())
            self._rests_until = began + size / FORGED_BYTES_A_SECOND

    async def read(self, request: web.Request) -> bytes:
        """Read the whole body.

        Raises:
            Refusal: 413 too large, 408 too slow, 429 too many large ones at once, 400 broken off.
        """
        size = request.content_length
        if size is not None and size > MAX_BODY_BYTES:
            raise Refusal(413, "request too large")
        try:
            body = bytearray()
            if size is None or size <= SMALL_BYTES:
                async with asyncio.timeout(READ_SECONDS):
                    await _read(request, body, SMALL_BYTES)
            if not request.content.at_eof():
                await self._read_large(request, body)
            return bytes(body)
        except TimeoutError:
            raise Refusal(408, "request came too slowly") from None
        except (RequestPayloadError, ConnectionError, RuntimeError):
            # The last is how aiohttp calls it when the connection was closed before it was read from.
            raise Refusal(400, "request broken off") from None

    async def _read_large(self, request: web.Request, body: bytearray) -> None:
        if self._large >= MOST_LARGE:
            raise Refusal(429, "too many large requests")
        self._large += 1
        try:
            async with self._turn(), asyncio.timeout(READ_SECONDS):
                await _read(request, body, MAX_BODY_BYTES)
        finally:
            self._large -= 1
        if not request.content.at_eof():
            raise Refusal(413, "request too large")

    @asynccontextmanager
    async def _turn(self) -> AsyncIterator[None]:
        async with AsyncExitStack() as turn:
            try:
                async with asyncio.timeout(TURN_SECONDS):
                    await turn.enter_async_context(self._turns)
                    while (pause := self._rests_until - time.monotonic()) > 0:
                        await asyncio.sleep(pause)
            except TimeoutError:
                raise Refusal(429, "too many large requests") from None
            yield


async def _read(request: web.Request, body: bytearray, most: int) -> None:
    """Read on to the end, or until there is more than `most`."""
    while len(body) <= most and not request.content.at_eof():
        body += await request.content.readany()
