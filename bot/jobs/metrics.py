"""The figures of one process in Prometheus's format."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.delivery.store.outbox_counts import OutboxCounts

_WAITING = ("due", "sending", "unknown", "dead")
SLACK_ERRORS = "slack_errors"
"""The one of delivery's totals that counts requests (those that Slack did not take), not notices."""
_LATENESS_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 1800, 7200)


class Metrics:
    """Counts what happens; `render` gives it out together with the outbox's present state."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.notices = Counter(
            "img_notices", "Notices by what became of them", ["outcome"], registry=self.registry
        )
        self.lateness = Histogram(
            "img_notice_lateness_seconds",
            "From when a notice was due to when its request left",
            buckets=_LATENESS_BUCKETS,
            registry=self.registry,
        )
        self.errors = Counter(
            "img_errors", "Errors by where they came from", ["source"], registry=self.registry
        )
        self._waiting = Gauge(
            "img_outbox_notices", "Notices in the outbox by state", ["state"], registry=self.registry
        )
        self._oldest = Gauge(
            "img_outbox_oldest_due_seconds",
            "How long the oldest due notice has waited",
            registry=self.registry,
        )
        self._sent_lately = Gauge(
            "img_outbox_sent_lately",
            "Notices sent in the last five minutes, by any process",
            registry=self.registry,
        )
        self._latest = Gauge(
            "img_outbox_lateness_lately_seconds",
            "The longest from due to sent among the notices of the last five minutes, of any process",
            registry=self.registry,
        )
        self._seen: dict[str, int] = {}
        for source in ("database", "slack", "bot"):
            self.errors.labels(source)
        for outcome in ("sent", "unknown", "dead", "expired", "cancelled"):
            self.notices.labels(outcome)

    def follow(self, totals: Mapping[str, int]) -> None:
        """Take over delivery's running totals."""
        for outcome, total in totals.items():
            grown = total - self._seen.get(outcome, 0)
            if grown > 0:
                is_request = outcome == SLACK_ERRORS
                (self.errors.labels("slack") if is_request else self.notices.labels(outcome)).inc(grown)
                self._seen[outcome] = total

    def summary(self) -> str:
        """What was counted since the start, in one line: for processes that serve no page."""
        found = {
            f"{family.name.removeprefix('img_')} {value}": sample.value
            for counter in (self.notices, self.errors)
            for family in counter.collect()
            for sample in family.samples
            for value in sample.labels.values()
            if sample.name.endswith("_total") and sample.value
        }
        return ", ".join(f"{name} {total:.0f}" for name, total in found.items())

    def render(self, counts: OutboxCounts | None, now: datetime) -> bytes:
        """All figures as text; those of the outbox are "not a number" while nobody can know them."""
        waiting: dict[str, float] = dict.fromkeys(_WAITING, math.nan)
        if counts:
            waiting["due"] = counts.due
            waiting.update({str(state): count for state, count in counts.by_state.items()})
        for state, count in waiting.items():
            self._waiting.labels(state).set(count)
        waited = (now - counts.oldest_due_at).total_seconds() if counts and counts.oldest_due_at else 0.0
        self._oldest.set(max(0.0, waited) if counts else math.nan)
        self._sent_lately.set(counts.sent_lately if counts else math.nan)
        self._latest.set(counts.latest_seconds if counts else math.nan)
        return generate_latest(self.registry)
