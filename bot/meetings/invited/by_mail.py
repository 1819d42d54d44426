"""Who hears of a meeting by mail: those invited whom Slack does not reach, and guests with their address."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from bot.core.edit import Edit
from bot.core.group import GroupFacts
from bot.core.people import Contact, Roster
from bot.groups.store import people
from bot.groups.store.rosters import agencies_of
from bot.meetings.invited.rules import Body, Party, alone_in
from bot.meetings.invited.store import invitations_of
from bot.plan.rules.items import Item


def reaches_any(facts: GroupFacts) -> bool:
    """Whether anybody of a group has an address and no Slack."""
    return any(not one.is_on_slack and one.is_reached for one in facts.roster.people.values())


def body_of(session: Session, facts: GroupFacts) -> Body:
    """Who can take part in the meetings of a group, as an open transaction sees it."""
    invited = invitations_of(session, facts.group.id)
    return Body(agencies_of(session, facts.group.id), alone_in(facts.standings), invited)


def mailed(parties: Iterable[Party], body: Body, roster: Roster) -> list[Contact]:
    """The people of some parties who have an address and no Slack, each once."""
    people = (roster.people.get(one) for party in parties for one in body.people_of(party))
    found = (one for one in people if one is not None and not one.is_on_slack and one.is_reached)
    return list(dict.fromkeys(found))


def mailed_of(item: Item, body: Body, facts: GroupFacts) -> list[Contact]:
    """Who hears of an item by mail; without a list of those invited, who leads its streams or owns it."""
    roster = facts.roster
    leads = [lead for label in item.streams for lead in roster.leads.get(label, ())]
    found = mailed(body.invited_to(item, [lead.id for lead in leads]), body, roster)
    owner = roster.people.get(item.owner_id or 0)
    close = [*(() if body.has_list(item) else leads), *([owner] if owner is not None else [])]
    found += [one for one in close if not one.is_on_slack and one.is_reached]
    return list(dict.fromkeys(found))


def guests_of(edit: Edit, item: Item) -> list[Contact]:
    """The guests of a meeting who are known by their address alone: letters reach them like people.

    Who has got none yet is kept as a person without Slack, who is on no roster.
    """
    facts = edit.facts
    invited = invitations_of(edit.session, facts.group.id).invitations
    mails = (one.party.guest for one in invited if one.item_id == item.id or one.stream in item.streams)
    found = []
    for mail in dict.fromkeys(mail for mail in mails if mail and "@" in mail):
        person = people.person_by_mail(edit.session, facts.group.team_id, mail)
        person = person or people.add_outsider(edit.session, facts.group.team_id, mail, mail)
        contact = people.contact_of(person)
        if not contact.is_on_slack and contact.id not in facts.roster.people:
            found.append(contact)
    return found
