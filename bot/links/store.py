"""Queries on secret links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.links.rules import LinkKind, LinkOption, LinkView, digest_of, new_token
from bot.links.tables import SecretLink

A_DAY = timedelta(days=1)
_OPEN_LINKS = (
    select(SecretLink)
    .where(
        SecretLink.group_id == bindparam("group_id"),
        SecretLink.kind != LinkKind.ANSWER.value,
        SecretLink.ended_at.is_(None),
    )
    .order_by(SecretLink.id)
)
_OPEN_LINKS_OF_PERSON = _OPEN_LINKS.where(SecretLink.person_id == bindparam("person_id"))


def make_link(
    session: Session,
    group_id: int,
    person_id: int | None,
    kind: LinkKind,
    scope: str,
    now: datetime,
    *,
    options: Sequence[LinkOption] = (),
    requests: Sequence[str] = (),
    until: datetime | None = None,
) -> tuple[int, str]:
    """Store a new link; returns its id and its token, which is told this once."""
    token = new_token()
    link = SecretLink(
        group_id=group_id,
        person_id=person_id,
        kind=kind.value,
        scope=scope,
        options=[option.value for option in options],
        requests=list(requests),
        digest=digest_of(token),
        made_at=now,
        until=until,
    )
    session.add(link)
    session.flush()
    return link.id, token


def add_requests(session: Session, link_id: int, requests: Sequence[str]) -> int:
    """Let a link do more, such as what was offered instead; returns the number of the first."""
    link = session.get_one(SecretLink, link_id, with_for_update=True)
    first = len(link.requests)
    link.requests = [*link.requests, *requests]
    session.flush()
    return first


def view_of(link: SecretLink) -> LinkView:
    """A link as a value."""
    return LinkView(
        link.id,
        link.group_id,
        link.person_id,
        LinkKind(link.kind),
        link.scope,
        tuple(LinkOption(option) for option in link.options),
        link.made_at,
        link.used_at,
        link.ended_at,
        link.until,
        tuple(link.requests),
    )


def link_of(session: Session, group_id: int, link_id: int, *, lock: bool = False) -> SecretLink | None:
    """A link of a group."""
    found = session.get(SecretLink, link_id, with_for_update=lock) if 0 < link_id < 2**31 else None
    return found if found is not None and found.group_id == group_id else None


def link_by_token(session: Session, kind: LinkKind, token: str) -> LinkView | None:
    """The link of a token, whether or not it was ended."""
    same = (SecretLink.digest == digest_of(token), SecretLink.kind == kind.value)
    found = session.scalar(select(SecretLink).where(*same))
    return view_of(found) if found is not None else None


def open_links(session: Session, group_id: int, person_id: int | None = None) -> list[LinkView]:
    """The links of a group that are read by; only one person's where they are named."""
    if person_id is None:
        found = session.scalars(_OPEN_LINKS, {"group_id": group_id})
    else:
        found = session.scalars(_OPEN_LINKS_OF_PERSON, {"group_id": group_id, "person_id": person_id})
    return [view_of(link) for link in found]


def note_use(session: Session, link_id: int, now: datetime) -> bool:
    """Remember that a link was used; once a day is enough. Returns whether that was written."""
    is_older = or_(SecretLink.used_at.is_(None), SecretLink.used_at < now - A_DAY)
    statement = update(SecretLink).where(SecretLink.id == link_id, is_older).values(used_at=now)
    return bool(session.execute(statement.returning(SecretLink.id)).all())


def end_link(session: Session, link_id: int, now: datetime) -> None:
    """End a link whose person has left; from now on it counts as ended."""
    statement = update(SecretLink).where(SecretLink.id == link_id, SecretLink.ended_at.is_(None))
    session.execute(statement.values(ended_at=now))


def end_links_of(session: Session, person_id: int, now: datetime) -> int:
    """End all links of somebody who has left, in every group; returns how many."""
    statement = update(SecretLink).where(SecretLink.person_id == person_id, SecretLink.ended_at.is_(None))
    return len(session.execute(statement.values(ended_at=now).returning(SecretLink.id)).all())


def forget_ended(session: Session, before: datetime) -> int:
    """Drop links that were ended, or ran out, before an instant; returns how many."""
    is_over = or_(SecretLink.ended_at < before, SecretLink.until < before)
    return len(session.scalars(delete(SecretLink).where(is_over).returning(SecretLink.id)).all())
