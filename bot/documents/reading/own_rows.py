"""Rows of a Word table that the bot itself wrote: their items keep their keys."""

from __future__ import annotations

from dataclasses import replace

from bot.documents.draft import DraftItem, DraftPlan
from bot.documents.reading.blocks import Paragraph, Source, Table
from bot.plan.rules.item_fields import names_compared
from bot.plan.rules.items import Kind

UNSAID_IN_ROWS = frozenset(names_compared()) - {"title", "when", "agenda", "recommendations"}
"""Of what such a row tells nothing."""


def with_own_rows(draft: DraftPlan, source: Source, label: str) -> DraftPlan:
    """The draft with the keys, and the titles to the letter, of the rows that the bot wrote."""
    written = _titles(source)
    own = {
        n: written[item.lines[0]]
        for n, item in enumerate(draft.items)
        if item.lines[:1] and item.lines[0] in written
    }
    if not own:
        return draft
    taken = {title.own_key for title in own.values()}
    # Whatever was counted under one of those keys gets one that was counted for such a row.
    free = [draft.items[n].key for n in own if draft.items[n].key not in taken]
    renamed = {draft.items[n].key: title.own_key for n, title in own.items()}
    for n, item in enumerate(draft.items):
        if n not in own and item.key in taken:
            renamed[item.key] = free.pop()
    items = [_own_item(item, own[n], label) if n in own else item for n, item in enumerate(draft.items)]
    questions = [
        replace(one, key=renamed.get(one.key or "", one.key), keys=tuple(renamed.get(k, k) for k in one.keys))
        for one in draft.questions
    ]
    return replace(draft, items=tuple(_renamed(item, renamed) for item in items), questions=tuple(questions))


def _titles(source: Source) -> dict[int, Paragraph]:
    """The titles that the bot wrote, by their rows."""
    return {
        row.lines[0]: paragraph
        for block in source.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
        if paragraph.own_key
    }


def _own_item(item: DraftItem, title: Paragraph, label: str) -> DraftItem:
    prefix, _dash, number = title.own_key.rpartition("-")
    kind = Kind.MEETING if number.startswith("M") else item.kind
    return replace(
        item,
        title=" ".join("".join(run.text for run in title.runs).split()),
        kind=Kind.DELIVERABLE if kind is Kind.MEETING and not number.startswith("M") else kind,
        streams=() if prefix == label else (prefix,),
        unsaid=UNSAID_IN_ROWS,
        is_own=True,
    )


def _renamed(item: DraftItem, keys: dict[str, str]) -> DraftItem:
    needs = tuple(replace(need, key=keys.get(need.key, need.key)) for need in item.depends_on)
    return replace(item, key=keys.get(item.key, item.key), depends_on=needs)
