"""Who was expected at a meeting: its replies, as attendance counts them."""

from __future__ import annotations

from bot.core.registry import Looking
from bot.meetings.attendance.rules import How
from bot.meetings.invited.views import body_at
from bot.meetings.replies.rules import attending
from bot.meetings.replies.store import replies_to
from bot.plan.rules.items import Item


def expected_at(looking: Looking, item: Item) -> dict[str, How]:
    """How each agency, or person who comes for none, has said that it comes; by key."""
    body = body_at(looking.snapshot)
    replies = replies_to(looking.session, item.id)
    parties = {party for one in replies if (party := body.party_of(one.voice)) is not None}
    found = {}
    for party, coming in attending(item, replies, body, tuple(parties)).by_party.items():
        if party.agency_id is not None:
            found[f"a{party.agency_id}"] = How(coming.value)
        elif party.person_id is not None:
            found[f"p{party.person_id}"] = How(coming.value)
    return found
