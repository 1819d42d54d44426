"""What another date of an item may touch, in one query: every new date asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from bot.dates.when import DATED
from bot.groups.tables import Agency, MergedAgency
from bot.plan.rules import items as domain
from bot.plan.store.plans import value_of_row
from bot.plan.tables import Dependency, Item

_IS_MEETING_THEN = (
    (Item.kind == domain.Kind.MEETING.value)
    & Item.precision.in_([precision.value for precision in DATED])
    & (Item.start <= bindparam("last"))
    & (func.coalesce(Item.end, Item.start) >= bindparam("first"))
)
_WAITS = Dependency.item_id.is_not(None)
_BESIDE = (
    select(Item, Agency.name, _WAITS)
    .outerjoin(Dependency, (Dependency.item_id == Item.id) & (Dependency.needs_id == bindparam("item_id")))
    .outerjoin(MergedAgency, MergedAgency.agency_id == Item.owner_agency_id)
    .outerjoin(Agency, Agency.id == func.coalesce(MergedAgency.into_id, Item.owner_agency_id))
    .where(
        Item.group_id == bindparam("group_id"),
        Item.is_open,
        or_(Item.counts_from.is_not(None), _IS_MEETING_THEN, _WAITS),
    )
    .order_by(Item.position)
)


@dataclass(frozen=True)
class Beside:
    """Open items beside one that gets a date, in plan order; each with whether it waits for that one.

    Those are all that count from something, the meetings on its days, and what waits for it.
    """

    found: tuple[tuple[Item, str | None, bool], ...]

    @property
    def counting(self) -> list[Item]:
        """The rows of those whose date counts from something, to change."""
        return [row for row, _agency, _waits in self.found if row.counts_from is not None]

    @property
    def items(self) -> list[domain.Item]:
        """All of them as they stand by now."""
        return [value_of_row(row, agency) for row, agency, _waits in self.found]

    @property
    def waiting(self) -> list[domain.Item]:
        """Those that wait for the item, as they stand by now."""
        return [value_of_row(row, agency) for row, agency, waits in self.found if waits]


def beside(session: Session, group_id: int, item_id: int, first: date | None, last: date | None) -> Beside:
    """What stands beside an item of a group that is from one day to another, or has no days."""
    asked = {
        "group_id": group_id,
        "item_id": item_id,
        "first": first.isoformat() if first is not None else "",
        # A half day or an hour follows the day in what is compared.
        "last": f"{last}~" if last is not None else "",
    }
    return Beside(tuple((row, agency, waits) for row, agency, waits in session.execute(_BESIDE, asked)))
