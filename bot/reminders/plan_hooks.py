"""What delivery asks of the plan: whether a notice still holds, and its words in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.core.i18n import _, language, language_of, languages_of, speaking
from bot.core.notices import NoticeKind, Subject, Telling, is_person
from bot.core.people import OUTSIDE
from bot.core.registry import Shown
from bot.core.tables import Group
from bot.core.work import Work
from bot.delivery.hooks import Decision, Drop, Later, Post, Recipient
from bot.delivery.store.redraws import shown_by
from bot.delivery.tables import OutboxRow
from bot.groups.rules.pauses import begin_and_end
from bot.groups.store import pauses, people
from bot.groups.tables import Person
from bot.reminders.acts import WhyThis
from bot.reminders.materialise import NOTE, WOKEN
from bot.reminders.rules.quiet_hours import BEGIN, END, quiet_until, working_from
from bot.slack.blocks import actions, press
from bot.slack.message import MOST_BLOCKS, Message, in_languages

_PERSONAL = (NOTE, WOKEN)
"""What leaves out by itself what somebody wants to hear later."""


class PlanHooks:
    """The `Plan` of delivery, over the kinds of notices that features declare.

    `command` is the slash command for texts.
    """

    def __init__(self, work: Work, command: str) -> None:
        self._work = work
        self._command = command
        self.questions = tuple(kind.name for kind in work.registry.notices.values() if kind.is_question)

    def prepare(self, session: Session, row: OutboxRow, now: datetime) -> Decision:
        """Whether a notice still holds, and its words."""
        kind = self._work.registry.notices.get(row.kind)
        if kind is None:
            return Drop("unknown kind")
        person = reader_of(session, row)
        languages = self._languages(session, row, person)
        with speaking(languages[0]):
            view = self.view(session, row, now)
        if view is None:
            return Drop("no longer holds")
        until = quiet_until_of(session, row, person, now) or self._closed_until(kind, session, row, now)
        if until is None and person is not None and row.kind not in _PERSONAL:
            until = pauses.quiet_all_until(session, person.id, row.item_id, now)
        if until is not None:
            return Later(until)
        # A view may hold sentences, such as what a proposal asks for: each language has its own.
        views = {languages[0]: view}

        def build() -> Shown:
            said = views.get(language()) or self.view(session, row, now)
            return self._with_reason(kind, session, row, person, kind.build(said, self._command))

        message = in_languages(build, languages)
        return Post(message.text, message.blocks, shows=tuple(kind.shows(view)))

    def refresh(self, session: Session, row: OutboxRow, now: datetime) -> Decision:
        """A notice that was sent, as it reads now; where it is settled, that it is."""
        kind = self._work.registry.notices.get(row.kind)
        if kind is None or not kind.is_redrawn:
            return Drop("stays as it is")
        telling = self._telling(session, row, now, shown_by(session, row.id))
        person = reader_of(session, row)

        def build() -> Shown | None:
            view = kind.view(telling) if self._speaks(kind, telling) else None
            if view is None:
                return kind.settled(telling)
            return self._with_reason(kind, session, row, person, kind.build(view, self._command))

        message = in_languages(build, self._languages(session, row, person))
        return Post(message.text, message.blocks) if message is not None else Drop("no longer holds")

    def view(self, session: Session, row: OutboxRow, now: datetime) -> Any:  # noqa: ANN401 - of any kind
        """What a stored notice says now; None where it no longer holds."""
        telling = self._telling(session, row, now)
        kind = self._work.registry.notices[row.kind]
        return kind.view(telling) if self._speaks(kind, telling) else None

    def dead_letter_recipients(self, session: Session, dead: OutboxRow) -> Sequence[Recipient]:
        """The group's coordinators; of a note over several groups, those of the person's first one."""
        group_id = _group_of(session, dead, dead.payload.get("person"))
        if group_id is None:
            return ()
        roster = self._work.facts(session, group_id).roster
        # Without a coordinator somebody has to hear of it all the same.
        asked = roster.coordinators or [lead for leads in roster.leads.values() for lead in leads]
        return [Recipient(one.user_id, one.team_id) for one in dict.fromkeys(asked) if one.is_on_slack]

    def _telling(
        self,
        session: Session,
        row: OutboxRow,
        now: datetime,
        shown: tuple[Subject, ...] | None = None,
    ) -> Telling:
        return Telling(self._work, session, row, now, self._command, shown)

    def _languages(self, session: Session, row: OutboxRow, person: Person | None) -> tuple[str, ...]:
        """A channel hears a notice in the languages of its group, a person in their own."""
        group_id = _group_of(session, row, person.id if person is not None else None)
        group = session.get_one(Group, group_id) if group_id is not None else None
        of_group = group.language if group is not None else ""
        if not is_person(row.recipient):
            return languages_of(of_group)
        own = (person.language, person.locale) if person is not None else ()
        return (language_of(*own, of_group),)

    def _with_reason(
        self, kind: NoticeKind[Any], session: Session, row: OutboxRow, person: Person | None, said: Shown
    ) -> Shown:
        """A message to a person on Slack, with the button that tells why they get it."""
        if person is None or row.recipient.startswith(OUTSIDE) or kind.tells_why:
            return said
        group_id = _group_of(session, row, person.id)
        if group_id is None or len(said.blocks) >= MOST_BLOCKS:
            return said
        button = press(_("Why do I get this?"), group_id, WhyThis(kind.name))
        button["action_id"] = "do:why"
        return Message(said.text, [*said.blocks, *actions([button])])

    def _closed_until(
        self, kind: NoticeKind[Any], session: Session, row: OutboxRow, now: datetime
    ) -> datetime | None:
        """When a channel's working hours begin, before which nothing is posted that can wait."""
        if row.group_id is None or is_person(row.recipient) or kind.at_any_hour(row):
            return None
        return working_from(now, self._work.facts(session, row.group_id).rules)

    def _speaks(self, kind: NoticeKind[Any], telling: Telling) -> bool:
        """Whether the group of a notice says anything of its kind at all."""
        row = telling.row
        if row.group_id is None:
            return True
        group = telling.session.get_one(Group, row.group_id)
        return group.closed_at is None and (
            not kind.waits_for_start or group.reminders_started_at is not None
        )


def reader_of(session: Session, row: OutboxRow) -> Person | None:
    """The person to whom a notice goes; None for a channel, and for somebody who is not known."""
    if not is_person(row.recipient):
        return None
    return people.find_person(session, row.recipient_team or row.team_id, row.recipient)


def quiet_until_of(session: Session, row: OutboxRow, person: Person | None, now: datetime) -> datetime | None:
    """When the quiet hours end in which a notice would reach a person; None for channels and by day."""
    if not is_person(row.recipient):
        return None
    hours = begin_and_end(person.quiet_hours) if person is not None and person.quiet_hours else (BEGIN, END)
    if person is not None and person.zone is not None:
        return quiet_until(now, person.zone, *hours)
    group_id = _group_of(session, row, person.id if person is not None else None)
    return quiet_until(now, session.get_one(Group, group_id).zone, *hours) if group_id is not None else None


def _group_of(session: Session, row: OutboxRow, person_id: int | None) -> int | None:
    """The group of a notice; of one that speaks for several, the first of the person."""
    if row.group_id is None and person_id is not None:
        return min(people.groups_of_person(session, person_id), default=None)
    return row.group_id
