"""A small parser of declared grammars over the pieces of a text.

A rule is ``(symbol, pattern, action)``. A pattern is a row of items with spaces between them: ``WORDS`` of
the lexicon and numbers in capitals, other symbols in small letters, literals in quotes, ``@flags`` that
must be set. ``a|b`` is either, ``x?`` may be missing, ``x+`` is one to twelve, ``~x`` follows without a
space, ``name=x`` hands the value to the action, ``^x`` is the value of the rule where it has no action.
Every reading of every symbol is kept by where it ends: of two that end at one place the earlier rule's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.dates.scanner import Piece

Rule = tuple[str, str, Callable[..., object] | None]
Terminals = Callable[[int], Mapping[str, Sequence[tuple[int, object]]]]
_Taken = tuple[tuple[str, object], ...]
DEEPEST = 40  # so deep may a symbol stand within others
MOST_KEPT = 20_000
MOST = 12  # so many members may a list have
_SYMBOL = r"(?:'[^']+'|@?[\w-]+)"
_ITEM = re.compile(
    rf"(?P<glued>~)?(?:(?P<name>\w+)=|(?P<value>\^))?(?P<any>{_SYMBOL}(?:\|{_SYMBOL})*)(?P<many>[?+])?$"
)


class Refused(Exception):
    """Raised by an action whose words only look like its rule."""


@dataclass(frozen=True, slots=True)
class _Item:
    """`conditions` are flags that the text decides; `symbols` are names, each with whether it has rules."""

    name: str
    symbols: tuple[tuple[str, bool], ...]
    condition: str
    glued: bool
    many: str


@dataclass(frozen=True, slots=True)
class _Production:
    items: tuple[_Item, ...]
    action: Callable[..., object] | None


class Grammar:
    """Compiled rules, for some flags.

    Args:
        rules: all of them.
        flags: those that are set; a rule with another flag is left out, unless the text decides it.
        conditions: the flags that the text decides at each place.

    Raises:
        ValueError: a pattern that is no pattern.
    """

    def __init__(self, rules: Iterable[Rule], flags: frozenset[str], conditions: frozenset[str]) -> None:
        """Compile the rules."""
        rules = list(rules)
        names = frozenset(symbol for symbol, _pattern, _action in rules)
        self.productions: dict[str, list[_Production]] = {name: [] for name in names}
        for symbol, pattern, action in rules:
            parts = re.findall(r"(?:'[^']*'|\S)+", pattern)
            wanted = [part[1:] for part in parts if part.startswith("@")]
            if all(flag in flags or flag in conditions for flag in wanted):
                items = tuple(_item(part, names) for part in parts if part[1:] not in flags or part[0] != "@")
                self.productions[symbol].append(_Production(items, action))
        self._first = self._beginnings()
        self.words = frozenset(word for each in self._first.values() for first in each for word in first)
        self._possible: dict[tuple[str, frozenset[str]], tuple[_Production, ...]] = {}

    def possible(self, symbol: str, words: frozenset[str]) -> tuple[_Production, ...]:
        """The rules of a symbol that can begin where these of the grammar's words stand."""
        key = (symbol, words)
        if key not in self._possible:
            if len(self._possible) > MOST_KEPT:
                self._possible.clear()
            pairs = zip(self.productions[symbol], self._first[symbol], strict=True)
            self._possible[key] = tuple(each for each, first in pairs if not first.isdisjoint(words))
        return self._possible[key]

    def _beginnings(self) -> dict[str, list[frozenset[str]]]:
        """The words and literals that each rule of each symbol can begin with."""
        known: dict[str, frozenset[str]] = dict.fromkeys(self.productions, frozenset())
        while True:
            found = {
                symbol: [_first_words(production, known) for production in productions]
                for symbol, productions in self.productions.items()
            }
            united = {symbol: frozenset().union(*each) for symbol, each in found.items()}
            if united == known:
                return found
            known = united


def _first_words(production: _Production, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    found: set[str] = set()
    for item in production.items:
        for symbol, has_rules in item.symbols:
            found.update(known[symbol] if has_rules else (symbol,))
        if item.many != "?" and not item.condition:
            break
    return frozenset(found)


def _item(text: str, names: frozenset[str]) -> _Item:
    found = _ITEM.match(text)
    if not found:
        raise ValueError(f"no item of a pattern: {text!r}")
    if text.startswith("@"):
        return _Item("", (), text, glued=False, many="")
    name = "^" if found["value"] else found["name"] or ""
    symbols = tuple((symbol, symbol in names) for symbol in re.findall(_SYMBOL, found["any"]))
    return _Item(name, symbols, "", bool(found["glued"]), found["many"] or "")


class Parser:
    """One text being read: every symbol at every place is read once."""

    def __init__(self, grammar: Grammar, pieces: Sequence[Piece], terminals: Terminals) -> None:
        """Begin with a text's pieces and the words that stand at each place."""
        self.grammar, self.pieces, self.terminals = grammar, pieces, terminals
        self.known: dict[tuple[str, int], dict[int, object]] = {}
        self.words_at: dict[int, frozenset[str]] = {}
        self.depth = 0

    def read(self, symbol: str, at: int) -> dict[int, object]:
        """The values of a symbol at a place, by where they end."""
        key = (symbol, at)
        if key in self.known:
            return self.known[key]
        found: dict[int, object] = {}
        if at >= len(self.pieces) or self.depth > DEEPEST:
            return found
        self.known[key] = found
        productions = self.grammar.possible(symbol, self._words(at))
        self.depth += 1
        for production in productions:
            for end, taken in self._row(production.items, at).items():
                if end not in found:
                    try:
                        found[end] = _value(production, taken)
                    except Refused:
                        continue
        self.depth -= 1
        return found

    def _words(self, at: int) -> frozenset[str]:
        if at not in self.words_at:
            self.words_at[at] = self.grammar.words.intersection(self.terminals(at))
        return self.words_at[at]

    def _row(self, items: tuple[_Item, ...], at: int) -> dict[int, _Taken]:
        """What the items of a pattern take from a place on, by where they end."""
        reached: dict[int, _Taken] = {at: ()}
        for item in items:
            further: dict[int, _Taken] = {}
            for place, taken in reached.items():
                if item.condition:
                    if item.condition in self.terminals(place):
                        further[place] = taken
                    continue
                for end, value in self._many(item, place) if item.many == "+" else self._once(item, place):
                    if end not in further:
                        further[end] = (*taken, (item.name, value)) if item.name else taken
                if item.many == "?":
                    further.setdefault(place, taken)
            if not further:
                return further
            reached = further
        return reached

    def _once(self, item: _Item, at: int) -> list[tuple[int, object]]:
        if at >= len(self.pieces) or (item.glued and self.pieces[at].spaced):
            return []
        found: list[tuple[int, object]] = []
        terminals = self.terminals(at)
        for symbol, has_rules in item.symbols:
            if has_rules:
                found += self.read(symbol, at).items()
            elif symbol in terminals:
                found += terminals[symbol]
        return found

    def _many(self, item: _Item, at: int) -> list[tuple[int, object]]:
        """One to twelve of an item; the value is the tuple of theirs."""
        reached: dict[int, tuple[object, ...]] = {at: ()}
        found: dict[int, tuple[object, ...]] = {}
        for _count in range(MOST):
            further: dict[int, tuple[object, ...]] = {}
            for place, values in reached.items():
                for end, value in self._once(item, place):
                    if end not in found:
                        found[end] = further[end] = (*values, value)
            reached = further
        return list(found.items())


def _value(production: _Production, taken: _Taken) -> object:
    named = dict(taken)
    if production.action is not None:
        return production.action(**named)
    return named.get("^", True)
