"""Which point of an agenda is which, when the agenda is written anew as a list of texts."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher


def kept_points(old: Sequence[str], new: Sequence[str]) -> list[int | None]:
    """For each new text the index of the old point that it is; None where the point is new.

    A text that was there before is the same point, wherever it stands now. Of the rest, what stands between
    the same neighbours is the same point with another text.
    """
    found: list[int | None] = [None] * len(new)
    left: dict[str, list[int]] = {}
    for index, text in enumerate(old):
        left.setdefault(text, []).append(index)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for at, to, size in matcher.get_matching_blocks():
        for step in range(size):
            found[to + step] = at + step
            left[new[to + step]].remove(at + step)
    for to, text in enumerate(new):
        if found[to] is None and left.get(text):
            found[to] = left[text].pop(0)
    taken = {index for index in found if index is not None}
    for tag, first, end, to, last in matcher.get_opcodes():
        if tag == "replace":
            gone = [index for index in range(first, end) if index not in taken]
            without = [place for place in range(to, last) if found[place] is None]
            for index, place in zip(gone, without, strict=False):
                found[place] = index
    return found
