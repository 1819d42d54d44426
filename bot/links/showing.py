"""The links of a person, or of a group, as they are shown."""

from __future__ import annotations

from bot.core.registry import Looking
from bot.core.rights import Need, Right
from bot.links import store
from bot.links.acts import Calendars, Links
from bot.links.texts import Listed, build_calendars, build_links
from bot.slack.message import Message


def show_links(_look: Links, looking: Looking) -> Message:
    """The reader's own links; the coordinator sees those of everybody, by whom and when they were last used.

    In a channel nobody's links are told.
    """
    caller, group = looking.caller, looking.snapshot.facts.group
    caller.require(Need(Right.READ))
    governs = caller.may(Need(Right.GOVERN))
    if looking.shared or (caller.person_id is None and not governs):
        return build_links(group, [], may_give_pages=False)
    links = store.open_links(looking.session, group.id, None if governs else caller.person_id)
    people = looking.snapshot.facts.roster.people
    listed = []
    for link in links:
        owner = people.get(link.person_id or 0)
        is_own = link.person_id == caller.person_id
        listed.append(Listed(link, "" if is_own or owner is None else f"<@{owner.user_id}>"))
    return build_links(group, listed, may_give_pages=governs)


def show_calendars(_look: Calendars, looking: Looking) -> Message:
    """What can be subscribed to."""
    looking.caller.require(Need(Right.READ))
    return build_calendars(looking.snapshot.facts.group, looking.reader)
