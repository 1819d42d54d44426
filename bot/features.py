"""The features of the bot, in the order of its help, and what they give to every transaction."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

import bot.tables  # noqa: F401 - what a session writes may refer to any table
from bot.core.caller import Caller
from bot.core.edit import Edit
from bot.core.group import GroupFacts
from bot.core.notices import NewNotice, Subject
from bot.core.people import Contact
from bot.core.registry import Feature, Registry
from bot.core.requests import Act
from bot.core.settings import Timing
from bot.core.tables import Group
from bot.core.work import Work
from bot.delivery.store import outbox, redraws
from bot.documents.feature import DOCUMENTS
from bot.exports.feature import EXPORTS
from bot.groups import facts
from bot.groups.feature import GROUPS
from bot.groups.store.groups import new_group
from bot.groups.store.people import groups_of_person
from bot.home.feature import HOME
from bot.links.feature import LINKS
from bot.mail.feature import MAIL
from bot.meetings.actions.feature import ACTIONS
from bot.meetings.agenda.feature import AGENDAS
from bot.meetings.anchors.feature import ANCHORS
from bot.meetings.attendance.feature import ATTENDANCES
from bot.meetings.invited.feature import INVITED
from bot.meetings.minutes.feature import MINUTES_OF_MEETINGS
from bot.meetings.polls.feature import POLLS
from bot.meetings.preparing.feature import PREPARING
from bot.meetings.progress.feature import PROGRESS
from bot.meetings.replies.feature import REPLY
from bot.meetings.rounds.feature import ROUNDS
from bot.meetings.series.feature import SERIES_OF_MEETINGS
from bot.meetings.templates.feature import TEMPLATES
from bot.plan.feature import PLAN
from bot.plan.performing.changing import item_of
from bot.privacy.feature import PRIVACY
from bot.proposals.feature import PROPOSALS
from bot.proposals.performing.deciding import settle_others
from bot.reminders import announcing
from bot.reminders.feature import REMINDERS
from bot.reminders.materialise import materialise_group, materialise_items, retime_notes
from bot.reminders.reminding import begin_reminders
from bot.reports.feature import REPORTS
from bot.store.database import Database
from bot.talk.feature import TALK

FEATURES: tuple[Feature, ...] = (
    GROUPS,
    PLAN,
    ANCHORS,
    SERIES_OF_MEETINGS,
    AGENDAS,
    PROGRESS,
    PREPARING,
    ATTENDANCES,
    TEMPLATES,
    MINUTES_OF_MEETINGS,
    ACTIONS,
    INVITED,
    POLLS,
    REPLY,
    ROUNDS,
    REPORTS,
    PROPOSALS,
    REMINDERS,
    DOCUMENTS,
    LINKS,
    EXPORTS,
    MAIL,
    PRIVACY,
    HOME,
    TALK,
)


class _Means:
    """What the transactions of all features share."""

    def read_facts(self, session: Session, group_id: int) -> GroupFacts:
        return facts.read_facts(session, group_id)

    def found(self, session: Session, caller: Caller, now: datetime) -> Group:
        return new_group(session, caller.group.team_id, now)

    def actor_of(self, session: Session, caller: Caller) -> str:
        return facts.actor_of(session, caller)

    def who(self, session: Session, actor: str) -> str:
        return facts.who(session, actor)

    def announce(self, edit: Edit, row: Any, *, was: Any, note: str | None, back: bool) -> datetime | None:  # noqa: ANN401
        return announcing.plan_announcement(edit, row, was=was, note=note, back=back)

    def announce_to_new(self, edit: Edit, item_id: int) -> None:
        announcing.announce_to_new(edit, item_id)

    def announce_now(self, edit: Edit, item_id: int) -> int:
        return announcing.hurry(edit, item_id)

    def after_act(self, edit: Edit, act: Act) -> None:
        settle_others(edit, act)

    def after_setup(self, work: Work, session: Session, group: Group, now: datetime) -> None:
        known = facts.read_facts(session, group.id)
        if group.reminders_started_at is not None:
            materialise_group(work.registry, session, group, known, now)
        elif not known.group.is_empty:
            begin_reminders(work, session, group.id, now)

    def after_people(self, edit: Edit) -> None:
        if edit.group.reminders_started_at is not None:
            known = facts.read_facts(edit.session, edit.group.id)
            materialise_group(edit.registry, edit.session, edit.group, known, edit.now)

    def retime_notes(self, session: Session, contact: Contact) -> None:
        for group_id in groups_of_person(session, contact.id):
            retime_notes(session, facts.read_facts(session, group_id), contact)

    def derive_notices(self, edit: Edit, rows: Sequence[Any]) -> None:
        known = edit.facts
        if edit.changes_people:
            known = facts.read_facts(edit.session, edit.group.id)
        materialise_items(edit, known, [item_of(edit, row) for row in rows])

    def add_notice(self, session: Session, notice: NewNotice, *, now: datetime, revive: bool) -> bool:
        return outbox.add_notice(session, notice, now=now, revive=revive)

    def take_back(self, session: Session, keys: Collection[str], reason: str) -> int:
        return outbox.cancel_keys(session, keys, reason=reason)

    def redraw(self, session: Session, subjects: Collection[Subject], now: datetime) -> None:
        redraws.want_redraws(session, subjects, now)


def create_work(database: Database, timing: Timing | None = None) -> Work:
    """The means of a process: a database, and all features."""
    return Work(database, Registry(FEATURES), _Means(), timing)
