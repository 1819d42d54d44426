"""What delivery asks of the plan: whether a notice still holds, and its words in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.core.i18n import speaking
from bot.core.work import Work
from bot.delivery.hooks import Decision, Drop, Later, Post, Recipient
from bot.delivery.outcomes import REFUSALS
from bot.delivery.tables import OutboxRow
from bot.privacy.rules import ErasureNotice
from bot.proposals.rules import PROPOSAL
from bot.proposals.texts import build_proposal
from bot.reminders import notices
from bot.reminders.materialise import NOTE, PAST, SHARED
from bot.reminders.rules.notice_views import Digest, PersonNote
from bot.reminders.texts.decisions import build_dead_letter, build_settled
from bot.reminders.texts.notice_texts import build_notice


class PlanHooks:
    """The `Plan` of delivery, over services and messages; `command` is the slash command for texts."""

    def __init__(self, work: Work, command: str) -> None:
        self._work = work
        self._command = command

    def prepare(self, session: Session, row: OutboxRow, now: datetime) -> Decision:
        """Whether a notice still holds, and its words."""
        if row.kind == SHARED:
            return Post(row.payload["text"], row.payload["blocks"])
        view = notices.notice_view(self._work, session, row, now)
        if view is None or (isinstance(view, ErasureNotice) and view.state == "kept"):
            return Drop("no longer holds")
        return _quiet(session, row, now) or self._post(view)

    def refresh(self, session: Session, row: OutboxRow, now: datetime) -> Decision:
        """A notice that was sent, as it would read now; a note whose asks are all settled says so."""
        if row.kind == SHARED:
            return Drop("shared answers stay as they are")
        view = notices.notice_view(self._work, session, row, now)
        if view is not None:
            return self._post(view)
        if row.kind in (NOTE, PAST):
            message = build_settled()
            return Post(message.text, message.blocks)
        if row.kind == PROPOSAL:
            decided = notices.decided_proposal(self._work, session, row)
            if decided is None:
                return Drop("no such proposal")
            message = build_proposal(decided)
            return Post(message.text, message.blocks)
        return Drop("no longer holds")

    def digest_notice(
        self, session: Session, digest: OutboxRow, expired: Sequence[OutboxRow], now: datetime
    ) -> Decision:
        """The one message that names what its recipient missed."""
        view = notices.digest_view(self._work, session, expired, now)
        if view is None:
            return Drop("nothing of it matters any more")
        return _quiet(session, digest, now) or self._post(view)

    def dead_letter_notice(
        self, session: Session, question: OutboxRow, dead: OutboxRow, now: datetime
    ) -> Decision:
        """The question about a message that could not be posted, or of which nobody knows whether it was."""
        if later := _quiet(session, question, now):
            return later
        group = notices.group_of(self._work, session, dead)
        message = build_dead_letter(
            dead.id,
            group,
            kind=str(dead.payload.get("rung", dead.kind)),
            recipient=dead.recipient,
            due_at=dead.due_at,
            zone=group.zone if group else "UTC",
            refusal=dead.error if dead.error in REFUSALS else None,
        )
        return Post(message.text, message.blocks)

    def dead_letter_recipients(self, session: Session, dead: OutboxRow) -> Sequence[Recipient]:
        """The group's coordinators; of a note over several groups, those of the person's first one."""
        contacts = notices.coordinators_of(self._work, session, dead)
        return [Recipient(contact.user_id, contact.team_id) for contact in contacts]

    def _post(self, view: notices.NoticeView | Digest) -> Post:
        locale = view.contact.locale if isinstance(view, PersonNote) else None
        with speaking(locale):
            message = build_notice(view, self._command)
        return Post(message.text, message.blocks)


def _quiet(session: Session, row: OutboxRow, now: datetime) -> Later | None:
    """What comes in a person's quiet hours waits for their end."""
    until = notices.quiet_until_of(session, row, now)
    return Later(until) if until is not None else None
