"""The dates of a poll, as people type them: a list with commas, or a line each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dates import reading
from bot.dates.reading import Cause, Context, Reading
from bot.dates.when import Precision, When

_LONGEST = 1500
_BREAK = re.compile(r"[;\n,]|\s+(?:or|ou)\s+|\s+/\s+")
_BARE_DAY = re.compile(r"(?:[a-zà-ü]{2,9}\.?\s+)?\d{1,2}(?:st|nd|rd|th|er)?", re.IGNORECASE)
_DAY_NUMBER = re.compile(r"^(?:[a-zà-ü]{2,9}\.?\s+)?\d{1,2}(?:st|nd|rd|th|er)?\s+", re.IGNORECASE)
_JOINERS = frozenset({Cause.NEEDS_DAY, Cause.NO_DATE})


@dataclass(frozen=True)
class Typed:
    """One date of a list: its words, and what was read of them."""

    words: str
    said: Reading


def read_options(text: str, context: Context) -> list[Typed]:
    """The dates of a list; each is read by itself, and what is no date by itself goes with its neighbours.

    "Tue 16 Jan, 14:00-17:30, Thu 18 Jan, 9-12" are two dates; "16, 18 and 23 Jan 2-5pm" are three.
    """
    lines = text[:_LONGEST].splitlines()
    found = [typed for line in lines if line.strip() for typed in _read_line(line, context)]
    return found


def _read_line(text: str, context: Context) -> list[Typed]:
    parts = [
        part.strip()
        for part in _BREAK.split(re.sub(r"\s+(?:and|et)\s+(?=\D{0,10}\d)", ", ", text))
        if part.strip()
    ]
    parts = _shared_month(parts, context)
    found: list[Typed] = []
    for part in parts:
        said = reading.read(part, context)
        if found and said.cause in _JOINERS:
            joined = f"{found[-1].words}, {part}"
            together = reading.read(joined, context)
            if together.choices and not together.rest and together.reason is None:
                found[-1] = Typed(joined, together)
                continue
        found.append(Typed(part, said))
    return found


def _shared_month(parts: Sequence[str], context: Context) -> list[str]:
    """Bare days take the month and the hours of the date that follows them: "16, 18, 23 Jan 2-5pm"."""
    found: list[str] = []
    for index, part in enumerate(parts):
        later = next((one for one in parts[index + 1 :] if not _BARE_DAY.fullmatch(one)), None)
        rest = _DAY_NUMBER.sub("", later) if later is not None and _DAY_NUMBER.match(later) else None
        if _BARE_DAY.fullmatch(part) and rest and reading.read(later or "", context).choices:
            part = f"{part} {rest}"
        found.append(part)
    return found


def typed(when: When) -> str:
    """A date as it can be typed again, without any doubt."""
    start = when.start or ""
    zone = f" {when.zone}" if when.zone else ""
    if when.precision is Precision.EXACT:
        end = f"-{when.end[11:16]}" if when.end else ""
        return f"{start[:10]} {start[11:16]}{end}{zone}"
    if when.precision is Precision.HALF_DAY:
        return f"{start[:10]} {start[11:].lower()}"
    return start
