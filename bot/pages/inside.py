"""Who may see the pages that tell about the process: the machine itself, or whoever knows the token."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field

from aiohttp import web

from bot.core.addresses import is_loopback


@dataclass(frozen=True)
class Inside:
    """Decides about `/readyz` and `/metrics`.

    Args:
        host: where the process listens.
        token: has to be sent as a bearer token; None: only requests from this machine are let in, and those
            that a proxy passes on come from elsewhere.
    """

    host: str
    token: str | None = field(repr=False)

    def admits(self, request: web.Request) -> bool:
        """Whether the request may look; the tokens are compared in constant time."""
        if self.token is not None:
            sent = request.headers.get("Authorization", "")
            return hmac.compare_digest(sent.encode("utf-8", "replace"), f"Bearer {self.token}".encode())
        is_passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
        return is_loopback(self.host) and not is_passed_on
