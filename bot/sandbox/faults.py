"""Faults on demand: what a network and a busy Slack do to a request, by rule and repeatable by seed."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

FaultKind = Literal["refuse", "http", "slow", "late", "close", "truncate", "error"]


@dataclass(frozen=True)
class Fault:
    """What happens to one request; `accepts` tells whether its effect still takes place."""

    kind: FaultKind
    accepts: bool
    status: int = 200
    seconds: float = 0.0
    code: str = ""


def rate_limited(retry_after: float = 1.0) -> Fault:
    """429 with `Retry-After` seconds; nothing is accepted."""
    return Fault("refuse", accepts=False, status=429, seconds=retry_after, code="ratelimited")


def http_500(*, accepts: bool = False) -> Fault:
    """A bare HTTP 500."""
    return Fault("http", accepts=accepts, status=500)


def http_503(*, accepts: bool = False) -> Fault:
    """A bare HTTP 503."""
    return Fault("http", accepts=accepts, status=503)


def slow(seconds: float) -> Fault:
    """The effect is accepted at once, the answer leaves `seconds` later (in real time)."""
    return Fault("slow", accepts=True, seconds=seconds)


def late(seconds: float) -> Fault:
    """The effect is accepted only `seconds` later (in real time), even if the caller has given up by then."""
    return Fault("late", accepts=True, seconds=seconds)


def close_before_read() -> Fault:
    """The connection ends without an answer and without effect."""
    return Fault("close", accepts=False)


def close_after_accept() -> Fault:
    """The effect is accepted, then the connection ends without an answer."""
    return Fault("close", accepts=True)


def truncated_json() -> Fault:
    """The effect is accepted; half of the answer arrives."""
    return Fault("truncate", accepts=True)


def internal_error_after_accept(code: str = "internal_error") -> Fault:
    """The effect is accepted, yet the answer says it was not."""
    return Fault("error", accepts=True, code=code)


def error(code: str) -> Fault:
    """An `{"ok": false}` answer without effect."""
    return Fault("error", accepts=False, code=code)


@dataclass
class Rule:
    """When a fault strikes: method pattern, channel, which calls (from 1), how probably, how often."""

    fault: Fault
    method: str = "*"
    channel: str | None = None
    nth: Collection[int] | None = None
    probability: float = 1.0
    times: int | None = None
    seen: int = 0
    fired: int = 0

    def strikes(self, method: str, channel: str | None, chance: random.Random) -> bool:
        """Count the call if it matches, and tell whether the fault strikes it."""
        if not fnmatchcase(method, self.method) or (self.channel is not None and channel != self.channel):
            return False
        self.seen += 1
        if self.times is not None and self.fired >= self.times:
            return False
        if self.nth is not None and self.seen not in self.nth:
            return False
        if self.probability < 1.0 and chance.random() >= self.probability:
            return False
        self.fired += 1
        return True


class FaultPlan:
    """The rules in force; the first that strikes wins. `down` ends every connection."""

    def __init__(self, seed: int = 0) -> None:
        self.down = False
        self.rules: list[Rule] = []
        self._chance = random.Random(seed)

    def add(
        self,
        fault: Fault,
        method: str = "*",
        *,
        channel: str | None = None,
        nth: Collection[int] | None = None,
        probability: float = 1.0,
        times: int | None = None,
    ) -> Rule:
        """Put a rule in force and return it (its `fired` counts).

        `method` is a pattern ("chat.*"; answers to a `response_url` are "response_url", uploads "upload");
        `nth` numbers the matching calls from 1.
        """
        rule = Rule(fault, method, channel, nth, probability, times)
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Take all rules away and bring Slack up again."""
        self.rules.clear()
        self.down = False

    def pick(self, method: str, channel: str | None) -> Fault | None:
        """The fault that strikes this call, if any."""
        for rule in self.rules:
            if rule.strikes(method, channel, self._chance):
                return rule.fault
        return None
