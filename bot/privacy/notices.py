"""What coordinators are told: that somebody asks to be erased, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.i18n import _
from bot.core.notices import NoticeKind, Subject, Telling
from bot.privacy.rules import ERASURE, ErasureNotice
from bot.privacy.showing import erasure_view
from bot.privacy.texts import build_erasure
from bot.slack.message import Message


def view(telling: Telling) -> ErasureNotice | None:
    """The request as it stands; None where it was taken back."""
    found = _found(telling)
    return found if found.state != "kept" else None


def settled(telling: Telling) -> Message:
    """That it was taken back, where it was asked about."""
    return build_erasure(_found(telling))


def _found(telling: Telling) -> ErasureNotice:
    group_id, erasure_id = telling.row.group_id, telling.row.payload["erasure"]
    assert group_id is not None
    return erasure_view(telling.work, telling.session, group_id, erasure_id)


def shows(notice: ErasureNotice) -> Iterable[Subject]:
    """The request."""
    return ((ERASURE, notice.erasure_id),)


ERASURE_NOTICE = NoticeKind(
    ERASURE,
    view,
    lambda notice, _command: build_erasure(notice),
    lambda _payload: _("a request to erase what is stored about somebody"),
    shows=shows,
    settled=settled,
    waits_for_start=False,
)
