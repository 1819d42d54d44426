"""The small checks that the tables of `blocks.py` are made of: each yields complaints with their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def at(complaint: str, path: str) -> str:
    """A complaint with the place it is about, as Slack writes it."""
    return f"[ERROR] {complaint} [json-pointer:{path}]"


@dataclass(frozen=True)
class Shape:
    """The keys that an object must and may have; at least one of `any_of`, exactly one of `one_of`."""

    required: Mapping[str, Check] = field(default_factory=dict)
    optional: Mapping[str, Check] = field(default_factory=dict)
    any_of: Collection[str] = ()
    one_of: Collection[str] = ()

    def __call__(self, value: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - any JSON value
        """Check an object, its keys and their values."""
        if not isinstance(value, dict):
            yield at("must be an object", path)
            return
        for key in self.required:
            if key not in value:
                yield at(f"missing required field: {key}", path)
        if self.any_of and not any(key in value for key in self.any_of):
            yield at(f"must define one of: {', '.join(sorted(self.any_of))}", path)
        if self.one_of and sum(key in value for key in self.one_of) != 1:
            yield at(f"must define exactly one of: {', '.join(sorted(self.one_of))}", path)
        for key, content in value.items():
            if key == "type":
                continue
            check = self.required.get(key) or self.optional.get(key)
            if check is None:
                yield at(f"unknown field: {key}", path)
            else:
                yield from check(content, f"{path}/{key}")


def string(limit: int, least: int = 1) -> Check:
    """A string of `least` to `limit` characters."""

    def check(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401
        if not isinstance(value, str):
            yield at("must be a string", path)
        elif len(value) > limit:
            yield at(f"must be less than {limit + 1} characters", path)
        elif len(value) < least:
            yield at(f"must be more than {least - 1} characters", path)

    return check


def boolean(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401
    """True or false."""
    if not isinstance(value, bool):
        yield at("must be a boolean", path)


def integer(least: int, most: int) -> Check:
    """A whole number between two bounds."""

    def check(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            yield at(f"must be a whole number from {least} to {most}", path)

    return check


def one_of(*choices: str) -> Check:
    """One of a few words."""

    def check(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401
        if value not in choices:
            yield at(f"must be one of: {', '.join(choices)}", path)

    return check


def matching(pattern: str, meaning: str) -> Check:
    """A string of a given form, such as a date."""

    def check(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield at(f"must be {meaning}", path)

    return check


def listing(item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items, each of which passes its own check."""

    def check(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401
        if not isinstance(value, list):
            yield at("must be a list", path)
            return
        if len(value) > most:
            yield at(f"no more than {most} items allowed", path)
        if len(value) < least:
            yield at(f"no fewer than {least} items allowed", path)
        for index, content in enumerate(value):
            yield from item(content, f"{path}/{index}")

    return check


def anything(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401
    """An object or a list whose inside is not looked at."""
    if not isinstance(value, dict | list):
        yield at("must be an object or a list", path)


def typed(shapes: Mapping[str, Check]) -> Check:
    """An object whose `type` chooses the check that it has to pass."""

    def check(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            yield at("must be an object with a type", path)
        elif kind not in shapes:
            yield at(f"unsupported type: {kind}", path)
        else:
            yield from shapes[kind](value, path)

    return check


def text(limit: int, kinds: Collection[str] = ("plain_text",)) -> Check:
    """A text object of at most `limit` characters."""
    words = string(min(limit, 3000))
    shapes: dict[str, Check] = {
        "plain_text": Shape({"text": words}, {"emoji": boolean}),
        "mrkdwn": Shape({"text": words}, {"verbatim": boolean}),
    }
    return typed({kind: shapes[kind] for kind in kinds})
