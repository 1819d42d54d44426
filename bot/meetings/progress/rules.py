"""Which points of an agenda report on streams, and what is said of each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.group import GroupView
from bot.dates.folding import fold
from bot.meetings.agenda.rules import Point
from bot.plan.rules.items import Item

_SAYS_REPORT = re.compile(
    r"\b(?:progress|reports?|updates?|stand|stands|status|news|avancement|progres|rapport|etat|point sur)\b"
)
_STREAMS = re.compile(r"\bwork\s*streams?\s+(\d+(?:\s*(?:,|/|&|and|et)\s*(?:work\s*stream\s+)?\d+)*)")
LINES = 3


@dataclass(frozen=True, slots=True)
class Report:
    """A stream's lines in the note of a point, as they are asked for or were given."""

    group: GroupView
    item: Item
    point: Point
    stream: str
    text: str | None = None
    is_same: bool = False


def reported_streams(text: str, labels: Sequence[str]) -> tuple[str, ...]:
    """The streams on which a point reports: ``Report and update on progress of WS1 and WS2``; else none.

    ``Work Stream 1 and 2`` names them by their numbers.
    """
    said = fold(text)
    if not _SAYS_REPORT.search(said):
        return ()
    numbers = {number for found in _STREAMS.findall(said) for number in re.findall(r"\d+", found)}
    named = []
    for label in labels:
        own = re.sub(r"\D", "", label)
        if re.search(rf"\b{re.escape(fold(label))}\b", said) or (own and own in numbers):
            named.append(label)
    return tuple(named)


def lines_of(note: str | None, stream: str) -> str | None:
    """What a note says of a stream; None where it says nothing yet."""
    for block in _blocks(note):
        if block[0].startswith(f"{stream}: "):
            return "\n".join(block).removeprefix(f"{stream}: ")
    return None


def with_lines(note: str | None, stream: str, text: str, labels: Sequence[str]) -> str:
    """A note in which a stream's lines stand in place of those that it had, by stream in order."""
    blocks = _blocks(note)
    own = f"{stream}: {text}".splitlines()
    kept = [block for block in blocks if not block[0].startswith(f"{stream}: ")]
    order = [f"{label}: " for label in labels]

    def rank(block: list[str]) -> int:
        return next((at for at, head in enumerate(order) if block[0].startswith(head)), len(order))

    return "\n".join(line for block in sorted([*kept, own], key=rank) for line in block)


def _blocks(note: str | None) -> list[list[str]]:
    """The lines of a note by stream: a block begins with a label and a colon."""
    blocks: list[list[str]] = []
    for line in (note or "").splitlines():
        if not blocks or re.match(r"[A-Z][A-Za-z0-9-]{0,20}: ", line):
            blocks.append([line])
        else:
            blocks[-1].append(line)
    return blocks
