"""What people typed, without what nobody sees: done once to every act, whichever way it came."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from bot.core.errors import UserError
from bot.core.i18n import _
from bot.core.requests import Act

A = TypeVar("A", bound=Act)
V = TypeVar("V")
LONGEST_TEXT = 10_000
"""How many characters one text of an act may hold."""
# A terminal's commands; what is unseen, turns the direction of reading around, or is half a character.
# What joins letters and emoji stays, and so do line breaks and tabs.
_ESCAPE = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])|\x9b[0-?]*[ -/]*[@-~]"
)
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
# They count as letters, and yet nothing is seen of them.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0\u034f")


def clean(text: str) -> str:
    """A text without what is unseen; "" where nothing in it can be seen."""
    if text.isascii() and text.isprintable():
        return text
    kept = _UNSEEN.sub("", _BREAKS.sub("\n", _ESCAPE.sub("", text)))
    return kept if any(_is_seen(letter) for letter in kept) else ""


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter)[0] not in "CZM" and letter not in _BLANK_LETTERS


def clean_all(value: V) -> V:
    """A value with all its texts clean, at whatever depth."""
    cleaned: V = _mapped(value, clean)
    return cleaned


def cleaned(act: A) -> A:
    """The act with all its texts clean, at whatever depth.

    Raises:
        UserError: one of them is too long.
    """
    cleaned: A = _mapped(act, _clean_one)
    return cleaned


def _clean_one(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        told = _("One of those texts is {count} characters long; up to {most} are kept. Nothing was done.")
        raise UserError(told.format(count=len(text), most=LONGEST_TEXT))
    return clean(text)


def _mapped(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401
    """A value with every text in it changed."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple | list):
        return type(value)(_mapped(part, change) for part in value)
    if isinstance(value, Mapping):
        return {name: _mapped(part, change) for name, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        names = [one.name for one in fields(value) if one.init]
        new = {name: _mapped(getattr(value, name), change) for name in names}
        changed = {name: part for name, part in new.items() if part != getattr(value, name)}
        return replace(value, **changed) if changed else value
    return value
