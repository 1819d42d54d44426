"""What can be seen of a draft: texts without what is unseen, and no item of which nothing is seen."""

from __future__ import annotations

from dataclasses import replace

from bot.core.i18n import _
from bot.core.plain_text import clean_all
from bot.documents.draft import DraftPlan, Question, SourceLine
from bot.documents.reading.walk import PROSE


def only_what_is_seen(draft: DraftPlan) -> DraftPlan:
    """The draft with clean texts; the lines of items without a visible title are unread."""
    items = tuple(clean_all(item) for item in draft.items)
    blank = {item.key for item in items if not item.title.strip()}
    lines = [
        SourceLine(line, item.source_text, _(PROSE))
        for item in items
        if item.key in blank
        for line in item.lines
    ]
    return replace(
        draft,
        items=tuple(item for item in items if item.key not in blank),
        unread=tuple(sorted((*draft.unread, *lines), key=lambda one: one.line)),
        questions=tuple(question for one in draft.questions if (question := _without(one, blank))),
    )


def _without(question: Question, keys: set[str]) -> Question | None:
    """A question without those items; None where it was about nothing else."""
    left = tuple(key for key in question.keys if key not in keys)
    if question.key not in keys and left == question.keys:
        return question
    return replace(question, key=left[0], keys=left) if left else None
