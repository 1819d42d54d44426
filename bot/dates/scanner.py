"""A text as pieces: words, numbers and marks, folded, each with its place in the text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

OPENING_QUOTES, CLOSING_QUOTES = "“„‟«‹", "”“»›"
QUOTES = '"' + OPENING_QUOTES + CLOSING_QUOTES
_DASHES = "‐‑‒–—―−﹘﹣－"
_NOTHING = "\x00"  # what stands for a character that says nothing, so that positions stay
# Marks of direction and width that come along when something is pasted.
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe0f]")
_PIECE = re.compile(r"(?P<number>\d+)|(?P<word>(?:[^\W\d_]|\x00)+)|(?P<mark>->|=>|[^\s\x00])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number or mark. `text` is folded; `written` is as in the source; `spaced`: a space precedes."""

    kind: str
    text: str
    written: str
    start: int
    end: int
    spaced: bool

    @property
    def is_capitals(self) -> bool:
        """Whether it is a word of capital letters, as abbreviations of zones are."""
        return self.kind == "word" and len(self.written) > 1 and self.written.isupper()


def fold(text: str) -> str:
    """The text in lower case without accents, full-width forms and typographic dashes and quotes.

    Character by character, so that positions in the result are positions in `text`.
    """
    return "".join(map(_fold_character, text))


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in _DASHES:
        return "-"
    if character in "’‘ʼ´`′":
        return "'"
    if character in QUOTES:
        return '"'
    if unicodedata.combining(character) or _INVISIBLE.match(character):
        return _NOTHING
    base = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    folded = base.lower()
    return folded if len(folded) == 1 else character


def scan(text: str, limit: int | None = None) -> tuple[Piece, ...]:
    """The pieces of a text, at most `limit` of them."""
    folded, end = fold(text), 0
    pieces: list[Piece] = []
    for found in _PIECE.finditer(folded):
        if limit is not None and len(pieces) >= limit:
            break
        kind, start = found.lastgroup or "mark", found.start()
        plain = found.group().replace(_NOTHING, "")
        if plain:
            spaced = any(character.isspace() for character in folded[end:start])
            written = text[start : found.end()]
            pieces.append(Piece(kind, plain, written, start, found.end(), spaced))
        end = found.end()
    return tuple(pieces)


def tidy(text: str) -> str:
    """One line with single spaces, without invisible marks."""
    return " ".join(_INVISIBLE.sub("", text).split())
