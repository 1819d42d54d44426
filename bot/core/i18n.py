"""Translation: every text a person sees passes through here.

English is the source language. The catalogue of another language, `bot/locales/*/LC_MESSAGES/bot.po`, is
read when it is first needed, and chosen for the current context (one request, one notice), so that two people
served at once can read two languages. `make messages` brings the catalogues up to date with the code.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parents[1] / "locales"
LANGUAGES = ("en", "fr")
"""The languages that people can read the bot in; English needs no catalogue."""
_current: ContextVar[str] = ContextVar("language", default="en")


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    path = LOCALES / language / "LC_MESSAGES" / "bot.po"
    if not path.exists():
        return _gettext.NullTranslations()
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)


def language_of(*locales: str | None) -> str:
    """The language in which somebody reads: the first of locales such as ``fr-FR`` that is one of ours.

    They are given as they count: what the roster says of a person, their Slack's, their group's. The
    ``both`` of a group leaves English to whoever has no other.
    """
    codes = (locale.replace("_", "-").split("-")[0].lower() for locale in locales if locale)
    return next((code for code in codes if code in LANGUAGES), LANGUAGES[0])


def languages_of(channels: str) -> tuple[str, ...]:
    """The languages of a group's channels: its own one, or all where it is ``both``."""
    return LANGUAGES if channels == "both" else (language_of(channels),)


@contextmanager
def speaking(locale: str | None) -> Iterator[None]:
    """Use the language of a Slack locale such as ``fr-FR`` inside the block; unknown ones read English."""
    token = _current.set(language_of(locale))
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


def labelled(name: str, value: str) -> str:
    """A name and what it stands for, with the colon of the language: ``WS1: on track``."""
    return _("{name}: {value}").format(name=name, value=value)


def quote(text: str) -> str:
    """A text in the quotation marks of the language."""
    return _("“{text}”").format(text=text)


def in_a_row(parts: Iterable[str]) -> str:
    """Parts that hold commas themselves, with the semicolon of the language between them."""
    return _("; ").join(parts)


def ngettext(singular: str, plural: str, count: int) -> str:
    """Translate a text that counts something."""
    return _catalogue(_current.get()).ngettext(singular, plural, count)


def listing(parts: Iterable[str], style: Literal["standard", "or"] = "standard") -> str:
    """Parts in a sentence, as the language joins them: ``one, two, and three``, or with *or*."""
    return format_list(list(parts), style, locale=language())


def N_(text: str) -> str:
    """Mark a text for translation that is stored now and translated with `_` when it is shown."""
    return text
