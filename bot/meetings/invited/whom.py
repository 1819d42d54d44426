"""For whom an answer is entered: the fields that ask, and what was chosen in them."""

from __future__ import annotations

from bot.core.i18n import _
from bot.core.registry import Looking
from bot.groups.rules.agencies import Agencies
from bot.meetings.invited.rules import Invitations, Voice
from bot.slack.blocks import Block
from bot.slack.inputs import field, person_input, select
from bot.slack.submitted import FieldError, Submitted


def whom_fields(looking: Looking) -> list[Block]:
    """An agency or somebody outside Slack to choose, or one person of the group."""
    others = [(f"a{one.id}", one.name) for one in looking.snapshot[Agencies].agencies]
    guests = dict.fromkeys(one.party.guest for one in looking.snapshot[Invitations].invitations)
    others += [(f"g{guest}", guest) for guest in guests if guest]
    blocks = [field("for", _("For"), select(others), optional=True)] if others else []
    return [*blocks, field("person", _("Or for one person"), person_input(), optional=True)]


def whom_given(given: Submitted, looking: Looking) -> Voice:
    """For whom it is.

    Raises:
        FieldError: nobody is chosen, two are, or somebody who is not on the roster.
    """
    who, user = given.text("for") or "", given.text("person")
    if bool(who) is bool(user):
        told = _("Choose one: an agency, or a person.") if who else _("For whom is it?")
        raise FieldError("person", told)
    if user:
        people = looking.snapshot.facts.roster.people.values()
        found = next((one for one in people if one.user_id == user), None)
        if found is None:
            raise FieldError("person", _("They are not on the roster of this group."))
        return Voice(person_id=found.id)
    return Voice(agency_id=int(who[1:])) if who[0] == "a" else Voice(guest=who[1:])
