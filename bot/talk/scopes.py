"""From words to a part of the plan: a stream, the label, mine, a month, week, today, overdue, undated."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.core.i18n import _, listing
from bot.dates.folding import MONTHS, fold
from bot.plan.rules.upcoming import Scope, week_of
from bot.talk.line import Line, NotUnderstood
from bot.talk.scope_words import KINDS, SAYS_NOTHING, STATES, WORDINGS
from bot.talk.tokens import STOP_WORDS, Token, TokenKind

_MEETINGS = frozenset({"meeting", "meetings", "call", "calls"})
_PLENARY = frozenset({"plenary", "plenaries"})
_MINE = frozenset({"mine", "me", "my"})


_QUARTER = re.compile(r"[qt]([1-4])")
_WHICH = {"this": 0, "current": 0, "next": 1, "coming": 1, "last": -1, "previous": -1}


def _week(today: date, ahead: int) -> tuple[date, date]:
    return week_of(today + timedelta(weeks=ahead))


def _month(today: date, ahead: int) -> tuple[date, date]:
    count = today.year * 12 + today.month - 1 + ahead
    first = date(count // 12, count % 12 + 1, 1)
    return first, date(first.year, first.month, monthrange(first.year, first.month)[1])


def _quarter(today: date, ahead: int) -> tuple[date, date]:
    first, _last = _month(today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), 3 * ahead)
    return first, _month(first, 2)[1]


def _year(today: date, ahead: int) -> tuple[date, date]:
    return date(today.year + ahead, 1, 1), date(today.year + ahead, 12, 31)


PERIODS = {"week": _week, "month": _month, "quarter": _quarter, "year": _year}


class NoScope(NotUnderstood):
    """Words that name no part of the plan."""


@dataclass(frozen=True, slots=True)
class ScopeReading:
    """What was understood: the scope, how many were asked for, and the words that name no scope.

    `said` repeats the understood words, for typing again. `rivals` are words that name different parts of
    the same kind, such as two streams: only one can be meant.
    """

    scope: Scope
    most: int | None
    unknown: tuple[str, ...]
    said: str
    rivals: tuple[str, ...] = ()


class _Reader:
    def __init__(self, line: Line, words: Sequence[str]) -> None:
        self.line = line
        self.words = list(words)
        self.at = 0
        self.scope = Scope()
        self.most: int | None = None
        self.unknown: list[str] = []
        self.said: list[str] = []
        self.rivals: dict[str, None] = {}
        self._by_kind: dict[str, str] = {}
        self.agencies = {_joined(name): name for name in line.caller.roster.representatives}

    def read(self) -> None:
        """Take words from the left until none is left."""
        while self.at < len(self.words):
            word = self.words[self.at]
            taken = self._stream() or self._period(word) or self._other(word)
            if not taken:
                if word and word not in STOP_WORDS:
                    self.unknown.append(word)
                taken = 1
            self.at += taken

    def _narrow(self, kind: str, said: str, scope: Scope) -> None:
        known = self._by_kind.setdefault(kind, said)
        if known != said:
            self.rivals |= {known: None, said: None}
        if said in self.said:
            return
        self.scope = scope
        self.said.append(said)

    def _stream(self) -> int:
        """A stream by its label or name, in one to four words ("work stream 1"), or the group's label."""
        names = {_joined(stream.label): stream.label for stream in self.line.group.streams}
        names |= {_joined(stream.name): stream.label for stream in self.line.group.streams if stream.name}
        for count in (4, 3, 2, 1):
            joined = _joined("".join(self.words[self.at : self.at + count])).replace("workstream", "ws")
            if self.at + count > len(self.words):
                continue
            if joined in names:
                label = names[joined]
                self._narrow("stream", label, replace(self.scope, stream=label))
                return count
            if joined == _joined(self.line.group.label):
                self._narrow("group", self.line.group.label, replace(self.scope, plenary=True))
                return count
        return 0

    def _period(self, word: str) -> int:
        following = self.words[self.at + 1] if self.at + 1 < len(self.words) else ""
        if word in _WHICH and following in PERIODS:
            self._span(f"{word} {following}", *PERIODS[following](self.line.today, _WHICH[word]))
            return 2
        if word.isdecimal() and (unit := _unit(self.words, self.at + 1)):
            today = self.line.today
            self._span(f"{word} {unit}s", today, _after(today, int(word), unit))
            return 2
        if (quarter := _QUARTER.fullmatch(word)) is not None:
            today, month = self.line.today, 3 * int(quarter[1]) - 2
            year = int(following) if _is_year(following) else today.year + (month + 2 < today.month)
            first = date(year, month, 1)
            self._span(f"{word} {year}", first, _month(first, 2)[1])
            return 2 if _is_year(following) else 1
        if word in ("today", "tomorrow"):
            day = self.line.today + timedelta(days=int(word == "tomorrow"))
            self._span(word, day, day)
            return 1
        if word.removeprefix("this-") in PERIODS:
            self._span(word, *PERIODS[word.removeprefix("this-")](self.line.today, 0))
            return 1
        if _is_year(word):
            self._span(word, date(int(word), 1, 1), date(int(word), 12, 31))
            return 1
        if word not in MONTHS:
            return 0
        has_year = _is_year(following)
        month, today = MONTHS[word], self.line.today
        year = int(following) if has_year else today.year + (month < today.month)
        first = date(year, month, 1)
        self._span(f"{first:%B} {year}".lower(), *_month(first, 0))
        return 2 if has_year else 1

    def _span(self, said: str, first: date, last: date) -> None:
        self._narrow("time", said, replace(self.scope, first=first, last=last))

    def _other(self, word: str) -> int:
        standing = self.line.caller.standing
        if word in _MINE:
            mine = replace(
                self.scope,
                person_id=self.line.caller.person_id or 0,
                lead_of=standing.lead_of,
                coordinates=standing.is_coordinator,
                agency=standing.agency,
            )
            self._narrow("mine", "mine", mine)
        elif word in STATES:
            self._narrow("state", STATES[word], replace(self.scope, state=STATES[word]))
        elif word in _PLENARY:
            self._narrow("meetings", "plenaries", replace(self.scope, plenary=True, meetings_only=True))
        elif word in _MEETINGS:
            self._narrow("meetings", "meetings", replace(self.scope, meetings_only=True))
        elif word in KINDS:
            kinds = tuple(kind.value for kind in KINDS[word])
            self._narrow("kinds", word, replace(self.scope, kinds=kinds))
        elif word in self.agencies:
            agency = self.agencies[word]
            self._narrow("agency", agency, replace(self.scope, person_id=0, agency=agency))
        elif word.isdecimal() and 0 < int(word) <= 1000:
            self.most = int(word)
        elif word not in SAYS_NOTHING:
            return 0
        return 1


def _unit(words: Sequence[str], at: int) -> str:
    unit = words[at].removesuffix("s") if at < len(words) else ""
    return unit if unit in ("day", "week", "month") else ""


def _after(today: date, count: int, unit: str) -> date:
    """The last day of so many days, weeks or months from today on; three years at most."""
    days = {"day": 1, "week": 7, "month": 30}[unit] * max(1, min(count, 1000))
    return today + timedelta(days=min(days, 1096) - 1)


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdecimal() and word.startswith(("19", "20"))


def _joined(text: str) -> str:
    return fold(text).replace("-", "").replace(" ", "")


def _in_scope_words(plain: str) -> str:
    """The words of a line with those of other wordings and of French as the tables here have them."""
    padded = f" {plain} "
    for said, word in WORDINGS.items():
        padded = padded.replace(f" {said} ", f" {word} ")
    return padded


def read_scope(line: Line, tokens: Sequence[Token]) -> ScopeReading:
    """Read a scope from words in any order; what names no scope is left in `unknown`."""
    plain = " ".join(fold(token.text).strip("?!.,;") for token in tokens if token.kind is TokenKind.WORD)
    reader = _Reader(line, _in_scope_words(plain).split())
    reader.read()
    said = " ".join(reader.said)
    return ScopeReading(reader.scope, reader.most, tuple(reader.unknown), said, tuple(reader.rivals))


def known_scope(line: Line, word: str, *, streams_only: bool = False) -> ScopeReading:
    """The scope of a line of the command `word`.

    Raises:
        NoScope: some words name no scope.
        UserError: they name two where there can be one.
    """
    read = read_scope(line, line.tokens)
    if read.unknown or (streams_only and read.scope != Scope(stream=read.scope.stream)):
        known = [f"`{label}`" for label in line.group.labels]
        if not streams_only:
            known += [f"`{line.group.label}`", "`mine`", "`week`", "`today`", _("a month")]
        raise NoScope(
            _("I don't know “{words}”. After `{word}` say {scopes}.").format(
                words=" ".join(read.unknown or (read.said,))[:80], word=word, scopes=listing(known, "or")
            ),
            words=(word,),
        )
    if read.rivals:
        raise NotUnderstood(
            _("I can show one at a time: {words}?").format(words=listing(read.rivals, "or")),
            words=tuple(f"{word} {one}" for one in read.rivals),
        )
    return read
