"""Keys of items: how they are made, and how they are read from what people type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from bot.dates.folding import fold
from bot.plan.rules.items import Kind

_NOT_KEY = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"(.*-[MD])([0-9]+)")
_TAIL = re.compile(r"(?P<letter>m|d)?(?P<number>\d{1,4})")
_LETTER_WORDS = re.compile(r"\b(?:(meetings?)|(deliverables?|submissions?|activity|activities))\b")


def prefix_of(streams: Sequence[str], label: str) -> str:
    """What an item's key begins with: its stream, or the group's label with no stream or several."""
    return streams[0] if len(streams) == 1 else label


def next_key(taken: Collection[str], prefix: str, kind: Kind, ordinal: int | None) -> tuple[str, bool]:
    """A free key, and whether the number that was wished for was taken.

    Args:
        taken: every key the group ever used, those of dropped items too: keys are never reused.
        prefix: as `prefix_of` gives it.
        kind: meetings are numbered apart from all else.
        ordinal: a meeting's ordinal where the plan gives one. Other items are counted, as are
            meetings without an ordinal: they take the number after the highest.
    """
    return FreeKeys(taken).give(prefix, kind, ordinal)


class FreeKeys:
    """Gives keys as `next_key` does, many of them: each one that was given or noted is taken from then on."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._used: set[str] = set()
        self._highest: dict[str, int] = {}
        for key in taken:
            self.note(key)

    def __contains__(self, key: str) -> bool:
        return key.upper() in self._used

    def note(self, key: str) -> None:
        """Take a key."""
        self._used.add(key.upper())
        numbered = _NUMBERED.fullmatch(key.upper())
        if numbered:
            stem, number = numbered[1], int(numbered[2])
            self._highest[stem] = max(number, self._highest.get(stem, 0))

    def give(self, prefix: str, kind: Kind, ordinal: int | None) -> tuple[str, bool]:
        """A free key, and whether the number that was wished for was taken."""
        stem = f"{prefix}-{'M' if kind is Kind.MEETING else 'D'}"
        if ordinal is not None and kind is Kind.MEETING:
            number = ordinal
            while f"{stem}{number}" in self:
                number += 1
        else:
            number, ordinal = self._highest.get(stem.upper(), 0) + 1, None
        self.note(f"{stem}{number}")
        return f"{stem}{number}", ordinal is not None and number != ordinal


@lru_cache(maxsize=8192)
def compact(text: str) -> str:
    """A key or label without case, accents and separators, for comparing: ``WS1.D1`` is ``ws1d1``."""
    return _NOT_KEY.sub("", fold(text))


def normalise_key(text: str, prefixes: Collection[str]) -> str | None:
    """The key that was perhaps typed, written as keys are; None where it is not of that form.

    Args:
        text: such as ``img6`` (the meeting with that number), ``ws1 m2``, ``WS1.D1``, ``ws1d1``,
            ``ws1 meeting 2`` or ``IMG-M6``.
        prefixes: the group's label and its streams, as they are written.
    """
    typed = compact(_LETTER_WORDS.sub(lambda found: "m" if found[1] else "d", fold(text)))
    for prefix in sorted(prefixes, key=lambda name: (-len(name), name)):
        stem = compact(prefix)
        if not stem or not typed.startswith(stem):
            continue
        tail = _TAIL.fullmatch(typed[len(stem) :])
        # "ws12" is no meeting 2 of WS1; "ws1 2" is.
        glued = stem[-1].isdecimal() and not re.search(r"[\W_]", fold(text).strip())
        if tail and (tail["letter"] or not glued):
            return f"{prefix}-{(tail['letter'] or 'm').upper()}{int(tail['number'])}"
    return None
