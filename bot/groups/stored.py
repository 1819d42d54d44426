"""The stored data of a person, as they may see it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from bot.core.caller import Caller
from bot.dates.texts import instant_words
from bot.groups.tables import Person


def facts_about(session: Session, caller: Caller) -> dict[str, str]:
    """The stored data of the person who asks, by field; empty for somebody who is not known."""
    person = session.get(Person, caller.person_id) if caller.person_id is not None else None
    if person is None:
        return {}
    standing, opened = caller.standing, person.home_opened_at
    values = {
        "slack_user": person.user_id,
        "slack_team": person.team_id,
        "name": person.name,
        "zone": person.zone,
        "language": person.locale,
        "agency": standing.agency,
        "coordinator": caller.group.label if standing.is_coordinator else None,
        "lead_of": ", ".join(sorted(standing.lead_of)) or None,
        "away_until": person.away_until.isoformat() if person.away_until else None,
        "quiet_hours": person.quiet_hours,
        "home_opened": instant_words(opened, caller.group.zone) if opened is not None else None,
    }
    return {name: value for name, value in values.items() if value}
