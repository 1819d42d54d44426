"""What the caller of an import knows beside the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Setting:
    """The group's label and streams, the zone of its times, and the year and start day if known.

    `answers` are what people said to the questions of a document, by cause.
    """

    label: str
    zone: str
    year: int | None = None
    start: date | None = None
    streams: Sequence[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
