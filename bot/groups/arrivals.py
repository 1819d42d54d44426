"""Who speaks, and of which group: settled once, at the start of every request."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from bot.core.errors import UserError
from bot.core.i18n import _, listing
from bot.core.work import GroupFacts, Work
from bot.groups.rules.rights import CLI, Act, Standing, may
from bot.groups.rules.roster import Roster
from bot.groups.store import groups, people
from bot.groups.tables import Person
from bot.plan.rules.items import Item
from bot.plan.rules.views import GroupView, Reader
from bot.reminders.rules.ladders import Rules

CLI_ACTOR, BOT_ACTOR = "cli", "bot"


class WhichGroup(Exception):
    """The person is in several groups and has to say which one is meant.

    Args:
        choices: the groups that come into question.
    """

    def __init__(self, choices: tuple[GroupView, ...]) -> None:
        super().__init__(", ".join(group.label for group in choices))
        self.choices = choices


@dataclass(frozen=True)
class Caller:
    """A person (or the command line) before one group.

    `in_channel` tells whether they speak in a channel of that group, where observers may read.
    `event_id` identifies the request: repeated, it has no second effect.
    """

    facts: GroupFacts
    standing: Standing
    reader: Reader
    person_id: int | None = None
    person_key: tuple[str, str] | None = None
    in_channel: bool = False
    event_id: str | None = None
    channel_id: str | None = None
    locale: str | None = field(default=None)

    @property
    def group(self) -> GroupView:
        """The group spoken of."""
        return self.facts.group

    @property
    def roster(self) -> Roster:
        """Its people."""
        return self.facts.roster

    @property
    def rules(self) -> Rules:
        """Its reminder rules."""
        return self.facts.rules

    def repeated(self, step: str) -> Caller:
        """The same caller for a further step of the same request."""
        return replace(self, event_id=f"{self.event_id}:{step}" if self.event_id else None)

    def may_read(self) -> bool:
        """Whether the plan may be shown to them here: anywhere to whoever has an item to see to."""
        return self.in_channel or self.standing.is_owner or may(self.standing, Act.READ)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Where a request came from, in Slack's ids; `team_id` is the workspace the bot is installed in."""

    team_id: str
    channel_id: str | None
    person_team: str
    person_user: str
    event_id: str | None = None


def identify(work: Work, arrival: Arrival, label: str | None = None, group_id: int | None = None) -> Caller:
    """Find the group and the person of a request; a new person is made known.

    The group is the one named by `label` or `group_id`, else the channel's, else the person's only one or
    the one they chose last, else the workspace's only one.

    Raises:
        WhichGroup: several groups come into question.
        UserError: there is no such group, or none yet.
    """
    if label is None and group_id is None:
        row = _arrival(work, arrival)
        if row is not None and row.person_id is not None:
            return _caller(arrival, work.facts_as_of(row.group_id, row.revision), row.person_id, row, True)
    with work.database.reading() as session:
        person = people.find_person(session, arrival.person_team, arrival.person_user)
    if person is None:
        with work.database.writing() as session:
            person = people.get_person(session, arrival.person_team, arrival.person_user)
    with work.database.reading() as session:
        found = _group_of(work, session, arrival, person, label, group_id)
        owner = groups.channel_owner(session, arrival.team_id, arrival.channel_id or "")
    in_channel = owner is not None and owner.group_id == found.group.id
    return _caller(arrival, found, person.id, person, in_channel)


def recognise(work: Work, arrival: Arrival) -> Caller | None:
    """The caller in a group's channel, where that takes no waiting: it may be asked from the event loop.

    None where the database does not answer at once, the facts of the group are not in memory, or the
    request comes from elsewhere: `identify` tells.
    """
    row = _arrival(work, arrival, wait=False)
    facts = work.known_facts(row.group_id, row.revision) if row is not None else None
    if row is None or facts is None or row.person_id is None:
        return None
    return _caller(arrival, facts, row.person_id, row, True)


def _arrival(work: Work, arrival: Arrival, *, wait: bool = True) -> groups.ArrivalRow | None:
    if arrival.channel_id is None:
        return None
    return groups.arrival(
        work.database,
        arrival.team_id,
        arrival.channel_id,
        arrival.person_team,
        arrival.person_user,
        wait=wait,
    )


def _caller(
    arrival: Arrival, facts: GroupFacts, person_id: int, known: Person | groups.ArrivalRow, in_channel: bool
) -> Caller:
    standing = facts.standing_of(person_id)
    return Caller(
        facts=facts,
        standing=standing,
        reader=Reader(standing, known.zone, known.name),
        person_id=person_id,
        person_key=(arrival.person_team, arrival.person_user),
        in_channel=in_channel,
        event_id=arrival.event_id,
        channel_id=arrival.channel_id,
        locale=known.locale,
    )


def _group_of(
    work: Work, session: Session, arrival: Arrival, person: Person, label: str | None, group_id: int | None
) -> GroupFacts:
    if group_id is not None or label is not None:
        named = [
            group
            for group in groups.groups(session, arrival.team_id)
            if group.id == group_id or (label is not None and group.label.casefold() == label.casefold())
        ]
        if not named:
            raise UserError(_("There is no group {label} in this workspace.").format(label=label or ""))
        return work.facts(session, named[0].id)
    channel = groups.channel_owner(session, arrival.team_id, arrival.channel_id or "")
    if channel is not None:
        return work.facts(session, channel.group_id)
    all_ids = [group.id for group in groups.groups(session, arrival.team_id)]
    if not all_ids:
        raise UserError(
            _(
                "There is no group in this workspace yet. Whoever runs the bot makes one with"
                " `python -m bot setup`, see the README."
            )
        )
    own = [found for found in all_ids if found in people.groups_of_person(session, person.id)] or all_ids
    if len(own) > 1 and person.default_group_id in own:
        own = [person.default_group_id]
    if len(own) > 1:
        raise WhichGroup(tuple(work.facts(session, found).group for found in own))
    return work.facts(session, own[0])


def choose_group(work: Work, arrival: Arrival, group_id: int) -> None:
    """Remember which group of the workspace a person means where the channel does not tell."""
    with work.database.writing() as session:
        if group_id not in [group.id for group in groups.groups(session, arrival.team_id)]:
            return
        person = people.get_person(session, arrival.person_team, arrival.person_user)
        person.default_group_id = group_id


def command_line(work: Work, group_id: int) -> Caller:
    """The command line before a group: it may do everything, and is recorded as ``cli``."""
    with work.database.reading() as session:
        facts = work.facts(session, group_id)
    return Caller(facts=facts, standing=CLI, reader=Reader(CLI), in_channel=True)


def require(
    caller: Caller, act: Act, item: Item | None = None, streams: tuple[str, ...] = (), words: str = ""
) -> None:
    """Refuse what someone may not do, and say who may.

    Raises:
        UserError: with the command to send as a proposal, where `words` gives it.
    """
    if may(caller.standing, act, item, streams):
        return
    if act in (Act.READ, Act.REPLY):
        raise UserError(
            _("This is for the people on the roster of {group}. Its coordinator can add you.").format(
                group=caller.group.name
            )
        )
    if item is not None:
        # A refusal names the item: only to those who may read of it.
        require_reading(caller)
    labels = item.streams if item is not None else streams
    leads = [lead for label in labels for lead in caller.roster.leads.get(label, ())]
    coordinator_only = act is Act.GOVERN or (item is not None and not labels)
    able = (
        tuple(caller.roster.coordinators)
        if coordinator_only or not leads
        else (*leads, *caller.roster.coordinators)
    )
    names = listing(dict.fromkeys(f"<@{contact.user_id}>" for contact in able[:3]), "or")
    what = _("{key} “{title}”").format(key=item.key, title=item.title) if item is not None else _("this")
    if names:
        text = _("You cannot change {what}: {names} can.").format(what=what, names=names)
    else:
        text = _("You cannot change {what}, and nobody has been given that right yet.").format(what=what)
    raise UserError(text, proposal=words or None)


def require_reading(caller: Caller) -> None:
    """Refuse to show the plan to observers outside the group's channels."""
    if not caller.may_read():
        channel = caller.group.channel_id
        where = f"<#{channel}>" if channel else caller.group.name
        raise UserError(
            _(
                "The plan of {group} is open to its members."
                " Ask in {where}, or ask its coordinator to add you."
            ).format(group=caller.group.name, where=where)
        )
