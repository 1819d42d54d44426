"""Answers to the questions of a document: what each means for its reading, and for the draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.dates.wall_time import is_zone
from bot.documents.draft import DraftItem, DraftPlan
from bot.plan.rules.items import Kind

ZONE, START, YEAR, KIND, TITLE = "no-zone", "no-start", "year", "kind", "no-title"
TYPED = frozenset({ZONE, START, YEAR, KIND, TITLE})
"""Causes whose answer is a value, not one of the question's choices."""
OF_ONE_PLAN = frozenset({START, YEAR, TITLE})
"""Causes whose answer says something of one document, and nothing of the group's next one."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What the caller of an import knows, with what was answered since."""

    year: int | None
    zone: str
    start: date | None

    @classmethod
    def of(cls, answers: Mapping[str, str], *, year: int | None, zone: str, start: date | None) -> Answered:
        """The answers before what is known otherwise; one that makes no sense is left aside."""
        said = answers.get(YEAR, "")
        named = answers.get(ZONE, "")
        return cls(
            int(said) if said.isdigit() else year, named if is_zone(named) else zone, _day(answers) or start
        )


def _day(answers: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(answers.get(START, ""))
    except ValueError:
        return None


def answered(draft: DraftPlan, answers: Mapping[str, str]) -> DraftPlan:
    """The draft with the kinds and titles that were told, without the questions about them."""
    kind = next((one for one in Kind if one.value == answers.get(KIND)), None)
    title = answers.get(TITLE, "").strip()
    asked = {question.cause: question for question in draft.questions}
    items = {item.key: item for item in draft.items}
    settled = set()
    if kind is not None and KIND in asked:
        settled.add(KIND)
        _change(items, asked[KIND].keys, kind=kind)
    if title and TITLE in asked and len(asked[TITLE].keys) == 1:
        settled.add(TITLE)
        _change(items, asked[TITLE].keys, title=title)
    if not settled:
        return draft
    left = tuple(question for question in draft.questions if question.cause not in settled)
    return replace(draft, items=tuple(items.values()), questions=left)


def _change(items: dict[str, DraftItem], keys: tuple[str, ...], **new: Kind | str) -> None:
    for key in keys:
        items[key] = replace(items[key], **new)  # type: ignore[arg-type] # a kind or a title
