"""What `doctor` asks the database: who posts where, who is asked, what waits, whether the audit is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core import history
from bot.core.work import Work
from bot.delivery.store.outbox_counts import OutboxCounts, count_live
from bot.groups.store import groups


@dataclass(frozen=True, slots=True)
class Place:
    """A channel in which a group speaks."""

    group_label: str
    team_id: str
    channel_id: str


@dataclass(frozen=True, slots=True)
class Crew:
    """The people of a group, by their Slack ids."""

    group_label: str
    team_id: str
    user_ids: tuple[str, ...]
    has_coordinator: bool


def crews(work: Work) -> list[Crew]:
    """Who answers for what, or is asked, in all groups that are not closed."""
    with work.database.reading() as session:
        found = []
        for group in groups.groups(session):
            if group.closed_at is None:
                roster = work.facts(session, group.id).roster
                users = tuple(sorted(one.user_id for one in roster.people.values() if one.is_on_slack))
                found.append(Crew(group.label, group.team_id, users, bool(roster.coordinators)))
        return found


def places(work: Work) -> list[Place]:
    """The channels of all groups and their streams that are not closed."""
    with work.database.reading() as session:
        found = []
        for group in groups.groups(session):
            if group.closed_at is not None:
                continue
            streams = groups.streams_of(session, group.id)
            channels = dict.fromkeys([group.channel_id, *(stream.channel_id for stream in streams)])
            found += [Place(group.label, group.team_id, channel) for channel in channels if channel]
        return found


def waiting_notices(work: Work, now: datetime) -> OutboxCounts:
    """How many notices wait, and since when."""
    with work.database.reading() as session:
        return count_live(session, now)


def broken_chains(work: Work) -> list[str]:
    """The labels of groups whose audit chain does not follow."""
    with work.database.reading() as session:
        return [
            group.label
            for group in groups.groups(session)
            if history.broken_audit_entry(session, group.id) is not None
        ]
