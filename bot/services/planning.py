"""What a move would bring, without moving."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.errors import UserError
from bot.i18n import _
from bot.repositories import dependencies, plans
from bot.services.arrivals import Caller, require_reading
from bot.services.results import conflicts_of
from bot.services.work import Work
from bot.workplan.ladders import rungs
from bot.workplan.progress import drift_days
from bot.workplan.views import WhatIf
from bot.workplan.when import When


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
        pairs = dependencies.dependencies_of(session, caller.group.id)
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
