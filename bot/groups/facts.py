"""The facts of a group: its settings, its people with their roles, and the rules of its reminders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace

from sqlalchemy.orm import Session

from bot.core.caller import BOT_ACTOR, CLI_ACTOR, Caller
from bot.core.group import NO_GROUP, GroupFacts, GroupView, Ladder, Rules
from bot.core.i18n import LANGUAGES, _
from bot.core.people import Contact, Roster
from bot.dates.holidays import is_public_holiday
from bot.dates.working_days import WorkingDays
from bot.groups.store import groups, people, rosters
from bot.groups.texts import person


def read_facts(session: Session, group_id: int) -> GroupFacts:
    """The facts of a group, from the database."""
    if group_id == NO_GROUP:
        return facts_of_none("", "UTC")
    # First of all: what changes meanwhile has a later revision.
    revision, group = groups.group_view(session, group_id)
    roster, standings = rosters.roster_of(session, group_id)
    return GroupFacts(
        revision=revision,
        group=group,
        roster=roster,
        standings=standings,
        rules=_rules_of(session, group),
    )


def facts_of_none(team_id: str, zone: str, language: str = LANGUAGES[0]) -> GroupFacts:
    """What stands for the group of a workspace that has none yet: nothing, and nobody."""
    view = GroupView(NO_GROUP, team_id, "", _("your group"), zone, None, is_empty=True, language=language)
    return GroupFacts(0, view, Roster(), {}, Rules(zone))


def _rules_of(session: Session, group: GroupView) -> Rules:
    """The reminder rules of a group: zone, working days, and the offsets it has changed."""
    own_days, own_steps = groups.own_rules_of(session, group.id)
    region = group.holiday_region
    days = WorkingDays(lambda day: day.isoformat() in own_days or is_public_holiday(region, day))
    known = {field.name for field in fields(Ladder)}
    steps = {name: step for name, step in own_steps.items() if name in known}
    return Rules(zone=group.zone, days=days, ladder=replace(Ladder(), **steps))  # type: ignore[arg-type]


def actor_of(session: Session, caller: Caller) -> str:
    """The name under which history knows a caller: a pseudonym, or that of a program."""
    if caller.pseudonym is not None:
        return caller.pseudonym
    if caller.person_id is not None:
        return people.pseudonym_of(session, caller.person_id)
    if caller.person_key is not None:
        return people.pseudonym_of(session, people.get_person(session, *caller.person_key).id)
    return caller.program or CLI_ACTOR


def who(session: Session, actor: str) -> str:
    """An actor of the history as people call them: a mention; programs and erased people by a word."""
    return actor_words(actor, people.contacts_of_tokens(session, {actor}))


def actor_words(actor: str, contacts: Mapping[str, Contact]) -> str:
    """The same where the contacts of pseudonyms were read already."""
    if actor in contacts:
        return person(contacts[actor])
    return {CLI_ACTOR: _("the command line"), BOT_ACTOR: _("the bot")}.get(actor, _("a former member"))
