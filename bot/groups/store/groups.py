"""Workspaces, groups, streams and their channels."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, delete, func, null, select, update
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from bot.core.group import GroupView, StreamView
from bot.core.tables import Group
from bot.groups.store.people import groups_of_person
from bot.groups.tables import Channel, Holiday, LadderStep, Stream, Workspace
from bot.plan.tables import Item

ERASED_TEAM = ""
"""The workspace of groups that were erased: their rows stay, emptied, so that no number is given twice."""
_GROUP = (
    select(
        Group.id,
        Group.revision,
        Group.team_id,
        Group.label,
        Group.name,
        Group.zone,
        Group.channel_id,
        Group.holiday_region,
        Group.language,
        Group.reminders_started_at.is_not(None).label("reminders_on"),
        select(Item.id).where(Item.group_id == Group.id, ~Item.removed).exists().label("has_items"),
        Stream.label.label("stream"),
        Stream.name.label("stream_name"),
        Stream.channel_id.label("stream_channel"),
    )
    .outerjoin(Stream, Stream.group_id == Group.id)
    .where(Group.id == bindparam("group_id"))
    .order_by(Stream.position, Stream.id)
)
_STREAMS = select(Stream).where(Stream.group_id == bindparam("group_id")).order_by(Stream.position, Stream.id)
_LADDER_STEPS = select(LadderStep.rung, LadderStep.offset).where(LadderStep.group_id == bindparam("group_id"))
_OWN_RULES = _LADDER_STEPS.add_columns(null()).union_all(
    select(null(), null(), Holiday.day).where(Holiday.group_id == bindparam("group_id"))
)


def get_workspace(session: Session, team_id: str, now: datetime) -> Workspace:
    """A workspace, made known first if it is new."""
    workspace = session.get(Workspace, team_id)
    if workspace is None:
        workspace = Workspace(team_id=team_id, created_at=now)
        session.add(workspace)
        session.flush()
    return workspace


def new_group(session: Session, team_id: str, now: datetime) -> Group:
    """A group that has nothing yet, in a workspace that is made known if it is new."""
    get_workspace(session, team_id, now)
    group = Group(team_id=team_id, label="", name="", zone="UTC", revision=0, created_at=now)
    session.add(group)
    session.flush()
    return group


def groups_of_other_zone_data(session: Session, edition: str) -> list[int]:
    """The groups whose instants were derived by another edition of the time zone data."""
    return list(session.scalars(select(Group.id).where(Group.zone_data.is_distinct_from(edition))))


def find_group(session: Session, label: str, team_id: str | None = None) -> Group | None:
    """A group by its label; in any workspace where none is named, if only one has it."""
    statement = select(Group).where(func.lower(Group.label) == label.lower())
    if team_id is not None:
        statement = statement.where(Group.team_id == team_id)
    found = list(session.scalars(statement.limit(2)))
    return found[0] if len(found) == 1 else None


def groups(session: Session, team_id: str | None = None) -> list[Group]:
    """All groups, of one workspace if given, in the order they were made."""
    statement = select(Group).where(Group.team_id != ERASED_TEAM).order_by(Group.id)
    if team_id is not None:
        statement = statement.where(Group.team_id == team_id)
    return list(session.scalars(statement))


def known_teams(session: Session) -> list[str]:
    """The workspaces that are known."""
    statement = select(Workspace.team_id).where(Workspace.team_id != ERASED_TEAM)
    return list(session.scalars(statement.order_by(Workspace.team_id)))


def groups_by_id(session: Session, team_id: str, group_ids: Collection[int]) -> list[Group]:
    """Some groups of a workspace, in the order they were made."""
    mine = (Group.team_id == team_id, Group.id.in_(group_ids), Group.closed_at.is_(None))
    return list(session.scalars(select(Group).where(*mine).order_by(Group.id)))


def revisions(session: Session, group_ids: Collection[int]) -> dict[int, int]:
    """How often each of some groups has changed, by id."""
    found = session.execute(select(Group.id, Group.revision).where(Group.id.in_(group_ids)))
    return {row.id: row.revision for row in found}


def group_view(session: Session, group_id: int) -> tuple[int, GroupView]:
    """The revision of a group, and the group with its streams and channels, as it stands in the database.

    Raises:
        NoResultFound: there is no such group.
    """
    rows = session.execute(_GROUP, {"group_id": group_id}).all()
    if not rows:
        raise NoResultFound
    group = rows[0]
    # A group without streams is one row, and no stream.
    streams = (StreamView(row.stream, row.stream_name, row.stream_channel) for row in rows if row.stream)
    return group.revision, GroupView(
        id=group.id,
        team_id=group.team_id,
        label=group.label,
        name=group.name,
        zone=group.zone,
        channel_id=group.channel_id,
        streams=tuple(streams),
        reminders_on=group.reminders_on,
        is_empty=not group.has_items,
        language=group.language,
        holiday_region=group.holiday_region,
    )


def streams_of(session: Session, group_id: int) -> list[Stream]:
    """A group's streams in order."""
    return list(session.scalars(_STREAMS, {"group_id": group_id}))


def channel_owner(session: Session, team_id: str, channel_id: str) -> Channel | None:
    """To which group a channel belongs."""
    return session.scalar(select(Channel).where(Channel.team_id == team_id, Channel.channel_id == channel_id))


def add_channel(session: Session, group: Group, channel_id: str) -> None:
    """Let a channel belong to a group; the caller has seen that it belongs to no other."""
    if channel_owner(session, group.team_id, channel_id) is None:
        session.add(Channel(team_id=group.team_id, channel_id=channel_id, group_id=group.id))
        session.flush()


def drop_unused_channels(session: Session, group: Group) -> set[str]:
    """Let go of channels that neither the group nor any of its streams speaks in any more; returns them."""
    used = {group.channel_id, *(stream.channel_id for stream in streams_of(session, group.id))}
    rows = session.scalars(select(Channel).where(Channel.group_id == group.id))
    unused = {row.channel_id: row for row in rows if row.channel_id not in used}
    for row in unused.values():
        session.delete(row)
    session.flush()
    return set(unused)


def reminders_started_at(session: Session, group_id: int) -> datetime | None:
    """Since when a group is reminded; None where it is not."""
    return session.scalar(select(Group.reminders_started_at).where(Group.id == group_id))


def touch_groups_of(session: Session, person_id: int) -> None:
    """Count a revision of every group in which a person has a part, since their facts have changed."""
    for group_id in sorted(groups_of_person(session, person_id)):
        session.execute(update(Group).where(Group.id == group_id).values(revision=Group.revision + 1))


def own_rules_of(session: Session, group_id: int) -> tuple[set[str], dict[str, int | None]]:
    """The group's own holidays as ISO dates, and the offsets that it has changed, by rung."""
    rows = session.execute(_OWN_RULES, {"group_id": group_id}).all()
    days = {day for _rung, _offset, day in rows if day is not None}
    return days, {rung: offset for rung, offset, day in rows if day is None}


def ladder_steps_of(session: Session, group_id: int) -> dict[str, int | None]:
    """The offsets a group has changed, by rung."""
    return {rung: offset for rung, offset in session.execute(_LADDER_STEPS, {"group_id": group_id})}


def groups_to_sweep(session: Session, planned_before: datetime) -> list[int]:
    """The ids of groups whose reminders are on and planned no further than an instant, the least first."""
    statement = select(Group.id).where(
        Group.reminders_started_at.is_not(None),
        Group.closed_at.is_(None),
        Group.materialised_until.is_(None) | (Group.materialised_until < planned_before),
    )
    return list(session.scalars(statement.order_by(Group.materialised_until.asc().nulls_first(), Group.id)))


def named_holidays_of(session: Session, group_id: int) -> dict[str, str | None]:
    """The group's own holidays: ISO date → what it is, if somebody said so."""
    rows = session.execute(select(Holiday.day, Holiday.name).where(Holiday.group_id == group_id))
    return dict(sorted((day, name) for day, name in rows))


def set_holidays(session: Session, group_id: int, days: Mapping[str, str | None]) -> None:
    """Let these be the group's own holidays."""
    session.execute(delete(Holiday).where(Holiday.group_id == group_id))
    session.add_all(Holiday(group_id=group_id, day=day, name=name) for day, name in days.items())
    session.flush()


def set_ladder_step(
    session: Session, group_id: int, rung: str, offset: int | None, default: int | None
) -> None:
    """Set the offset of a rung; the default offset has no row."""
    session.execute(delete(LadderStep).where(LadderStep.group_id == group_id, LadderStep.rung == rung))
    if offset != default:
        session.add(LadderStep(group_id=group_id, ladder="group", rung=rung, offset=offset))
    session.flush()


def put_stream(session: Session, group_id: int, label: str, name: str | None, channel_id: str | None) -> None:
    """Set the name and channel of a stream (or none); an unknown stream is added."""
    known = streams_of(session, group_id)
    stream = next((one for one in known if one.label == label), None)
    if stream is None:
        stream = Stream(group_id=group_id, label=label, position=len(known))
        session.add(stream)
    stream.name, stream.channel_id = name, channel_id
    session.flush()


def remove_stream(session: Session, group_id: int, label: str) -> None:
    """Take out a stream that has just been added."""
    for stream in streams_of(session, group_id):
        if stream.label == label:
            session.delete(stream)
    session.flush()
