"""Making a group and saying who is who; the same call twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core import history
from bot.core.caller import CLI_ACTOR
from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.tables import Group
from bot.core.work import Work
from bot.dates.holidays import is_known_region, region_of_zone
from bot.delivery.store import outbox_places
from bot.groups.rules.agencies import SpeaksAs
from bot.groups.store import groups, people, rosters
from bot.groups.tables import Stream


@dataclass(frozen=True)
class Setup:
    """What `setup` is told. People are Slack user ids; pairs are (stream, user) or (user, agency).

    An agency may say as what somebody speaks for it: ``UNEP:focal``, ``:alternate``, ``:observer``.
    `holidays`: a region such as ``CH`` or ``CH-GE``, or ``none``; None keeps what is there (a new group
    takes the country of its zone).
    """

    team: str
    label: str
    name: str | None = None
    channel: str | None = None
    zone: str = "Europe/Zurich"
    stream_channels: tuple[tuple[str, str], ...] = ()
    coordinators: tuple[str, ...] = ()
    leads: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, str | None], ...] = ()
    removed_coordinators: tuple[str, ...] = ()
    removed_leads: tuple[tuple[str, str], ...] = ()
    removed_members: tuple[str, ...] = ()
    holidays: str | None = None


def set_up_group(work: Work, setup: Setup, now: datetime) -> list[str]:
    """Create a group or add to it, in one transaction.

    Returns:
        What changed, as short codes with their subject (``lead WS1=U1``); empty where nothing did.

    Raises:
        UserError: a channel belongs to another group, a stream is unknown, or a new group lacks something.
    """
    if setup.holidays not in (None, "none") and not is_known_region(str(setup.holidays)):
        text = _("No holidays are known for {region}. Give a country such as CH, or none.")
        raise UserError(text.format(region=setup.holidays))
    with work.database.writing() as session:
        group, done = _group(session, setup, now)
        done += _describe(group, setup)
        done += _places(session, group, setup)
        done += _people(session, group, setup, now)
        if not done:
            return []
        group.revision += 1
        history.append_audit(session, group.id, now, CLI_ACTOR, "setup", group.label, done)
        session.flush()
        work.means.after_setup(work, session, group, now)
        return done


def _group(session: Session, setup: Setup, now: datetime) -> tuple[Group, list[str]]:
    groups.get_workspace(session, setup.team, now)
    found = groups.find_group(session, setup.label, setup.team)
    if found is not None:
        return history.lock_group(session, found.id), []
    if not setup.name or not setup.channel:
        raise UserError(_("A new group needs --name and --channel."))
    group = Group(
        team_id=setup.team,
        label=setup.label,
        name=setup.name,
        channel_id=None,
        zone=setup.zone,
        holiday_region=region_of_zone(setup.zone),
        revision=0,
        created_at=now,
    )
    session.add(group)
    session.flush()
    return group, [f"+ group {group.label}"]


def _describe(group: Group, setup: Setup) -> list[str]:
    done = []
    if setup.name and group.name != setup.name:
        group.name = setup.name
        done.append(f"+ name {setup.name}")
    region = None if setup.holidays == "none" else setup.holidays
    if setup.holidays is not None and group.holiday_region != region:
        group.holiday_region = region
        done.append(f"+ holidays {setup.holidays}")
    return done


def _places(session: Session, group: Group, setup: Setup) -> list[str]:
    done = []
    moved: dict[str | None, str] = {}
    if setup.channel and group.channel_id != setup.channel:
        _claim(session, group, setup.channel)
        moved[group.channel_id] = setup.channel
        group.channel_id = setup.channel
        done.append(f"+ channel {setup.channel}")
    for label, channel in setup.stream_channels:
        stream = _stream(session, group, label)
        if stream is None:
            position = len(groups.streams_of(session, group.id))
            stream = Stream(group_id=group.id, label=label, position=position)
            session.add(stream)
            session.flush()
            done.append(f"+ stream {label}")
        if stream.channel_id != channel:
            _claim(session, group, channel)
            moved[stream.channel_id] = channel
            stream.channel_id = channel
            done.append(f"+ channel {label}={channel}")
    for left in groups.drop_unused_channels(session, group) & moved.keys():
        outbox_places.readdress_dead(session, group.id, left, moved[left])
    return done


def _claim(session: Session, group: Group, channel_id: str) -> None:
    owner = groups.channel_owner(session, group.team_id, channel_id)
    if owner is not None and owner.group_id != group.id:
        text = _("The channel {channel} already belongs to another group: one channel, one group.")
        raise UserError(text.format(channel=channel_id))
    groups.add_channel(session, group, channel_id)


def _stream(session: Session, group: Group, label: str) -> Stream | None:
    known = {stream.label.casefold(): stream for stream in groups.streams_of(session, group.id)}
    return known.get(label.casefold())


def _known_stream(session: Session, group: Group, label: str) -> Stream:
    stream = _stream(session, group, label)
    if stream is None:
        raise UserError(
            _("The group {group} has no stream {stream}. Add it with --stream {stream}=CHANNEL.").format(
                group=group.label, stream=label
            )
        )
    return stream


def _people(session: Session, group: Group, setup: Setup, now: datetime) -> list[str]:
    def person_id(user: str) -> int:
        return people.get_person(session, setup.team, user).id

    def stream_id(label: str) -> int:
        return _known_stream(session, group, label).id

    done = []
    for user in setup.coordinators:
        if people.add_role(session, group.id, person_id(user), None):
            done.append(f"+ coordinator {user}")
    for label, user in setup.leads:
        if people.add_role(session, group.id, person_id(user), stream_id(label)):
            done.append(f"+ lead {label}={user}")
    for user, name in setup.members:
        agency, speaks_as = _part_of(name or "")
        agency_id = rosters.get_agency(session, group.id, agency).id if agency else None
        if rosters.set_member(session, group.id, person_id(user), agency_id, now, speaks_as):
            done.append(f"+ member {user}={name}" if name else f"+ member {user}")
    for user in setup.removed_coordinators:
        if people.remove_role(session, group.id, person_id(user), None):
            done.append(f"- coordinator {user}")
    for label, user in setup.removed_leads:
        if people.remove_role(session, group.id, person_id(user), stream_id(label)):
            done.append(f"- lead {label}={user}")
    for user in setup.removed_members:
        if rosters.remove_member(session, group.id, person_id(user)):
            done.append(f"- member {user}")
    return done


_PARTS = {
    "focal": SpeaksAs.FOCAL_POINT,
    "alternate": SpeaksAs.ALTERNATE,
    "representative": SpeaksAs.REPRESENTATIVE,
    "observer": SpeaksAs.OBSERVER,
}


def _part_of(text: str) -> tuple[str, SpeaksAs | None]:
    """``UNEP:focal`` as the agency and the part; a name may hold a colon of its own."""
    name, _colon, part = text.rpartition(":")
    found = _PARTS.get(part.strip().casefold())
    return (name.strip(), found) if found else (text, None)
