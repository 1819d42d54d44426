"""The only coordinator has left: leads and admins are told once, and who appoints the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.notices import NewNotice, NoticeKind, Planning, Telling
from bot.core.people import Contact
from bot.groups.store import people
from bot.reminders.texts.decisions import build_no_coordinator
from bot.slack.message import Message

NO_COORDINATOR = "no-coordinator"


@dataclass(frozen=True, slots=True)
class NoCoordinator:
    """A group without a coordinator, and who the last ones were."""

    group: GroupView
    gone: tuple[Contact, ...]


def plan(planning: Planning) -> Iterable[NewNotice]:
    """At the next sweep after the last coordinator has left, to all leads and admins that are known."""
    facts, session = planning.facts, planning.session
    if not planning.is_sweep or session is None or facts.roster.coordinators:
        return
    gone = people.gone_coordinators(session, facts.group.id)
    if not gone:
        return
    leads = [lead for line in facts.roster.leads.values() for lead in line]
    who = ",".join(str(contact.id) for contact in gone)
    for contact in dict.fromkeys([*leads, *people.admins_of(session, facts.group.team_id)]):
        if contact.is_on_slack:
            yield NewNotice(
                team_id=facts.group.team_id,
                key=f"no-coordinator:{facts.group.id}:{who}:{contact.id}",
                kind=NO_COORDINATOR,
                recipient=contact.user_id,
                recipient_team=contact.team_id,
                due_at=planning.since,
                group_id=facts.group.id,
            )


def view(telling: Telling) -> NoCoordinator | None:
    """The group, as long as nobody coordinates it."""
    facts = telling.facts
    gone = people.gone_coordinators(telling.session, facts.group.id)
    return None if facts.roster.coordinators or not gone else NoCoordinator(facts.group, tuple(gone))


def build(found: NoCoordinator, command: str) -> Message:
    """The message that nobody coordinates, and who appoints the next coordinator."""
    return build_no_coordinator(found.group, [contact.user_id for contact in found.gone], command)


NO_COORDINATOR_NOTICE = NoticeKind(
    NO_COORDINATOR,
    view,
    build,
    lambda _payload: _("that there is no coordinator"),
    plan=plan,
    foresee=lambda _planning: (),
    is_question=True,
)
