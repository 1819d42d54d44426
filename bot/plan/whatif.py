"""What a move would bring, without moving."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.work import Work
from bot.dates.when import When
from bot.groups.arrivals import Caller, require_reading
from bot.plan.results import conflicts_of
from bot.plan.rules.progress import drift_days
from bot.plan.rules.views import WhatIf
from bot.plan.store import needs, plans
from bot.reminders.rules.ladders import rungs


def what_if(work: Work, caller: Caller, key: str, to: When, now: datetime) -> WhatIf:
    """The same item on another date: what collides, what waits for it, which posts would go out.

    Raises:
        UserError: no such item, or the plan is not open to the caller.
    """
    require_reading(caller)
    with work.database.reading() as session:
        row = plans.row_by_key(session, caller.group.id, key)
        if row is None:
            raise UserError(_("There is no {key} in this plan.").format(key=key))
        item = plans.items_by_id(session, [row.id])[0]
        plan = plans.open_items_of(session, caller.group.id)
        pairs = needs.dependencies_of(session, caller.group.id)
    moved = replace(item, when=to)
    waiting = {needer for needer, needed, _inferred in pairs if needed == item.id}
    return WhatIf(
        group=caller.group,
        item=item,
        to=to,
        now=now,
        drift_days=drift_days(moved),
        dependents=tuple(other for other in plan if other.id in waiting),
        conflicts=conflicts_of(moved, plan),
        rungs=tuple((rung.name, rung.due_at) for rung in rungs(moved, caller.rules) if rung.due_at > now),
    )
