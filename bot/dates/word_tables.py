"""The tables of words, as the lexicon looks them up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache

from babel import Locale

from bot.dates.scanner import scan
from bot.dates.words_en import ENGLISH, Words
from bot.dates.words_fr import FRENCH, OTHERS

_Entry = tuple[tuple[str, ...], str, object]
_TABLES: Mapping[str, Words] = {"en": ENGLISH, "fr": FRENCH, **OTHERS}
# Names of months and weekdays that are other words, too.
OTHER_WORDS = frozenset({
    "set", "out", "ago", "mag", "gen", "lug", "ott", "may", "march", "mar", "sat", "sun", "mon", "wed", "sam",
    "mer",
})  # fmt: skip


@cache
def words(languages: tuple[str, ...]) -> Mapping[str, tuple[_Entry, ...]]:
    """All words by their first piece, longer ones first."""
    found: dict[str, dict[_Entry, None]] = {}
    for category, value, phrase in _phrases(languages):
        key = tuple(piece.text for piece in scan(phrase))
        found.setdefault(key[0], {})[(key, category, value)] = None
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()}


def _phrases(languages: tuple[str, ...]) -> Iterator[tuple[str, object, str]]:
    for language in languages:
        for category, values in _TABLES.get(language, {}).items():
            for value, phrases in values.items():
                for phrase in phrases.split(", "):
                    yield category, value, phrase
        if language not in ("en", "fr"):
            locale = Locale(language)
            for form in ("wide", "abbreviated"):
                for month, name in locale.months["format"][form].items():
                    if len(name) > 4 or name.rstrip(".") not in OTHER_WORDS:
                        yield "MONTH", month, name.rstrip(".")
            for day, name in locale.days["format"]["wide"].items():
                yield "WEEKDAY", day, name


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a weekday and nothing else."""
    names = {category for _key, category, _value in words(("en", "fr")).get(text.casefold(), ())}
    return "WEEKDAY" in names


def nearest_word(text: str) -> str | None:
    """The name of a month or weekday, or "tomorrow", that a word of the text was perhaps meant to be."""
    known = [
        phrase.capitalize() if table is ENGLISH and category != "TODAY" else phrase
        for category in ("MONTH", "WEEKDAY", "TODAY")
        for table in (ENGLISH, FRENCH)
        for phrases in table[category].values()
        for phrase in phrases.split(", ")
        if len(phrase) > 4 and " " not in phrase
    ]
    named = {phrase.lower(): phrase for phrase in reversed(known)}
    for piece in scan(text, 20):
        if piece.kind == "word" and 4 <= len(piece.text) <= 12:
            near = get_close_matches(piece.text, named, n=1, cutoff=0.82)
            if near and near[0] != piece.text:
                return named[near[0]]
    return None
