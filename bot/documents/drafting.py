"""Reading a document into a draft plan: it needs no database, and no file here imports one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from bot.core.i18n import language
from bot.documents.answers import START, YEAR
from bot.documents.differences import ItemDifference, compare
from bot.documents.draft import DraftPlan
from bot.documents.reading import read_plan
from bot.plan.rules.items import Item

Answers = tuple[tuple[str, str], ...]
"""What was said to the questions of a document: causes, each with its answer."""


@dataclass(frozen=True)
class ImportResult:
    """What a document says anew: the draft (with the stored keys) and the differences, in its order.

    `questions` are the document's, and one for each field in which chat has the last word. `past` are the
    open items that lie in the past (after writing); `answers` are those that it was read with;
    `open_before` is how many open items the plan has, and `shared` how many of them the document has too.
    """

    draft: DraftPlan
    differences: tuple[ItemDifference, ...]
    past: tuple[Item, ...] = ()
    answers: Answers = ()
    open_before: int = 0
    shared: int = 0

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

    def count(self, change: str) -> int:
        """How many items are added, changed, gone or the same."""
        return sum(difference.change == change for difference in self.differences)

    @property
    def takes_away_much(self) -> bool:
        """Whether the plan has open items and the document lacks over a third of them, or all."""
        return self.open_before > 0 and (self.shared == 0 or 3 * self.count("gone") > self.open_before)

    @property
    def seal(self) -> str:
        """What tells whether the difference is still the one that somebody was shown."""
        told = [difference.to_json() for difference in self.differences]
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]

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
    answers: Answers = (),
) -> ImportResult:
    """Read a document without any stored plan: everything is new.

    Raises:
        UserError: the file cannot be read, or is no plan.
    """
    known = {YEAR: str(year or ""), START: start.isoformat() if start else ""}
    answers = tuple(
        sorted({**dict(answers), **{cause: said for cause, said in known.items() if said}}.items())
    )
    draft = _read(data, file_name, label, zone, tuple(streams), answers, language())
    return ImportResult(draft, tuple(compare((), draft.items)), answers=answers)


@lru_cache(maxsize=1)
def _read(
    data: bytes, name: str, label: str, zone: str, streams: tuple[str, ...], answers: Answers, _language: str
) -> DraftPlan:
    """The draft of a document; the last one is remembered, since what was shown is imported next."""
    return read_plan(data, name, label=label, zone=zone, streams=streams, answers=dict(answers))
