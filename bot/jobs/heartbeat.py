"""The dead man's switch: an address is fetched while delivery is healthy; its silence raises the alarm."""

from __future__ import annotations

import logging

from aiohttp import ClientError, ClientSession, ClientTimeout

logger = logging.getLogger(__name__)

_TIMEOUT = ClientTimeout(total=10)


async def send_heartbeat(session: ClientSession, url: str) -> None:
    """Fetch the address; a failure is logged, since the silence itself is the alarm."""
    try:
        async with session.get(url, timeout=_TIMEOUT) as answer:
            answer.raise_for_status()
    except (ClientError, TimeoutError) as error:
        logger.warning("the heartbeat was not taken: %s", type(error).__name__)
