"""Translation: every text a person sees passes through here.

English is the source language. A catalogue for another language is loaded once and chosen for the
current context (one request, one notice), so that two people served at once can read two languages.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Literal

from babel.lists import format_list

_LOCALES = Path(__file__).parents[1] / "locales"
_current: ContextVar[str] = ContextVar("language", default="en")


@lru_cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    return _gettext.translation("bot", localedir=_LOCALES, languages=[language], fallback=True)


@contextmanager
def speaking(locale: str | None) -> Iterator[None]:
    """Use the language of a Slack locale such as ``fr-FR`` inside the block; unknown ones read English."""
    token = _current.set((locale or "en").split("-")[0])
    try:
        yield
    finally:
        _current.reset(token)


def language() -> str:
    """The language code in use, for example ``en``."""
    return _current.get()


def _(text: str) -> str:
    """Translate a text; placeholders are filled in afterwards with ``.format(name=…)``."""
    return _catalogue(_current.get()).gettext(text)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a text that counts something."""
    return _catalogue(_current.get()).ngettext(singular, plural, count)


def listing(parts: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
    """Parts in a sentence, as the language joins them: ``one, two, and three``, or with *or*."""
    return format_list(list(parts), style, locale=language())


def N_(text: str) -> str:
    """Mark a text for translation that is stored now and translated with `_` when it is shown."""
    return text
