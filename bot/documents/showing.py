"""Showing what a document that waits would change."""

from __future__ import annotations

from bot.core.i18n import _
from bot.core.registry import Looking
from bot.core.requests import Request
from bot.core.rights import Need, Right, may
from bot.documents import store
from bot.documents.acts import Preview
from bot.documents.drafting import Answers, ImportResult
from bot.documents.performing import read_for, refusal_of
from bot.documents.texts import build_preview
from bot.slack.message import Message


def read_waiting(draft_id: int, answers: Answers, looking: Looking) -> tuple[str, ImportResult]:
    """The name of a document that waits, and its difference to the plan.

    Raises:
        UserError: no right, it waits no longer, or is another one's.
    """
    looking.caller.require(Need(Right.GOVERN))
    draft = store.draft_of(looking.session, draft_id, looking.caller.person_id, looking.now)
    group = looking.snapshot.facts.group
    content = store.content_of(draft)
    return draft.file_name, read_for(looking.session, group, content, draft.file_name, answers)


def waiting_document(looking: Looking) -> list[tuple[str, Request]]:
    """The document that somebody gave before their group had a plan: what it holds is one press away."""
    person_id = looking.caller.person_id
    if person_id is None or not may(looking.caller.standing, Right.GOVERN):
        return []
    draft = store.waiting_of(looking.session, person_id, looking.now)
    if draft is None or not looking.snapshot.facts.group.is_empty:
        return []
    return [(_("What I read in {file}").format(file=draft.file_name), Preview(draft.id))]


def show_preview(look: Preview, looking: Looking) -> Message:
    """What importing a document would change."""
    file_name, result = read_waiting(look.draft_id, look.answers, looking)
    refusal = refusal_of(result) if result.takes_away_much else ""
    return build_preview(look.draft_id, file_name, result, looking.snapshot.facts.group, refusal)
