"""Which words of the grammar stand at a place of a text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.dates.scanner import Piece
from bot.dates.understood import Context
from bot.dates.word_tables import OTHER_WORDS, words
from bot.dates.zones import read_offset, read_place, read_zone

_Found = dict[str, list[tuple[int, object]]]
CONDITIONS = frozenset([
    "END", "bareend", "clear", "nodash", "noslash", "nohyphen", "notbefore", "nocolon", "untimed",
])  # fmt: skip
_TELLING = frozenset({
    "MONTH", "WEEKDAY", "TODAY", "QUARTER", "SEASON", "SEMESTER", "PLACEHOLDER", "WEEK", "WEEKOF", "WEEKTO",
    "DAY", "MONTHS", "YEAR", "START", "AMPM", "DAYPART", "WORKDAY",
})  # fmt: skip
LONGEST_ANCHOR = 8
PLAIN = frozenset({"ANYWORD", "PLACE", "ANCHOR", "UNKNOWNANCHOR", "UNKNOWNZONE"})
YEARS = range(1900, 2200)
# A word after which the name of an item or anchor may stand, and marks that end such a name.
_BEFORE_ANCHORS = frozenset({
    "after", "before", "following", "from", "of", "to", "the", "le", "la", "l", "du", "de", "apres",
    "avant", "until", "+", "-",
})  # fmt: skip
_ENDS = frozenset(',;()"')
# "Il a été envoyé": no summer.
_HAVING = frozenset({
    "a", "ai", "as", "ont", "avons", "avez", "avait", "avaient", "aura", "auront", "aurait", "avoir", "ayant",
})  # fmt: skip
# Categories whose words a sentence may hold without speaking of dates.
COMMON = frozenset({
    "BECAUSE", "THE", "ON", "ONDAY", "MOVEDTO", "NUMBER", "AND", "IN", "OF", "AT", "FROM", "TO", "SUFFIX",
    "UNIT", "WAS", "NOW", "ABOUT", "TENTATIVE", "LASTING", "STARTING", "BIENNIUM", "TIMEWORD",
})  # fmt: skip
_BEFORE_NAMES = frozenset({
    "in", "on", "to", "by", "until", "till", "next", "this", "early", "mid", "late", "of", "for", "or",
    "and", "en", "au", "le", "ce", "fin",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of some languages, over one text; `anchors` are the context's."""

    text: str
    pieces: Sequence[Piece]
    context: Context

    def at(self, place: int) -> _Found:
        """The categories and literals that stand at a place, with where they end and their value."""
        if place >= len(self.pieces):
            return {f"@{name}": [(place, True)] for name in CONDITIONS}
        piece = self.pieces[place]
        found: _Found = {f"'{piece.text}'": [(place + 1, piece.text)]}
        if piece.text == "'":
            found["APOS"] = [(place + 1, True)]
        if piece.kind == "number":
            found.update(_numbers(piece, place + 1))
        self._add_words(found, place)
        self._add_anchors(found, place)
        found.update({name: [(place, True)] for name in self._conditions(found, place)})
        return found

    def _conditions(self, found: _Found, place: int) -> Iterator[str]:
        """What holds between the piece before this place and this one."""
        piece = self.pieces[place]
        telling = {name for name in found if not name.startswith("'")} - COMMON - PLAIN
        if piece.kind == "mark" or telling or found.keys() & {"BECAUSE", "AND", "OR", "TO"}:
            yield "@END"
        if piece.kind == "mark" or found.keys() & {"ZONE", "BECAUSE", "PLACE", "AND", "OR", "TO"}:
            yield "@bareend"
        if self._is_clear(place):
            yield "@clear"
        if self._follows_untimed(place):
            yield "@untimed"
        if piece.text != "-" or piece.spaced:
            yield "@nodash"
        if not self._number_goes_on(place, "/"):
            yield "@noslash"
        if not self._number_goes_on(place, "-"):
            yield "@nohyphen"
        if not self._number_goes_on(place, ":"):
            yield "@nocolon"
        if "MONTH" not in found and not (piece.kind == "number" and self._is_day(place)):
            yield "@notbefore"

    def tells(self, place: int) -> bool:
        """Whether a piece is one of those without which there is no date within a longer text."""
        piece, following = self.pieces[place], self.pieces[place + 1 : place + 2]
        if piece.kind == "number":
            glued = bool(following) and not following[0].spaced
            return len(piece.text) > 2 or (glued and following[0].text not in ",;)")
        return any(category in _TELLING for _end, category, _value in self._entries(place))

    def _entries(self, place: int) -> Iterator[tuple[int, str, object]]:
        """The words of the tables that stand at a place: where each ends, its category and value."""
        for key, category, value in words(self.context.languages).get(self.pieces[place].text, ()):
            if len(key) == 1 or key == tuple(piece.text for piece in self.pieces[place : place + len(key)]):
                yield place + len(key), category, value

    def _add_words(self, found: _Found, place: int) -> None:
        piece = self.pieces[place]
        is_verb = piece.text == "ete" and place > 0 and self.pieces[place - 1].written.lower() in _HAVING
        for end, category, value in self._entries(place):
            if not (is_verb and category == "SEASON"):
                found.setdefault(category, []).append((end, value))
        if piece.kind == "word":
            if zones := read_zone(self.pieces, place):
                found["ZONE"] = [(end, zone) for end, zone in zones]
            if named := read_place(self.pieces, place):
                found["PLACE"] = [(end, zone) for end, zone in named]
            found["ANYWORD"] = [(place + 1, piece.written)]
            if piece.is_capitals and 2 <= len(piece.text) <= 5 and "ZONE" not in found:
                found["UNKNOWNZONE"] = [(place + 1, piece.written)]
        elif offset := read_offset(self.pieces, place):
            found["OFFSET"] = found["PLUSOFFSET"] = [(end, zone) for end, zone in offset]
            if piece.text == "-":
                del found["PLUSOFFSET"]
            elif offset[0][0] == place + 4 or len(self.pieces[place + 1].text) == 4:
                found["COLONOFFSET"] = found["PLUSOFFSET"]

    def _add_anchors(self, found: _Found, place: int) -> None:
        """The items and anchors that the words here name, longest first; else those words as unknown."""
        follows = place > 0 and self.pieces[place - 1].text in _BEFORE_ANCHORS
        last = place
        while (
            last < len(self.pieces) and self.pieces[last].text not in _ENDS and last - place < LONGEST_ANCHOR
        ):
            last += 1
        for end in range(last, place, -1):
            if not follows and not self._is_counted_from(end):
                continue
            named = self.text[self.pieces[place].start : self.pieces[end - 1].end]
            if key := self.context.anchors(named):
                found.setdefault("ANCHOR", []).append((end, key))
        if follows and last > place and "ANCHOR" not in found:
            found["UNKNOWNANCHOR"] = [(last, True)]

    def _is_counted_from(self, end: int) -> bool:
        """Whether a plus or minus and a number follow: ``IMG-M7 + 6 weeks``."""
        following = self.pieces[end : end + 2]
        return (
            len(following) == 2
            and following[0].text in "+-"
            and following[1].kind == "number"
            and (following[0].spaced)
        )

    def _is_clear(self, place: int) -> bool:
        """Whether a month's or weekday's name can be nothing else: "may", "march", "sat" can."""
        piece = self.pieces[place]
        if not piece.written.islower():
            return True
        follows = place > 0 and self.pieces[place - 1].text in _BEFORE_NAMES
        return not self.context.is_document and (piece.text not in OTHER_WORDS or follows)

    def _follows_untimed(self, place: int) -> bool:
        """Whether no hour goes on here: ``16`` of ``Jan 16:00`` and of ``July 3pm`` is no day."""
        following = self.pieces[place : place + 2]
        if not following:
            return True
        first = following[0]
        if first.text == ":" and not first.spaced:
            return len(following) < 2 or following[1].spaced
        return first.text not in ("am", "pm", "h", "hrs", "o") and not (
            first.text in "ap" and len(following) == 2 and following[1].text in (".", "m")
        )

    def _is_day(self, place: int) -> bool:
        """Whether a number begins a day of its own: ``17 Jan`` after "16 Jan, Tue"."""
        following = self.pieces[place + 1 : place + 2]
        known = words(self.context.languages).get(following[0].text, ()) if following else ()
        return bool(following) and (
            following[0].text in "./"
            or any(category in ("MONTH", "SUFFIX", "OF") for _key, category, _value in known)
        )

    def _number_goes_on(self, place: int, mark: str) -> bool:
        """Whether a row of numbers goes on here: ``3/4`` of ``3/4/18`` is no date."""
        following = self.pieces[place : place + 2]
        return (
            len(following) == 2
            and following[0].text == mark
            and following[1].kind == "number"
            and not (following[0].spaced or following[1].spaced)
        )


def _numbers(piece: Piece, end: int) -> _Found:
    """What a number can be by its digits."""
    digits, value = len(piece.text), int(piece.text[:9])
    found: dict[str, object] = {}
    if digits <= 2:
        found |= {"D": value, "H": (value, piece.text.startswith("0") and digits == 2), "M": value}
    if digits == 2:
        found |= {"YY": 2000 + value, "MIN": value, "MM": value}
    if digits <= 3:
        found["N"] = value
    if digits == 4:
        found["HHMM"] = value
        if value in YEARS:
            found["Y"] = value
    if digits == 8 and int(piece.text[:4]) in YEARS:
        found["YMD"] = value
    return {category: [(end, each)] for category, each in found.items()}
