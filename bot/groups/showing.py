"""Looks at a group's people, agencies and settings: pure functions of the look, snapshot and reader."""

from __future__ import annotations

from bot.core.errors import UserError
from bot.core.group import NO_GROUP
from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Form, Look
from bot.core.rights import Need, Right, may
from bot.groups.acts import People, ShowAgency
from bot.groups.rules.agencies import Agencies
from bot.groups.settings_acts import FirstSteps, Scenes, Settings, WhoBegins
from bot.groups.store import groups, people
from bot.groups.texts import first_contact, settings
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


def show_settings(_look: Settings, looking: Looking) -> Message:
    """Every setting with its value and its effect."""
    looking.caller.require(Need(Right.READ))
    facts = looking.snapshot.facts
    days_off = groups.named_holidays_of(looking.session, facts.group.id)
    values = settings.values_of(facts.group, facts.rules)
    more = [one for one in looking.registry.begun(looking) if isinstance(one[1], Form)]
    return settings.build_settings(facts.group, values, days_off, more, may_govern=_governs(looking))


def show_first_steps(_look: FirstSteps, looking: Looking) -> Message:
    """The steps of setting up a group; where there is none yet, how to make one."""
    group = looking.caller.group
    if group.id == NO_GROUP:
        return first_contact.build_begin(
            may_found=looking.caller.standing.appoints, founders=_installers(looking)
        )
    looking.caller.require_reading()
    facts = looking.snapshot.facts
    return first_contact.build_first_steps(
        facts.group,
        facts.roster,
        [one for one in looking.registry.begun(looking) if isinstance(one[1], Look)],
        may_govern=_governs(looking),
    )


def _installers(looking: Looking) -> list[str]:
    """The person who installed the bot, where Slack has told."""
    installer = people.installer_of(looking.session, looking.caller.group.team_id)
    return [f"<@{installer}>"] if installer else []


def show_who_begins(_look: WhoBegins, looking: Looking) -> Message:
    """Who may make a group, and who coordinates it then."""
    may_found = looking.caller.standing.appoints
    return first_contact.build_who_begins(may_found=may_found, founders=_installers(looking))


def show_scene(look: Scenes, looking: Looking) -> Message:
    """One of six short scenes of a year with the bot."""
    group = looking.caller.group
    return first_contact.build_scene(look.number, group.id, is_unfounded=group.id == NO_GROUP)


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
    more = looking.registry.of_agency(agency.name, looking)
    return texts.build_agency(agency, facts.group, facts.roster, agencies, more, may_govern=_governs(looking))
