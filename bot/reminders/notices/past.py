"""What lies in the past when reminders begin: the coordinator is asked about all of it, once."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.i18n import _
from bot.core.notices import ITEM, NoticeKind, Subject, Telling
from bot.reminders.materialise import PAST
from bot.reminders.notices.notes import settled
from bot.reminders.reminding import past_items
from bot.reminders.rules.notice_views import PastItems
from bot.reminders.texts.decisions import build_past
from bot.slack.message import Message


def view(telling: Telling) -> PastItems | None:
    """The items that lie in the past and are open."""
    group = telling.facts.group
    late = past_items(telling.session, group, telling.now)
    return PastItems(group, tuple(late), telling.now) if late else None


def build(past: PastItems, _command: str) -> Message:
    """The question, and the list."""
    return build_past(past)


def shows(past: PastItems) -> Iterable[Subject]:
    """All items that it asks about."""
    return ((ITEM, item.id) for item in past.items)


PAST_NOTICE = NoticeKind(
    PAST,
    view,
    build,
    lambda _payload: _("what lies in the past"),
    shows=shows,
    settled=settled,
    is_question=True,
)
