"""What happens around a group in Slack: channels that change, people who leave, return or become members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy.orm import Session

from bot.core.group import GroupFacts
from bot.core.i18n import languages_of
from bot.core.notices import NewNotice, Telling
from bot.core.people import Contact
from bot.core.work import Work
from bot.dates.wall_time import local
from bot.groups.store import groups, people
from bot.groups.tables import Person
from bot.groups.texts.first_contact import GREETING, build_joined
from bot.slack.message import in_languages

AROUND = "around"
"""The kind of a message about something that happened around a group."""


class Happening(Enum):
    """What has happened to a channel or a person."""

    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    RENAMED = "renamed"
    REMOVED = "removed"
    MADE_PRIVATE = "made-private"
    MADE_PUBLIC = "made-public"
    LEFT = "left"
    RETURNED = "returned"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Around:
    """What has happened, and to whom or what: a channel (of a stream, or the group's) or a person."""

    facts: GroupFacts
    what: Happening
    channel: str | None = None
    stream: str | None = None
    name: str | None = None
    person: Contact | None = None


def channel_changed(
    work: Work, team_id: str, channel_id: str, what: Happening, now: datetime, name: str | None = None
) -> None:
    """Tell the coordinators of a channel's group what happened to it; channels of no group are ignored."""
    with work.database.writing() as session:
        owner = groups.channel_owner(session, team_id, channel_id)
        if owner is not None:
            facts = work.means.read_facts(session, owner.group_id)
            payload = {"what": what.value, "channel": channel_id, "name": name}
            _tell(work, session, facts, f"{what.value}:{channel_id}", payload, now)
    work.on_commit()


def bot_joined(work: Work, team_id: str, channel_id: str, now: datetime) -> None:
    """Say one line in a channel to which the bot was added, once."""
    with work.database.writing() as session:
        owner = groups.channel_owner(session, team_id, channel_id)
        facts = work.means.read_facts(session, owner.group_id) if owner is not None else None
        spoken = facts.group.language if facts is not None else work.language
        message = in_languages(lambda: build_joined(facts.group if facts else None), languages_of(spoken))
        notice = NewNotice(
            team_id=team_id,
            key=f"joined:{team_id}:{channel_id}",
            kind=GREETING,
            recipient=channel_id,
            due_at=now,
            payload={"text": message.text, "blocks": message.blocks},
        )
        work.means.add_notice(session, notice, now=now, revive=False)
    work.on_commit()


def person_changed(
    work: Work, session: Session, person: Person, was: Mapping[str, Any], now: datetime
) -> None:
    """Tell those who coordinate a person's groups that they left, returned, or became a member."""
    if person.is_gone != was["is_gone"]:
        what = Happening.LEFT if person.is_gone else Happening.RETURNED
    elif was["is_guest"] and not person.is_guest and not person.is_gone:
        what = Happening.MEMBER
    else:
        return
    session.flush()
    for group_id in people.groups_of_person(session, person.id):
        facts = work.means.read_facts(session, group_id)
        payload = {"what": what.value, "person": person.id}
        _tell(work, session, facts, f"{what.value}:{person.id}", payload, now)


def _tell(
    work: Work, session: Session, facts: GroupFacts, subject: str, payload: Mapping[str, Any], now: datetime
) -> None:
    """One message to each of those who decide, once a day for the same thing."""
    today = local(now, facts.group.zone).date()
    for contact in facts.roster.deciders(None, today):
        notice = NewNotice(
            team_id=facts.group.team_id,
            key=f"around:{facts.group.id}:{subject}:{today.isoformat()}:{contact.id}",
            kind=AROUND,
            recipient=contact.user_id,
            recipient_team=contact.team_id,
            due_at=now,
            group_id=facts.group.id,
            payload=dict(payload),
        )
        work.means.add_notice(session, notice, now=now, revive=False)


def view(telling: Telling) -> Around | None:
    """What has happened, as long as it is so and concerns the group."""
    facts, payload = telling.facts, telling.row.payload
    what = Happening(payload["what"])
    if "person" in payload:
        person = telling.session.get(Person, payload["person"])
        is_so = person is not None and person.is_gone is (what is Happening.LEFT)
        return Around(facts, what, person=people.contact_of(person)) if person is not None and is_so else None
    channel = payload["channel"]
    stream = next((one.label for one in facts.group.streams if one.channel_id == channel), None)
    if stream is None and facts.group.channel_id != channel:
        return None
    return Around(facts, what, channel, stream, payload.get("name"))
