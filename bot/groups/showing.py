"""What is shown of a group's people: pure in the look, the snapshot and the reader."""

from __future__ import annotations

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.rights import Right, may
from bot.groups.acts import People, ShowAgency
from bot.groups.rules.agencies import Agencies
from bot.groups.texts import roster as texts
from bot.slack.message import Message


def _governs(looking: Looking) -> bool:
    return not looking.shared and may(looking.caller.standing, Right.GOVERN)


def show_people(look: People, looking: Looking) -> Message:
    """Everybody on the roster."""
    looking.caller.require_reading()
    facts = looking.snapshot.facts
    return texts.build_people(
        look,
        facts.group,
        facts.roster,
        looking.snapshot[Agencies],
        may_govern=_governs(looking),
        call=not looking.shared,
    )


def show_agency(look: ShowAgency, looking: Looking) -> Message:
    """One agency whole.

    Raises:
        UserError: there is none of that number.
    """
    looking.caller.require_reading()
    facts, agencies = looking.snapshot.facts, looking.snapshot[Agencies]
    agency = agencies.by_id.get(look.agency_id)
    if agency is None:
        raise UserError(_("There is no such agency in {group}.").format(group=facts.group.name))
    return texts.build_agency(agency, facts.group, facts.roster, agencies, may_govern=_governs(looking))
