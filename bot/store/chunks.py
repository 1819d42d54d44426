"""Many ids, in as many statements as databases need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

# How many ids one statement names at most: databases bound the number of parameters.
_CHUNK = 500


def in_chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    """The ids, a few hundred at a time."""
    return (list(ids[start : start + _CHUNK]) for start in range(0, len(ids), _CHUNK))
