"""What those who write the minutes hear: that somebody comments on them."""

from __future__ import annotations

from bot.core.i18n import _
from bot.core.notices import NoticeKind, Telling
from bot.meetings.comments.performing import COMMENT
from bot.meetings.comments.tables import MinutesComment
from bot.meetings.comments.texts import CommentNotice, build_comment
from bot.meetings.invited.rules import Voice
from bot.meetings.invited.texts import voice_name
from bot.meetings.invited.views import body_at
from bot.meetings.minutes.rules import MinutesBook, MinutesState, silence_day
from bot.plan.rules.plan import Plan


def view_comment(telling: Telling) -> CommentNotice | None:
    """The comment, as long as it was not taken back."""
    row = telling.session.get(MinutesComment, telling.row.payload["comment"])
    snapshot = telling.work.snapshot(telling.session, telling.row.group_id)
    item = snapshot[Plan].by_id.get(telling.row.item_id or 0)
    if row is None or row.removed or item is None:
        return None
    facts, record = snapshot.facts, snapshot[MinutesBook].of(item.id)
    is_out = record.state is MinutesState.CIRCULATED
    last = silence_day(record, facts.rules.days, facts.group.zone) if is_out else None
    who = voice_name(Voice(person_id=row.person_id), body_at(snapshot), facts.roster)
    return CommentNotice(facts.group, item, who, row.text, last)


NOTICES = (
    NoticeKind(COMMENT, view_comment, lambda notice, _command: build_comment(notice),
               lambda _payload: _("a comment on minutes"), is_redrawn=False, waits_for_start=False,
               tells_why=True),
)  # fmt: skip
