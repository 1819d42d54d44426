"""Queries about pauses: who is not to be asked about what, and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.groups.rules.pauses import PauseView
from bot.groups.tables import Pause


def view_of(row: Pause) -> PauseView:
    """A pause as a value."""
    return PauseView(row.id, row.item_id, row.since, row.until, row.is_away)


def pauses_of(session: Session, person_ids: Collection[int]) -> dict[int, list[PauseView]]:
    """The pauses of some people, over and running, oldest first."""
    found: dict[int, list[PauseView]] = {}
    for row in session.scalars(select(Pause).where(Pause.person_id.in_(person_ids)).order_by(Pause.id)):
        found.setdefault(row.person_id, []).append(view_of(row))
    return found


def pause_by_id(session: Session, pause_id: int) -> Pause | None:
    """One pause."""
    return session.get(Pause, pause_id)


def running(
    session: Session, person_id: int, item_id: int | None, now: datetime, *, is_away: bool
) -> Pause | None:
    """The pause of just that kind and item that somebody has now."""
    of_item = Pause.item_id.is_not_distinct_from(item_id)
    same = (Pause.person_id == person_id, of_item, Pause.until > now, Pause.is_away.is_(is_away))
    return session.scalar(select(Pause).where(*same).order_by(Pause.id.desc()).limit(1))


def begin(
    session: Session,
    person_id: int,
    item_id: int | None,
    now: datetime,
    until: datetime,
    *,
    is_away: bool = False,
) -> Pause:
    """Begin a pause, or give the one that runs another end."""
    pause = running(session, person_id, item_id, now, is_away=is_away)
    if pause is None:
        pause = Pause(person_id=person_id, item_id=item_id, since=now, until=until, is_away=is_away)
        session.add(pause)
    pause.until = until
    session.flush()
    return pause


def quiet_all_until(session: Session, person_id: int, item_id: int | None, now: datetime) -> datetime | None:
    """Until when somebody wants to hear nothing, or nothing of an item; None where they do."""
    mine = (Pause.person_id == person_id, ~Pause.is_away, Pause.since <= now, Pause.until > now)
    rows = session.scalars(select(Pause).where(*mine))
    return max((row.until for row in rows if row.item_id in (None, item_id)), default=None)
