"""Which item a person means: exact keys, ordinals, "next ws1", "ws1 january", words of a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from bot.dates.folding import LONGEST_TYPED, MONTHS, fold
from bot.plan.rules.items import Item
from bot.plan.rules.keys import compact, normalise_key
from bot.talk.reference_words import Wish, fits, read_wish, title_words, words_of
from bot.talk.tokens import FOR, STOP_WORDS, split_status

LONGEST_REFERENCE = 12
MOST_SUGGESTIONS = 3


@dataclass(frozen=True, slots=True)
class Matches:
    """What a reference names.

    One item: that is meant. Several: ask which. None: `suggestions` are the nearest, best first.
    `exact` tells that a key or a meeting's number was typed, not words that happen to fit.
    """

    items: tuple[Item, ...] = ()
    suggestions: tuple[Item, ...] = ()
    exact: bool = False

    @property
    def item(self) -> Item | None:
        """The one item that is meant, or None where it must be asked or is unknown."""
        return self.items[0] if len(self.items) == 1 else None


def find_items(
    text: str, items: Sequence[Item], *, label: str, streams: Sequence[str], today: date
) -> Matches:
    """The items that a reference can mean.

    Args:
        text: what was typed, without ``LABEL/`` before it.
        items: the group's items, closed ones too.
        label: the group's label.
        streams: the labels of its streams.
        today: today in the group's zone, for "next" and "last".
    """
    names = (label, *streams)
    exact = _find_exact(text, items, names, label)
    if exact:
        return Matches(exact, exact=True)
    found = _find_loosely(text, items, names, label, today)
    return Matches(found) if found else Matches(suggestions=suggest(text, items))


def split_reference(
    words: Sequence[str], items: Sequence[Item], *, label: str, streams: Sequence[str], today: date
) -> tuple[Matches, list[str]]:
    """The items named at the start of a line, and the words that remain.

    A key or number is taken before words that fit loosely, so that the first words of a note are not
    swallowed; of each the longest run counts. A status or stop words may come first ("done ws1-d1").
    Where nothing is named, all words remain.
    """
    names = (label, *streams)
    starts = sorted({0, _leading_talk(words)})
    for start in starts:
        found, count = _longest_exact(words[start : start + LONGEST_REFERENCE], items, names, label)
        if found:
            return Matches(found, exact=True), [*words[:start], *words[start + count :]]
    for start in starts:
        run = words[start : start + LONGEST_REFERENCE]
        found, count = _longest_loose(run, items, names, label, today)
        if found:
            return Matches(found), [*words[:start], *words[start + count :]]
    for start in range(1, min(len(words), LONGEST_REFERENCE)):
        # "30 jan ws1-m2": a key stands anywhere, where nothing else is named.
        found = tuple(item for item in items if compact(item.key) == compact(words[start]))
        if found:
            return Matches(found, exact=True), [*words[:start], *words[start + 1 :]]
    return Matches(suggestions=suggest(" ".join(words[:LONGEST_REFERENCE]), items)), list(words)


def suggest(text: str, items: Sequence[Item]) -> tuple[Item, ...]:
    """The items whose key or title is nearest to what was typed, at most three, best first."""
    text = text[:LONGEST_TYPED]
    found = []
    keys = {compact(item.key): item for item in items}
    for typed in (compact(text)[:60], *map(compact, text.split()[:LONGEST_REFERENCE])):
        if any(character.isdecimal() for character in typed):
            found += [keys[key] for key in get_close_matches(typed, keys, n=MOST_SUGGESTIONS, cutoff=0.6)]
    vocabulary = {word for item in items for word in title_words(item.title)}
    near = {
        match
        for word in words_of(text)[:LONGEST_REFERENCE]
        if len(word) > 3
        for match in get_close_matches(word, vocabulary, n=2, cutoff=0.7)
    }
    scored = [(len(near & set(title_words(item.title))), item) for item in items]
    scored.sort(key=lambda pair: (-pair[0], not pair[1].is_open, pair[1].sort_key()))
    found += [item for score, item in scored if score]
    return tuple({item.id: item for item in found}.values())[:MOST_SUGGESTIONS]


def _find_exact(text: str, items: Sequence[Item], names: tuple[str, ...], label: str) -> tuple[Item, ...]:
    """By key; else a meeting by series and number, where its key has another number."""
    text = text[:LONGEST_TYPED]
    typed = compact(text)
    found = tuple(item for item in items if compact(item.key) == typed)
    if found:
        return found
    key = normalise_key(text, names)
    found = tuple(item for item in items if key and item.key.upper() == key.upper())
    if found and not _is_bare_number(text, names):
        return found
    wish = read_wish(text, names)
    if wish is None or not wish.is_number:
        return ()
    meetings = [item for item in items if item.is_meeting and fits(item, wish, label)]
    return _open_first(meetings) or found


def _is_bare_number(text: str, names: tuple[str, ...]) -> bool:
    """Whether it is a series and a number without the M or D of keys: the number is then an ordinal."""
    return any(re.fullmatch(rf"{re.escape(compact(name))}\d+", compact(text)) for name in names)


def _leading_talk(words: Sequence[str]) -> int:
    """How many words at the start are stop words or a status."""
    at = 0
    while at < min(len(words), LONGEST_REFERENCE):
        _status, count = split_status(words[at:])
        if not count and fold(words[at]) not in STOP_WORDS:
            break
        at += count or 1
    return at


def _longest_exact(
    words: Sequence[str], items: Sequence[Item], names: tuple[str, ...], label: str
) -> tuple[tuple[Item, ...], int]:
    if not words or not compact(words[0]):
        return (), 0
    for count in range(min(5, len(words)), 0, -1):
        if count > 1 and _begins_more(words, count - 1):
            continue
        found = _find_exact(" ".join(words[:count]), items, names, label)
        if found:
            return found, count
    return (), 0


def _longest_loose(
    words: Sequence[str], items: Sequence[Item], names: tuple[str, ...], label: str, today: date
) -> tuple[tuple[Item, ...], int]:
    for count in range(len(words), 0, -1):
        if _begins_more(words, count - 1):
            continue
        found = _find_loosely(" ".join(words[:count]), items, names, label, today)
        if found:
            return found, count
    return (), 0


def _begins_more(words: Sequence[str], at: int) -> bool:
    """Whether a reference ends before this word: a date, signs ("ws1-d1 🟡"), or for whom it is said."""
    return _begins_date(words, at) or not compact(words[at]) or fold(words[at]) in FOR


def _begins_date(words: Sequence[str], at: int) -> bool:
    """Whether the word belongs to a date with its neighbour: the month of "jan 16", the day of "16 jan"."""
    after = words[at + 1] if at + 1 < len(words) else ""
    then = words[at + 2] if at + 2 < len(words) else ""
    if words[at].isdecimal():
        return _is_month(after) and not _is_day(then)
    if not _is_month(words[at]):
        return False
    return (at > 0 and _is_day(words[at - 1])) or (_is_day(after) and not _is_month(then))


def _is_month(word: str) -> bool:
    return fold(word).strip(".,") in MONTHS


def _is_day(word: str) -> bool:
    return re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?,?", fold(word)) is not None


def _find_loosely(
    text: str, items: Sequence[Item], names: tuple[str, ...], label: str, today: date
) -> tuple[Item, ...]:
    text = text[:LONGEST_TYPED]
    wish = read_wish(text, names)
    if wish is None:
        return ()
    title = title_words(text)
    named = [item for item in items if title_words(item.title) == title]
    if named:
        return _open_first(named)
    found = [item for item in items if fits(item, wish, label)]
    if wish.picks:
        return _pick(found, wish, today)
    return _open_first(found)


def _pick(found: Sequence[Item], wish: Wish, today: date) -> tuple[Item, ...]:
    """The next one that is open and not past, or the last one that is closed or past; meetings first."""
    ordered = sorted(found, key=Item.sort_key)
    ahead = [item for item in ordered if _is_ahead(item, today)]
    if "next" in wish.picks:
        candidates = ahead or [item for item in ordered if item.is_open]
    else:
        candidates = [item for item in reversed(ordered) if item not in ahead]
    meetings = [item for item in candidates if item.is_meeting]
    return tuple((meetings or candidates)[:1])


def _is_ahead(item: Item, today: date) -> bool:
    last = item.when.last_day
    return item.is_open and (last is None or last >= today)


def _open_first(found: Sequence[Item]) -> tuple[Item, ...]:
    """Open items where there are any, by date."""
    ordered = sorted(found, key=Item.sort_key)
    return tuple([item for item in ordered if item.is_open] or ordered)
