"""People and roles in words."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.i18n import _
from bot.core.people import AskedAbout, Contact, Roster
from bot.slack.escaping import mention, quoted


def person(contact: Contact) -> str:
    """A person in an answer that only one person sees: a mention, or the name of whoever has no Slack."""
    return mention(contact.user_id) if contact.is_on_slack else quoted(contact.name or _("somebody"), 80)


def people(contacts: Iterable[Contact], *, call: bool = True) -> str:
    """Several people, the first in line first; where many read it, by name and without calling them."""
    return ", ".join(person(one) if call else named(one, person(one)) for one in contacts)


def named(contact: Contact, role: str) -> str:
    """A person in a channel: by name, for a mention would call them; by role where the name is unknown."""
    return quoted(contact.name, 80) if contact.name else role


def owner_words(item: AskedAbout, roster: Roster, *, call: bool = True) -> str:
    """Who answers for an item, and why it is them."""
    if item.owner_id is not None and item.owner_id in roster.people:
        return people([roster.people[item.owner_id]], call=call)
    if item.owner_agency:
        return quoted(item.owner_agency, 150)
    leads = {lead.id: lead for label in item.streams for lead in roster.leads.get(label, ())}
    if leads and not (item.is_done_by_coordinator and roster.coordinators):
        return _("{people} (lead)").format(people=people(leads.values(), call=call))
    if roster.coordinators:
        return _("{people} (coordinator)").format(people=people(roster.coordinators, call=call))
    return _("nobody yet")
