"""Keys of new items: the stream's or the group's label, M with the ordinal, D with a count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.core.i18n import _
from bot.documents.draft import DraftItem, Question
from bot.plan.rules.items import Kind


def give_keys(items: Sequence[DraftItem], label: str) -> tuple[list[DraftItem], list[Question]]:
    """The items with their keys, and a question for each ordinal that was taken.

    Ordinals that the plan gives come first; a meeting without one takes the next free number after the
    meeting before it in its stream.
    """
    taken: set[str] = set()
    given: dict[int, str] = {}
    repeated: set[int] = set()
    for index, item in enumerate(items):
        if item.kind is Kind.MEETING and item.ordinal is not None:
            key = f"{_scope(item, label)}-M{item.ordinal}"
            if key in taken:
                repeated.add(index)
            else:
                taken.add(key)
                given[index] = key
    keyed, questions = [], []
    last: Counter[str] = Counter()
    for index, item in enumerate(items):
        scope = _scope(item, label)
        letter = "M" if item.kind is Kind.MEETING else "D"
        series = f"{scope}-{letter}"
        key = given.get(index, "")
        if not key:
            number = (item.ordinal or last[series]) if letter == "M" else last[series]
            number = max(number, last[series])
            while f"{series}{number + 1}" in taken:
                number += 1
            key = f"{series}{number + 1}"
            taken.add(key)
        last[series] = int(key[len(series) :])
        keyed.append(replace(item, key=key))
        if index in repeated:
            questions.append(
                Question(
                    key,
                    "ordinal",
                    _(
                        "Two meetings are number {ordinal} of their series. "
                        "I called the second one {key}; is its number right?"
                    ).format(ordinal=item.ordinal, key=key),
                )
            )
    return keyed, questions


def _scope(item: DraftItem, label: str) -> str:
    return item.streams[0] if len(item.streams) == 1 else label
