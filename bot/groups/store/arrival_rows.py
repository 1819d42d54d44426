"""Who comes, and to which group: the one query with which every request begins."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.core.tables import Group
from bot.groups.tables import Channel, Person, Pseudonym

_CHANNEL = (Channel.team_id == bindparam("team_id")) & (Channel.channel_id == bindparam("channel_id"))
_ARRIVAL = (
    select(
        Group.id,
        Group.revision,
        Channel.channel_id.is_not(None),
        Person.id,
        Pseudonym.token,
        Person.zone,
        Person.locale,
        Person.name,
        Person.language,
    )
    .select_from(Group)
    .outerjoin(
        Person, (Person.team_id == bindparam("person_team")) & (Person.user_id == bindparam("person_user"))
    )
    .outerjoin(Pseudonym, Pseudonym.person_id == Person.id)
)
_ARRIVAL_IN_CHANNEL = _ARRIVAL.join(Channel, Channel.group_id == Group.id).where(_CHANNEL)
_ARRIVAL_OF_GROUP = _ARRIVAL.outerjoin(Channel, (Channel.group_id == Group.id) & _CHANNEL).where(
    Group.id == bindparam("group_id"), Group.team_id == bindparam("team_id")
)


class ArrivalRow(NamedTuple):
    """A request's group and revision, whether it came from its channel, and its person (None: not known)."""

    group_id: int
    revision: int
    in_channel: bool
    person_id: int | None
    pseudonym: str | None
    zone: str | None
    locale: str | None
    name: str | None
    language: str | None


def arrival_row(
    session: Session,
    team_id: str,
    channel_id: str | None,
    person_team: str,
    person_user: str,
    group_id: int | None = None,
) -> ArrivalRow | None:
    """In one query: the group of that id, else of a channel, and who speaks to it; None where none is."""
    keys = {
        "team_id": team_id,
        "channel_id": channel_id or "",
        "person_team": person_team,
        "person_user": person_user,
    }
    # Every request asks it, and needs no entity of it.
    connection = session.connection()
    if group_id is None:
        row = connection.execute(_ARRIVAL_IN_CHANNEL, keys).first()
    else:
        row = connection.execute(_ARRIVAL_OF_GROUP, keys | {"group_id": group_id}).first()
    return ArrivalRow._make(row) if row is not None else None
