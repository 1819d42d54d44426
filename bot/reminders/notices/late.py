"""What one recipient missed while the bot was down, gathered in one message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from bot.core.i18n import _
from bot.core.notices import ITEM, NoticeKind, Subject, Telling, at_work
from bot.delivery.store import outbox
from bot.delivery.tables import DIGEST, OutboxRow
from bot.plan.store import plans
from bot.reminders.materialise import NOTE
from bot.reminders.notices import notes
from bot.reminders.personal_notes import person_note
from bot.reminders.rules.notice_views import Digest, MissedNotice
from bot.reminders.texts.announcements import build_digest
from bot.reminders.texts.note import build_note
from bot.reminders.views import PersonNote
from bot.slack.message import Message


def view(telling: Telling) -> Digest | PersonNote | None:
    """The missed messages that still matter; None if none does."""
    rows = outbox.gathered_by(telling.session, telling.row.id)
    late_notes = [row for row in rows if row.kind == NOTE]
    if late_notes:
        days = [date.fromisoformat(row.payload["day"]) for row in late_notes]
        person_id = late_notes[0].payload["person"]
        return person_note(
            telling.work, telling.session, late_notes[0].team_id, person_id, days, telling.now, late=True
        )
    of_group = [row for row in rows if row.group_id is not None and _holds(telling, row)]
    if not of_group:
        return None
    group_id = of_group[0].group_id
    assert group_id is not None
    facts = telling.work.facts(telling.session, group_id)
    ids = [row.item_id for row in of_group if row.item_id]
    items = {item.id: item for item in plans.items_by_id(telling.session, ids)}
    missed = tuple(
        MissedNotice(
            telling.work.registry.called(row.kind, row.payload),
            row.due_at,
            (items[row.item_id],) if row.item_id in items else (),
        )
        for row in of_group
    )
    return Digest(facts.group, telling.now, missed)


def _holds(telling: Telling, row: OutboxRow) -> bool:
    """Whether a missed message still matters."""
    kind = telling.work.registry.notices.get(row.kind)
    if kind is None or (row.expires_at is not None and row.expires_at <= telling.now):
        return False
    return kind.view(replace(telling, row=row, shown=None)) is not None


def build(missed: Digest | PersonNote, command: str) -> Message:
    """A late note, or what a channel missed."""
    return build_note(missed, command) if isinstance(missed, PersonNote) else build_digest(missed, command)


def shows(missed: Digest | PersonNote) -> Iterable[Subject]:
    """What a late note asks about."""
    return notes.shows(missed) if isinstance(missed, PersonNote) else ()


def settled(telling: Telling) -> Message | None:
    """That nothing in a late note needs anybody any more."""
    is_note = any(subject == ITEM for subject, _id in telling.shown or ())
    return notes.settled(telling) if is_note else None


LATE_NOTICE: NoticeKind[Digest | PersonNote] = NoticeKind(
    DIGEST,
    view,
    build,
    lambda _payload: _("what was missed"),
    shows=shows,
    settled=settled,
    waits_for_start=False,
    is_question=True,
    at_any_hour=at_work,
    tells_why=True,
)
