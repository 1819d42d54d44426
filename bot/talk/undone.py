"""What people read about taking back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.core.i18n import _, ngettext
from bot.core.people import Reader
from bot.core.registry import Done
from bot.core.requests import Request
from bot.core.snapshot import Snapshot
from bot.plan.rules.views import Changed
from bot.plan.texts.confirm import build_undone
from bot.slack.message import Message
from bot.slack.saying import build_said


def label_offered(_look: Request, _snapshot: Snapshot, _reader: Reader | None) -> str:
    """An offer by its number has no name of its own: what it offers has."""
    return _("More")


def build_taken_back(done: Done[Any], reader: Reader | None) -> Message:
    """What was taken back: the one item that it touched as it is again, else a sentence, or how many."""
    items = [one for one in done.result if isinstance(one, Changed)]
    told = [one for one in done.result if isinstance(one, str)]
    if len(items) == 1:
        return build_undone(replace(done, result=items[0]), reader)
    if not items and len(set(told)) == 1:
        return build_said(told[0])
    count = len(done.result)
    text = ngettext("↩ Taken back: {count} change.", "↩ Taken back: {count} changes.", count)
    return build_said(text.format(count=count))
