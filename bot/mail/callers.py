"""Somebody without Slack who does something: by a link, or by mail."""

from __future__ import annotations

from bot.core.caller import Caller
from bot.core.group import GroupFacts
from bot.core.people import Reader
from bot.groups.tables import Person


def locale_of(person: Person, facts: GroupFacts | None) -> str:
    """The language that somebody reads."""
    return person.language or ("fr" if facts is not None and facts.group.language == "fr" else "en")


def caller_outside(person: Person, facts: GroupFacts, request_id: str | None = None) -> Caller:
    """A person before a group, with the standing that they have in it by now."""
    standing = facts.standing_of(person.id)
    return Caller(
        facts=facts,
        standing=standing,
        reader=Reader(standing, person.zone, person.name, locale_of(person, facts)),
        person_id=person.id,
        person_key=(person.team_id, person.user_id),
        request_id=request_id,
    )
