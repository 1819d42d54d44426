"""What the words of a loose reference to an item ask for: "6th img", "ws1 january", words of a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from bot.dates.folding import MONTHS, ORDINALS, fold, tidy
from bot.plan.rules.items import Item, Kind
from bot.plan.rules.keys import compact
from bot.talk.tokens import STOP_WORDS

_TOKEN = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_ORDINAL = re.compile(r"(\d{1,4})(?:st|nd|rd|th)")
_YEAR = re.compile(r"20\d\d")
_KINDS = {
    **{kind.value: kind for kind in Kind},
    **{f"{kind.value}s": kind for kind in Kind},
    "activities": Kind.ACTIVITY,
    "mtg": Kind.MEETING,
}
_PICKS = {"next": "next", "upcoming": "next", "coming": "next", "last": "last", "previous": "last"}
_PLENARY = {"plenary", "plenaries"}


@dataclass(slots=True)
class Wish:
    """What the words of a loose reference ask for."""

    prefixes: set[str] = field(default_factory=set)
    kinds: set[Kind] = field(default_factory=set)
    ordinals: set[int] = field(default_factory=set)
    months: set[int] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    picks: set[str] = field(default_factory=set)
    plenary: bool = False
    words: list[str] = field(default_factory=list)

    @property
    def is_number(self) -> bool:
        """Whether it is nothing but a series and a number: "6th img meeting"."""
        named = len(self.prefixes) == 1 or self.plenary
        other = self.months or self.years or self.picks or self.words or self.kinds - {Kind.MEETING}
        return named and len(self.ordinals) == 1 and not other


def read_wish(text: str, names: tuple[str, ...]) -> Wish | None:
    """Sort words into number, stream, kind and month; None where no word is one of these."""
    known = {compact(name): name for name in names}
    folded = re.sub(r"\bwork\s?stream\s?(\d+)", r"ws\1", fold(tidy(text)))
    tokens = _TOKEN.findall(folded)
    wish, at, said = Wish(), 0, False
    while at < len(tokens):
        joined, count = _read_name(tokens, at, known)
        if joined:
            wish.prefixes.add(joined)
            at, said = at + count, True
            continue
        said = _read_word(tokens[at], wish, known) or said
        at += 1
    return wish if said else None


def _read_name(tokens: Sequence[str], at: int, known: dict[str, str]) -> tuple[str | None, int]:
    """The longest run of tokens that spells a label: "tf 2" and "tf-2" for TF-2."""
    for count in (3, 2, 1):
        name = known.get("".join(tokens[at : at + count]))
        if name and at + count <= len(tokens):
            return name, count
    return None, 0


def _read_word(word: str, wish: Wish, known: dict[str, str]) -> bool:
    """Add one word to the wish; whether it says anything."""
    if word in _PICKS:
        wish.picks.add(_PICKS[word])
    elif word in _PLENARY:
        wish.plenary = True
    elif word in _KINDS:
        wish.kinds.add(_KINDS[word])
    elif word in MONTHS and word != "may":
        wish.months.add(MONTHS[word])
    elif _YEAR.fullmatch(word):
        wish.years.add(int(word))
    elif word.isdecimal():
        wish.ordinals.add(int(word))
    elif ordinal := _ORDINAL.fullmatch(word):
        wish.ordinals.add(int(ordinal[1]))
    elif word in ORDINALS:
        wish.ordinals.add(ORDINALS[word])
    elif glued := next((stem for stem in known if re.fullmatch(rf"{re.escape(stem)}(?<!\d)\d+", word)), None):
        wish.prefixes.add(known[glued])
        wish.ordinals.add(int(word[len(glued) :]))
    elif word == "may":
        wish.months.add(5)
    elif word in STOP_WORDS:
        return False
    else:
        wish.words.append(word)
    return True


def fits(item: Item, wish: Wish, label: str) -> bool:
    """Whether an item is all that was asked for."""
    title = title_words(item.title)
    in_series = all(
        not item.streams if prefix == label else prefix in item.streams for prefix in wish.prefixes
    )
    return (
        in_series
        and (not wish.plenary or item.is_plenary)
        and all(item.kind is kind or any(w.startswith(kind.value) for w in title) for kind in wish.kinds)
        and all(item.ordinal == number or str(number) in title for number in wish.ordinals)
        and _in_period(item, wish)
        and all(any(_is_word(word, known) for known in title) for word in wish.words)
    )


def _in_period(item: Item, wish: Wish) -> bool:
    """Whether some of the item's period lies in the months and years that were named."""
    if not wish.months and not wish.years:
        return True
    first, last = item.when.first_day, item.when.last_day
    if first is None or last is None:
        return False
    spans = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return any(
        (not wish.months or month % 12 + 1 in wish.months) and (not wish.years or month // 12 in wish.years)
        for month in spans
    )


def _is_word(typed: str, known: str) -> bool:
    """The same word, or the beginning of a longer one."""
    return typed == known or (len(typed) > 3 and known.startswith(typed))


def words_of(text: str) -> list[str]:
    """The folded words and numbers of a text."""
    return _TOKEN.findall(fold(tidy(text)))


@lru_cache(maxsize=8192)
def title_words(title: str) -> tuple[str, ...]:
    """The folded words of a title, "5th" as 5."""
    return tuple(ordinal[1] if (ordinal := _ORDINAL.fullmatch(word)) else word for word in words_of(title))
