"""What is done with dates of other bodies, as values."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.requests import Act, Form, Look, private
from bot.dates.when import When


@dataclass(frozen=True)
class SetAnchor(Act):
    """Set the date of another body (`name`), or move one that is known (`anchor_id`)."""

    NAME = "set-anchor"

    when: When
    anchor_id: int | None = None
    name: str | None = private()
    why: str | None = private()


@dataclass(frozen=True)
class RemoveAnchor(Act):
    """Take a date of another body away; what hangs on it keeps the date that it has."""

    NAME = "remove-anchor"

    anchor_id: int


@dataclass(frozen=True)
class ShowAnchors(Look):
    """All dates of other bodies, what hangs on them, and how far they have drifted."""

    NAME = "anchors"


@dataclass(frozen=True)
class AnchorWhatIf(Look):
    """What a move of a date of another body would bring, without moving it."""

    NAME = "anchor-what-if"

    anchor_id: int
    when: When
    why: str | None = private()


@dataclass(frozen=True)
class AnchorForm(Form):
    """Asks for a date of another body: a new one (of a name, if that is known), or one that moves."""

    NAME = "anchor-form"

    anchor_id: int | None = None
    name: str | None = private()
