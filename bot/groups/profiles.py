"""Slack's data about people and channels: which to ask Slack for next, and storing its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import available_timezones

from bot.core.plain_text import clean
from bot.core.work import Work
from bot.groups.around import Happening, channel_changed, person_changed
from bot.groups.store import channels, groups, people
from bot.groups.tables import Channel, Person

READ_AGAIN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StaleProfile:
    """A person whose profile was never read, or not for a day."""

    person_id: int
    team_id: str
    user_id: str


def stale_profiles(work: Work, now: datetime, most: int = 20) -> list[StaleProfile]:
    """The people whose Slack profiles are to be read now."""
    with work.database.reading() as session:
        found = people.people_to_read(session, now - READ_AGAIN_AFTER, most)
        return [StaleProfile(person.id, person.team_id, person.user_id) for person in found]


def stale_channels(work: Work, now: datetime, most: int = 20) -> list[tuple[str, str]]:
    """The workspaces and ids of the channels that Slack is to be asked about now."""
    with work.database.reading() as session:
        found = channels.channels_to_read(session, now - READ_AGAIN_AFTER, most)
        return [(channel.team_id, channel.channel_id) for channel in found]


def store_channel(
    work: Work, team_id: str, channel_id: str, info: Mapping[str, Any] | None, now: datetime
) -> None:
    """Keep what Slack says of a channel (`conversations.info`); None where it says nothing.

    Whoever coordinates is told when the channel has been made private or public since it was asked before.
    """
    with work.database.writing() as session:
        channel = session.get(Channel, (team_id, channel_id))
        if channel is None:
            return
        was, channel.read_at = channel.is_private, now
        if info is not None:
            channel.is_private = bool(info.get("is_private"))
        is_private = channel.is_private
    if was is not None and is_private is not was:
        what = Happening.MADE_PRIVATE if is_private else Happening.MADE_PUBLIC
        channel_changed(work, team_id, channel_id, what, now)


def known_person(work: Work, team_id: str, user_id: str) -> int | None:
    """The id of a person in the database; None where the bot does not know them."""
    with work.database.reading() as session:
        person = people.find_person(session, team_id, user_id)
        return person.id if person is not None else None


def store_profile(work: Work, person_id: int, user: Mapping[str, Any] | None, now: datetime) -> None:
    """Keep what Slack says of a person (`users.info`); None where it cannot be read."""
    with work.database.writing() as session:
        person = session.get_one(Person, person_id)
        before = (person.name, person.zone, person.locale, person.is_gone)
        was = {"is_gone": person.is_gone, "is_guest": person.is_guest}
        was_read = person.profile_read_at is not None
        person.profile_read_at = now
        if user is not None:
            profile = user.get("profile") or {}
            named = (profile.get("display_name"), profile.get("real_name"), user.get("name"))
            # People call themselves as they like, and may want to be taken for somebody else.
            person.name = next((seen for name in named if name and (seen := clean(name))), None)
            person.zone = user.get("tz") if user.get("tz") in available_timezones() else None
            person.locale = user.get("locale")
            person.is_workspace_admin = bool(user.get("is_admin") or user.get("is_owner"))
            person.is_guest = bool(user.get("is_restricted") or user.get("is_ultra_restricted"))
            person.is_gone = bool(user.get("deleted"))
        if (person.name, person.zone, person.locale, person.is_gone) != before:
            groups.touch_groups_of(session, person.id)
        if was_read:
            person_changed(work, session, person, was, now)
        if person.zone != before[1]:
            session.flush()
            work.means.retime_notes(session, people.contact_of(person))
    work.on_commit()
