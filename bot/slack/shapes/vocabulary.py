"""A small vocabulary to say what a decoded payload must look like.

A rule is a function that takes a value and raises `ShapeError` when the value does not fit. Names that a
record does not mention are let through: Slack adds fields as it likes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

Rule = Callable[[object], None]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLACK_ID = re.compile(r"[A-Z][A-Z0-9]{1,63}")


class ShapeError(Exception):
    """A value does not fit; `path` names the field by our own words, such as ``view.state.values``."""

    def __init__(self, path: str = "") -> None:
        super().__init__(path)
        self.path = path

    def under(self, name: str) -> ShapeError:
        """The same fault, seen from the record that holds the value as `name`."""
        return ShapeError(f"{name}.{self.path}" if self.path else name)


def text(value: object) -> None:
    """Any string."""
    if not isinstance(value, str):
        raise ShapeError


def flag(value: object) -> None:
    """True or false."""
    if not isinstance(value, bool):
        raise ShapeError


def number(value: object) -> None:
    """An integer that fits 64 bits."""
    if isinstance(value, bool) or not isinstance(value, int) or not -(2**63) <= value < 2**63:
        raise ShapeError


def day(value: object) -> None:
    """A date such as ``2018-01-16`` that is in the calendar."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ShapeError
    try:
        date.fromisoformat(value)
    except ValueError:
        raise ShapeError from None


def slack_id(value: object) -> None:
    """An id as Slack gives them: a capital letter, then capitals and digits."""
    if not isinstance(value, str) or not _SLACK_ID.fullmatch(value):
        raise ShapeError


def name(value: object) -> None:
    """A string of 1 to 255 characters: what Slack allows for `action_id`, `block_id`, `callback_id`."""
    if not isinstance(value, str) or not 0 < len(value) <= 255:
        raise ShapeError


def anything(value: object) -> None:
    """No demand."""


def forbidden(value: object) -> None:
    """The field must not be there at all."""
    raise ShapeError


def one_of(*words: str) -> Rule:
    """One of the given strings."""

    def check(value: object) -> None:
        if value not in words or not isinstance(value, str):
            raise ShapeError

    return check


def like(pattern: str) -> Rule:
    """A string that matches the pattern from end to end."""
    compiled = re.compile(pattern)

    def check(value: object) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise ShapeError

    return check


def maybe(rule: Rule) -> Rule:
    """Null, or what fits the rule."""

    def check(value: object) -> None:
        if value is not None:
            rule(value)

    return check


def either(first: Rule, second: Rule) -> Rule:
    """What fits one of two rules."""

    def check(value: object) -> None:
        try:
            first(value)
        except ShapeError:
            second(value)

    return check


def list_of(rule: Rule, *, at_least: int = 0) -> Rule:
    """A list whose members all fit the rule."""

    def check(value: object) -> None:
        if not isinstance(value, list) or len(value) < at_least:
            raise ShapeError
        for position, member in enumerate(value):
            try:
                rule(member)
            except ShapeError as fault:
                raise fault.under(str(position)) from None

    return check


def mapping_of(rule: Rule) -> Rule:
    """An object with any names whose values all fit the rule."""

    def check(value: object) -> None:
        if not isinstance(value, dict):
            raise ShapeError
        for member in value.values():
            try:
                rule(member)
            except ShapeError as fault:
                raise fault.under("*") from None

    return check


def record(required: Mapping[str, Rule], optional: Mapping[str, Rule] | None = None) -> Rule:
    """An object that has all required names; those and the optional ones fit their rules."""
    rules = {**(optional or {}), **required}

    def check(value: object) -> None:
        if not isinstance(value, dict):
            raise ShapeError
        for field in required:
            if field not in value:
                raise ShapeError(field)
        for field, rule in rules.items():
            if field in value:
                try:
                    rule(value[field])
                except ShapeError as fault:
                    raise fault.under(field) from None

    return check
