"""What a line was understood as, for programs and for a terminal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from bot.core.people import Reader
from bot.core.requests import Act, Form, Look, Request
from bot.core.snapshot import Snapshot
from bot.dates.when import When
from bot.plan.looks import Show
from bot.plan.rules.plan import Plan
from bot.talk.answers import Option
from bot.talk.line import Choice, Meaning, Refusal

Label = Callable[[Request, Snapshot, Reader | None], str]


def as_json(meaning: Meaning, snapshot: Snapshot, label: Label) -> dict[str, Any]:
    """The JSON of a meaning: one of act, look, form, choice, refusal; items by key."""
    if isinstance(meaning, Act):
        return {"act": _named(meaning, snapshot), "sentence": label(meaning, snapshot, None)}
    if isinstance(meaning, Look):
        offers = meaning.offers if isinstance(meaning, Show) else ()
        acts = [as_json(offer, snapshot, label) for offer in offers]
        return {"look": _named(meaning, snapshot, without=("offers",)), "offers": acts}
    if isinstance(meaning, Form):
        return {"form": {"act": meaning.NAME, "fields": _fields(meaning, snapshot)}}
    if isinstance(meaning, Choice):
        return {
            "choice": [as_json(option.request, snapshot, label) for option in meaning.options],
            "text": meaning.question,
        }
    assert isinstance(meaning, Refusal)
    return {"refusal": meaning.text}


def as_text(meaning: Meaning, snapshot: Snapshot, label: Label) -> str:
    """The same in lines for a terminal."""
    if isinstance(meaning, Refusal):
        return meaning.text
    if isinstance(meaning, Choice):
        return "\n".join([meaning.question, *(f"- {_option(option)}" for option in meaning.options)])
    kind = "act" if isinstance(meaning, Act) else "form" if isinstance(meaning, Form) else "look"
    lines = [f"{kind}: {label(meaning, snapshot, None)}"]
    if isinstance(meaning, Show):
        lines += [f"- {label(offer, snapshot, None)}" for offer in meaning.offers]
    return "\n".join(lines)


def _option(option: Option) -> str:
    return " ".join(f"{option.label} {option.detail}".split())


def _named(request: Request, snapshot: Snapshot, without: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"name": request.NAME, **_fields(request, snapshot, without)}


def _fields(request: Request, snapshot: Snapshot, without: tuple[str, ...] = ()) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in fields(request):
        if one.name == "basis" or one.name in without:
            continue
        value = getattr(request, one.name)
        if one.name == "item_id":
            item = snapshot[Plan].by_id.get(value)
            found["key"] = item.key if item is not None else None
        else:
            found[one.name] = _plain(value, snapshot)
    return found


def _plain(value: Any, snapshot: Snapshot) -> Any:  # noqa: ANN401 - any field's value
    if isinstance(value, When):
        return when_json(value)
    if isinstance(value, Request):
        return _named(value, snapshot)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, tuple | list | frozenset):
        return [_plain(part, snapshot) for part in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name), snapshot) for one in fields(value)}
    return value


def when_json(when: When) -> dict[str, Any]:
    """A date as the interface writes it."""
    return {
        "precision": when.precision.value, "start": when.start, "end": when.end, "zone": when.zone,
        "anchor": getattr(when, "anchor", None), "text": when.text,
    }  # fmt: skip
