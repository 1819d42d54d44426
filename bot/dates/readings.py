"""The readings of one text: in each stance, at each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, cached_property
from itertools import accumulate
from typing import cast

from bot.dates.grammar import grammar
from bot.dates.lexicon import Lexicon
from bot.dates.parser import Parser
from bot.dates.scanner import Piece
from bot.dates.scene import Meanings, Part, Scene, Unreadable, mixed
from bot.dates.settling import settled
from bot.dates.stances import Attempt, Stance, together
from bot.dates.understood import AfterMonth, Cause, Context, Order
from bot.dates.wall_time import local
from bot.dates.word_tables import words

WHOLE = ("was", "label", "shift", "stated", "none", "alone")
LEADS = ("ON", "MOVEDTO", "THE")
WITHIN = ("was", "label", "stated", "placeholder")
WITHIN_CHAT = ("was", "label", "shift", "stated", "alone")
YEARS_BACK, YEARS_AHEAD = 1, 3
_OPENING, _CLOSING = {'"': '"', "(": ")", "[": "]"}, frozenset('")]')


class Line:
    """A text with its pieces and the words at each place; each stance reads each place once."""

    def __init__(self, text: str, pieces: Sequence[Piece], context: Context) -> None:
        self.text, self.pieces, self.context = text, pieces, context
        self.lexicon = Lexicon(text, pieces, context)
        self.words_at = cache(self.lexicon.at)
        self.parsers: dict[tuple[Stance, bool], Parser] = {}
        self.stances = self._stances()

    def read(self, start: int, *, whole: bool) -> Attempt | None:
        """What the words from a place on mean, in all stances together."""
        attempts = [self._attempt(stance, start, whole=whole) for stance in self.stances]
        found = [attempt for attempt in attempts if attempt is not None]
        if not found:
            return None
        best = together(found)
        return best if best.meanings else self._against_the_order(start, whole=whole) or best

    def _against_the_order(self, start: int, *, whole: bool) -> Attempt | None:
        """A date that exists only in the other order than the settled one: that is asked."""
        other = {Order.DAY_FIRST: Order.MONTH_FIRST, Order.MONTH_FIRST: Order.DAY_FIRST}.get(
            self.context.order
        )
        if other is None or not self._has_slashes():
            return None
        found = self._attempt(replace(self.stances[0], order=other), start, whole=whole)
        if found is None or not found.meanings:
            return None
        return replace(found, meanings=tuple(replace(each, cause=Cause.ORDER) for each in found.meanings))

    def tells(self, start: int, end: int) -> bool:
        """Whether the pieces between two places hold any without which there is no date."""
        counts = self._telling_before
        return counts[min(end, len(self.pieces))] > counts[start]

    @cached_property
    def _telling_before(self) -> list[int]:
        """How many such pieces stand before each place."""
        return list(accumulate((self.lexicon.tells(place) for place in range(len(self.pieces))), initial=0))

    def _stances(self) -> list[Stance]:
        """All combinations of what the context leaves open, as far as the text makes a difference."""
        context = self.context
        here = local(context.now, context.zone).date()
        theirs = local(context.now, context.speaker_zone or context.zone).date()
        todays = [here] if context.is_document else list(dict.fromkeys((theirs, here)))
        orders = [context.order]
        if context.order is Order.UNKNOWN:
            orders = [Order.DAY_FIRST, Order.MONTH_FIRST] if self._has_slashes() else [Order.DAY_FIRST]
        return [
            Stance(order, after, today)
            for order in orders
            for after in self._after_month()
            for today in todays
        ]

    def _has_slashes(self) -> bool:
        pairs = zip(self.pieces, self.pieces[1:], self.pieces[2:], strict=False)
        return any(a.kind == c.kind == "number" and b.text in "/-" for a, b, c in pairs)

    def _after_month(self) -> list[AfterMonth]:
        """What a number after a month can be: a year only where that is near."""
        if self.context.after_month is not AfterMonth.UNKNOWN:
            return [self.context.after_month]
        year = next((place for place in range(len(self.pieces)) if self._is_short_year(place)), None)
        if year is None:
            return [AfterMonth.DAY]
        if not self.context.is_document:
            return [AfterMonth.DAY, AfterMonth.YEAR]
        # As spreadsheets write a month: ``Oct-17``.
        sheet = self.pieces[year - 1].text == "-" and not self.pieces[year].spaced and year < 3
        return [AfterMonth.YEAR] if sheet else [AfterMonth.YEAR, AfterMonth.DAY]

    def _is_short_year(self, place: int) -> bool:
        """Whether a number of two digits follows a month: its name, or ``6`` in ``6/18``."""
        piece, before = self.pieces[place], self.pieces[max(0, place - 2) : place]
        if piece.kind != "number" or len(piece.text) != 2 or not self._is_near(2000 + int(piece.text)):
            return False
        if len(before) == 2 and before[1].text == "/" and before[0].kind == "number" and int(piece.text) > 12:
            return place == 2 and len(self.pieces) == 3
        named = before[-1:] if not before or before[-1].text not in ".-/" else before[:1]
        known = words(self.context.languages)
        return any(
            category == "MONTH" for month in named for _key, category, _value in known.get(month.text, ())
        )

    def _is_near(self, year: int) -> bool:
        years = self.context.years
        if self.context.is_document:
            return years is None or years[0] - YEARS_BACK <= year <= years[1] + YEARS_BACK
        return 0 <= year - self.context.now.year <= YEARS_AHEAD

    def _attempt(self, stance: Stance, start: int, *, whole: bool) -> Attempt | None:
        """The longest reading that begins at a place (after the words that lead to it)."""
        parser = self._parser(stance, whole=whole)
        symbols = WHOLE if whole else WITHIN if self.context.is_document else WITHIN_CHAT
        found: list[tuple[int, Part]] = []
        for place in self._starts(start) if whole else [start]:
            for symbol in symbols:
                for end, part in parser.read(symbol, place).items():
                    found.append((self._closed(end, start), cast(Part, part)))
        if not found:
            return None
        longest = max(end for end, _part in found)
        return self._best(stance, start, longest, [part for end, part in found if end == longest])

    def _parser(self, stance: Stance, *, whole: bool) -> Parser:
        key = (stance, whole)
        if key not in self.parsers:
            self.parsers[key] = Parser(grammar(self._flags(stance, whole=whole)), self.pieces, self.words_at)
        return self.parsers[key]

    def _best(self, stance: Stance, start: int, end: int, parts: Sequence[Part]) -> Attempt:
        """The first of several readings that makes sense; a day and a time that are written alike, both."""
        scene = self._scene(stance)
        failed: Unreadable | None = None
        sensible: list[Meanings] = []
        for part in parts:
            try:
                found = part.meanings(scene)
                sensible.append(mixed(*(settled(each, scene) for each in found)))
            except Unreadable as error:
                failed = failed or error
        if not sensible:
            assert failed is not None
            return Attempt(start, end, stance, failed.choices, failed.cause)
        if len(sensible) > 1 and self._is_point_number(start, end) and scene.current is not None:
            both = mixed(*(tuple(replace(m, cause=Cause.DATE_OR_TIME) for m in each) for each in sensible))
            return Attempt(start, end, stance, both)
        return Attempt(start, end, stance, sensible[0])

    def _is_point_number(self, start: int, end: int) -> bool:
        return all(piece.kind == "number" or piece.text == "." for piece in self.pieces[start:end])

    def _scene(self, stance: Stance) -> Scene:
        return Scene(self.context, stance.today, self.context.since or stance.today)

    def _flags(self, stance: Stance, *, whole: bool) -> frozenset[str]:
        flags = {stance.order.value, "day-number" if stance.after_month is AfterMonth.DAY else "year-number"}
        if stance.after_month is AfterMonth.YEAR:
            flags.add("short")
        flags.add("document" if self.context.is_document else "chat")
        if whole or not self.context.is_document:
            flags.add("near")
        if "fr" in self.context.languages:
            flags.add("fr")
        if whole:
            flags |= {"whole", "season", "clear"} | ({"beneath"} if self.context.within else set())
        return frozenset(flags)

    def _starts(self, start: int) -> Iterator[int]:
        """Where a date can begin: here, or after words and brackets that lead to it."""
        places, seen = [start], {start}
        for place in places:
            yield place
            if len(places) > 12 or place >= len(self.pieces):
                return
            words_here = self.words_at(place)
            ends = [end for end, _value in (pair for name in LEADS for pair in words_here.get(name, ()))]
            if self.pieces[place].text in _OPENING:
                ends.append(place + 1)
            for end in ends:
                if end not in seen:
                    seen.add(end)
                    places.append(end)

    def _closed(self, end: int, start: int) -> int:
        """The end with the brackets and quotes that were opened before and close here."""
        while end < len(self.pieces) and self.pieces[end].text in _CLOSING:
            opened = sum(
                _OPENING.get(piece.text) == self.pieces[end].text for piece in self.pieces[start:end]
            )
            closed = sum(piece.text == self.pieces[end].text for piece in self.pieces[start:end])
            quote = self.pieces[end].text == '"'
            if opened % 2 == 0 if quote else opened <= closed:
                break
            end += 1
        return end
