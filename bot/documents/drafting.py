"""Reading a document into a draft plan: it needs no database, and no file here imports one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.documents.differences import ItemDifference, compare
from bot.documents.draft import DraftPlan
from bot.documents.reading import read_plan
from bot.plan.rules.items import Item


@dataclass(frozen=True)
class ImportResult:
    """What a document says anew: the draft (with the stored keys) and the differences, in its order.

    `questions` are the document's, and one for each field in which chat has the last word. `past` are the
    open items that lie in the past (after writing).
    """

    draft: DraftPlan
    differences: tuple[ItemDifference, ...]
    past: tuple[Item, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The result in the shape of the JSON interface."""
        draft = self.draft
        return {
            "items": [item.to_json() for item in draft.items],
            "headings": [{"line": line.line, "text": line.text} for line in draft.headings],
            "questions": [question.to_json() for question in draft.questions],
            "unread": [{"line": line.line, "text": line.text, "why": line.why} for line in draft.unread],
            "changes": [difference.to_json() for difference in self.differences],
        }

    @property
    def changes_anything(self) -> bool:
        """Whether writing it would change the plan."""
        return any(d.change == "added" or (d.change == "changed" and d.fields) for d in self.differences)


def read_draft(
    data: bytes,
    file_name: str,
    *,
    label: str,
    zone: str,
    year: int | None = None,
    start: date | None = None,
    streams: Sequence[str] = (),
) -> ImportResult:
    """Read a document without any stored plan: everything is new.

    Raises:
        UserError: the file cannot be read, or is no plan.
    """
    draft = read_plan(data, file_name, label=label, year=year, zone=zone, start=start, streams=streams)
    return ImportResult(draft, tuple(compare((), draft.items)))
