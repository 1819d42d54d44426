"""An answer that somebody showed to a whole channel: it was worded when they did, and stays."""

from __future__ import annotations

from bot.core.i18n import _
from bot.core.notices import NoticeKind, Telling
from bot.reminders.materialise import SHARED
from bot.slack.message import Message


def view(telling: Telling) -> Message:
    """The answer as it was shared."""
    return Message(telling.row.payload["text"], telling.row.payload["blocks"] or [])


def build(message: Message, _command: str) -> Message:
    """The same."""
    return message


SHARED_NOTICE = NoticeKind(
    SHARED,
    view,
    build,
    lambda _payload: _("a shared answer"),
    is_redrawn=False,
    waits_for_start=False,
    tells_why=True,
)
