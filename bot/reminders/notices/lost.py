"""A message that could not be posted, or of which nobody knows whether it was: a person is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.group import GroupView
from bot.core.i18n import _
from bot.core.notices import NoticeKind, Subject, Telling
from bot.delivery.outcomes import REFUSALS
from bot.delivery.store import outbox
from bot.delivery.tables import DEAD_LETTER, OutboxRow
from bot.reminders.texts.decisions import build_dead_letter, build_lost_settled
from bot.slack.message import Message

LOST = "lost"
"""What the question shows: the row of the message that is lost."""


@dataclass(frozen=True, slots=True)
class LostMessage:
    """A message whose fate a person is asked about; `refusal` is Slack's code where it is known why."""

    row_id: int
    group: GroupView | None
    called: str
    recipient: str
    due_at: datetime
    refusal: str | None


def view(telling: Telling) -> LostMessage | None:
    """The message, as long as nobody has answered."""
    dead = _dead(telling)
    if dead is None or dead.state != "dead":
        return None
    group = telling.work.facts(telling.session, dead.group_id).group if dead.group_id is not None else None
    return LostMessage(
        dead.id,
        group,
        telling.work.registry.called(dead.kind, dead.payload),
        dead.recipient,
        dead.due_at,
        dead.error if dead.error in REFUSALS else None,
    )


def _dead(telling: Telling) -> OutboxRow | None:
    return outbox.get(telling.session, telling.row.payload["dead_id"])


def build(lost: LostMessage, _command: str) -> Message:
    """The question, with its buttons."""
    return build_dead_letter(
        lost.row_id,
        lost.group,
        called=lost.called,
        recipient=lost.recipient,
        due_at=lost.due_at,
        zone=lost.group.zone if lost.group else "UTC",
        refusal=lost.refusal,
    )


def shows(lost: LostMessage) -> Iterable[Subject]:
    """The message that is lost."""
    return ((LOST, lost.row_id),)


def settled(telling: Telling) -> Message | None:
    """The answer about a message of unknown fate."""
    dead = _dead(telling)
    if dead is None:
        return None
    called = telling.work.registry.called(dead.kind, dead.payload)
    return build_lost_settled(called, dead.recipient, is_posted=dead.state == "sent")


LOST_NOTICE = NoticeKind(
    DEAD_LETTER,
    view,
    build,
    lambda _payload: _("a question about a lost message"),
    shows=shows,
    settled=settled,
    waits_for_start=False,
    is_question=True,
)
