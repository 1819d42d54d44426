"""What an importer finds in a file: a draft of a plan, before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.dates.when import NO_DATE, When
from bot.plan.rules.items import Kind, Status


@dataclass(frozen=True, slots=True)
class DraftDependency:
    """`key` must come first; `inferred` ones are suggestions, stated ones are in the document."""

    key: str
    inferred: bool


@dataclass(frozen=True, slots=True)
class DraftItem:
    """One item as the document gives it; unknown is None or empty.

    `unsaid` are the compared fields of which a document of its form tells nothing: what is stored of them
    stays. `is_own` tells that the bot itself wrote the document, so that the key is that of the plan.
    """

    key: str
    kind: Kind
    title: str
    when: When = NO_DATE
    ordinal: int | None = None
    streams: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    recommendations: tuple[str, ...] = ()
    format: str | None = None
    length: str | None = None
    actor: str | None = None
    owner: str | None = None
    status: Status | None = None
    recipient: str | None = None
    forum: str | None = None
    purpose: str | None = None
    notes: str | None = None
    tentative: bool = False
    baseline: When | None = None
    depends_on: tuple[DraftDependency, ...] = ()
    lines: tuple[int, ...] = ()
    source_text: str = ""
    venue: str | None = None
    link: str | None = None
    status_note: str | None = None
    unsaid: frozenset[str] = frozenset()
    is_own: bool = False

    def to_json(self) -> dict[str, Any]:
        """The item in the shape of the JSON interface."""
        return {
            "key": self.key,
            "kind": self.kind.value,
            "title": self.title,
            "ordinal": self.ordinal,
            "streams": list(self.streams),
            "when": when_to_json(self.when),
            "agenda": list(self.agenda),
            "recommendations": list(self.recommendations),
            "format": self.format,
            "length": self.length,
            "actor": self.actor,
            "owner": self.owner,
            "status": self.status.value if self.status else None,
            "recipient": self.recipient,
            "forum": self.forum,
            "purpose": self.purpose,
            "notes": self.notes,
            "tentative": self.tentative,
            "baseline": _bare_when(self.baseline),
            "depends_on": [{"key": d.key, "inferred": d.inferred} for d in self.depends_on],
            "source": {"lines": list(self.lines), "text": self.source_text},
        }


def _bare_when(when: When | None) -> dict[str, str | None] | None:
    """Precision, start and end of a date; None of none."""
    return None if when is None else {"precision": when.precision.value, "start": when.start, "end": when.end}


def when_to_json(when: When) -> dict[str, str | None]:
    """A `When` in the shape of the JSON interface."""
    return {
        "precision": when.precision.value,
        "start": when.start,
        "end": when.end,
        "zone": when.zone,
        "anchor": when.anchor,
        "text": when.text,
    }


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a text (or row of a table), counted from 1; `why` says why it was not read."""

    line: int
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt for a person: `about` is one of zone, date, time, title, stream, kind, contradiction,
    duplicate, dependency, ordinal; `key` the first item of `keys`, or None for the plan as a whole. Items
    with one `cause` are asked about together; `choices` are answers to pick from, kept as `ids`.
    """  # noqa: D205

    key: str | None
    about: str
    text: str
    keys: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    cause: str = ""
    ids: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The question in the shape of the JSON interface."""
        keys = self.keys or ((self.key,) if self.key else ())
        return {
            "cause": self.cause or self.about,
            "key": self.key,
            "keys": list(keys),
            "choices": list(self.choices),
            "about": self.about,
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """All that a document holds: nothing is dropped, what was not understood is in `unread`."""

    items: tuple[DraftItem, ...] = ()
    headings: tuple[SourceLine, ...] = ()
    questions: tuple[Question, ...] = ()
    unread: tuple[SourceLine, ...] = ()
    title: str | None = None
    stream_names: dict[str, str] = field(default_factory=dict)
