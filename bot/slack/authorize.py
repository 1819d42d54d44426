"""Which token belongs to a workspace, remembered: Bolt asks on every request."""

from __future__ import annotations

from collections import OrderedDict

from slack_bolt.authorization import AuthorizeResult

from bot.core.clock import Clock
from bot.slack.bolt import Authorize

KEEP_SECONDS = 60.0
MOST_WORKSPACES = 10_000


class RememberedInstallations:
    """An `Authorize` that answers from memory and asks another one when it has to.

    What is not installed is not remembered, so that a new installation works at once. An answer is asked for
    again after `keep_seconds`, since another process may have learnt that a token is revoked.

    Args:
        look_up: asked for what is not remembered.
        clock: its monotonic time counts.
        keep_seconds: how long an answer holds; None for ever (a token that comes from the settings).
    """

    def __init__(
        self, look_up: Authorize, clock: Clock, *, keep_seconds: float | None = KEEP_SECONDS
    ) -> None:
        self._look_up = look_up
        self._clock = clock
        self._keep_seconds = keep_seconds
        self._known: OrderedDict[tuple[str | None, str | None], tuple[float, AuthorizeResult]] = OrderedDict()

    async def __call__(self, enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        """The installation of a workspace, or None."""
        key = (enterprise_id, team_id)
        now = self._clock.monotonic()
        known = self._known.get(key)
        if known is not None and (self._keep_seconds is None or now - known[0] < self._keep_seconds):
            return known[1]
        result = await self._look_up(enterprise_id, team_id)
        if result is None:
            self._known.pop(key, None)
            return None
        self._known[key] = (now, result)
        self._known.move_to_end(key)
        if len(self._known) > MOST_WORKSPACES:
            self._known.popitem(last=False)
        return result

    def forget(self, team_id: str) -> None:
        """Ask again for a workspace ("": for all): its token was revoked, or the bot was installed anew."""
        for key in [key for key in self._known if team_id in ("", key[1])]:
            del self._known[key]
