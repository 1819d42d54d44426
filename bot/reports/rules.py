"""What has become of each item over a time: the first state against the last, whatever lay between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.plan.rules.items import Item, Status
from bot.plan.rules.views import ChangeView

TOLD = ("status", "when")
"""The fields whose change a report tells."""


@dataclass(frozen=True, slots=True)
class NetChange:
    """An item that stands otherwise than before: its fields then and now, and the last word on why."""

    key: str
    title: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    note: str | None = None


def net_changes(changes: Sequence[ChangeView]) -> list[NetChange]:
    """One for each item that has changed; `changes` come newest first, without what was taken back."""
    by_key: dict[str, list[ChangeView]] = {}
    for change in reversed(changes):
        by_key.setdefault(change.key, []).append(change)
    found = (_net(entries) for entries in by_key.values())
    return [one for one in found if one.after]


def _net(entries: Sequence[ChangeView]) -> NetChange:
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for entry in entries:
        for name in TOLD:
            if name in entry.after:
                first.setdefault(name, entry.before.get(name))
                last[name] = entry.after[name]
    changed = [name for name in TOLD if name in last and _meant(first[name]) != _meant(last[name])]
    newest = entries[-1]
    return NetChange(
        newest.key,
        newest.title,
        {name: first[name] for name in changed},
        {name: last[name] for name in changed},
        newest.note,
    )


def _meant(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A value without the wording of a date, which makes no difference."""
    if isinstance(value, Mapping):
        return {name: part for name, part in value.items() if name != "text"}
    return value


def pressing_first(
    changes: Iterable[NetChange], items: Mapping[str, Item], now: datetime, zone: str
) -> list[NetChange]:
    """What is overdue, off track or at risk before the rest; each part in the order of dates."""

    def rank(change: NetChange) -> tuple[int, str]:
        item = items.get(change.key)
        if item is None:
            return 4, change.key
        risks = {Status.OFF_TRACK: 1, Status.AT_RISK: 2}
        return 0 if item.is_overdue(now, zone) else risks.get(item.status, 3), item.sort_key()

    return sorted(changes, key=rank)
