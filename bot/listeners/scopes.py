"""From words to a part of the plan: a stream, the label, mine, a month, week, today, overdue, undated."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.listeners.line import Line
from bot.workplan.agenda import Scope, week_of
from bot.workplan.typed_text import MONTHS, fold
from bot.workplan.typed_words import STOP_WORDS, Token, TokenKind

_SAYS_NOTHING = frozenset(
    {"item", "items", "thing", "things", "everything", "all", "next", "due", "upcoming"}
)
_MEETINGS = frozenset({"meeting", "meetings"})
_PLENARY = frozenset({"plenary", "plenaries"})
_MINE = frozenset({"mine", "me", "my"})
_STATES = {"overdue": "overdue", "late": "overdue", "undated": "undated", "unscheduled": "undated"}


@dataclass(frozen=True, slots=True)
class ScopeReading:
    """What was understood: the scope, how many were asked for, and the words that name no scope.

    `said` repeats the understood words, for headings and for sharing.
    """

    scope: Scope
    most: int | None
    unknown: tuple[str, ...]
    said: str


class _Reader:
    def __init__(self, line: Line, words: Sequence[str]) -> None:
        self.line = line
        self.words = list(words)
        self.at = 0
        self.scope = Scope()
        self.most: int | None = None
        self.unknown: list[str] = []
        self.said: list[str] = []

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

    def _narrow(self, said: str, scope: Scope) -> None:
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
                self._narrow(names[joined], replace(self.scope, stream=names[joined]))
                return count
            if joined == _joined(self.line.group.label):
                self._narrow(self.line.group.label, replace(self.scope, plenary=True))
                return count
        return 0

    def _period(self, word: str) -> int:
        today = self.line.today
        if word == "today":
            self._narrow(word, replace(self.scope, first=today, last=today))
            return 1
        if word in ("week", "this-week"):
            first, last = week_of(today)
            self._narrow(word, replace(self.scope, first=first, last=last))
            return 1
        if word not in MONTHS:
            return 0
        year_word = self.words[self.at + 1] if self.at + 1 < len(self.words) else ""
        has_year = len(year_word) == 4 and year_word.isdecimal()
        month = MONTHS[word]
        year = int(year_word) if has_year else today.year + (month < today.month)
        first = date(year, month, 1)
        last = date(year, month, monthrange(year, month)[1])
        self._narrow(f"{word} {year}", replace(self.scope, first=first, last=last))
        return 2 if has_year else 1

    def _other(self, word: str) -> int:
        standing = self.line.caller.standing
        if word in _MINE:
            mine = replace(
                self.scope,
                person_id=self.line.caller.person_id or 0,
                lead_of=standing.lead_of,
                agency=standing.agency,
            )
            self._narrow("mine", mine)
        elif word in _STATES:
            self._narrow(_STATES[word], replace(self.scope, state=_STATES[word]))
        elif word in _PLENARY:
            self._narrow(word, replace(self.scope, plenary=True, meetings_only=True))
        elif word in _MEETINGS:
            self._narrow("meetings", replace(self.scope, meetings_only=True))
        elif word.isdecimal() and 0 < int(word) <= 1000:
            self.most = int(word)
        elif word not in _SAYS_NOTHING:
            return 0
        return 1


def _joined(text: str) -> str:
    return fold(text).replace("-", "").replace(" ", "")


def read_scope(line: Line, tokens: Sequence[Token]) -> ScopeReading:
    """Read a scope from words in any order; what names no scope is left in `unknown`."""
    plain = [fold(token.text).strip("?!.,;") for token in tokens if token.kind is TokenKind.WORD]
    reader = _Reader(line, [word for text in plain for word in text.split()])
    reader.read()
    return ScopeReading(reader.scope, reader.most, tuple(reader.unknown), " ".join(reader.said))
