"""Dependencies of an item as people type them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.snapshot import Snapshot
from bot.plan.rules.plan import Plan
from bot.plan.rules.upcoming import today_in
from bot.talk.finding import find_items


def read_needs(snapshot: Snapshot, key: str, typed: str | None, now: datetime) -> list[dict[str, Any]]:
    """The items that an item depends on ("WS1-M2, img7"), in the terms of the JSON interface.

    Raises:
        UserError: one of them is no item, several, or the item itself.
    """
    group = snapshot.facts.group
    typed = re.sub(r"\s+(?:and|&)\s+|;", ",", typed or "")
    keys: list[str] = []
    for part in typed.split(",") if "," in typed else [typed]:
        if not part.strip():
            continue
        found = find_items(
            part.strip(),
            snapshot[Plan].items,
            label=group.label,
            streams=group.labels,
            today=today_in(group.zone, now),
        ).item
        if found is None:
            raise UserError(
                _("There is no item “{words}”. Say keys with commas between them: WS1-M2, IMG-M7.").format(
                    words=part.strip()[:100]
                )
            )
        if found.key == key:
            raise UserError(_("{key} cannot wait for itself.").format(key=key))
        keys.append(found.key)
    return [{"key": needed, "inferred": False} for needed in dict.fromkeys(keys)]
