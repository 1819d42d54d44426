"""What can be asked of the bot, as values: an act changes something, a look shows something, a form asks.

Words, buttons, menus, forms, proposals and the command line are only ways to build one of these. Values hold
ids, dates and enumerations; a field that holds what somebody wrote, or a name, is marked with `private`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any, ClassVar

Basis = tuple[int | str, ...]
"""What an act was decided on, such as a schedule version: if that has changed, the act is offered anew."""


PRIVATE = {"private": True}
"""What marks a field that holds what somebody wrote, or a name."""


def private(default: Any = None) -> Any:  # noqa: ANN401 - a dataclass field of any type
    """A field that others must not read: it never travels in the value of a button."""
    return field(default=default, metadata=PRIVATE)


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, bool], ...]:  # noqa: ANN401 - a type of request
    """The names of its fields, and whether others must not read them."""
    return tuple((one.name, bool(one.metadata.get("private"))) for one in fields(kind))


@dataclass(frozen=True)
class Request:
    """The base of all. `NAME` and `VERSION` stand in stored values: a new meaning takes a new version."""

    NAME: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1

    @property
    def is_private(self) -> bool:
        """Whether it holds something that others must not read."""
        for name, is_private in _fields_of(type(self)):  # type: ignore[arg-type] # mypy takes a type for unhashable
            value = getattr(self, name)
            if is_private and value not in (None, (), {}):
                return True
            if isinstance(value, Request) and value.is_private:
                return True
        return False


@dataclass(frozen=True)
class Act(Request):
    """Something a person, a document or the clock does.

    `basis` is what the person saw when they decided; None where nothing could have changed meanwhile.
    It is no part of what the act means, so that two acts of different bases are equal.
    """

    basis: Basis | None = field(default=None, kw_only=True, compare=False)


@dataclass(frozen=True)
class Look(Request):
    """Something to show; it changes nothing and can be shown to a whole channel."""


@dataclass(frozen=True)
class Form(Request):
    """A form to open; its submission is an act."""
