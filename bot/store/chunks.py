"""Many ids, in as many statements as databases need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

Id = TypeVar("Id", int, str)
# How many ids one statement names at most: databases bound the number of parameters.
_CHUNK = 500


def in_chunks(ids: Sequence[Id]) -> Iterator[list[Id]]:
    """The ids (or keys), a few hundred at a time."""
    return (list(ids[start : start + _CHUNK]) for start in range(0, len(ids), _CHUNK))
