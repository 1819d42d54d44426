"""The messages that groups send unasked."""

from __future__ import annotations

from bot.core.i18n import _
from bot.core.notices import NoticeKind
from bot.groups import around
from bot.groups.texts.around import build_around

AROUND_NOTICE = NoticeKind(
    around.AROUND,
    around.view,
    build_around,
    lambda _payload: _("a change of a channel or of people"),
    is_redrawn=False,
    waits_for_start=False,
    is_question=True,
)
