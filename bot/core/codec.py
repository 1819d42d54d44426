"""Requests as compact JSON: what buttons, menus, forms, proposals and the history of acts hold.

A value is ``["name@version", group id, [fields…], basis]``; trailing fields that have their default are left
out. It holds no secrets: whether somebody may do what it says is asked when it is pressed.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from bot.core.requests import Act, Request

LONGEST_BUTTON, LONGEST_OPTION, LONGEST_FORM = 2000, 150, 2500
"""How many characters Slack lets a button, an option of a menu, and a form carry."""
LARGEST_NUMBER = 2**31 - 1
_write = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


class UnknownValue(ValueError):
    """A value that this version does not make: of an older version, forged, or cut."""


@dataclass(frozen=True)
class Carried:
    """What a value says: a request, and the group it is for."""

    group_id: int
    request: Request


class Unsent:
    """The value of a button or option that has to be stored first, see `bot.core.offers`."""

    def __init__(self, group_id: int, request: Request) -> None:
        self.group_id = group_id
        self.request = request


def encode(request: Request, group_id: int) -> str:
    """The value of a request for a group."""
    return _write(_pack(request, group_id))


def _pack(request: Request, group_id: int) -> list[Any]:
    own = _own_fields(type(request))  # type: ignore[arg-type] # mypy takes a type for unhashable
    values = [getattr(request, one.name) for one in own]
    while values and values[-1] == own[len(values) - 1].default:
        values.pop()
    packed: list[Any] = [f"{request.NAME}@{request.VERSION}", group_id, [_plain(value) for value in values]]
    if isinstance(request, Act) and request.basis is not None:
        packed.append(list(request.basis))
    return packed


def decode(text: str, kinds: Mapping[str, type[Request]]) -> Carried:
    """The request of a value; `kinds` are the types by name.

    Raises:
        UnknownValue: it is none of ours, or of another version.
    """
    try:
        return unpack(json.loads(text), kinds)
    except UnknownValue:
        raise
    except (ValueError, RecursionError):  # no JSON, or forged to lie deeper than can be read
        raise UnknownValue(text[:80]) from None


def unpack(packed: object, kinds: Mapping[str, type[Request]]) -> Carried:
    """The same of decoded JSON."""
    match packed:
        case [str(head), int(), list(values), *rest]:
            group_id = _number(packed[1])
            kind = kinds.get(head.partition("@")[0])
            if kind is None or head != f"{kind.NAME}@{kind.VERSION}" or len(rest) > 1:
                raise UnknownValue(head[:80])
            return Carried(group_id, _build(kind, values, rest[0] if rest else None, kinds))
    raise UnknownValue("no value of ours")


def _build(
    kind: type[Request], values: list[Any], basis: object, kinds: Mapping[str, type[Request]]
) -> Request:
    known = _own_fields(kind)  # type: ignore[arg-type]
    if len(values) > len(known):
        raise UnknownValue(kind.NAME)
    hints = _hints(kind)  # type: ignore[arg-type]
    given: dict[str, Any] = {}
    for one, value in zip(known, values, strict=False):
        given[one.name] = _read(value, hints[one.name], kinds)
    if basis is not None:
        given["basis"] = _read(basis, hints["basis"], kinds) if issubclass(kind, Act) else _refuse(basis)
    try:
        return kind(**given)
    except (TypeError, ValueError) as error:
        raise UnknownValue(f"{kind.NAME}: {error}") from None


@cache
def _own_fields(kind: Any) -> tuple[Field[Any], ...]:  # noqa: ANN401 - a type of request
    return tuple(one for one in fields(kind) if one.name != "basis")


@cache
def _hints(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - a dataclass
    return get_type_hints(kind)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any field's value
    if value is None or type(value) in (int, str, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Request):
        return _pack(value, 0)
    if is_dataclass(value) and not isinstance(value, type):
        parts = [_plain(getattr(value, one.name)) for one in fields(value) if one.compare]
        while parts and parts[-1] is None:
            parts.pop()
        return parts
    if isinstance(value, tuple | frozenset):
        return [_plain(part) for part in (sorted(value) if isinstance(value, frozenset) else value)]
    return value


def _read(value: Any, hint: Any, kinds: Mapping[str, type[Request]]) -> Any:  # noqa: ANN401
    """A plain JSON value as the type that a field declares."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _read_union(value, inner, kinds)
    if origin in (tuple, frozenset):
        if not isinstance(value, list):
            raise UnknownValue("a list was expected")
        if origin is tuple and inner[-1:] != (...,):
            if len(value) != len(inner):
                raise UnknownValue("a list of another length was expected")
            return tuple(_read(part, one, kinds) for part, one in zip(value, inner, strict=True))
        return origin(_read(part, inner[0], kinds) for part in value)
    if origin is dict:
        return value if isinstance(value, dict) else _refuse(value)
    reader = _READERS.get(hint)
    if reader is not None:
        return reader(value)
    if isinstance(hint, type):
        return _read_type(value, hint, kinds)
    raise UnknownValue(str(hint))


def _read_union(value: Any, inner: tuple[Any, ...], kinds: Mapping[str, type[Request]]) -> Any:  # noqa: ANN401
    if value is None and type(None) in inner:
        return None
    for one in inner:
        if one is type(None):
            continue
        try:
            return _read(value, one, kinds)
        except UnknownValue:
            continue
    raise UnknownValue("no such field")


def _read_type(value: Any, hint: type[Any], kinds: Mapping[str, type[Request]]) -> Any:  # noqa: ANN401
    if issubclass(hint, Request):
        found = unpack(value, kinds).request
        return found if isinstance(found, hint) else _refuse(value)
    if issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError:
            return _refuse(value)
    if is_dataclass(hint) and isinstance(value, list):
        names = [one.name for one in fields(hint) if one.compare]
        hints = _hints(hint)
        if len(value) > len(names):
            return _refuse(value)
        parts = {name: _read(part, hints[name], kinds) for name, part in zip(names, value, strict=False)}
        missing = {
            one.name: None
            for one in fields(hint)
            if one.compare and one.name not in parts and one.default is MISSING
        }
        try:
            return hint(**missing, **parts)
        except (TypeError, ValueError, KeyError):
            return _refuse(value)
    return _refuse(value)


def _refuse(value: object) -> Any:  # noqa: ANN401 - never returns
    raise UnknownValue(f"unexpected {str(value)[:60]!r}")


def _exactly(kind: type[Any]) -> Callable[[Any], Any]:
    return lambda value: value if type(value) is kind else _refuse(value)


def _moment(kind: type[date]) -> Callable[[Any], Any]:
    def read(value: object) -> Any:  # noqa: ANN401
        try:
            return kind.fromisoformat(value) if isinstance(value, str) else _refuse(value)
        except ValueError:
            return _refuse(value)

    return read


def _number(value: object) -> int:
    """A number that the databases hold; more, in a forged value, would be an error of theirs."""
    if type(value) is not int or abs(value) > LARGEST_NUMBER:
        _refuse(value)
    return value  # type: ignore[return-value] # what is no number was refused


_READERS: dict[Any, Callable[[Any], Any]] = {
    int: _number,
    str: _exactly(str),
    bool: _exactly(bool),
    date: _moment(date),
    datetime: _moment(datetime),
}
